#include "models/fault/alarmstore.h"

#include "models/inventory/inventorystore.h"

#include <algorithm>

namespace trunkline::fault {

namespace {

const QString alarmColumns = QStringLiteral(
    "id, number, alarm_key, device_id, port_id, source, object_name, severity, worst_severity, problem, event_type, probable_cause, service_affecting, text, "
    "event_count, raised_ms, last_event_ms, changed_ms, acknowledged_ms, acknowledged_by, owner, cleared_ms, cleared_by, clear_reason, "
    "raised_event_id, cleared_event_id, last_event_id");

const QStringList eventColumns{"id", "kind", "source", "device_id", "port_id", "object_name", "switched_off", "text", "payload_json", "at_ms", "alarm_id", "source_key", "evidence_id", "previous_event_id"};

Severity severityFromRow(const store::Row& row, const char* column)
{
    return severityFromKey(row.text(column)).value_or(Severity::Indeterminate);
}

Alarm alarmFrom(const store::Row& row)
{
    Alarm a;
    a.id = row.id<AlarmId>("id");
    a.number = row.text("number");
    a.key = row.text("alarm_key");
    a.deviceId = row.id<DeviceId>("device_id");
    a.portId = row.id<PortId>("port_id");
    a.source = row.text("source");
    a.objectName = row.text("object_name");
    a.severity = severityFromRow(row, "severity");
    a.worstSeverity = severityFromRow(row, "worst_severity");
    a.problem = problemFromKey(row.text("problem"));
    if (a.problem.eventType.isEmpty()) {
        a.problem.eventType = row.text("event_type");
        a.problem.cause = row.text("probable_cause");
    }
    a.serviceAffecting = row.flag("service_affecting");
    a.text = row.text("text");
    a.count = row.integer("event_count");
    a.raisedAt = row.timestamp("raised_ms");
    a.lastEventAt = row.timestamp("last_event_ms");
    a.changedAt = row.timestamp("changed_ms");
    a.acknowledgedAt = row.maybeTimestamp("acknowledged_ms");
    a.acknowledgedBy = row.text("acknowledged_by");
    a.owner = row.text("owner");
    a.clearedAt = row.maybeTimestamp("cleared_ms");
    a.clearedBy = row.text("cleared_by");
    a.clearReason = row.text("clear_reason");
    a.raisedByEvent = row.id<EventId>("raised_event_id");
    a.clearedByEvent = row.id<EventId>("cleared_event_id");
    a.lastEvent = row.id<EventId>("last_event_id");
    return a;
}

store::Binds bindsOfAlarm(const Alarm& a)
{
    return {a.id, a.number, a.key, a.deviceId, a.portId, a.source, a.objectName, severityKey(a.severity), severityKey(a.worstSeverity),
            problemKey(a.problem), a.problem.eventType, a.problem.cause, a.serviceAffecting, a.text, a.count, a.raisedAt, a.lastEventAt, a.changedAt, a.acknowledgedAt,
            a.acknowledgedBy, a.owner, a.clearedAt, a.clearedBy, a.clearReason, a.raisedByEvent, a.clearedByEvent, a.lastEvent};
}

Event eventFrom(const store::Row& row)
{
    Event event{row.id<EventId>("id"), eventKindFromKey(row.text("kind")), row.text("source"), row.id<DeviceId>("device_id"),
            row.id<PortId>("port_id"), row.text("object_name"), row.flag("switched_off"), row.text("text"), Payload::fromTexts(row.text("payload_json"), row.text("evidence_json")),
            {}, row.timestamp("at_ms"), row.id<AlarmId>("alarm_id"), row.id<EventId>("previous_event_id")};
    if (event.kind == EventKind::Fault || event.kind == EventKind::FaultOver || event.kind == EventKind::ThresholdCrossed || event.kind == EventKind::ThresholdOver)
        event.report = faultReportFrom(event.payload["report"].toObject());
    return event;
}

QList<Alarm> alarmsWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<Alarm> alarms;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM alarm %2").arg(alarmColumns, condition), binds))
        alarms.append(alarmFrom(row));
    return alarms;
}

std::optional<Alarm> oneAlarm(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    const QList<Alarm> found = alarmsWhere(connection, condition, binds);
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<Event> readEvents(store::Connection& connection, const QString& sql, const store::Binds& binds)
{
    QList<Event> events;
    for (const store::Row& row : connection.rows(sql, binds))
        events.append(eventFrom(row));
    return events;
}

QString eventsFrom(const QString& source)
{
    return QStringLiteral("SELECT event.%1, evidence.payload_json AS evidence_json FROM %2 LEFT JOIN evidence ON evidence.id = event.evidence_id ")
        .arg(eventColumns.join(QLatin1StringView(", event.")), source);
}

QList<Event> eventsWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    static const QString select = eventsFrom(QStringLiteral("event"));
    return readEvents(connection, select + condition, binds);
}

std::optional<Event> oneEvent(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    const QList<Event> found = eventsWhere(connection, condition, binds);
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

} // namespace

QList<Alarm> openAlarms(store::Connection& connection)
{
    QList<Alarm> open = alarmsWhere(connection, QStringLiteral("WHERE cleared_ms IS NULL ORDER BY raised_ms DESC, number DESC"), {});
    std::stable_sort(open.begin(), open.end(), [](const Alarm& a, const Alarm& b) { return a.severity > b.severity; });
    return open;
}

QList<Alarm> openAlarmsLike(store::Connection& connection, const QString& keyBegins)
{
    return alarmsWhere(connection, QStringLiteral("WHERE cleared_ms IS NULL AND alarm_key LIKE ?"), {keyBegins + u'%'});
}

QList<Alarm> alarmsOpenAt(store::Connection& connection, Timestamp at)
{
    return alarmsWhere(connection, QStringLiteral("WHERE raised_ms <= ? AND (cleared_ms IS NULL OR cleared_ms > ?) ORDER BY raised_ms, number"), {at, at});
}

QList<Alarm> alarmsOfPort(store::Connection& connection, PortId port, Timestamp from, Timestamp to)
{
    const auto of = inventory::port(connection, port);
    return of ? alarmsWhere(connection,
                            QStringLiteral("WHERE device_id = ? AND port_id = ? AND raised_ms < ? AND (cleared_ms IS NULL OR cleared_ms > ?) ORDER BY raised_ms, number"),
                            {of->deviceId, port, to, from})
              : QList<Alarm>();
}

QList<Alarm> alarmsOfDeviceAlone(store::Connection& connection, DeviceId device, Timestamp from, Timestamp to)
{
    return alarmsWhere(connection,
                       QStringLiteral("WHERE device_id = ? AND port_id IS NULL AND raised_ms < ? AND (cleared_ms IS NULL OR cleared_ms > ?) ORDER BY raised_ms, number"),
                       {device, to, from});
}

QList<Alarm> alarmHistory(store::Connection& connection, int limit)
{
    return alarmsWhere(connection, QStringLiteral("ORDER BY raised_ms DESC, number DESC LIMIT ?"), {limit});
}

QList<Alarm> alarmsOfKey(store::Connection& connection, const QString& key, int limit)
{
    return alarmsWhere(connection, QStringLiteral("WHERE alarm_key = ? ORDER BY raised_ms DESC, number DESC LIMIT ?"), {key, limit});
}

QList<Alarm> clearedAlarms(store::Connection& connection, int limit)
{
    return alarmsWhere(connection, QStringLiteral("WHERE cleared_ms IS NOT NULL ORDER BY cleared_ms DESC, number DESC LIMIT ?"), {limit});
}

std::optional<Alarm> alarm(store::Connection& connection, AlarmId id)
{
    return oneAlarm(connection, QStringLiteral("WHERE id = ?"), {id});
}

std::optional<Alarm> alarmNumbered(store::Connection& connection, const QString& number)
{
    return oneAlarm(connection, QStringLiteral("WHERE number = ?"), {number});
}

std::optional<Alarm> latestAlarm(store::Connection& connection, const QString& key)
{
    // Two lives of one fault may begin in the same millisecond; the number tells which came later.
    return oneAlarm(connection, QStringLiteral("WHERE alarm_key = ? ORDER BY raised_ms DESC, number DESC LIMIT 1"), {key});
}

QMap<Severity, int> openAlarmCounts(store::Connection& connection)
{
    QMap<Severity, int> counts;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT severity, COUNT(*) AS alarms FROM alarm WHERE cleared_ms IS NULL GROUP BY severity")))
        counts.insert(severityFromRow(row, "severity"), int(row.integer("alarms")));
    return counts;
}

QSet<DeviceId> awaitedAnswers(store::Connection& connection)
{
    QSet<DeviceId> awaited;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT device_id FROM alarm WHERE cleared_ms IS NULL AND device_id IS NOT NULL AND problem IN (?, ?)"),
                                                 {problemKey(Problem::DeviceSilent), problemKey(Problem::DeviceRestarted)}))
        awaited.insert(row.id<DeviceId>("device_id"));
    return awaited;
}

