// Whose a trap is: routing domains, forwarded traps, credentials, and who is told of as refused.
#include "models/collection/collectorstatus.h"
#include "models/collection/trapintake.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/credential.h"
#include "models/inventory/inventorystore.h"
#include "tests/support/snmppeer.h"
#include "tests/support/teststore.h"
#include "tests/support/wait.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUdpSocket>

using namespace trunkline;
using test::TestStore;

class TrapSourcesTest : public QObject {
    Q_OBJECT

    struct Scene {
        explicit Scene(const QString& engineName)
            : store(engineName), receiver(engine), intake(store.context, receiver, access::collectorAgent(QStringLiteral("test")))
        {
            QString failure;
            if (!receiver.listen(QStringLiteral("127.0.0.1"), 0, &failure))
                qFatal("%s", qPrintable(failure));
        }
        /// As discovery would: the journal hears of it.
        inventory::Device add(const QString& name, const QString& address, const QString& domain = {})
        {
            inventory::Device device;
            device.id = store.ids.next<DeviceTag>();
            device.sysName = device.name = name;
            device.address = address;
            device.domain = domain;
            store::Change change(store.context, administrator.who());
            inventory::insertDevice(*store.connection, device);
            change.commit({QStringLiteral("device.discovered"), QStringLiteral("device"), device.id.toString(), {}, inventory::toJson(device), {}, {}});
            return device;
        }
        void send(const QStringList& options, quint16 port, const QStringList& trap)
        {
            const auto sent = test::runSnmpTool(QStringLiteral("snmptrap"), options + QStringList{QStringLiteral("127.0.0.1:%1").arg(port)} + trap, state.path());
            if (sent.exitCode != 0)
                qFatal("%s", sent.errors.constData());
        }
        void sendV2c(quint16 port = 0) { send({"-v2c", "-cpublic"}, port ? port : receiver.port(), {"1", "1.3.6.1.4.1.88888.0.3"}); }
        /// A forwarder's: v1 names the agent.
        void sendV1(const QString& agent) { send({"-v1", "-cpublic"}, receiver.port(), {"1.3.6.1.4.1.88888", agent, "6", "3", "1"}); }
        fault::Event newest(qint64 count)
        {
            if (!test::waitFor([&] { return intake.health().recorded >= count; }))
                qFatal("The trap was not recorded");
            for (const fault::Event& event : fault::recentEvents(*store.connection))
                if (!seen.contains(event.id)) {
                    seen.insert(event.id);
                    return event;
                }
            qFatal("There is no new event");
        }
        QMap<QString, quint64> refused() const
        {
            QMap<QString, quint64> counts;
            for (const snmp::RefusedSource& one : intake.health().refused)
                counts[collection::refusalKey(one.reason) + u' ' + one.source] = one.count;
            return counts;
        }

        const access::Actor administrator = test::administrator();
        QTemporaryDir state;
        TestStore store;
        snmp::Engine engine;
        snmp::TrapReceiver receiver;
        collection::TrapIntake intake;
        QSet<EventId> seen;
    };

private Q_SLOTS:
    void initTestCase()
    {
        if (test::installedProgram(QStringLiteral("snmptrap")).isEmpty())
            QSKIP("snmptrap is not installed");
    }

