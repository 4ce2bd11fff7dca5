// What a subscription includes, period by period: new units, units carried over, and when they are gone. Pure.
#pragma once

#include "models/rating/rate.h"

namespace trunkline::rating {

/// What each period includes.
struct BucketDefinition {
    QString code;                     ///< "MINUTES-500"
    catalogue::UsageUnit unit = catalogue::UsageUnit::Second;
    std::int64_t quantity = 0;        ///< units of a period
    int rolloverPeriods = 0;          ///< for how many further periods unused units stay
    std::optional<std::int64_t> mostCarried; ///< no more than so many units are carried into a period
    std::vector<QString> zones;       ///< codes of the zones for which it is; empty for all
    bool operator==(const BucketDefinition&) const = default;
};

/// The units of one period, or what is left of them. Shared by all services that draw from the same list.
struct Bucket {
    QString code;
    std::int64_t left = 0;
    int periodsLeft = 0; ///< for how many further periods they may be carried
    bool operator==(const Bucket&) const = default;
};

/// The buckets of the next period: those of the one before that may be carried, the oldest first, then the new one. Where more would be
/// carried than may be, the oldest units are lost.
QList<Bucket> nextBuckets(const BucketDefinition& definition, const QList<Bucket>& previous);

/// Units that usage of one period took from those that the same or an earlier one brought. Periods are counted.
struct BucketDraw {
    int granted = 0;
    int used = 0;
    std::int64_t quantity = 0;
    bool operator==(const BucketDraw&) const = default;
};

/// The buckets for usage of the last of some periods, the oldest first. `grants` is what each period brought, the oldest first, at least one; `draws`
/// is all that was ever taken, also by usage of periods behind the last: usage that comes late finds what is left of its own time,
/// and what later usage has drawn is not drawn again.
QList<Bucket> bucketsOf(const BucketDefinition& definition, const std::vector<std::int64_t>& grants, const std::vector<BucketDraw>& draws);
/// The period, of so many, that brought the units of a bucket of the last one.
int grantedIn(const BucketDefinition& definition, const Bucket& bucket, int periods);

/// For rate(), in the order in which they are to be drawn: what is gone first goes first. They hold in [fromMs, untilMs).
std::vector<Allowance> allowancesOf(const BucketDefinition& definition, const QList<Bucket>& buckets, std::int64_t fromMs, std::int64_t untilMs);
/// What usage left of them; `allowances` are those of allowancesOf(), drawn from in the order of the usage's times.
QList<Bucket> bucketsAfter(QList<Bucket> buckets, const std::vector<Allowance>& allowances);

} // namespace trunkline::rating
