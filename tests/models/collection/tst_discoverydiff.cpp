// Plans, and what a person agrees to of what they found.
#include "models/collection/discoverydiff.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;
using test::TestStore;

class DiscoveryDiffTest : public QObject {
    Q_OBJECT

    static inventory::FoundDevice device(const QString& name, int number)
    {
        inventory::FoundDevice found;
        found.sysName = name;
        found.serialNumber = QStringLiteral("S%1").arg(number);
        found.address = QStringLiteral("192.0.2.%1").arg(number);
        found.kind = QStringLiteral("router");
        for (int i = 1; i <= 2; ++i) {
            inventory::FoundPort port;
            port.name = QStringLiteral("p%1").arg(i);
            port.ifIndex = i;
            port.ifType = 6;
            found.ports.append(port);
        }
        return found;
    }

    /// Two routers with a link between them.
    static FoundNetwork pair()
    {
        FoundNetwork found;
        found.devices = {device("a", 1), device("b", 2)};
        found.links = {{0, "p1", 1, "p1", {{"lldp", true}, {"lldp", false}}}};
        return found;
    }

    static DiscoveryPlan plan(TestStore& s, const QString& name = QStringLiteral("nightly"))
    {
        DiscoveryPlan draft;
        draft.name = name;
        draft.seeds = QStringList{"192.0.2.1"};
        draft.ranges = QStringList{"192.0.2.0/28"};
        draft.everyMs = 86'400'000;
        return DiscoveryPlanService(s.context).add(test::administrator(), draft);
    }

