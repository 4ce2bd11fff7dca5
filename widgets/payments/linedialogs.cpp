#include "widgets/payments/linedialogs.h"

#include "models/customer/customerstore.h"
#include "models/ledger/posting.h"
#include "models/payments/paymentservice.h"
#include "models/payments/paymentstore.h"
#include "models/payments/statementservice.h"
#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"

#include <QComboBox>
#include <QDateEdit>

namespace trunkline::widgets {

namespace {

/// The account of a number, or of an invoice's number, and what of the line settles what.
payments::Proposal decisionFor(store::Connection& connection, const payments::BankLine& line, const QString& number)
{
    payments::Proposal decision{payments::ProposalKind::Payment, payments::Confidence::Sure, {}, {}, {}, {WhosePaymentDialog::tr("By hand: %1").arg(number)}};
    if (const auto account = customer::accountByNumber(connection, number)) {
        decision.account = account->id;
        decision.allocations = payments::spreadOldestFirst(line.amount, payments::openItems(connection, account->id));
    } else if (const auto item = payments::itemNumbered(connection, number)) {
        decision.account = item->accountId;
        decision.allocations = payments::spreadOldestFirst(line.amount, {*item});
    } else {
        throw NotFound(WhosePaymentDialog::tr("There is no account and no invoice “%1”.").arg(number));
    }
    return decision;
}

} // namespace

WhosePaymentDialog::WhosePaymentDialog(Desk& desk, const payments::BankLine& line, QWidget* parent)
    : EntryDialog(QStringLiteral("whosePaymentDialog"), tr("Whose payment of %1 is it?").arg(line.amount.toDisplay()), tr("Assign it"), parent), desk_(desk), line_(line),
      number_(addLine(*form(), QStringLiteral("whoseNumber"), tr("&Account or invoice")))
{
    number_->setPlaceholderText(QStringLiteral("A-000001"));
}

void WhosePaymentDialog::save()
{
    write(desk_, [actor = desk_.actor(), line = line_, number = number_->text().trimmed()](store::Context& context) {
        payments::StatementService(context).accept(actor, line.id, decisionFor(context.connection, line, number));
        return QString();
    });
}

SetAsideDialog::SetAsideDialog(Desk& desk, const payments::BankLine& line, QWidget* parent)
    : EntryDialog(QStringLiteral("setAsideDialog"), tr("What was the movement of %1?").arg(line.amount.toDisplay()), tr("Set it aside"), parent), desk_(desk), line_(line),
      account_(addField(*form(), new QComboBox, QStringLiteral("asideAccount"), tr("&Account of the ledger"))), note_(addLine(*form(), QStringLiteral("asideNote"), tr("&What it was")))
{
    account_->setEditable(true);
    for (const char* account : {ledger::accounts::bankFees, ledger::accounts::interest, ledger::accounts::clearing, ledger::accounts::cash})
        account_->addItem(QString::fromLatin1(account));
}

void SetAsideDialog::save()
{
    write(desk_, [actor = desk_.actor(), line = line_.id, account = account_->currentText().trimmed(), note = note_->text()](store::Context& context) {
        payments::StatementService(context).setAside(actor, line, account, note);
        return QString();
    });
}

ReturnedDialog::ReturnedDialog(Desk& desk, PaymentId payment, const QString& number, const Money& amount, QWidget* parent)
    : EntryDialog(QStringLiteral("returnedDialog"), tr("The bank took %1 over %2 back").arg(number, amount.toDisplay()), tr("It came back"), parent), desk_(desk), payment_(payment), number_(number),
      day_(addField(*form(), dayField(todayOf(desk)), QStringLiteral("returnedDay"), tr("&Day"))), reason_(addLine(*form(), QStringLiteral("returnedReason"), tr("&Reason")))
{
    reason_->setPlaceholderText(tr("As the bank gives it: no cover, account closed …"));
    auto* meaning = new QLabel(tr("What it settled is open again, and the customer owes the fee for returns. The line of a later bank statement is then known already."));
    meaning->setWordWrap(true);
    form()->addRow(meaning);
}

void ReturnedDialog::save()
{
    write(desk_, [actor = desk_.actor(), payment = payment_, number = number_, day = chosenDay(*day_), reason = reason_->text()](store::Context& context) {
        return tr("%1 took %2 back; what it settled is open again.").arg(payments::PaymentService(context).markReturned(actor, payment, day, reason).number, number);
    });
}

} // namespace trunkline::widgets
