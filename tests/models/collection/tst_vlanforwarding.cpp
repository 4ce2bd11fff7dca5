// Forwarding tables that a switch keeps for each VLAN in an instance of its own, read from the simulator, which serves NAME@VLAN.snmprec to
// the community public@VLAN and in the context vlan-VLAN.
#include "models/collection/discovery.h"
#include "models/collection/topology.h"
#include "models/collection/vlanforwarding.h"
#include "snmp/simulator/simulator.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

namespace {

/// A switch of three ports: VLANs 1 and 22 at work, 23 suspended, 1002 for FDDI. The router's interface (00:00:5e:00:53:01) is behind port 3, in VLAN 22.
const char switchText[] = R"(1.3.6.1.2.1.1.1.0|4|Cisco IOS Software, C3560
1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.634
1.3.6.1.2.1.1.3.0|67|100000
1.3.6.1.2.1.1.5.0|4|sw
1.3.6.1.2.1.2.2.1.2.10101|4|Gi0/1
1.3.6.1.2.1.2.2.1.2.10103|4|Gi0/3
1.3.6.1.2.1.2.2.1.3.10101|2|6
1.3.6.1.2.1.2.2.1.3.10103|2|6
1.3.6.1.2.1.2.2.1.6.10101|4x|00005e005311
1.3.6.1.2.1.2.2.1.6.10103|4x|00005e005313
1.3.6.1.2.1.17.1.4.1.2.1|2|10101
1.3.6.1.2.1.17.4.3.1.2.0.0.94.0.83.99|2|1
1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.1|2|1
1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.22|2|1
1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.23|2|2
1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.24|2|1
1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.1002|2|1
1.3.6.1.4.1.9.9.46.1.3.1.1.3.1.1|2|1
1.3.6.1.4.1.9.9.46.1.3.1.1.3.1.22|2|1
1.3.6.1.4.1.9.9.46.1.3.1.1.3.1.23|2|1
1.3.6.1.4.1.9.9.46.1.3.1.1.3.1.24|2|1
1.3.6.1.4.1.9.9.46.1.3.1.1.3.1.1002|2|2
)";
const char vlan22Text[] = R"(1.3.6.1.2.1.17.1.4.1.2.3|2|10103
1.3.6.1.2.1.17.4.3.1.2.0.0.94.0.83.1|2|3
)";
/// No port is in it: its forwarding table has nothing to say.
const char vlan24Text[] = R"(1.3.6.1.2.1.17.1.1.0|4x|00005e005310
)";
const char routerText[] = R"(1.3.6.1.2.1.1.1.0|4|Router
1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.32473.1.1
1.3.6.1.2.1.1.3.0|67|100000
1.3.6.1.2.1.1.5.0|4|rt
1.3.6.1.2.1.2.2.1.2.1|4|eth0
1.3.6.1.2.1.2.2.1.3.1|2|6
1.3.6.1.2.1.2.2.1.6.1|4x|00005e005301
)";

constexpr quint64 hostMac = 0x00005e005363, routerMac = 0x00005e005301;

struct Scene {
    /// `vlans`: whether the switch has instances for its VLANs.
    explicit Scene(bool vlans = true)
    {
        write("rt.snmprec", routerText);
        write("sw.snmprec", switchText);
        if (vlans) {
            write("sw@22.snmprec", vlan22Text);
            write("sw@24.snmprec", vlan24Text);
        }
        simulator::SimulatorOptions options;
        options.synthetic = false;
        options.recordings = {folder.path()};
        options.recordingsBaseAddress = QStringLiteral("127.31.0.1");
        served = std::make_unique<simulator::Simulator>(options);
        QString error;
        if (!served->start(&error))
            qFatal("%s", qPrintable(error));
        snmp.timeoutMs = 300;
        snmp.port = served->port();
    }
    void write(const char* name, const char* text)
    {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("The recording can't be written");
    }
    QString addressOf(const QString& name) const
    {
        for (const simulator::DeviceLine& line : served->devices())
            if (line.name == name)
                return line.address;
        qFatal("There is no %s", qPrintable(name));
    }
    static inventory::Credential credential(bool v3)
    {
        inventory::Credential credential;
        credential.id = CredentialId(QUuid::createUuid());
        credential.name = QStringLiteral("read");
        credential.community = "public";
        if (v3) {
            const auto user = simulator::SimulatorOptions::defaultUsers().first();
            credential.version = inventory::SnmpVersion::V3;
            credential.user = QString::fromUtf8(user.name);
            credential.auth = inventory::AuthProtocol::Sha256;
            credential.authPassword = user.authPassword;
            credential.priv = inventory::PrivProtocol::Aes128;
            credential.privPassword = user.privPassword;
        }
        return credential;
    }
    /// The simulator lives on this thread, too.
    snmp::Reply await(const QFuture<snmp::Reply>& reply)
    {
        QEventLoop loop;
        QFutureWatcher<snmp::Reply> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(reply);
        if (!reply.isFinished())
            loop.exec();
        return reply.result();
    }
    DeviceReading read(const QString& name, bool v3 = false)
    {
        Refusals refusals;
        const std::atomic<bool> cancelled = false;
        return readDevice(engine, addressOf(name), {credential(v3)}, snmp, refusals, [this](const QFuture<snmp::Reply>& reply) { return await(reply); }, cancelled);
    }