    void anAddressIsLookedUpInTheDomainOfTheListener_data() { test::engineRows(); }
    void anAddressIsLookedUpInTheDomainOfTheListener()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        QUdpSocket free;
        QVERIFY(free.bind(QHostAddress(QHostAddress::LocalHost), 0));
        const quint16 port = free.localPort();
        free.close();
        QString error;
        QVERIFY2(scene.receiver.listenAlso(QStringLiteral("127.0.0.1"), port, QStringLiteral("customer-a"), &error), qPrintable(error));
        const auto own = scene.add(QStringLiteral("core-1"), QStringLiteral("127.0.0.1"));
        scene.sendV2c(port);
        const auto stranger = scene.newest(1);
        QVERIFY(stranger.deviceId.isNull()); // the address is another place there
        QCOMPARE(stranger.source, "127.0.0.1 customer-a");
        const auto theirs = scene.add(QStringLiteral("cpe-1"), QStringLiteral("127.0.0.1"), QStringLiteral("customer-a"));
        scene.sendV2c(port);
        QCOMPARE(scene.newest(2).deviceId, theirs.id); // remembered as unknown, until the journal told of it
        scene.sendV2c();
        const auto event = scene.newest(3);
        QCOMPARE(event.deviceId, own.id);
        QCOMPARE(event.source, "127.0.0.1");
        QCOMPARE(scene.refused(), (QMap<QString, quint64>{{"stranger 127.0.0.1 customer-a", 1}}));
    }

    /// RFC 3584: what a forwarder sends on is about the agent that it names.
    /// What is said again is not put into words again, unless the words are others now.
    void wordsFollowTheNamesOfThings()
    {
        Scene scene(QStringLiteral("sqlite"));
        const auto device = scene.add(QStringLiteral("core-1"), QStringLiteral("127.0.0.1"));
        scene.send({"-v2c", "-cpublic"}, scene.receiver.port(), {"1", "1.3.6.1.4.1.88888.0.3", "1.3.6.1.2.1.1.4.0", "s", "one"});
        const auto first = scene.newest(1);
        QVERIFY2(first.text.startsWith(QLatin1String("core-1: ")) && first.text.contains(QLatin1String("one")), qPrintable(first.text));
        scene.send({"-v2c", "-cpublic"}, scene.receiver.port(), {"2", "1.3.6.1.4.1.88888.0.3", "1.3.6.1.2.1.1.4.0", "s", "one"});
        const auto again = scene.newest(2);
        QCOMPARE(again.text, first.text);
        QCOMPARE(again.payload["oids"], first.payload["oids"]);
        QCOMPARE(first.payload["uptimeTicks"].toInteger(), 1);
        QCOMPARE(again.payload["uptimeTicks"].toInteger(), 2);
        scene.send({"-v2c", "-cpublic"}, scene.receiver.port(), {"2", "1.3.6.1.4.1.88888.0.3", "1.3.6.1.2.1.1.4.0", "s", "two"});
        QVERIFY(scene.newest(3).text.contains(QLatin1String("two")));
        inventory::InventoryService(scene.store.context).rename(scene.administrator, device.id, QStringLiteral("Core Nord"));
        scene.send({"-v2c", "-cpublic"}, scene.receiver.port(), {"2", "1.3.6.1.4.1.88888.0.3", "1.3.6.1.2.1.1.4.0", "s", "one"});
        const auto renamed = scene.newest(4);
        QVERIFY2(renamed.text.startsWith(QLatin1String("Core Nord: ")), qPrintable(renamed.text));
        QCOMPARE(renamed.objectName, "Core Nord");
    }

    void aForwardedTrapIsOfTheDeviceThatItNames_data() { test::engineRows(); }
    void aForwardedTrapIsOfTheDeviceThatItNames()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const auto forwarder = scene.add(QStringLiteral("mediator"), QStringLiteral("127.0.0.1"));
        const auto origin = scene.add(QStringLiteral("olt-9"), QStringLiteral("192.0.2.9"));
        scene.sendV1(QStringLiteral("192.0.2.9"));
        const auto forwarded = scene.newest(1);
        QCOMPARE(forwarded.deviceId, origin.id);
        QCOMPARE(forwarded.source, "192.0.2.9");
        QCOMPARE(forwarded.payload["sentBy"].toString(), "127.0.0.1");
        scene.sendV1(QStringLiteral("192.0.2.77")); // behind an address translation, or not discovered: the sender is what is known
        QCOMPARE(scene.newest(2).deviceId, forwarder.id);
        scene.sendV1(QStringLiteral("0.0.0.0"));
        const auto unnamed = scene.newest(3);
        QCOMPARE(unnamed.deviceId, forwarder.id);
        QVERIFY(unnamed.payload["sentBy"].isUndefined());
        // v2c names it by a variable
        scene.send({"-v2c", "-cpublic"}, scene.receiver.port(), {"1", "1.3.6.1.4.1.88888.0.3", "1.3.6.1.6.3.18.1.3.0", "a", "192.0.2.9"});
        QCOMPARE(scene.newest(4).deviceId, origin.id);
    }

    void ofTwoThatNobodyKnowsTheOriginIsNamed()
    {
        Scene scene(QStringLiteral("sqlite"));
        scene.sendV1(QStringLiteral("192.0.2.9"));
        QCOMPARE(scene.newest(1).source, "192.0.2.9");
        scene.sendV1(QStringLiteral("127.0.0.77")); // names nobody
        QCOMPARE(scene.newest(2).source, "127.0.0.1");
    }

    /// Users and communities are those of the credentials, new ones as soon as they are there.
    void credentialsSayWhoIsBelieved_data() { test::engineRows(); }
    void credentialsSayWhoIsBelieved()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const store::Sealer sealer(QByteArray(32, 'k'));
        scene.add(QStringLiteral("core-1"), QStringLiteral("127.0.0.1"));
        inventory::CredentialService credentials(scene.store.context, sealer);
        inventory::Credential reading;
        reading.name = QStringLiteral("reading");
        reading.community = "net-reading";
        credentials.add(scene.administrator, reading);
        scene.intake.believe(sealer);
        scene.sendV2c();
        QCOMPARE(scene.newest(1).kind, fault::EventKind::Other); // kept, though
        QCOMPARE(scene.refused(), (QMap<QString, quint64>{{"otherCommunity 127.0.0.1", 1}}));
        const auto sendV3 = [&] {
            scene.send(QStringLiteral("-v3 -e 0x8000000001020304 -u trapuser -l authPriv -a SHA -A auth-secret-1 -x AES -X priv-secret-1").split(u' '), scene.receiver.port(),
                       {"1", "1.3.6.1.4.1.88888.0.3"});
        };
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("could not be decoded")));
        sendV3();
        QCOMPARE(scene.newest(2).kind, fault::EventKind::Undecodable);
        QCOMPARE(scene.refused().value("notAuthentic 127.0.0.1"), quint64(1));
        inventory::Credential user;
        user.name = QStringLiteral("traps");
        user.version = inventory::SnmpVersion::V3;
        user.user = QStringLiteral("trapuser");
        user.auth = inventory::AuthProtocol::Sha1;
        user.authPassword = "auth-secret-1";
        user.priv = inventory::PrivProtocol::Aes128;
        user.privPassword = "priv-secret-1";
        credentials.add(scene.administrator, user);
        scene.sendV2c(); // whatever comes next makes it look
        scene.newest(3);
        sendV3();
        QCOMPARE(scene.newest(4).kind, fault::EventKind::Other);
        QCOMPARE(scene.refused().value("notAuthentic 127.0.0.1"), quint64(1));
    }

    void whatACollectorTellsComesBack_data() { test::engineRows(); }
    void whatACollectorTellsComesBack()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        collection::CollectorStatus status{QStringLiteral("noc-1:9162"), {1'000}, {2'000}, {1, 2, 3, 4, 5, 6, 7, {}}};
        status.traps.refused = {{snmp::Refusal::SourceFull, QStringLiteral("192.0.2.1"), 9, 1'500}, {snmp::Refusal::Stranger, {}, 2, 1'600}};
        collection::saveCollectorStatus(*s.connection, status);
        collection::saveCollectorStatus(*s.connection, {QStringLiteral("a-2:162"), {1}, {2}, {}});
        status.at = {3'000};
        status.traps.recorded = 100;
        collection::saveCollectorStatus(*s.connection, status);
        const auto all = collection::collectorStatuses(*s.connection);
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[1], status);
        QCOMPARE(all[1].traps.dropped(), 4 + 5 + 6);
        QCOMPARE(store::journalEnd(*s.connection), 0); // a measurement
        // what another version wrote is read as far as it is understood
        QCOMPARE(collection::trapHealthFrom({{"recorded", "many"}, {"refused", QJsonArray{QJsonObject{{"reason", "unheard-of"}}, 7}}}), collection::TrapHealth());
    }
};

QTEST_GUILESS_MAIN(TrapSourcesTest)
#include "tst_trapsources.moc"
