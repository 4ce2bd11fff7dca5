#include "models/performance/figures.h"

#include "models/core/money.h"
#include "models/performance/percentile.h"

#include <algorithm>

namespace trunkline::performance {

RateFigures figuresOf(const QList<RatePoint>& points)
{
    if (points.isEmpty())
        return {};
    RateFigures figures{points.first().minBps, {}, points.first().maxBps, {}};
    Wide bitMs = 0;
    std::int64_t ms = 0;
    std::vector<std::int64_t> means;
    for (const RatePoint& point : points) {
        figures.minBps = std::min(*figures.minBps, point.minBps);
        figures.maxBps = std::max(*figures.maxBps, point.maxBps);
        const std::int64_t length = point.to.msSince(point.from);
        bitMs += Wide(point.meanBps) * length;
        ms += length;
        means.push_back(point.meanBps);
    }
    if (ms > 0)
        figures.meanBps = divideRounded(bitMs, ms, Rounding::HalfUp);
    figures.percentile95Bps = nearestRank95(std::move(means));
    return figures;
}

} // namespace trunkline::performance
