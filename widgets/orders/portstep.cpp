#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/orders/wizardsteps.h"

namespace trunkline::widgets {

PortStep::PortStep(Desk& desk, OrderDraft& draft)
    : OrderStep(QStringLiteral("wizardPlace"), tr("Place and port"), tr("Only ports that are free and fast enough are listed. The order reserves the one you choose."),
                desk, draft),
      list_(new TablePane(QStringLiteral("wizardPorts")))
{
    list_->setAccessibleName(tr("Free ports"));
    list_->setModel(&model_);
    setContent(list_);
    connect(list_, &TablePane::retryRequested, this, &PortStep::initializePage);
    connect(list_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        const ordering::PortChoice* choice = key.isValid() ? model_.find(key.toString()) : nullptr;
        draft_.port = choice ? std::optional(*choice) : std::nullopt;
        Q_EMIT completeChanged();
    });
}

bool PortStep::isComplete() const
{
    return draft_.port.has_value();
}

void PortStep::initializePage()
{
    draft_.port.reset();
    model_.setLoading();
    answer_.read(desk_, this, [offering = *draft_.offering](store::Connection& connection) { return ordering::portChoices(connection, offering); },
                 [this](const ordering::PortChoices& choices) {
                     list_->setEmptyState(ordering::whyNoneFits(choices, *draft_.offering));
                     model_.replace(choices.fitting);
                     if (const QString why = ordering::whyNoneFits(choices, *draft_.offering); why.isEmpty())
                         notices()->clear();
                     else
                         notices()->showNotice({Tone::Bad, tr("No port fits."), why, {}, {}});
                     const ordering::PortChoice* current = model_.find(list_->currentKey().toString());
                     draft_.port = current ? std::optional(*current) : std::nullopt;
                     Q_EMIT completeChanged();
                 },
                 [this](const Error& error) { model_.setFailed(error.sentence()); });
}

} // namespace trunkline::widgets
