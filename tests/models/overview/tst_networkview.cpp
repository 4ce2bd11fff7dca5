#include "models/fault/faultservice.h"
#include "models/inventory/inventoryservice.h"
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

        // What was bought of the line is what can be used of it; what people say of the line goes before what the device says.
        b.rates.contractBps = 20'000;
        inventory::updatePort(c, b);
        auto contracted = overview::networkView(c).links.first();
        QCOMPARE(contracted.speedBps, 20'000);
        QCOMPARE(aFirst ? contracted.aToBPermille() : contracted.bToAPermille(), std::optional(500));
        b.rates = {40'000, 0, QStringLiteral("the device says it wrongly")};
        inventory::updatePort(c, b);
        QCOMPARE(overview::networkView(c).links.first().speedBps, 40'000);
        b.rates = {};

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

    // The past is the present with the journal's changes taken back.
    void showsAPastInstant_data() { test::engineRows(); }
    void showsAPastInstant()
    {
        QFETCH(QString, engine);
        TestStore s(engine, QStringLiteral("2026-03-10T09:00:00Z"));
        store::Connection& c = *s.connection;
        const auto core = deviceNamed(s, "core-1");
        const auto agg = deviceNamed(s, "agg-1");
        const auto a = portOf(s, core, "xe-0/0/0", 1'000'000);
        const auto b = portOf(s, agg, "Te1/1", 1'000'000);
        const auto [low, high] = std::minmax(a.id, b.id);
        inventory::insertLink(c, {s.ids.next<LinkTag>(), low, high, QStringLiteral("lldp"), s.clock.now(), s.clock.now()});
        const access::Actor collector = access::collectorAgent(QStringLiteral("test-desk"));
        inventory::InventoryService inventory(s.context);
        quint64 octets = 0;
        const auto poll = [&](quint64 more) {
            s.clock.advanceMs(60'000);
            octets += more;
            performance::append(c, {{a.id, performance::Metric::OutOctets, {s.clock.now(), octets, 64, std::uint32_t(s.clock.now().ms / 10 % 1'000'000'000), 0}, a.speedBps}});
        };
        for (int round = 0; round < 10; ++round)
            poll(750'000);
        const Timestamp well = s.clock.now().plusMs(-120'000);

        const overview::NetworkView before = overview::networkView(c);
        fault::EventDraft down;
        down.kind = fault::EventKind::LinkDown;
        down.deviceId = agg.id;
        down.portId = b.id;
        down.at = s.clock.now();
        fault::FaultService(s.context).record(collector, down);
        inventory.recordPort(collector, b.id, {{}, inventory::OperState::Down, {}, {}});
        inventory.recordDeviceState(collector, core.id, inventory::DeviceState::Silent);
        s.clock.advanceMs(60'000);
        const Timestamp broken = s.clock.now();
        s.clock.advanceMs(60'000);
        inventory.recordDeviceState(collector, core.id, inventory::DeviceState::Answering);
        inventory.recordPort(collector, b.id, {{}, inventory::OperState::Up, {}, {}});
        down.kind = fault::EventKind::LinkUp;
        down.at = s.clock.now();
        fault::FaultService(s.context).record(collector, down);
        s.clock.advanceMs(60'000);

        const overview::NetworkView then = overview::networkViewAt(c, well);
        QCOMPARE(then.at, std::optional(well));
        QCOMPARE(then.nodes, before.nodes);
        QCOMPARE(then.links.first().state, overview::LinkState::Up);
        const bool aFirst = then.links.first().link.aPortId == a.id;
        QCOMPARE(aFirst ? then.links.first().aToBBps : then.links.first().bToABps, std::optional<std::int64_t>(100'000));

        const overview::NetworkView hurt = overview::networkViewAt(c, broken);
        const auto node = [](const overview::NetworkView& view, DeviceId id) {
            return *std::find_if(view.nodes.begin(), view.nodes.end(), [&](const auto& one) { return one.device.id == id; });
        };
        QCOMPARE(node(hurt, core.id).device.state, inventory::DeviceState::Silent);
        QCOMPARE(node(hurt, agg.id).worstAlarm, std::optional(Severity::Major)); // cleared by now, open then
        QCOMPARE(hurt.links.first().state, overview::LinkState::Unknown);
        QVERIFY(!node(overview::networkView(c), agg.id).worstAlarm);
    }

    void whatWasNotKnownYetIsLeftOut()
    {
        TestStore s(QStringLiteral("sqlite"));
        const access::Actor collector = access::collectorAgent(QStringLiteral("test-desk"));
        const auto old = deviceNamed(s, "core-1");
        const Timestamp before = s.clock.now();
        s.clock.advanceMs(1000);
        inventory::FoundDevice found;
        found.address = QStringLiteral("192.0.2.7");
        found.sysName = QStringLiteral("new-1");
        inventory::InventoryService(s.context).recordDiscovery(collector, found);
        QCOMPARE(overview::networkView(*s.connection).nodes.size(), 2);
        const auto then = overview::networkViewAt(*s.connection, before);
        QCOMPARE(then.nodes.size(), 1);
        QCOMPARE(then.nodes.first().device.id, old.id);
    }

    // A rediscovery changes ports in bulk, by their names.
    void whatADiscoveryChangedIsTakenBack()
    {
        inventory::Device device;
        device.id = DeviceId(QUuid::createUuid());
        inventory::Port port;
        port.id = PortId(QUuid::createUuid());
        port.deviceId = device.id;
        port.name = QStringLiteral("ge-0/0/1");
        port.operState = inventory::OperState::Up;
        store::JournalEntry entry;
        entry.kind = QStringLiteral("device.changed");
        entry.subjectType = QStringLiteral("device");
        entry.subjectId = device.id.toString();
        entry.before = {{"ports", QJsonObject{{"ge-0/0/1", QJsonObject{{"operState", "down"}, {"adminState", "down"}}}}}};
        QList<inventory::Device> devices{device};
        QList<inventory::Port> ports{port};
        overview::takeBack({entry}, devices, ports);
        QCOMPARE(ports.first().operState, inventory::OperState::Down);
        QCOMPARE(ports.first().adminState, inventory::AdminState::Down);
        QCOMPARE(devices.size(), 1);
    }

    void anEmptyNetworkIsEmpty()
    {
        TestStore s(QStringLiteral("sqlite"));
        QCOMPARE(overview::networkView(*s.connection), overview::NetworkView());
    }
};

QTEST_GUILESS_MAIN(NetworkViewTest)
#include "tst_networkview.moc"