QList<AlarmNote> alarmNotes(store::Connection& connection, AlarmId id)
{
    QList<AlarmNote> notes;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id, alarm_id, author, text, at_ms FROM alarm_note WHERE alarm_id = ? ORDER BY at_ms, id"), {id}))
        notes.append({row.id<AlarmNoteId>("id"), row.id<AlarmId>("alarm_id"), row.text("author"), row.text("text"), row.timestamp("at_ms")});
    return notes;
}

QList<Event> eventsOfAlarm(store::Connection& connection, AlarmId id, int limit)
{
    static const QString chain = QStringLiteral("WITH RECURSIVE chain (id, previous, place) AS ("
                                                "SELECT event.id, event.previous_event_id, 1 FROM event JOIN alarm ON alarm.last_event_id = event.id WHERE alarm.id = ? "
                                                "UNION ALL SELECT event.id, event.previous_event_id, chain.place + 1 FROM chain JOIN event ON event.id = chain.previous "
                                                "WHERE chain.place < ?) ") + eventsFrom(QStringLiteral("chain JOIN event ON event.id = chain.id"))
                                 + QStringLiteral("ORDER BY chain.place DESC");
    QList<Event> events = readEvents(connection, chain, {id, limit});
    if (!events.isEmpty() && !events.constFirst().previous.isNull())
        if (const auto of = alarm(connection, id))
            if (const auto first = event(connection, of->raisedByEvent))
                events.prepend(*first);
    return events;
}

