#include "models/billing/comparison.h"

#include "models/billing/invoicestore.h"
#include "models/customer/customerstore.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace trunkline::billing {

namespace {

struct ComparisonTexts {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

/// What an invoice says of one service.
struct ServiceCharges {
    QString offering;
    QString service;
    Money setup;
    Money recurring;
    Money credit;
    QList<InvoiceLine> periods; ///< the recurring lines
};
using ChargesByService = std::map<ServiceId, ServiceCharges>;

ChargesByService chargesOf(const std::optional<Invoice>& invoice)
{
    ChargesByService charges;
    if (!invoice)
        return charges;
    const Money zero = Money::zero(invoice->net.currency);
    for (const InvoiceLine& line : invoice->lines) {
        ServiceCharges& of = charges.try_emplace(line.serviceId, ServiceCharges{{}, {}, zero, zero, zero, {}}).first->second;
        if (line.kind == LineKind::Recurring) {
            of.offering = line.text;
            of.service = line.detail;
            of.recurring += line.net;
            of.periods.append(line);
        } else {
            (line.kind == LineKind::Setup ? of.setup : of.credit) += line.net;
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
    if (last.periods.isEmpty()) {
        addDifference(differences, DifferenceKind::NewService, what, now.recurring);
    } else if (now.periods.isEmpty()) {
        addDifference(differences, DifferenceKind::EndedService, what, -last.recurring);
    } else {
        const Money asBefore = atPriceOf(last.periods.last().unitPrice, now.periods);
        addDifference(differences, DifferenceKind::Proration, what, asBefore - last.recurring);
        addDifference(differences, DifferenceKind::PriceChanged, what, now.recurring - asBefore);
    }
    addDifference(differences, DifferenceKind::Setup, what, now.setup - last.setup);
    addDifference(differences, DifferenceKind::Credit, what, now.credit - last.credit);
}

std::int64_t magnitude(const Money& money)
{
    return money.isNegative() ? -money.minor : money.minor;
}

QList<Difference> differencesOf(const std::optional<Invoice>& last, const std::optional<Invoice>& now, Currency currency)
{
    const Money zero = Money::zero(currency);
    const ServiceCharges none{{}, {}, zero, zero, zero, {}};
    const ChargesByService before = chargesOf(last);
    ChargesByService after = chargesOf(now);
    for (const auto& [service, charges] : before)
        after.try_emplace(service, none);
    QList<Difference> differences;
    for (const auto& [service, charges] : after) {
        const auto known = before.find(service);
        addService(differences, known == before.end() ? none : known->second, charges);
    }
    std::stable_sort(differences.begin(), differences.end(), [](const Difference& a, const Difference& b) { return magnitude(b.amount) < magnitude(a.amount); });
    return differences;
}

} // namespace

Comparison compareInvoices(const std::optional<Invoice>& last, const std::optional<Invoice>& now)
{
    const Invoice& known = now ? *now : *last;
    const Money zero = Money::zero(known.net.currency);
    Comparison comparison{known.accountId, known.accountNumber, known.customerId, known.buyer.name, last ? last->number : QString(),
                          last ? std::optional(last->net) : std::nullopt, now ? now->net : zero, (now ? now->net : zero) - (last ? last->net : zero), {}};
    if (last)
        comparison.differences = differencesOf(last, now, zero.currency);
    else
        addDifference(comparison.differences, DifferenceKind::FirstInvoice, {}, comparison.now);
    return comparison;
}

QList<Comparison> compareRun(store::Connection& connection, const BillCycle& cycle, const QList<DraftedAccount>& drafts)
{
    QHash<AccountId, DraftedAccount> drafted;
    for (const DraftedAccount& each : drafts)
        drafted.insert(each.account.id, each);
    QList<Comparison> all;
    for (const customer::Account& account : customer::accountsOfBillDay(connection, cycle.billDay)) {
        const auto draft = drafted.constFind(account.id);
        if (draft != drafted.constEnd() && !draft->invoice)
            continue; // parked: nothing to compare
        const auto last = lastInvoiceBefore(connection, account.id, cycle.period.to);
        if (draft != drafted.constEnd())
            all.append(compareInvoices(last, draft->invoice));
        else if (last && last->period.to == cycle.period.from && !isBilled(connection, account.id, cycle))
            all.append(compareInvoices(last, std::nullopt)); // charged until now, nothing any more
    }
    std::stable_sort(all.begin(), all.end(), [](const Comparison& a, const Comparison& b) { return magnitude(b.change) < magnitude(a.change); });
    return all;
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
    for (const Difference& each : comparison.differences) {
        const QString amount = (each.amount.isNegative() ? QString() : QStringLiteral("+")) + each.amount.toDisplay(locale);
        clauses.append(each.what.isEmpty() ? titleOf(each.kind) : ComparisonTexts::tr("%1: %2 %3").arg(titleOf(each.kind), each.what, amount));
    }
    return clauses.isEmpty() ? ComparisonTexts::tr("As last time") : clauses.join(QStringLiteral("; "));
}

} // namespace trunkline::billing
