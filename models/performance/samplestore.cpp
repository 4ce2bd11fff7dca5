#include "models/performance/samplestore.h"

#include "models/performance/rollup.h"
#include "models/performance/sampleappender.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace trunkline::performance {

namespace {

constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t hourMs = 60 * minuteMs;
constexpr std::int64_t dayMs = 24 * hourMs;

std::int64_t periodOf(Resolution resolution)
{
    switch (resolution) {
    case Resolution::Raw: break;
    case Resolution::FiveMinutes: return 5 * minuteMs;
    case Resolution::Hour: return hourMs;
    case Resolution::Day: return dayMs;
    }
    return 0;
}

/// What was compacted and what not yet, in one statement: a compaction in between can't hide anything. The rows that
/// are a round have an interval. At most the rounds that end in (from, to], and all blocks that may have some of them.
QList<store::Row> rowsOf(store::Connection& connection, std::int64_t chunk, std::int64_t periodMs, Timestamp from, Timestamp to)
{
    return connection.rows(QStringLiteral("SELECT start_ms, NULL AS interval_ms, samples FROM sample_block WHERE chunk_id = ? AND period_ms = ? AND start_ms > ? AND start_ms < ? "
                                          "UNION ALL SELECT at_ms, interval_ms, samples FROM sample_round WHERE chunk_id = ? AND at_ms > ? AND at_ms <= ? ORDER BY 1"),
                           {chunk, periodMs, from.plusMs(-std::max(periodMs, hourMs)), to, chunk, from, to});
}

void warnOfDamage(const SeriesPlace& place, Timestamp at)
{
    qWarning("Samples of chunk %d around %s are damaged: there is a gap in their charts.", place.chunk, qPrintable(at.toIso()));
}

QList<RatePoint> rawRates(store::Connection& connection, const SeriesPlace& place, const MetricTraits& metric, Timestamp from, Timestamp to)
{
    const std::size_t slot = std::size_t(place.slot);
    std::vector<SampleRound> rounds;
    for (const store::Row& row : rowsOf(connection, place.chunk, 0, from, to)) {
        const Timestamp at = row.timestamp("start_ms");
        if (row.isNull("interval_ms")) {
            if (auto block = decodeRoundsOf(slot, row.bytes("samples")))
                std::move(block->begin(), block->end(), std::back_inserter(rounds));
            else
                warnOfDamage(place, at);
            continue;
        }
        SampleRound round{at, row.integer("interval_ms"), {}};
        if (!decodeRound(row.bytes("samples"), slot + 1, round))
            warnOfDamage(place, at);
        else if (slot < round.samples.size())
            rounds.push_back({at, round.intervalMs, {round.samples[slot]}});
    }
    std::stable_sort(rounds.begin(), rounds.end(), [](const auto& a, const auto& b) { return a.at < b.at; }); // sorted, but for steps of the clock
    QList<RatePoint> points;
    points.reserve(qsizetype(rounds.size()));
    for (const SampleRound& round : rounds) {
        if (round.at <= from || round.at > to || round.samples.empty() || round.samples.front().mark != Mark::Measured)
            continue;
        const std::int64_t figure = figureOf(round.samples.front(), metric);
        points.append({round.at.plusMs(-round.samples.front().intervalMs), round.at, figure, figure, figure});
    }
    return points;
}

/// The periods of one series, compacted and not.
std::map<Timestamp, Rollup> rollupsOf(store::Connection& connection, const SeriesPlace& place, Metric metric, std::int64_t periodMs, Timestamp from, Timestamp to)
{
    const std::size_t slot = std::size_t(place.slot);
    std::map<Timestamp, Rollup> rollups;
    const auto add = [&](const std::vector<RollupPeriod>& periods) {
        for (const RollupPeriod& period : periods)
            if (!period.slots.empty())
                rollups[period.start].add(period.slots.front());
    };
    std::vector<RollupPeriod> fresh;
    for (const store::Row& row : rowsOf(connection, place.chunk, periodMs, from, to)) {
        const Timestamp at = row.timestamp("start_ms");
        if (row.isNull("interval_ms")) {
            if (const auto block = decodeRollupsOf(slot, row.bytes("samples")))
                add(*block);
            else
                warnOfDamage(place, at);
            continue;
        }
        SampleRound round{at, row.integer("interval_ms"), {}};
        if (!decodeRound(row.bytes("samples"), slot + 1, round))
            warnOfDamage(place, at);
        else if (slot < round.samples.size())
            addRound(fresh, {at, round.intervalMs, {round.samples[slot]}}, std::span(&metric, 1), periodMs);
    }
    add(fresh);
    return rollups;
}

} // namespace

