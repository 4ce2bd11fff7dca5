// The commands, and the socket that takes them from other processes.
#include "snmp/simulator/control.h"
#include "snmp/simulator/simulatorcommands.h"
#include "snmp/simulator/simulatorthread.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace trunkline::simulator;

class ControlTest : public QObject {
    Q_OBJECT

    static SimulatorOptions options()
    {
        SimulatorOptions options;
        options.startMs = 1'772'323'200'000; // 2026-03-01T00:00:00Z
        options.speed = 0;
        return options;
    }

private Q_SLOTS:
    void commandsAnswer_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("answer");
        QTest::newRow("port down") << "port down olt-1 ont-0/1/1" << "ok olt-1 ont-0/1/1 is admin up, oper down";
        QTest::newRow("port up") << "  port  up core-1 et-0/0/0 " << "ok core-1 et-0/0/0 is admin up, oper up";
        QTest::newRow("near device") << "port down olt1 ont-0/1/1" << "error: There is no device olt1. Did you mean olt-1?";
        QTest::newRow("near devices") << "device dead core" << "error: There is no device core. Did you mean core-1 or core-2?";
        QTest::newRow("far device") << "reboot switzerland" << "error: There is no device switzerland.";
        QTest::newRow("near port") << "port down olt-1 ont0/1/1" << "error: olt-1 has no port ont0/1/1. Did you mean ont-0/1/1 or ont-0/1/2 or ont-0/1/3?";
        QTest::newRow("near port of another case") << "port up acc-2 te1/0/1" << "error: acc-2 has no port te1/0/1. Did you mean Te1/0/1 or Te1/0/2 or Gi1/0/1?";
        QTest::newRow("too few words") << "port down olt-1" << "error: The command is “port down DEVICE IFNAME”.";
        QTest::newRow("too many words") << "reboot olt-1 now" << "error: The command is “reboot DEVICE”.";
        QTest::newRow("near command") << "port dwon olt-1 x" << "error: “port dwon olt-1 x” is no command. Did you mean port down? “help” lists them.";
        QTest::newRow("nothing") << "" << "error: “” is no command. “help” lists them.";
        QTest::newRow("advance") << "clock advance 1d12h" << "ok clock 2026-03-02T12:00:00.000Z speed 0";
        QTest::newRow("advance wrong") << "clock advance soon" << "error: “soon” is no span of time, as in 45s, 30m, 5h, 2d or 1d12h.";
        QTest::newRow("set") << "clock set 2026-04-01T00:00:00Z" << "ok clock 2026-04-01T00:00:00.000Z speed 0";
        QTest::newRow("set with offset") << "clock set 2026-04-01T02:00:00+02:00" << "ok clock 2026-04-01T00:00:00.000Z speed 0";
        QTest::newRow("set local") << "clock set 2026-04-01T00:00:00" << "error: “2026-04-01T00:00:00” is no instant, as in 2026-03-01T00:00:00Z.";
        QTest::newRow("set impossible") << "clock set 2026-02-30T00:00:00Z" << "error: “2026-02-30T00:00:00Z” is no instant, as in 2026-03-01T00:00:00Z.";
        QTest::newRow("set back") << "clock set 2026-02-28T00:00:00Z"
                                  << "error: 2026-02-28T00:00:00Z is in the past: the clock stands at 2026-03-01T00:00:00Z and never goes back.";
        QTest::newRow("speed wrong") << "clock speed -3" << "error: “-3” is no speed from 0 (stands still) to 1000000.";
        QTest::newRow("jump wrong") << "counter jump olt-1 ont-0/1/1 lots" << "error: “lots” is no number of octets.";
        QTest::newRow("jump from zero") << "counter jump olt-1 ont-0/1/3 -1" << "ok olt-1 ont-0/1/3 counts 18446744073709551615 octets in and 18446744073709551615 out";
        QTest::newRow("answers") << "answers 20 10 5 1000" << "ok answers take 20 ms; of a thousand 10 get lost, 5 come twice, 1000 are overtaken";
        QTest::newRow("answers wrong") << "answers 20 10 5 1001" << "error: “1001” is none: write milliseconds up to 60000, then how many of a thousand.";
        QTest::newRow("trap to") << "trap to 10.0.0.1:162" << "error: “10.0.0.1:162” is no loopback address with a port, as in 127.0.0.1:9162.";
    }
    void commandsAnswer()
    {
        QFETCH(QString, line);
        QFETCH(QString, answer);
        Simulator simulator(options());
        QCOMPARE(simulator.command(line), QStringLiteral("error: The simulator is not running."));
        QString error;
        QVERIFY2(simulator.start(&error), qPrintable(error));
        QCOMPARE(simulator.command(line), answer);
    }
    void helpListsAllAndAllAreKnown()
    {
        Simulator simulator(options());
        QString error;
        QVERIFY2(simulator.start(&error), qPrintable(error));
        const QString help = simulator.command(QStringLiteral("help"));
        QCOMPARE(help.count(u'\n'), commandHelp().size());
        for (const QString& line : commandHelp()) {
            const QString form = line.section(QStringLiteral("  "), 0, 0);
            QVERIFY2(!simulator.command(form).contains(QStringLiteral("is no command")), qPrintable(form));
        }
        QVERIFY(simulator.command(QStringLiteral("ports olt-1")).contains(QStringLiteral("olt-1 ont-0/1/3 is admin down, oper down")));
        QVERIFY(simulator.command(QStringLiteral("list")).startsWith(QStringLiteral("ok 11 devices\ncore-1")));
    }
    void recordingsObeyOnlyLifeAndDeath()
    {
        QTemporaryDir folder;
        for (const QString& name : {QStringLiteral("sw.snmprec"), QStringLiteral("sw@10.snmprec")}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("1.3.6.1.2.1.1.5.0|4|sw\n");
        }
        SimulatorOptions wanted = options();
        wanted.recordings = {folder.path()};
        Simulator simulator(wanted);
        QString error;
        QVERIFY2(simulator.start(&error), qPrintable(error));
        const DeviceLine line = simulator.devices().last();
        QCOMPARE(line.name, QStringLiteral("sw"));
        QCOMPARE(line.address, QStringLiteral("127.30.0.1"));
        QCOMPARE(line.readCommunities, (QStringList{"sw", "public", "sw@10", "public@10"}));
        QCOMPARE(simulator.command(QStringLiteral("device dead sw")), QStringLiteral("ok sw is dead"));
        QCOMPARE(simulator.command(QStringLiteral("port down sw x")), QStringLiteral("error: sw is a recording: its ports can't change."));
        QCOMPARE(simulator.command(QStringLiteral("reboot sw")), QStringLiteral("error: sw is a recording: it can't boot."));
    }
    void anotherProcessMayCommand()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("control");
        SimulatorThread simulator(options());
        QString error;
        QVERIFY2(simulator.start(&error, path), qPrintable(error));
        struct stat info;
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0600u);
        const ControlReply done = controlSend(path, QStringLiteral("port down olt-1 ont-0/1/1"));
        QVERIFY(done.ok);
        QCOMPARE(done.text, QStringLiteral("olt-1 ont-0/1/1 is admin up, oper down"));
        const ControlReply refused = controlSend(path, QStringLiteral("port down olt-1 nowhere"));
        QVERIFY(!refused.ok);
        QCOMPARE(refused.text, QStringLiteral("olt-1 has no port nowhere."));
        const ControlReply list = controlSend(path, QStringLiteral("list"));
        QCOMPARE(list.text.count(u'\n'), 13);
        QVERIFY(!controlSend(path, QStringLiteral("two\nlines")).ok);
        simulator.stop();
        QVERIFY(!QFile::exists(path));
        QCOMPARE(controlSend(path, QStringLiteral("list")).text, QStringLiteral("No simulator listens on %1: No such file or directory.").arg(path));
        QCOMPARE(simulator.command(QStringLiteral("list")), QStringLiteral("error: The simulator is not running."));
        QVERIFY2(simulator.start(&error, path), qPrintable(error));
        QVERIFY(controlSend(path, QStringLiteral("list")).ok);
    }
    void aSecondSimulatorLeavesTheSocketAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("control");
        SimulatorThread first(options());
        SimulatorThread second(options());
        QString error;
        QVERIFY2(first.start(&error, path), qPrintable(error));
        QVERIFY(!second.start(&error, path));
        QCOMPARE(error, QStringLiteral("Another simulator listens on %1 already.").arg(path));
        QVERIFY(controlSend(path, QStringLiteral("status")).ok);
        QVERIFY(!second.start(&error, folder.filePath("missing/control")));
        QCOMPARE(error, QStringLiteral("The control socket %1 can't be made: No such file or directory.").arg(folder.filePath("missing/control")));
        QVERIFY(!second.start(&error, folder.filePath(QString(200, u'x'))));
        QVERIFY2(error.contains(QStringLiteral("its path must have 1 to 107 bytes")), qPrintable(error));
    }
    void aSocketLeftBehindIsReplaced()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("control");
        // What a crash leaves: a socket file that nobody listens on.
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path);
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QCOMPARE(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        ::close(fd);
        QVERIFY(QFile::exists(path));
        SimulatorThread simulator(options());
        QString error;
        QVERIFY2(simulator.start(&error, path), qPrintable(error));
        QVERIFY(controlSend(path, QStringLiteral("status")).ok);
    }
    void aFileIsNotReplaced()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("precious");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("data") == 4);
        file.close();
        SimulatorThread simulator(options());
        QString error;
        QVERIFY(!simulator.start(&error, path));
        QCOMPARE(error, QStringLiteral("The control socket %1 can't be made: Address already in use.").arg(path));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("data"));
    }
};

QTEST_GUILESS_MAIN(ControlTest)
#include "tst_control.moc"
