// Sweeps against Debian's snmpd, which walks judge, and against hand-made agents that count what they are asked.
#include "snmp/simulator/simulatorthread.h"
#include "tests/snmp/handmadetable.h"
#include "tests/support/snmppeer.h"

#include <QTest>

using namespace trunkline::snmp;
using namespace trunkline::test;

namespace {

const Oid sysName{1, 3, 6, 1, 2, 1, 1, 5, 0};
const Oid sysServices{1, 3, 6, 1, 2, 1, 1, 7, 0};
const Oid absentScalar{1, 3, 6, 1, 2, 1, 1, 99, 0};
const Oid ifEntry{1, 3, 6, 1, 2, 1, 2, 2, 1};
const Oid ifXEntry{1, 3, 6, 1, 2, 1, 31, 1, 1, 1};
const Oid dot1dEntry{1, 3, 6, 1, 2, 1, 17, 4, 3, 1}; // a table that snmpd does not have here

std::shared_ptr<const PollPlan> handmadePlan()
{
    return std::make_shared<PollPlan>(QList<Oid>{}, QList<PollPlan::Table>{{handmadeEntry, {1, 2, 3}}});
}

} // namespace

class SweepTest : public QObject {
    Q_OBJECT

    SnmpPeer peer_;

    static Target localTarget(quint16 port, Credential credential = {})
    {
        Target target;
        target.address = QStringLiteral("127.0.0.1");
        target.port = port;
        target.credential = std::move(credential);
        target.timeoutMs = 30'000;
        return target;
    }

    static Credential userOf(AuthProtocol auth, PrivProtocol priv, const char* name)
    {
        Credential credential;
        credential.version = Version::V3;
        credential.user = QString::fromLatin1(name);
        credential.auth = auth;
        credential.priv = priv;
        credential.authPassword = SnmpPeer::authPassword;
        credential.privPassword = SnmpPeer::privPassword;
        return credential;
    }

    /// An honest agent that is silent above so many variables, and remembers the most it was asked for.
    struct LimitedAgent {
        HandmadeMib mib;
        int limit = 1000;
        int status = 0; ///< to answer with above the limit; 0: silence
        int most = 0;
        int asked = 0;
        HandmadeAgent agent{[this](const HandmadeRequest& request) {
            const int count = request.maxRepetitions * int(request.oids.size() - request.nonRepeaters);
            ++asked;
            most = std::max(most, count);
            HandmadeAnswer answer(request, joined(mib.binds(request)));
            answer.errorStatus = count > limit ? status : 0;
            return count > limit && status == 0 ? QList<QByteArray>() : QList{answer.bytes()};
        }};
    };

private Q_SLOTS:
    void initTestCase()
    {
        QString problem;
        QVERIFY2(peer_.start(&problem), qPrintable(problem));
    }

