#include "models/collection/poller.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/inventory/portrates.h"
#include "models/inventory/servicestore.h"
#include "tests/support/simulatednetwork.h"
#include "tests/support/wait.h"

#include <QTest>

using namespace trunkline;
using test::SimulatedNetwork;
using test::TestStore;

class PollerTest : public QObject {
    Q_OBJECT

    static constexpr qint64 minute = 60'000;

    struct Scene {
        explicit Scene(const QString& engine)
            : store(engine), network(store), poller(store.context, network.engine(), network.sealer(), access::collectorAgent(QStringLiteral("test")))
        {
            network.discover();
            round(0);
        }
        collection::PollSummary round(qint64 afterMs = minute)
        {
            if (afterMs)
                network.advanceMs(afterMs);
            const auto future = poller.pollOnce();
            if (!test::waitFor([&] { return future.isFinished(); }, 60'000))
                qFatal("The round does not end");
            return future.result();
        }
        QList<fault::Alarm> alarms() { return fault::openAlarms(*store.connection); }
        QList<performance::RatePoint> traffic(const char* device, const char* port, performance::Metric metric)
        {
            return performance::rates(*store.connection, network.port(QString::fromLatin1(device), QString::fromLatin1(port)).id, metric, {0},
                                      store.clock.now(), performance::Resolution::Raw);
        }

        TestStore store;
        SimulatedNetwork network;
        collection::Poller poller;
    };

private Q_SLOTS:
    void aRoundReadsEveryDevice_data() { test::engineRows(); }
    void aRoundReadsEveryDevice()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const auto summary = scene.round();
        QCOMPARE(summary.answered, summary.devices);
        QVERIFY(summary.devices >= 10);
        QVERIFY(summary.stored > 50);
        QCOMPARE(summary.gaps, 0);
        QVERIFY(summary.problems.isEmpty());
        QVERIFY(scene.alarms().isEmpty());
    }

    // What leaves one end of a link arrives at the other.
    void bothEndsOfALinkAgree_data() { test::engineRows(); }
    void bothEndsOfALinkAgree()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        scene.round();
        int compared = 0;
        for (const inventory::Link& link : inventory::links(*scene.store.connection)) {
            const auto rate = [&](PortId port, performance::Metric metric) {
                const auto points = performance::rates(*scene.store.connection, port, metric, {0}, scene.store.clock.now(), performance::Resolution::Raw);
                return points.isEmpty() ? -1 : points.last().meanBps;
            };
            const auto sent = rate(link.aPortId, performance::Metric::OutOctets);
            const auto received = rate(link.bPortId, performance::Metric::InOctets);
            QVERIFY(sent > 0);
            QVERIFY2(qAbs(sent - received) <= sent / 100, qPrintable(QStringLiteral("%1 sent, %2 received").arg(sent).arg(received)));
            ++compared;
        }
        QVERIFY(compared >= 10);
    }