AppendResult append(store::Connection& connection, const QList<PortReading>& readings)
{
    return SampleAppender(connection).append(readings);
}

Resolution resolutionFor(std::int64_t spanMs)
{
    if (spanMs <= 12 * hourMs)
        return Resolution::Raw;
    if (spanMs <= 4 * dayMs)
        return Resolution::FiveMinutes;
    return spanMs <= 45 * dayMs ? Resolution::Hour : Resolution::Day;
}

QList<RatePoint> rates(store::Connection& connection, PortId port, Metric metric, Timestamp from, Timestamp to, Resolution resolution)
{
    const auto place = placeOf(connection, {port.uuid(), metric});
    if (!place)
        return {};
    const MetricTraits& traits = traitsOf(metric);
    if (resolution == Resolution::Raw)
        return rawRates(connection, *place, traits, from, to);
    // Whole periods: the first is the one that `from` lies in, the last the one that `to` does.
    const std::int64_t period = periodOf(resolution);
    const Timestamp first{from.ms / period * period};
    QList<RatePoint> points;
    for (const auto& [start, rollup] : rollupsOf(connection, *place, metric, period, first, to.plusMs(period))) {
        const auto mean = meanOf(rollup, traits);
        if (!mean || start < first || start > to)
            continue;
        // A poll that came late counted over more than the period: the rate holds for all of it.
        points.append({start.plusMs(std::min<std::int64_t>(0, period - rollup.coveredMs)), start.plusMs(period), rollup.min, *mean, rollup.max});
    }
    return points;
}

QHash<PortId, PortLoad> currentLoads(store::Connection& connection)
{
    struct LastRound {
        Timestamp at;
        SampleRound round;
    };
    QHash<std::int64_t, LastRound> chunks;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT s.chunk_id, s.at_ms, r.interval_ms, r.samples FROM sample_state s "
                                                                "LEFT JOIN sample_round r ON r.chunk_id = s.chunk_id AND r.at_ms = s.at_ms"))) {
        LastRound& last = chunks[row.integer("chunk_id")];
        last.at = row.timestamp("at_ms");
        if (row.isNull("interval_ms"))
            continue;
        last.round.intervalMs = row.integer("interval_ms");
        if (!decodeRound(row.bytes("samples"), slotsPerChunk, last.round))
            last.round.samples.clear();
    }
    QHash<PortId, PortLoad> loads;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT chunk_id, slot, object_id, metric FROM sample_series WHERE metric IN (?, ?)"),
                                                 {nameOf(Metric::InOctets), nameOf(Metric::OutOctets)})) {
        const auto chunk = chunks.constFind(row.integer("chunk_id"));
        if (chunk == chunks.constEnd())
            continue;
        PortLoad& load = loads[row.id<PortId>("object_id")];
        load.at = std::max(load.at, chunk->at);
        const std::size_t slot = std::size_t(row.integer("slot"));
        if (slot >= chunk->round.samples.size())
            continue;
        const Sample& sample = chunk->round.samples[slot];
        load.flagged = load.flagged || sample.mark == Mark::Flagged;
        if (sample.mark != Mark::Measured)
            continue;
        const bool in = row.text("metric") == nameOf(Metric::InOctets);
        (in ? load.inBps : load.outBps) = figureOf(sample, traitsOf(in ? Metric::InOctets : Metric::OutOctets));
    }
    return loads;
}

} // namespace trunkline::performance
