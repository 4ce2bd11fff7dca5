#include "widgets/payments/accountdialogs.h"

#include "models/payments/paymentservice.h"
#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"

#include <QComboBox>
#include <QDateEdit>

namespace trunkline::widgets {

RecordPaymentDialog::RecordPaymentDialog(Desk& desk, AccountId account, const QString& accountNumber, const Money& owed, QWidget* parent)
    : EntryDialog(QStringLiteral("recordPaymentDialog"), tr("Record a payment for %1").arg(accountNumber), tr("Record it"), parent), desk_(desk), account_(account), currency_(owed.currency),
      amount_(addLine(*form(), QStringLiteral("paymentAmount"), tr("&Amount (%1)").arg(owed.currency.code()))), method_(addField(*form(), new QComboBox, QStringLiteral("paymentMethod"), tr("&How"))),
      day_(addField(*form(), dayField(todayOf(desk)), QStringLiteral("paymentDay"), tr("&Day"))), reference_(addLine(*form(), QStringLiteral("paymentReference"), tr("&Reference")))
{
    for (const auto method : {payments::PaymentMethod::Transfer, payments::PaymentMethod::Cash, payments::PaymentMethod::Card, payments::PaymentMethod::Cheque})
        method_->addItem(payments::titleOf(method), payments::nameOf(method));
    if (owed.minor > 0)
        amount_->setText(moneyNumber(owed));
}

void RecordPaymentDialog::save()
{
    const payments::PaymentDraft draft{account_, payments::paymentMethodNamed(method_->currentData().toString()), chosenDay(*day_), typedMoney(amount_->text(), currency_), reference_->text().trimmed()};
    write(desk_, [actor = desk_.actor(), draft](store::Context& context) { return tr("%1 is recorded.").arg(payments::PaymentService(context).record(actor, draft).number); });
}

WriteOffDialog::WriteOffDialog(Desk& desk, const payments::OpenItem& item, QWidget* parent)
    : EntryDialog(QStringLiteral("writeOffDialog"), tr("Give up a part of %1").arg(item.number), tr("Write it off"), parent), desk_(desk), item_(item),
      amount_(addLine(*form(), QStringLiteral("writeOffAmount"), tr("&Amount (%1)").arg(item.open.currency.code()))), reason_(addLine(*form(), QStringLiteral("writeOffReason"), tr("&Reason")))
{
    amount_->setText(moneyNumber(item.open));
}

void WriteOffDialog::save()
{
    write(desk_, [actor = desk_.actor(), ref = item_.ref, number = item_.number, amount = typedMoney(amount_->text(), item_.open.currency), reason = reason_->text()](store::Context& context) {
        payments::PaymentService(context).writeOff(actor, ref, amount, reason);
        return tr("%1 of %2 is written off.").arg(amount.toDisplay(), number);
    });
}

DisputeDialog::DisputeDialog(Desk& desk, const payments::OpenItem& item, QWidget* parent)
    : EntryDialog(QStringLiteral("disputeDialog"), item.disputed ? tr("The dispute about %1 is settled").arg(item.number) : tr("The customer disagrees with %1").arg(item.number), tr("Note it"), parent), desk_(desk), item_(item),
      reason_(addLine(*form(), QStringLiteral("disputeReason"), item.disputed ? tr("&Outcome") : tr("&Reason")))
{
}

void DisputeDialog::save()
{
    write(desk_, [actor = desk_.actor(), item = item_, reason = reason_->text()](store::Context& context) {
        payments::PaymentService service(context);
        item.disputed ? service.resolveDispute(actor, item.ref.invoice, reason) : service.dispute(actor, item.ref.invoice, reason);
        return item.disputed ? tr("%1 is not disputed any more.").arg(item.number) : tr("%1 is disputed: it is not dunned and not collected.").arg(item.number);
    });
}

RefundDialog::RefundDialog(Desk& desk, AccountId account, const QString& accountNumber, const Money& credit, QWidget* parent)
    : EntryDialog(QStringLiteral("refundDialog"), tr("Pay credit of %1 back").arg(accountNumber), tr("Pay it back"), parent), desk_(desk), account_(account), currency_(credit.currency),
      amount_(addLine(*form(), QStringLiteral("refundAmount"), tr("&Amount (%1)").arg(credit.currency.code()))), name_(addLine(*form(), QStringLiteral("refundName"), tr("&To whom"))),
      iban_(addLine(*form(), QStringLiteral("refundIban"), tr("&IBAN"))), reason_(addLine(*form(), QStringLiteral("refundReason"), tr("&Reason")))
{
    amount_->setText(moneyNumber(credit));
    payer_.ask(desk_.executor(), [actor = desk_.actor(), account](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return payments::payments(connection, account);
    }, [this](const QList<payments::PaymentRow>& rows) {
        for (const payments::PaymentRow& row : rows)
            if (!row.payment.payerIban.isEmpty() && iban_->text().isEmpty() && name_->text().isEmpty()) {
                iban_->setText(row.payment.payerIban);
                name_->setText(row.payment.payerName);
            }
    }, [this](const Error& error) { refuse(error); });
}

void RefundDialog::save()
{
    write(desk_, [actor = desk_.actor(), account = account_, amount = typedMoney(amount_->text(), currency_), name = name_->text(), iban = iban_->text(), reason = reason_->text()](store::Context& context) {
        return tr("%1 waits for the next file of refunds.").arg(payments::PaymentService(context).refund(actor, account, amount, name, iban, reason).number);
    });
}

ApplyCreditDialog::ApplyCreditDialog(Desk& desk, const payments::OpenItem& credit, const QList<payments::OpenItem>& invoices, QWidget* parent)
    : EntryDialog(QStringLiteral("applyCreditDialog"), tr("Set %1 (%2 open) against an invoice").arg(credit.number, (-credit.open).toDisplay()), tr("Set it against"), parent), desk_(desk), credit_(credit), invoices_(invoices),
      invoice_(addField(*form(), new QComboBox, QStringLiteral("applyInvoice"), tr("&Invoice"))), amount_(addLine(*form(), QStringLiteral("applyAmount"), tr("&Amount (%1)").arg(credit.open.currency.code())))
{
    for (const payments::OpenItem& each : invoices_)
        invoice_->addItem(tr("%1, %2 open").arg(each.number, each.open.toDisplay()));
    connect(invoice_, &QComboBox::currentIndexChanged, this, &ApplyCreditDialog::proposeAmount);
    proposeAmount();
}

void ApplyCreditDialog::proposeAmount()
{
    const Money open = invoices_.value(invoice_->currentIndex(), credit_).open;
    amount_->setText(moneyNumber(open.minor < -credit_.open.minor ? open : -credit_.open));
}

void ApplyCreditDialog::save()
{
    write(desk_, [actor = desk_.actor(), credit = credit_, invoice = invoices_[invoice_->currentIndex()], amount = typedMoney(amount_->text(), credit_.open.currency)](store::Context& context) {
        payments::PaymentService(context).applyCreditNote(actor, credit.ref.invoice, invoice.ref.invoice, amount);
        return tr("%1 of %2 is set against %3.").arg(amount.toDisplay(), credit.number, invoice.number);
    });
}

} // namespace trunkline::widgets