    void aRestartIsAGapAndNeverASpike_data() { test::engineRows(); }
    void aRestartIsAGapAndNeverASpike()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        scene.round();
        scene.network.advanceMs(30'000);
        scene.network.command(QStringLiteral("reboot core-1"));
        const auto restarted = scene.round(30'000);
        QVERIFY(restarted.gaps > 0);
        scene.round();
        const auto points = scene.traffic("core-1", "et-0/0/0", performance::Metric::InOctets);
        QCOMPARE(points.size(), 2);
        QVERIFY(points[0].to < points[1].from);
        for (const auto& point : points)
            QVERIFY(point.maxBps <= 100'000'000'000);
        // The restart was an alarm that the next answer cleared.
        const auto history = fault::alarmHistory(*scene.store.connection);
        QVERIFY(std::any_of(history.begin(), history.end(), [](const fault::Alarm& alarm) { return alarm.problem == fault::Problem::DeviceRestarted && !alarm.isOpen(); }));
    }

    void aJumpAboveTheLineIsNotBelieved_data() { test::engineRows(); }
    void aJumpAboveTheLineIsNotBelieved()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        scene.network.command(QStringLiteral("counter jump core-1 et-0/0/0 9000000000000"));
        QVERIFY(scene.round().flagged > 0);
        QVERIFY(scene.traffic("core-1", "et-0/0/0", performance::Metric::InOctets).isEmpty());
        scene.round();
        QCOMPARE(scene.traffic("core-1", "et-0/0/0", performance::Metric::InOctets).size(), 1);
    }

    // A line card that was pulled: its ports would be down for ever. One with a service stays, since its customer is without it.
    void theAlarmOfAPortThatIsGoneIsCleared_data() { test::engineRows(); }
    void theAlarmOfAPortThatIsGoneIsCleared()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        store::Connection& db = *scene.store.connection;
        const auto alarmOf = [&](PortId id) {
            for (const fault::Alarm& alarm : scene.alarms())
                if (alarm.portId == id)
                    return std::optional(alarm);
            return std::optional<fault::Alarm>();
        };
        QList<inventory::Port> ports;
        for (const char* name : {"et-0/0/0", "et-0/0/1", "xe-0/1/0"}) {
            ports.append(scene.network.port(QStringLiteral("core-1"), QString::fromLatin1(name)));
            scene.network.command(QStringLiteral("port down core-1 %1").arg(QLatin1String(name)));
        }
        scene.round();
        // What a rule makes of a trap about a port ends with the port, too.
        fault::EventDraft trap;
        trap.kind = fault::EventKind::Fault;
        trap.deviceId = ports[0].deviceId;
        trap.portId = ports[0].id;
        trap.objectName = QStringLiteral("core-1 et-0/0/0");
        trap.text = QStringLiteral("core-1 et-0/0/0: receive power low");
        trap.report = fault::FaultReport{QStringLiteral("Receive power low"), QStringLiteral("1"), fault::Problem::SignalLimit, Severity::Minor};
        trap.at = scene.store.clock.now();
        const auto received = *fault::FaultService(scene.store.context).record(test::administrator(), trap).alarm;
        inventory::Service service;
        service.id = scene.store.ids.next<ServiceTag>();
        service.name = inventory::serviceName(1);
        service.customerId = scene.store.ids.next<CustomerTag>();
        service.offeringId = scene.store.ids.next<OfferingTag>();
        service.portId = ports[1].id;
        service.state = inventory::ServiceState::Active;
        inventory::insertService(db, service);
        for (int i = 0; i < 2; ++i) { // what the inventory knows of them is nowhere at the device
            inventory::Port gone = *inventory::port(db, ports[i].id);
            gone.name.prepend(QStringLiteral("pulled "));
            inventory::updatePort(db, gone);
            inventory::PortRateService(scene.store.context).set(test::administrator(), gone.id, {1, 0, QStringLiteral("so that the journal tells of it")});
        }
        for (int minutes = 0; minutes <= 60; minutes += 10) {
            for (const inventory::Port& port : ports)
                QVERIFY2(alarmOf(port.id), qPrintable(QStringLiteral("%1 after %2 minutes").arg(port.name).arg(minutes)));
            scene.round(10 * minute);
        }
        for (int more = 0; more < 3 && alarmOf(ports[0].id); ++more)
            scene.round(10 * minute);
        QVERIFY(!alarmOf(ports[0].id)); // neither
        QVERIFY(!fault::alarm(db, received.id)->isOpen());
        QVERIFY(alarmOf(ports[1].id));
        QVERIFY(alarmOf(ports[2].id)); // down, and there
        const auto cleared = fault::alarmsOfPort(db, ports[0].id, {0}, scene.store.clock.now()).first();
        QCOMPARE(cleared.clearedBy, QStringLiteral("collector"));
        QVERIFY2(cleared.clearReason.contains(QStringLiteral("gone")), qPrintable(cleared.clearReason));
    }

