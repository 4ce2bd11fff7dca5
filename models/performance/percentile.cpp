#include "models/performance/percentile.h"

#include "models/performance/rollup.h"

#include <algorithm>

namespace trunkline::performance {

namespace {

/// The whole intervals of five minutes within a time.
struct IntervalRange {
    std::int64_t first;
    std::int64_t count;
    IntervalRange(Timestamp from, Timestamp to) : first((from.ms + fiveMinutesMs - 1) / fiveMinutesMs), count(std::max<std::int64_t>(0, to.ms / fiveMinutesMs - first)) {}
    /// Where a point's interval lies; below 0 or from `count` on when outside.
    std::int64_t placeOf(const RatePoint& point) const { return point.to.ms / fiveMinutesMs - 1 - first; }
};

/// What was measured of all ports in one interval.
struct PortsInterval {
    std::int64_t inBps = 0;
    std::int64_t outBps = 0;
    int points = 0;
    int wanted = 0; ///< points that there are when nothing is missing
    bool down = false;
    bool counts = false;
};

enum class PortState : char { Outside, Counts, Down };

std::int64_t billedOf(const PortsInterval& interval, BilledTraffic traffic)
{
    switch (traffic) {
    case BilledTraffic::In: return interval.inBps;
    case BilledTraffic::Out: return interval.outBps;
    case BilledTraffic::Larger: return std::max(interval.inBps, interval.outBps);
    case BilledTraffic::Sum: break;
    }
    return interval.inBps + interval.outBps;
}

/// What a port is in each interval. Where traffic was measured it was not down, whatever was said.
std::vector<PortState> statesOf(const PortTraffic& port, const IntervalRange& range)
{
    std::vector<PortState> states(std::size_t(range.count), port.counted ? PortState::Outside : PortState::Counts);
    const auto mark = [&](const TimeSpan& span, PortState state, PortState instead) {
        const IntervalRange within(span.from, span.to);
        const std::int64_t end = std::min(range.count, within.first + within.count - range.first);
        for (std::int64_t i = std::max<std::int64_t>(0, within.first - range.first); i < end; ++i)
            if (states[std::size_t(i)] == instead)
                states[std::size_t(i)] = state;
    };
    if (port.counted)
        mark(*port.counted, PortState::Counts, PortState::Outside);
    for (const TimeSpan& down : port.down)
        mark(down, PortState::Down, PortState::Counts);
    for (const QList<RatePoint>* points : {&port.in, &port.out})
        for (const RatePoint& point : *points)
            if (const std::int64_t place = range.placeOf(point); point.meanBps > 0 && place >= 0 && place < range.count && states[std::size_t(place)] == PortState::Down)
                states[std::size_t(place)] = PortState::Counts;
    return states;
}

/// Adds a port's points of the directions that count.
void addPort(std::vector<PortsInterval>& intervals, const PortTraffic& port, BilledTraffic traffic, const IntervalRange& range)
{
    const std::vector<PortState> states = statesOf(port, range);
    const bool in = traffic != BilledTraffic::Out, out = traffic != BilledTraffic::In;
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        intervals[i].wanted += states[i] == PortState::Counts ? int(in) + int(out) : 0;
        intervals[i].down = intervals[i].down || states[i] == PortState::Down;
    }
    const auto add = [&](const QList<RatePoint>& points, std::int64_t PortsInterval::*direction) {
        for (const RatePoint& point : points)
            if (const std::int64_t place = range.placeOf(point); place >= 0 && place < range.count && states[std::size_t(place)] == PortState::Counts) {
                PortsInterval& interval = intervals[std::size_t(place)];
                interval.*direction += point.meanBps;
                ++interval.points;
            }
    };
    if (in)
        add(port.in, &PortsInterval::inBps);
    if (out)
        add(port.out, &PortsInterval::outBps);
}

/// Counts an interval as what it is; gives whether its rate is ranked.
bool judged(BilledRate& billed, const PortsInterval& interval, DownPort down)
{
    billed.down += interval.down;
    if (interval.wanted == 0 && interval.down && down == DownPort::LeftOut) {
        ++billed.leftOut;
        return false;
    }
    const bool whole = interval.wanted > 0 ? interval.points == interval.wanted : interval.down;
    ++(whole ? billed.measured : interval.points > 0 ? billed.partial : billed.unmeasured);
    return whole;
}

} // namespace

std::size_t rankOf(std::size_t n, int percentile)
{
    return (n * std::size_t(percentile) + 99) / 100;
}

std::int64_t nearestRank(std::vector<std::int64_t> values, int percentile)
{
    const auto rank = values.begin() + std::ptrdiff_t(rankOf(values.size(), percentile) - 1);
    std::nth_element(values.begin(), rank, values.end());
    return *rank;
}

std::int64_t nearestRank95(std::vector<std::int64_t> values)
{
    return nearestRank(std::move(values), 95);
}

BilledRate billedRate(const QList<PortTraffic>& ports, const PercentileTerms& terms, Timestamp from, Timestamp to)
{
    const IntervalRange range(from, to);
    std::vector<PortsInterval> intervals(std::size_t(range.count));
    for (const PortTraffic& port : ports)
        addPort(intervals, port, terms.traffic, range);
    BilledRate billed;
    std::vector<std::int64_t> rates;
    for (PortsInterval& interval : intervals) {
        interval.counts = judged(billed, interval, terms.down);
        if (interval.counts)
            rates.push_back(billedOf(interval, terms.traffic));
    }
    if (rates.empty())
        return billed;
    billed.bps = nearestRank(std::move(rates), terms.percentile);
    const auto decided = std::find_if(intervals.begin(), intervals.end(), [&](const PortsInterval& interval) { return interval.counts && billedOf(interval, terms.traffic) == *billed.bps; });
    billed.at = Timestamp{(range.first + (decided - intervals.begin())) * fiveMinutesMs};
    return billed;
}

BilledRate percentile95(const QList<PortTraffic>& ports, BilledTraffic traffic, Timestamp from, Timestamp to)
{
    return billedRate(ports, {traffic, 95, DownPort::LeftOut}, from, to);
}

} // namespace trunkline::performance
