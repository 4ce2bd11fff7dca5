// The last hour of a collector: what its running totals mean in a second, and how late it was.
#pragma once

#include "models/core/timestamp.h"

#include <QList>

#include <deque>
#include <optional>

namespace trunkline::collection {

/// Running totals since the collector began, read at one instant.
struct CollectorTotals {
    Timestamp at;
    qint64 values = 0;
    qint64 traps = 0;
    qint64 latenessMs = 0; ///< the worst at that time; no total
    bool operator==(const CollectorTotals&) const = default;
};

/// A stretch between two readings.
struct CollectorRate {
    Timestamp from;
    Timestamp to;
    double valuesPerSecond = 0;
    double trapsPerSecond = 0;
    qint64 latenessMs = 0;
};

class CollectorHistory {
public:
    static constexpr std::int64_t keptMs = 3'600'000;
    /// Readings nearer than this become one: an hour is at most 240 points.
    static constexpr std::int64_t stretchMs = 15'000;

    /// In the order of time; a clock or totals that go back (a new collector) begin anew.
    void add(const CollectorTotals& totals);
    /// Oldest first.
    QList<CollectorRate> rates() const;
    /// Over the last minute, or as much of it as is known; nothing before a second reading.
    std::optional<CollectorRate> now() const;

private:
    std::deque<CollectorTotals> readings_;
    std::optional<CollectorTotals> newest_; ///< what will stand at the end of the stretch that is under way
};

} // namespace trunkline::collection
