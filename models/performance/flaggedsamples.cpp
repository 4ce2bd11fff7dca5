#include "models/performance/flaggedsamples.h"

#include "models/performance/rollup.h"
#include "models/store/bulkinsert.h"

#include <set>

namespace trunkline::performance {

void FlaggedSamples::add(std::int64_t chunk, const SampleRound& round)
{
    for (std::size_t slot = 0; slot < round.samples.size(); ++slot)
        if (round.samples[slot].mark == Mark::Flagged)
            ++counts_[{chunk, periodOf(round.at, fiveMinutesMs).ms}][slot];
}

void FlaggedSamples::write(store::Connection& connection) const
{
    store::BulkInsert rows(connection, QStringLiteral("INSERT INTO sample_flagged (chunk_id, slot, start_ms, samples)"), 4,
                           QStringLiteral("ON CONFLICT (chunk_id, slot, start_ms) DO UPDATE SET samples = sample_flagged.samples + EXCLUDED.samples"));
    for (const auto& [place, slots] : counts_)
        for (const auto& [slot, samples] : slots)
            rows.add({place.first, std::int64_t(slot), place.second, samples});
    rows.finish();
}

int flaggedIntervals(store::Connection& connection, const QList<SeriesKey>& series, Timestamp from, Timestamp to)
{
    std::set<std::int64_t> intervals;
    for (const SeriesKey& key : series) {
        const auto place = placeOf(connection, key);
        if (!place)
            continue;
        // One statement, as in samplestore: a compaction in between hides nothing.
        for (const store::Row& row : connection.rows(QStringLiteral("SELECT start_ms, NULL AS interval_ms, NULL AS samples FROM sample_flagged WHERE chunk_id = ? AND slot = ? AND start_ms >= ? AND start_ms < ? "
                                                                    "UNION ALL SELECT at_ms, interval_ms, samples FROM sample_round WHERE chunk_id = ? AND at_ms > ? AND at_ms <= ?"),
                                                     {place->chunk, place->slot, from, to, place->chunk, from, to})) {
            if (row.isNull("interval_ms")) {
                intervals.insert(row.integer("start_ms"));
                continue;
            }
            const auto sample = decodeRoundOf(std::size_t(place->slot), row.timestamp("start_ms"), row.integer("interval_ms"), row.bytes("samples"));
            if (sample && sample->sample.mark == Mark::Flagged)
                intervals.insert(periodOf(sample->at, fiveMinutesMs).ms);
        }
    }
    return int(intervals.size());
}

} // namespace trunkline::performance
