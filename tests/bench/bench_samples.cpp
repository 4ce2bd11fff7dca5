// What the sample store costs, against SQLite itself in the same run.
#include "tests/bench/bench.h"

#include "models/performance/samplecode.h"
#include "models/performance/sampleappender.h"
#include "models/performance/samplestore.h"
#include "tests/support/teststore.h"

#include <QElapsedTimer>

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

namespace trunkline::bench {

namespace {

using namespace performance;

constexpr int portsEach = 60;
constexpr int valuesEach = portsEach * 8 + 1; // eight counters a port, and sysUpTime
constexpr int devicesAtOnce = 100;            // about what comes in a second
constexpr std::int64_t everyMs = 60'000;
const Timestamp firstMinute{1'772'323'200'000};     // 2026-03-01T00:00:00Z

/// A network whose ports carry 0.1 to 300 Mbit/s, unevenly from minute to minute; a few of them have errors.
class CountingNetwork {
public:
    CountingNetwork(store::Connection& connection, IdSource& ids, int devices) : random_(7)
    {
        for (int device = 0; device < devices; ++device) {
            QList<SeriesKey> keys;
            for (int port = 0; port < portsEach; ++port) {
                const QUuid id = ids.nextUuid();
                for (int metric = 0; metric < 8; ++metric)
                    keys.append({id, Metric(metric)});
            }
            places_.push_back(placesOf(connection, ids.next<DeviceTag>(), keys));
            std::vector<double> octets;
            for (int port = 0; port < portsEach; ++port)
                octets.push_back(std::pow(10.0, std::uniform_real_distribution(5.9, 9.35)(random_)));
            octetsAMinute_.push_back(octets);
            counters_.emplace_back(std::size_t(portsEach) * 8, random_() >> 20);
        }
    }

    const QList<SeriesPlace>& places(int device) const { return places_[std::size_t(device)]; }

