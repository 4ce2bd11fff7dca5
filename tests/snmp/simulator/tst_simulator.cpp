// The synthetic network asked by Debian's Net-SNMP tools.
#include "snmp/simulator/simulatorthread.h"
#include "tests/snmp/simulator/nettools.h"

#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>

using namespace trunkline;
using namespace trunkline::simulator;
using trunkline::test::readPrinted;
using trunkline::test::runTool;
using trunkline::test::ToolResult;

static constexpr qint64 start = 1'772'323'200'000; // 2026-03-01T00:00:00Z
static const QString ifAdminStatus = QStringLiteral("1.3.6.1.2.1.2.2.1.7.");
static const QString ifOperStatus = QStringLiteral("1.3.6.1.2.1.2.2.1.8.");
static const QString ifAlias = QStringLiteral("1.3.6.1.2.1.31.1.1.1.18.");

class SimulatorTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SimulatorThread> simulator_;

    QString peer(const QString& name) const
    {
        for (const DeviceLine& line : simulator_->devices())
            if (line.name == name)
                return QStringLiteral("%1:%2").arg(line.address).arg(line.port);
        return QStringLiteral("there is no ") + name;
    }
    static QStringList v2c(const QString& community = QStringLiteral("public"))
    {
        return QStringList{"-v2c", "-c", community, "-t", "5", "-r", "1"} + test::numericOutput();
    }
    static QStringList v3(const QString& user)
    {
        return QStringList{"-v3", "-l", "authPriv", "-u", user, "-a", "SHA-256", "-A", "Northwind-auth-1", "-x", "AES", "-X",
                           "Northwind-priv-1", "-t", "5", "-r", "1"} + test::numericOutput();
    }
    QList<VarBind> walk(const QString& tool, const QStringList& options, const QString& name, const QString& root = QStringLiteral(".1"))
    {
        const ToolResult result = runTool(tool, options + QStringList{peer(name), root});
        QByteArray unread;
        const QList<VarBind> objects = readPrinted(result.out, &unread);
        if (result.exitCode != 0 || !unread.isEmpty())
            qWarning().noquote() << tool << name << result.exitCode << result.err << unread;
        return result.exitCode == 0 && unread.isEmpty() ? objects : QList<VarBind>();
    }
    /// What a column holds, by index.
    std::map<Oid, Value> column(const QString& device, const char* oid)
    {
        std::map<Oid, Value> cells;
        const Oid base = *Oid::parse(QString::fromLatin1(oid));
        for (const VarBind& object : walk(QStringLiteral("snmpbulkwalk"), v2c(), device, QString::fromLatin1(oid)))
            cells.emplace(object.oid.after(base), object.value);
        return cells;
    }
    QString ifIndexOf(const QString& device, const QByteArray& name)
    {
        for (const auto& [index, value] : column(device, "1.3.6.1.2.1.31.1.1.1.1"))
            if (value.toBytes() == name)
                return index.toString();
        return QStringLiteral("no such port");
    }

