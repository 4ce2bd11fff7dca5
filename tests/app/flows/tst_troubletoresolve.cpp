#include "app/flows/troubletoresolve.h"
#include "models/assurance/impact.h"
#include "models/assurance/outagestore.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/inventory/servicestore.h"
#include "tests/models/ordering/shop.h"

#include <QTest>

using namespace trunkline;
using fault::EventKind;

namespace {

const access::Actor collector = access::collectorAgent(QStringLiteral("test-desk"));
const access::Actor agent = access::flowAgent(QStringLiteral("test-desk"));

/// Two core routers, a ring of two switches between them, and an access switch (the shop's) at the first: one customer.
struct RingTown : test::Shop {
    explicit RingTown(const QString& engine) : Shop(engine, QStringLiteral("2026-03-10T09:00:00Z"))
    {
        std::vector<std::unique_ptr<flows::Flow>> all;
        all.push_back(std::make_unique<flows::TroubleToResolve>(s.context, agent));
        runner = std::make_unique<flows::FlowRunner>(s.context, agent, std::move(all));
        core1 = device("core-1", "router");
        core2 = device("core-2", "router");
        agg1 = device("agg-1", "switch");
        agg2 = device("agg-2", "switch");
        access = inventory::port(db(), ports[0])->deviceId;
        link(core1, core2);
        left = link(core1, agg1);
        right = link(core2, agg2);
        link(agg1, agg2);
        uplink = link(agg1, access);
        service = serviceOn(ports[0]);
        runner->runToRest();
    }

    DeviceId device(const char* name, const char* kind)
    {
        inventory::Device device;
        device.id = s.ids.next<DeviceTag>();
        device.name = device.sysName = QString::fromLatin1(name);
        device.kind = QString::fromLatin1(kind);
        inventory::insertDevice(db(), device);
        return device.id;
    }

    /// The ports at both ends.
    std::pair<PortId, PortId> link(DeviceId a, DeviceId b)
    {
        const auto end = [&](DeviceId device) {
            inventory::Port port;
            port.id = s.ids.next<PortTag>();
            port.deviceId = device;
            port.name = QStringLiteral("uplink-%1").arg(++madePorts);
            inventory::insertPort(db(), port);
            return port.id;
        };
        const PortId here = end(a), there = end(b);
        inventory::insertLink(db(), {s.ids.next<LinkTag>(), std::min(here, there), std::max(here, there), QStringLiteral("lldp"), s.clock.now(), s.clock.now()});
        return {here, there};
    }

    inventory::Service serviceOn(PortId port)
    {
        inventory::Service made;
        made.id = s.ids.next<ServiceTag>();
        made.name = QStringLiteral("SVC-000001");
        made.customerId = buyer;
        made.offeringId = offering;
        made.portId = port;
        made.state = inventory::ServiceState::Active;
        made.activatedAt = s.clock.now();
        inventory::insertService(db(), made);
        return made;
    }

    fault::Alarm record(EventKind kind, DeviceId device, PortId port = {})
    {
        fault::EventDraft draft;
        draft.kind = kind;
        draft.deviceId = device;
        draft.portId = port;
        draft.at = s.clock.now();
        const auto result = fault::FaultService(s.context).record(collector, draft);
        return *result.alarm;
    }
    void cut(const std::pair<PortId, PortId>& link)
    {
        for (const PortId& end : {link.first, link.second})
            record(EventKind::LinkDown, inventory::port(db(), end)->deviceId, end);
    }
    void mend(const std::pair<PortId, PortId>& link)
    {
        for (const PortId& end : {link.first, link.second})
            record(EventKind::LinkUp, inventory::port(db(), end)->deviceId, end);
    }
    void hours(int count) { s.clock.advanceMs(count * 3'600'000LL); }
    QList<assurance::Outage> outages() { return assurance::outagesOfService(db(), service.id); }
    std::int64_t downMs()
    {
        QList<assurance::Interval> down;
        for (const assurance::Outage& outage : outages())
            down.append({outage.startedAt, outage.endedAt.value_or(s.clock.now())});
        return assurance::coveredMs(down);
    }

    std::unique_ptr<flows::FlowRunner> runner;
    DeviceId core1, core2, agg1, agg2, access;
    std::pair<PortId, PortId> left, right, uplink;
    inventory::Service service;
    int madePorts = 0;
};

constexpr std::int64_t hour = 3'600'000;

} // namespace

class TroubleToResolveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCutUplinkIsAnOutageOfWhatHangsOnIt_data() { test::engineRows(); }
    void aCutUplinkIsAnOutageOfWhatHangsOnIt()
    {
        QFETCH(QString, engine);
        RingTown town(engine);
        town.cut(town.uplink);
        town.runner->runToRest();
        QCOMPARE(town.outages().size(), 2); // each end of the link has its alarm, its evidence and its outage
        const auto alarms = fault::openAlarms(town.db());
        for (const fault::Alarm& alarm : alarms)
            QCOMPARE(assurance::affectedServices(town.db(), alarm), QList({town.service}));
        QCOMPARE(assurance::impactsOf(town.db(), alarms).value(alarms.first().id).services, QList({town.service}));
        town.hours(6);
        town.mend(town.uplink);
        town.runner->runToRest();
        QVERIFY(assurance::openOutages(town.db()).isEmpty());
        QCOMPARE(town.downMs(), 6 * hour);
        for (const assurance::Outage& outage : town.outages()) {
            QVERIFY(!outage.openedByEvent.isNull());
            QVERIFY(!outage.closedByEvent.isNull());
        }
        // Six hours count once, whoever reported them: two started hours beyond the four of the promise.
        Money credited = Money::zero(Currency::parse(u"EUR"));
        for (const assurance::SlaCredit& credit : assurance::creditsOfService(town.db(), town.service.id))
            credited += credit.amount;
        QCOMPARE(credited.minor, 980);
        // A crash before the cursor moved: the same steps again change nothing.
        const std::int64_t end = store::journalEnd(town.db());
        store::JournalCursor(town.db(), QStringLiteral("flow.troubleToResolve")).advance(0);
        town.runner->runToRest();
        QCOMPARE(store::journalEnd(town.db()), end);
    }

    void aRingThatIsCutOnceIsNoOutage_data() { test::engineRows(); }
    void aRingThatIsCutOnceIsNoOutage()
    {
        QFETCH(QString, engine);
        RingTown town(engine);
        town.cut(town.left);
        town.runner->runToRest();
        QVERIFY(town.outages().isEmpty());
        const auto impacts = assurance::impactsOf(town.db(), fault::openAlarms(town.db()));
        for (const auto& impact : impacts) {
            QVERIFY(impact.services.isEmpty());
            QCOMPARE(impact.unprotected, QList({town.service}));
            QVERIFY(impact.customers.isEmpty()); // nobody is down
        }
    }

    // The second cut takes it down; that the first is mended brings it back, though the second is still there.
    void aRingThatIsCutTwiceIsBackWithEitherSide_data() { test::engineRows(); }
    void aRingThatIsCutTwiceIsBackWithEitherSide()
    {
        QFETCH(QString, engine);
        RingTown town(engine);
        town.cut(town.left);
        town.runner->runToRest();
        town.hours(1);
        town.cut(town.right);
        town.runner->runToRest();
        QVERIFY(!town.outages().isEmpty());
        QCOMPARE(town.outages().first().startedAt, town.s.clock.now());
        town.hours(2);
        town.mend(town.left);
        town.runner->runToRest();
        QVERIFY(assurance::openOutages(town.db()).isEmpty());
        QCOMPARE(town.downMs(), 2 * hour);
        town.hours(1);
        town.mend(town.right);
        town.runner->runToRest();
        QCOMPARE(town.downMs(), 2 * hour);
    }

    void overlapWithThePortsOwnAlarmCountsOnce_data() { test::engineRows(); }
    void overlapWithThePortsOwnAlarmCountsOnce()
    {
        QFETCH(QString, engine);
        RingTown town(engine);
        town.record(EventKind::LinkDown, town.access, town.ports[0]);
        town.runner->runToRest();
        town.hours(1);
        town.cut(town.uplink);
        town.runner->runToRest();
        town.hours(1);
        town.record(EventKind::LinkUp, town.access, town.ports[0]); // the port is well; the way to it is not
        town.runner->runToRest();
        QVERIFY(!assurance::openOutages(town.db()).isEmpty());
        town.hours(1);
        town.mend(town.uplink);
        town.runner->runToRest();
        QVERIFY(assurance::openOutages(town.db()).isEmpty());
        QCOMPARE(town.downMs(), 3 * hour);
    }

    // A flow that was away finds the same outages as one that was in time.
    void whoComesLateFindsTheSame_data() { test::engineRows(); }
    void whoComesLateFindsTheSame()
    {
        QFETCH(QString, engine);
        RingTown town(engine);
        town.cut(town.left);
        town.hours(1);
        town.cut(town.right);
        town.hours(2);
        town.mend(town.left);
        town.hours(1);
        town.mend(town.right);
        town.runner->runToRest();
        QCOMPARE(town.downMs(), 2 * hour);
        QVERIFY(assurance::openOutages(town.db()).isEmpty());
    }

    void aDeadSwitchTakesItsBranchAlong()
    {
        RingTown town(QStringLiteral("sqlite"));
        town.record(EventKind::DeviceSilent, town.agg1);
        town.runner->runToRest();
        QCOMPARE(town.outages().size(), 1);
        town.hours(1);
        town.record(EventKind::DeviceAnswers, town.agg1);
        town.runner->runToRest();
        QCOMPARE(town.downMs(), hour);
    }
};

QTEST_GUILESS_MAIN(TroubleToResolveTest)
#include "tst_troubletoresolve.moc"
