#include "models/performance/percentile.h"

#include "models/performance/rollup.h"

#include <algorithm>

namespace trunkline::performance {

namespace {

/// What was measured of all ports in one interval.
struct Interval95 {
    std::int64_t inBps = 0;
    std::int64_t outBps = 0;
    qsizetype points = 0;
};

std::int64_t billedOf(const Interval95& interval, BilledTraffic traffic)
{
    switch (traffic) {
    case BilledTraffic::In: return interval.inBps;
    case BilledTraffic::Out: return interval.outBps;
    case BilledTraffic::Larger: return std::max(interval.inBps, interval.outBps);
    case BilledTraffic::Sum: break;
    }
    return interval.inBps + interval.outBps;
}

} // namespace

std::optional<BilledTraffic> billedTrafficNamed(QStringView name)
{
    constexpr std::pair<const char*, BilledTraffic> names[] = {{"in", BilledTraffic::In}, {"out", BilledTraffic::Out}, {"larger", BilledTraffic::Larger}, {"sum", BilledTraffic::Sum}};
    for (const auto& [known, traffic] : names)
        if (name == QLatin1String(known))
            return traffic;
    return std::nullopt;
}

std::int64_t nearestRank95(std::vector<std::int64_t> values)
{
    const auto rank = values.begin() + std::ptrdiff_t((values.size() * 95 + 99) / 100 - 1);
    std::nth_element(values.begin(), rank, values.end());
    return *rank;
}

BilledRate percentile95(const QList<PortTraffic>& ports, BilledTraffic traffic, Timestamp from, Timestamp to)
{
    const std::int64_t first = (from.ms + fiveMinutesMs - 1) / fiveMinutesMs;
    const std::int64_t count = std::max<std::int64_t>(0, to.ms / fiveMinutesMs - first);
    std::vector<Interval95> intervals(static_cast<std::size_t>(count));
    const auto add = [&](const QList<RatePoint>& points, std::int64_t Interval95::*direction) {
        for (const RatePoint& point : points)
            if (const std::int64_t number = point.to.ms / fiveMinutesMs - 1 - first; number >= 0 && number < count) {
                Interval95& interval = intervals[std::size_t(number)];
                interval.*direction += point.meanBps;
                ++interval.points;
            }
    };
    for (const PortTraffic& port : ports) {
        if (traffic != BilledTraffic::Out)
            add(port.in, &Interval95::inBps);
        if (traffic != BilledTraffic::In)
            add(port.out, &Interval95::outBps);
    }
    const qsizetype whole = ports.size() * (traffic == BilledTraffic::In || traffic == BilledTraffic::Out ? 1 : 2);
    BilledRate billed;
    std::vector<std::int64_t> rates;
    for (const Interval95& interval : intervals) {
        if (whole > 0 && interval.points == whole)
            rates.push_back(billedOf(interval, traffic));
        else
            ++(interval.points > 0 ? billed.partial : billed.unmeasured);
    }
    billed.measured = int(rates.size());
    if (rates.empty())
        return billed;
    billed.bps = nearestRank95(std::move(rates));
    const auto decided = std::find_if(intervals.begin(), intervals.end(), [&](const Interval95& interval) { return interval.points == whole && billedOf(interval, traffic) == *billed.bps; });
    billed.at = Timestamp{(first + (decided - intervals.begin())) * fiveMinutesMs};
    return billed;
}

} // namespace trunkline::performance