    void equalsWalks_data()
    {
        QTest::addColumn<Credential>("credential");
        Credential community;
        community.community = SnmpPeer::readCommunity;
        QTest::newRow("v2c") << community;
        community.version = Version::V1;
        QTest::newRow("v1") << community;
        QTest::newRow("v3 SHA AES") << userOf(AuthProtocol::Sha1, PrivProtocol::Aes128, "shaaes");
        QTest::newRow("v3 SHA-256 AES") << userOf(AuthProtocol::Sha256, PrivProtocol::Aes128, "sha256aes");
        QTest::newRow("v3 MD5 DES") << userOf(AuthProtocol::Md5, PrivProtocol::Des, "md5des");
        QTest::newRow("v3 SHA") << userOf(AuthProtocol::Sha1, PrivProtocol::None, "authonly");
        QTest::newRow("v3 without keys") << userOf(AuthProtocol::None, PrivProtocol::None, "noauth");
    }
    void equalsWalks()
    {
        QFETCH(Credential, credential);
        Engine engine;
        const Target target = localTarget(peer_.port(), credential);
        const auto plan = std::make_shared<PollPlan>(QList<Oid>{sysName, absentScalar, sysServices},
                                                     QList<PollPlan::Table>{{ifEntry, {1, 2, 3, 6}}, {dot1dEntry, {1, 2}}, {ifXEntry, {1, 18}}});
        std::map<Oid, Value> expected{{sysName, Value::octets("peer.example")}, {sysServices, Value::integer(72)}};
        for (int object = 3; object < plan->objectCount(); ++object)
            for (const VarBind& bind : engine.walk(target, plan->oidOf(object)).result().binds)
                expected[bind.oid] = bind.value;
        QVERIFY(expected.size() > 6);
        for (int round = 0; round < 3; ++round) { // the first learns how many rows there are, the others know
            const auto sink = sweepOnce(engine, target, plan);
            QVERIFY2(sink->end().reply.ok(), qPrintable(sink->end().reply.detail));
            QCOMPARE(sink->values(), expected);
            QCOMPARE(sink->twice(), 0);
            QCOMPARE(sink->uptimes(), sink->answers());
            QCOMPARE(sink->end().reply.engineId.isEmpty(), credential.version != Version::V3);
        }
        QCOMPARE(engine.counters().refused, 0u);
        QCOMPARE(engine.counters().repeated, 0u);
    }

    void asksLessOftenWhenItKnowsTheTable()
    {
        LimitedAgent device;
        Engine engine;
        const auto first = sweepOnce(engine, localTarget(device.agent.port()), handmadePlan());
        const int learning = std::exchange(device.asked, 0);
        QCOMPARE(first->values().size(), std::size_t(3 * handmadeRows));
        const auto second = sweepOnce(engine, localTarget(device.agent.port()), handmadePlan());
        const int knowing = std::exchange(device.asked, 0);
        QCOMPARE(second->values(), first->values());
        QVERIFY2(knowing <= 3, qPrintable(QString::number(knowing))); // a column of 30 rows each time, or two
        QVERIFY2(learning > knowing, qPrintable(QString::number(learning)));
        QCOMPARE(second->end().manners.at(0).rows, handmadeRows);
        // Another run of the program that was given what the first had learned.
        Engine later;
        const auto third = sweepOnce(later, localTarget(device.agent.port()), handmadePlan(), second->end().manners);
        QCOMPARE(third->values(), first->values());
        QCOMPARE(device.asked, knowing);
    }

    void aSmallTableIsReadInOneAnswer()
    {
        LimitedAgent device;
        for (auto object = device.mib.objects().begin(); object != device.mib.objects().end();)
            object = object->first.startsWith(handmadeEntry) && object->first.last() > 28 ? device.mib.objects().erase(object) : std::next(object);
        Engine engine;
        sweepOnce(engine, localTarget(device.agent.port()), handmadePlan());
        device.asked = 0;
        const auto sink = sweepOnce(engine, localTarget(device.agent.port()), handmadePlan());
        QCOMPARE(sink->values().size(), std::size_t(3 * 4));
        QVERIFY2(device.asked <= 2, qPrintable(QString::number(device.asked)));
    }

