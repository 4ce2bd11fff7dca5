#include "models/core/errors.h"
#include "models/inventory/inventoryservice.h"
#include "models/overview/portstory.h"
#include "tests/models/overview/livedshop.h"

#include <QTest>

using namespace trunkline;
using test::LivedShop;

namespace {

const QLocale english(QLocale::English, QLocale::UnitedKingdom);
const access::Actor collector = access::collectorAgent(QStringLiteral("test-desk"));

QStringList kindsIn(store::Connection& connection, const QList<overview::ChainStep>& steps)
{
    QStringList kinds;
    for (const auto& step : steps)
        kinds.append(store::journalEntry(connection, step.entry)->kind);
    return kinds;
}

/// Two devices found by discovery, each with a port, and the link between them.
struct FoundNetwork {
    explicit FoundNetwork(LivedShop& shop) : s(shop.s)
    {
        for (const char* name : {"core-1", "agg-1"}) {
            inventory::FoundDevice found;
            found.sysName = QString::fromLatin1(name);
            found.address = QStringLiteral("192.0.2.%1").arg(ports.size() + 1);
            inventory::FoundPort port;
            port.name = QStringLiteral("xe-0/0/0");
            port.ifIndex = 500;
            found.ports = {port};
            devices.append(inventory::InventoryService(s.context).recordDiscovery(collector, found).id);
            ports.append(inventory::portByName(*s.connection, devices.last(), port.name)->id);
            s.clock.advanceMs(1000);
        }
        inventory::InventoryService(s.context).recordLinks(collector, {{ports[0], ports[1], {{QStringLiteral("lldp"), ports[0]}}}});
        s.clock.advanceMs(1000);
        link = inventory::links(*s.connection).first().id;
    }
    test::TestStore& s;
    QList<DeviceId> devices;
    QList<PortId> ports;
    LinkId link;
};

} // namespace

class PortStoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allThatHappenedToAPort_data() { test::engineRows(); }
    void allThatHappenedToAPort()
    {
        QFETCH(QString, engine);
        LivedShop shop(engine, QStringLiteral("2026-03-10T09:00:00Z"));
        const inventory::Service service = shop.order(0);
        overview::Story story = overview::portStory(shop.db(), shop.ports[0], 200, english);
        // Why it is as it is: the service that holds it, back to the order.
        QCOMPARE(kindsIn(shop.db(), story.why).first(), QStringLiteral("order.completed"));
        QVERIFY(kindsIn(shop.db(), story.why).contains(QStringLiteral("service.activated")));
        QCOMPARE(kindsIn(shop.db(), story.why).last(), QStringLiteral("order.submitted"));

        shop.clockTo("2026-03-20T10:00:00Z");
        shop.outage(service, 302);
        story = overview::portStory(shop.db(), shop.ports[0], 200, english);
        const QStringList kinds = kindsIn(shop.db(), story.history);
        for (const char* kind : {"alarm.raised", "alarm.cleared", "outage.opened", "outage.closed", "service.activated", "order.submitted"})
            QVERIFY2(kinds.contains(QLatin1String(kind)), kind);
        QCOMPARE(kindsIn(shop.db(), story.why).last(), QStringLiteral("alarm.raised")); // what happened last, and the outage did not cause it
        QCOMPARE(overview::portStory(shop.db(), shop.ports[0], 2, english).history, story.history.mid(0, 2));
        QVERIFY(overview::portStory(shop.db(), shop.ports[1]).history.isEmpty()); // its neighbour has nothing of it
    }

    void aPortThatWasOnlyFound_data() { test::engineRows(); }
    void aPortThatWasOnlyFound()
    {
        QFETCH(QString, engine);
        LivedShop shop(engine);
        FoundNetwork network(shop);
        const overview::Story story = overview::portStory(shop.db(), network.ports[0], 200, english);
        QCOMPARE(kindsIn(shop.db(), story.history), QStringList({"link.discovered", "device.discovered"}));
        QCOMPARE(story.history.last().what, QStringLiteral("Port xe-0/0/0 was found on its device"));
        QVERIFY2(story.history.first().what.contains(QStringLiteral("core-1 xe-0/0/0 – agg-1 xe-0/0/0")) || story.history.first().what.contains(QStringLiteral("agg-1 xe-0/0/0 – core-1 xe-0/0/0")),
                 qPrintable(story.history.first().what));
        QCOMPARE(story.history.first().detail, QStringLiteral("reported by LLDP"));
    }

    // A state that a trap brought: the change, and the alarm as its cause.
    void aPortThatWentDown()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        FoundNetwork network(shop);
        fault::EventDraft down;
        down.kind = fault::EventKind::LinkDown;
        down.deviceId = network.devices[0];
        down.portId = network.ports[0];
        down.at = shop.s.clock.now();
        const auto raised = fault::FaultService(shop.s.context).record(collector, down);
        inventory::InventoryService(shop.s.context).recordPort(collector, network.ports[0], {{}, inventory::OperState::Down, {}, {}}, raised.entry->id);
        const overview::Story story = overview::portStory(shop.db(), network.ports[0], 200, english);
        QCOMPARE(kindsIn(shop.db(), story.why), QStringList({"port.stateChanged", "alarm.raised"}));
        QVERIFY2(story.why.first().detail.contains(QStringLiteral("→ down")), qPrintable(story.why.first().detail));
        // Who looked at the alarm did not change the port.
        fault::FaultService(shop.s.context).acknowledge(test::administrator(), raised.alarm->id);
        QCOMPARE(overview::portStory(shop.db(), network.ports[0], 200, english).why, story.why);
        QCOMPARE(overview::portStory(shop.db(), network.ports[0]).history.size(), story.history.size() + 1);
        // The link hears of both its ends.
        const overview::Story link = overview::linkStory(shop.db(), network.link, 200, english);
        QCOMPARE(kindsIn(shop.db(), link.history), QStringList({"alarm.acknowledged", "port.stateChanged", "alarm.raised", "link.discovered"}));
        QCOMPARE(link.why, story.why);
    }

    void nothingIsKnownOfStrangers()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        QCOMPARE(overview::portStory(shop.db(), PortId(QUuid::createUuid())), overview::Story());
        QCOMPARE(overview::linkStory(shop.db(), LinkId(QUuid::createUuid())), overview::Story());
        QVERIFY_THROWS_EXCEPTION(NotFound, overview::portDetail(shop.db(), PortId(QUuid::createUuid())));
    }
};

QTEST_GUILESS_MAIN(PortStoryTest)
#include "tst_portstory.moc"
