#include "models/assurance/impact.h"
#include "models/assurance/outageservice.h"
#include "models/assurance/outagestore.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using fault::EventKind;
using test::TestStore;

namespace {

const access::Actor collector = access::collectorAgent(QStringLiteral("test-desk"));
const access::Actor flow = access::flowAgent(QStringLiteral("test-desk"));

/// An OLT with two ports; two customers with a service each, and one whose port is only reserved.
struct Town {
    explicit Town(const QString& engine, const QString& start = QStringLiteral("2026-03-10T09:00:00Z"))
        : s(engine, start), fibre(offering(QStringLiteral("FIBRE-100"), catalogue::SlaTerms{240, 500, 5000})), plain(offering(QStringLiteral("FIBRE-50"), {}))
    {
        s.setUpOperator();
        store::Connection& c = *s.connection;
        catalogue::insertOffering(c, fibre);
        catalogue::insertOffering(c, plain);
        olt.id = s.ids.next<DeviceTag>();
        olt.sysName = QStringLiteral("olt-1");
        olt.address = QStringLiteral("127.0.0.10");
        olt.kind = QStringLiteral("olt");
        inventory::insertDevice(c, olt);
        first = serviceOn(QStringLiteral("pon-0/1"), 1, fibre.id, inventory::ServiceState::Active);
        second = serviceOn(QStringLiteral("pon-0/2"), 2, plain.id, inventory::ServiceState::Active);
        reserved = serviceOn(QStringLiteral("pon-0/3"), 3, fibre.id, inventory::ServiceState::Reserved);
    }

    catalogue::Offering offering(const QString& code, std::optional<catalogue::SlaTerms> sla)
    {
        const Currency eur = Currency::parse(u"EUR");
        return {s.ids.next<OfferingTag>(), code, code, 1, UnitPrice::parse(u"29.90", eur), Money::zero(eur), 1900, 100'000, 40'000, sla, BillingDate(2026, 1, 1), {}, {}};
    }

    inventory::Service serviceOn(const QString& portName, int number, OfferingId offering, inventory::ServiceState state)
    {
        inventory::Port port;
        port.id = s.ids.next<PortTag>();
        port.deviceId = olt.id;
        port.name = portName;
        port.ifIndex = number;
        inventory::insertPort(*s.connection, port);
        const customer::Customer owner{s.ids.next<CustomerTag>(), QStringLiteral("C-%1").arg(number, 6, 10, QLatin1Char('0')), QStringLiteral("Customer %1").arg(number), {}, {}};
        customer::insertCustomer(*s.connection, owner);
        inventory::Service service;
        service.id = s.ids.next<ServiceTag>();
        service.name = inventory::serviceName(number);
        service.customerId = owner.id;
        service.offeringId = offering;
        service.orderId = s.ids.next<OrderTag>();
        service.portId = port.id;
        service.state = state;
        if (state == inventory::ServiceState::Active)
            service.activatedAt = Timestamp::parse(u"2026-03-05T08:00:00Z");
        inventory::insertService(*s.connection, service);
        return service;
    }

    fault::RecordResult record(EventKind kind, PortId port = {})
    {
        fault::EventDraft draft;
        draft.kind = kind;
        draft.source = olt.address;
        draft.deviceId = olt.id;
        draft.portId = port;
        draft.objectName = QStringLiteral("olt-1");
        draft.text = fault::eventKindWord(kind);
        draft.at = s.clock.now();
        return fault::FaultService(s.context).record(collector, draft);
    }

    /// A fault on the port of `service` from now for so long; the entry that closed its outage.
    std::pair<assurance::Outage, store::JournalEntry> outageOf(const inventory::Service& service, std::int64_t ms)
    {
        const auto down = record(EventKind::LinkDown, service.portId);
        const auto opened = assurance::OutageService(s.context).open(flow, *down.alarm, service, down.entry->id);
        s.clock.advanceMs(ms);
        const auto up = record(EventKind::LinkUp, service.portId);
        const auto closed = assurance::OutageService(s.context).close(flow, opened.id, *up.alarm->clearedAt, up.entry->id);
        return {closed, store::journalOf(*s.connection, QStringLiteral("outage"), closed.id.toString()).last()};
    }

