#include "models/assurance/sla.h"

#include <algorithm>

namespace trunkline::assurance {

SlaMeasure measureSla(const catalogue::SlaTerms& terms, const QList<Interval>& outages)
{
    constexpr std::int64_t hour = 3'600'000;
    SlaMeasure measure;
    measure.downMs = coveredMs(outages);
    measure.allowedMs = std::int64_t(terms.outageMinutesPerMonth) * 60'000;
    const std::int64_t beyond = std::max<std::int64_t>(0, measure.downMs - measure.allowedMs);
    measure.startedHours = (beyond + hour - 1) / hour;
    const std::int64_t uncapped = measure.startedHours * terms.creditBasisPointsPerStartedHour;
    measure.capped = uncapped > terms.capBasisPoints;
    measure.basisPoints = int(std::min<std::int64_t>(uncapped, terms.capBasisPoints));
    return measure;
}

SlaVerdict slaCredit(const catalogue::SlaTerms& terms, const UnitPrice& monthlyPrice, const QList<Interval>& outages, const Money& granted)
{
    const SlaMeasure measure = measureSla(terms, outages);
    const Money total = monthlyPrice.part(measure.basisPoints, 10'000, Rounding::HalfUp);
    const Money difference = total - granted;
    return {measure, total, difference.isNegative() ? Money::zero(total.currency) : difference};
}

} // namespace trunkline::assurance