QList<Event> recentEvents(store::Connection& connection, int limit)
{
    QList<Event> recorded = eventsWhere(connection, QStringLiteral("ORDER BY event.id DESC LIMIT ?"), {limit});
    std::stable_sort(recorded.begin(), recorded.end(), [](const Event& a, const Event& b) { return a.at > b.at; });
    return recorded;
}

std::optional<Event> event(store::Connection& connection, EventId id)
{
    return oneEvent(connection, QStringLiteral("WHERE event.id = ?"), {id});
}

std::optional<Event> eventBySourceKey(store::Connection& connection, const QString& sourceKey)
{
    return oneEvent(connection, QStringLiteral("WHERE source_key = ?"), {sourceKey});
}

// The kind stands in the text of these two: their index is one of undecodable events only.
std::int64_t undecodableCount(store::Connection& connection)
{
    return connection.row(QStringLiteral("SELECT COUNT(*) AS events FROM event WHERE kind = 'undecodable'"))->integer("events");
}

QMap<QString, std::int64_t> undecodableCountBySource(store::Connection& connection)
{
    QMap<QString, std::int64_t> counts;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT source, COUNT(*) AS events FROM event WHERE kind = 'undecodable' GROUP BY source")))
        counts.insert(row.text("source"), row.integer("events"));
    return counts;
}

EventWriter::EventWriter(store::Connection& connection, IdSource& ids, KnownEvidence& known)
    : connection_(connection), ids_(ids), known_(known), rows_(connection, QStringLiteral("event"), eventColumns)
{
}

