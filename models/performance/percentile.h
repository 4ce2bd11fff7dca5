// The 95th percentile that transit and leased lines are billed by: of one port or of several together. Pure, integers only.
#pragma once

#include "models/performance/samplestore.h"

#include <optional>

namespace trunkline::performance {

/// What of the two directions a contract counts.
enum class BilledTraffic {
    In,
    Out,
    Larger, ///< in each interval the larger one of the ports' sums
    Sum,    ///< in each interval both
};
/// "in", "out", "larger", "sum"; nothing for another one.
std::optional<BilledTraffic> billedTrafficNamed(QStringView name);

/// The five-minute rates of a port (Resolution::FiveMinutes), as rates() gives them.
struct PortTraffic {
    QList<RatePoint> in;
    QList<RatePoint> out;
};

/// Times are divided into intervals of five minutes in UTC, whatever the summer time does.
struct BilledRate {
    std::optional<std::int64_t> bps; ///< nothing without a measured interval
    std::optional<Timestamp> at;     ///< where the first interval with this rate begins: what the bill can be traced to
    int measured = 0;                ///< intervals in which all ports were measured
    int partial = 0;                 ///< in which some were: gaps, or a silent port would be a port without traffic
    int unmeasured = 0;              ///< in which none was
    bool operator==(const BilledRate&) const = default;
};

/// The ports' rates are added interval by interval, before anything is ranked: the percentiles of several ports have no
/// sum. Gaps are left out, they are no zeros; what was above a line's rate is none of the points and so a gap, too.
/// Counts the intervals that lie within [from, to).
BilledRate percentile95(const QList<PortTraffic>& ports, BilledTraffic traffic, Timestamp from, Timestamp to);

/// The nearest rank, ceil(0.95 n) from below: the least value that at least 95 of 100 do not exceed, which leaves out the
/// greatest floor(n / 20). Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), definition 1; SQL's
/// PERCENTILE_DISC(0.95). Requires a value.
std::int64_t nearestRank95(std::vector<std::int64_t> values);

} // namespace trunkline::performance
