// What measured traffic of a period costs. Pure: the timeline says which months and parts of months, the measurement what was
// carried, the offering what it costs.
#pragma once

#include "models/billing/billable.h"
#include "models/performance/percentile.h"

#include <functional>

namespace trunkline::billing {

/// A month or part of one in which the same is charged in the same way.
struct TrafficPiece {
    OfferingId offeringId;
    PeriodShare share;
    std::int64_t pieces = 1; ///< how many commits
    UnitPrice monthly;       ///< of one piece
    bool operator==(const TrafficPiece&) const = default;
};

/// The pieces between `from` and `until`, of months that are over by then. Trials and suspensions have none. `pricesTraffic` says of which
/// offerings there are any.
QList<TrafficPiece> trafficPieces(const ChargeTimeline& timeline, BillingDate from, BillingDate until, int billDay, const std::function<bool(OfferingId)>& pricesTraffic);

/// The rate above the commit, as the price rounds it, times the part of the month; up to the minimum where there is one. `text` and
/// `sourceKey` are the caller's. Requires that `measured` has a percentile; its commit and overage are filled in.
BillableUsage burstableCharge(const catalogue::BurstablePrice& price, const TrafficPiece& piece, MeasuredTraffic measured, ProrationBasis basis, const QLocale& locale);
/// The octets by tiers; tiers are those of a month, whatever part of it the piece is.
BillableUsage volumeCharge(const catalogue::VolumePrice& price, const TrafficPiece& piece, MeasuredTraffic measured, const QLocale& locale);

} // namespace trunkline::billing
