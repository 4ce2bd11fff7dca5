// Traps from the socket to stored events: what one costs, what is lost and by which reason, whether a flood starves the others; and
// snmptrapd, which writes them to a file, beside it.
#include "models/collection/trapintake.h"
#include "models/inventory/inventorystore.h"
#include "models/store/frugal.h"
#include "tests/bench/bench.h"
#include "tests/bench/trapsender.h"
#include "tests/support/teststore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <stdexcept>

#include <unistd.h>

namespace trunkline::bench {

namespace {

constexpr quint16 storePort = 16'211;
constexpr quint16 peerPort = 16'212;
constexpr int quietMs = 3000;

QString addressOfDevice(int device)
{
    return QHostAddress(firstTrapDevice + std::uint32_t(device)).toString();
}

/// The inventory that the senders are of.
void fillInventory(test::TestStore& s)
{
    store::Transaction transaction(*s.connection);
    for (int i = 0; i < trapDevices; ++i) {
        inventory::Device device;
        device.id = s.ids.next<DeviceTag>();
        device.sysName = device.name = QStringLiteral("switch-%1").arg(i + 1);
        device.address = addressOfDevice(i);
        device.kind = QStringLiteral("switch");
        inventory::insertDevice(*s.connection, device);
        for (int n = 1; n <= trapPorts; ++n) {
            inventory::Port port;
            port.id = s.ids.next<PortTag>();
            port.deviceId = device.id;
            port.name = QStringLiteral("Gi1/0/%1").arg(n);
            port.ifIndex = n;
            port.ifType = 6;
            port.adminState = inventory::AdminState::Up;
            port.operState = inventory::OperState::Up;
            inventory::insertPort(*s.connection, port);
        }
    }
    transaction.commit();
}

/// Arguments: engine, traps that will be sent.
QJsonObject storeTraps(const QStringList& arguments)
{
    test::TestStore s(arguments.value(0));
    const qint64 sent = arguments.value(1).toLongLong();
    fillInventory(s);
    SystemClock clock;
    const auto connection = store::openFrugally(s.connection->url()); // as a collector's
    store::Context context{*connection, clock, s.ids, {}};
    snmp::Engine engine;
    snmp::TrapReceiver receiver(engine);
    collection::TrapIntake intake(context, receiver, access::collectorAgent(QStringLiteral("bench")));
    QString error;
    if (!receiver.listen(QStringLiteral("127.0.0.1"), storePort, &error))
        throw std::runtime_error(error.toStdString());
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly) || out.write("ready\n") < 0 || !out.flush())
        throw std::runtime_error("there is no standard output");
    const double before = cpuMicroseconds();
    double after = before;
    qint64 mostWaiting = 0;
    qint64 last = 0;
    QElapsedTimer quiet;
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, [&] {
        const collection::TrapHealth now = intake.health();
        mostWaiting = std::max(mostWaiting, now.waiting);
        if (now.recorded != last) {
            last = now.recorded;
            after = cpuMicroseconds();
            quiet.start();
        }
        const bool all = now.recorded + now.dropped() >= sent;
        if (now.waiting == 0 && last > 0 && (all || quiet.hasExpired(quietMs)))
            QCoreApplication::quit();
    });
    watch.start(100);
    QCoreApplication::exec();
    const collection::TrapHealth health = intake.health();
    const auto stored = s.connection->row(QStringLiteral("SELECT COUNT(*) AS events, COUNT(DISTINCT source) AS sources FROM event"));
    const auto loud = s.connection->row(QStringLiteral("SELECT COUNT(*) AS events FROM event WHERE source = ?"), {addressOfDevice(0)});
    QJsonObject outcome = toJson(health);
    outcome["stored"] = qint64(stored->integer("events"));
    outcome["ofOthers"] = qint64(stored->integer("events") - loud->integer("events"));
    outcome["microseconds"] = (after - before) / double(std::max<qint64>(1, stored->integer("events")));
    outcome["mostWaiting"] = mostWaiting;
    if (const auto broken = store::firstBrokenEntry(*s.connection))
        throw std::runtime_error("the journal is broken");
    if (stored->integer("events") != health.recorded)
        throw std::runtime_error("what is counted as stored is not there");
    return outcome;
}

struct Load {
    const char* what;
    const char* mix;
    int rate;
    int seconds;
    const char* engine = "sqlite";
    qint64 count() const { return qint64(rate) * seconds; }
};

QJsonObject run(const Load& load)
{
    const QString count = QString::number(load.count());
    Beside own(QCoreApplication::applicationFilePath(), {"--work", "trap-store", QLatin1StringView(load.engine), count});
    own.waitForLine();
    work(QStringLiteral("trap-send"), {QString::number(storePort), QLatin1StringView(load.mix), QString::number(load.rate), count});
    const QJsonObject outcome = jsonOf(own.finish());
    if (outcome.isEmpty())
        throw std::runtime_error("trap-store failed");
    return outcome;
}

Row row(const QString& name, double figure, const char* unit, const QString& yardstick)
{
    Row made;
    made.name = name;
    made.figure = figure;
    made.unit = QString::fromUtf8(unit);
    made.yardstick = yardstick;
    return made;
}