    // A device that says its speed in the wrong unit: nothing of what it counts can be, until a person says what the line carries.
    void aPersonsLineRateDecidesWhatCanBe_data() { test::engineRows(); }
    void aPersonsLineRateDecidesWhatCanBe()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        inventory::Port port = scene.network.port(QStringLiteral("core-1"), QStringLiteral("et-0/0/0"));
        const auto traffic = [&] { return scene.traffic("core-1", "et-0/0/0", performance::Metric::InOctets); };
        scene.round();
        QCOMPARE(traffic().size(), 1);
        inventory::PortRateService rates(scene.store.context);
        rates.set(test::administrator(), port.id, {1'000, 0, QStringLiteral("as if it said kbit/s")});
        QVERIFY(scene.round().flagged > 0);
        QCOMPARE(traffic().size(), 1);
        rates.set(test::administrator(), port.id, {100'000'000'000, 0, QStringLiteral("a hundred gigabits, as ordered")});
        scene.round();
        scene.round();
        QVERIFY(traffic().size() > 1);
        // What was bought of the line is no bound of what is measured.
        rates.set(test::administrator(), port.id, {100'000'000'000, 1'000, QStringLiteral("a very small contract")});
        const auto before = traffic().size();
        QCOMPARE(scene.round().flagged, 0);
        QCOMPARE(traffic().size(), before + 1);
    }

    // Answers that are lost, come twice or behind those to later questions lead to longer intervals at most, never to other
    // figures: each is the mean of the intervals that an undisturbed network gives.
    void lostDoubledAndOvertakenAnswersChangeNoFigure()
    {
        Scene calm(QStringLiteral("sqlite")), wild(QStringLiteral("sqlite"));
        wild.network.command(QStringLiteral("answers 3 30 200 100"));
        for (int i = 0; i < 6; ++i) {
            calm.round();
            const auto summary = wild.round();
            QCOMPARE(summary.gaps + summary.flagged, 0);
        }
        int intervals = 0;
        for (const inventory::Port& port : inventory::allPorts(*calm.store.connection)) {
            const QByteArray device = inventory::device(*calm.store.connection, port.deviceId)->name.toUtf8();
            const auto truth = calm.traffic(device, port.name.toUtf8(), performance::Metric::InOctets);
            for (const auto& point : wild.traffic(device, port.name.toUtf8(), performance::Metric::InOctets)) {
                std::int64_t bitMs = 0, covered = 0;
                for (const auto& whole : truth)
                    if (whole.from >= point.from && whole.to <= point.to) {
                        bitMs += whole.meanBps * whole.to.msSince(whole.from);
                        covered += whole.to.msSince(whole.from);
                    }
                QCOMPARE(covered, point.to.msSince(point.from));
                QVERIFY2(qAbs(bitMs / covered - point.meanBps) <= 1, qPrintable(QStringLiteral("%1 instead of %2").arg(point.meanBps).arg(bitMs / covered)));
                ++intervals;
            }
        }
        QVERIFY2(intervals > 100, qPrintable(QString::number(intervals)));
        QVERIFY(wild.poller.health().refused > 0 && wild.network.engine().counters().repeated > 0);
    }

    void aPortThatWentDownIsOneAlarmUntilItIsUp_data() { test::engineRows(); }
    void aPortThatWentDownIsOneAlarmUntilItIsUp()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        const auto links = inventory::links(*scene.store.connection);
        const auto port = *inventory::port(*scene.store.connection, links.first().aPortId);
        const QString name = inventory::device(*scene.store.connection, port.deviceId)->name + u' ' + port.name;
        scene.network.command(QStringLiteral("port down ") + name);
        scene.round();
        scene.round();
        // Both ends of the cut fibre are down: an alarm each, and no more with the next round.
        const auto open = scene.alarms();
        QCOMPARE(open.size(), 2);
        QVERIFY(std::any_of(open.begin(), open.end(), [&](const fault::Alarm& alarm) { return alarm.portId == port.id; }));
        QCOMPARE(inventory::port(*scene.store.connection, port.id)->operState, inventory::OperState::Down);
        scene.network.command(QStringLiteral("port up ") + name);
        scene.round();
        QVERIFY(scene.alarms().isEmpty());
    }

    void aSilentDeviceIsAnAlarmUntilItAnswers_data() { test::engineRows(); }
    void aSilentDeviceIsAnAlarmUntilItAnswers()
    {
        QFETCH(QString, engine);
        Scene scene(engine);
        // Its neighbour sees the link go down as well; that is an alarm of the neighbour's port.
        const auto silent = [&] {
            const auto open = scene.alarms();
            return std::count_if(open.begin(), open.end(), [](const fault::Alarm& alarm) { return alarm.problem == fault::Problem::DeviceSilent; });
        };
        scene.network.command(QStringLiteral("device dead srv-1"));
        scene.round();
        QCOMPARE(silent(), 0);
        scene.round();
        QCOMPARE(silent(), 1);
        scene.round();
        QCOMPARE(silent(), 1);
        QCOMPARE(scene.network.device(QStringLiteral("srv-1")).state, inventory::DeviceState::Silent);
        scene.network.command(QStringLiteral("device alive srv-1"));
        scene.round();
        QVERIFY(scene.alarms().isEmpty());
        QCOMPARE(scene.network.device(QStringLiteral("srv-1")).state, inventory::DeviceState::Answering);
    }
};

QTEST_GUILESS_MAIN(PollerTest)
#include "tst_poller.moc"
