#include "models/collection/syslogintake.h"
#include "models/collection/sysloglistening.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/inventory/inventoryservice.h"
#include "tests/support/simulatednetwork.h"
#include "tests/support/wait.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>
#include <QUdpSocket>

using namespace trunkline;
using test::SimulatedNetwork;
using test::TestStore;

class SyslogIntakeTest : public QObject {
    Q_OBJECT

    struct Scene {
        explicit Scene(const QString& engine) : store(engine), network(store), intake(store.context, receiver, access::collectorAgent(QStringLiteral("test")))
        {
            store.setUpOperator();
            network.discover();
            const QStringList problems = receiver.listen({QStringLiteral("0.0.0.0"), 0, {}, {}, {}, {}, {}});
            if (!problems.isEmpty())
                qFatal("%s", qPrintable(problems.first()));
        }
        void send(const QString& from, const QByteArray& line)
        {
            QUdpSocket socket;
            if (!socket.bind(QHostAddress(from)) || socket.writeDatagram(line, QHostAddress::LocalHost, receiver.udpPort()) != line.size())
                qFatal("can't send from %s", qPrintable(from));
            ++sent;
            if (!test::waitFor([&] { return intake.counters().recorded == sent; }))
                qFatal("not recorded: %s", line.constData());
        }
        fault::Event last() { return fault::recentEvents(*store.connection, 1).first(); }

