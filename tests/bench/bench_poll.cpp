// The poll path in steady state against the bare floor: both ask the same responder for sysUpTime and ten columns
// of 48 rows, 481 values a device, in ten exchanges.
#include "tests/bench/bench.h"
#include "tests/bench/responder.h"

#include "snmp/engine.h"

#include <QSemaphore>

#include <array>
#include <atomic>
#include <stdexcept>

namespace trunkline::bench {

namespace {

using namespace snmp;

constexpr int rows = 48;
constexpr int valuesADevice = 481;

const Oid ifEntry{1, 3, 6, 1, 2, 1, 2, 2, 1};
const Oid ifXEntry{1, 3, 6, 1, 2, 1, 31, 1, 1, 1};

std::shared_ptr<const PollPlan> tenColumns()
{
    return std::make_shared<PollPlan>(QList<Oid>{}, QList<PollPlan::Table>{{ifXEntry, {6, 7, 10, 11}}, {ifEntry, {7, 8, 13, 14, 19, 20}}});
}

/// What the responder says, by its own source.
quint64 expectedValue(const Oid& column, quint32 row)
{
    const quint32 number = column.last();
    if (column.startsWith(ifXEntry))
        return quint64(row) * 98'765'432'101ULL * (number + 1);
    return number == 7 || number == 8 ? 1 + (row % 7 == 0) : quint64(row) * 3;
}

/// Keeps the values of one device as a collector would: one flat table.
class Table final : public SweepSink {
public:
    Table(const PollPlan& plan, std::atomic<int>& open, QSemaphore& done) : plan_(plan), open_(open), done_(done) {}

    void onAnswer(const SweepAnswer& answer) override
    {
        if (answer.uptimeTicks)
            uptimeTicks_ = *answer.uptimeTicks;
        for (const SweepValue& value : answer.values)
            if (value.index.size() == 1 && value.index[0] <= rows) {
                values_[std::size_t(value.object)][value.index[0] - 1] = value.number;
                ++count_;
            }
    }

    void onEnd(const SweepEnd& end) override
    {
        failed_ = failed_ || !end.reply.ok();
        if (--open_ == 0)
            done_.release();
    }

