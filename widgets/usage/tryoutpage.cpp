#include "widgets/usage/tryoutpage.h"

#include "models/catalogue/tariffstore.h"
#include "widgets/common/theme.h"
#include "widgets/office/formfields.h"
#include "widgets/office/sectioncard.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace trunkline::widgets {

TryOutPage::TryOutPage(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), ask_(new QPushButton(tr("What does it cost?"))), answerCard_(new SectionCard(QStringLiteral("tryOutAnswer"), tr("What it costs, and why")))
{
    setObjectName(QStringLiteral("tryOutPage"));
    auto* form = new QFormLayout;
    tariff_ = addField(*form, new QComboBox, QStringLiteral("tryOutTariff"), tr("&Tariff"));
    destination_ = addLine(*form, QStringLiteral("tryOutDestination"), tr("&Destination"));
    destination_->setPlaceholderText(QStringLiteral("4917612345"));
    at_ = addField(*form, new QDateTimeEdit, QStringLiteral("tryOutAt"), tr("&Begins at"));
    at_->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    at_->setDateTime(desk.profile().zone.wallTime(desk.clock().now()));
    at_->setToolTip(tr("In the operator's time zone, %1").arg(desk.profile().zone.name()));
    quantity_ = addField(*form, new QSpinBox, QStringLiteral("tryOutQuantity"), tr("&Quantity"));
    quantity_->setRange(0, std::numeric_limits<int>::max());
    quantity_->setGroupSeparatorShown(true);
    quantity_->setValue(60);
    quantity_->setToolTip(tr("Seconds, octets or messages, as the tariff counts"));
    ask_->setObjectName(QStringLiteral("tryOutButton"));
    ask_->setDefault(true);
    form->addRow(QString(), ask_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, 2 * gridStep);
    column->addLayout(form);
    column->addWidget(answerCard_);
    column->addStretch(1);
    answerCard_->setRows({}, {}, tr("Say what is used, and each step of the price stands here."));
    connect(ask_, &QPushButton::clicked, this, &TryOutPage::ask);
    connect(destination_, &QLineEdit::returnPressed, this, &TryOutPage::ask);
}

void TryOutPage::refresh()
{
    tariffs_.ask(desk_.executor(), [](store::Connection& connection) {
        QStringList codes;
        for (const catalogue::TariffSummary& each : catalogue::tariffs(connection))
            if (!codes.contains(each.code))
                codes.append(each.code);
        return codes;
    }, [this](const QStringList& codes) {
        const QString chosen = tariff_->currentText();
        tariff_->clear();
        tariff_->addItems(codes);
        if (codes.contains(chosen))
            tariff_->setCurrentText(chosen);
        ask_->setEnabled(!codes.isEmpty());
        ask_->setToolTip(codes.isEmpty() ? tr("There is no tariff yet; publish one with “trunklinectl tariff publish”.") : QString());
    }, [this](const Error& error) { answerCard_->setRows({}, {}, error.sentence()); });
}

void TryOutPage::ask()
{
    if (!ask_->isEnabled())
        return;
    // The wall time is the operator's; one that summer time skips is read as if the clock had not moved.
    const QDateTime wall(at_->date(), at_->time(), QTimeZone(desk_.profile().zone.name().toLatin1()));
    answer_.ask(desk_.executor(), [tariff = tariff_->currentText(), destination = destination_->text().trimmed().toStdString(), at = wall.toMSecsSinceEpoch(), quantity = quantity_->value()](store::Connection& connection) {
        return rating::TryOut(connection, tariff).ask({at, quantity, destination});
    }, [this](const rating::TryOut::Answer& answer) {
        QList<QList<Cell>> rows;
        for (const rating::ExplainedStep& step : answer.explanation.steps) {
            Cell amount{step.amount};
            amount.right = true;
            rows.append({Cell{step.text}, amount});
        }
        answerCard_->setFigure(answer.explanation.total.isEmpty() ? tr("no price") : answer.explanation.total);
        answerCard_->setRows({}, rows, {});
    }, [this](const Error& error) {
        answerCard_->setFigure({});
        answerCard_->setRows({}, {}, error.sentence());
    });
}

} // namespace trunkline::widgets
