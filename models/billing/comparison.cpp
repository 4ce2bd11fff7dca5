#include "models/billing/comparison.h"

#include "models/billing/invoicestore.h"
#include "models/customer/customerstore.h"

#include <QCoreApplication>

#include <QSet>

#include <algorithm>
#include <map>
#include <tuple>

namespace trunkline::billing {

namespace {

struct ComparisonTexts {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

/// The kinds of lines whose sums are simply set against each other.
constexpr DifferenceKind summedKinds[] = {DifferenceKind::Setup, DifferenceKind::Credit, DifferenceKind::Usage, DifferenceKind::Discount,
                                          DifferenceKind::Correction, DifferenceKind::Adjustment};

DifferenceKind kindOf(const InvoiceLine& line)
{
    switch (line.kind) {
    case LineKind::Setup: return DifferenceKind::Setup;
    case LineKind::Credit: return DifferenceKind::Credit;
    case LineKind::Usage: return DifferenceKind::Usage;
    case LineKind::Discount: return DifferenceKind::Discount;
    case LineKind::Repair:
    case LineKind::Delta: return DifferenceKind::Correction;
    default: return DifferenceKind::Adjustment;
    }
}

/// What an invoice says of one service; of the account itself for lines without one.
struct ServiceCharges {
    QString offering;
    QString service;
    Money recurring;
    std::map<DifferenceKind, Money> sums;
    QList<InvoiceLine> periods; ///< the recurring lines
    Money sumOf(DifferenceKind kind) const
    {
        const auto found = sums.find(kind);
        return found == sums.end() ? Money::zero(recurring.currency) : found->second;
    }
};
using ChargesByService = std::map<ServiceId, ServiceCharges>;

ChargesByService chargesOf(const std::optional<Invoice>& invoice)
{
    ChargesByService charges;
    if (!invoice)
        return charges;
    const Money zero = Money::zero(invoice->net.currency);
    for (const InvoiceLine& line : invoice->lines) {
        ServiceCharges& of = charges.try_emplace(line.serviceId, ServiceCharges{{}, {}, zero, {}, {}}).first->second;
        if (line.kind == LineKind::Recurring) {
            of.offering = line.text;
            of.service = line.detail;
            of.recurring += line.net;
            of.periods.append(line);
        } else {
            of.sums.try_emplace(kindOf(line), zero).first->second += line.net;
            if (of.offering.isEmpty())
                of.offering = line.text;
        }
    }
    return charges;
}

/// The periods of now at the price of then, rounded as invoices do.
Money atPriceOf(const UnitPrice& price, const QList<InvoiceLine>& periods)
{
    Money sum = Money::zero(price.currency);
    for (const InvoiceLine& line : periods)
        sum += price.part(line.quantity.numerator, line.quantity.denominator, Rounding::HalfUp);
    return sum;
}

void addDifference(QList<Difference>& differences, DifferenceKind kind, const QString& what, const Money& amount)
{
    if (!amount.isZero())
        differences.append({kind, what, amount});
}

void addService(QList<Difference>& differences, const ServiceCharges& last, const ServiceCharges& now)
{
    const ServiceCharges& named = now.periods.isEmpty() && !last.periods.isEmpty() ? last : now;
    const QString what = named.service.isEmpty() ? named.offering : QStringLiteral("%1, %2").arg(named.offering, named.service);
    if (last.periods.isEmpty() && now.periods.isEmpty()) {
        // no recurring charge, now or then
    } else if (last.periods.isEmpty()) {
        addDifference(differences, DifferenceKind::NewService, what, now.recurring);
    } else if (now.periods.isEmpty()) {
        addDifference(differences, DifferenceKind::EndedService, what, -last.recurring);
    } else {
        const Money asBefore = atPriceOf(last.periods.last().unitPrice, now.periods);
        addDifference(differences, DifferenceKind::Proration, what, asBefore - last.recurring);
        addDifference(differences, DifferenceKind::PriceChanged, what, now.recurring - asBefore);
    }
    for (const DifferenceKind kind : summedKinds)
        addDifference(differences, kind, what, now.sumOf(kind) - last.sumOf(kind));
}

std::int64_t magnitude(const Money& money)
{
    return money.isNegative() ? -money.minor : money.minor;
}

void largestFirst(QList<Difference>& differences)
{
    std::stable_sort(differences.begin(), differences.end(), [](const Difference& a, const Difference& b) { return magnitude(b.amount) < magnitude(a.amount); });
}

/// Services that are taxed otherwise than last time, at what they cost now.
QList<Difference> taxDifferencesOf(const Invoice& last, const Invoice& now)
{
    std::map<ServiceId, int> before;
    for (const InvoiceLine& line : last.lines)
        if (line.kind == LineKind::Recurring)
            before[line.serviceId] = line.taxRateBasisPoints;
    std::map<ServiceId, Difference> changed;
    for (const InvoiceLine& line : now.lines) {
        const auto known = before.find(line.serviceId);
        if (line.kind != LineKind::Recurring || known == before.end() || known->second == line.taxRateBasisPoints)
            continue;
        const Money tax = line.net.part(line.taxRateBasisPoints, 10'000, Rounding::HalfUp) - line.net.part(known->second, 10'000, Rounding::HalfUp);
        Difference& difference = changed.try_emplace(line.serviceId, Difference{DifferenceKind::Tax, QStringLiteral("%1, %2").arg(line.text, line.detail), Money::zero(tax.currency)}).first->second;
        difference.amount += tax;
    }
    QList<Difference> differences;
    for (const auto& [service, difference] : changed)
        if (!difference.amount.isZero())
            differences.append(difference);
    largestFirst(differences);
    return differences;
}

QList<Difference> differencesOf(const std::optional<Invoice>& last, const std::optional<Invoice>& now, Currency currency)
{
    const Money zero = Money::zero(currency);
    const ServiceCharges none{{}, {}, zero, {}, {}};
    const ChargesByService before = chargesOf(last);
    ChargesByService after = chargesOf(now);
    for (const auto& [service, charges] : before)
        after.try_emplace(service, none);
    QList<Difference> differences;
    for (const auto& [service, charges] : after) {
        const auto known = before.find(service);
        addService(differences, known == before.end() ? none : known->second, charges);
    }
    largestFirst(differences);
    return differences;
}

std::int64_t surpriseOf(const Comparison& comparison)
{
    Money sum = comparison.change;
    for (const Difference& tax : comparison.taxes)
        sum += tax.amount;
    return magnitude(sum);
}

/// Takes the drafts of a cycle one by one and keeps only what differs.
class RunComparer {
public:
    RunComparer(store::Connection& connection, const BillCycle& cycle) : connection_(connection), cycle_(cycle) {}

