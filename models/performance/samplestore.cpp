#include "models/performance/samplestore.h"

#include "models/performance/rollup.h"
#include "models/performance/sampleappender.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

namespace trunkline::performance {

namespace {

/// Rows of the keys, some dozens a statement: `sql` has %1 where their marks stand, `binds` gives the values for a list of them.
template <class Key, class BindsOf>
QList<store::Row> rowsOfKeys(store::Connection& connection, const QString& sql, const QList<Key>& keys, BindsOf bindsOf)
{
    constexpr qsizetype atOnce = 64;
    const QString statement = sql.arg(QStringList(atOnce, QStringLiteral("?")).join(u','));
    QList<store::Row> rows;
    for (qsizetype from = 0; from < keys.size(); from += atOnce) {
        store::Binds some;
        for (qsizetype i = from; i < from + atOnce; ++i)
            some.append(keys[std::min(i, keys.size() - 1)]); // the last one again: it is the same statement each time
        rows += connection.rows(statement, bindsOf(some));
    }
    return rows;
}

/// Where the octets of some ports lie.
struct OctetSeries {
    PortId port;
    std::int64_t chunk = 0;
    std::size_t slot = 0;
    bool in = false;
};
QList<OctetSeries> octetSeriesOf(store::Connection& connection, const QList<PortId>& ports)
{
    QList<OctetSeries> series;
    const QString in = nameOf(Metric::InOctets);
    for (const store::Row& row : rowsOfKeys(connection, QStringLiteral("SELECT chunk_id, slot, object_id, metric FROM sample_series WHERE object_id IN (%1) AND metric IN (?, ?)"),
                                            ports, [&](const store::Binds& some) { return some + store::Binds{in, nameOf(Metric::OutOctets)}; }))
        series.append({row.id<PortId>("object_id"), row.integer("chunk_id"), std::size_t(row.integer("slot")), row.text("metric") == in});
    return series;
}

QList<std::int64_t> chunksOf(const QList<OctetSeries>& series)
{
    const auto all = std::views::transform(series, &OctetSeries::chunk);
    const std::set<std::int64_t> once(all.begin(), all.end());
    return {once.begin(), once.end()};
}

std::int64_t lengthOf(Resolution resolution)
{
    switch (resolution) {
    case Resolution::Raw: break;
    case Resolution::FiveMinutes: return fiveMinutesMs;
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

/// The sample of a round that was not compacted yet.
std::optional<std::vector<TimedSample>> freshOf(const SeriesPlace& place, const store::Row& row)
{
    const auto sample = decodeRoundOf(std::size_t(place.slot), row.timestamp("start_ms"), row.integer("interval_ms"), row.bytes("samples"));
    return sample ? std::optional(std::vector{*sample}) : std::nullopt;
}

void warnOfDamage(const SeriesPlace& place, const store::Row& row)
{
    qWarning("Samples of chunk %d around %s are damaged: there is a gap in their charts.", place.chunk, qPrintable(row.timestamp("start_ms").toIso()));
}

QList<RatePoint> rawRates(store::Connection& connection, const SeriesPlace& place, const MetricTraits& metric, Timestamp from, Timestamp to)
{
    std::vector<TimedSample> samples;
    for (const store::Row& row : rowsOf(connection, place.chunk, 0, from, to)) {
        if (const auto block = row.isNull("interval_ms") ? decodeRoundsOf(std::size_t(place.slot), row.bytes("samples")) : freshOf(place, row))
            samples.insert(samples.end(), block->begin(), block->end());
        else
            warnOfDamage(place, row);
    }
    std::stable_sort(samples.begin(), samples.end(), [](const auto& a, const auto& b) { return a.at < b.at; }); // sorted, but for steps of the clock
    QList<RatePoint> points;
    points.reserve(qsizetype(samples.size()));
    for (const auto& [at, sample] : samples) {
        if (at <= from || at > to || sample.mark != Mark::Measured)
            continue;
        const std::int64_t figure = figureOf(sample, metric);
        points.append({at.plusMs(-sample.intervalMs), at, figure, figure, figure});
    }
    return points;
}

/// The periods of one series, compacted and not.
std::map<Timestamp, Rollup> rollupsOf(store::Connection& connection, const SeriesPlace& place, Metric metric, std::int64_t periodMs, Timestamp from, Timestamp to)
{
    std::map<Timestamp, Rollup> rollups;
    const auto add = [&](const std::vector<RollupPeriod>& periods) {
        for (const RollupPeriod& period : periods)
            if (!period.slots.empty())
                rollups[period.start].add(period.slots.front());
    };
    std::vector<RollupPeriod> fresh;
    for (const store::Row& row : rowsOf(connection, place.chunk, periodMs, from, to)) {
        if (!row.isNull("interval_ms")) {
            if (const auto samples = freshOf(place, row))
                addRound(fresh, {samples->front().at, row.integer("interval_ms"), {samples->front().sample}}, std::span(&metric, 1), periodMs);
            else
                warnOfDamage(place, row);
        } else if (const auto block = decodeRollupsOf(std::size_t(place.slot), row.bytes("samples")))
            add(*block);
        else
            warnOfDamage(place, row);
    }
    add(fresh);
    return rollups;
}

/// Of some chunks, the five minutes that begin at `earliest` and those that were measured next: the block that has them and
/// the one behind it, and an hour of rounds. Who was silent for longer has a gap.
QHash<std::int64_t, std::vector<RollupPeriod>> nextFiveMinutes(store::Connection& connection, const QList<std::int64_t>& asked, Timestamp earliest)
{
    static const std::vector<Metric> octets(slotsPerChunk, Metric::InOctets); // in or out: the same for rates
    const Timestamp hour{earliest.ms / hourMs * hourMs};
    QHash<std::int64_t, std::vector<RollupPeriod>> chunks;
    for (const store::Row& row : rowsOfKeys(connection, QStringLiteral(
             "SELECT c.id, b.start_ms, NULL AS interval_ms, b.samples FROM sample_chunk c JOIN sample_block b ON b.chunk_id = c.id AND b.period_ms = ? "
             "AND (b.start_ms = ? OR b.start_ms = (SELECT MIN(n.start_ms) FROM sample_block n WHERE n.chunk_id = c.id AND n.period_ms = ? AND n.start_ms > ?)) "
             "WHERE c.id IN (%1) UNION ALL SELECT c.id, r.at_ms, r.interval_ms, r.samples FROM sample_chunk c JOIN sample_round r ON r.chunk_id = c.id AND r.at_ms > ? "
             "AND r.at_ms <= ? + (SELECT MIN(n.at_ms) FROM sample_round n WHERE n.chunk_id = c.id AND n.at_ms > ?) "
             "WHERE c.id IN (%1) ORDER BY 1, 2"), asked,
             [&](const store::Binds& some) { return store::Binds{fiveMinutesMs, hour, fiveMinutesMs, hour} + some + store::Binds{earliest, hourMs, earliest} + some; })) {
        std::vector<RollupPeriod>& periods = chunks[row.integer("id")];
        if (row.isNull("interval_ms")) {
            if (const auto block = decodeRollups(row.bytes("samples")))
                periods.insert(periods.end(), block->begin(), block->end());
        } else if (const auto round = decodeRound(row.timestamp("start_ms"), row.integer("interval_ms"), row.bytes("samples")))
            addRound(periods, *round, octets, fiveMinutesMs);
    }
    return chunks;
}

/// The first five minutes from `earliest` on in which the slot was measured.
std::optional<std::pair<Timestamp, Rollup>> firstMeasured(const std::vector<RollupPeriod>& periods, std::size_t slot, Timestamp earliest)
{
    for (const RollupPeriod& period : periods)
        if (period.start >= earliest && slot < period.slots.size() && period.slots[slot].samples > 0 && period.slots[slot].coveredMs > 0)
            return std::pair(period.start, period.slots[slot]);
    return std::nullopt;
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

bool isGap(const RatePoint& before, const RatePoint& after, Resolution resolution)
{
    const std::int64_t between = after.from.msSince(before.to);
    return between > 0 && between >= lengthOf(resolution);
}

QList<RatePoint> rates(store::Connection& connection, PortId port, Metric metric, Timestamp from, Timestamp to, Resolution resolution)
{
    return rates(connection, SeriesKey{port.uuid(), metric}, from, to, resolution);
}

QList<RatePoint> rates(store::Connection& connection, const SeriesKey& series, Timestamp from, Timestamp to, Resolution resolution)
{
    const Metric metric = series.metric;
    const auto place = placeOf(connection, series);
    if (!place)
        return {};
    const MetricTraits& traits = traitsOf(metric);
    if (resolution == Resolution::Raw)
        return rawRates(connection, *place, traits, from, to);
    // Whole periods: the first is the one that `from` lies in, the last the one that `to` does.
    const std::int64_t period = lengthOf(resolution);
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

CountedAmount countedIn(store::Connection& connection, const SeriesKey& series, Timestamp from, Timestamp to)
{
    CountedAmount counted;
    const auto place = placeOf(connection, series);
    if (!place)
        return counted;
    for (const auto& [start, rollup] : rollupsOf(connection, *place, series.metric, fiveMinutesMs, from, to)) {
        if (start < from || start >= to)
            continue;
        counted.amount += rollup.sum;
        counted.coveredMs += rollup.coveredMs;
    }
    return counted;
}

QHash<PortId, PortLoad> currentLoads(store::Connection& connection, const QList<PortId>& ports)
{
    const QList<OctetSeries> asked = octetSeriesOf(connection, ports);
    QHash<std::int64_t, SampleRound> last; // without samples where nothing is told
    for (const store::Row& row : rowsOfKeys(connection, QStringLiteral("SELECT s.chunk_id, s.at_ms, r.interval_ms, r.samples FROM sample_state s "
                                                                       "LEFT JOIN sample_round r ON r.chunk_id = s.chunk_id AND r.at_ms = s.at_ms WHERE s.chunk_id IN (%1)"),
                                            chunksOf(asked), [](const store::Binds& some) { return some; }))
        last.insert(row.integer("chunk_id"), decodeRound(row.timestamp("at_ms"), row.integer("interval_ms"), row.bytes("samples")).value_or(SampleRound{row.timestamp("at_ms"), 0, {}}));
    QHash<PortId, PortLoad> loads;
    for (const OctetSeries& series : asked) {
        const auto round = last.constFind(series.chunk);
        if (round == last.constEnd())
            continue;
        PortLoad& load = loads[series.port];
        load.at = std::max(load.at, round->at);
        if (series.slot >= round->samples.size())
            continue;
        const Sample& sample = round->samples[series.slot];
        load.flagged = load.flagged || sample.mark == Mark::Flagged;
        if (sample.mark != Mark::Measured)
            continue;
        (series.in ? load.inBps : load.outBps) = figureOf(sample, traitsOf(Metric::InOctets)); // in or out: the same for rates
    }
    return loads;
}

QHash<PortId, PortLoad> loadsAt(store::Connection& connection, const QList<PortId>& ports, Timestamp at)
{
    const Timestamp earliest{at.ms / fiveMinutesMs * fiveMinutesMs};
    const QList<OctetSeries> asked = octetSeriesOf(connection, ports);
    const auto chunks = nextFiveMinutes(connection, chunksOf(asked), earliest);
    QHash<PortId, PortLoad> loads;
    for (const OctetSeries& series : asked) {
        const auto found = firstMeasured(chunks.value(series.chunk), series.slot, earliest);
        if (!found)
            continue;
        const auto& [start, rollup] = *found;
        const Timestamp end = start.plusMs(fiveMinutesMs);
        if (end.plusMs(-std::max(fiveMinutesMs, rollup.coveredMs)) > at)
            continue; // a gap
        PortLoad& load = loads[series.port];
        load.at = std::max(load.at, end);
        (series.in ? load.inBps : load.outBps) = rateBps(rollup.sum, rollup.coveredMs);
    }
    return loads;
}

} // namespace trunkline::performance