void EventWriter::add(const Event& e, const std::optional<QString>& sourceKey)
{
    rows_.id(e.id).text(eventKindKey(e.kind)).text(e.source).id(e.deviceId).id(e.portId).text(e.objectName).integer(e.switchedOff).text(e.text);
    rows_.text(e.payload.own()).integer(e.at.ms).id(e.alarmId).maybeText(sourceKey).id(evidenceOf(e.payload)).id(e.previous).endRow();
}

EvidenceId EventWriter::evidenceOf(const Payload& payload)
{
    constexpr qsizetype mostKnown = 20'000; // some twenty megabytes
    const QString& text = payload.common();
    if (text.isEmpty())
        return {};
    if (const auto known = known_.ids_.constFind(text.constData()); known != known_.ids_.cend())
        return known->id;
    if (known_.ids_.size() >= mostKnown)
        known_.forget();
    if (!evidence_)
        evidence_.emplace(connection_, QStringLiteral("evidence"), QStringList{"id", "payload_json"});
    const auto id = ids_.next<EvidenceTag>();
    evidence_->id(id).text(text).endRow();
    known_.ids_.insert(text.constData(), {text, id});
    return id;
}

void EventWriter::finish()
{
    if (evidence_)
        evidence_->finish();
    rows_.finish();
}

// A parameter of a list of values has no type of its own on PostgreSQL.
AlarmCountWriter::AlarmCountWriter(store::Connection& connection)
    : connection_(connection), together_(connection, QStringLiteral("WITH report (id, event_count, last_ms, changed_ms, last_event) AS ("), 5,
                                         QStringLiteral(") UPDATE alarm SET event_count = CAST(report.event_count AS BIGINT), last_event_ms = CAST(report.last_ms AS BIGINT), "
                                                        "changed_ms = CAST(report.changed_ms AS BIGINT), last_event_id = report.last_event FROM report WHERE alarm.id = report.id"))
{
}

void AlarmCountWriter::add(const Alarm& alarm)
{
    if (connection_.engine() == store::Engine::Sqlite)
        connection_.exec(QStringLiteral("UPDATE alarm SET event_count = ?, last_event_ms = ?, changed_ms = ?, last_event_id = ? WHERE id = ?"),
                         {alarm.count, alarm.lastEventAt, alarm.changedAt, alarm.lastEvent, alarm.id});
    else
        together_.add({alarm.id, alarm.count, alarm.lastEventAt, alarm.changedAt, alarm.lastEvent});
}

void insertAlarm(store::Connection& connection, const Alarm& alarm)
{
    connection.exec(QStringLiteral("INSERT INTO alarm (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(alarmColumns),
                    bindsOfAlarm(alarm));
}

void updateAlarm(store::Connection& connection, const Alarm& a)
{
    connection.exec(QStringLiteral("UPDATE alarm SET severity = ?, worst_severity = ?, problem = ?, event_type = ?, probable_cause = ?, service_affecting = ?, text = ?, event_count = ?, last_event_ms = ?, "
                                   "changed_ms = ?, acknowledged_ms = ?, acknowledged_by = ?, owner = ?, cleared_ms = ?, cleared_by = ?, clear_reason = ?, "
                                   "cleared_event_id = ?, last_event_id = ? WHERE id = ?"),
                    {severityKey(a.severity), severityKey(a.worstSeverity), problemKey(a.problem), a.problem.eventType, a.problem.cause, a.serviceAffecting, a.text, a.count, a.lastEventAt,
                     a.changedAt, a.acknowledgedAt, a.acknowledgedBy, a.owner, a.clearedAt, a.clearedBy, a.clearReason, a.clearedByEvent, a.lastEvent, a.id});
}

void insertAlarmNote(store::Connection& connection, const AlarmNote& note)
{
    connection.exec(QStringLiteral("INSERT INTO alarm_note (id, alarm_id, author, text, at_ms) VALUES (?, ?, ?, ?, ?)"),
                    {note.id, note.alarmId, note.author, note.text, note.at});
}

} // namespace trunkline::fault
