// The percentile that transit and leased lines are billed by: of one port or of several together. Pure, integers only.
#pragma once

#include "models/core/billedtraffic.h"
#include "models/performance/samplestore.h"

#include <optional>

namespace trunkline::performance {

struct TimeSpan {
    Timestamp from;
    Timestamp to; ///< the first moment behind it
    bool operator==(const TimeSpan&) const = default;
};

/// The five-minute rates of a port (Resolution::FiveMinutes), as rates() gives them.
struct PortTraffic {
    QList<RatePoint> in;
    QList<RatePoint> out;
    QList<TimeSpan> down = {};            ///< when it is known to have been down; it counts where that is a whole interval without traffic
    std::optional<TimeSpan> counted = {}; ///< when it belongs to the contract; nothing: always
};

struct PercentileTerms {
    BilledTraffic traffic = BilledTraffic::Larger;
    int percentile = 95; ///< 1 … 100
    DownPort down = DownPort::LeftOut;
};

/// Times are divided into intervals of five minutes in UTC, whatever the summer time does.
struct BilledRate {
    std::optional<std::int64_t> bps; ///< nothing without a measured interval
    std::optional<Timestamp> at;     ///< where the first interval with this rate begins: what the bill can be traced to
    int measured = 0;                ///< intervals in which all ports that count were measured
    int partial = 0;                 ///< in which some were: gaps, or a silent port would be a port without traffic
    int unmeasured = 0;              ///< in which none was
    int down = 0;                    ///< of all of them, those in which a port was down
    int leftOut = 0;                 ///< in which every port was down and none of the above, since that is left out
    bool operator==(const BilledRate&) const = default;
};

/// The ports' rates are added interval by interval, before anything is ranked: the percentiles of several ports have no
/// sum. Gaps are left out, they are no zeros; what was above a line's rate is none of the points and so a gap, too; a port
/// that was down is no gap, but what the terms say. Counts the intervals that lie within [from, to).
BilledRate billedRate(const QList<PortTraffic>& ports, const PercentileTerms& terms, Timestamp from, Timestamp to);
/// The same at 95.
BilledRate percentile95(const QList<PortTraffic>& ports, BilledTraffic traffic, Timestamp from, Timestamp to);

/// The place of a percentile among n values in order, from 1: ceil(p n / 100), the nearest rank. Requires n > 0.
std::size_t rankOf(std::size_t n, int percentile);
/// The value of that rank: the least that at least p of 100 do not exceed; at 95 it leaves out the greatest floor(n / 20).
/// Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), definition 1; SQL's PERCENTILE_DISC. Requires a value.
std::int64_t nearestRank(std::vector<std::int64_t> values, int percentile);
std::int64_t nearestRank95(std::vector<std::int64_t> values);

} // namespace trunkline::performance
