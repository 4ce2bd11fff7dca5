// The network without SNMP: counters are integrals, links agree, states follow their causes.
#include "snmp/simulator/syntheticnetwork.h"

#include "snmp/simulator/simclock.h"

#include <QTest>

using namespace trunkline::simulator;

static constexpr qint64 start = 1'772'323'200'000; // 2026-03-01T00:00:00Z
static constexpr qint64 hour = 3'600'000;

class SyntheticNetworkTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SyntheticNetwork> network_;

    PortRef port(const char* device, const char* name)
    {
        const int d = network_->plan().deviceNamed(QString::fromLatin1(device));
        const PortRef ref{d, d < 0 ? -1 : network_->plan().portNamed(d, QString::fromLatin1(name))};
        if (ref.port < 0)
            qFatal("no port %s %s", device, name);
        return ref;
    }

private Q_SLOTS:
    void init()
    {
        network_ = std::make_unique<SyntheticNetwork>(NetworkPlan::demo(), 20, start);
        QVERIFY(network_->takeEvents().isEmpty());
    }
    void integralIsTheSumOfTheRate()
    {
        const TrafficCurve curve(100e6, 5);
        // The trapezium rule with a step of a second, far below the shortest wiggle.
        double octets = 0;
        for (qint64 t = start; t < start + 3 * hour; t += 1000)
            octets += (curve.rateBps(t) + curve.rateBps(t + 1000)) / 2 / 8;
        const double exact = double(curve.octetsUntil(start + 3 * hour) - curve.octetsUntil(start));
        QVERIFY2(qAbs(octets / exact - 1) < 1e-6, qPrintable(QString::number(octets / exact, 'g', 12)));
    }
    void meanOfADayIsTheMean()
    {
        const TrafficCurve curve(80e6, 9);
        const double meanBps = double(curve.octetsUntil(start + 240 * hour) - curve.octetsUntil(start)) * 8 / (240 * 3600);
        QVERIFY2(qAbs(meanBps / 80e6 - 1) < 0.01, qPrintable(QString::number(meanBps)));
        QVERIFY(curve.rateBps(start + 20 * hour) > 2 * curve.rateBps(start + 5 * hour));
        for (qint64 t = start; t < start + 48 * hour; t += 10'000)
            QVERIFY(curve.rateBps(t) > 0);
    }
    void stepsDoNotMatter()
    {
        SyntheticNetwork jumping(NetworkPlan::demo(), 20, start);
        const PortRef uplink = port("agg-1", "Twe1/0/1");
        quint64 before = network_->outOctets(uplink);
        for (qint64 t = start; t <= start + hour; t += 777) {
            network_->setNow(t);
            QVERIFY(network_->outOctets(uplink) >= before);
            before = network_->outOctets(uplink);
        }
        network_->setNow(start + 30 * hour);
        jumping.setNow(start + 30 * hour);
        for (int d = 0; d < network_->plan().devices.size(); ++d)
            for (int p = 0; p < network_->device(d).ports.size(); ++p) {
                QCOMPARE(network_->inOctets({d, p}), jumping.inOctets({d, p}));
                QCOMPARE(network_->outOctets({d, p}), jumping.outOctets({d, p}));
            }
        SyntheticNetwork otherSeed(NetworkPlan::demo(), 21, start);
        QVERIFY(otherSeed.outOctets(uplink) != jumping.outOctets(uplink));
    }
    void endsOfLinksAgree()
    {
        for (const LinkPlan& link : network_->plan().links) {
            const quint64 outA = network_->outOctets(link.from);
            const quint64 inB = network_->inOctets(link.to);
            const quint64 outB = network_->outOctets(link.to);
            const quint64 inA = network_->inOctets(link.from);
            network_->setNow(network_->nowMs() + 5 * hour + 123);
            QVERIFY(network_->outOctets(link.from) > outA);
            QCOMPARE(network_->outOctets(link.from) - outA, network_->inOctets(link.to) - inB);
            QCOMPARE(network_->outOctets(link.to) - outB, network_->inOctets(link.from) - inA);
            QCOMPARE(network_->outBps(link.from), network_->inBps(link.to));
        }
    }
    void downPortsCarryNothing()
    {
        const PortRef uplink = port("olt-1", "uplink-0/0");
        const PortRef far = port("agg-1", "Twe1/0/1");
        QCOMPARE(network_->farEnd(uplink), std::optional(far));
        network_->cutFibre(uplink, true);
        QVERIFY(!network_->isOperUp(far) && network_->isAdminUp(far));
        const QList<NetworkEvent> down = network_->takeEvents();
        QCOMPARE(down.size(), 2);
        QVERIFY(down.contains({NetworkEvent::Kind::LinkDown, uplink}) && down.contains({NetworkEvent::Kind::LinkDown, far}));
        const quint64 before = network_->inOctets(uplink);
        network_->setNow(start + 9 * hour);
        QCOMPARE(network_->inOctets(uplink), before);
        QCOMPARE(network_->inBps(uplink), 0.0);
        // The far end mends the same fibre.
        network_->cutFibre(far, false);
        QCOMPARE(network_->takeEvents().size(), 2);
        network_->setNow(start + 10 * hour);
        QVERIFY(network_->inOctets(uplink) > before);
    }
    void freePortComesUpWhereAnOntIs()
    {
        const PortRef free = port("olt-1", "ont-0/1/3");
        QVERIFY(!network_->isAdminUp(free) && !network_->isOperUp(free) && network_->port(free).alias.isEmpty());
        QCOMPARE(network_->inOctets(free), quint64(0));
        network_->setAdminUp(free, true);
        QVERIFY(network_->isOperUp(free));
        network_->setNow(start + hour);
        QVERIFY(network_->outOctets(free) > 0);
        const PortRef empty = port("olt-1", "ont-0/1/13");
        network_->setAdminUp(empty, true);
        QVERIFY(!network_->isOperUp(empty));
        QCOMPARE(network_->takeEvents().size(), 1);
    }
    void rebootStartsAgain()
    {
        const int core = network_->plan().deviceNamed(u"core-1");
        const PortRef there = port("core-1", "et-0/0/0");
        const PortRef far = port("core-2", "et-0/0/0");
        network_->setNow(start + hour);
        const quint64 farBefore = network_->inOctets(far);
        network_->reboot(core);
        QCOMPARE(network_->uptimeMs(core), 0);
        QCOMPARE(network_->outOctets(there), quint64(0));
        QCOMPARE(network_->takeEvents(), (QList<NetworkEvent>{{NetworkEvent::Kind::ColdStart, {core, -1}}}));
        network_->setNow(start + 2 * hour);
        QCOMPARE(network_->uptimeMs(core), hour);
        QCOMPARE(network_->outOctets(there), network_->inOctets(far) - farBefore);
    }
    void deadDeviceTakesItsLinksDown()
    {
        const int agg = network_->plan().deviceNamed(u"agg-2");
        network_->setPowered(agg, false);
        const QList<NetworkEvent> events = network_->takeEvents();
        QVERIFY(events.contains({NetworkEvent::Kind::LinkDown, port("agg-1", "Hu1/0/50")}));
        QVERIFY(events.contains({NetworkEvent::Kind::LinkDown, port("acc-2", "Te1/0/1")}));
        QVERIFY(!network_->isOperUp(port("radio-a", "eth0")));
        QVERIFY(network_->isOperUp(port("radio-a", "air0")));
        network_->setPowered(agg, true);
        QCOMPARE(network_->takeEvents().first(), (NetworkEvent{NetworkEvent::Kind::ColdStart, {agg, -1}}));
        QCOMPARE(network_->uptimeMs(agg), 0);
        QVERIFY(network_->isOperUp(port("agg-1", "Hu1/0/50")));
    }
    void countersWrapTruly()
    {
        const PortRef ref = port("acc-1", "ether1");
        const quint64 now = network_->inOctets(ref);
        network_->jumpCounters(ref, qint64(0) - qint64(now) - 10);
        QCOMPARE(network_->inOctets(ref), quint64(0) - 10);
        network_->setNow(start + hour);
        QVERIFY(network_->inOctets(ref) < (quint64(1) << 63));
    }
    void clockStepsAndRuns()
    {
        qint64 real = 100;
        SimClock clock(start, 0, [&real] { return real; });
        real += 5000;
        QCOMPARE(clock.nowMs(), start);
        QVERIFY(clock.advance(1500));
        QCOMPARE(clock.nowMs(), start + 1500);
        QVERIFY(!clock.setNow(start) && !clock.advance(-1) && !clock.setSpeed(-1));
        QVERIFY(clock.setSpeed(60));
        real += 1000;
        QCOMPARE(clock.nowMs(), start + 1500 + 60'000);
        QVERIFY(clock.setSpeed(0.5));
        real += 1000;
        QCOMPARE(clock.nowMs(), start + 1500 + 60'500);
        QCOMPARE(parseSpan(u"1d2h3m4s"), std::optional<qint64>(86'400'000 + 2 * hour + 184'000));
        for (QStringView wrong : {u"", u"5", u"h", u"5x", u"-5h", u"5h3", u"99999999999999999999d"})
            QVERIFY2(!parseSpan(wrong), qPrintable(wrong.toString()));
    }
    void keysAreNamesNotIndexes()
    {
        // On the OLT the ifIndex falls while the name rises.
        QVERIFY(network_->port(port("olt-1", "ont-0/1/2")).ifIndex < network_->port(port("olt-1", "ont-0/1/1")).ifIndex);
        for (const DevicePlan& device : network_->plan().devices)
            QVERIFY2(device.ports.first().ifIndex != 1 || device.ports.size() == 3, qPrintable(device.name));
    }
    void wrongPlansAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("about");
        QTest::newRow("no JSON") << QByteArray("{") << "no JSON object";
        QTest::newRow("two names") << QByteArray(R"({"devices":[{"name":"a","objectId":"1.3"},{"name":"a","objectId":"1.3"}]})") << "“a” has no name of its own";
        QTest::newRow("index") << QByteArray(R"({"devices":[{"name":"a","objectId":"1.3","ports":[{"name":"p{n}","count":2,"index":5,"step":0,"use":"spare"}]}]})") << "port p1 of a";
        QTest::newRow("use") << QByteArray(R"({"devices":[{"name":"a","objectId":"1.3","ports":[{"name":"p","index":5,"use":"fun"}]}]})") << "unknown use";
        QTest::newRow("link") << QByteArray(R"({"devices":[],"links":[{"from":["a","b"],"to":["c","d"]}]})") << "a link names a port";
    }
    void wrongPlansAreRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, about);
        QString error;
        QVERIFY(!NetworkPlan::parse(json, &error));
        QVERIFY2(error.startsWith(QStringLiteral("The network plan is wrong: ")) && error.contains(about), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(SyntheticNetworkTest)
#include "tst_syntheticnetwork.moc"
