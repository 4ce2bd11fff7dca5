// One router of 20,000 ports, ten milliseconds away: how long a round of twelve columns takes on the clock.
#include "tests/bench/bench.h"

#include "snmp/engine.h"
#include "snmp/simulator/simulatorthread.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSemaphore>
#include <QTemporaryDir>

#include <stdexcept>

namespace trunkline::bench {

namespace {

constexpr quint32 portCount = 20'000;
constexpr int delayMs = 10;
const snmp::Oid routerEntry{1, 3, 6, 1, 2, 1, 31, 1, 1, 1};
const QList<quint32> routerColumns{2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};

quint64 routerValue(quint32 column, quint32 row)
{
    return quint64(row) * 1'000'003 * column % (column < 6 ? 0xffffffffULL : 0xffffffffffffULL);
}

bool writeRecording(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("1.3.6.1.2.1.1.3.0|67|123456\n");
    for (const quint32 column : routerColumns) {
        const QByteArray front = "1.3.6.1.2.1.31.1.1.1." + QByteArray::number(column) + '.';
        for (quint32 row = 1; row <= portCount; ++row)
            file.write(front + QByteArray::number(row) + (column < 6 ? "|65|" : "|70|") + QByteArray::number(routerValue(column, row)) + '\n');
    }
    return true;
}

class CheckingSink final : public snmp::SweepSink {
public:
    explicit CheckingSink(QList<quint32> columns) : columns_(std::move(columns)) {}
    void onAnswer(const snmp::SweepAnswer& answer) override
    {
        for (const snmp::SweepValue& value : answer.values)
            right_ += value.index.size() == 1 && value.number == routerValue(columns_[value.object], value.index[0]);
    }
    void onEnd(const snmp::SweepEnd& end) override
    {
        ok_ = end.reply.ok();
        done_.release();
    }
    void finish()
    {
        done_.acquire();
        if (!ok_ || right_ != portCount * quint64(columns_.size()))
            throw std::runtime_error("the router was not read as a whole");
    }

private:
    QList<quint32> columns_;
    QSemaphore done_;
    quint64 right_ = 0;
    bool ok_ = false;
};

/// Serves until the standard input ends, after it said where.
QJsonObject serveRouter(const QStringList& arguments)
{
    simulator::SimulatorOptions options;
    options.synthetic = false;
    options.recordings = {arguments.value(0)};
    options.answerDelayMs = delayMs;
    options.port = quint16(arguments.value(1).toUInt());
    simulator::SimulatorThread thread(options);
    QString error;
    if (!thread.start(&error))
        throw std::runtime_error(error.toStdString());
    QFile in;
    QFile out;
    if (out.open(stdout, QIODevice::WriteOnly) && out.write("ready\n") > 0 && out.flush() && in.open(stdin, QIODevice::ReadOnly))
        in.readAll();
    return {};
}

/// Arguments: port, requests in flight. With several the columns are shared out among as many sweeps.
QJsonObject routerRound(const QStringList& arguments)
{
    const int inFlight = arguments.value(1).toInt();
    snmp::Target target;
    target.address = QStringLiteral("127.30.0.1");
    target.port = quint16(arguments.value(0).toUInt());
    target.credential.community = "public";
    target.mostInFlight = inFlight;
    std::vector<snmp::Sweep> sweeps;
    std::vector<std::shared_ptr<CheckingSink>> sinks;
    const qsizetype share = routerColumns.size() / inFlight;
    for (qsizetype first = 0; first < routerColumns.size(); first += share) {
        const QList<quint32> columns = routerColumns.mid(first, share);
        const auto plan = std::make_shared<snmp::PollPlan>(QList<snmp::Oid>{}, QList<snmp::PollPlan::Table>{{routerEntry, columns}});
        sinks.push_back(std::make_shared<CheckingSink>(columns));
        sweeps.push_back({target, plan, sinks.back(), {}});
    }
    snmp::Engine engine;
    QElapsedTimer clock;
    clock.start();
    engine.sweep(std::move(sweeps));
    for (const auto& sink : sinks)
        sink->finish();
    return {{"seconds", double(clock.elapsed()) / 1000}, {"sent", double(engine.counters().sent)}};
}

Row routerRow(quint16 port, int inFlight)
{
    constexpr double most = 60;
    Row row;
    row.name = QStringLiteral("router 20000×12, %1 in flight").arg(inFlight);
    row.figure = work(QStringLiteral("router"), {QString::number(port), QString::number(inFlight)})["seconds"].toDouble();
    row.unit = QStringLiteral("s");
    row.target = QStringLiteral("≤ %1").arg(most);
    row.holds = *row.figure <= most;
    return row;
}

QList<Row> routerRows()
{
    constexpr quint16 port = 16'190;
    QTemporaryDir folder;
    const QString recording = folder.filePath(QStringLiteral("router.snmprec"));
    if (!writeRecording(recording))
        throw std::runtime_error("the recording can't be written");
    Beside router(QCoreApplication::applicationFilePath(), {"--work", "serverouter", recording, QString::number(port)});
    router.waitForLine();
    QList<Row> all{routerRow(port, 1), routerRow(port, 4)};
    const QString walk = peerProgram(QStringLiteral("snmpbulkwalk"));
    // One column, times twelve: the tool asks for one after the other, too.
    QElapsedTimer clock;
    clock.start();
    if (!walk.isEmpty())
        Beside(walk, {"-v2c", "-cpublic", "-Onq", "-Cr48", QStringLiteral("127.30.0.1:%1").arg(port), "1.3.6.1.2.1.31.1.1.1.6"}).finish();
    const double peer = double(clock.elapsed()) / 1000 * double(routerColumns.size());
    for (Row& row : all) {
        row.yardstick = walk.isEmpty() ? QStringLiteral("snmpbulkwalk is not installed") : QStringLiteral("snmpbulkwalk -Cr48 %1").arg(peer, 0, 'f', 1);
        if (!walk.isEmpty())
            row.ratio = *row.figure / peer;
    }
    return all;
}

const WorkerRegistration serveRouterWorker("serverouter", serveRouter);
const WorkerRegistration routerWorker("router", routerRound);
const Registration routerBench("router", routerRows);

} // namespace
} // namespace trunkline::bench