    /// Rows that appear are read in the same sweep, and known in the next.
    void aTableMayGrowAndShrink()
    {
        LimitedAgent device;
        Engine engine;
        sweepOnce(engine, localTarget(device.agent.port()), handmadePlan());
        for (std::uint32_t column = 1; column <= 3; ++column)
            for (std::uint32_t row = 0; row < 20; ++row)
                device.mib.objects()[handmadeEntry + column + (80'000u + row)] = berNumber(int(row));
        QCOMPARE(sweepOnce(engine, localTarget(device.agent.port()), handmadePlan())->values().size(), std::size_t(3 * (handmadeRows + 20)));
        for (auto object = device.mib.objects().begin(); object != device.mib.objects().end();)
            object = object->first.startsWith(handmadeEntry) ? device.mib.objects().erase(object) : std::next(object);
        const auto sink = sweepOnce(engine, localTarget(device.agent.port()), handmadePlan());
        QVERIFY(sink->end().reply.ok());
        QVERIFY(sink->values().empty());
        QCOMPARE(sink->end().tables.at(0).rows, 0);
    }

    void tooBigIsBelievedAtOnce()
    {
        LimitedAgent device;
        device.limit = 4;
        device.status = 1;
        Engine engine;
        QVERIFY(sweepOnce(engine, localTarget(device.agent.port()), handmadePlan())->end().reply.ok());
        QVERIFY(device.most > device.limit);
        device.most = 0;
        const auto sink = sweepOnce(engine, localTarget(device.agent.port()), handmadePlan());
        QCOMPARE(sink->values().size(), std::size_t(3 * handmadeRows));
        QVERIFY2(device.most <= device.limit, qPrintable(QString::number(device.most)));
    }

    /// A switch that dies above 23 rows times out at first; twice is enough.
    void aSizeThatGetsLostIsKept()
    {
        LimitedAgent device;
        device.limit = 23;
        Engine engine;
        Target target = localTarget(device.agent.port());
        target.timeoutMs = 200;
        target.retries = 20;
        for (int i = 0; i < 2; ++i)
            QCOMPARE(sweepOnce(engine, target, handmadePlan())->values().size(), std::size_t(3 * handmadeRows));
        device.most = 0;
        target.timeoutMs = 30'000; // now a lost answer would be noticed
        const auto sink = sweepOnce(engine, target, handmadePlan());
        QCOMPARE(sink->values().size(), std::size_t(3 * handmadeRows));
        QVERIFY2(device.most <= device.limit && device.most > device.limit / 3, qPrintable(QString::number(device.most)));
        QCOMPARE(sink->end().manners.at(0).mostBinds > 0, true);
    }

    void oneLossIsTheNetworks()
    {
        LimitedAgent device;
        Engine engine;
        Target target = localTarget(device.agent.port());
        sweepOnce(engine, target, handmadePlan());
        const int most = std::exchange(device.most, 0);
        device.limit = 0; // one answer is lost …
        target.timeoutMs = 200;
        target.retries = 20;
        const auto sink = std::make_shared<KeepingSink>(handmadePlan());
        engine.sweep({{target, handmadePlan(), sink, {}}});
        QVERIFY(waitFor([&] { return device.asked > 0 && device.most > 0; }));
        device.limit = 1000; // … and no other
        QVERIFY(waitFor([&] { return sink->ended(); }, 60'000));
        QVERIFY(sink->end().reply.ok());
        device.most = 0;
        sweepOnce(engine, localTarget(device.agent.port()), handmadePlan());
        QVERIFY2(device.most >= most, qPrintable(QString::number(device.most)));
    }

    void oneRequestInFlightUnlessTheTargetAllowsMore_data()
    {
        QTest::addColumn<int>("allowed");
        QTest::newRow("one") << 1;
        QTest::newRow("three") << 3;
    }
    void oneRequestInFlightUnlessTheTargetAllowsMore()
    {
        QFETCH(int, allowed);
        QUdpSocket silent;
        QVERIFY(silent.bind(QHostAddress(QHostAddress::LocalHost), 0));
        auto engine = std::make_unique<Engine>();
        Target target = localTarget(silent.localPort());
        target.mostInFlight = allowed;
        std::vector<Sweep> sweeps;
        const auto sink = std::make_shared<KeepingSink>(handmadePlan());
        for (int i = 0; i < 5; ++i)
            sweeps.push_back({target, handmadePlan(), sink, {}});
        engine->sweep(std::move(sweeps));
        QVERIFY(waitFor([&] { return engine->counters().sent == quint64(allowed); }));
        engine->runOnThread([] {}); // all that was submitted has been looked at
        QCOMPARE(engine->counters().sent, quint64(allowed));
        engine.reset();
        QCOMPARE(sink->ends(), 5);
        QCOMPARE(sink->end().reply.failure, Failure::Cancelled);
        QCOMPARE(sink->end().tables.at(0).failure, Failure::Cancelled);
    }

    void severalRequestsInFlightReadTheSame()
    {
        LimitedAgent device;
        Engine engine;
        Target target = localTarget(device.agent.port());
        target.mostInFlight = 4;
        std::vector<std::shared_ptr<KeepingSink>> sinks;
        std::vector<Sweep> sweeps;
        for (int i = 0; i < 4; ++i) {
            sinks.push_back(std::make_shared<KeepingSink>(handmadePlan()));
            sweeps.push_back({target, handmadePlan(), sinks.back(), {}});
        }
        engine.sweep(std::move(sweeps));
        for (const auto& sink : sinks) {
            QVERIFY(waitFor([&] { return sink->ended(); }));
            QVERIFY2(sink->end().reply.ok(), qPrintable(sink->end().reply.detail));
            QCOMPARE(sink->values(), sinks.front()->values());
            QCOMPARE(sink->values().size(), std::size_t(3 * handmadeRows));
        }
        QCOMPARE(engine.counters().refused, 0u);
    }

    void aSilentDeviceIsAskedOnceASweep()
    {
        LimitedAgent device;
        device.limit = -1; // silent
        Engine engine;
        Target target = localTarget(device.agent.port());
        target.timeoutMs = 50;
        target.retries = 3;
        QCOMPARE(sweepOnce(engine, target, handmadePlan())->end().reply.failure, Failure::Timeout);
        QCOMPARE(engine.counters().sent, 4u);
        QCOMPARE(sweepOnce(engine, target, handmadePlan())->end().reply.failure, Failure::Timeout);
        QCOMPARE(engine.counters().sent, 5u);
        device.limit = 1000;
        target.timeoutMs = 30'000;
        QVERIFY(sweepOnce(engine, target, handmadePlan())->end().reply.ok());
        device.limit = -1;
        target.timeoutMs = 50;
        const quint64 before = engine.counters().sent;
        QVERIFY(!sweepOnce(engine, target, handmadePlan())->end().reply.ok());
        QCOMPARE(engine.counters().sent, before + 4);
    }

    /// The simulated network twenty milliseconds away, with answers that are lost, come twice, or behind those to later
    /// questions: no value is wrong, none missing.
    void distanceAndLossChangeNoValue_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<int>("lossPermille");
        QTest::addColumn<int>("duplicatePermille");
        QTest::addColumn<int>("reorderPermille");
        QTest::newRow("v2c, lost") << Version::V2c << 100 << 0 << 0;
        QTest::newRow("v3, lost") << Version::V3 << 100 << 0 << 0;
        QTest::newRow("v2c, twice") << Version::V2c << 0 << 300 << 0;
        QTest::newRow("v3, twice") << Version::V3 << 0 << 300 << 0;
        QTest::newRow("v2c, overtaken") << Version::V2c << 0 << 100 << 200;
        QTest::newRow("v3, overtaken") << Version::V3 << 0 << 100 << 200;
    }
    void distanceAndLossChangeNoValue()
    {
        QFETCH(Version, version);
        QFETCH(int, lossPermille);
        QFETCH(int, duplicatePermille);
        QFETCH(int, reorderPermille);
        namespace simulator = trunkline::simulator;
        const auto plan = std::make_shared<PollPlan>(QList<Oid>{sysName}, QList<PollPlan::Table>{{ifEntry, {1, 2, 10}}, {ifXEntry, {1, 6}}});
        QList<std::map<Oid, Value>> near;
        for (const bool far : {false, true}) {
            simulator::SimulatorOptions options;
            options.startMs = 1'772'323'200'000;
            options.speed = 0; // its counters stand still
            options.answerDelayMs = far ? 20 : 0;
            options.lossPermille = far ? lossPermille : 0;
            options.duplicatePermille = far ? duplicatePermille : 0;
            options.reorderPermille = far ? reorderPermille : 0;
            const bool losesTime = far && (lossPermille > 0 || reorderPermille > 0);
            simulator::SimulatorThread network(options);
            QString problem;
            QVERIFY2(network.start(&problem), qPrintable(problem));
            Engine engine;
            std::vector<std::shared_ptr<KeepingSink>> sinks;
            for (int round = 0; round < 2; ++round) {
                std::vector<Sweep> sweeps;
                for (const simulator::DeviceLine& device : network.devices()) {
                    Target target = localTarget(device.port);
                    target.address = device.address;
                    target.credential.community = "public";
                    if (version == Version::V3) {
                        target.credential = userOf(AuthProtocol::Sha256, PrivProtocol::Aes128, "noc-ro");
                        target.credential.authPassword = "Northwind-auth-1";
                        target.credential.privPassword = "Northwind-priv-1";
                    }
                    // What only waits for its turn on a busy machine is not lost; what was overtaken waits for one that has to be asked again.
                    target.timeoutMs = !losesTime ? 30'000 : reorderPermille > 0 ? 500 : 2'000;
                    target.retries = 20;
                    sinks.push_back(std::make_shared<KeepingSink>(plan));
                    sweeps.push_back({target, plan, sinks.back(), {}});
                }
                engine.sweep(std::move(sweeps));
                for (const auto& sink : sinks)
                    QVERIFY(waitFor([&] { return sink->ended(); }, 60'000));
            }
            for (std::size_t i = 0; i < sinks.size(); ++i) {
                QVERIFY2(sinks[i]->end().reply.ok(), qPrintable(sinks[i]->end().reply.detail));
                if (far)
                    QCOMPARE(sinks[i]->values(), near[qsizetype(i)]);
                else
                    near.append(sinks[i]->values());
            }
            QVERIFY(near.size() > 10 && near.front().size() > 10);
            QCOMPARE(engine.counters().repeated > 0, losesTime);
            QCOMPARE(engine.counters().refused > 0, far && (duplicatePermille > 0 || reorderPermille > 0)); // each answer once
        }
    }

    /// A device that lost its boots count is believed again at once, and no other is asked anew.
    void aDeviceThatForgotItsBootsIsFoundAgain()
    {
        const Credential credential = userOf(AuthProtocol::Sha1, PrivProtocol::Aes128, "shaaes");
        const auto plan = std::make_shared<PollPlan>(QList<Oid>{sysName});
        const QByteArray engineId("80001f8804666f72676f74");
        auto before = std::make_unique<SnmpPeer>();
        SnmpPeer after;
        QString problem;
        before->setEngineId(engineId);
        after.setEngineId(engineId);
        QVERIFY2(before->start(&problem), qPrintable(problem));
        QVERIFY2(before->restart(&problem), qPrintable(problem));
        const quint16 port = before->port();
        Engine engine;
        QVERIFY(sweepOnce(engine, localTarget(port, credential), plan)->end().reply.ok());
        QVERIFY(sweepOnce(engine, localTarget(peer_.port(), credential), plan)->end().reply.ok());
        before.reset();
        QVERIFY2(after.start(&problem, port), qPrintable(problem));
        const quint64 sent = engine.counters().sent;
        const auto sink = sweepOnce(engine, localTarget(port, credential), plan);
        QVERIFY2(sink->end().reply.ok(), qPrintable(sink->end().reply.detail));
        QCOMPARE(sink->values().at(sysName), Value::octets("peer.example"));
        QCOMPARE(engine.counters().repeated, 0u);
        QVERIFY(engine.counters().sent > sent + 1); // once in the old time, then in the new
        const quint64 resynced = engine.counters().sent;
        QVERIFY(sweepOnce(engine, localTarget(peer_.port(), credential), plan)->end().reply.ok());
        QCOMPARE(engine.counters().sent, resynced + 1);
    }
};

QTEST_GUILESS_MAIN(SweepTest)
#include "tst_sweep.moc"
