#include "models/access/userservice.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using fault::Action;
using fault::EventKind;
using test::TestStore;

class FaultServiceTest : public QObject {
    Q_OBJECT

    const access::Actor collector_ = access::collectorAgent(QStringLiteral("test-desk"));

    static fault::EventDraft draft(EventKind kind, const TestStore& s, std::optional<QString> sourceKey = {})
    {
        fault::EventDraft d;
        d.kind = kind;
        d.source = QStringLiteral("127.0.0.10");
        d.deviceId = DeviceId::fromString(u"018f0000-0000-7000-8000-000000000001");
        d.portId = PortId::fromString(u"018f0000-0000-7000-8000-000000000002");
        d.objectName = QStringLiteral("olt-1 pon-0/3");
        d.text = QStringLiteral("pon-0/3 of olt-1 is down");
        d.payload = {{"oids", QJsonObject{{"1.3.6.1.2.1.2.2.1.1.3", "3"}}}};
        d.at = s.clock.now();
        d.sourceKey = sourceKey;
        return d;
    }

private Q_SLOTS:
    void aFaultFromTrapToClear_data() { test::engineRows(); }
    void aFaultFromTrapToClear()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::FaultService service(s.context);
        const auto raised = service.record(collector_, draft(EventKind::LinkDown, s));
        QCOMPARE(raised.action, Action::Raise);
        QCOMPARE(raised.alarm->number, QStringLiteral("ALM-000001"));
        QCOMPARE(raised.entry->kind, QStringLiteral("alarm.raised"));
        QCOMPARE(raised.entry->after["event"].toObject().value("payload").toObject(), draft(EventKind::LinkDown, s).payload);
        s.clock.advanceMs(1000);
        const auto counted = service.record(collector_, draft(EventKind::LinkDown, s));
        s.clock.advanceMs(1000);
        const auto polled = service.record(collector_, draft(EventKind::PortDown, s));
        QCOMPARE(polled.entry->kind, QStringLiteral("alarm.counted"));
        QCOMPARE(polled.entry->cause, std::optional(raised.entry->id));
        QCOMPARE(polled.alarm->count, 3);
        QCOMPARE(fault::openAlarms(*s.connection), QList({*polled.alarm}));
        QCOMPARE(fault::openAlarmCounts(*s.connection), (QMap<Severity, int>{{Severity::Minor, 1}}));
        s.clock.advanceMs(1000);
        const auto cleared = service.record(collector_, draft(EventKind::LinkUp, s));
        QCOMPARE(cleared.entry->kind, QStringLiteral("alarm.cleared"));
        QCOMPARE(cleared.entry->cause, std::optional(raised.entry->id));
        QCOMPARE(cleared.alarm->clearedAt, std::optional(s.clock.now()));
        QCOMPARE(fault::alarm(*s.connection, raised.alarm->id).value(), *cleared.alarm);
        QCOMPARE(fault::alarmNumbered(*s.connection, QStringLiteral("ALM-000001")).value(), *cleared.alarm);
        QVERIFY(fault::openAlarms(*s.connection).isEmpty());
        QCOMPARE(fault::alarmHistory(*s.connection).size(), 1);
        const QList<fault::Event> events = fault::eventsOfAlarm(*s.connection, raised.alarm->id);
        QCOMPARE(events, QList({raised.event, counted.event, polled.event, cleared.event}));
        QCOMPARE(store::firstBrokenEntry(*s.connection), std::nullopt);
    }

    void anEventWithoutAnAlarmIsKeptWithoutAnEntry_data() { test::engineRows(); }
    void anEventWithoutAnAlarmIsKeptWithoutAnEntry()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::FaultService service(s.context);
        const auto other = service.record(collector_, draft(EventKind::Other, s));
        QVERIFY(!other.alarm && !other.entry);
        QCOMPARE(fault::recentEvents(*s.connection), QList({other.event}));
        QCOMPARE(fault::event(*s.connection, other.event.id), std::optional(other.event));
        QCOMPARE(store::journalEnd(*s.connection), 0);
    }

    void manyAtOnceAreDecidedOneByOne_data() { test::engineRows(); }
    void manyAtOnceAreDecidedOneByOne()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::FaultService service(s.context);
        QList<fault::EventDraft> drafts;
        for (const EventKind kind : {EventKind::LinkDown, EventKind::LinkDown, EventKind::LinkDown, EventKind::Other, EventKind::LinkUp, EventKind::LinkDown})
            drafts.append(draft(kind, s));
        const auto results = service.record(collector_, drafts);
        QList<Action> actions;
        for (const auto& result : results)
            actions.append(result.action);
        using enum Action;
        QCOMPARE(actions, (QList{Raise, Count, Count, Ignore, Clear, Raise}));
        QCOMPARE(results[2].alarm->count, 3);
        QVERIFY(results[1].entry && results[1].entry == results[2].entry); // two reports that follow each other share an entry
        QVERIFY(results[5].alarm->id != results[0].alarm->id);
        QStringList kinds;
        for (const auto& entry : store::journalAfter(*s.connection, 0))
            kinds.append(entry.kind);
        QCOMPARE(kinds, (QStringList{"alarm.raised", "alarm.counted", "alarm.cleared", "alarm.raised"}));
        QCOMPARE(fault::openAlarms(*s.connection), QList{*results[5].alarm});
        QCOMPARE(fault::eventsOfAlarm(*s.connection, results[0].alarm->id).size(), 4);
        QCOMPARE(fault::recentEvents(*s.connection).size(), 6);
        QVERIFY(!store::firstBrokenEntry(*s.connection));
        QCOMPARE(store::journalCauses(*s.connection, results[4].entry->id).constLast().id, results[0].entry->id);
    }

    void aFaultByARuleIsKeptWithWhatItMeans_data() { test::engineRows(); }
    void aFaultByARuleIsKeptWithWhatItMeans()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::FaultService service(s.context);
        fault::EventDraft down = draft(EventKind::Fault, s);
        down.report = fault::FaultReport{QStringLiteral("BGP session down"), QStringLiteral("192.0.2.9"), {QStringLiteral("BGP session down"), QStringLiteral("communicationsAlarm"),
                                         QStringLiteral("communicationsProtocolError")}, Severity::Major};
        const auto raised = service.record(collector_, down);
        const auto kept = fault::alarm(*s.connection, raised.alarm->id);
        QCOMPARE(*kept, *raised.alarm);
        QCOMPARE(kept->severity, Severity::Major);
        QCOMPARE(fault::problemWord(kept->problem), "BGP session down");
        QCOMPARE(fault::probableCauseWord(kept->problem), "Communications protocol error");
        QCOMPARE(fault::event(*s.connection, raised.event.id)->report, down.report);
        fault::EventDraft other = down;
        other.report->object = QStringLiteral("192.0.2.10");
        QCOMPARE(service.record(collector_, other).action, Action::Raise);
        down.kind = EventKind::FaultOver;
        QCOMPARE(service.record(collector_, down).alarm->id, kept->id);
        QCOMPARE(fault::openAlarms(*s.connection).size(), 1);
    }

    void theSameMomentIsRecordedOnce_data() { test::engineRows(); }
    void theSameMomentIsRecordedOnce()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::FaultService service(s.context);
        const auto first = service.record(collector_, draft(EventKind::LinkDown, s, QStringLiteral("inform-1")));
        const auto again = service.record(collector_, draft(EventKind::LinkDown, s, QStringLiteral("inform-1")));
        QCOMPARE(again.event, first.event);
        QCOMPARE(*again.alarm, *first.alarm);
        QVERIFY(!again.entry);
        service.record(collector_, draft(EventKind::Other, s, QStringLiteral("inform-2")));
        service.record(collector_, draft(EventKind::Other, s, QStringLiteral("inform-2")));
        QCOMPARE(fault::recentEvents(*s.connection).size(), 2);
        QCOMPARE(store::journalEnd(*s.connection), 1);
    }

    void whatRunsOverThePortDecides_data() { test::engineRows(); }
    void whatRunsOverThePortDecides()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::FaultService service(s.context);
        fault::EventDraft down = draft(EventKind::LinkDown, s);
        inventory::Device device;
        device.id = down.deviceId;
        device.sysName = QStringLiteral("olt-1");
        device.kind = QStringLiteral("olt");
        inventory::insertDevice(*s.connection, device);
        inventory::Port port;
        port.id = down.portId;
        port.deviceId = device.id;
        port.name = QStringLiteral("pon-0/3");
        inventory::insertPort(*s.connection, port);
        down.switchedOff = true;
        QCOMPARE(service.record(collector_, down).action, Action::Ignore);
        inventory::Service held;
        held.id = s.ids.next<ServiceTag>();
        held.name = QStringLiteral("SVC-000001");
        held.customerId = s.ids.next<CustomerTag>();
        held.offeringId = s.ids.next<OfferingTag>();
        held.portId = port.id;
        held.state = inventory::ServiceState::Reserved;
        inventory::insertService(*s.connection, held);
        QCOMPARE(service.record(collector_, down).action, Action::Ignore); // nobody is served yet
        held.state = inventory::ServiceState::Active;
        inventory::updateService(*s.connection, held);
        const auto raised = service.record(collector_, down);
        QCOMPARE(raised.action, Action::Raise);
        QCOMPARE(raised.alarm->severity, Severity::Major);
    }

    void undecodableMessagesAreCounted_data() { test::engineRows(); }
    void undecodableMessagesAreCounted()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::FaultService service(s.context);
        QCOMPARE(fault::undecodableCount(*s.connection), 0);
        fault::EventDraft d = draft(EventKind::Undecodable, s);
        d.deviceId = {};
        d.portId = {};
        service.record(collector_, d);
        service.record(collector_, d);
        d.source = QStringLiteral("127.0.0.99");
        service.record(collector_, d);
        QCOMPARE(fault::undecodableCount(*s.connection), 3);
        QCOMPARE(fault::undecodableCountBySource(*s.connection), (QMap<QString, std::int64_t>{{"127.0.0.10", 2}, {"127.0.0.99", 1}}));
        QCOMPARE(fault::openAlarms(*s.connection).size(), 2);
        QCOMPARE(fault::openAlarmCounts(*s.connection).value(Severity::Warning), 2);
    }

    void whoIsAwaited_data() { test::engineRows(); }
    void whoIsAwaited()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::FaultService service(s.context);
        service.record(collector_, draft(EventKind::LinkDown, s));
        QVERIFY(fault::awaitedAnswers(*s.connection).isEmpty());
        service.record(collector_, draft(EventKind::ColdStart, s));
        QCOMPARE(fault::awaitedAnswers(*s.connection), QSet({draft(EventKind::ColdStart, s).deviceId}));
        service.record(collector_, draft(EventKind::DeviceAnswers, s));
        QVERIFY(fault::awaitedAnswers(*s.connection).isEmpty());
    }

    void whatWasOpenWhen_data() { test::engineRows(); }
    void whatWasOpenWhen()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        store::Connection& c = *s.connection;
        inventory::Device device;
        device.id = s.ids.next<DeviceTag>();
        inventory::insertDevice(c, device);
        QList<PortId> ports;
        for (const char* name : {"a", "b"}) {
            inventory::Port port;
            port.id = s.ids.next<PortTag>();
            port.deviceId = device.id;
            port.name = QString::fromLatin1(name);
            inventory::insertPort(c, port);
            ports.append(port.id);
        }
        fault::FaultService service(s.context);
        const auto record = [&](EventKind kind, PortId port) {
            fault::EventDraft one = draft(kind, s);
            one.deviceId = device.id;
            one.portId = port;
            return *service.record(collector_, one).alarm;
        };
        const Timestamp start = s.clock.now();
        const fault::Alarm first = record(EventKind::LinkDown, ports[0]);
        s.clock.advanceMs(1000);
        const fault::Alarm silent = record(EventKind::DeviceSilent, {});
        s.clock.advanceMs(1000);
        record(EventKind::LinkUp, ports[0]);
        s.clock.advanceMs(1000);
        const auto ids = [](const QList<fault::Alarm>& alarms) {
            QList<AlarmId> all;
            for (const fault::Alarm& alarm : alarms)
                all.append(alarm.id);
            return all;
        };
        QVERIFY(fault::alarmsOpenAt(c, start.plusMs(-1)).isEmpty());
        QCOMPARE(ids(fault::alarmsOpenAt(c, start)), QList({first.id}));
        QCOMPARE(ids(fault::alarmsOpenAt(c, start.plusMs(1999))), QList({first.id, silent.id}));
        QCOMPARE(ids(fault::alarmsOpenAt(c, start.plusMs(2000))), QList({silent.id})); // half-open, as outages are
        QCOMPARE(fault::alarmsOpenAt(c, start.plusMs(1500)).first().worstSeverity, Severity::Minor);

        QCOMPARE(ids(fault::alarmsOfPort(c, ports[0], start, s.clock.now())), QList({first.id}));
        QVERIFY(fault::alarmsOfPort(c, ports[0], start.plusMs(2000), s.clock.now()).isEmpty());
        QVERIFY(fault::alarmsOfPort(c, ports[1], start, s.clock.now()).isEmpty());
        QVERIFY(fault::alarmsOfPort(c, PortId(QUuid::createUuid()), start, s.clock.now()).isEmpty());
        QCOMPARE(ids(fault::alarmsOfDeviceAlone(c, device.id, start, s.clock.now())), QList({silent.id}));
        QVERIFY(fault::alarmsOfDeviceAlone(c, device.id, start, start.plusMs(1000)).isEmpty());
    }

    void whatPeopleDo_data() { test::engineRows(); }
    void whatPeopleDo()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::FaultService service(s.context);
        const access::Actor person = test::withRole(access::Role::NocOperator);
        const AlarmId id = service.record(collector_, draft(EventKind::LinkDown, s)).alarm->id;
        s.clock.advanceMs(5000);
        const fault::Alarm acknowledged = service.acknowledge(person, id);
        QCOMPARE(acknowledged.acknowledgedBy, QStringLiteral("tester"));
        QCOMPARE(fault::alarm(*s.connection, id), std::optional(acknowledged));
        QVERIFY_THROWS_EXCEPTION(Refused, service.acknowledge(person, id));
        QVERIFY(!service.unacknowledge(person, id).acknowledgedAt);
        QVERIFY_THROWS_EXCEPTION(Refused, service.unacknowledge(person, id));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.assign(person, id, QStringLiteral("nobody")));
        access::UserService(s.context).create(test::administrator(), QStringLiteral("berta"), QStringLiteral("Berta"), {access::Role::NocOperator}, {});
        QCOMPARE(service.assign(person, id, QStringLiteral("berta")).owner, QStringLiteral("berta"));
        QCOMPARE(service.assign(person, id, QString()).owner, QString());
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.note(person, id, QStringLiteral("  ")));
        const fault::AlarmNote note = service.note(person, id, QStringLiteral("Splice at km 4 wird geprüft"));
        QCOMPARE(fault::alarmNotes(*s.connection, id), QList({note}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.clear(person, id, QString()));
        const fault::Alarm cleared = service.clear(person, id, QStringLiteral("Spliced"));
        QCOMPARE(cleared.clearedBy, QStringLiteral("tester"));
        QCOMPARE(cleared.clearedAt, std::optional(s.clock.now()));
        QVERIFY_THROWS_EXCEPTION(Refused, service.clear(person, id, QStringLiteral("again")));
        QVERIFY_THROWS_EXCEPTION(Refused, service.acknowledge(person, id));
        QStringList kinds;
        for (const auto& entry : store::journalOf(*s.connection, QStringLiteral("alarm"), id.toString()))
            kinds.append(entry.kind);
        QCOMPARE(kinds, QStringList({"alarm.raised", "alarm.acknowledged", "alarm.unacknowledged", "alarm.assigned", "alarm.assigned", "alarm.noted", "alarm.cleared"}));
    }

    void whoMayNot()
    {
        TestStore s(QStringLiteral("sqlite"));
        fault::FaultService service(s.context);
        const AlarmId id = service.record(collector_, draft(EventKind::LinkDown, s)).alarm->id;
        const access::Actor clerk = test::withRole(access::Role::BillingClerk);
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.record(clerk, draft(EventKind::LinkUp, s)));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.acknowledge(clerk, id));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.clear(clerk, id, QStringLiteral("x")));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.acknowledge(test::administrator(), AlarmId(QUuid::createUuid())));
        QCOMPARE(store::journalEnd(*s.connection), 1);
        QCOMPARE(fault::recentEvents(*s.connection).size(), 1);
    }
};

QTEST_GUILESS_MAIN(FaultServiceTest)
#include "tst_faultservice.moc"