/// Where every trap is: stored, or lost for a reason that is told. What no reason explains is the figure.
Row lossRow(const Load& load, const QJsonObject& outcome)
{
    const auto number = [&](const char* name) { return outcome[QLatin1StringView(name)].toInteger(); };
    const qint64 told = number("floods") + number("queueFull") + number("lostAtSocket") + number("lostByHost");
    Row made = row(QStringLiteral("%1: without a reason").arg(QString::fromUtf8(load.what)), double(load.count() - number("stored") - told), "traps",
                   QStringLiteral("sent %1, stored %2, flood %3, queue %4, socket %5, computer %6; undecodable %7")
                       .arg(load.count()).arg(number("stored")).arg(number("floods")).arg(number("queueFull")).arg(number("lostAtSocket")).arg(number("lostByHost")).arg(number("undecodable")));
    made.target = QStringLiteral("0");
    made.holds = *made.figure <= 0; // the computer's backlog loses other packets, too
    return made;
}

QList<Row> rowsOf(const Load& load, bool hasTarget = true)
{
    constexpr double mostMicroseconds = 12;
    const QJsonObject outcome = run(load);
    const qint64 lost = load.count() - outcome["stored"].toInteger();
    Row cost = row(QStringLiteral("%1: to a stored event").arg(QString::fromUtf8(load.what)), outcome["microseconds"].toDouble(), "µs CPU/trap",
                   QStringLiteral("at most %1 waited").arg(outcome["mostWaiting"].toInteger()));
    if (hasTarget) {
        cost.target = QStringLiteral("≤ %1").arg(mostMicroseconds);
        cost.holds = *cost.figure <= mostMicroseconds;
    }
    Row loss = row(QStringLiteral("%1: lost").arg(QString::fromUtf8(load.what)), double(lost), "traps", QStringLiteral("of %1").arg(load.count()));
    loss.target = QStringLiteral("0");
    loss.holds = lost == 0;
    return {cost, loss, lossRow(load, outcome)};
}

/// One device sends nine times as much as the other 499 together, and more than can be stored.
QList<Row> floodRows()
{
    const Load load{"flood, 100,000/s", "flood", 100'000, 5};
    const QJsonObject outcome = run(load);
    const qint64 ofOthers = load.count() / 10;
    Row lost = row(QStringLiteral("flood of one device: lost of the others"), double(ofOthers - outcome["ofOthers"].toInteger()), "traps",
                   QStringLiteral("of %1; of the flood %2 were dropped").arg(ofOthers).arg(outcome["floods"].toInteger()));
    lost.target = QStringLiteral("0");
    lost.holds = *lost.figure <= 0;
    return {lost, lossRow(load, outcome)};
}

double cpuOfProcess(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const auto fields = file.readAll().split(')').last().split(' ');
    return (fields.value(12).toDouble() + fields.value(13).toDouble()) * 1e6 / double(::sysconf(_SC_CLK_TCK));
}

Row peerRow()
{
    const QString name = QStringLiteral("snmptrapd, into a text file");
    const QString program = peerProgram(QStringLiteral("snmptrapd"));
    if (program.isEmpty())
        return skipped(name, QStringLiteral("µs CPU/trap"), QStringLiteral("snmptrapd is not installed"));
    constexpr int aSecond = 5'000, count = 50'000;
    QTemporaryDir folder;
    QFile rules(folder.filePath(QStringLiteral("snmptrapd.conf")));
    if (!rules.open(QIODevice::WriteOnly) || rules.write("disableAuthorization yes\n") < 0)
        throw std::runtime_error("snmptrapd.conf can't be written");
    rules.close();
    qputenv("SNMP_PERSISTENT_DIR", folder.path().toUtf8());
    const QString log = folder.filePath(QStringLiteral("traps.log"));
    Beside peer(program, {"-f", "-n", "-C", "-c", rules.fileName(), "-Lf", log, QStringLiteral("udp:127.0.0.1:%1").arg(peerPort)});
    const auto lines = [&] {
        QFile file(log);
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
    };
    for (QElapsedTimer patience = [] { QElapsedTimer t; t.start(); return t; }(); lines() == 0 && !patience.hasExpired(10'000);) // it says its version when it listens
        ::usleep(50'000);
    const double before = cpuOfProcess(peer.pid());
    work(QStringLiteral("trap-send"), {QString::number(peerPort), "mixed", QString::number(aSecond), QString::number(count)});
    for (qint64 last = -1, now = lines(); now != last; now = lines()) {
        last = now;
        ::usleep(500'000);
    }
    const qint64 written = lines() / 2; // a line of where it came from, one of its variables
    return row(name, (cpuOfProcess(peer.pid()) - before) / double(std::max<qint64>(1, written)), "µs CPU/trap", QStringLiteral("5,000/s; wrote %1 of %2").arg(written).arg(count));
}

QList<Row> storeRows()
{
    QList<Row> all = rowsOf({"traps mixed, 20,000/s × 10 s", "mixed", 20'000, 10});
    all += rowsOf({"traps mixed, 5,000/s × 10 s", "mixed", 5'000, 10});
    all += rowsOf({"linkDown storm of repeats, 20,000/s × 10 s", "storm", 20'000, 10});
    all += rowsOf({"traps mixed, 5,000/s × 10 s, PostgreSQL", "mixed", 5'000, 10, "postgresql"});
    all += floodRows();
    all.append(peerRow());
    return all;
}

const WorkerRegistration storeWorker("trap-store", storeTraps);
const Registration storeBench("traps-stored", storeRows);
const Registration longBench("traps-long", [] { return rowsOf({"traps mixed, 5,000/s × 10 min", "mixed", 5'000, 600}); }, Length::Long);

} // namespace
} // namespace trunkline::bench
