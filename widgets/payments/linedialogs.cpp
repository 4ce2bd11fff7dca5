#include "widgets/payments/linedialogs.h"

#include "models/customer/customerstore.h"
#include "models/ledger/posting.h"
#include "models/payments/paymentstore.h"
#include "models/payments/statementservice.h"
#include "models/store/whendone.h"
#include "widgets/office/formfields.h"

#include <QComboBox>

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
    store::whenDone(this, desk_.executor().write([actor = desk_.actor(), line = line_, number = number_->text().trimmed()](store::Context& context) {
        payments::StatementService(context).accept(actor, line.id, decisionFor(context.connection, line, number));
        return true;
    }), [this](bool) { accept(); }, [this](const Error& error) { refuse(error); });
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
    store::whenDone(this, desk_.executor().write([actor = desk_.actor(), line = line_.id, account = account_->currentText().trimmed(), note = note_->text()](store::Context& context) {
        payments::StatementService(context).setAside(actor, line, account, note);
        return true;
    }), [this](bool) { accept(); }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
