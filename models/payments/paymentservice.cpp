#include "models/payments/paymentservice.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/ledger/ledgerservice.h"
#include "models/payments/bankcodes.h"
#include "models/payments/booking.h"
#include "models/payments/paymentsettings.h"
#include "models/payments/paymentstore.h"

#include <QCoreApplication>

namespace trunkline::payments {

using access::Permission;

namespace {

struct PaymentTexts {
    Q_DECLARE_TR_FUNCTIONS(Payments)
};

OpenItem requireItem(store::Connection& connection, const ItemRef& ref)
{
    if (auto found = item(connection, ref))
        return *found;
    throw NotFound(PaymentTexts::tr("There is no such invoice or fee."));
}

Money sumOf(const QList<Allocation>& allocations, const Money& like)
{
    Money sum = Money::zero(like.currency);
    for (const Allocation& each : allocations)
        sum += each.amount;
    return sum;
}

void requireAmount(const customer::Account& account, const Money& amount)
{
    if (amount.minor <= 0)
        throw InvalidInput(PaymentTexts::tr("An amount above zero is needed."));
    if (amount.currency != account.currency)
        throw InvalidInput(PaymentTexts::tr("The account %1 is in %2, the amount is in %3.").arg(account.number, account.currency.code(), amount.currency.code()));
}

QString requireReason(const QString& reason)
{
    if (reason.trimmed().isEmpty())
        throw InvalidInput(PaymentTexts::tr("A reason is needed; others will ask for it."));
    return reason.trimmed();
}

const char* sourceOf(PaymentMethod method)
{
    switch (method) {
    case PaymentMethod::Cash: return ledger::accounts::cash;
    case PaymentMethod::Transfer:
    case PaymentMethod::Card:
    case PaymentMethod::Cheque: return ledger::accounts::clearing;
    default: throw InvalidInput(PaymentTexts::tr("A payment by hand is a transfer, cash, a card or a cheque."));
    }
}

} // namespace

Payment PaymentService::record(const access::Actor& actor, const PaymentDraft& draft, const std::optional<QString>& sourceKey)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    if (sourceKey)
        if (const auto done = paymentBySourceKey(change.connection(), *sourceKey))
            return *done;
    const customer::Account account = customer::requireAccount(change.connection(), draft.accountId);
    requireAmount(account, draft.amount);
    if (!draft.receivedOn.isValid() || draft.receivedOn > bookingDay(change))
        throw InvalidInput(PaymentTexts::tr("A payment is recorded when it is there: give a day until today."));
    const QString iban = draft.payerIban.isEmpty() ? QString() : checkedIban(draft.payerIban);
    const QList<Allocation> allocations = draft.allocations ? *draft.allocations : spreadOldestFirst(draft.amount, openItems(change.connection(), account.id));
    if (sumOf(allocations, draft.amount).minor > draft.amount.minor)
        throw InvalidInput(PaymentTexts::tr("The parts are more than the payment of %1.").arg(draft.amount.toDisplay()));
    Payment payment{change.ids().next<PaymentTag>(), nextPaymentNumber(change), account.id, draft.method, draft.receivedOn, draft.amount, draft.reference, draft.payerName, iban, {}, {}, {}};
    payment.sourceKey = sourceKey.value_or(QStringLiteral("payment:%1").arg(payment.number));
    const store::JournalEntry entry = change.append({QStringLiteral("payment.recorded"), QStringLiteral("payment"), payment.id.toString(), {}, toJson(payment), {}, payment.sourceKey});
    bookPayment(change, entry, payment, sourceOf(draft.method));
    bookAllocations(change, entry, account.id, allocations, payment.receivedOn, payment.number);
    change.commit();
    return payment;
}

Money PaymentService::allocate(const access::Actor& actor, AccountId accountId, std::optional<QList<Allocation>> allocations)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    const customer::Account account = customer::requireAccount(change.connection(), accountId);
    const Money credit = creditOf(change.connection(), accountId, account.currency);
    if (!allocations)
        allocations = spreadOldestFirst(credit, openItems(change.connection(), accountId));
    const Money sum = sumOf(*allocations, credit);
    if (sum.isZero())
        return sum;
    const store::JournalEntry entry = change.append({QStringLiteral("credit.allocated"), QStringLiteral("account"), accountId.toString(), {}, {{"amount", sum.toPlainString()}, {"currency", sum.currency.code()}}, {}, {}});
    bookAllocations(change, entry, accountId, *allocations, bookingDay(change), entry.id.toString());
    change.commit();
    return sum;
}

