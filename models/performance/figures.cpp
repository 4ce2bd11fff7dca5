#include "models/performance/figures.h"

#include "models/core/money.h"

#include <algorithm>

namespace trunkline::performance {

RateFigures figuresOf(const QList<RatePoint>& points)
{
    if (points.isEmpty())
        return {};
    RateFigures figures{points.first().minBps, {}, points.first().maxBps, {}};
    Wide bitMs = 0;
    std::int64_t ms = 0;
    QList<std::int64_t> means;
    for (const RatePoint& point : points) {
        figures.minBps = std::min(*figures.minBps, point.minBps);
        figures.maxBps = std::max(*figures.maxBps, point.maxBps);
        const std::int64_t length = point.to.msSince(point.from);
        bitMs += Wide(point.meanBps) * length;
        ms += length;
        means.append(point.meanBps);
    }
    if (ms > 0)
        figures.meanBps = divideRounded(bitMs, ms, Rounding::HalfUp);
    std::sort(means.begin(), means.end());
    const qsizetype rank = (means.size() * 95 + 99) / 100; // nearest rank, from 1
    figures.percentile95Bps = means[rank - 1];
    return figures;
}

} // namespace trunkline::performance
