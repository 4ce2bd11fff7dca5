#include "models/payments/booking.h"

#include "models/core/errors.h"
#include "models/ledger/ledgerservice.h"
#include "models/payments/paymentsettings.h"
#include "models/payments/paymentstore.h"
#include "models/store/settings.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::payments {

namespace {

struct BookingTexts {
    Q_DECLARE_TR_FUNCTIONS(Payments)
};

QString named(const char* account)
{
    return QString::fromLatin1(account);
}

const char* receivableOf(const ItemRef& item)
{
    return item.invoice.isNull() ? ledger::accounts::charges : ledger::accounts::receivable;
}

void requireRoom(store::Change& change, const Settlement& s, const OpenItem& item)
{
    const std::int64_t after = item.open.minor - s.amount.minor;
    const bool within = item.amount.minor >= 0 ? after >= 0 && after <= item.amount.minor : after <= 0 && after >= item.amount.minor;
    if (s.amount.currency != item.open.currency || s.amount.isZero() || !within)
        throw Refused(BookingTexts::tr("%1 has %2 open; %3 can't be settled.").arg(item.number, item.open.toDisplay(), s.amount.toDisplay()));
    if (s.kind != SettlementKind::Payment || s.amount.isNegative())
        return;
    const Money credit = creditOf(change.connection(), s.accountId, s.amount.currency);
    if (credit.minor < s.amount.minor)
        throw Refused(BookingTexts::tr("The account has a credit of %1; %2 can't be allocated.").arg(credit.toDisplay(), s.amount.toDisplay()));
}

} // namespace

BillingDate bookingDay(store::Change& change)
{
    const BillingDate today = store::requireProfile(change.connection()).zone.dateAt(change.now());
    return std::max(today, ledger::openFrom(change.connection()).value_or(today));
}

QString nextPaymentNumber(store::Change& change)
{
    return QStringLiteral("PAY-%1").arg(change.nextNumber(QStringLiteral("payment")), 6, 10, QLatin1Char('0'));
}

Payment bookPayment(store::Change& change, const store::JournalEntry& entry, Payment p, const char* from)
{
    if (p.id.isNull())
        p.id = change.ids().next<PaymentTag>();
    if (p.number.isEmpty())
        p.number = nextPaymentNumber(change);
    insertPayment(change.connection(), p, change.now());
    ledger::post(change, entry, {p.receivedOn, QStringLiteral("%1 %2").arg(p.number, titleOf(p.method)), QStringLiteral("payment:") + p.number,
                                 {{named(from), p.amount}, {named(ledger::accounts::customerCredit), -p.amount, p.accountId}}});
    return p;
}

void bookSettlement(store::Change& change, const store::JournalEntry& entry, Settlement s)
{
    const auto about = item(change.connection(), s.item);
    if (!about || about->accountId != s.accountId)
        throw NotFound(BookingTexts::tr("The account has no such invoice or fee."));
    requireRoom(change, s, *about);
    s.id = change.ids().next<SettlementTag>();
    insertSettlement(change.connection(), s);
    if (s.kind == SettlementKind::CreditNote)
        return; // both documents are receivables of the same account
    const ledger::Leg other = s.kind == SettlementKind::WriteOff ? ledger::Leg{named(ledger::accounts::badDebt), s.amount} : ledger::Leg{named(ledger::accounts::customerCredit), s.amount, s.accountId};
    const QString words = s.kind == SettlementKind::WriteOff ? BookingTexts::tr("%1 written off").arg(about->number)
        : s.amount.isNegative()                              ? BookingTexts::tr("%1 open again").arg(about->number)
                                                             : BookingTexts::tr("%1 paid").arg(about->number);
    ledger::post(change, entry, {s.dated, words, QStringLiteral("settlement:%1").arg(s.id.toString()), {other, {named(receivableOf(s.item)), -s.amount, s.accountId}}});
}