    QTemporaryDir folder;
    std::unique_ptr<simulator::Simulator> served;
    snmp::Engine engine;
    ReadingOptions snmp;
};

QList<std::pair<qint64, quint64>> entriesOf(const DeviceReading& reading)
{
    QList<std::pair<qint64, quint64>> entries;
    for (const ForwardingEntry& entry : reading.device.adjacencies.forwarding)
        entries.append({entry.ifIndex, entry.mac});
    std::sort(entries.begin(), entries.end());
    return entries;
}

} // namespace

class VlanForwardingTest : public QObject {
    Q_OBJECT

    static void versions()
    {
        QTest::addColumn<bool>("v3");
        QTest::addRow("community@vlan") << false;
        QTest::addRow("context vlan-N") << true;
    }

private Q_SLOTS:
    void asksWhatTheSwitchCarries()
    {
        const auto binds = [](const char* text) {
            const auto outcome = simulator::Recording::parse(text, QStringLiteral("test"));
            snmp::VarBinds all;
            for (const snmp::VarBind& bind : outcome.recording->objects())
                all.append(bind);
            return all;
        };
        QCOMPARE(vlansToAsk(binds(switchText)), (QList<int>{22, 24}));
        QVERIFY(vlansToAsk(binds(routerText)).isEmpty());
        // One that shows all of them in Q-BRIDGE-MIB has told everything.
        QVERIFY(vlansToAsk(binds(switchText) + binds("1.3.6.1.2.1.17.7.1.2.2.1.2.22.0.0.94.0.83.1|2|3\n")).isEmpty());
        // What can't be a VLAN.
        QVERIFY(vlansToAsk(binds("1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.0|2|1\n1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.4095|2|1\n1.3.6.1.4.1.9.9.46.1.3.1.1.2.22|2|1\n")).isEmpty());
    }

    void everyVlanIsReadWithinItself_data() { versions(); }
    void everyVlanIsReadWithinItself()
    {
        QFETCH(bool, v3);
        Scene scene;
        const DeviceReading reading = scene.read(QStringLiteral("sw"), v3);
        QCOMPARE(reading.problem, ReadingProblem::None);
        QVERIFY2(reading.warnings.isEmpty(), qPrintable(reading.warnings.join(u' ')));
        QCOMPARE(entriesOf(reading), (QList<std::pair<qint64, quint64>>{{10101, hostMac}, {10103, routerMac}}));
    }

    // Without instances a switch is asked for one VLAN, and what it told stays as it was.
    void whoDoesNotKnowOfItIsAskedOnce_data() { versions(); }
    void whoDoesNotKnowOfItIsAskedOnce()
    {
        QFETCH(bool, v3);
        Scene scene(false);
        const DeviceReading reading = scene.read(QStringLiteral("sw"), v3);
        QCOMPARE(reading.problem, ReadingProblem::None);
        QVERIFY2(reading.warnings.isEmpty(), qPrintable(reading.warnings.join(u' ')));
        QCOMPARE(entriesOf(reading), (QList<std::pair<qint64, quint64>>{{10101, hostMac}}));
        if (!v3) // one question with its repetitions
            QCOMPARE(scene.served->served(QStringLiteral("sw"))->counters().wrongCommunity, 3u);
    }

    void theGraphKnowsWhoIsBehindAPortOfAnotherVlan()
    {
        Scene scene;
        const QList<DiscoveredDevice> devices{scene.read(QStringLiteral("rt")).device, scene.read(QStringLiteral("sw")).device};
        const QList<LinkEnds> links = linksBetween(devices);
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.first(), (LinkEnds{0, QStringLiteral("eth0"), 1, QStringLiteral("Gi0/3"), {{QStringLiteral("fdb"), false}}}));
    }
};

QTEST_GUILESS_MAIN(VlanForwardingTest)
#include "tst_vlanforwarding.moc"