void PaymentService::unallocate(const access::Actor& actor, PaymentId id)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    const auto found = payment(change.connection(), id);
    if (!found)
        throw NotFound(PaymentTexts::tr("There is no such payment."));
    const store::JournalEntry entry = change.append({QStringLiteral("payment.unallocated"), QStringLiteral("payment"), id.toString(), {}, {{"number", found->number}}, {}, {}});
    if (reopenSettled(change, entry, *found, bookingDay(change)).isZero())
        throw Refused(PaymentTexts::tr("%1 settles nothing.").arg(found->number));
    change.commit();
}

Payment PaymentService::markReturned(const access::Actor& actor, PaymentId id, BillingDate on, const QString& reason)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    const auto taken = payment(change.connection(), id);
    if (!taken)
        throw NotFound(PaymentTexts::tr("There is no such payment."));
    if (taken->amount.minor <= 0 || (taken->method != PaymentMethod::DirectDebit && taken->method != PaymentMethod::Transfer))
        throw Refused(PaymentTexts::tr("%1 can't be returned: only a direct debit or a transfer to us can.").arg(taken->number));
    if (on < taken->receivedOn)
        throw Refused(PaymentTexts::tr("%1 is of %2; the bank can't return it earlier.").arg(taken->number, taken->receivedOn.toIso()));
    ledger::requireOpen(change.connection(), on);
    const TakenBack how{on, taken->reference, requireReason(reason), QStringLiteral("returned:%1").arg(taken->number)};
    bookReturn(change, *taken, how, ledger::accounts::clearing);
    change.commit();
    return *paymentBySourceKey(context_.connection, how.sourceKey);
}

Money PaymentService::applyCreditNote(const access::Actor& actor, InvoiceId creditNote, InvoiceId invoice, std::optional<Money> wanted)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    const OpenItem credit = requireItem(change.connection(), {creditNote, {}});
    const OpenItem debit = requireItem(change.connection(), {invoice, {}});
    const Money amount = wanted.value_or(-credit.open.minor < debit.open.minor ? -credit.open : debit.open);
    if (credit.accountId != debit.accountId || credit.amount.minor > 0 || (wanted && amount.minor <= 0))
        throw Refused(PaymentTexts::tr("%1 can't be set against %2: a credit note and an invoice of the same account are needed.").arg(credit.number, debit.number));
    if (amount.minor <= 0)
        throw Refused(PaymentTexts::tr("%1 can't be set against %2: nothing is left open of one of them.").arg(credit.number, debit.number));
    const BillingDate day = bookingDay(change);
    const store::JournalEntry entry = change.append({QStringLiteral("creditnote.applied"), QStringLiteral("invoice"), invoice.toString(), {},
                                                     {{"creditNote", credit.number}, {"invoice", debit.number}, {"amount", amount.toPlainString()}, {"currency", amount.currency.code()}}, {}, {}});
    bookSettlement(change, entry, {{}, debit.accountId, debit.ref, SettlementKind::CreditNote, {}, day, amount, credit.number, entry.id.toString() + QStringLiteral("/1")});
    bookSettlement(change, entry, {{}, credit.accountId, credit.ref, SettlementKind::CreditNote, {}, day, -amount, debit.number, entry.id.toString() + QStringLiteral("/2")});
    change.commit();
    return amount;
}