    /// Throws when a value is wrong, or not there.
    void check(int rounds) const
    {
        if (failed_ || count_ != rounds * (valuesADevice - 1) || uptimeTicks_ != 123'456'789)
            throw std::runtime_error("a device was not read as a whole");
        for (int object = 0; object < plan_.objectCount(); ++object)
            for (quint32 row = 1; row <= rows; ++row)
                if (values_[std::size_t(object)][row - 1] != expectedValue(plan_.oidOf(object), row))
                    throw std::runtime_error("a value is wrong");
    }

private:
    const PollPlan& plan_;
    std::atomic<int>& open_;
    QSemaphore& done_;
    std::array<std::array<quint64, rows>, 10> values_{};
    quint32 uptimeTicks_ = 0;
    int count_ = 0;
    bool failed_ = false;
};

/// Arguments: version (2 or 3), devices, rounds, port. The first two rounds, in which the engine learns, are no
/// part of the figure.
QJsonObject poll(const QStringList& arguments)
{
    constexpr int learningRounds = 2;
    pinTo(0);
    const bool v3 = arguments.value(0) == QLatin1String("3");
    const int devices = arguments.value(1).toInt();
    const int rounds = arguments.value(2).toInt();
    const auto plan = tenColumns();
    std::atomic<int> open{0};
    QSemaphore done;
    std::vector<std::shared_ptr<Table>> tables;
    std::vector<Sweep> sweeps;
    for (int i = 0; i < devices; ++i) {
        tables.push_back(std::make_shared<Table>(*plan, open, done));
        sweeps.push_back({responderTarget(i, quint16(arguments.value(3).toInt()), v3), plan, tables.back(), {}});
    }
    Engine engine;
    double before = 0;
    quint64 sentBefore = 0;
    for (int round = 0; round < learningRounds + rounds; ++round) {
        if (round == learningRounds) {
            before = cpuMicroseconds();
            sentBefore = engine.counters().sent;
        }
        open = devices;
        engine.sweep(sweeps);
        done.acquire();
    }
    const double cpu = cpuMicroseconds() - before;
    for (const auto& table : tables)
        table->check(learningRounds + rounds);
    const double values = double(devices) * rounds * valuesADevice;
    return {{"microsecondsAValue", cpu / values},
            {"exchangesADevice", double(engine.counters().sent - sentBefore) / devices / rounds},
            {"repeated", double(engine.counters().repeated)}};
}

/// Arguments: version, devices, port. Memory of an engine that knows its devices, and what the first contact costs.
QJsonObject contact(const QStringList& arguments)
{
    pinTo(0);
    const bool v3 = arguments.value(0) == QLatin1String("3");
    const int devices = arguments.value(1).toInt();
    std::vector<snmp::Target> targets;
    for (int i = 0; i < devices; ++i)
        targets.push_back(responderTarget(i, quint16(arguments.value(2).toInt()), v3));
    Engine engine;
    const double before = cpuMicroseconds();
    QList<QFuture<Reply>> pending;
    for (const snmp::Target& target : targets)
        pending.append(engine.get(target, {Oid{1, 3, 6, 1, 2, 1, 1, 3, 0}}));
    for (const auto& reply : pending)
        if (!reply.result().ok())
            throw std::runtime_error("a device did not answer");
    return {{"cpuSeconds", (cpuMicroseconds() - before) / 1e6}, {"sent", double(engine.counters().sent)}};
}

class Drop final : public SweepSink {
public:
    Drop(std::atomic<int>& open, QSemaphore& done) : open_(open), done_(done) {}
    void onAnswer(const SweepAnswer&) override {}
    void onEnd(const SweepEnd& end) override
    {
        failed_ = failed_ || !end.reply.ok();
        if (--open_ == 0)
            done_.release();
    }
    bool failed() const { return failed_; }

private:
    std::atomic<int>& open_;
    QSemaphore& done_;
    bool failed_ = false;
};

/// Arguments: version, devices, port. What each device costs that is swept again and again, all of them in flight.
QJsonObject memory(const QStringList& arguments)
{
    const bool v3 = arguments.value(0) == QLatin1String("3");
    const int devices = arguments.value(1).toInt();
    std::atomic<int> open{0};
    QSemaphore done;
    const auto plan = tenColumns();
    const auto sink = std::make_shared<Drop>(open, done);
    Engine engine;
    const auto round = [&](int count) {
        std::vector<Sweep> sweeps;
        for (int i = 0; i < count; ++i)
            sweeps.push_back({responderTarget(i, quint16(arguments.value(2).toInt()), v3), plan, sink, {}});
        open = count;
        engine.sweep(std::move(sweeps));
        done.acquire();
    };
    round(1); // what the engine costs by itself
    const qint64 before = residentBytes();
    for (int i = 0; i < 3; ++i)
        round(devices);
    if (sink->failed())
        throw std::runtime_error("a device was not read as a whole");
    return {{"kibibytesADevice", double(residentBytes() - before) / 1024 / devices}};
}

const WorkerRegistration pollWorker("poll", poll);
const WorkerRegistration contactWorker("contact", contact);
const WorkerRegistration memoryWorker("memory", memory);

constexpr int alternations = 5;

int roundsFor(int devices)
{
    return std::clamp(5000 / devices, 2, 40);
}

Rounds ownRounds(const QList<QJsonObject>& runs, const QString& key)
{
    Rounds all;
    for (const QJsonObject& run : runs)
        all.values.append(run[key].toDouble());
    return all;
}

QList<Row> pollRows(bool v3)
{
    const QString version = v3 ? QStringLiteral("v3") : QStringLiteral("v2c");
    const double mostRatio = v3 ? 3.5 : 2.5;
    const auto responder = Responder::start();
    if (!responder)
        return {skipped(QStringLiteral("poll-%1").arg(version), QStringLiteral("µs/value"), Responder::absence())};
    QList<Row> all;
    std::optional<double> fewest;
    for (const int devices : {100, 1000, 5000}) {
        Rounds floor;
        QList<QJsonObject> runs;
        const QString count = QString::number(devices);
        const QString rounds = QString::number(roundsFor(devices));
        for (int i = 0; i < alternations; ++i) {
            QStringList floorArguments{"-n", count, "-R", rounds, "-p", responder->portText()};
            if (v3)
                floorArguments.append(QStringLiteral("-3"));
            floor.values.append(measured(floorProgram(QStringLiteral("floor3")), floorArguments, QStringLiteral("us/val")));
            runs.append(work(QStringLiteral("poll"), {v3 ? "3" : "2", count, rounds, responder->portText()}));
        }
        const Rounds own = ownRounds(runs, QStringLiteral("microsecondsAValue"));
        const QString name = QStringLiteral("poll-%1 N=%2").arg(version, count);
        all.append(ratioRow(name, own, QStringLiteral("µs/value"), QStringLiteral("floor"), floor, mostRatio));
        if (!fewest)
            fewest = own.median();
        if (devices == 5000) {
            Rounds first;
            first.values = {*fewest};
            all.append(ratioRow(QStringLiteral("poll-%1 flat").arg(version), own, QStringLiteral("µs/value"), QStringLiteral("N=100"), first, 1.25));
        }
    }
    return all;
}

QList<Row> memoryRows()
{
    constexpr double most = 25;
    const auto responder = Responder::start();
    if (!responder)
        return {skipped(QStringLiteral("memory"), QStringLiteral("KiB/device"), Responder::absence())};
    QList<Row> all;
    for (const char* version : {"2", "3"}) {
        Row row;
        row.name = QStringLiteral("memory v%1 N=5000").arg(QLatin1String(version));
        row.figure = work(QStringLiteral("memory"), {version, "5000", responder->portText()})["kibibytesADevice"].toDouble();
        row.unit = QStringLiteral("KiB/device");
        row.target = QStringLiteral("≤ %1").arg(most);
        row.holds = *row.figure <= most;
        all.append(row);
    }
    return all;
}

QList<Row> contactRows()
{
    constexpr double most = 0.3;
    const auto responder = Responder::start();
    if (!responder)
        return {skipped(QStringLiteral("contact-v3"), QStringLiteral("s"), Responder::absence())};
    Rounds own;
    for (int i = 0; i < alternations; ++i)
        own.values.append(work(QStringLiteral("contact"), {"3", "1000", responder->portText()})["cpuSeconds"].toDouble());
    Row row;
    row.name = QStringLiteral("contact-v3 N=1000");
    row.figure = own.median();
    row.unit = QStringLiteral("s CPU");
    row.spread = own.spread(3);
    row.target = QStringLiteral("≤ %1").arg(most);
    row.holds = *row.figure <= most;
    return {row};
}

const Registration pollV2c("poll-v2c", [] { return pollRows(false); });
const Registration pollV3("poll-v3", [] { return pollRows(true); });
const Registration memoryBench("memory", memoryRows);
const Registration contactBench("contact-v3", contactRows);

} // namespace
} // namespace trunkline::bench
