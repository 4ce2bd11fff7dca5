// The whole way of a value: ask, decode, match to port and metric, make an amount of a counter, append it durably. All in
// the program's own poller, with a database on disk.
#include "tests/bench/bench.h"
#include "tests/bench/responder.h"

#include "models/collection/poller.h"
#include "models/inventory/credential.h"
#include "models/inventory/inventorystore.h"
#include "models/store/migrations.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <stdexcept>

namespace trunkline::bench {

namespace {

constexpr int pipelinePorts = 48;
constexpr int pipelineValues = 12 * pipelinePorts + 1;  // twelve columns and sysUpTime
constexpr int pipelineSamples = 8 * pipelinePorts;

/// An operator whose devices are the responder's.
class Operator {
public:
    Operator(int devices, quint16 port)
        : ids_(clock_), connection_(store::Connection::open(store::DatabaseUrl::sqlite(folder_.filePath(QStringLiteral("bench.db"))))),
          context_{*connection_, clock_, ids_}, sealer_(QByteArray(32, 'k'))
    {
        store::migrate(*connection_, clock_.now());
        inventory::Credential credential;
        credential.name = QStringLiteral("public");
        credential.community = "public";
        const auto administrator = access::Actor::withRoles(QStringLiteral("bench"), QStringLiteral("bench"), {access::Role::Administrator});
        inventory::CredentialService(context_, sealer_).add(administrator, credential);
        const CredentialId id = inventory::credentials(*connection_, sealer_).first().id;
        store::Transaction transaction(*connection_);
        for (int number = 0; number < devices; ++number)
            addDevice(number, port, id);
        transaction.commit();
    }

    store::Context& context() { return context_; }
    const store::Sealer& sealer() const { return sealer_; }

private:
    void addDevice(int number, quint16 snmpPort, CredentialId credential)
    {
        inventory::Device device;
        device.id = ids_.next<DeviceTag>();
        device.name = QStringLiteral("switch-%1").arg(number);
        device.sysName = device.name;
        device.address = responderTarget(number, snmpPort, false).address;
        device.snmpPort = snmpPort;
        device.credentialId = credential;
        device.state = inventory::DeviceState::Answering;
        inventory::insertDevice(*connection_, device);
        for (int index = 1; index <= pipelinePorts; ++index) {
            inventory::Port port;
            port.id = ids_.next<PortTag>();
            port.deviceId = device.id;
            port.name = QStringLiteral("Gi1/0/%1").arg(index);
            port.ifIndex = index;
            port.ifType = 6;
            port.speedBps = 1'000'000'000;
            inventory::insertPort(*connection_, port);
        }
    }

