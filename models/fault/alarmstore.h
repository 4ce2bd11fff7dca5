// The rows of events, alarms and notes, and the questions people ask of them. Reads run on any thread.
#pragma once

#include "models/fault/alarm.h"
#include "models/fault/event.h"
#include "models/store/bulkinsert.h"
#include "models/store/rowwriter.h"

#include <QMap>
#include <QSet>

namespace trunkline::fault {

/// Alarms that are not cleared: worst first, newest first among equals.
QList<Alarm> openAlarms(store::Connection& connection);
/// Those whose key begins so.
QList<Alarm> openAlarmsLike(store::Connection& connection, const QString& keyBegins);
/// Alarms that were open at an instant, as they are now: the worst severity tells how bad they were.
QList<Alarm> alarmsOpenAt(store::Connection& connection, Timestamp at);
/// Alarms of one port whose life touches [from, to), oldest first.
QList<Alarm> alarmsOfPort(store::Connection& connection, PortId port, Timestamp from, Timestamp to);
/// The same of a device as a whole, not of its ports.
QList<Alarm> alarmsOfDeviceAlone(store::Connection& connection, DeviceId device, Timestamp from, Timestamp to);
/// All alarms, cleared ones too, newest first, at most `limit`.
QList<Alarm> alarmHistory(store::Connection& connection, int limit = 1000);
/// The lives of one fault, newest first.
QList<Alarm> alarmsOfKey(store::Connection& connection, const QString& key, int limit = 20);
/// Alarms that are over, the last to end first.
QList<Alarm> clearedAlarms(store::Connection& connection, int limit = 200);
std::optional<Alarm> alarm(store::Connection& connection, AlarmId id);
/// By what people say: "ALM-000001".
std::optional<Alarm> alarmNumbered(store::Connection& connection, const QString& number);
/// The newest alarm with this key, open or cleared.
std::optional<Alarm> latestAlarm(store::Connection& connection, const QString& key);
/// How many alarms are open of each severity; severities without any are absent.
QMap<Severity, int> openAlarmCounts(store::Connection& connection);
/// Devices whose next answer has something to tell: their silence or restart is an open alarm. The
/// collector records DeviceAnswers for them when a poll succeeds.
QSet<DeviceId> awaitedAnswers(store::Connection& connection);

QList<AlarmNote> alarmNotes(store::Connection& connection, AlarmId id);
/// What an alarm rests on, oldest first: of more than `limit` the one that raised it and the newest.
QList<Event> eventsOfAlarm(store::Connection& connection, AlarmId id, int limit = 500);
/// Newest first.
QList<Event> recentEvents(store::Connection& connection, int limit = 500);
std::optional<Event> event(store::Connection& connection, EventId id);
std::optional<Event> eventBySourceKey(store::Connection& connection, const QString& sourceKey);
/// Datagrams on the trap port that could not be read, ever; and of each source.
std::int64_t undecodableCount(store::Connection& connection);
QMap<QString, std::int64_t> undecodableCountBySource(store::Connection& connection);

// For the service of this folder; the caller holds the transaction.
/// What is stored already of the evidence that events share. Of what was rolled back it must forget().
class KnownEvidence {
public:
    void forget() { ids_.clear(); }

private:
    friend class EventWriter;
    struct Stored {
        QString text; ///< kept, so that no other text gets its place in memory
        EvidenceId id;
    };
    QHash<const QChar*, Stored> ids_; ///< by where the text lies: what is shared is not compared
};
/// Events by the thousand, and the evidence that they share; they are in the tables after finish() at the latest.
class EventWriter {
public:
    EventWriter(store::Connection& connection, IdSource& ids, KnownEvidence& known);
    void add(const Event& event, const std::optional<QString>& sourceKey);
    void finish();

private:
    EvidenceId evidenceOf(const Payload& payload);
    store::Connection& connection_;
    IdSource& ids_;
    KnownEvidence& known_;
    store::RowWriter rows_;
    std::optional<store::RowWriter> evidence_; ///< where some is new
};
/// What a further report changes of alarms, of many at once.
class AlarmCountWriter {
public:
    explicit AlarmCountWriter(store::Connection& connection);
    void add(const Alarm& alarm);
    void finish() { together_.finish(); }

private:
    store::Connection& connection_;
    store::BulkInsert together_; ///< on PostgreSQL, where a statement is a journey; SQLite does one by one with half the work
};
void insertAlarm(store::Connection& connection, const Alarm& alarm);
void updateAlarm(store::Connection& connection, const Alarm& alarm);
void insertAlarmNote(store::Connection& connection, const AlarmNote& note);

} // namespace trunkline::fault
