#include "widgets/payments/dunningdialogs.h"

#include "models/payments/dunningservice.h"
#include "widgets/common/theme.h"
#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>

namespace trunkline::widgets {

namespace {

enum StepColumn { StepName, StepDays, StepFee, StepInterest, StepSuspends, StepText };

QTableWidgetItem* stepItem(const QString& text, bool figure)
{
    auto* item = new QTableWidgetItem(text);
    if (figure)
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

} // namespace

HoldDialog::HoldDialog(Desk& desk, AccountId account, const QString& accountNumber, QWidget* parent)
    : EntryDialog(QStringLiteral("holdDialog"), tr("%1 is not dunned for a while").arg(accountNumber), tr("Put it on hold"), parent), desk_(desk), account_(account), accountNumber_(accountNumber),
      until_(addField(*form(), dayField(todayOf(desk).plusDays(14)), QStringLiteral("holdUntil"), tr("Goes &on from"))), reason_(addLine(*form(), QStringLiteral("holdReason"), tr("&Reason")))
{
    reason_->setPlaceholderText(tr("Pays in parts, waits for an answer …"));
}

void HoldDialog::endIt()
{
    setWindowTitle(tr("%1 is dunned again").arg(accountNumber_));
    until_->setDate(todayOf(desk_).date());
    until_->setEnabled(false);
    reason_->setFocus();
}

void HoldDialog::save()
{
    write(desk_, [actor = desk_.actor(), account = account_, number = accountNumber_, until = chosenDay(*until_), reason = reason_->text()](store::Context& context) {
        payments::DunningService(context).hold(actor, account, until, reason);
        return tr("%1 is not dunned before %2.").arg(number, until.toDisplay());
    });
}

ChooseRulesDialog::ChooseRulesDialog(Desk& desk, AccountId account, const QString& accountNumber, QWidget* parent)
    : EntryDialog(QStringLiteral("chooseRulesDialog"), tr("Dunning rules of %1").arg(accountNumber), tr("Follow them"), parent), desk_(desk), account_(account), accountNumber_(accountNumber),
      rules_(addField(*form(), new QComboBox, QStringLiteral("accountRules"), tr("&Rules")))
{
    codes_.ask(desk_.executor(), [](store::Connection& connection) { return payments::dunningPolicyCodes(connection); }, [this](const QStringList& codes) { rules_->addItems(codes); },
               [this](const Error& error) { refuse(error); });
}

void ChooseRulesDialog::save()
{
    write(desk_, [actor = desk_.actor(), account = account_, number = accountNumber_, code = rules_->currentText()](store::Context& context) {
        payments::DunningService(context).choosePolicy(actor, account, code);
        return tr("%1 follows the dunning rules “%2”.").arg(number, code);
    });
}

RulesDialog::RulesDialog(Desk& desk, QWidget* parent)
    : EntryDialog(QStringLiteral("rulesDialog"), tr("Dunning rules"), tr("Save the rules"), parent), desk_(desk), code_(addField(*form(), new QComboBox, QStringLiteral("rulesCode"), tr("&Code"))),
      name_(addLine(*form(), QStringLiteral("rulesName"), tr("&Name"))), minimum_(addLine(*form(), QStringLiteral("rulesMinimum"), tr("Left alone &below (%1)").arg(desk.profile().currency.code()))),
      between_(addField(*form(), new QSpinBox, QStringLiteral("rulesBetween"), tr("&Days between letters"))), within_(addField(*form(), new QSpinBox, QStringLiteral("rulesWithin"), tr("Days to &pay a letter"))),
      steps_(new QTableWidget(0, 6))
{
    code_->setEditable(true);
    code_->setMinimumContentsLength(16);
    code_->setToolTip(tr("Choose rules to change them; a new code makes new ones"));
    between_->setRange(1, 365);
    within_->setRange(0, 365);
    buildSteps();
    setMinimumWidth(120 * gridStep);
    connect(code_, &QComboBox::activated, this, [this] { readRules(code_->currentText()); });
    codes_.ask(desk_.executor(), [](store::Connection& connection) { return payments::dunningPolicyCodes(connection); }, [this](const QStringList& codes) {
        code_->addItems(codes);
        readRules(codes.first());
    }, [this](const Error& error) { refuse(error); });
}

void RulesDialog::buildSteps()
{
    steps_->setObjectName(QStringLiteral("rulesSteps"));
    steps_->setAccessibleName(tr("Steps, in the order in which they come"));
    steps_->setHorizontalHeaderLabels({tr("Step"), tr("Days after due"), tr("Fee (%1)").arg(desk_.profile().currency.code()), tr("Interest, % a year"), tr("Suspends"), tr("Text of the letter")});
    steps_->horizontalHeader()->setSectionResizeMode(StepText, QHeaderView::Stretch);
    steps_->setMinimumHeight(26 * gridStep);
    steps_->setSelectionBehavior(QAbstractItemView::SelectRows);
    form()->addRow(steps_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(gridStep);
    auto* add = new QPushButton(tr("&Add a step"));
    add->setObjectName(QStringLiteral("addStepButton"));
    auto* remove = new QPushButton(tr("&Remove the chosen step"));
    remove->setObjectName(QStringLiteral("removeStepButton"));
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch();
    form()->addRow(buttons);
    connect(add, &QPushButton::clicked, this, [this] {
        const int last = steps_->rowCount() - 1;
        const int after = last < 0 ? 7 : steps_->item(last, StepDays)->text().toInt() + 14;
        addStep({tr("Reminder"), after, Money::zero(desk_.profile().currency), 0, false, {}});
        steps_->setCurrentCell(steps_->rowCount() - 1, StepName);
        steps_->setFocus();
    });
    connect(remove, &QPushButton::clicked, this, [this] { steps_->removeRow(steps_->currentRow()); });
}

void RulesDialog::readRules(const QString& code)
{
    rules_.ask(desk_.executor(), [code, currency = desk_.profile().currency](store::Connection& connection) {
        return payments::dunningPolicyCodes(connection).contains(code) ? std::optional(payments::dunningPolicy(connection, code, currency)) : std::nullopt;
    }, [this](const std::optional<payments::DunningPolicy>& policy) {
        if (policy)
            show(*policy); // of a new code: what stands there is what it begins with
    }, [this](const Error& error) { refuse(error); });
}

void RulesDialog::show(const payments::DunningPolicy& policy)
{
    code_->setCurrentText(policy.code);
    name_->setText(policy.name);
    minimum_->setText(moneyNumber(policy.minimumOpen));
    between_->setValue(policy.daysBetween);
    within_->setValue(policy.payWithinDays);
    steps_->setRowCount(0);
    for (const payments::DunningStep& step : policy.steps)
        addStep(step);
    for (int column = StepName; column < StepText; ++column)
        steps_->resizeColumnToContents(column);
}

void RulesDialog::addStep(const payments::DunningStep& step)
{
    const int row = steps_->rowCount();
    steps_->insertRow(row);
    steps_->setItem(row, StepName, stepItem(step.name, false));
    steps_->setItem(row, StepDays, stepItem(QString::number(step.afterDays), true));
    steps_->setItem(row, StepFee, stepItem(moneyNumber(step.fee), true));
    steps_->setItem(row, StepInterest, stepItem(percentNumber(step.interestBasisPoints), true));
    auto* suspends = stepItem({}, false);
    suspends->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    suspends->setCheckState(step.suspend ? Qt::Checked : Qt::Unchecked);
    steps_->setItem(row, StepSuspends, suspends);
    auto* text = stepItem(step.text, false);
    text->setToolTip(step.text);
    steps_->setItem(row, StepText, text);
}

payments::DunningPolicy RulesDialog::policy() const
{
    const Currency currency = desk_.profile().currency;
    payments::DunningPolicy policy{code_->currentText().trimmed(), name_->text().trimmed(), typedMoney(minimum_->text(), currency), between_->value(), within_->value(), {}};
    for (int row = 0; row < steps_->rowCount(); ++row) {
        bool number = false;
        const int days = steps_->item(row, StepDays)->text().trimmed().toInt(&number);
        if (!number)
            throw InvalidInput(tr("Step %1: “%2” is no number of days.").arg(row + 1).arg(steps_->item(row, StepDays)->text()));
        policy.steps.append({steps_->item(row, StepName)->text().trimmed(), days, typedMoney(steps_->item(row, StepFee)->text(), currency), basisPointsFrom(steps_->item(row, StepInterest)->text()),
                             steps_->item(row, StepSuspends)->checkState() == Qt::Checked, steps_->item(row, StepText)->text().trimmed()});
    }
    return policy;
}

void RulesDialog::save()
{
    write(desk_, [actor = desk_.actor(), rules = payments::toJson(policy())](store::Context& context) {
        payments::DunningService(context).putPolicy(actor, rules);
        return tr("The dunning rules “%1” are saved.").arg(rules["code"].toString());
    });
}

} // namespace trunkline::widgets
