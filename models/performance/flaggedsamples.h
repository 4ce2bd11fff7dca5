// Where readings were above the line rate: kept as long as hours are, so that a bill can tell what it did not use after the
// samples themselves have gone. They are rare; a row is five minutes of a series.
#pragma once

#include "models/performance/samplecode.h"
#include "models/performance/series.h"

#include <map>

namespace trunkline::performance {

/// What a compaction takes out of the rounds that it puts away.
class FlaggedSamples {
public:
    void add(std::int64_t chunk, const SampleRound& round);
    /// In the transaction that removes the rounds: each is counted once.
    void write(store::Connection& connection) const;

private:
    std::map<std::pair<std::int64_t, std::int64_t>, std::map<std::size_t, std::int64_t>> counts_; ///< chunk and five minutes: slot, samples
};

/// In how many of the five minutes within [from, to) a value of one of the series was above its line's rate, compacted and not.
int flaggedIntervals(store::Connection& connection, const QList<SeriesKey>& series, Timestamp from, Timestamp to);

} // namespace trunkline::performance