        TestStore store;
        SimulatedNetwork network;
        syslog::Receiver receiver;
        collection::SyslogIntake intake;
        qint64 sent = 0;
    };

private Q_SLOTS:
    void aLinkGoesDownAndComesBackByItsLog_data() { test::engineRows(); }
    void aLinkGoesDownAndComesBackByItsLog()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const auto link = inventory::links(*scene.store.connection).first();
        const auto port = *inventory::port(*scene.store.connection, link.aPortId);
        const auto device = *inventory::device(*scene.store.connection, port.deviceId);
        scene.send(device.address, "<187>45: %LINK-3-UPDOWN: Interface " + port.name.toUtf8() + ", changed state to down");
        scene.send(device.address, "<187>46: Mar  1 00:59:59: %LINK-3-UPDOWN: Interface " + port.name.toUtf8() + ", changed state to down");
        auto open = fault::openAlarms(*scene.store.connection);
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.first().portId, port.id);
        QCOMPARE(open.first().count, 2);
        QCOMPARE(open.first().severity, Severity::Major); // a link runs over it
        QCOMPARE(open.first().problem, fault::Problem::LinkDown);
        const fault::Event event = scene.last();
        QCOMPARE(event.payload["facility"].toString(), "local7");
        QCOMPARE(event.payload["level"].toString(), "err");
        QCOMPARE(event.payload["app"].toString(), "%LINK-3-UPDOWN");
        QCOMPARE(event.payload["deviceTime"].toString(), "2026-02-28T23:59:59.000Z"); // no zone: the operator's, Berlin
        QCOMPARE(fault::severityOf(event), Severity::Minor);
        QCOMPARE(event.text, device.name + u' ' + port.name + QStringLiteral(" went down."));
        scene.network.advanceMs(1000);
        scene.send(device.address, "<187>47: %LINK-3-UPDOWN: Interface " + port.name.toUtf8() + ", changed state to up");
        QVERIFY(fault::openAlarms(*scene.store.connection).isEmpty());
    }

    void theTrapAndTheLineOfOneFaultAreOneAlarm_data() { test::engineRows(); }
    void theTrapAndTheLineOfOneFaultAreOneAlarm()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const auto port = *inventory::port(*scene.store.connection, inventory::links(*scene.store.connection).first().aPortId);
        const auto device = *inventory::device(*scene.store.connection, port.deviceId);
        fault::EventDraft trap;
        trap.kind = fault::EventKind::LinkDown;
        trap.source = device.address;
        trap.deviceId = device.id;
        trap.portId = port.id;
        trap.at = scene.store.clock.now();
        fault::FaultService(scene.store.context).record(access::collectorAgent(QStringLiteral("test")), trap);
        scene.send(device.address, "<187>45: %LINK-3-UPDOWN: Interface " + port.name.toUtf8() + ", changed state to down");
        QCOMPARE(fault::openAlarms(*scene.store.connection).size(), 1);
        QCOMPARE(fault::openAlarms(*scene.store.connection).first().count, 2);
    }

    void whoeverIsUnknownAndWhateverHasNoRuleIsKept_data() { test::engineRows(); }
    void whoeverIsUnknownAndWhateverHasNoRuleIsKept()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const std::int64_t journal = store::journalEnd(*scene.store.connection);
        scene.send(QStringLiteral("127.9.9.9"), "<86>Mar  1 00:00:00 jump-1 sshd[9]: Accepted publickey for noc");
        const fault::Event event = scene.last();
        QCOMPARE(event.kind, fault::EventKind::LogMessage);
        QVERIFY(event.deviceId.isNull() && event.alarmId.isNull());
        QCOMPARE(event.source, "127.9.9.9");
        QCOMPARE(event.objectName, "jump-1");
        QCOMPARE(event.text, "jump-1: sshd: Accepted publickey for noc");
        QCOMPARE(store::journalEnd(*scene.store.connection), journal); // evidence, no change of state
        scene.send(QStringLiteral("127.9.9.9"), "<13>Mar  1 00:00:00 jump-1 app: " + QByteArray(10'000, 'x'));
        QVERIFY(scene.last().text.endsWith(QLatin1String("octets were sent)")));
        QCOMPARE(scene.intake.counters().cut, 1);
    }

    // A relay sends for others: the host that a line names counts.
    void aRelaySpeaksForTheDevicesItNames_data() { test::engineRows(); }
    void aRelaySpeaksForTheDevicesItNames()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const auto devices = inventory::devices(*scene.store.connection);
        const auto& relay = devices.first();
        const auto& named = devices.last();
        scene.send(relay.address, "<13>Mar  1 00:00:00 " + named.sysName.toUtf8() + ".example.net app: by name");
        QCOMPARE(scene.last().deviceId, named.id);
        scene.send(QStringLiteral("127.9.9.9"), "<13>1 2026-03-01T00:00:00Z " + named.address.toUtf8() + " app - - - by address");
        QCOMPARE(scene.last().deviceId, named.id);
        scene.send(relay.address, "<13>Mar  1 00:00:00 nobody-knows app: x");
        QCOMPARE(scene.last().deviceId, relay.id);
    }

    void aDevicesOwnZoneIsThatOfItsDates_data() { test::engineRows(); }
    void aDevicesOwnZoneIsThatOfItsDates()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const auto device = inventory::devices(*scene.store.connection).first();
        inventory::InventoryService verbs(scene.store.context);
        verbs.setTimeZone(test::administrator(), device.id, QStringLiteral("America/New_York"));
        scene.send(device.address, "<13>Feb 28 18:00:00 x app: y");
        QCOMPARE(scene.last().payload["deviceTime"].toString(), "2026-02-28T23:00:00.000Z");
        QVERIFY_THROWS_EXCEPTION(InvalidInput, verbs.setTimeZone(test::administrator(), device.id, QStringLiteral("Mars/Olympus")));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, verbs.setTimeZone(test::withRole(access::Role::NocOperator), device.id, {}));
    }

    void theKeyIsSealedInTheDatabase_data() { test::engineRows(); }
    void theKeyIsSealedInTheDatabase()
    {
        QFETCH(QString, engine);
        TestStore store(engine);
        const store::Sealer sealer(QByteArray(32, 'k'));
        QTemporaryDir folder;
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"), {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "36500", "-subj", "/CN=syslog.example.net", "-keyout",
                                                  folder.filePath("k"), "-out", folder.filePath("c")});
        QVERIFY(openssl.waitForFinished() && openssl.exitCode() == 0);
        const auto fileOf = [&](const char* name) {
            QFile file(folder.filePath(QLatin1String(name)));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        collection::SyslogChange change{QStringLiteral("127.0.0.1"), 0, 0, 6514, {}, {}, {}};
        const auto apply = [&](const access::Actor& actor) { collection::changeSyslogListening(store.context, sealer, actor, change); };
        QVERIFY_THROWS_EXCEPTION(InvalidInput, apply(test::administrator())); // TLS without a certificate
        change.certificates = fileOf("c");
        change.key = fileOf("k");
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, apply(test::withRole(access::Role::NocOperator)));
        apply(test::administrator());
        const auto settings = collection::syslogSettings(*store.connection);
        QCOMPARE(settings.tlsPort, 6514);
        QCOMPARE(settings.certificate, "syslog.example.net");
        QCOMPARE(collection::syslogListening(*store.connection, sealer).key, fileOf("k"));
        QVERIFY(!store::setting(*store.connection, QStringLiteral("syslog"))->contains(QLatin1String("PRIVATE")));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, collection::syslogListening(*store.connection, store::Sealer(QByteArray(32, 'x'))));
        const auto entry = store::journalAfter(*store.connection, 0).last();
        QCOMPARE(entry.kind, "syslog.changed");
        QVERIFY(!entry.after.text().contains(QLatin1String("KEY")));
        change.certificates.reset();
        change.key.reset();
        change.udpPort = 5514; // the key stays
        apply(test::administrator());
        QCOMPARE(collection::syslogListening(*store.connection, sealer).key, fileOf("k"));
        change.address = QStringLiteral("everywhere");
        QVERIFY_THROWS_EXCEPTION(InvalidInput, apply(test::administrator()));
    }
};

QTEST_GUILESS_MAIN(SyslogIntakeTest)
#include "tst_syslogintake.moc"
