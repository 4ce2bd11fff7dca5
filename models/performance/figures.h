// A time's traffic in four figures.
#pragma once

#include "models/performance/samplestore.h"

#include <optional>

namespace trunkline::performance {

/// Rates in bit/s; nothing was measured when they are absent.
struct RateFigures {
    std::optional<std::int64_t> minBps;
    std::optional<std::int64_t> meanBps;        ///< weighted by the length of each interval
    std::optional<std::int64_t> maxBps;
    std::optional<std::int64_t> percentile95Bps; ///< of the intervals' mean rates, nearest rank: what transit is billed by
    bool operator==(const RateFigures&) const = default;
};

RateFigures figuresOf(const QList<RatePoint>& points);

} // namespace trunkline::performance
