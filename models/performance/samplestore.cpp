#include "models/performance/samplestore.h"

#include <algorithm>
#include <bit>

namespace trunkline::performance {

namespace {

constexpr std::int64_t fiveMinutesMs = 300'000;
constexpr std::int64_t hourMs = 3'600'000;
constexpr std::int64_t dayMs = 86'400'000;
constexpr std::int64_t rollupPeriodsMs[] = {fiveMinutesMs, hourMs, dayMs};

struct SeriesState {
    std::int64_t id = 0;
    std::optional<CounterReading> last;
};

QString seriesKey(const PortId& port, Metric metric)
{
    return port.toString() + u'/' + nameOf(metric);
}

QHash<QString, SeriesState> readStates(store::Connection& connection)
{
    QHash<QString, SeriesState> states;
    for (const store::Row& row : connection.rows(QStringLiteral(
             "SELECT s.id, s.port_id, s.metric, t.at_ms, t.counter, t.uptime_ticks, t.discontinuity_ticks "
             "FROM series s LEFT JOIN series_state t ON t.series_id = s.id"))) {
        SeriesState state{row.integer("id"), {}};
        if (!row.isNull("at_ms"))
            state.last = CounterReading{row.timestamp("at_ms"), std::bit_cast<std::uint64_t>(row.integer("counter")), 64,
                                        std::uint32_t(row.integer("uptime_ticks")), std::uint32_t(row.integer("discontinuity_ticks"))};
        states.insert(row.text("port_id") + u'/' + row.text("metric"), state);
    }
    return states;
}

std::int64_t makeSeries(store::Connection& connection, const PortReading& reading)
{
    const std::int64_t id = connection.row(QStringLiteral("SELECT COALESCE(MAX(id), 0) + 1 AS id FROM series"))->integer("id");
    connection.exec(QStringLiteral("INSERT INTO series (id, port_id, metric) VALUES (?, ?, ?)"), {id, reading.port, nameOf(reading.metric)});
    return id;
}

void writeSample(store::Connection& connection, std::int64_t series, Timestamp at, const CountedInterval& interval)
{
    connection.exec(QStringLiteral("INSERT INTO sample (at_ms, series_id, interval_ms, amount) VALUES (?, ?, ?, ?)"),
                    {at, series, interval.intervalMs, interval.amount});
    const std::int64_t rate = rateBps(interval.amount, interval.intervalMs);
    for (const std::int64_t period : rollupPeriodsMs)
        connection.exec(QStringLiteral("INSERT INTO rollup (series_id, period_ms, start_ms, min_bps, max_bps, amount, interval_ms, samples) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (series_id, period_ms, start_ms) DO UPDATE SET "
                                       "min_bps = CASE WHEN EXCLUDED.min_bps < rollup.min_bps THEN EXCLUDED.min_bps ELSE rollup.min_bps END, "
                                       "max_bps = CASE WHEN EXCLUDED.max_bps > rollup.max_bps THEN EXCLUDED.max_bps ELSE rollup.max_bps END, "
                                       "amount = rollup.amount + EXCLUDED.amount, interval_ms = rollup.interval_ms + EXCLUDED.interval_ms, "
                                       "samples = rollup.samples + 1"),
                        {series, period, (at.ms - 1) / period * period, rate, rate, interval.amount, interval.intervalMs});
}

void writeState(store::Connection& connection, std::int64_t series, const CounterReading& reading, std::optional<std::int64_t> rate, bool flagged)
{
    connection.exec(QStringLiteral("INSERT INTO series_state (series_id, at_ms, counter, uptime_ticks, discontinuity_ticks, rate_bps, flagged) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (series_id) DO UPDATE SET at_ms = EXCLUDED.at_ms, counter = EXCLUDED.counter, "
                                   "uptime_ticks = EXCLUDED.uptime_ticks, discontinuity_ticks = EXCLUDED.discontinuity_ticks, "
                                   "rate_bps = EXCLUDED.rate_bps, flagged = EXCLUDED.flagged"),
                    {series, reading.at, std::bit_cast<std::int64_t>(reading.value), std::int64_t(reading.uptimeTicks),
                     std::int64_t(reading.discontinuityTicks), rate, flagged});
}

/// Counts one reading; gives what it was.
Interval appendOne(store::Connection& connection, const SeriesState& state, const PortReading& reading)
{
    CounterReading before = *state.last;
    before.bits = reading.reading.bits; // a series does not change its width; the state keeps the value only
    const CountedInterval interval = countBetween(before, reading.reading, reading.speedBps);
    if (interval.kind == Interval::NotLater)
        return interval.kind;
    const bool counted = interval.kind == Interval::Counted;
    if (counted)
        writeSample(connection, state.id, reading.reading.at, interval);
    writeState(connection, state.id, reading.reading, counted ? std::optional(rateBps(interval.amount, interval.intervalMs)) : std::nullopt,
               interval.kind == Interval::AboveLineRate);
    return interval.kind;
}

} // namespace

QString nameOf(Metric metric)
{
    return metric == Metric::InOctets ? QStringLiteral("in") : QStringLiteral("out");
}

AppendResult append(store::Connection& connection, const QList<PortReading>& readings)
{
    AppendResult result;
    store::Transaction transaction(connection);
    // Two collectors must not both make the same series.
    if (connection.engine() == store::Engine::PostgreSql)
        connection.row(QStringLiteral("SELECT pg_advisory_xact_lock(7264816)"));
    QHash<QString, SeriesState> states = readStates(connection);
    for (const PortReading& reading : readings) {
        SeriesState& state = states[seriesKey(reading.port, reading.metric)];
        if (!state.last) {
            if (state.id == 0)
                state.id = makeSeries(connection, reading);
            writeState(connection, state.id, reading.reading, std::nullopt, false);
            ++result.first;
        } else {
            switch (appendOne(connection, state, reading)) {
            case Interval::Counted: ++result.stored; break;
            case Interval::AboveLineRate: ++result.flagged; break;
            case Interval::NotLater: continue;
            default: ++result.gaps; break;
            }
        }
        state.last = reading.reading;
    }
    transaction.commit();
    return result;
}

Resolution resolutionFor(std::int64_t spanMs)
{
    if (spanMs <= 12 * hourMs)
        return Resolution::Raw;
    if (spanMs <= 4 * dayMs)
        return Resolution::FiveMinutes;
    return spanMs <= 45 * dayMs ? Resolution::Hour : Resolution::Day;
}

static std::int64_t periodOf(Resolution resolution)
{
    switch (resolution) {
    case Resolution::Raw: break;
    case Resolution::FiveMinutes: return fiveMinutesMs;
    case Resolution::Hour: return hourMs;
    case Resolution::Day: return dayMs;
    }
    return 0;
}

bool isGap(const RatePoint& before, const RatePoint& after, Resolution resolution)
{
    const std::int64_t between = after.from.msSince(before.to);
    return between > 0 && between >= periodOf(resolution);
}

static QList<RatePoint> rawRates(store::Connection& connection, std::int64_t series, Timestamp from, Timestamp to)
{
    QList<RatePoint> points;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT at_ms, interval_ms, amount FROM sample WHERE at_ms > ? AND at_ms <= ? AND series_id = ? ORDER BY at_ms"),
                                                 {from, to, series})) {
        const std::int64_t rate = rateBps(row.integer("amount"), row.integer("interval_ms"));
        points.append({row.timestamp("at_ms").plusMs(-row.integer("interval_ms")), row.timestamp("at_ms"), rate, rate, rate});
    }
    return points;
}

