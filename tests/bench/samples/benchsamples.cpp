// What the sample store costs, against SQLite itself in the same run. A JSON object a row: name, figure, unit,
// yardstick, ratio, target, holds. Build it with the release preset; arguments: [DEVICES [ROUNDS]].

#include "models/performance/samplecode.h"
#include "models/performance/sampleappender.h"
#include "models/performance/samplestore.h"
#include "tests/support/teststore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <random>

using namespace trunkline;
using namespace trunkline::performance;

namespace {

constexpr int portsEach = 60;
constexpr int valuesEach = portsEach * 8 + 1; // eight counters a port, and sysUpTime
constexpr int devicesAtOnce = 100;            // about what comes in a second
constexpr std::int64_t minute = 60'000;
const Timestamp begin{1'772'323'200'000};     // 2026-03-01T00:00:00Z

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// To three digits.
double rounded(double figure)
{
    return QString::number(figure, 'g', 3).toDouble();
}

QString with(const char* yardstick, double figure)
{
    return QString::fromLatin1(yardstick).arg(rounded(figure));
}

void print(const char* name, double figure, const char* unit, const QString& yardstick, double ratio, const char* target, bool holds)
{
    const QJsonObject row{{"name", name}, {"figure", rounded(figure)}, {"unit", unit}, {"yardstick", yardstick}, {"ratio", rounded(ratio)}, {"target", target}, {"holds", holds}};
    std::printf("%s\n", QJsonDocument(row).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

/// A network whose ports carry 0.1 to 300 Mbit/s, unevenly from minute to minute; a few of them have errors.
class Network {
public:
    Network(store::Connection& connection, IdSource& ids, int devices) : random_(7)
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
        const std::int64_t ms = minutes * minute + device * minute / 5'000 + std::int64_t(random_() % 40);
        DeviceRound round{{begin.plusMs(ms), std::uint32_t(1'000'000 + ms / 10)}, {}};
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
class Floor {
public:
    explicit Floor(const QString& file)
    {
        sqlite3_open(qPrintable(file), &db_);
        run("PRAGMA journal_mode = WAL");
        run("PRAGMA synchronous = FULL");
        run("CREATE TABLE value (at_ms INTEGER, series INTEGER, amount INTEGER)");
        sqlite3_prepare_v2(db_, "INSERT INTO value VALUES (?, ?, ?)", -1, &insert_, nullptr);
    }
    ~Floor()
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

void benchAppend(int devices, int rounds)
{
    test::TestStore store(QStringLiteral("sqlite"));
    Network network(*store.connection, store.ids, devices);
    SampleAppender appender(*store.connection);
    Floor floor(store.folder.filePath(QStringLiteral("floor.db")));
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> wall;
    for (int round = 0; round <= rounds; ++round) {
        double our = 0;
        double their = 0;
        double took = 0;
        for (int from = 0; from < devices; from += devicesAtOnce) {
            const auto batch = network.batch(from, std::min(devices, from + devicesAtOnce), round);
            QElapsedTimer timer;
            timer.start();
            const double before = cpuSeconds();
            appender.append(batch);
            const double between = cpuSeconds();
            took += double(timer.nsecsElapsed()) / 1e9;
            floor.append(batch);
            our += between - before;
            their += cpuSeconds() - between;
        }
        if (round == 0)
            continue; // first readings: no samples yet
        const double values = double(devices) * valuesEach;
        ours.push_back(our / values * 1e6);
        theirs.push_back(their / values * 1e6);
        wall.push_back(values / took / 1e6);
    }
    print("samples: append a round, SQLite, FULL", median(ours), "us CPU a value", with("C API rowid insert, %1 us", median(theirs)), median(ours) / median(theirs), "<= 0.4 us, ratio <= 0.5",
          median(ours) <= 0.4 && median(ours) <= 0.5 * median(theirs));
    print("samples: append a round, SQLite, wall", median(wall), "M values/s", "5,000 devices x 481 a minute", median(wall) / 0.0401, ">= 10 x", median(wall) >= 0.401);
}

std::int64_t usedBytes(store::Connection& connection)
{
    const auto pragma = [&](const char* name) { return connection.row(QStringLiteral("PRAGMA ") + QLatin1String(name))->integer(name); };
    return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}

void benchCompaction(int devices, int hours)
{
    test::TestStore store(QStringLiteral("sqlite"));
    Network network(*store.connection, store.ids, devices);
    SampleAppender appender(*store.connection);
    appender.append(network.batch(0, devices, 0));
    const std::int64_t before = usedBytes(*store.connection);
    std::int64_t stored = 0;
    for (int round = 1; round < hours * 60; ++round)
        stored += appender.append(network.batch(0, devices, round)).stored;
    const std::int64_t raw = usedBytes(*store.connection) - before;
    const double start = cpuSeconds();
    compact(*store.connection, begin.plusMs(hours * 60 * minute + 10 * minute));
    const double took = (cpuSeconds() - start) / double(stored) * 1e6;
    const std::int64_t compacted = usedBytes(*store.connection) - before;
    print("samples: bytes until compacted", double(raw) / double(stored), "B a sample", "plain row, 22.8 B", double(raw) / double(stored) / 22.8, "none", true);
    print("samples: bytes once compacted, with rollups", double(compacted) / double(stored), "B a sample", "plain row, 22.8 B", double(compacted) / double(stored) / 22.8, "<= 4.5 B",
          double(compacted) / double(stored) <= 4.5);
    print("samples: compaction", took, "us CPU a value", "whole pipeline, 1.0 us", took, "<= 0.2 us", took <= 0.2);
}

double millionsOfSamplesASecond(store::Connection& connection)
{
    const double before = cpuSeconds();
    std::size_t samples = 0;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT samples FROM sample_block WHERE period_ms = 0 AND chunk_id = ?"), {1}))
        if (const auto rounds = decodeRounds(row.bytes("samples")))
            for (const SampleRound& round : *rounds)
                samples += round.samples.size();
    return double(samples) / (cpuSeconds() - before) / 1e6;
}

/// A day of one port, as a chart reads it, against a table that lies in the order of series.
void benchRead()
{
    constexpr int minutes = 1'440;
    test::TestStore store(QStringLiteral("sqlite"));
    Network network(*store.connection, store.ids, 1);
    SampleAppender appender(*store.connection);
    Floor floor(store.folder.filePath(QStringLiteral("floor.db")));
    for (int round = 0; round <= minutes; ++round) {
        const auto batch = network.batch(0, 1, round);
        appender.append(batch);
        floor.append(batch);
    }
    floor.run("CREATE TABLE ordered (series INTEGER, at_ms INTEGER, amount INTEGER, PRIMARY KEY (series, at_ms)) WITHOUT ROWID");
    floor.run("INSERT INTO ordered SELECT series, at_ms, amount FROM value ORDER BY series, at_ms");
    compact(*store.connection, begin.plusMs(minutes * minute));
    QList<PortId> ports;
    for (const store::Row& row : store.connection->rows(QStringLiteral("SELECT object_id FROM sample_series WHERE metric = ?"), {"in"}))
        ports.append(row.id<PortId>("object_id"));
    std::vector<double> ours;
    std::vector<double> theirs;
    std::size_t points = 0;
    sqlite3_stmt* select = nullptr;
    sqlite3_prepare_v2(floor.db(), "SELECT at_ms, amount FROM ordered WHERE series = ? AND at_ms > ? AND at_ms <= ?", -1, &select, nullptr);
    for (qsizetype i = 0; i < ports.size(); ++i) {
        const double before = cpuSeconds();
        points += std::size_t(rates(*store.connection, ports[i], Metric::InOctets, begin, begin.plusMs(2 * minutes * minute), Resolution::Raw).size());
        const double between = cpuSeconds();
        const SeriesPlace place = network.places(0)[i * 8];
        std::vector<std::pair<sqlite3_int64, sqlite3_int64>> read;
        sqlite3_bind_int64(select, 1, place.chunk * slotsPerChunk + place.slot);
        sqlite3_bind_int64(select, 2, begin.ms);
        sqlite3_bind_int64(select, 3, begin.ms + 2 * minutes * minute);
        while (sqlite3_step(select) == SQLITE_ROW)
            read.emplace_back(sqlite3_column_int64(select, 0), sqlite3_column_int64(select, 1));
        sqlite3_reset(select);
        theirs.push_back((cpuSeconds() - between) * 1e3);
        ours.push_back((between - before) * 1e3);
        if (read.size() < minutes)
            qFatal("The floor read %zu rows", read.size());
    }
    sqlite3_finalize(select);
    if (points < std::size_t(minutes * ports.size()))
        qFatal("%zu points were read", points);
    print("samples: a port's day, raw", median(ours), "ms CPU", with("C API, a table by series, %1 ms", median(theirs)), median(ours) / median(theirs), "<= 3 ms", median(ours) <= 3);
    const double read = millionsOfSamplesASecond(*store.connection);
    print("samples: range read, all series of a chunk", read, "M samples/s", with("C API, a table by series, %1 M/s", minutes / median(theirs) / 1e3), read / (minutes / median(theirs) / 1e3), ">= 20 M/s", read >= 20);
}

void benchPostgres(int devices, int rounds)
{
    test::TestStore store(QStringLiteral("postgresql"));
    Network network(*store.connection, store.ids, devices);
    SampleAppender appender(*store.connection);
    appender.append(network.batch(0, devices, 0));
    std::vector<double> cpu;
    std::vector<double> wall;
    const double values = double(devices) * valuesEach;
    for (int round = 1; round <= rounds; ++round) {
        double our = 0;
        double took = 0;
        for (int from = 0; from < devices; from += devicesAtOnce) {
            const auto batch = network.batch(from, std::min(devices, from + devicesAtOnce), round);
            QElapsedTimer timer;
            timer.start();
            const double before = cpuSeconds();
            appender.append(batch);
            our += cpuSeconds() - before;
            took += double(timer.nsecsElapsed()) / 1e9;
        }
        cpu.push_back(our / values * 1e6);
        wall.push_back(values / took / 1e6);
    }
    print("samples: append a round, PostgreSQL, our side", median(cpu), "us CPU a value", "whole pipeline, 1.0 us", median(cpu), "<= 0.4 us", median(cpu) <= 0.4);
    print("samples: append a round, PostgreSQL, wall", median(wall), "M values/s", "COPY binary of rows, 0.73 M/s", median(wall) / 0.729, ">= 0.8 x", median(wall) >= 0.8 * 0.729);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const int devices = argc > 1 ? std::atoi(argv[1]) : 5'000;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
    benchAppend(devices, rounds);
    benchCompaction(std::max(1, devices / 50), 3);
    benchRead();
    benchPostgres(std::max(1, devices / 10), rounds);
    return 0;
}
