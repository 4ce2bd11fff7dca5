#include "models/core/errors.h"
#include "models/inventory/servicestore.h"
#include "models/ordering/orderstore.h"
#include "tests/models/ordering/shop.h"

#include <QTest>

#include <thread>

using namespace trunkline;
using namespace trunkline::ordering;
using test::Shop;

class OrderServiceTest : public QObject {
    Q_OBJECT

    static QString refusalOf(const std::function<void()>& doing)
    {
        try {
            doing();
        } catch (const Refused& error) {
            return error.sentence();
        }
        return QStringLiteral("(not refused)");
    }
    static QList<TaskDraft> twoTasks() { return {{QStringLiteral("activate-port"), {{"ifIndex", 501}}}, {QStringLiteral("verify-port"), {{"ifIndex", 501}}}}; }

private Q_SLOTS:
    void anOrderReservesItsPort_data() { test::engineRows(); }
    void anOrderReservesItsPort()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        OrderService service(shop.s.context);
        const Order made = service.submit(test::withRole(access::Role::CustomerService), shop.request());
        QCOMPARE(made.number, QStringLiteral("O-000001"));
        QCOMPARE(order(shop.db(), made.id), std::optional(made));
        const auto reserved = inventory::service(shop.db(), made.serviceId);
        QVERIFY(reserved);
        QCOMPARE(reserved->state, inventory::ServiceState::Reserved);
        QCOMPARE(reserved->name, QStringLiteral("SVC-000001"));
        QCOMPARE(reserved->portId, shop.ports[0]);
        QCOMPARE(reserved->orderId, made.id);
        QCOMPARE(orderOfService(shop.db(), made.serviceId), std::optional(made));
        const auto entries = store::journalOf(shop.db(), QStringLiteral("order"), made.id.toString());
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.first().kind, QStringLiteral("order.submitted"));
        QCOMPARE(entries.first().after["service"].toObject()["name"].toString(), QStringLiteral("SVC-000001"));

        // The port is taken: nothing of the second order stays, not even its number.
        const std::int64_t end = store::journalEnd(shop.db());
        const QString failure = refusalOf([&] { service.submit(test::administrator(), shop.request()); });
        QVERIFY2(failure.contains(QLatin1String("ge-0/0/1")) && failure.contains(QLatin1String("SVC-000001")), qPrintable(failure));
        QCOMPARE(store::journalEnd(shop.db()), end);
        QCOMPARE(orders(shop.db()).size(), 1);
        QCOMPARE(service.submit(test::administrator(), shop.request(1)).number, QStringLiteral("O-000002"));
    }

    void ordersThatCantBeTaken_data() { test::engineRows(); }
    void ordersThatCantBeTaken()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        OrderService service(shop.s.context);
        customer::CustomerService customers(shop.s.context);
        catalogue::CatalogueService catalogue(shop.s.context);
        const auto admin = test::administrator();

        OrderRequest request = shop.request();
        request.requestedDate = BillingDate(2026, 2, 28);
        QVERIFY(refusalOf([&] { service.submit(admin, request); }).contains(QLatin1String("2026-02-28")));

        const CustomerId other = customers.create(admin, {QStringLiteral("Anna Klein")}).id;
        request = shop.request();
        request.accountId = customers.openAccount(admin, other, test::accountDraft()).id;
        QVERIFY(refusalOf([&] { service.submit(admin, request); }).contains(QLatin1String("another customer")));

        auto swiss = test::accountDraft();
        swiss.currency = Currency::parse(u"CHF");
        request.accountId = customers.openAccount(admin, shop.buyer, swiss).id;
        const QString currency = refusalOf([&] { service.submit(admin, request); });
        QVERIFY2(currency.contains(QLatin1String("CHF")) && currency.contains(QLatin1String("EUR")), qPrintable(currency));

        catalogue.retire(admin, shop.offering, BillingDate(2026, 3, 9));
        QVERIFY(refusalOf([&] { service.submit(admin, shop.request()); }).contains(QLatin1String("not on sale on 2026-03-10")));

        request = shop.request();
        request.requestedDate = BillingDate(2026, 3, 5);
        request.portId = PortId(QUuid::createUuid());
        QVERIFY_THROWS_EXCEPTION(NotFound, service.submit(admin, request));
        request = shop.request();
        request.offeringId = OfferingId();
        QVERIFY_THROWS_EXCEPTION(NotFound, service.submit(admin, request));
        request = shop.request();
        request.customerId = CustomerId();
        QVERIFY_THROWS_EXCEPTION(NotFound, service.submit(admin, request));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.submit(test::withRole(access::Role::NocEngineer), shop.request()));
        QCOMPARE(orders(shop.db()).size(), 0);
        QCOMPARE(inventory::allServices(shop.db()).size(), 0);
        request = shop.request();
        request.requestedDate = BillingDate(2026, 3, 9);
        QCOMPARE(service.submit(admin, request).number, QStringLiteral("O-000001"));
    }

    void fromPlanToEnd_data() { test::engineRows(); }
    void fromPlanToEnd()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        OrderService service(shop.s.context);
        const auto flow = access::flowAgent(QStringLiteral("desk"));
        const Order made = service.submit(test::administrator(), shop.request());
        const auto submittedEntry = store::journalOf(shop.db(), QStringLiteral("order"), made.id.toString()).first();
        QCOMPARE(dueTasks(shop.db()), QList<OrderTask>());
        const auto plan = service.plan(flow, made.id, twoTasks(), submittedEntry.id, QStringLiteral("plan:1"));
        QCOMPARE(plan.cause, std::optional(submittedEntry.id));
        QCOMPARE(service.plan(flow, made.id, twoTasks(), submittedEntry.id, QStringLiteral("plan:1")), plan); // after a crash
        const QList<OrderTask> steps = tasks(shop.db(), made.id);
        QCOMPARE(steps.size(), 2);
        QCOMPARE(steps[0].parameters["ifIndex"].toInt(), 501);
        QCOMPARE(dueTasks(shop.db()), QList({steps[0]}));

        service.startTask(flow, steps[0].id, plan.id);
        QCOMPARE(dueTasks(shop.db()).first().state, TaskState::Running);
        const auto activated = service.taskCompleted(flow, steps[0].id, {{"ifAlias", "SVC-000001"}}, plan.id, QStringLiteral("done:1"));
        QCOMPARE(service.taskCompleted(flow, steps[0].id, {}, plan.id, QStringLiteral("done:1")), activated);
        QCOMPARE(activated.after["evidence"].toObject()["ifAlias"].toString(), QStringLiteral("SVC-000001"));
        QCOMPARE(dueTasks(shop.db()).first().id, steps[1].id);

        service.taskFailed(flow, steps[1].id, QStringLiteral("access-1 did not answer"));
        QCOMPARE(order(shop.db(), made.id)->state, OrderState::Fallout);
        QCOMPARE(task(shop.db(), steps[1].id)->failure, QStringLiteral("access-1 did not answer"));
        QCOMPARE(dueTasks(shop.db()), QList<OrderTask>());
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.retryTask(test::withRole(access::Role::CustomerService), steps[1].id));
        service.retryTask(test::withRole(access::Role::NocEngineer), steps[1].id);
        QVERIFY(refusalOf([&] { service.complete(flow, made.id); }).contains(QLatin1String("verify-port")));
        shop.s.clock.advanceMs(60'000);
        const auto verified = service.taskCompleted(flow, steps[1].id, {}, activated.id);
        const auto ended = service.complete(flow, made.id, verified.id, QStringLiteral("end:1"));
        QCOMPARE(service.complete(flow, made.id, verified.id, QStringLiteral("end:1")), ended);
        QCOMPARE(order(shop.db(), made.id)->state, OrderState::Completed);
        QCOMPARE(order(shop.db(), made.id)->completedAt, std::optional(shop.s.clock.now()));
        QCOMPARE(openOrders(shop.db()), QList<Order>());
        QVERIFY(refusalOf([&] { service.cancel(test::administrator(), made.id); }).contains(QLatin1String("O-000001")));

        QStringList kinds;
        for (const auto& entry : store::journalAfter(shop.db(), submittedEntry.seq - 1))
            kinds.append(entry.kind);
        QCOMPARE(kinds, QStringList({"order.submitted", "order.planned", "task.started", "task.completed", "task.failed", "task.retried", "task.completed", "order.completed"}));
        QCOMPARE(store::journalCauses(shop.db(), ended.id).last(), submittedEntry);
    }

    void cancellingFreesThePort_data() { test::engineRows(); }
    void cancellingFreesThePort()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        OrderService service(shop.s.context);
        const auto admin = test::administrator();
        const Order first = service.submit(admin, shop.request());
        service.cancel(test::withRole(access::Role::CustomerService), first.id);
        QCOMPARE(order(shop.db(), first.id)->state, OrderState::Cancelled);
        QCOMPARE(inventory::service(shop.db(), first.serviceId)->state, inventory::ServiceState::Terminated);
        const Order second = service.submit(admin, shop.request());
        service.plan(admin, second.id, twoTasks());
        const OrderTaskId task = tasks(shop.db(), second.id).first().id;
        service.startTask(admin, task);
        QVERIFY(refusalOf([&] { service.cancel(admin, second.id); }).contains(QLatin1String("activate-port")));
        QCOMPARE(inventory::service(shop.db(), second.serviceId)->state, inventory::ServiceState::Reserved);
        service.taskFailed(admin, task, QStringLiteral("no answer"));
        service.cancel(admin, second.id);
        QCOMPARE(inventory::service(shop.db(), second.serviceId)->state, inventory::ServiceState::Terminated);
        QCOMPARE(openOrders(shop.db()), QList<Order>());
        QCOMPARE(ordersOfCustomer(shop.db(), shop.buyer).size(), 2);
    }

    // Two clerks want the last port at the same moment: one gets it.
    void onePortTwoClerks_data() { test::engineRows(); }
    void onePortTwoClerks()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        std::atomic<int> taken = 0, refused = 0;
        const auto clerk = [&](quint64 seed) {
            auto connection = shop.s.another();
            IdSource ids(shop.s.clock, seed);
            store::Context context{*connection, shop.s.clock, ids};
            for (int port = 0; port < shop.ports.size(); ++port) {
                try {
                    OrderService(context).submit(test::administrator(), shop.request(port));
                    ++taken;
                } catch (const Refused&) {
                    ++refused;
                }
            }
        };
        std::thread a(clerk, 1), b(clerk, 2);
        a.join();
        b.join();
        QCOMPARE(taken, 8);
        QCOMPARE(refused, 8);
        QSet<QString> numbers;
        for (const Order& each : orders(shop.db()))
            numbers.insert(each.number);
        QVERIFY(numbers.contains(QStringLiteral("O-000008")) && numbers.size() == 8);
    }
};

QTEST_GUILESS_MAIN(OrderServiceTest)
#include "tst_orderservice.moc"
