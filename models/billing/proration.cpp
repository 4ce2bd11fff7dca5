#include "models/billing/proration.h"

#include "models/billing/billingperiod.h"
#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

QList<PeriodShare> sharesInArrears(BillingDate start, std::optional<BillingDate> end, BillingDate chargedFrom, BillingDate until, int billDay)
{
    QList<PeriodShare> shares;
    BillingDate from = std::max(start, chargedFrom);
    while (!end || from < *end) {
        const BillingPeriod full = periodContaining(from, billDay);
        if (full.to > until)
            break;
        shares.append({{from, end ? std::min(*end, full.to) : full.to}, full});
        from = full.to;
    }
    return shares;
}

QList<PeriodShare> sharesInAdvance(PeriodLength length, BillingDate start, std::optional<BillingDate> end, BillingDate target, int billDay)
{
    if (end && *end < start)
        throw InvalidInput(QCoreApplication::translate("Billing", "The subscription ends on %1, before it starts on %2.").arg(end->toIso(), start.toIso()));
    if (target < start)
        throw InvalidInput(QCoreApplication::translate("Billing", "There is nothing to charge by %1: the subscription starts on %2.").arg(target.toIso(), start.toIso()));
    const int months = int(length);
    BillingDate first = start.withDay(billDay);
    while (first < start)
        first = first.plusMonths(months).withDay(billDay);
    QList<PeriodShare> shares;
    const auto add = [&](BillingDate from, BillingPeriod full) {
        const BillingDate to = end ? std::min(*end, full.to) : full.to;
        if (from < to)
            shares.append({{from, to}, full});
    };
    if (start < first)
        add(start, {first.plusMonths(-months), first});
    for (int k = 0;; ++k) {
        const BillingDate from = first.plusMonths(k * months).withDay(billDay);
        if (from > target || (end && from >= *end))
            return shares;
        add(from, {from, first.plusMonths((k + 1) * months).withDay(billDay)});
    }
}

} // namespace trunkline::billing
