#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/fault/eventrecorder.h"
#include "tests/support/teststore.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace trunkline;
using fault::Action;
using fault::EventKind;
using test::TestStore;

class EventRecorderTest : public QObject {
    Q_OBJECT

    const access::Actor collector_ = access::collectorAgent(QStringLiteral("test-desk"));

    static fault::EventDraft linkDown(const TestStore& s, int port)
    {
        fault::EventDraft draft;
        draft.kind = EventKind::LinkDown;
        draft.source = QStringLiteral("127.0.0.10");
        draft.objectName = QStringLiteral("olt-1 pon-0/%1").arg(port);
        draft.text = draft.objectName + QStringLiteral(" went down.");
        draft.payload = {{"port", port}};
        draft.at = s.clock.now();
        return draft;
    }
    static fault::EventDraft bgpDown(const TestStore& s, Severity severity)
    {
        fault::EventDraft draft = linkDown(s, 1);
        draft.kind = EventKind::Fault;
        draft.report = fault::FaultReport{QStringLiteral("BGP session down"), QStringLiteral("192.0.2.9"), {QStringLiteral("BGP session down"), QStringLiteral("communicationsAlarm"), {}}, severity};
        return draft;
    }
    static QStringList kindsAfter(store::Connection& connection, std::int64_t seq)
    {
        QStringList kinds;
        for (const store::JournalEntry& entry : store::journalAfter(connection, seq))
            kinds.append(entry.kind);
        return kinds;
    }

private Q_SLOTS:
    /// Every report is an event of its alarm with the right count and times; the journal has one entry for all, which says how often each.
    void repeatsOfManyAlarmsShareAnEntry_data() { test::engineRows(); }
    void repeatsOfManyAlarmsShareAnEntry()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::EventRecorder recorder(s.context);
        constexpr int ports = 70; // more than go into one statement
        QList<fault::EventDraft> first;
        for (int port = 0; port < ports; ++port)
            first.append(linkDown(s, port));
        const auto raised = recorder.record(collector_, first);
        const std::int64_t seq = store::journalEnd(*s.connection);
        QCOMPARE(seq, ports);
        QList<fault::EventDraft> repeats;
        for (int round = 0; round < 3; ++round) {
            s.clock.advanceMs(1000);
            for (int port = 0; port < ports; ++port)
                repeats.append(linkDown(s, port));
        }
        const auto counted = recorder.record(collector_, repeats);
        QCOMPARE(kindsAfter(*s.connection, seq), QStringList({"alarm.counted"}));
        const auto entry = store::journalAfter(*s.connection, seq).first();
        QCOMPARE(entry.after["reports"].toInt(), 3 * ports);
        QCOMPARE(entry.after["alarms"].toObject().size(), ports);
        QCOMPARE(entry.after["alarms"].toObject()["ALM-000070"].toObject(), (QJsonObject{{"reports", 3}, {"count", 4}, {"last", s.clock.now().toIso()}}));
        const auto open = fault::openAlarms(*s.connection);
        QCOMPARE(open.size(), ports);
        for (const fault::Alarm& alarm : open) {
            QCOMPARE(alarm.count, 4);
            QCOMPARE(alarm.raisedAt, s.clock.now().plusMs(-3000));
            QCOMPARE(alarm.lastEventAt, s.clock.now());
            QCOMPARE(fault::eventsOfAlarm(*s.connection, alarm.id).size(), 4);
        }
        QVERIFY(std::all_of(counted.begin(), counted.end(), [&](const auto& result) { return result.action == Action::Count && *result.entry == entry; }));
        QCOMPARE(counted[0].alarm->id, raised[0].alarm->id);
        QCOMPARE(*counted.constLast().alarm, *fault::alarm(*s.connection, raised.constLast().alarm->id));
        QVERIFY(!store::firstBrokenEntry(*s.connection));
    }

    void aWorseReportHasAnEntryOfItsOwn_data() { test::engineRows(); }
    void aWorseReportHasAnEntryOfItsOwn()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::EventRecorder recorder(s.context);
        recorder.record(collector_, {bgpDown(s, Severity::Minor), linkDown(s, 1), linkDown(s, 2)});
        const std::int64_t seq = store::journalEnd(*s.connection);
        s.clock.advanceMs(1000);
        const auto results = recorder.record(collector_, {linkDown(s, 1), bgpDown(s, Severity::Critical), linkDown(s, 2)});
        QCOMPARE(kindsAfter(*s.connection, seq), QStringList({"alarm.counted", "alarm.counted"}));
        QCOMPARE(results[1].entry->subjectId, results[1].alarm->id.toString());
        QCOMPARE(results[1].entry->before["severity"].toString(), "minor");
        QVERIFY(results[0].entry == results[2].entry && results[0].entry->subjectId.isEmpty());
        QCOMPARE(fault::alarm(*s.connection, results[1].alarm->id)->severity, Severity::Critical);
    }

    /// A recorder remembers alarms, and still sees what a person or another collector did since.
    void whatOthersDidInBetweenIsSeen_data() { test::engineRows(); }
    void whatOthersDidInBetweenIsSeen()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const auto elsewhere = s.another();
        store::Context otherContext{*elsewhere, s.clock, s.ids, {}};
        fault::EventRecorder here(s.context);
        fault::EventRecorder there(otherContext);
        const auto raised = here.record(collector_, {linkDown(s, 1)});
        s.clock.advanceMs(1000);
        fault::FaultService(otherContext).acknowledge(test::administrator(), raised[0].alarm->id);
        const auto counted = here.record(collector_, {linkDown(s, 1)});
        QVERIFY(counted[0].alarm->acknowledgedAt);
        QCOMPARE(*fault::alarm(*s.connection, raised[0].alarm->id), *counted[0].alarm);
        s.clock.advanceMs(1000);
        fault::FaultService(otherContext).clear(test::administrator(), raised[0].alarm->id, QStringLiteral("mended"));
        s.clock.advanceMs(1000);
        const auto again = there.record(collector_, {linkDown(s, 1)}); // raised by the other one, over the old life that this one knows
        QCOMPARE(again[0].action, Action::Raise);
        s.clock.advanceMs(1000);
        const auto third = here.record(collector_, {linkDown(s, 1)});
        QCOMPARE(third[0].action, Action::Count);
        QCOMPARE(third[0].alarm->id, again[0].alarm->id);
        QCOMPARE(third[0].alarm->count, 2);
        QCOMPARE(fault::openAlarms(*s.connection).size(), 1);
    }

    /// A turn that could not be written is tried again as if it had never been: no count too many, no number left out.
    void aTurnThatFailedLeavesNoMemory_data() { test::engineRows(); }
    void aTurnThatFailedLeavesNoMemory()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::EventRecorder recorder(s.context);
        recorder.record(collector_, {linkDown(s, 1)});
        s.clock.advanceMs(1000);
        const QList<fault::EventDraft> turn{linkDown(s, 1), linkDown(s, 2)};
        s.connection->exec(QStringLiteral("ALTER TABLE event RENAME TO elsewhere"));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, recorder.record(collector_, turn));
        s.connection->exec(QStringLiteral("ALTER TABLE elsewhere RENAME TO event"));
        const auto results = recorder.record(collector_, turn);
        QCOMPARE(results[0].alarm->count, 2);
        QCOMPARE(results[1].action, Action::Raise);
        QCOMPARE(results[1].alarm->number, "ALM-000002");
        QCOMPARE(fault::recentEvents(*s.connection).size(), 3);
        QVERIFY(!store::firstBrokenEntry(*s.connection));
    }

    /// What is common to events is stored once, over turns; each of them reads as if it were its own. A turn that failed has stored none.
    void commonEvidenceIsStoredOnce_data() { test::engineRows(); }
    void commonEvidenceIsStoredOnce()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::EventRecorder recorder(s.context);
        fault::Payload words({{"trap", "1.3.6.1.4.1.9.9.41.2.0.1"}, {"name", "“clogMessage” \\ \""}});
        words.share();
        const auto said = [&](fault::EventDraft draft, int uptime) {
            draft.payload = words;
            draft.payload.append({{"uptimeTicks", uptime}});
            return draft;
        };
        fault::EventDraft other = linkDown(s, 7);
        other.kind = EventKind::Other;
        s.connection->exec(QStringLiteral("ALTER TABLE event RENAME TO elsewhere"));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, recorder.record(collector_, {said(other, 1)}));
        s.connection->exec(QStringLiteral("ALTER TABLE elsewhere RENAME TO event"));
        recorder.record(collector_, {said(other, 1), said(linkDown(s, 1), 2)});
        recorder.record(collector_, {said(linkDown(s, 1), 3), linkDown(s, 2), said(other, 4), said(bgpDown(s, Severity::Minor), 5)});
        QCOMPARE(s.connection->row(QStringLiteral("SELECT COUNT(*) AS n FROM evidence"))->integer("n"), 1);
        QSet<int> uptimes;
        for (const fault::Event& event : fault::recentEvents(*s.connection)) {
            if (event.payload["port"].toInt() == 2)
                continue;
            QCOMPARE(event.payload["name"].toString(), QStringLiteral("“clogMessage” \\ \""));
            uptimes.insert(event.payload["uptimeTicks"].toInt());
            QCOMPARE(event.report.has_value(), event.kind == EventKind::Fault);
        }
        QCOMPARE(uptimes, (QSet<int>{1, 2, 3, 4, 5}));
    }

    /// Of a long life the beginning and the end are told.
    void theEventsOfAnAlarmAreAChain_data() { test::engineRows(); }
    void theEventsOfAnAlarmAreAChain()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        fault::EventRecorder recorder(s.context);
        QList<EventId> recorded, ofNeighbour;
        AlarmId alarm, neighbour;
        for (int turn = 0; turn < 4; ++turn) {
            s.clock.advanceMs(1000);
            for (const auto& result : recorder.record(collector_, {linkDown(s, 1), linkDown(s, 2), linkDown(s, 1)})) {
                (result.event.objectName.endsWith(u'1') ? recorded : ofNeighbour).append(result.event.id);
                (result.event.objectName.endsWith(u'1') ? alarm : neighbour) = result.alarm->id;
            }
        }
        const auto idsOf = [&](AlarmId of, int limit) {
            QList<EventId> ids;
            for (const fault::Event& event : fault::eventsOfAlarm(*s.connection, of, limit))
                ids.append(event.id);
            return ids;
        };
        QCOMPARE(idsOf(alarm, 500), recorded);
        QCOMPARE(idsOf(neighbour, 500), ofNeighbour);
        QCOMPARE(idsOf(alarm, 8), recorded);
        QCOMPARE(idsOf(alarm, 3), QList<EventId>() << recorded.first() << recorded.mid(5));
        // What an earlier program recorded is chained by the migration.
        s.connection->exec(QStringLiteral("UPDATE event SET previous_event_id = NULL"));
        s.connection->exec(QStringLiteral("UPDATE alarm SET last_event_id = NULL"));
        QVERIFY(idsOf(alarm, 500).isEmpty());
        QFile migration(QStringLiteral(":/schema/0027-shared-evidence.sql"));
        QVERIFY(migration.open(QIODevice::ReadOnly));
        const QStringList statements = QString::fromUtf8(migration.readAll()).split(QStringLiteral(";\n\n")).filter(QRegularExpression(QStringLiteral("^UPDATE")));
        QCOMPARE(statements.size(), 2);
        for (const QString& statement : statements)
            s.connection->exec(statement);
        QCOMPARE(idsOf(alarm, 500), recorded);
        QCOMPARE(idsOf(neighbour, 500), ofNeighbour);
    }
};

QTEST_GUILESS_MAIN(EventRecorderTest)
#include "tst_eventrecorder.moc"
