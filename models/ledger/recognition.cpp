#include "models/ledger/recognition.h"

#include <algorithm>

namespace trunkline::ledger {

BillingDate monthOf(BillingDate day)
{
    return day.withDay(1);
}

QList<EarnedPart> earnedParts(const Deferral& deferral)
{
    QList<EarnedPart> parts;
    const BillingPeriod& period = deferral.period;
    const std::int64_t days = period.days();
    Money earned = Money::zero(deferral.amount.currency);
    for (BillingDate month = monthOf(period.from); month < period.to; month = month.plusMonths(1)) {
        const BillingDate end = std::min(month.plusMonths(1), period.to);
        const Money byThen = deferral.amount.part(end.daysSince(period.from), days, Rounding::HalfUp);
        parts.append({month, byThen - earned});
        earned = byThen;
    }
    return parts;
}

} // namespace trunkline::ledger