void bookAllocations(store::Change& change, const store::JournalEntry& entry, AccountId account, const QList<Allocation>& allocations, BillingDate dated, const QString& key)
{
    QList<PaymentRow> sources = payments(change.connection(), account);
    std::reverse(sources.begin(), sources.end()); // the first payment first
    int part = 0;
    for (const Allocation& allocation : allocations) {
        Money rest = allocation.amount;
        if (rest.minor <= 0)
            throw InvalidInput(BookingTexts::tr("Only amounts above zero can be allocated."));
        for (PaymentRow& source : sources) {
            const Money take{std::min(rest.minor, source.unallocated.minor), rest.currency};
            if (source.unallocated.currency != rest.currency || take.minor <= 0)
                continue;
            bookSettlement(change, entry, {{}, account, allocation.item, SettlementKind::Payment, source.payment.id, dated, take, {}, QStringLiteral("%1/%2").arg(key).arg(++part)});
            source.unallocated = source.unallocated - take;
            rest = rest - take;
            if (rest.isZero())
                break;
        }
        if (!rest.isZero())
            throw Refused(BookingTexts::tr("The account has a credit of %1; %2 can't be allocated.")
                              .arg((allocation.amount - rest).toDisplay(), allocation.amount.toDisplay()));
    }
}

Money reopenSettled(store::Change& change, const store::JournalEntry& entry, const Payment& p, BillingDate dated)
{
    QList<Settlement> net; // what of it settles each item now
    for (const Settlement& each : settlementsOfPayment(change.connection(), p.id)) {
        const auto same = std::find_if(net.begin(), net.end(), [&](const Settlement& other) { return other.item == each.item; });
        if (same == net.end())
            net.append(each);
        else
            same->amount += each.amount;
    }
    Money opened = Money::zero(p.amount.currency);
    int part = 0;
    for (const Settlement& each : std::as_const(net)) {
        if (each.amount.isZero())
            continue;
        bookSettlement(change, entry, {{}, p.accountId, each.item, SettlementKind::Payment, p.id, dated, -each.amount, {}, QStringLiteral("%1/%2").arg(entry.id.toString()).arg(++part)});
        opened += each.amount;
    }
    return opened;
}

store::JournalEntry bookReturn(store::Change& change, const Payment& taken, const TakenBack& how, const char* from)
{
    if (change.connection().row(QStringLiteral("SELECT 1 AS one FROM payment WHERE returns_id = ?"), {taken.id}))
        throw Refused(BookingTexts::tr("%1 was taken back already.").arg(taken.number));
    const Payment back{change.ids().next<PaymentTag>(), nextPaymentNumber(change), taken.accountId, PaymentMethod::Return, how.on, -taken.amount, how.reference,
                       taken.payerName, taken.payerIban, how.bankLine, taken.id, how.sourceKey};
    QJsonObject after = toJson(back);
    after["reason"] = how.reason;
    const store::JournalEntry entry = change.append({QStringLiteral("payment.returned"), QStringLiteral("payment"), taken.id.toString(), toJson(taken), after, {}, back.sourceKey});
    reopenSettled(change, entry, taken, back.receivedOn);
    bookPayment(change, entry, back, from);
    if (const std::int64_t fee = paymentSettings(change.connection()).returnFeeMinor; fee > 0)
        bookCharge(change, entry, {{}, {}, taken.accountId, ItemKind::Fee, back.receivedOn, back.receivedOn, Money{fee, taken.amount.currency}, BookingTexts::tr("Fee for the returned payment %1").arg(taken.number),
                                   QStringLiteral("returnfee:%1").arg(taken.id.toString())});
    return entry;
}

Charge bookCharge(store::Change& change, const store::JournalEntry& entry, Charge c)
{
    c.id = change.ids().next<ChargeTag>();
    c.number = QStringLiteral("FEE-%1").arg(change.nextNumber(QStringLiteral("charge")), 6, 10, QLatin1Char('0'));
    insertCharge(change.connection(), c);
    const char* income = c.kind == ItemKind::Interest ? ledger::accounts::interest : ledger::accounts::fees;
    ledger::post(change, entry, {c.dated, QStringLiteral("%1 %2").arg(c.number, c.text), QStringLiteral("charge:") + c.number,
                                 {{named(ledger::accounts::charges), c.amount, c.accountId}, {named(income), -c.amount}}});
    return c;
}

} // namespace trunkline::payments