    TestStore s;
    catalogue::Offering fibre;
    catalogue::Offering plain;
    inventory::Device olt;
    inventory::Service first;
    inventory::Service second;
    inventory::Service reserved;
};

constexpr std::int64_t hourMs = 3'600'000;

} // namespace

class OutageServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whomAFaultHits_data() { test::engineRows(); }
    void whomAFaultHits()
    {
        QFETCH(QString, engine);
        Town town(engine);
        store::Connection& c = *town.s.connection;
        const fault::Alarm port = *town.record(EventKind::LinkDown, town.first.portId).alarm;
        QCOMPARE(assurance::affectedServices(c, port), QList({town.first}));
        const auto impact = assurance::impactOf(c, port);
        QCOMPARE(impact.customers.size(), 1);
        QCOMPARE(impact.customers.first().number, QStringLiteral("C-000001"));
        QCOMPARE(impact.monthlyPrices, QList({town.fibre.price}));
        const fault::Alarm device = *town.record(EventKind::DeviceSilent).alarm;
        QCOMPARE(assurance::affectedServices(c, device), QList({town.first, town.second}));
        QCOMPARE(assurance::impactOf(c, device).monthlyPrices.first().micros, 59'800'000);
        const fault::Alarm harmless = *town.record(EventKind::AuthenticationFailure).alarm;
        QVERIFY(assurance::affectedServices(c, harmless).isEmpty());
        const fault::Alarm idle = *town.record(EventKind::LinkDown, town.reserved.portId).alarm;
        QVERIFY(assurance::affectedServices(c, idle).isEmpty());
        const auto all = assurance::impactsOf(c, fault::openAlarms(c));
        QCOMPARE(all.size(), 4);
        QCOMPARE(all.value(device.id), assurance::impactOf(c, device));
        for (const fault::Alarm& alarm : fault::openAlarms(c)) // the flow and the screen name the same services
            QCOMPARE(assurance::affectedServices(c, alarm), all.value(alarm.id).services);
    }

    void anOutageHasItsEvidence_data() { test::engineRows(); }
    void anOutageHasItsEvidence()
    {
        QFETCH(QString, engine);
        Town town(engine);
        store::Connection& c = *town.s.connection;
        assurance::OutageService service(town.s.context);
        const auto down = town.record(EventKind::LinkDown, town.first.portId);
        const auto opened = service.open(flow, *down.alarm, town.first, down.entry->id);
        QCOMPARE(opened.startedAt, town.s.clock.now());
        QCOMPARE(opened.openedByEvent, down.event.id);
        QCOMPARE(assurance::openOutages(c), QList({opened}));
        const std::int64_t end = store::journalEnd(c);
        QCOMPARE(service.open(flow, *down.alarm, town.first, down.entry->id), opened); // replayed
        QCOMPARE(store::journalEnd(c), end);
        town.s.clock.advanceMs(90'061);
        const auto up = town.record(EventKind::PortUp, town.first.portId);
        const auto closed = service.close(flow, opened.id, *up.alarm->clearedAt, up.entry->id);
        QCOMPARE(closed.closedByEvent, up.event.id);
        QCOMPARE(closed.endedAt->msSince(closed.startedAt), 90'061);
        QCOMPARE(service.close(flow, opened.id, town.s.clock.now().plusMs(5), up.entry->id), closed); // replayed
        QCOMPARE(assurance::outage(c, opened.id), std::optional(closed));
        QCOMPARE(assurance::outagesOfService(c, town.first.id), QList({closed}));
        QCOMPARE(assurance::outagesOfAlarm(c, down.alarm->id), QList({closed}));
        const auto entries = store::journalOf(c, QStringLiteral("outage"), opened.id.toString());
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries[0].kind, QStringLiteral("outage.opened"));
        QCOMPARE(entries[0].cause, std::optional(down.entry->id));
        QCOMPARE(entries[1].kind, QStringLiteral("outage.closed"));
        QCOMPARE(entries[1].cause, std::optional(up.entry->id));
    }

    void whatIsNoOutage()
    {
        Town town(QStringLiteral("sqlite"));
        assurance::OutageService service(town.s.context);
        const auto harmless = town.record(EventKind::AuthenticationFailure);
        QVERIFY_THROWS_EXCEPTION(Refused, service.open(flow, *harmless.alarm, town.first, harmless.entry->id));
        const auto idle = town.record(EventKind::LinkDown, town.reserved.portId);
        QVERIFY_THROWS_EXCEPTION(Refused, service.open(flow, *idle.alarm, town.reserved, idle.entry->id));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.open(collector, *idle.alarm, town.first, idle.entry->id));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.close(flow, OutageId(QUuid::createUuid()), town.s.clock.now(), idle.entry->id));
    }

    void noneBeginsBeforeItsService()
    {
        Town town(QStringLiteral("sqlite"), QStringLiteral("2026-03-05T07:00:00Z"));
        const auto down = town.record(EventKind::LinkDown, town.first.portId);
        const auto opened = assurance::OutageService(town.s.context).open(flow, *down.alarm, town.first, down.entry->id);
        QCOMPARE(opened.startedAt, *town.first.activatedAt);
        // The fault ended before the service began: an outage of no length.
        const auto closed = assurance::OutageService(town.s.context).close(flow, opened.id, town.s.clock.now(), down.entry->id);
        QCOMPARE(closed.endedAt, std::optional(closed.startedAt));
        QVERIFY(assurance::SlaService(town.s.context).assess(flow, closed.id, down.entry->id).isEmpty());
    }

    void aBreachIsCreditedOnce_data() { test::engineRows(); }
    void aBreachIsCreditedOnce()
    {
        QFETCH(QString, engine);
        Town town(engine);
        store::Connection& c = *town.s.connection;
        assurance::SlaService sla(town.s.context);
        const auto [allowed, allowedEntry] = town.outageOf(town.first, 4 * hourMs);
        QVERIFY(sla.assess(flow, allowed.id, allowedEntry.id).isEmpty());
        town.s.clock.advanceMs(hourMs);
        const auto [more, moreEntry] = town.outageOf(town.first, hourMs + 1);
        const QList<assurance::SlaCredit> credits = sla.assess(flow, more.id, moreEntry.id);
        QCOMPARE(credits.size(), 1);
        QCOMPARE(credits.first().amount.minor, 299);
        QCOMPARE(credits.first().startedHours, 2);
        QCOMPARE(credits.first().downMs, 5 * hourMs + 1);
        QCOMPARE(credits.first().month, BillingDate(2026, 3, 1));
        const auto granted = store::journalOf(c, QStringLiteral("credit"), credits.first().id.toString());
        QCOMPARE(granted.size(), 1);
        QCOMPARE(granted.first().kind, QStringLiteral("credit.granted"));
        QCOMPARE(granted.first().cause, std::optional(moreEntry.id));
        const std::int64_t end = store::journalEnd(c);
        QCOMPARE(sla.assess(flow, more.id, moreEntry.id), credits); // replayed
        QVERIFY(sla.assess(flow, allowed.id, allowedEntry.id).isEmpty());
        QCOMPARE(store::journalEnd(c), end);
        // A third outage of the month adds the difference only.
        town.s.clock.advanceMs(hourMs);
        const auto [third, thirdEntry] = town.outageOf(town.first, hourMs);
        const auto rest = sla.assess(flow, third.id, thirdEntry.id);
        QCOMPARE(rest.first().grantedBefore.minor, 299);
        QCOMPARE(rest.first().amount.minor, 449 - 299); // 15 % of 29.90 is 4.485
        QCOMPARE(assurance::creditsOfService(c, town.first.id), QList({credits.first(), rest.first()}));
        QCOMPARE(assurance::slaCredit(c, rest.first().id), std::optional(rest.first()));
        QCOMPARE(assurance::creditsOfOutage(c, third.id), rest);
    }

    // Both outages are closed before anyone assesses the first one, as after a crash.
    void whoAssessesLateFindsTheSameFigures()
    {
        Town town(QStringLiteral("sqlite"));
        assurance::SlaService sla(town.s.context);
        const auto [one, oneEntry] = town.outageOf(town.first, 5 * hourMs);
        const auto [two, twoEntry] = town.outageOf(town.first, hourMs);
        QCOMPARE(sla.assess(flow, one.id, oneEntry.id).first().amount.minor, 150);
        QCOMPARE(sla.assess(flow, two.id, twoEntry.id).first().amount.minor, 149);
    }

    void overlappingOutagesCountOnce_data() { test::engineRows(); }
    void overlappingOutagesCountOnce()
    {
        QFETCH(QString, engine);
        Town town(engine);
        assurance::OutageService service(town.s.context);
        assurance::SlaService sla(town.s.context);
        const auto port = town.record(EventKind::LinkDown, town.first.portId);
        const auto byPort = service.open(flow, *port.alarm, town.first, port.entry->id);
        town.s.clock.advanceMs(hourMs);
        const auto device = town.record(EventKind::DeviceSilent);
        const auto byDevice = service.open(flow, *device.alarm, town.first, device.entry->id);
        QVERIFY(byPort.id != byDevice.id);
        town.s.clock.advanceMs(2 * hourMs);
        const auto back = town.record(EventKind::DeviceAnswers);
        service.close(flow, byDevice.id, town.s.clock.now(), back.entry->id);
        QVERIFY(sla.assess(flow, byDevice.id, back.entry->id).isEmpty()); // two hours, and the port's outage still lasts
        QVERIFY_THROWS_EXCEPTION(Refused, sla.assess(flow, byPort.id, back.entry->id));
        town.s.clock.advanceMs(2 * hourMs);
        const auto up = town.record(EventKind::LinkUp, town.first.portId);
        service.close(flow, byPort.id, town.s.clock.now(), up.entry->id);
        const auto credits = sla.assess(flow, byPort.id, up.entry->id);
        QCOMPARE(credits.first().downMs, 5 * hourMs);
        QCOMPARE(credits.first().amount.minor, 150);
    }

    void anOutageOverTheEndOfTheMonthIsSplit_data() { test::engineRows(); }
    void anOutageOverTheEndOfTheMonthIsSplit()
    {
        QFETCH(QString, engine);
        // 31 March 2026 ends in Berlin at 22:00 UTC: six hours in March, five in April.
        Town town(engine, QStringLiteral("2026-03-31T16:00:00Z"));
        const auto [closed, entry] = town.outageOf(town.first, 11 * hourMs);
        const auto credits = assurance::SlaService(town.s.context).assess(flow, closed.id, entry.id);
        QCOMPARE(credits.size(), 2);
        QCOMPARE(credits[0].month, BillingDate(2026, 3, 1));
        QCOMPARE(credits[0].downMs, 6 * hourMs);
        QCOMPARE(credits[0].amount.minor, 299);
        QCOMPARE(credits[1].month, BillingDate(2026, 4, 1));
        QCOMPARE(credits[1].downMs, 5 * hourMs);
        QCOMPARE(credits[1].amount.minor, 150);
        QCOMPARE(assurance::SlaService(town.s.context).assess(flow, closed.id, entry.id), credits);
    }

    void withoutAPromiseThereIsNoCredit()
    {
        Town town(QStringLiteral("sqlite"));
        const auto [closed, entry] = town.outageOf(town.second, 50 * hourMs);
        QVERIFY(assurance::SlaService(town.s.context).assess(flow, closed.id, entry.id).isEmpty());
        QVERIFY(assurance::creditsOfService(*town.s.connection, town.second.id).isEmpty());
    }

    void onlyTheTimeAsACustomerCounts()
    {
        Town town(QStringLiteral("sqlite"));
        auto [closed, entry] = town.outageOf(town.first, 10 * hourMs);
        inventory::Service ended = town.first;
        ended.state = inventory::ServiceState::Terminated;
        ended.terminatedAt = closed.startedAt.plusMs(5 * hourMs);
        inventory::updateService(*town.s.connection, ended);
        QCOMPARE(assurance::SlaService(town.s.context).assess(flow, closed.id, entry.id).first().downMs, 5 * hourMs);
    }
};

QTEST_GUILESS_MAIN(OutageServiceTest)
#include "tst_outageservice.moc"
