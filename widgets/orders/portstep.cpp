#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/orders/wizardsteps.h"

#include <QComboBox>

namespace trunkline::widgets {

PortStep::PortStep(Desk& desk, OrderDraft& draft)
    : OrderStep(QStringLiteral("wizardPlace"), tr("Place and technical check"),
                tr("Every port for customers, with what the check says of it. The order reserves the free one you choose."), desk, draft),
      list_(new TablePane(QStringLiteral("wizardPorts"))), which_(new QComboBox)
{
    list_->setAccessibleName(tr("Ports for customers"));
    list_->setModel(&model_);
    which_->setObjectName(QStringLiteral("wizardPortFilter"));
    which_->setAccessibleName(tr("Which ports to show"));
    which_->addItem(tr("All ports"), false);
    which_->addItem(tr("Only free ones"), true);
    list_->addTool(which_);
    setContent(list_, list_);
    connect(which_, &QComboBox::currentIndexChanged, this, [this] {
        if (which_->currentData().toBool())
            model_.setAccept([](const ordering::PortChoice& choice) { return choice.fits(); });
        else
            model_.setAccept({});
    });
    connect(list_, &TablePane::retryRequested, this, &PortStep::initializePage);
    connect(list_, &TablePane::currentChanged, this, &PortStep::choose);
    connect(list_, &TablePane::opened, this, &PortStep::goOn);
}

bool PortStep::isComplete() const
{
    return draft_.port.has_value();
}

void PortStep::initializePage()
{
    draft_.port.reset();
    model_.setLoading();
    answer_.ask(desk_.executor(), [offering = *draft_.offering](store::Connection& connection) { return ordering::portChoices(connection, offering); },
                 [this](const ordering::PortChoices& choices) { showChoices(choices); }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void PortStep::showChoices(const ordering::PortChoices& choices)
{
    noneFits_ = ordering::whyNoneFits(choices, *draft_.offering);
    list_->setEmptyState(noneFits_);
    model_.replace(choices.ports);
    takeKeyboard();
    choose(list_->currentKey());
}

/// A port that can't be had says why; Next waits for one that can.
void PortStep::choose(const QVariant& key)
{
    const ordering::PortChoice* choice = key.isValid() ? model_.find(key.toString()) : nullptr;
    draft_.port = choice && choice->fits() ? std::optional(*choice) : std::nullopt;
    if (!noneFits_.isEmpty())
        notices()->showNotice({Tone::Bad, tr("No port fits."), noneFits_, {}, {}});
    else if (choice && !choice->fits())
        notices()->showNotice({Tone::Attention, tr("%1 on %2 can't be had.").arg(choice->port.name, choice->deviceName), choice->hindrance + u'.', tr("Choose one that is free."), {}});
    else
        notices()->clear();
    Q_EMIT completeChanged();
}

} // namespace trunkline::widgets
