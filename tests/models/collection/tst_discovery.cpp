// Discovery over real SNMP: the simulator's synthetic network, and Debian's snmpd as an independent agent.
#include "models/collection/discovery.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"
#include "snmp/simulator/simulatorthread.h"
#include "tests/support/snmppeer.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;
using test::TestStore;

class DiscoveryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<simulator::SimulatorThread> network_;
    std::unique_ptr<snmp::Engine> engine_;
    QString seed_;

    static inventory::Credential community(const QByteArray& text)
    {
        inventory::Credential credential;
        credential.name = QStringLiteral("credential ") + QString::fromLatin1(text.left(1));
        credential.community = text;
        return credential;
    }

    DiscoveryOptions options(const QString& seed) const
    {
        DiscoveryOptions options;
        options.seeds = {seed};
        options.reading.port = network_->port();
        options.reading.timeoutMs = 500;
        return options;
    }

    QString refusal(const QList<inventory::Credential>& credentials, const DiscoveryOptions& options)
    {
        try {
            Discovery(*engine_, credentials, options).explore();
        } catch (const Error& error) {
            return error.sentence();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        simulator::SimulatorOptions simulated;
        simulated.baseAddress = QStringLiteral("127.21.0.1");
        network_ = std::make_unique<simulator::SimulatorThread>(simulated);
        QString error;
        QVERIFY2(network_->start(&error), qPrintable(error));
        seed_ = network_->devices().first().address;
        engine_ = std::make_unique<snmp::Engine>();
    }

    void cleanupTestCase()
    {
        engine_.reset();
        network_.reset();
    }

    void oneSeedLeadsToTheWholeNetwork_data() { test::engineRows(); }
    void oneSeedLeadsToTheWholeNetwork()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const auto plan = simulator::NetworkPlan::demo();
        Discovery discovery(*engine_, {community("public")}, options(seed_));
        int steps = 0;
        connect(&discovery, &Discovery::progressed, &discovery, [&](const DiscoveryProgress& progress) { steps = std::max(steps, progress.found); }, Qt::DirectConnection);
        const DiscoveryReport report = discovery.run(s.context, test::administrator());
        for (const DiscoveryFailure& failure : report.failures)
            qWarning("%s", qPrintable(failure.sentence));
        QVERIFY(report.failures.isEmpty());
        QCOMPARE(report.newDevices, int(plan.devices.size()));
        QCOMPARE(report.links, int(plan.links.size()));
        QCOMPARE(report.newLinks, int(plan.links.size()));
        QCOMPARE(steps, int(plan.devices.size()));

        // Every device as it was planned, with every port under its name.
        for (const simulator::DevicePlan& planned : plan.devices) {
            const auto device = inventory::deviceByName(*s.connection, planned.name);
            QVERIFY2(device, qPrintable(planned.name));
            QCOMPARE(device->serialNumber, planned.serial);
            QCOMPARE(device->model, planned.model);
            QCOMPARE(device->softwareVersion, planned.software);
            QCOMPARE(device->sysObjectId, planned.objectId.toString());
            QVERIFY(!device->engineId.isEmpty());
            QVERIFY(device->kind != QLatin1String("unknown"));
            QCOMPARE(inventory::site(*s.connection, device->siteId)->name, planned.location);
            QCOMPARE(inventory::ports(*s.connection, device->id).size(), planned.ports.size());
            for (const simulator::PortPlan& port : planned.ports) {
                const auto stored = inventory::portByName(*s.connection, device->id, port.name);
                QVERIFY2(stored, qPrintable(port.name));
                QCOMPARE(stored->ifIndex, qint64(port.ifIndex));
                QCOMPARE(stored->speedBps, qint64(port.mbps) * 1'000'000);
                QCOMPARE(stored->adminState, port.adminUp ? inventory::AdminState::Up : inventory::AdminState::Down);
                QCOMPARE(stored->alias, port.alias);
            }
        }
        // Every cable once, between the ports of the plan.
        for (const simulator::LinkPlan& planned : plan.links) {
            const auto end = [&](simulator::PortRef ref) {
                const auto device = inventory::deviceByName(*s.connection, plan.devices[ref.device].name);
                return inventory::portByName(*s.connection, device->id, plan.devices[ref.device].ports[ref.port].name)->id;
            };
            const auto links = inventory::linksOfPort(*s.connection, end(planned.from));
            QCOMPARE(links.size(), 1);
            QVERIFY(links.first().aPortId == end(planned.to) || links.first().bPortId == end(planned.to));
            QCOMPARE(links.first().evidence, planned.protocol == simulator::NeighbourProtocol::Cdp ? QStringLiteral("cdp") : QStringLiteral("lldp"));
        }

        // Again: nothing new, no entry.
        const auto end = store::journalEnd(*s.connection);
        const DiscoveryReport again = Discovery(*engine_, {community("public")}, options(seed_)).run(s.context, test::administrator());
        QCOMPARE(again.newDevices + again.changedDevices + again.newLinks, 0);
        QCOMPARE(again.devices.size(), report.devices.size());
        QCOMPARE(store::journalEnd(*s.connection), end);
    }

    void everySeedLeadsToTheSameNetwork()
    {
        TestStore s(QStringLiteral("sqlite"));
        for (const auto& line : network_->devices()) {
            const DiscoveryReport report = Discovery(*engine_, {community("public")}, options(line.address)).run(s.context, test::administrator());
            QCOMPARE(report.devices.size(), network_->devices().size());
        }
        QCOMPARE(inventory::devices(*s.connection).size(), network_->devices().size());
    }

    void credentialsAreTriedInOrder()
    {
        const auto user = simulator::SimulatorOptions::defaultUsers().first();
        inventory::Credential v3;
        v3.id = CredentialId(QUuid::createUuid());
        v3.name = QStringLiteral("v3");
        v3.version = inventory::SnmpVersion::V3;
        v3.user = QStringLiteral("noc-ro");
        v3.auth = inventory::AuthProtocol::Sha256;
        v3.authPassword = "Northwind-auth-1";
        v3.priv = inventory::PrivProtocol::Aes128;
        v3.privPassword = "Northwind-priv-1";
        DiscoveryOptions wanted = options(seed_);
        wanted.maxDevices = 1;
        inventory::Credential writing = community("private");
        writing.forWriting = true;
        const auto findings = Discovery(*engine_, {writing, community("wrong"), v3}, wanted).explore();
        QCOMPARE(findings.devices.size(), 1);
        QCOMPARE(findings.devices.first().found.credentialId, v3.id);
        QVERIFY(findings.leftOut > 0);
        // With nothing else to read with, the one for writing is better than none.
        QCOMPARE(Discovery(*engine_, {writing}, wanted).explore().devices.size(), 1);
        v3.authPassword = "not-this-password";
        const QString sentence = refusal({v3}, wanted);
        QVERIFY2(sentence.contains(seed_) && sentence.contains("refuses") && sentence.contains("v3"), qPrintable(sentence));
        QVERIFY(!sentence.contains("not-this-password"));
    }

    // A device may lock a user out after a few wrong passwords: each is tried once, at whatever address, and not again in the next run.
    void aRefusedV3UserIsNotTriedAgain_data() { test::engineRows(); }
    void aRefusedV3UserIsNotTriedAgain()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const store::Sealer sealer(QByteArray(32, 'k'));
        inventory::Credential v3;
        v3.name = QStringLiteral("v3");
        v3.version = inventory::SnmpVersion::V3;
        v3.user = QStringLiteral("noc-ro");
        v3.auth = inventory::AuthProtocol::Sha256;
        v3.authPassword = "not-this-password";
        v3.priv = inventory::PrivProtocol::Aes128;
        v3.privPassword = "nor-this-password";
        inventory::CredentialService credentials(s.context, sealer);
        v3 = credentials.add(test::administrator(), v3);
        const auto run = [&](DiscoveryOptions wanted) {
            Discovery discovery(*engine_, {v3}, std::move(wanted));
            QVERIFY_THROWS_EXCEPTION(NetworkFailure, discovery.run(s.context, test::administrator()));
        };
        run(options(seed_));
        const QSet<Refusal> known = knownRefusals(*s.connection, {});
        QCOMPARE(known.size(), 2); // its place and its engine
        const auto before = engine_->counters().sent;
        run(options(seed_));
        const auto asked = engine_->counters().sent - before;
        QVERIFY(asked > 0 && asked <= 2); // who it is, without a user; no password
        const auto middle = engine_->counters().sent;
        DiscoveryOptions again = options(seed_);
        again.retryRefused = true;
        run(again);
        QVERIFY(engine_->counters().sent - middle > asked);
        // Changed, it is another guess.
        v3.authPassword = "Northwind-auth-1";
        v3.privPassword = "Northwind-priv-1";
        credentials.change(test::administrator(), v3);
        QVERIFY(knownRefusals(*s.connection, {}).isEmpty());
        DiscoveryOptions one = options(seed_);
        one.maxDevices = 1;
        QCOMPARE(Discovery(*engine_, {v3}, one).run(s.context, test::administrator()).devices.size(), 1);
    }

    void rangesAndSeveralSeedsLeadThereToo()
    {
        DiscoveryOptions wanted = options(QStringLiteral("127.21.0.200")); // nobody
        wanted.seeds.append(seed_);
        wanted.reading.timeoutMs = 150;
        wanted.followNeighbours = false;
        for (int i = 1; i <= 40; ++i)
            wanted.addresses.append(QStringLiteral("127.21.0.%1").arg(i));
        wanted.parallel = 32;
        const auto findings = Discovery(*engine_, {community("public")}, wanted).explore();
        QCOMPARE(findings.devices.size(), network_->devices().size());
        // The seed that keeps silent is told; addresses of the range that do are not.
        QCOMPARE(findings.failures.size(), 1);
        QVERIFY(findings.failures.first().sentence.contains("127.21.0.200"));
        QCOMPARE(findings.silent.size(), 41 - network_->devices().size());
    }

    void whatCannotBeReadIsOneSentence_data()
    {
        QTest::addColumn<QString>("seed");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("wrong community") << QStringLiteral("127.21.0.1") << QByteArray("hunter2") << QStringLiteral("Nothing answered SNMP at 127.21.0.1");
        QTest::newRow("dead seed") << QStringLiteral("127.21.0.200") << QByteArray("public") << QStringLiteral("127.21.0.200");
        QTest::newRow("a name") << QStringLiteral("router-1") << QByteArray("public") << QStringLiteral("“router-1” is no IP address");
        QTest::newRow("no credential") << QStringLiteral("127.21.0.1") << QByteArray() << QStringLiteral("no SNMP credentials");
    }
    void whatCannotBeReadIsOneSentence()
    {
        QFETCH(QString, seed);
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        TestStore s(QStringLiteral("sqlite"));
        QList<inventory::Credential> credentials;
        if (!text.isEmpty())
            credentials.append(community(text));
        DiscoveryOptions wanted = options(seed);
        wanted.reading.timeoutMs = 150;
        Discovery discovery(*engine_, credentials, wanted);
        try {
            discovery.run(s.context, test::administrator());
            QFAIL("It was read");
        } catch (const Error& error) {
            QVERIFY2(error.sentence().contains(says), error.what());
            QVERIFY2(text.isEmpty() || !error.sentence().contains(QString::fromLatin1(text)) || text == "public", error.what());
            QCOMPARE(error.sentence().count(u'\n'), 0);
        }
        QCOMPARE(store::journalEnd(*s.connection), 0);
        QVERIFY(inventory::devices(*s.connection).isEmpty());
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, discovery.run(s.context, test::withRole(access::Role::BillingClerk)));
    }

    void withoutPowerADeviceIsNoNeighbour()
    {
        QVERIFY(network_->command(QStringLiteral("device dead radio-b")).startsWith("ok"));
        const auto findings = Discovery(*engine_, {community("public")}, options(seed_)).explore();
        const QString alive = network_->command(QStringLiteral("device alive radio-b"));
        QVERIFY2(alive.startsWith("ok"), qPrintable(alive));
        QCOMPARE(findings.devices.size(), network_->devices().size() - 1);
    }

    // A device of our own making, whose neighbours are of every kind that can't be read.
    void neighboursThatCannotBeReadAreTold()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("lonely.snmprec"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("1.0.8802.1.1.2.1.4.1.1.5.0.1.1|4|ghost-chassis\n1.0.8802.1.1.2.1.4.1.1.5.0.2.1|4|mute-chassis\n1.0.8802.1.1.2.1.4.1.1.5.0.3.1|4|far\n"
                   "1.0.8802.1.1.2.1.4.1.1.9.0.1.1|4|ghost\n1.0.8802.1.1.2.1.4.1.1.9.0.2.1|4|mute\n1.0.8802.1.1.2.1.4.1.1.9.0.3.1|4|far\n"
                   "1.0.8802.1.1.2.1.4.2.1.3.0.1.1.1.4.127.22.0.99|2|2\n1.0.8802.1.1.2.1.4.2.1.3.0.3.1.1.4.127.99.0.1|2|2\n"
                   "1.3.6.1.2.1.1.1.0|4|A switch\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1\n1.3.6.1.2.1.1.5.0|4|lonely\n"
                   "1.3.6.1.2.1.2.2.1.2.1|4|p1\n1.3.6.1.2.1.2.2.1.2.2|4|p2\n1.3.6.1.2.1.2.2.1.2.3|4|p3\n");
        file.close();
        simulator::SimulatorOptions simulated;
        simulated.synthetic = false;
        simulated.recordings = {file.fileName()};
        simulated.recordingsBaseAddress = QStringLiteral("127.22.0.1");
        simulator::SimulatorThread served(simulated);
        QString error;
        QVERIFY2(served.start(&error), qPrintable(error));
        DiscoveryOptions wanted = options(served.devices().first().address);
        wanted.reading.port = served.port();
        wanted.reading.timeoutMs = 150;
        wanted.within = QStringList{"127.22.0.0/16"};
        const auto findings = Discovery(*engine_, {community(served.devices().first().readCommunities.first().toLatin1())}, wanted).explore();
        QCOMPARE(findings.devices.size(), 1);
        QCOMPARE(findings.devices.first().found.ports.size(), 3);
        QStringList told;
        for (const DiscoveryFailure& failure : findings.failures)
            told.append(failure.sentence);
        told.sort();
        QCOMPARE(told.size(), 3);
        QVERIFY2(told[0].contains("“far” on port p3 of lonely") && told[0].contains("127.99.0.1 lies outside 127.22.0.0/16"), qPrintable(told[0]));
        QVERIFY2(told[1].contains("“ghost” on port p1 of lonely") && told[1].contains("127.22.0.99"), qPrintable(told[1]));
        QVERIFY2(told[2].contains("“mute” on port p2 of lonely") && told[2].contains("no management address"), qPrintable(told[2]));
        wanted.within = QStringList{"everywhere"};
        QVERIFY(refusal({community("public")}, wanted).contains("“everywhere” is no network"));
    }

    void aLimitLeavesTheRestOut()
    {
        DiscoveryOptions wanted = options(seed_);
        wanted.maxDevices = 3;
        const auto findings = Discovery(*engine_, {community("public")}, wanted).explore();
        QCOMPARE(findings.devices.size(), 3);
        QVERIFY(findings.leftOut > 0);
    }

    void cancelEndsIt()
    {
        DiscoveryOptions wanted = options(seed_);
        wanted.parallel = 1;
        Discovery discovery(*engine_, {community("public")}, wanted);
        connect(&discovery, &Discovery::progressed, &discovery, [&] { discovery.cancel(); }, Qt::DirectConnection);
        const auto findings = discovery.explore();
        QVERIFY(findings.cancelled);
        QCOMPARE(findings.devices.size(), 1);
        Discovery late(*engine_, {community("public")}, wanted);
        late.cancel();
        QVERIFY(late.explore().devices.isEmpty());
    }

    void snmpdIsReadAsWell()
    {
        test::SnmpPeer peer;
        QString problem;
        if (!peer.start(&problem))
            QSKIP(qPrintable(problem));
        TestStore s(QStringLiteral("sqlite"));
        DiscoveryOptions wanted = options(QStringLiteral("127.0.0.1"));
        wanted.reading.port = peer.port();
        for (int round = 0; round < 2; ++round) {
            const DiscoveryReport report = Discovery(*engine_, {community(test::SnmpPeer::readCommunity)}, wanted).run(s.context, test::administrator());
            QCOMPARE(report.newDevices, round == 0 ? 1 : 0);
        }
        const auto devices = inventory::devices(*s.connection);
        QCOMPARE(devices.size(), 1);
        QCOMPARE(devices.first().kind, QStringLiteral("server"));
        QVERIFY(!devices.first().engineId.isEmpty());
        const auto lo = inventory::portByName(*s.connection, devices.first().id, QStringLiteral("lo"));
        QVERIFY(lo);
        QCOMPARE(lo->ifType, 24);
        QCOMPARE(lo->adminState, inventory::AdminState::Up);
    }
};

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "tst_discovery.moc"
