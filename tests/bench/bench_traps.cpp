// 50,000 traps a second for five seconds against the bare floor: decoded, queued, handed over; none lost.
#include "tests/bench/bench.h"

#include "snmp/trapreceiver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <stdexcept>

namespace trunkline::bench {

namespace {

using namespace snmp;

constexpr int trapRate = 50'000;
constexpr int seconds = 5;
constexpr quint16 ownPort = 16'201;
constexpr quint16 floorPort = 16'202;
constexpr int idleMs = 2000;

/// What the kernel's table says of it. (A loopback may lose datagrams earlier, when a processor's backlog is full: see UdpSocket::lostByHost().)
double lostAtSocket(quint16 port)
{
    QFile table(QStringLiteral("/proc/net/udp"));
    const QByteArray own = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    if (table.open(QIODevice::ReadOnly))
        for (const QByteArray& line : table.readAll().split('\n'))
            if (const auto fields = line.simplified().split(' '); fields.value(1).endsWith(own))
                return fields.last().toDouble();
    throw std::runtime_error("the socket is not in the kernel's table");
}

/// Arguments: port, traps to wait for. The receive path is the engine's thread; what follows is its user's.
QJsonObject receiveTraps(const QStringList& arguments)
{
    const quint64 count = arguments.value(1).toULongLong();
    Engine engine;
    TrapReceiver receiver(engine);
    quint64 handed = 0;
    quint64 wrong = 0;
    const Oid linkDown{1, 3, 6, 1, 6, 3, 1, 1, 5, 3};
    QElapsedTimer sinceLast;
    QObject::connect(&receiver, &TrapReceiver::received, [&](const ArrivedNotification& arrived) {
        const Notification& trap = *arrived.said;
        sinceLast.start();
        wrong += trap.trapOid != linkDown || trap.binds.size() != 4 || arrived.uptimeTicks != 123'456'789 || trap.community != "public";
        if (++handed == count)
            QCoreApplication::quit();
    });
    QString error;
    if (!receiver.listen(QStringLiteral("127.0.0.1"), quint16(arguments.value(0).toUInt()), &error))
        throw std::runtime_error(error.toStdString());
    QTimer idle;
    QObject::connect(&idle, &QTimer::timeout, [&] {
        if (sinceLast.isValid() && sinceLast.hasExpired(idleMs))
            QCoreApplication::quit();
    });
    idle.start(idleMs);
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly) || out.write("ready\n") < 0 || !out.flush())
        throw std::runtime_error("there is no standard output");
    QCoreApplication::exec();
    double engineMicroseconds = 0;
    engine.runOnThread([&] { engineMicroseconds = cpuMicroseconds(true); });
    if (wrong > 0)
        throw std::runtime_error("a trap was read wrongly");
    const auto counters = receiver.counters();
    if (double(counters.lostAtSocket) != lostAtSocket(receiver.port()))
        throw std::runtime_error("the receiver and the kernel's table differ in what the socket lost");
    return {{"handed", double(handed)}, {"lost", double(counters.lostAtSocket + counters.droppedOfSource + counters.droppedOfAll)}, {"lostByHost", double(counters.lostByHost)},
            {"receivePath", engineMicroseconds / double(handed)}, {"everything", cpuMicroseconds() / double(handed)}};
}

QList<Row> trapRows()
{
    const QString floorReceiver = floorProgram(QStringLiteral("trapfloor"));
    const QString generator = floorProgram(QStringLiteral("trapgen"));
    if (floorReceiver.isEmpty() || generator.isEmpty())
        return {skipped(QStringLiteral("traps"), QStringLiteral("µs/trap"), QStringLiteral("the floors are not there (TRUNKLINE_FLOORS)"))};
    const QString count = QString::number(trapRate * seconds);
    const auto send = [&](quint16 port) {
        return measured(generator, {"-p", QString::number(port), "-r", QString::number(trapRate), "-n", count}, QStringLiteral("s"));
    };
    Rounds floor;
    Rounds receivePath;
    Rounds everything;
    double lost = 0;
    double lostByHost = 0;
    double arrived = 0;
    for (int i = 0; i < 3; ++i) {
        Beside floorProcess(floorReceiver, {"-p", QString::number(floorPort), "-t", "1"});
        send(floorPort);
        floor.values.append(numberBefore(floorProcess.finish(), QStringLiteral("us/trap")));
        Beside own(QCoreApplication::applicationFilePath(), {"--work", "traps", QString::number(ownPort), count});
        own.waitForLine();
        send(ownPort);
        const QJsonObject outcome = jsonOf(own.finish());
        receivePath.values.append(outcome["receivePath"].toDouble());
        everything.values.append(outcome["everything"].toDouble());
        lost += outcome["lost"].toDouble();
        lostByHost += outcome["lostByHost"].toDouble();
        arrived += outcome["lost"].toDouble() + outcome["handed"].toDouble();
    }
    Row loss;
    loss.name = QStringLiteral("traps %1/s lost at the socket").arg(trapRate);
    loss.figure = lost;
    loss.unit = QStringLiteral("traps");
    loss.yardstick = QStringLiteral("of %1 that arrived, of %2 sent; the computer's backlog lost %3").arg(arrived, 0, 'f', 0).arg(3 * trapRate * seconds).arg(lostByHost);
    loss.target = QStringLiteral("0");
    loss.holds = lost == 0;
    Row whole = ratioRow(QStringLiteral("traps handed over"), everything, QStringLiteral("µs/trap"), QStringLiteral("floor"), floor, 0);
    whole.target.clear();
    whole.holds.reset();
    return {loss, ratioRow(QStringLiteral("traps receive path"), receivePath, QStringLiteral("µs/trap"), QStringLiteral("floor"), floor, 3), whole};
}

const WorkerRegistration trapWorker("traps", receiveTraps);
const Registration trapBench("traps", trapRows);

} // namespace
} // namespace trunkline::bench
