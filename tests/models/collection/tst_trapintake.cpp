#include "models/collection/trapintake.h"
#include "models/fault/alarmstore.h"
#include "tests/support/simulatednetwork.h"
#include "tests/support/snmppeer.h"
#include "tests/support/wait.h"

#include <QTest>
#include <QUdpSocket>

using namespace trunkline;
using test::SimulatedNetwork;
using test::TestStore;

class TrapIntakeTest : public QObject {
    Q_OBJECT

    struct Scene {
        explicit Scene(const QString& engineName)
            : store(engineName), receiver(engine), intake(store.context, receiver, access::collectorAgent(QStringLiteral("test")))
        {
            QString failure;
            if (!receiver.listen(QStringLiteral("127.0.0.1"), 0, &failure))
                qFatal("%s", qPrintable(failure));
            network = std::make_unique<SimulatedNetwork>(store, receiver.port());
            network->discover();
        }
        bool recorded(qint64 count)
        {
            return test::waitFor([&] { return intake.health().recorded >= count; });
        }
        QList<fault::Alarm> alarms() { return fault::openAlarms(*store.connection); }

        TestStore store;
        snmp::Engine engine;
        snmp::TrapReceiver receiver;
        collection::TrapIntake intake;
        std::unique_ptr<SimulatedNetwork> network;
    };

private Q_SLOTS:
    void aTrapBecomesOneAlarmAndItsRepeatCounts_data() { test::engineRows(); }
    void aTrapBecomesOneAlarmAndItsRepeatCounts()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const auto free = inventory::freePorts(*scene.store.connection);
        QVERIFY(!free.isEmpty());
        const auto links = inventory::links(*scene.store.connection);
        const auto port = *inventory::port(*scene.store.connection, links.first().aPortId);
        const QString name = inventory::device(*scene.store.connection, port.deviceId)->name + u' ' + port.name;
        scene.network->command(QStringLiteral("port down ") + name);
        QVERIFY(scene.recorded(2)); // one from each end
        scene.network->advanceMs(1000);
        scene.network->command(QStringLiteral("trap repeat ") + name);
        QVERIFY(scene.recorded(3));
        const auto open = scene.alarms();
        QCOMPARE(open.size(), 2);
        const auto own = std::find_if(open.begin(), open.end(), [&](const fault::Alarm& alarm) { return alarm.portId == port.id; });
        QVERIFY(own != open.end());
        QCOMPARE(own->count, 2);
        QCOMPARE(own->objectName, name);
        QCOMPARE(fault::eventsOfAlarm(*scene.store.connection, own->id).size(), 2);
        QCOMPARE(inventory::port(*scene.store.connection, port.id)->operState, inventory::OperState::Down);
        scene.network->advanceMs(1000);
        scene.network->command(QStringLiteral("port up ") + name);
        QVERIFY(scene.recorded(5));
        QVERIFY(scene.alarms().isEmpty());
    }

    void aTrapOfARuleReadsWell_data() { test::engineRows(); }
    void aTrapOfARuleReadsWell()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        QTemporaryDir state;
        const auto send = [&](const QStringList& trap) {
            const auto sent = test::runSnmpTool(QStringLiteral("snmptrap"), QStringList{"-v2c", "-cpublic", QStringLiteral("127.0.0.1:%1").arg(scene.receiver.port()), "1"} + trap, state.path());
            if (sent.exitCode != 0)
                qFatal("%s", sent.errors.constData());
        };
        if (test::installedProgram(QStringLiteral("snmptrap")).isEmpty())
            QSKIP("snmptrap is not installed");
        const QStringList binds{"1.3.6.1.2.1.15.3.1.14.192.0.2.9", "x", "0402", "1.3.6.1.2.1.15.3.1.2.192.0.2.9", "i", "1"};
        send(QStringList{"1.3.6.1.2.1.15.7.2"} + binds);
        send(QStringList{"1.3.6.1.2.1.15.7.2"} + binds);
        QVERIFY(scene.recorded(2));
        const auto open = scene.alarms();
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.first().count, 2);
        QCOMPARE(open.first().problem.key, "BGP session down");
        QVERIFY2(open.first().text.contains(QLatin1String("bgpPeerState idle")), qPrintable(open.first().text));
        const auto event = fault::event(*scene.store.connection, open.first().raisedByEvent);
        QCOMPARE(event->payload["named"].toObject().value("bgpPeerState.192.0.2.9").toString(), "idle");
        QCOMPARE(event->payload["oids"].toObject().value("1.3.6.1.2.1.15.3.1.2.192.0.2.9").toString(), "1");
        send(QStringList{"1.3.6.1.2.1.15.7.1", binds[0], "x", "0000", binds[3], "i", "6"});
        send({"1.3.6.1.4.1.88888.0.3", "1.3.6.1.4.1.88888.7", "s", "hello"});
        QVERIFY(scene.recorded(4));
        QVERIFY(scene.alarms().isEmpty());
        const auto unknown = fault::recentEvents(*scene.store.connection, 10);
        QVERIFY(std::any_of(unknown.begin(), unknown.end(), [](const fault::Event& each) {
            return each.kind == fault::EventKind::Other && each.text.endsWith(QLatin1String(": 1.3.6.1.4.1.88888.0.3: 1.3.6.1.4.1.88888.7 hello"));
        }));
    }

    void whatCanNotBeDecodedIsCountedAndShown_data() { test::engineRows(); }
    void whatCanNotBeDecodedIsCountedAndShown()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        QUdpSocket socket;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("could not be decoded")));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("could not be decoded")));
        for (int i = 0; i < 2; ++i)
            socket.writeDatagram("this is no trap", QHostAddress::LocalHost, scene.receiver.port());
        QVERIFY(scene.recorded(2));
        QCOMPARE(scene.intake.health().undecodable, 2);
        QCOMPARE(fault::undecodableCount(*scene.store.connection), 2);
        QCOMPARE(scene.alarms().size(), 1);
        QCOMPARE(scene.alarms().first().problem, fault::Problem::UndecodableMessages);
        QVERIFY(fault::recentEvents(*scene.store.connection).first().payload["bytes"].toString().startsWith(QLatin1String("74 68 69 73")));
    }
};

QTEST_GUILESS_MAIN(TrapIntakeTest)
#include "tst_trapintake.moc"