Payment PaymentService::refund(const access::Actor& actor, AccountId accountId, const Money& amount, const QString& name, const QString& iban, const QString& reason)
{
    actor.require(Permission::SendPayments);
    store::Change change(context_, actor.who());
    const customer::Account account = customer::requireAccount(change.connection(), accountId);
    requireAmount(account, amount);
    if (name.trimmed().isEmpty())
        throw InvalidInput(PaymentTexts::tr("Whose account the money goes to is needed."));
    if (const Money credit = creditOf(change.connection(), accountId, amount.currency); credit.minor < amount.minor)
        throw Refused(PaymentTexts::tr("The account %1 has a credit of %2; %3 can't be paid back.").arg(account.number, credit.toDisplay(), amount.toDisplay()));
    Payment payment{change.ids().next<PaymentTag>(), nextPaymentNumber(change), accountId, PaymentMethod::Refund, bookingDay(change), -amount, requireReason(reason), name.trimmed(), checkedIban(iban), {}, {}, {}};
    payment.sourceKey = QStringLiteral("payment:%1").arg(payment.number);
    const store::JournalEntry entry = change.append({QStringLiteral("payment.refunded"), QStringLiteral("payment"), payment.id.toString(), {}, toJson(payment), {}, payment.sourceKey});
    bookPayment(change, entry, payment, ledger::accounts::clearing);
    change.commit();
    return payment;
}

void PaymentService::writeOff(const access::Actor& actor, const ItemRef& ref, const Money& amount, const QString& reason)
{
    actor.require(Permission::WriteOff);
    store::Change change(context_, actor.who());
    const OpenItem about = requireItem(change.connection(), ref);
    if (amount.minor <= 0)
        throw InvalidInput(PaymentTexts::tr("An amount above zero is needed."));
    Money already = Money::zero(amount.currency); // in small pieces the limit is still the limit
    for (const Settlement& each : settlementsOfItem(change.connection(), ref))
        if (each.kind == SettlementKind::WriteOff)
            already += each.amount;
    const Money limit{paymentSettings(change.connection()).writeOffLimitMinor, amount.currency};
    if ((already + amount).minor > limit.minor && !actor.may(Permission::WriteOffAny))
        throw Refused(PaymentTexts::tr("%1 may write off up to %2 of an item; ask somebody with the permission “write-off-any”.").arg(actor.name(), limit.toDisplay()));
    const QString why = requireReason(reason);
    const store::JournalEntry entry = change.append({QStringLiteral("item.writtenOff"), ref.invoice.isNull() ? QStringLiteral("charge") : QStringLiteral("invoice"), ref.toString(), {},
                                                     {{"number", about.number}, {"amount", amount.toPlainString()}, {"currency", amount.currency.code()}, {"reason", why}}, {}, {}});
    bookSettlement(change, entry, {{}, about.accountId, ref, SettlementKind::WriteOff, {}, bookingDay(change), amount, why, entry.id.toString()});
    change.commit();
}

void PaymentService::dispute(const access::Actor& actor, InvoiceId invoice, const QString& reason)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    const OpenItem about = requireItem(change.connection(), {invoice, {}});
    if (about.disputed)
        throw Refused(PaymentTexts::tr("%1 is disputed already.").arg(about.number));
    const QString why = requireReason(reason);
    change.connection().exec(QStringLiteral("INSERT INTO dispute (id, account_id, invoice_id, amount_minor, currency, reason, opened_ms) VALUES (?, ?, ?, ?, ?, ?, ?)"),
                             {change.ids().next<DisputeTag>(), about.accountId, invoice, about.open.minor, about.open.currency.code(), why, change.now()});
    change.commit({QStringLiteral("invoice.disputed"), QStringLiteral("invoice"), invoice.toString(), {}, {{"number", about.number}, {"reason", why}}, {}, {}});
}

void PaymentService::resolveDispute(const access::Actor& actor, InvoiceId invoice, const QString& outcome)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    const OpenItem about = requireItem(change.connection(), {invoice, {}});
    if (!about.disputed)
        throw Refused(PaymentTexts::tr("%1 is not disputed.").arg(about.number));
    change.connection().exec(QStringLiteral("UPDATE dispute SET resolved_ms = ? WHERE invoice_id = ? AND resolved_ms IS NULL"), {change.now(), invoice});
    change.commit({QStringLiteral("dispute.resolved"), QStringLiteral("invoice"), invoice.toString(), {}, {{"number", about.number}, {"outcome", requireReason(outcome)}}, {}, {}});
}

} // namespace trunkline::payments
