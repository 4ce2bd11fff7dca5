// Five thousand devices every minute, far away and with losses, for some minutes: how late, how much, and is every value
// accounted for; and what it is to the others when a tenth of the devices are dead.
#include "tests/bench/bench.h"
#include "tests/bench/benchoperator.h"
#include "tests/bench/farnetwork.h"

#include "models/collection/poller.h"
#include "models/inventory/inventorystore.h"

#include <QElapsedTimer>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace trunkline::bench {

namespace {

constexpr int steadyDevices = 5'000;
constexpr int steadyMinutes = 3;
constexpr qint64 minuteMs = 60'000;

/// Intervals of a series that are not where the one before ended: lost or doubled.
int breaksIn(const QList<performance::RatePoint>& points)
{
    int breaks = 0;
    for (qsizetype i = 1; i < points.size(); ++i)
        breaks += points[i].from != points[i - 1].to ? 1 : 0;
    return breaks;
}

/// Readings without an account, and breaks in the series of some devices that live.
double unaccounted(BenchOperator& house, const collection::PollHealth& health, int deadEvery)
{
    constexpr int looked = 50;
    qint64 known = health.samples + health.first;
    for (const char* reason : {"gap", "aboveLineRate", "repeated", "momentTaken", "queueFull"})
        known += health.drops.value(QLatin1String(reason));
    double all = double(std::abs(health.readings - known));
    store::Connection& connection = house.context().connection;
    const Timestamp now = house.context().clock.now();
    const QList<inventory::Device> devices = inventory::devices(connection);
    for (int i = 0; i < looked; ++i) {
        const inventory::Device& device = devices[i * devices.size() / looked];
        if (isDead(device.name.section(u'-', 1).toInt(), deadEvery))
            continue;
        const inventory::Port port = inventory::ports(connection, device.id).first();
        const auto points = performance::rates(connection, port.id, performance::Metric::InOctets, {0}, now, performance::Resolution::Raw);
        if (points.size() < steadyMinutes)
            throw std::runtime_error("a device was not polled every minute");
        all += breaksIn(points);
    }
    return all;
}

/// Arguments: port, every how many-th device is dead. Until each device has its first samples, places are learned; the minutes
/// that count come then.
QJsonObject steady(const QStringList& arguments)
{
    pinTo(0);
    const int deadEvery = arguments.value(1).toInt();
    BenchOperator house(steadyDevices, quint16(arguments.value(0).toInt()));
    const qint64 bare = residentBytes();
    snmp::Engine engine;
    collection::Poller poller(house.context(), engine, house.sealer(), access::collectorAgent(QStringLiteral("bench")));
    const double living = steadyDevices * (deadEvery > 0 ? 1 - 1.0 / deadEvery : 1);
    poller.start();
    runUntil([&] { return double(poller.health().samples) >= living * polledSamples; });
    QElapsedTimer time;
    time.start();
    runUntil([&] { return time.hasExpired(2 * minuteMs); }); // the lateness of the beginning is forgotten
    const double cpuBefore = cpuMicroseconds();
    const collection::PollHealth before = poller.health();
    double p99 = 0;
    double worst = 0;
    time.restart();
    for (int minute = 1; minute <= steadyMinutes; ++minute) {
        runUntil([&] { return time.hasExpired(minute * minuteMs); });
        p99 = std::max(p99, double(poller.health().latenessP99Ms));
        worst = std::max(worst, double(poller.health().latenessMs));
    }
    const double cpu = cpuMicroseconds() - cpuBefore;
    const double elapsed = double(time.nsecsElapsed()) / 1e3;
    const qint64 resident = residentBytes();
    poller.stop();
    time.restart();
    runUntil([&] { return poller.health().waiting == 0 && time.hasExpired(5'000); }); // those that are asked still
    const collection::PollHealth health = poller.health();
    const double readings = double(health.readings - before.readings);
    if (readings < 0.98 * living * steadyMinutes * polledSamples)
        throw std::runtime_error("not every device was read every minute");
    return {{"share", cpu / elapsed * 100}, {"microsecondsAValue", cpu / (readings * polledValues / polledSamples)}, {"p99", p99 / 1e3}, {"worst", worst / 1e3},
            {"kibibytes", double(resident - bare) / 1024 / steadyDevices}, {"unaccounted", unaccounted(house, health, deadEvery)},
            {"readings", readings}, {"unanswered", double(health.timeouts)}, {"repeated", double(engine.counters().repeated)}};
}

const WorkerRegistration steadyWorker("steady", steady);

/// Measured once, though two benches want it.
const QJsonObject& steadyRun(const Responder& responder, int deadEvery)
{
    constexpr int farMs = 50;
    constexpr int lossPermille = 10;
    static std::map<int, QJsonObject> runs;
    auto run = runs.find(deadEvery);
    if (run == runs.end()) {
        const FarNetwork network(responder, farMs, lossPermille, deadEvery);
        run = runs.emplace(deadEvery, work(QStringLiteral("steady"), {network.portText(), QString::number(deadEvery)})).first;
    }
    return run->second;
}

QString accountOf(const QJsonObject& run)
{
    return QStringLiteral("%1 M readings, %2 questions repeated, %3 rounds unanswered")
        .arg(run["readings"].toDouble() / 1e6, 0, 'f', 2).arg(run["repeated"].toDouble()).arg(run["unanswered"].toDouble());
}

QList<Row> steadyRows()
{
    const auto responder = Responder::start();
    if (!responder)
        return {skipped(QStringLiteral("steady"), QStringLiteral("%"), Responder::absence())};
    const QJsonObject& run = steadyRun(*responder, 0);
    QList<Row> figures{figureRow(QStringLiteral("steady N=5000 every 60 s, 50 ms, 1 % loss"), run["share"].toDouble(), QStringLiteral("% of a core"), 50),
                       figureRow(QStringLiteral("steady, CPU a value"), run["microsecondsAValue"].toDouble(), QStringLiteral("µs CPU/value"), 1.0),
                       figureRow(QStringLiteral("steady, lateness p99"), run["p99"].toDouble(), QStringLiteral("s"), 5),
                       figureRow(QStringLiteral("steady, lateness worst"), run["worst"].toDouble(), QStringLiteral("s"), 60),
                       figureRow(QStringLiteral("steady, memory"), run["kibibytes"].toDouble(), QStringLiteral("KiB/device"), 25),
                       figureRow(QStringLiteral("steady, values lost or doubled"), run["unaccounted"].toDouble(), QStringLiteral("values"), 0)};
    figures.last().yardstick = accountOf(run);
    return figures;
}

QList<Row> deadRows()
{
    constexpr int deadEvery = 10;
    constexpr double most = 1.01;
    const auto responder = Responder::start();
    if (!responder)
        return {skipped(QStringLiteral("dead"), QStringLiteral("s"), Responder::absence())};
    Rounds without;
    Rounds with;
    without.values = {steadyRun(*responder, 0)["p99"].toDouble()};
    const QJsonObject& run = steadyRun(*responder, deadEvery);
    with.values = {run["p99"].toDouble()};
    Row lost = figureRow(QStringLiteral("dead 10 %, values lost or doubled"), run["unaccounted"].toDouble(), QStringLiteral("values"), 0);
    lost.yardstick = accountOf(run);
    return {ratioRow(QStringLiteral("dead 10 %, lateness p99 of the rest"), with, QStringLiteral("s"), QStringLiteral("without"), without, most), lost,
            figureRow(QStringLiteral("dead 10 %, share"), run["share"].toDouble(), QStringLiteral("% of a core"), 50)};
}

const Registration steadyBench("steady", steadyRows, Length::Long);
const Registration deadBench("dead", deadRows, Length::Long);

} // namespace
} // namespace trunkline::bench
