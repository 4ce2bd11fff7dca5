#include "models/core/errors.h"
#include "models/overview/customerview.h"
#include "models/overview/searchindex.h"
#include "tests/models/overview/livedshop.h"

#include <QTest>

using namespace trunkline;
using inventory::DeviceState;
using inventory::OperState;
using inventory::ServiceState;
using overview::LiveState;
using test::LivedShop;

Q_DECLARE_METATYPE(trunkline::inventory::ServiceState)
Q_DECLARE_METATYPE(trunkline::inventory::OperState)
Q_DECLARE_METATYPE(trunkline::inventory::DeviceState)
Q_DECLARE_METATYPE(trunkline::overview::LiveState)

namespace {

/// As the poll would see them.
void see(const LivedShop& shop, PortId id, OperState port, DeviceState state)
{
    auto where = *inventory::port(shop.db(), id);
    where.operState = port;
    inventory::updatePort(shop.db(), where);
    auto device = *inventory::device(shop.db(), where.deviceId);
    device.state = state;
    inventory::updateDevice(shop.db(), device);
}

} // namespace

class CustomerViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void liveStates_data()
    {
        QTest::addColumn<ServiceState>("service");
        QTest::addColumn<OperState>("port");
        QTest::addColumn<DeviceState>("device");
        QTest::addColumn<bool>("outage");
        QTest::addColumn<LiveState>("live");
        QTest::newRow("works") << ServiceState::Active << OperState::Up << DeviceState::Answering << false << LiveState::Works;
        QTest::newRow("port down") << ServiceState::Active << OperState::Down << DeviceState::Answering << false << LiveState::Down;
        QTest::newRow("lower layer down") << ServiceState::Active << OperState::LowerLayerDown << DeviceState::Answering << false << LiveState::Down;
        QTest::newRow("an outage counts before the next poll") << ServiceState::Active << OperState::Up << DeviceState::Answering << true << LiveState::Down;
        QTest::newRow("silent device: nobody can see") << ServiceState::Active << OperState::Up << DeviceState::Silent << false << LiveState::Unknown;
        QTest::newRow("silent device with its outage") << ServiceState::Active << OperState::Up << DeviceState::Silent << true << LiveState::Down;
        QTest::newRow("not asked yet") << ServiceState::Active << OperState::Unknown << DeviceState::Answering << false << LiveState::Unknown;
        QTest::newRow("reserved") << ServiceState::Reserved << OperState::Up << DeviceState::Answering << false << LiveState::NotYet;
        QTest::newRow("suspended") << ServiceState::Suspended << OperState::Up << DeviceState::Answering << true << LiveState::Suspended;
        QTest::newRow("ended") << ServiceState::Terminated << OperState::Up << DeviceState::Answering << true << LiveState::Ended;
    }
    void liveStates()
    {
        QFETCH(ServiceState, service);
        QFETCH(OperState, port);
        QFETCH(DeviceState, device);
        QFETCH(bool, outage);
        QFETCH(LiveState, live);
        inventory::Port where;
        where.operState = port;
        inventory::Device node;
        node.state = device;
        QCOMPARE(overview::liveStateOf(service, where, node, outage), live);
        if (service == ServiceState::Active && !outage) {
            QCOMPARE(overview::liveStateOf(service, {}, node, false), LiveState::Unknown);
            QCOMPARE(overview::liveStateOf(service, where, {}, false), LiveState::Unknown);
        }
    }

    void allOfOneCustomer_data() { test::engineRows(); }
    void allOfOneCustomer()
    {
        QFETCH(QString, engine);
        LivedShop shop(engine, QStringLiteral("2026-03-10T09:00:00Z"));
        const inventory::Service service = shop.order(0);
        see(shop, shop.ports[0], OperState::Up, DeviceState::Answering);
        shop.clockTo("2026-03-20T10:00:00Z");
        shop.outage(service, 302);
        overview::CustomerView view = overview::customerView(shop.db(), shop.buyer);
        QCOMPARE(view.customer.name, QStringLiteral("Bäckerei Öz"));
        QCOMPARE(view.services.size(), 1);
        QCOMPARE(view.services.first().live, LiveState::Works);
        QCOMPARE(view.services.first().device->name, QStringLiteral("access-1"));
        QCOMPARE(view.services.first().offering->code, QStringLiteral("FIBRE-100"));
        QCOMPARE(view.services.first().subscription->startsOn, BillingDate(2026, 3, 10));
        QCOMPARE(view.services.first().credits.size(), 1);
        QCOMPARE(view.services.first().outages.size(), 1);
        QVERIFY(!view.services.first().downSince);
        QVERIFY(view.openAlarms.isEmpty());
        QCOMPARE(view.orders.size(), 1);
        QVERIFY(view.accounts.first().balance.isZero());

        const billing::Invoice invoice = shop.bill();
        view = overview::customerView(shop.db(), shop.buyer);
        QCOMPARE(view.accounts.first().balance, invoice.gross);
        QCOMPARE(view.invoices.first().number, invoice.number);
        QCOMPARE(view.history.first().target, (Target{QStringLiteral("invoice"), invoice.id.toString()}));
        QCOMPARE(view.history.last().what, QStringLiteral("Customer Bäckerei Öz was entered"));
        QCOMPARE(overview::customerView(shop.db(), shop.buyer, 2).history, view.history.mid(0, 2));
    }

    void whatGoesOnNow_data() { test::engineRows(); }
    void whatGoesOnNow()
    {
        QFETCH(QString, engine);
        LivedShop shop(engine, QStringLiteral("2026-03-10T09:00:00Z"));
        const inventory::Service service = shop.order(0);
        see(shop, shop.ports[0], OperState::Up, DeviceState::Answering);
        fault::EventDraft silent;
        silent.kind = fault::EventKind::DeviceSilent;
        silent.deviceId = inventory::port(shop.db(), service.portId)->deviceId;
        silent.at = shop.s.clock.now();
        fault::EventDraft neighbour = silent;
        neighbour.kind = fault::EventKind::LinkDown;
        neighbour.portId = shop.ports[3];
        fault::EventDraft guessed = silent;
        guessed.kind = fault::EventKind::AuthenticationFailure;
        fault::FaultService faults(shop.s.context);
        const access::Actor collector = access::collectorAgent(QStringLiteral("test-desk"));
        const auto down = faults.record(collector, silent);
        faults.record(collector, neighbour);
        faults.record(collector, guessed);
        assurance::OutageService(shop.s.context).open(shop.flow, *down.alarm, service, down.entry->id);
        const overview::CustomerView view = overview::customerView(shop.db(), shop.buyer);
        QCOMPARE(view.openAlarms, QList({*down.alarm}));
        QCOMPARE(view.services.first().live, LiveState::Down);
        QCOMPARE(view.services.first().downSince, std::optional(shop.s.clock.now()));
    }

    void strangersAreRefused()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        QVERIFY_THROWS_EXCEPTION(NotFound, overview::customerView(shop.db(), CustomerId(QUuid::createUuid())));
    }

    void everythingIsFound_data() { test::engineRows(); }
    void everythingIsFound()
    {
        QFETCH(QString, engine);
        LivedShop shop(engine, QStringLiteral("2026-03-10T09:00:00Z"));
        const inventory::Service service = shop.order(0);
        shop.clockTo("2026-03-20T10:00:00Z");
        shop.outage(service, 302);
        const billing::Invoice invoice = shop.bill();
        const overview::TextIndex index = overview::searchIndex(shop.db());
        const auto first = [&](const QString& query) {
            const auto hits = index.find(query);
            return hits.isEmpty() ? Target() : hits.first().target;
        };
        QCOMPARE(first(QStringLiteral("backeri oz")), (Target{QStringLiteral("customer"), shop.buyer.toString()}));
        QCOMPARE(first(QStringLiteral("C-000001")), (Target{QStringLiteral("customer"), shop.buyer.toString()}));
        QCOMPARE(first(QStringLiteral("A-000001")), (Target{QStringLiteral("customer"), shop.buyer.toString()}));
        QCOMPARE(first(QStringLiteral("access-1")).kind, QStringLiteral("device"));
        QCOMPARE(first(QStringLiteral("127.0.0.9")).kind, QStringLiteral("device"));
        QCOMPARE(first(QStringLiteral("ge-0/0/7")), (Target{QStringLiteral("port"), shop.ports[6].toString()}));
        QCOMPARE(first(QStringLiteral("svc-000001")), (Target{QStringLiteral("service"), service.id.toString()}));
        QCOMPARE(first(QStringLiteral("O-000001")), (Target{QStringLiteral("order"), service.orderId.toString()}));
        QCOMPARE(first(invoice.number), (Target{QStringLiteral("invoice"), invoice.id.toString()}));
        QCOMPARE(first(QStringLiteral("ALM-000001")).kind, QStringLiteral("alarm"));
        QStringList kinds;
        for (const auto& hit : index.find(QStringLiteral("bäckerei")))
            kinds.append(hit.target.kind);
        kinds.sort();
        QCOMPARE(kinds, QStringList({"customer", "invoice", "order", "port", "service"}));
    }
};

QTEST_GUILESS_MAIN(CustomerViewTest)
#include "tst_customerview.moc"