    DeviceRound round(int device, int minutes)
    {
        auto& counters = counters_[std::size_t(device)];
        const std::int64_t ms = minutes * everyMs + device * everyMs / 5'000 + std::int64_t(random_() % 40);
        DeviceRound round{{firstMinute.plusMs(ms), std::uint32_t(1'000'000 + ms / 10)}, {}};
        round.readings.reserve(counters.size());
        for (std::size_t i = 0; i < counters.size(); ++i) {
            counters[i] += amount(octetsAMinute_[std::size_t(device)][i / 8], int(i % 8), i / 8);
            round.readings.push_back({places_[std::size_t(device)][qsizetype(i)], counters[i], 0, 64, 10'000'000'000});
        }
        return round;
    }

    std::vector<DeviceRound> batch(int from, int to, int minutes)
    {
        std::vector<DeviceRound> rounds;
        for (int device = from; device < to; ++device)
            rounds.push_back(round(device, minutes));
        return rounds;
    }

private:
    std::uint64_t amount(double octets, int metric, std::size_t port)
    {
        const double now = octets * (0.7 + 0.6 * double(random_() % 1'000'000) / 1e6);
        switch (metric) {
        case 0: case 1: return std::uint64_t(now);
        case 2: case 3: return std::uint64_t(now / 700);
        default: return port % 10 == 0 ? random_() % 50 : 0;
        }
    }

    std::mt19937_64 random_;
    std::vector<QList<SeriesPlace>> places_;
    std::vector<std::vector<double>> octetsAMinute_;
    std::vector<std::vector<std::uint64_t>> counters_;
};

/// The same values as rows of a table with nothing but its rowid, through SQLite's own interface.
class RowFloor {
public:
    explicit RowFloor(const QString& file)
    {
        sqlite3_open(qPrintable(file), &db_);
        run("PRAGMA journal_mode = WAL");
        run("PRAGMA synchronous = FULL");
        run("CREATE TABLE value (at_ms INTEGER, series INTEGER, amount INTEGER)");
        sqlite3_prepare_v2(db_, "INSERT INTO value VALUES (?, ?, ?)", -1, &insert_, nullptr);
    }
    ~RowFloor()
    {
        sqlite3_finalize(insert_);
        sqlite3_close(db_);
    }
    void run(const char* sql)
    {
        if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("%s: %s", sql, sqlite3_errmsg(db_));
    }
    void append(const std::vector<DeviceRound>& batch)
    {
        run("BEGIN");
        for (const DeviceRound& round : batch)
            for (const Reading& reading : round.readings) {
                sqlite3_bind_int64(insert_, 1, round.moment.at.ms);
                sqlite3_bind_int64(insert_, 2, reading.place.chunk * slotsPerChunk + reading.place.slot);
                sqlite3_bind_int64(insert_, 3, sqlite3_int64(reading.value));
                sqlite3_step(insert_);
                sqlite3_reset(insert_);
            }
        run("COMMIT");
    }
    sqlite3* db() const { return db_; }

private:
    sqlite3* db_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

/// Appends a batch, and says what that took: microseconds of CPU and of the clock.
struct Appended {
    double cpu = 0;
    double wall = 0;
};
Appended appended(SampleAppender& appender, const std::vector<DeviceRound>& batch)
{
    QElapsedTimer timer;
    timer.start();
    const double before = cpuMicroseconds();
    appender.append(batch);
    return {cpuMicroseconds() - before, double(timer.nsecsElapsed()) / 1e3};
}

/// Arguments: "sqlite" or "postgresql", devices, rounds. The first round is of first readings, and does not count.
QJsonObject appendSamples(const QStringList& arguments)
{
    test::TestStore store(arguments.value(0));
    const int devices = arguments.value(1).toInt();
    CountingNetwork network(*store.connection, store.ids, devices);
    SampleAppender appender(*store.connection);
    RowFloor floor(store.folder.filePath(QStringLiteral("floor.db")));
    const double values = double(devices) * valuesEach;
    Rounds ours, theirs, wall;
    for (int round = 0; round <= arguments.value(2).toInt(); ++round) {
        Appended our;
        double their = 0;
        for (int from = 0; from < devices; from += devicesAtOnce) {
            const auto batch = network.batch(from, std::min(devices, from + devicesAtOnce), round);
            const Appended one = appended(appender, batch);
            our.cpu += one.cpu;
            our.wall += one.wall;
            const double before = cpuMicroseconds();
            floor.append(batch);
            their += cpuMicroseconds() - before;
        }
        if (round == 0)
            continue;
        ours.values.append(our.cpu / values);
        theirs.values.append(their / values);
        wall.values.append(values / our.wall);
    }
    return {{"microseconds", ours.median()}, {"floor", theirs.median()}, {"millionsASecond", wall.median()}};
}

std::int64_t usedBytes(store::Connection& connection)
{
    const auto pragma = [&](const char* name) { return connection.row(QStringLiteral("PRAGMA ") + QLatin1String(name))->integer(name); };
    return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}

/// Arguments: devices, hours.
QJsonObject compactSamples(const QStringList& arguments)
{
    test::TestStore store(QStringLiteral("sqlite"));
    const int devices = arguments.value(0).toInt();
    const int minutes = arguments.value(1).toInt() * 60;
    CountingNetwork network(*store.connection, store.ids, devices);
    SampleAppender appender(*store.connection);
    appender.append(network.batch(0, devices, 0));
    const std::int64_t before = usedBytes(*store.connection);
    double stored = 0;
    for (int round = 1; round < minutes; ++round)
        stored += appender.append(network.batch(0, devices, round)).stored;
    const double raw = double(usedBytes(*store.connection) - before);
    const double start = cpuMicroseconds();
    compact(*store.connection, firstMinute.plusMs((minutes + 10) * everyMs));
    const double took = cpuMicroseconds() - start;
    return {{"rawBytes", raw / stored}, {"bytes", double(usedBytes(*store.connection) - before) / stored}, {"microseconds", took / stored}};
}

double millionsOfSamplesASecond(store::Connection& connection)
{
    const double before = cpuMicroseconds();
    std::size_t samples = 0;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT samples FROM sample_block WHERE period_ms = 0 AND chunk_id = ?"), {1}))
        if (const auto rounds = decodeRounds(row.bytes("samples")))
            for (const SampleRound& round : *rounds)
                samples += round.samples.size();
    return double(samples) / (cpuMicroseconds() - before);
}

/// A series' day out of a table that lies in the order of series: microseconds of CPU.
class OrderedFloor {
public:
    explicit OrderedFloor(RowFloor& floor)
    {
        floor.run("CREATE TABLE ordered (series INTEGER, at_ms INTEGER, amount INTEGER, PRIMARY KEY (series, at_ms)) WITHOUT ROWID");
        floor.run("INSERT INTO ordered SELECT series, at_ms, amount FROM value ORDER BY series, at_ms");
        sqlite3_prepare_v2(floor.db(), "SELECT at_ms, amount FROM ordered WHERE series = ? AND at_ms > ? AND at_ms <= ?", -1, &select_, nullptr);
    }
    ~OrderedFloor() { sqlite3_finalize(select_); }
    OrderedFloor(const OrderedFloor&) = delete;
    OrderedFloor& operator=(const OrderedFloor&) = delete;

    double read(const SeriesPlace& place, Timestamp to, std::size_t atLeast)
    {
        const double before = cpuMicroseconds();
        std::vector<std::pair<sqlite3_int64, sqlite3_int64>> read;
        sqlite3_bind_int64(select_, 1, place.chunk * slotsPerChunk + place.slot);
        sqlite3_bind_int64(select_, 2, firstMinute.ms);
        sqlite3_bind_int64(select_, 3, to.ms);
        while (sqlite3_step(select_) == SQLITE_ROW)
            read.emplace_back(sqlite3_column_int64(select_, 0), sqlite3_column_int64(select_, 1));
        sqlite3_reset(select_);
        if (read.size() < atLeast)
            throw std::runtime_error("the floor did not read a day");
        return cpuMicroseconds() - before;
    }

private:
    sqlite3_stmt* select_ = nullptr;
};

/// A day of one port, as a chart reads it.
QJsonObject readSamples(const QStringList&)
{
    constexpr int minutes = 1'440;
    test::TestStore store(QStringLiteral("sqlite"));
    CountingNetwork network(*store.connection, store.ids, 1);
    SampleAppender appender(*store.connection);
    RowFloor floor(store.folder.filePath(QStringLiteral("floor.db")));
    for (int round = 0; round <= minutes; ++round) {
        const auto batch = network.batch(0, 1, round);
        appender.append(batch);
        floor.append(batch);
    }
    compact(*store.connection, firstMinute.plusMs(minutes * everyMs));
    OrderedFloor ordered(floor);
    const Timestamp to = firstMinute.plusMs(2 * minutes * everyMs);
    Rounds ours, theirs;
    const auto ports = store.connection->rows(QStringLiteral("SELECT object_id FROM sample_series WHERE metric = ?"), {"in"});
    for (qsizetype i = 0; i < ports.size(); ++i) {
        const double before = cpuMicroseconds();
        const auto points = rates(*store.connection, ports[i].id<PortId>("object_id"), Metric::InOctets, firstMinute, to, Resolution::Raw);
        ours.values.append((cpuMicroseconds() - before) / 1e3);
        theirs.values.append(ordered.read(network.places(0)[i * 8], to, minutes) / 1e3);
        if (points.size() < minutes)
            throw std::runtime_error("a day was not read as a whole");
    }
    return {{"milliseconds", ours.median()}, {"floor", theirs.median()}, {"floorMillionsASecond", minutes / theirs.median() / 1e3},
            {"millionsASecond", millionsOfSamplesASecond(*store.connection)}};
}

const WorkerRegistration appendSamplesWorker("appendsamples", appendSamples);
const WorkerRegistration compactSamplesWorker("compactsamples", compactSamples);
const WorkerRegistration readSamplesWorker("readsamples", readSamples);

Row against(Row row, const QString& yardstick, double figure, std::optional<double> mostRatio = {})
{
    row.yardstick = QStringLiteral("%1 %2").arg(yardstick).arg(figure, 0, 'g', 3);
    row.ratio = row.figure.value_or(0) / figure;
    if (mostRatio) {
        row.target += (row.target.isEmpty() ? QString() : QStringLiteral(", ")) + QStringLiteral("≤ %1×").arg(*mostRatio);
        row.holds = row.holds.value_or(true) && *row.ratio <= *mostRatio;
    }
    return row;
}

Row atLeast(const QString& name, double figure, const QString& unit, double least)
{
    Row row = skipped(name, unit, {});
    row.figure = figure;
    row.target = QStringLiteral("≥ %1").arg(least);
    row.holds = figure >= least;
    return row;
}

QList<Row> sampleRows()
{
    constexpr double plainRowBytes = 22.8; // the same as rows of a table
    constexpr double valuesASecond = 5'000 * 481 / 60e6;
    const QString cpu = QStringLiteral("µs CPU/value");
    const QString speed = QStringLiteral("M values/s");
    const QJsonObject lite = work(QStringLiteral("appendsamples"), {"sqlite", "2000", "5"});
    const QJsonObject server = work(QStringLiteral("appendsamples"), {"postgresql", "500", "5"});
    const QJsonObject compacted = work(QStringLiteral("compactsamples"), {"100", "3"});
    const QJsonObject read = work(QStringLiteral("readsamples"), {});
    const auto of = [](const QJsonObject& object, const char* key) { return object[QLatin1String(key)].toDouble(); };
    Row until = skipped(QStringLiteral("samples, until compacted"), QStringLiteral("B/sample"), {});
    until.figure = of(compacted, "rawBytes");
    return {against(figureRow(QStringLiteral("samples, append, SQLite"), of(lite, "microseconds"), cpu, 0.4), QStringLiteral("plain row insert"), of(lite, "floor"), 0.5),
            against(atLeast(QStringLiteral("samples, append, SQLite, wall"), of(lite, "millionsASecond"), speed, 10 * valuesASecond), QStringLiteral("5,000 devices a minute"), valuesASecond),
            against(figureRow(QStringLiteral("samples, append, PostgreSQL"), of(server, "microseconds"), cpu, 0.4), QStringLiteral("plain row insert, SQLite"), of(server, "floor")),
            against(atLeast(QStringLiteral("samples, append, PostgreSQL, wall"), of(server, "millionsASecond"), speed, 10 * valuesASecond), QStringLiteral("5,000 devices a minute"), valuesASecond),
            against(until, QStringLiteral("plain row"), plainRowBytes),
            against(figureRow(QStringLiteral("samples, compacted, with rollups"), of(compacted, "bytes"), QStringLiteral("B/sample"), 4.5), QStringLiteral("plain row"), plainRowBytes),
            figureRow(QStringLiteral("samples, compaction"), of(compacted, "microseconds"), cpu, 0.2),
            against(figureRow(QStringLiteral("samples, a port's day"), of(read, "milliseconds"), QStringLiteral("ms CPU"), 3), QStringLiteral("table by series"), of(read, "floor")),
            against(atLeast(QStringLiteral("samples, all series of a chunk"), of(read, "millionsASecond"), QStringLiteral("M samples/s"), 20), QStringLiteral("table by series"),
                    of(read, "floorMillionsASecond"))};
}

const Registration samplesBench("samples", sampleRows);

} // namespace
} // namespace trunkline::bench