    void take(const DraftedAccount& draft)
    {
        drafted_.insert(draft.account.id);
        if (draft.invoice) // parked: nothing to compare
            all_.append(compareInvoices(lastInvoiceBefore(connection_, draft.account.id, cycle_.period.to), draft.invoice));
    }

    /// With those that were charged until now and are not any more.
    QList<Comparison> finish()
    {
        QString behind;
        for (QList<customer::Account> page; !(page = customer::accountsAfter(connection_, cycle_.billDay, behind, 256)).isEmpty(); behind = page.last().number)
            for (const customer::Account& account : page)
                if (!drafted_.contains(account.id))
                    takeEnded(account);
        std::stable_sort(all_.begin(), all_.end(), [](const Comparison& a, const Comparison& b) {
            return std::tuple(surpriseOf(b), a.accountNumber) < std::tuple(surpriseOf(a), b.accountNumber);
        });
        return all_;
    }

private:
    void takeEnded(const customer::Account& account)
    {
        const auto last = lastInvoiceBefore(connection_, account.id, cycle_.period.to);
        if (last && last->period.to == cycle_.period.from && !isBilled(connection_, account.id, cycle_))
            all_.append(compareInvoices(last, std::nullopt));
    }

    store::Connection& connection_;
    const BillCycle cycle_;
    QSet<AccountId> drafted_;
    QList<Comparison> all_;
};

} // namespace

Comparison compareInvoices(const std::optional<Invoice>& last, const std::optional<Invoice>& now)
{
    const Invoice& known = now ? *now : *last;
    const Money zero = Money::zero(known.net.currency);
    Comparison comparison{known.accountId, known.accountNumber, known.customerId, known.buyer.name, last ? last->number : QString(),
                          last ? std::optional(last->net) : std::nullopt, now ? now->net : zero, (now ? now->net : zero) - (last ? last->net : zero), {}};
    if (last && now)
        comparison.taxes = taxDifferencesOf(*last, *now);
    if (last)
        comparison.differences = differencesOf(last, now, zero.currency);
    else
        addDifference(comparison.differences, DifferenceKind::FirstInvoice, {}, comparison.now);
    return comparison;
}

QList<Comparison> compareRun(store::Connection& connection, const BillCycle& cycle, const QList<DraftedAccount>& drafts)
{
    RunComparer comparer(connection, cycle);
    for (const DraftedAccount& draft : drafts)
        comparer.take(draft);
    return comparer.finish();
}

QList<Comparison> compareCycle(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn)
{
    RunComparer comparer(connection, cycle);
    draftEach(connection, cycle, issuedOn, [&](const DraftedAccount& draft) {
        comparer.take(draft);
        return true;
    });
    return comparer.finish();
}

struct DifferenceName {
    const char* name;
    const char* title;
};

// In the order of DifferenceKind.
static constexpr DifferenceName differenceNames[] = {
    {"first-invoice", QT_TRANSLATE_NOOP("Comparison", "First invoice")},
    {"new-service", QT_TRANSLATE_NOOP("Comparison", "New service")},
    {"ended-service", QT_TRANSLATE_NOOP("Comparison", "Ended")},
    {"price-changed", QT_TRANSLATE_NOOP("Comparison", "Price changed")},
    {"proration", QT_TRANSLATE_NOOP("Comparison", "Other part of a period")},
    {"setup", QT_TRANSLATE_NOOP("Comparison", "Setup")},
    {"credit", QT_TRANSLATE_NOOP("Comparison", "Credit")},
    {"usage", QT_TRANSLATE_NOOP("Comparison", "Usage")},
    {"discount", QT_TRANSLATE_NOOP("Comparison", "Discount")},
    {"correction", QT_TRANSLATE_NOOP("Comparison", "Correction")},
    {"adjustment", QT_TRANSLATE_NOOP("Comparison", "Fee or adjustment")},
    {"tax", QT_TRANSLATE_NOOP("Comparison", "Tax")},
};

QString nameOf(DifferenceKind kind)
{
    return QString::fromLatin1(differenceNames[std::size_t(kind)].name);
}

QString titleOf(DifferenceKind kind)
{
    return ComparisonTexts::tr(differenceNames[std::size_t(kind)].title);
}

QString differencesText(const Comparison& comparison, const QLocale& locale)
{
    QStringList clauses;
    for (const Difference& each : comparison.differences + comparison.taxes) {
        const QString amount = (each.amount.isNegative() ? QString() : QStringLiteral("+")) + each.amount.toDisplay(locale);
        clauses.append(each.what.isEmpty() ? titleOf(each.kind) : ComparisonTexts::tr("%1: %2 %3").arg(titleOf(each.kind), each.what, amount));
    }
    return clauses.isEmpty() ? ComparisonTexts::tr("As last time") : clauses.join(QStringLiteral("; "));
}

} // namespace trunkline::billing