    QTemporaryDir folder_;
    SystemClock clock_;
    IdSource ids_;
    std::unique_ptr<store::Connection> connection_;
    store::Context context_;
    store::Sealer sealer_;
};

template <class Condition>
void runUntil(Condition done)
{
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
}

/// Arguments: devices, rounds, port. All devices at once, round after round; the first two, in which devices and places are learned,
/// are no part of the figure.
QJsonObject pipeline(const QStringList& arguments)
{
    pinTo(0);
    const int devices = arguments.value(0).toInt();
    const int rounds = arguments.value(1).toInt();
    Operator house(devices, quint16(arguments.value(2).toInt()));
    snmp::Engine engine;
    collection::Poller poller(house.context(), engine, house.sealer(), access::collectorAgent(QStringLiteral("bench")));
    double cpu = 0;
    double collectorCpu = 0;
    for (int round = -2; round < rounds; ++round) {
        const double before = cpuMicroseconds();
        const double threadBefore = cpuMicroseconds(true);
        const auto future = poller.pollOnce();
        runUntil([&] { return future.isFinished(); });
        const collection::PollSummary summary = future.result();
        if (summary.answered != devices || summary.values != devices * pipelineValues || (round > -2 && summary.stored != devices * pipelineSamples))
            throw std::runtime_error("a device was not read or stored as a whole");
        if (round >= 0) {
            cpu += cpuMicroseconds() - before;
            collectorCpu += cpuMicroseconds(true) - threadBefore;
        }
    }
    const double values = double(devices) * rounds * pipelineValues;
    return {{"microsecondsAValue", cpu / values}, {"storing", collectorCpu / values}};
}

/// Arguments: devices, port. Each device every 60 s in phases of its own: the share of a processor over a minute, and lateness.
QJsonObject steady(const QStringList& arguments)
{
    constexpr std::int64_t minuteMs = 60'000;
    pinTo(0);
    const int devices = arguments.value(0).toInt();
    Operator house(devices, quint16(arguments.value(1).toInt()));
    snmp::Engine engine;
    collection::Poller poller(house.context(), engine, house.sealer(), access::collectorAgent(QStringLiteral("bench")));
    poller.start();
    QElapsedTimer time;
    time.start();
    runUntil([&] { return time.hasExpired(2 * minuteMs); });
    const double before = cpuMicroseconds();
    const qint64 samplesBefore = poller.health().samples;
    time.restart();
    runUntil([&] { return time.hasExpired(minuteMs); });
    const double elapsed = double(time.nsecsElapsed()) / 1e3;
    const collection::PollHealth health = poller.health();
    if (double(health.samples - samplesBefore) < 0.98 * devices * pipelineSamples || health.timeouts > 0)
        throw std::runtime_error("not every device was read and stored in the minute");
    return {{"share", (cpuMicroseconds() - before) / elapsed * 100}, {"p99", double(health.latenessP99Ms) / 1e3}, {"worst", double(health.latenessMs) / 1e3}};
}

const WorkerRegistration pipelineWorker("pipeline", pipeline);
const WorkerRegistration steadyWorker("steady", steady);

Row figureRow(const QString& name, double figure, const QString& unit, double most)
{
    Row row;
    row.name = name;
    row.figure = figure;
    row.unit = unit;
    row.target = QStringLiteral("≤ %1").arg(most);
    row.holds = figure <= most;
    return row;
}

QList<Row> pipelineRows()
{
    constexpr int times = 3;
    const auto responder = Responder::start();
    if (!responder)
        return {skipped(QStringLiteral("pipeline"), QStringLiteral("µs/value"), Responder::absence())};
    Rounds all;
    Rounds storing;
    Rounds floor;
    for (int i = 0; i < times; ++i) {
        floor.values.append(measured(floorProgram(QStringLiteral("floor3")), {"-n", "1000", "-R", "5", "-p", responder->portText()}, QStringLiteral("us/val")));
        const QJsonObject run = work(QStringLiteral("pipeline"), {"1000", "5", responder->portText()});
        all.values.append(run["microsecondsAValue"].toDouble());
        storing.values.append(run["storing"].toDouble());
    }
    Row whole = ratioRow(QStringLiteral("pipeline N=1000"), all, QStringLiteral("µs CPU/value"), QStringLiteral("floor"), floor, 10);
    whole.target = QStringLiteral("≤ 1.0 µs, 10× the floor");
    whole.holds = all.median() <= 1.0 && whole.ratio.value_or(0) <= 10;
    return {whole, figureRow(QStringLiteral("pipeline N=1000, match and store"), storing.median(), QStringLiteral("µs CPU/value"), 1.0)};
}

QList<Row> steadyRows()
{
    const auto responder = Responder::start();
    if (!responder)
        return {skipped(QStringLiteral("steady"), QStringLiteral("%"), Responder::absence())};
    const QJsonObject run = work(QStringLiteral("steady"), {"5000", responder->portText()});
    return {figureRow(QStringLiteral("steady N=5000 every 60 s"), run["share"].toDouble(), QStringLiteral("% of a core"), 50),
            figureRow(QStringLiteral("steady N=5000, lateness p99"), run["p99"].toDouble(), QStringLiteral("s"), 5),
            figureRow(QStringLiteral("steady N=5000, lateness worst"), run["worst"].toDouble(), QStringLiteral("s"), 60)};
}

const Registration pipelineBench("pipeline", pipelineRows);
const Registration steadyBench("steady", steadyRows);

} // namespace
} // namespace trunkline::bench