private Q_SLOTS:
    void init()
    {
        SimulatorOptions options;
        options.startMs = start;
        options.speed = 0;
        simulator_ = std::make_unique<SimulatorThread>(options);
        QString error;
        QVERIFY2(simulator_->start(&error), qPrintable(error));
    }
    void cleanup() { simulator_.reset(); }

    void printsALineADevice()
    {
        QCOMPARE(simulator_->devices().size(), 11);
        QCOMPARE(simulator_->devices().first().address, QStringLiteral("127.20.0.1"));
        QCOMPARE(simulator_->devices().last().address, QStringLiteral("127.20.0.11"));
        const QStringList lines = simulator_->printableLines();
        QCOMPARE(lines.size(), 13);
        QVERIFY2(lines[5].startsWith(QStringLiteral("olt-1")) && lines[5].contains(QStringLiteral("127.20.0.6:%1").arg(simulator_->port()))
                     && lines[5].contains(QStringLiteral("public (read), private (read and write)")), qPrintable(lines[5]));
        for (const QString& line : lines)
            qInfo().noquote() << line;
    }

    /// Four ways of walking give the same objects on every device: v2c bulk, v2c next, v3 authPriv, and v1 all but Counter64.
    void walksAgree_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"core-1", "agg-2", "edge-1", "olt-1", "acc-1", "acc-2", "radio-a", "srv-1"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void walksAgree()
    {
        QFETCH(QString, name);
        const auto steady = [](QList<VarBind> objects) {
            // The engine's time is real time, and goes on between two walks.
            objects.removeIf([](const VarBind& object) { return object.oid.startsWith({1, 3, 6, 1, 6, 3, 10, 2, 1, 3}); });
            return objects;
        };
        const QList<VarBind> bulk = steady(walk(QStringLiteral("snmpbulkwalk"), v2c() + QStringList{"-Cr50"}, name));
        QVERIFY(bulk.size() > 200);
        QCOMPARE(steady(walk(QStringLiteral("snmpwalk"), v2c(), name)), bulk);
        QCOMPARE(steady(walk(QStringLiteral("snmpbulkwalk"), v3(QStringLiteral("noc-ro")), name)), bulk);
        QList<VarBind> old = bulk;
        old.removeIf([](const VarBind& object) { return object.value.type == Type::Counter64; });
        QCOMPARE(steady(walk(QStringLiteral("snmpwalk"), QStringList{"-v1", "-c", "public"} + test::numericOutput(), name)), old);
        qInfo("%s: %lld objects agree in v1, v2c and v3", qPrintable(name), qlonglong(bulk.size()));
    }

    void neighboursLeadToEveryDevice()
    {
        std::map<QString, QStringList> found;
        QStringList queue{QStringLiteral("127.20.0.1")};
        QStringList seen = queue;
        std::map<QString, QString> nameOf;
        for (const DeviceLine& line : simulator_->devices())
            nameOf[line.address] = line.name;
        while (!queue.isEmpty()) {
            const QString address = queue.takeFirst();
            QStringList next;
            for (const auto& [index, value] : column(nameOf.at(address), "1.0.8802.1.1.2.1.4.2.1.3")) {
                const auto arcs = index.arcs();
                QCOMPARE(arcs[3], 1u);
                QCOMPARE(arcs[4], 4u);
                next.append(QStringLiteral("%1.%2.%3.%4").arg(arcs[5]).arg(arcs[6]).arg(arcs[7]).arg(arcs[8]));
            }
            for (const auto& [index, value] : column(nameOf.at(address), "1.3.6.1.4.1.9.9.23.1.2.1.1.4")) {
                const QByteArray octets = value.toBytes();
                next.append(QStringLiteral("%1.%2.%3.%4").arg(quint8(octets[0])).arg(quint8(octets[1])).arg(quint8(octets[2])).arg(quint8(octets[3])));
            }
            for (const QString& neighbour : next)
                if (!seen.contains(neighbour)) {
                    seen.append(neighbour);
                    queue.append(neighbour);
                }
        }
        QCOMPARE(seen.size(), 11);
    }

    void lldpNamesBothEnds()
    {
        // The neighbour says its port by ifName, and this device has a local port of that number.
        const auto portIds = column(QStringLiteral("olt-1"), "1.0.8802.1.1.2.1.4.1.1.7");
        QCOMPARE(portIds.size(), std::size_t(1));
        QCOMPARE(portIds.begin()->second.toBytes(), QByteArray("Twe1/0/1"));
        const auto local = column(QStringLiteral("olt-1"), "1.0.8802.1.1.2.1.3.7.1.3");
        QCOMPARE(local.at({portIds.begin()->first[1]}).toBytes(), QByteArray("uplink-0/0"));
        QCOMPARE(column(QStringLiteral("olt-1"), "1.0.8802.1.1.2.1.4.1.1.9").begin()->second.toBytes(), QByteArray("agg-1"));
        QCOMPARE(column(QStringLiteral("olt-1"), "1.0.8802.1.1.2.1.4.1.1.5").begin()->second.toBytes().size(), 6);
        // One pair speaks CDP only.
        QVERIFY(column(QStringLiteral("acc-2"), "1.0.8802.1.1.2.1").empty());
        QCOMPARE(column(QStringLiteral("acc-2"), "1.3.6.1.4.1.9.9.23.1.2.1.1.6").begin()->second.toBytes(), QByteArray("agg-2"));
        // A cut link has no neighbour.
        QVERIFY(simulator_->command(QStringLiteral("port down olt-1 uplink-0/0")).startsWith(QStringLiteral("ok")));
        QVERIFY(column(QStringLiteral("olt-1"), "1.0.8802.1.1.2.1.4.1.1.7").empty());
    }

    void activationBySet_data()
    {
        QTest::addColumn<bool>("overV3");
        QTest::newRow("v2c") << false;
        QTest::newRow("v3") << true;
    }
    void activationBySet()
    {
        QFETCH(bool, overV3);
        const QString olt = peer(QStringLiteral("olt-1"));
        const QString index = ifIndexOf(QStringLiteral("olt-1"), "ont-0/1/3");
        const QStringList writer = overV3 ? v3(QStringLiteral("noc-rw")) : v2c(QStringLiteral("private"));
        const ToolResult done = runTool(QStringLiteral("snmpset"), writer + QStringList{olt, ifAlias + index, "s", "S-100050 Test Customer", ifAdminStatus + index, "i", "1"});
        QVERIFY2(done.exitCode == 0, done.all().constData());
        const ToolResult read = runTool(QStringLiteral("snmpget"), v2c() + QStringList{olt, ifOperStatus + index, ifAlias + index});
        QByteArray unread;
        const QList<VarBind> values = readPrinted(read.out, &unread);
        QCOMPARE(values.value(0).value, Value::integer(1));
        QCOMPARE(values.value(1).value, Value::octets("S-100050 Test Customer"));
        // Where there is no ONT the port stays down, whatever is set.
        const QString empty = ifIndexOf(QStringLiteral("olt-1"), "ont-0/1/16");
        QCOMPARE(runTool(QStringLiteral("snmpset"), writer + QStringList{olt, ifAdminStatus + empty, "i", "1"}).exitCode, 0);
        const ToolResult still = runTool(QStringLiteral("snmpget"), v2c() + QStringList{olt, ifOperStatus + empty});
        QCOMPARE(readPrinted(still.out, &unread).value(0).value, Value::integer(2));
    }
    void setIsRefusedWithAReason_data()
    {
        QTest::addColumn<QString>("community");
        QTest::addColumn<QStringList>("what");
        QTest::addColumn<QByteArray>("reason");
        const QString port = QStringLiteral("268504832"); // ont-0/1/2
        QTest::newRow("read community") << "public" << QStringList{ifAlias + port, "s", "x"} << QByteArray("noAccess");
        QTest::newRow("read-only object") << "private" << QStringList{ifOperStatus + port, "i", "1"} << QByteArray("notWritable");
        QTest::newRow("type") << "private" << QStringList{ifAdminStatus + port, "s", "up"} << QByteArray("wrongType");
        QTest::newRow("value") << "private" << QStringList{ifAdminStatus + port, "i", "7"} << QByteArray("wrongValue");
        QTest::newRow("length") << "private" << QStringList{ifAlias + port, "s", QString(65, u'x')} << QByteArray("wrongLength");
        QTest::newRow("row") << "private" << QStringList{ifAlias + QStringLiteral("99"), "s", "x"} << QByteArray("noCreation");
        QTest::newRow("second of two") << "private" << QStringList{ifAlias + port, "s", "changed", ifAdminStatus + port, "i", "7"} << QByteArray("wrongValue");
    }
    void setIsRefusedWithAReason()
    {
        QFETCH(QString, community);
        QFETCH(QStringList, what);
        QFETCH(QByteArray, reason);
        const ToolResult refused = runTool(QStringLiteral("snmpset"), v2c(community) + QStringList{peer(QStringLiteral("olt-1"))} + what);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains(reason), refused.err.constData());
        QCOMPARE(column(QStringLiteral("olt-1"), "1.3.6.1.2.1.31.1.1.1.18").at({268504832}).toBytes(), QByteArray("S-100023 M. Petersen"));
    }

    void strangersHearNothing()
    {
        const QStringList impatient{"-t", "0.2", "-r", "0"};
        const ToolResult wrong = runTool(QStringLiteral("snmpget"), v2c(QStringLiteral("guess")) + impatient + QStringList{peer(QStringLiteral("core-1")), "1.3.6.1.2.1.1.3.0"});
        QCOMPARE(wrong.exitCode, 1);
        QVERIFY2(wrong.err.contains("Timeout"), wrong.err.constData());
        QVERIFY2(simulator_->command(QStringLiteral("status")).contains(QStringLiteral("wrong community 1,")), qPrintable(simulator_->command(QStringLiteral("status"))));
    }
    void v3RefusalsAreReported_data()
    {
        QTest::addColumn<QStringList>("change");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("user") << QStringList{"-u", "nobody"} << QByteArray("Unknown user name");
        QTest::newRow("password") << QStringList{"-A", "not-the-password"} << QByteArray("Authentication failure");
        QTest::newRow("privacy") << QStringList{"-X", "not-the-password"} << QByteArray("Decryption error");
        QTest::newRow("level") << QStringList{"-l", "authNoPriv"} << QByteArray("authorizationError");
        QTest::newRow("context") << QStringList{"-n", "elsewhere"} << QByteArray("Bad context");
        QTest::newRow("read user writes") << QStringList{} << QByteArray("noAccess");
    }
    void v3RefusalsAreReported()
    {
        QFETCH(QStringList, change);
        QFETCH(QByteArray, reason);
        const QString sysContact = QStringLiteral("1.3.6.1.2.1.1.4.0");
        const ToolResult refused = runTool(QStringLiteral("snmpset"), v3(QStringLiteral("noc-ro")) + QStringList{"-r", "0"} + change
                                           + QStringList{peer(QStringLiteral("core-1")), sysContact, "s", "x"});
        QVERIFY(refused.exitCode != 0);
        QVERIFY2(refused.all().contains(reason), refused.all().constData());
    }
    void v3WithSha1()
    {
        SimulatorOptions options;
        options.users = {{"old-timer", AuthProtocol::Sha1, "sha1-password", "aes-password", false}};
        SimulatorThread other(options);
        QString error;
        QVERIFY2(other.start(&error), qPrintable(error));
        const ToolResult read = runTool(QStringLiteral("snmpget"), QStringList{"-v3", "-l", "authPriv", "-u", "old-timer", "-a", "SHA", "-A", "sha1-password", "-x", "AES",
                                        "-X", "aes-password", "-t", "5"} + test::numericOutput() + QStringList{QStringLiteral("127.20.0.11:%1").arg(other.port()), "1.3.6.1.2.1.1.5.0"});
        QByteArray unread;
        QCOMPARE(readPrinted(read.out, &unread).value(0).value, Value::octets("srv-1"));
    }
    void v3OldTimeIsLearntAgain()
    {
        // A manager with the engine's time of before the reboot gets a report and tries again.
        QVERIFY(simulator_->command(QStringLiteral("reboot core-1")).startsWith(QStringLiteral("ok")));
        const ToolResult before = runTool(QStringLiteral("snmpget"), v3(QStringLiteral("noc-ro")) + QStringList{"-Z", "1,100", peer(QStringLiteral("core-1")), "1.3.6.1.2.1.1.3.0"});
        QCOMPARE(before.exitCode, 0);
        QByteArray unread;
        QCOMPARE(readPrinted(before.out, &unread).value(0).value, Value::unsigned32(Type::TimeTicks, 0));
    }

    void clockMovesUptimeAndCounters()
    {
        const auto ticks = [&] { return column(QStringLiteral("olt-1"), "1.3.6.1.2.1.1.3").begin()->second.toUnsigned(); };
        const auto octets = [&](const char* device, const char* oid, const QString& index) {
            return *column(QString::fromLatin1(device), oid).at(*Oid::parse(index)).toUnsigned();
        };
        const QString olt = ifIndexOf(QStringLiteral("olt-1"), "uplink-0/0");
        const QString agg = ifIndexOf(QStringLiteral("agg-1"), "Twe1/0/1");
        const auto ticksBefore = ticks();
        const quint64 inBefore = octets("olt-1", "1.3.6.1.2.1.31.1.1.1.6", olt);
        const quint64 outBefore = octets("agg-1", "1.3.6.1.2.1.31.1.1.1.10", agg);
        QCOMPARE(simulator_->command(QStringLiteral("clock advance 1h")), QStringLiteral("ok clock 2026-03-01T01:00:00.000Z speed 0"));
        QCOMPARE(*ticks() - *ticksBefore, quint64(360'000));
        const quint64 inAfter = octets("olt-1", "1.3.6.1.2.1.31.1.1.1.6", olt);
        QVERIFY(inAfter > inBefore + 100'000'000);
        QCOMPARE(inAfter - inBefore, octets("agg-1", "1.3.6.1.2.1.31.1.1.1.10", agg) - outBefore);
        // 32 bits of the same count.
        QCOMPARE(octets("olt-1", "1.3.6.1.2.1.2.2.1.10", olt), inAfter & 0xffffffff);
        // Just below 2^64, then on.
        QVERIFY(simulator_->command(QStringLiteral("counter jump olt-1 uplink-0/0 %1").arg(quint64(0) - inAfter - 1000)).startsWith(QStringLiteral("ok")));
        QCOMPARE(octets("olt-1", "1.3.6.1.2.1.31.1.1.1.6", olt), quint64(0) - 1000);
        QVERIFY(simulator_->command(QStringLiteral("clock advance 1s")).startsWith(QStringLiteral("ok")));
        const quint64 wrapped = octets("olt-1", "1.3.6.1.2.1.31.1.1.1.6", olt);
        QVERIFY(wrapped < 1'000'000'000);
        QCOMPARE(octets("olt-1", "1.3.6.1.2.1.2.2.1.10", olt), wrapped & 0xffffffff);
    }
    void rebootAndDeath()
    {
        QVERIFY(simulator_->command(QStringLiteral("reboot olt-1")).startsWith(QStringLiteral("ok")));
        QCOMPARE(column(QStringLiteral("olt-1"), "1.3.6.1.2.1.1.3").begin()->second, Value::unsigned32(Type::TimeTicks, 0));
        for (const auto& [index, value] : column(QStringLiteral("olt-1"), "1.3.6.1.2.1.31.1.1.1.6"))
            QCOMPARE(value, Value::counter64(0));
        QCOMPARE(simulator_->command(QStringLiteral("device dead olt-1")), QStringLiteral("ok olt-1 is dead"));
        const QStringList impatient = v2c() + QStringList{"-t", "0.2", "-r", "0"};
        QCOMPARE(runTool(QStringLiteral("snmpget"), impatient + QStringList{peer(QStringLiteral("olt-1")), "1.3.6.1.2.1.1.3.0"}).exitCode, 1);
        const QString agg = ifIndexOf(QStringLiteral("agg-1"), "Twe1/0/1");
        QCOMPARE(column(QStringLiteral("agg-1"), "1.3.6.1.2.1.2.2.1.8").at(*Oid::parse(agg)), Value::integer(2));
        QVERIFY2(simulator_->command(QStringLiteral("status")).contains(QStringLiteral("dead: olt-1")), "status");
        QCOMPARE(simulator_->command(QStringLiteral("device alive olt-1")), QStringLiteral("ok olt-1 is alive"));
        QCOMPARE(column(QStringLiteral("agg-1"), "1.3.6.1.2.1.2.2.1.8").at(*Oid::parse(agg)), Value::integer(1));
    }

    void garbageIsCountedAndHarmless()
    {
        const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_addr.s_addr = inet_addr("127.20.0.1");
        to.sin_port = htons(simulator_->port());
        for (const QByteArray& datagram : {QByteArray(), QByteArray("hello"), QByteArray::fromHex("3080"), QByteArray::fromHex("300302010a"), QByteArray(9000, '\x30')})
            QVERIFY(::sendto(fd, datagram.constData(), std::size_t(datagram.size()), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to) >= 0);
        ::close(fd);
        // The same socket answers afterwards, so all five have been read by then.
        QVERIFY(!column(QStringLiteral("core-1"), "1.3.6.1.2.1.1.3").empty());
        QVERIFY2(simulator_->command(QStringLiteral("status")).contains(QStringLiteral("undecodable 5,")), qPrintable(simulator_->command(QStringLiteral("status"))));
    }

    void takenPortIsRefused()
    {
        SimulatorOptions options;
        options.port = simulator_->port();
        Simulator second(options);
        QString error;
        QVERIFY(!second.start(&error));
        QCOMPARE(error, QStringLiteral("The address 127.20.0.1:%1 can't be listened on: Address already in use.").arg(options.port));
        for (const QString& outside : {QStringLiteral("10.0.0.1"), QStringLiteral("nonsense")}) {
            options.baseAddress = outside;
            Simulator third(options);
            QVERIFY(!third.start(&error));
            QVERIFY2(error.contains(outside) && error.contains(QStringLiteral("loopback")), qPrintable(error));
        }
    }
};

QTEST_GUILESS_MAIN(SimulatorTest)
#include "tst_simulator.moc"
