#include "models/fault/faultservice.h"
#include "models/inventory/inventorystore.h"
#include "models/overview/networkview.h"
#include "models/performance/samplestore.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using test::TestStore;

namespace {

inventory::Device deviceNamed(TestStore& s, const char* name)
{
    inventory::Device device;
    device.id = s.ids.next<DeviceTag>();
    device.sysName = device.name = QString::fromLatin1(name);
    device.kind = QStringLiteral("router");
    device.state = inventory::DeviceState::Answering;
    inventory::insertDevice(*s.connection, device);
    return device;
}

inventory::Port portOf(TestStore& s, const inventory::Device& device, const char* name, std::int64_t speedBps)
{
    inventory::Port port;
    port.id = s.ids.next<PortTag>();
    port.deviceId = device.id;
    port.name = QString::fromLatin1(name);
    port.ifIndex = 1;
    port.operState = inventory::OperState::Up;
    port.speedBps = speedBps;
    inventory::insertPort(*s.connection, port);
    return port;
}

} // namespace

class NetworkViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void joinsStateLoadAndAlarms_data() { test::engineRows(); }
    void joinsStateLoadAndAlarms()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        store::Connection& c = *s.connection;
        const auto core = deviceNamed(s, "core-1");
        const auto agg = deviceNamed(s, "agg-1");
        const auto a = portOf(s, core, "xe-0/0/0", 10'000'000);
        auto b = portOf(s, agg, "Te1/1", 1'000'000);
        const auto [low, high] = std::minmax(a.id, b.id);
        inventory::insertLink(c, {s.ids.next<LinkTag>(), low, high, QStringLiteral("lldp"), s.clock.now(), s.clock.now()});

        overview::NetworkView view = overview::networkView(c);
        QCOMPARE(view.nodes.size(), 2);
        QCOMPARE(view.nodes.first().device.name, QStringLiteral("agg-1"));
        QVERIFY(!view.nodes.first().worstAlarm);
        QCOMPARE(view.links.size(), 1);
        QCOMPARE(view.links.first().state, overview::LinkState::Up);
        QCOMPARE(view.links.first().speedBps, 1'000'000);
        QVERIFY(!view.links.first().aToBBps);
        QVERIFY(!view.links.first().aToBPermille());

        // 75,000 octets in a minute out of xe-0/0/0: 10 kbit/s.
        performance::append(c, {{a.id, performance::Metric::OutOctets, {s.clock.now(), 1'000, 64, 100'000, 0}, a.speedBps}});
        s.clock.advanceMs(60'000);
        performance::append(c, {{a.id, performance::Metric::OutOctets, {s.clock.now(), 76'000, 64, 106'000, 0}, a.speedBps}});
        const auto loaded = overview::networkView(c).links.first();
        const bool aFirst = loaded.link.aPortId == a.id;
        QCOMPARE(aFirst ? loaded.aToBBps : loaded.bToABps, std::optional<std::int64_t>(10'000));
        QCOMPARE(aFirst ? loaded.aToBPermille() : loaded.bToAPermille(), std::optional(10));
        QVERIFY(!(aFirst ? loaded.bToABps : loaded.aToBBps));
        QCOMPARE(loaded.loadAt, std::optional(s.clock.now()));

        b.operState = inventory::OperState::LowerLayerDown;
        inventory::updatePort(c, b);
        fault::EventDraft down;
        down.kind = fault::EventKind::LinkDown;
        down.deviceId = agg.id;
        down.portId = b.id;
        down.at = s.clock.now();
        fault::FaultService(s.context).record(access::collectorAgent(QStringLiteral("test-desk")), down);
        view = overview::networkView(c);
        QCOMPARE(view.links.first().state, overview::LinkState::Down);
        QCOMPARE(view.links.first().worstAlarm, std::optional(Severity::Major)); // a link runs over the port
        QCOMPARE(view.nodes.first().worstAlarm, std::optional(Severity::Major));
        QCOMPARE(view.nodes.first().openAlarms, 1);
        QCOMPARE(view.nodes.last().openAlarms, 0);

        auto silent = core;
        silent.state = inventory::DeviceState::Silent;
        inventory::updateDevice(c, silent);
        QCOMPARE(overview::networkView(c).links.first().state, overview::LinkState::Unknown);
    }

    void anEmptyNetworkIsEmpty()
    {
        TestStore s(QStringLiteral("sqlite"));
        QCOMPARE(overview::networkView(*s.connection), overview::NetworkView());
    }
};

QTEST_GUILESS_MAIN(NetworkViewTest)
#include "tst_networkview.moc"
