// The whole way of a value: ask, decode, match to port and metric, make an amount of a counter, append it durably. All in
// the program's own poller, with a database on disk.
#include "tests/bench/bench.h"
#include "tests/bench/benchoperator.h"
#include "tests/bench/responder.h"

#include "models/collection/poller.h"

#include <stdexcept>

namespace trunkline::bench {

namespace {

/// Arguments: devices, rounds, port. All devices at once, round after round; the first two, in which devices and places are learned,
/// are no part of the figure.
QJsonObject pipeline(const QStringList& arguments)
{
    pinTo(0);
    const int devices = arguments.value(0).toInt();
    const int rounds = arguments.value(1).toInt();
    BenchOperator house(devices, quint16(arguments.value(2).toInt()));
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
        if (summary.answered != devices || summary.values != devices * polledValues || (round > -2 && summary.stored != devices * polledSamples))
            throw std::runtime_error("a device was not read or stored as a whole");
        if (round >= 0) {
            cpu += cpuMicroseconds() - before;
            collectorCpu += cpuMicroseconds(true) - threadBefore;
        }
    }
    const double values = double(devices) * rounds * polledValues;
    return {{"microsecondsAValue", cpu / values}, {"storing", collectorCpu / values}};
}

const WorkerRegistration pipelineWorker("pipeline", pipeline);

/// CPU of a command line that reads the same columns, by value; nothing when it is not installed.
std::optional<double> commandCpu(const QString& name, const QStringList& options, const Responder& responder)
{
    constexpr int times = 3;
    const QString program = peerProgram(name);
    if (program.isEmpty())
        return std::nullopt;
    double values = 0;
    const double before = childrensCpuMicroseconds();
    for (int i = 0; i < times; ++i)
        for (const char* column : {"31.1.1.1.1", "31.1.1.1.6", "31.1.1.1.7", "31.1.1.1.10", "31.1.1.1.11", "31.1.1.1.19", "2.2.1.7", "2.2.1.8", "2.2.1.13", "2.2.1.14",
                                   "2.2.1.19", "2.2.1.20"})
            values += double(Beside(program, options + QStringList{QStringLiteral("127.0.1.%1:%2").arg(i + 1).arg(responder.portText()), QStringLiteral("1.3.6.1.2.1.") + QLatin1String(column)})
                                 .finish().count(u'\n'));
    return (childrensCpuMicroseconds() - before) / values;
}

Row peerRow(const QString& name, double own, const QString& peer, const std::optional<double>& figure)
{
    Row row = skipped(name, QStringLiteral("µs CPU/value"), peer + QStringLiteral(" is not installed"));
    row.figure = own;
    if (figure) {
        row.yardstick = QStringLiteral("%1, polling alone %2").arg(peer).arg(*figure, 0, 'f', 1);
        row.ratio = own / *figure;
        row.target = QStringLiteral("< 0.1×");
        row.holds = *row.ratio < 0.1;
    }
    return row;
}

Row wholeRow(int devices, const Rounds& own, const Rounds& floor)
{
    constexpr double most = 1.0;
    Row row = ratioRow(QStringLiteral("pipeline N=%1").arg(devices), own, QStringLiteral("µs CPU/value"), QStringLiteral("floor"), floor, 10);
    row.target = QStringLiteral("≤ 1.0 µs, 10× the floor");
    row.holds = own.median() <= most && row.ratio.value_or(0) <= 10;
    return row;
}

QList<Row> pipelineRows()
{
    constexpr double flat = 1.25;
    const auto responder = Responder::start();
    if (!responder)
        return {skipped(QStringLiteral("pipeline"), QStringLiteral("µs/value"), Responder::absence())};
    QList<Row> figures;
    Rounds usual;
    Rounds storing;
    for (const auto& [devices, rounds, times] : {std::tuple(1000, 5, 3), std::tuple(5000, 2, 1)}) {
        Rounds all;
        Rounds floor;
        for (int i = 0; i < times; ++i) {
            floor.values.append(measured(floorProgram(QStringLiteral("floor3")), {"-n", QString::number(devices), "-R", "5", "-p", responder->portText()}, QStringLiteral("us/val")));
            const QJsonObject run = work(QStringLiteral("pipeline"), {QString::number(devices), QString::number(rounds), responder->portText()});
            all.values.append(run["microsecondsAValue"].toDouble());
            storing.values.append(run["storing"].toDouble());
        }
        figures.append(wholeRow(devices, all, floor));
        if (!usual.values.isEmpty())
            figures.append(ratioRow(QStringLiteral("pipeline flat"), all, QStringLiteral("µs CPU/value"), QStringLiteral("N=1000"), usual, flat));
        usual = all;
    }
    figures.append(figureRow(QStringLiteral("pipeline, match and store"), storing.median(), QStringLiteral("µs CPU/value"), 1.0));
    figures.append(peerRow(QStringLiteral("pipeline against snmpbulkwalk"), figures.first().figure.value_or(0), QStringLiteral("snmpbulkwalk -Cr48"),
                        commandCpu(QStringLiteral("snmpbulkwalk"), {"-v2c", "-cpublic", "-Onq", "-Cr48"}, *responder)));
    figures.append(peerRow(QStringLiteral("pipeline against a request a value"), figures.first().figure.value_or(0), QStringLiteral("snmpwalk"),
                        commandCpu(QStringLiteral("snmpwalk"), {"-v2c", "-cpublic", "-Onq"}, *responder)));
    return figures;
}

const Registration pipelineBench("pipeline", pipelineRows);

} // namespace
} // namespace trunkline::bench
