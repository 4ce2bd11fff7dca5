#include "models/collection/reachwatch.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"
#include "models/performance/gaugestore.h"
#include "tests/support/teststore.h"
#include "tests/support/wait.h"

#include <QTcpServer>
#include <QTest>

using namespace trunkline;

class ReachWatchTest : public QObject {
    Q_OBJECT

    struct Scene {
        explicit Scene(const QString& engine) : store(engine), watch(store.context, access::collectorAgent(QStringLiteral("test")))
        {
            if (!server.listen(QHostAddress(QStringLiteral("127.0.0.9"))))
                qFatal("no port");
            device.id = store.ids.next<DeviceTag>();
            device.sysName = device.name = QStringLiteral("cpe-1");
            device.address = QStringLiteral("127.0.0.9");
            device.kind = QStringLiteral("router");
            device.checks = {false, {server.serverPort()}, 1000, 2};
            store::Transaction transaction(*store.connection);
            inventory::insertDevice(*store.connection, device);
            transaction.commit();
            QObject::connect(&watch, &collection::ReachWatch::checked, [this](int) { store.clock.advanceMs(1000); });
            watch.start();
        }
        bool rounds(qint64 more)
        {
            const qint64 until = watch.health().rounds + more;
            return test::waitFor([&] { return watch.health().rounds >= until; }, 20'000);
        }
        inventory::DeviceState state() { return inventory::device(*store.connection, device.id)->state; }

        test::TestStore store;
        collection::ReachWatch watch;
        QTcpServer server;
        inventory::Device device;
    };

private Q_SLOTS:
    // By TCP alone, so that it needs no permission for echo requests.
    void portsAreCheckedMeasuredAndReported_data() { test::engineRows(); }
    void portsAreCheckedMeasuredAndReported()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const quint16 port = scene.server.serverPort();
        QVERIFY(scene.rounds(3));
        QCOMPARE(scene.state(), inventory::DeviceState::Answering);
        QCOMPARE(scene.watch.reached(scene.device.id), true);
        const auto gauges = performance::gauges(*scene.store.connection, scene.device.id);
        QCOMPARE(gauges.size(), 1);
        QCOMPARE(gauges.first().measure, "delay");
        QCOMPARE(gauges.first().identity, QStringLiteral("tcp-%1").arg(port));
        const Timestamp now = scene.store.clock.now();
        const auto values = performance::values(*scene.store.connection, gauges.first(), now.plusMs(-600'000), now, performance::Resolution::Raw);
        QVERIFY(values.size() >= 2);
        const double seconds = performance::valueOf(gauges.first().measure, values.last().meanBps).toDouble();
        QVERIFY2(seconds > 0 && seconds < 1, qPrintable(QString::number(seconds)));

        scene.server.close(); // refused: the device is there, the port is not
        QVERIFY(test::waitFor([&] { return !fault::openAlarms(*scene.store.connection).isEmpty(); }, 20'000));
        QCOMPARE(fault::openAlarms(*scene.store.connection).first().objectName, QStringLiteral("cpe-1 TCP %1").arg(port));
        QCOMPARE(scene.state(), inventory::DeviceState::Answering);
        QVERIFY(scene.server.listen(QHostAddress(QStringLiteral("127.0.0.9")), port));
        QVERIFY(test::waitFor([&] { return fault::openAlarms(*scene.store.connection).isEmpty(); }, 20'000));
    }

    void settingsAreTakenOverAtOnce_data() { test::engineRows(); }
    void settingsAreTakenOverAtOnce()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        QVERIFY(scene.rounds(1));
        inventory::InventoryService verbs(scene.store.context);
        verbs.setChecks(test::administrator(), scene.device.id, {false, {}, 60'000, 3});
        QVERIFY(test::waitFor([&] { return !scene.watch.reached(scene.device.id).has_value(); }));
        QCOMPARE(inventory::device(*scene.store.connection, scene.device.id)->checks, (inventory::Checks{false, {}, 60'000, 3}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, verbs.setChecks(test::administrator(), scene.device.id, {true, {}, 10, 3}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, verbs.setChecks(test::administrator(), scene.device.id, {true, {}, 60'000, 0}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, verbs.setChecks(test::administrator(), scene.device.id, {true, {0}, 60'000, 3}));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, verbs.setChecks(test::withRole(access::Role::NocOperator), scene.device.id, {}));
        QCOMPARE(store::journalOf(*scene.store.connection, QStringLiteral("device"), scene.device.id.toString()).last().kind, "device.checksSet");
    }

    void echoesFeedRoundTripAndLoss_data() { test::engineRows(); }
    void echoesFeedRoundTripAndLoss()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        if (!scene.watch.health().problem.isEmpty())
            QSKIP("echo requests are not permitted here");
        inventory::InventoryService(scene.store.context).setChecks(test::administrator(), scene.device.id, {true, {}, 1000, 2});
        QVERIFY(test::waitFor([&] { return performance::gauges(*scene.store.connection, scene.device.id).size() >= 4; }, 20'000));
        QVERIFY(scene.rounds(2));
        QStringList identities;
        const auto gauges = performance::gauges(*scene.store.connection, scene.device.id);
        const auto last = performance::lastValues(*scene.store.connection, gauges);
        for (const performance::Gauge& gauge : gauges)
            if (gauge.identity.startsWith(QLatin1String("echo-"))) {
                identities.append(gauge.identity);
                QVERIFY2(last.contains(gauge.id), qPrintable(gauge.identity));
                if (gauge.identity == QLatin1String("echo-loss"))
                    QCOMPARE(last[gauge.id].value, Decimal());
            }
        identities.sort();
        QCOMPARE(identities, QStringList({"echo-loss", "echo-max", "echo-mean", "echo-min"}));
    }
};

QTEST_GUILESS_MAIN(ReachWatchTest)
#include "tst_reachwatch.moc"