QList<RatePoint> rates(store::Connection& connection, PortId port, Metric metric, Timestamp from, Timestamp to, Resolution resolution)
{
    const auto series = connection.row(QStringLiteral("SELECT id FROM series WHERE port_id = ? AND metric = ?"), {port, nameOf(metric)});
    if (!series)
        return {};
    const std::int64_t id = series->integer("id");
    if (resolution == Resolution::Raw)
        return rawRates(connection, id, from, to);
    const std::int64_t period = periodOf(resolution);
    QList<RatePoint> points;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT start_ms, min_bps, max_bps, amount, interval_ms FROM rollup "
                                                                "WHERE series_id = ? AND period_ms = ? AND start_ms > ? AND start_ms <= ? ORDER BY start_ms"),
                                                 {id, period, from.ms - period, to}))
        // A poll that came late counted over more than the period: the rate holds for all of it.
        points.append({row.timestamp("start_ms").plusMs(std::min<std::int64_t>(0, period - row.integer("interval_ms"))), row.timestamp("start_ms").plusMs(period), row.integer("min_bps"),
                       rateBps(row.integer("amount"), row.integer("interval_ms")), row.integer("max_bps")});
    return points;
}

QHash<PortId, PortLoad> currentLoads(store::Connection& connection)
{
    QHash<PortId, PortLoad> loads;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT s.port_id, s.metric, t.at_ms, t.rate_bps, t.flagged FROM series s JOIN series_state t ON t.series_id = s.id"))) {
        PortLoad& load = loads[row.id<PortId>("port_id")];
        load.at = row.timestamp("at_ms");
        load.flagged = load.flagged || row.flag("flagged");
        if (!row.isNull("rate_bps"))
            (row.text("metric") == nameOf(Metric::InOctets) ? load.inBps : load.outBps) = row.integer("rate_bps");
    }
    return loads;
}

QHash<PortId, PortLoad> loadsAt(store::Connection& connection, Timestamp at)
{
    // The first row that ends behind `at`, by the key of each series; it counts when its interval began before.
    const std::int64_t earliest = at.ms / fiveMinutesMs * fiveMinutesMs;
    QHash<PortId, PortLoad> loads;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT s.port_id, s.metric, r.start_ms, r.amount, r.interval_ms FROM series s "
                                                                "JOIN rollup r ON r.series_id = s.id AND r.period_ms = ? AND r.start_ms = "
                                                                "(SELECT MIN(n.start_ms) FROM rollup n WHERE n.series_id = s.id AND n.period_ms = ? AND n.start_ms >= ?)"),
                                                 {fiveMinutesMs, fiveMinutesMs, earliest})) {
        const std::int64_t end = row.integer("start_ms") + fiveMinutesMs;
        if (end - std::max(fiveMinutesMs, row.integer("interval_ms")) > at.ms)
            continue; // a gap
        PortLoad& load = loads[row.id<PortId>("port_id")];
        load.at = std::max(load.at, Timestamp{end});
        (row.text("metric") == nameOf(Metric::InOctets) ? load.inBps : load.outBps) = rateBps(row.integer("amount"), row.integer("interval_ms"));
    }
    return loads;
}

std::int64_t prune(store::Connection& connection, Timestamp now, const Retention& retention)
{
    store::Transaction transaction(connection);
    std::int64_t removed = connection.exec(QStringLiteral("DELETE FROM sample WHERE at_ms < ?"), {now.plusMs(-retention.rawDays * dayMs)});
    const std::pair<std::int64_t, int> kept[] = {{fiveMinutesMs, retention.fiveMinuteDays}, {hourMs, retention.hourDays}, {dayMs, retention.dayDays}};
    for (const auto& [period, days] : kept)
        removed += connection.exec(QStringLiteral("DELETE FROM rollup WHERE period_ms = ? AND start_ms < ?"), {period, now.plusMs(-days * dayMs)});
    transaction.commit();
    return removed;
}

} // namespace trunkline::performance