    static QStringList told(const DiscoveryDiff& diff)
    {
        QStringList lines;
        for (const DiffItem& item : diff.items)
            lines.append(QStringLiteral("%1 %2 %3").arg(nameOf(item.kind), item.isLink ? "link" : "device", item.name));
        return lines;
    }

private Q_SLOTS:
    void aPlanIsKept_data() { test::engineRows(); }
    void aPlanIsKept()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        DiscoveryPlanService service(s.context);
        DiscoveryPlan kept = plan(s);
        QCOMPARE(discoveryPlans(*s.connection), QList<DiscoveryPlan>{kept});
        QCOMPARE(optionsOf(kept).addresses.size(), 14);
        kept.within = QStringList{"192.0.2.0/24"};
        kept.domain = QStringLiteral("vpn-nord");
        service.change(test::administrator(), kept);
        QCOMPARE(discoveryPlanNamed(*s.connection, "nightly"), std::optional(kept));
        QVERIFY_THROWS_EXCEPTION(Refused, plan(s));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.remove(test::withRole(access::Role::BillingClerk), kept.id));
        service.remove(test::administrator(), kept.id);
        QVERIFY(discoveryPlans(*s.connection).isEmpty());
        QVERIFY_THROWS_EXCEPTION(NotFound, service.remove(test::administrator(), kept.id));
    }

    void aPlanThatCannotRunIsRefused_data()
    {
        QTest::addColumn<DiscoveryPlan>("draft");
        DiscoveryPlan good;
        good.name = QStringLiteral("x");
        good.seeds = QStringList{"192.0.2.1"};
        const auto with = [&](auto edit) {
            DiscoveryPlan draft = good;
            edit(draft);
            return draft;
        };
        QTest::newRow("no name") << with([](DiscoveryPlan& p) { p.name = QStringLiteral("  "); });
        QTest::newRow("no address") << with([](DiscoveryPlan& p) { p.seeds.clear(); });
        QTest::newRow("a name as a seed") << with([](DiscoveryPlan& p) { p.seeds = QStringList{"router-1"}; });
        QTest::newRow("too wide together") << with([](DiscoveryPlan& p) { p.ranges = QStringList{"10.0.0.0/16", "10.1.0.0/16"}; });
        QTest::newRow("no network") << with([](DiscoveryPlan& p) { p.within = QStringList{"everywhere"}; });
        QTest::newRow("all the time") << with([](DiscoveryPlan& p) { p.everyMs = 60'000; });
        QTest::newRow("no device") << with([](DiscoveryPlan& p) { p.maxDevices = 0; });
    }
    void aPlanThatCannotRunIsRefused()
    {
        QFETCH(DiscoveryPlan, draft);
        TestStore s(QStringLiteral("sqlite"));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, DiscoveryPlanService(s.context).add(test::administrator(), draft));
    }

    void aDuePlanIsTakenOnce_data() { test::engineRows(); }
    void aDuePlanIsTakenOnce()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        DiscoveryPlanService service(s.context);
        const DiscoveryPlan first = plan(s, QStringLiteral("first"));
        DiscoveryPlan byHand = plan(s, QStringLiteral("by hand"));
        byHand.everyMs = 0;
        service.change(test::administrator(), byHand);
        QCOMPARE(service.takeDue(access::collectorAgent("ws"))->id, first.id);
        QVERIFY(!service.takeDue(access::collectorAgent("ws")));
        s.clock.advanceMs(first.everyMs - 1);
        QVERIFY(!service.takeDue(access::collectorAgent("ws")));
        s.clock.advanceMs(1);
        QCOMPARE(service.takeDue(access::collectorAgent("ws"))->id, first.id);
    }

    void whatWasFoundIsKeptAsItWas()
    {
        FoundNetwork found = pair();
        found.devices[0].engineId = QByteArray::fromHex("80001f88");
        found.devices[0].addresses = QStringList{"192.0.2.1", "2001:db8::1"};
        found.silent = QStringList{"192.0.2.9"};
        found.failures = QStringList{QStringLiteral("Nobody.")};
        found.domain = QStringLiteral("vpn");
        found.complete = false;
        const FoundNetwork back = unpacked(packed(found));
        QCOMPARE(back.devices[0].ports, found.devices[0].ports);
        QCOMPARE(back.devices[0].engineId, found.devices[0].engineId);
        QCOMPARE(back.devices[0].addresses, found.devices[0].addresses);
        QCOMPARE(back.devices[1].serialNumber, found.devices[1].serialNumber);
        QCOMPARE(back.links, found.links);
        QCOMPARE(back.silent, found.silent);
        QCOMPARE(back.failures, found.failures);
        QCOMPARE(back.domain, found.domain);
        QCOMPARE(back.complete, found.complete);
    }

    void aPersonAgreesToWhatIsNew_data() { test::engineRows(); }
    void aPersonAgreesToWhatIsNew()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        ProposalService service(s.context);
        const DiscoveryPlan nightly = plan(s);
        const DiscoveryProposalId id = service.propose(access::collectorAgent("ws"), nightly, pair());
        QVERIFY(inventory::devices(*s.connection).isEmpty());
        QCOMPARE(told(proposal(*s.connection, id)->diff), QStringList({"new device a", "new device b", "new link a p1 – b p1"}));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.approve(access::collectorAgent("ws"), id));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.approve(test::administrator(), id, {"device new nobody"}));
        // One of them: the rest goes on waiting.
        const QString key = proposal(*s.connection, id)->diff.items.first().key;
        QCOMPARE(service.approve(test::administrator(), id, {key}).newDevices, 1);
        QCOMPARE(told(proposal(*s.connection, id)->diff), QStringList({"new device b", "new link a p1 – b p1"}));
        const DiscoveryReport report = service.approve(test::administrator(), id);
        QCOMPARE(report.newDevices, 1);
        QCOMPARE(report.newLinks, 1);
        QVERIFY(openProposals(*s.connection).isEmpty());
        QVERIFY_THROWS_EXCEPTION(NotFound, service.approve(test::administrator(), id));
        const auto links = inventory::links(*s.connection);
        QCOMPARE(links.size(), 1);
        QCOMPARE(inventory::evidenceOf(*s.connection, links.first().id).size(), 2);
        // Nothing differs now: nothing to decide.
        QVERIFY(service.propose(access::collectorAgent("ws"), nightly, pair()).isNull());
        QVERIFY(openProposals(*s.connection).isEmpty());
    }

    // Whatever its interval says; of several workstations that hear of it, one runs it.
    void aPersonStartsAPlan_data() { test::engineRows(); }
    void aPersonStartsAPlan()
    {
        QFETCH(QString, engine);
        TestStore store(engine);
        DiscoveryPlanService service(store.context);
        DiscoveryPlan draft;
        draft.name = QStringLiteral("by hand");
        draft.seeds = {QStringLiteral("192.0.2.1")};
        const DiscoveryPlan plan = service.add(test::administrator(), draft);
        const auto agent = access::collectorAgent(QStringLiteral("ws"));
        QVERIFY(!service.takeDue(agent));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.ask(test::withRole(access::Role::BillingClerk), plan.id));
        for (int time = 0; time < 2; ++time) { // it was started before, too
            store.clock.advanceMs(1'000);
            service.ask(test::administrator(), plan.id);
            const store::JournalEntry asked = store::journalAfter(*store.connection, 0, 1000).last();
            QCOMPARE(asked.kind, QStringLiteral("discoveryPlan.asked"));
            const auto taken = service.take(agent, asked);
            QVERIFY(taken);
            QCOMPARE(taken->id, plan.id);
            QCOMPARE(discoveryPlan(*store.connection, plan.id)->startedAt, std::optional(store.clock.now()));
            QVERIFY(!service.take(access::collectorAgent(QStringLiteral("other")), asked));
        }
        service.ask(test::administrator(), plan.id);
        const store::JournalEntry late = store::journalAfter(*store.connection, 0, 1000).last();
        service.remove(test::administrator(), plan.id);
        QVERIFY(!service.take(agent, late));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.ask(test::administrator(), plan.id));
    }

    void goneAndChangedAreShownAndApproved_data() { test::engineRows(); }
    void goneAndChangedAreShownAndApproved()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        ProposalService service(s.context);
        const DiscoveryPlan nightly = plan(s);
        service.approve(test::administrator(), service.propose(access::collectorAgent("ws"), nightly, pair()));
        FoundNetwork later;
        later.devices = {device("a", 1)};
        later.devices[0].softwareVersion = QStringLiteral("2.0");
        later.devices[0].ports[1].alias = QStringLiteral("to the roof");
        QCOMPARE(told(diffOf(*s.connection, later)), QStringList({"changed device a"})); // b was not asked
        later.silent = QStringList{"192.0.2.2"};
        later.complete = false;
        QCOMPARE(told(diffOf(*s.connection, later)), QStringList({"changed device a"})); // broken off: nothing is gone
        later.complete = true;
        const DiscoveryProposalId id = service.propose(access::collectorAgent("ws"), nightly, later);
        const DiscoveryDiff diff = proposal(*s.connection, id)->diff;
        QCOMPARE(told(diff), QStringList({"gone device b", "changed device a"}));
        QCOMPARE(diff.items[1].fields, (QList<DiffField>{{"softwareVersion", {}, "2.0"}, {"port p2", {}, "to the roof"}}));
        // The next run's word replaces it.
        const DiscoveryProposalId next = service.propose(access::collectorAgent("ws"), nightly, later);
        QVERIFY(!proposal(*s.connection, id));
        service.approve(test::administrator(), next);
        QCOMPARE(inventory::devices(*s.connection).size(), 1);
        QCOMPARE(inventory::devices(*s.connection).first().softwareVersion, QStringLiteral("2.0"));
        QVERIFY(inventory::links(*s.connection).isEmpty());
    }

    void aLinkIsProposedAsGoneAfterSomeRuns_data() { test::engineRows(); }
    void aLinkIsProposedAsGoneAfterSomeRuns()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        ProposalService service(s.context);
        const DiscoveryPlan nightly = plan(s);
        service.approve(test::administrator(), service.propose(access::collectorAgent("ws"), nightly, pair()));
        FoundNetwork without = pair();
        without.links.clear();
        DiscoveryProposalId id;
        for (int run = 1; run <= inventory::linkGoneAfter; ++run) {
            QVERIFY(id.isNull());
            id = service.propose(access::collectorAgent("ws"), nightly, without);
            QCOMPARE(inventory::links(*s.connection).first().missed, run);
        }
        QCOMPARE(told(proposal(*s.connection, id)->diff), QStringList({"gone link a p1 – b p1"}));
        service.dismiss(test::administrator(), id);
        QCOMPARE(inventory::links(*s.connection).size(), 1);
        service.approve(test::administrator(), service.propose(access::collectorAgent("ws"), nightly, without));
        QVERIFY(inventory::links(*s.connection).isEmpty());
    }
};

QTEST_GUILESS_MAIN(DiscoveryDiffTest)
#include "tst_discoverydiff.moc"
