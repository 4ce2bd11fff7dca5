#include "widgets/payments/accountdialogs.h"

#include "models/payments/paymentservice.h"
#include "models/store/whendone.h"
#include "widgets/office/formfields.h"

#include <QComboBox>
#include <QDateEdit>

namespace trunkline::widgets {

using store::whenDone;

Money typedMoney(const QString& text, Currency currency)
{
    QString plain = text.simplified();
    const QLocale locale;
    if (locale.decimalPoint() != QLatin1String(".") && plain.contains(locale.decimalPoint())) {
        plain.remove(locale.groupSeparator());
        plain.replace(locale.decimalPoint(), QLatin1String("."));
    }
    return Money::parse(plain, currency);
}

RecordPaymentDialog::RecordPaymentDialog(Desk& desk, AccountId account, const QString& accountNumber, const Money& owed, QWidget* parent)
    : EntryDialog(QStringLiteral("recordPaymentDialog"), tr("Record a payment for %1").arg(accountNumber), tr("Record it"), parent), desk_(desk), account_(account), currency_(owed.currency),
      amount_(addLine(*form(), QStringLiteral("paymentAmount"), tr("&Amount (%1)").arg(owed.currency.code()))), method_(addField(*form(), new QComboBox, QStringLiteral("paymentMethod"), tr("&How"))),
      day_(addField(*form(), new QDateEdit, QStringLiteral("paymentDay"), tr("&Day"))), reference_(addLine(*form(), QStringLiteral("paymentReference"), tr("&Reference")))
{
    for (const auto method : {payments::PaymentMethod::Transfer, payments::PaymentMethod::Cash, payments::PaymentMethod::Card, payments::PaymentMethod::Cheque})
        method_->addItem(payments::titleOf(method), payments::nameOf(method));
    day_->setCalendarPopup(true);
    day_->setDate(desk_.profile().zone.dateAt(desk_.clock().now()).date());
    if (owed.minor > 0)
        amount_->setText(owed.toPlainString().replace(QLatin1String("."), QLocale().decimalPoint()));
}

void RecordPaymentDialog::save()
{
    const QDate day = day_->date();
    const payments::PaymentDraft draft{account_, payments::paymentMethodNamed(method_->currentData().toString()), BillingDate(day.year(), day.month(), day.day()), typedMoney(amount_->text(), currency_), reference_->text().trimmed()};
    whenDone(this, desk_.executor().write([actor = desk_.actor(), draft](store::Context& context) { return payments::PaymentService(context).record(actor, draft).number; }),
             [this](const QString&) { accept(); }, [this](const Error& error) { refuse(error); });
}

WriteOffDialog::WriteOffDialog(Desk& desk, const payments::OpenItem& item, QWidget* parent)
    : EntryDialog(QStringLiteral("writeOffDialog"), tr("Give up a part of %1").arg(item.number), tr("Write it off"), parent), desk_(desk), item_(item),
      amount_(addLine(*form(), QStringLiteral("writeOffAmount"), tr("&Amount (%1)").arg(item.open.currency.code()))), reason_(addLine(*form(), QStringLiteral("writeOffReason"), tr("&Reason")))
{
    amount_->setText(item.open.toPlainString().replace(QLatin1String("."), QLocale().decimalPoint()));
}

void WriteOffDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), ref = item_.ref, amount = typedMoney(amount_->text(), item_.open.currency), reason = reason_->text()](store::Context& context) {
        payments::PaymentService(context).writeOff(actor, ref, amount, reason);
        return true;
    }), [this](bool) { accept(); }, [this](const Error& error) { refuse(error); });
}

DisputeDialog::DisputeDialog(Desk& desk, const payments::OpenItem& item, QWidget* parent)
    : EntryDialog(QStringLiteral("disputeDialog"), item.disputed ? tr("The dispute about %1 is settled").arg(item.number) : tr("The customer disagrees with %1").arg(item.number), tr("Note it"), parent), desk_(desk), item_(item),
      reason_(addLine(*form(), QStringLiteral("disputeReason"), item.disputed ? tr("&Outcome") : tr("&Reason")))
{
}

void DisputeDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), item = item_, reason = reason_->text()](store::Context& context) {
        payments::PaymentService service(context);
        item.disputed ? service.resolveDispute(actor, item.ref.invoice, reason) : service.dispute(actor, item.ref.invoice, reason);
        return true;
    }), [this](bool) { accept(); }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
