#include "models/fault/faultservice.h"

#include "models/access/userservice.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::fault {

namespace {

struct FaultTexts {
    Q_DECLARE_TR_FUNCTIONS(Fault)
};

QString raisedKey(AlarmId id)
{
    return QStringLiteral("alarm-raised:%1").arg(id.toString());
}

Event eventOf(const EventDraft& draft, EventId id)
{
    return {id, draft.kind, draft.source, draft.deviceId, draft.portId, draft.objectName, draft.switchedOff, draft.text, draft.payload, draft.at, {}};
}

Surroundings surroundingsOf(store::Connection& connection, PortId port)
{
    if (port.isNull())
        return {};
    const QList<inventory::Service> services = inventory::servicesOnPort(connection, port);
    const bool active = std::any_of(services.begin(), services.end(), [](const inventory::Service& s) { return s.state == inventory::ServiceState::Active; });
    return {active, !inventory::linksOfPort(connection, port).isEmpty()};
}

Alarm requireAlarm(store::Connection& connection, AlarmId id)
{
    if (auto found = alarm(connection, id))
        return *found;
    throw NotFound(FaultTexts::tr("There is no alarm %1; it may belong to another database.").arg(id.toString()));
}

Alarm requireOpen(store::Connection& connection, AlarmId id)
{
    const Alarm found = requireAlarm(connection, id);
    if (!found.isOpen())
        throw Refused(FaultTexts::tr("The alarm %1 is cleared already; there is nothing left to do.").arg(found.number));
    return found;
}

store::JournalDraft draftOf(const char* kind, const std::optional<Alarm>& before, const Alarm& after, store::Connection& connection)
{
    store::JournalDraft draft{QLatin1StringView(kind), QStringLiteral("alarm"), after.id.toString(), before ? toJson(*before) : QJsonObject(), toJson(after), {}, {}};
    if (const auto first = raisedEntry(connection, after.id))
        draft.cause = first->id;
    return draft;
}

Alarm commitAlarm(store::Change& change, const char* kind, const Alarm& before, Alarm after)
{
    after.changedAt = change.now();
    updateAlarm(change.connection(), after);
    change.commit(draftOf(kind, before, after, change.connection()));
    return after;
}

/// Writes a decision that changes an alarm, and its event.
RecordResult commitDecision(store::Change& change, Event event, Decision decision, const std::optional<Alarm>& latest, const std::optional<QString>& sourceKey)
{
    store::Connection& connection = change.connection();
    Alarm& after = decision.alarm;
    const bool raise = decision.action == Action::Raise;
    if (raise) {
        after.id = change.ids().next<AlarmTag>();
        after.number = QStringLiteral("ALM-%1").arg(change.nextNumber(QStringLiteral("alarm")), 6, 10, QLatin1Char('0'));
        insertAlarm(connection, after);
    } else {
        updateAlarm(connection, after);
    }
    event.alarmId = after.id;
    insertEvent(connection, event, sourceKey);
    const char* kind = raise ? "alarm.raised" : decision.action == Action::Count ? "alarm.counted" : "alarm.cleared";
    store::JournalDraft draft = draftOf(kind, raise ? std::nullopt : latest, after, connection);
    draft.after.insert(QStringLiteral("event"), toJson(event));
    if (raise)
        draft.sourceKey = raisedKey(after.id);
    const store::JournalEntry entry = change.commit(draft);
    return {event, decision.action, after, entry};
}

} // namespace

std::optional<store::JournalEntry> raisedEntry(store::Connection& connection, AlarmId id)
{
    return store::journalBySourceKey(connection, raisedKey(id));
}

RecordResult FaultService::record(const access::Actor& actor, const EventDraft& draft)
{
    actor.require(access::Permission::HandleAlarms);
    const Event event = eventOf(draft, context_.ids.next<EventTag>());
    {
        store::Change change(context_, actor.who());
        if (const auto known = draft.sourceKey ? eventBySourceKey(change.connection(), *draft.sourceKey) : std::nullopt)
            return {*known, Action::Ignore, known->alarmId.isNull() ? std::nullopt : alarm(change.connection(), known->alarmId), {}};
        const QString key = alarmKeyOf(event);
        const auto latest = key.isEmpty() ? std::nullopt : latestAlarm(change.connection(), key);
        Decision decision = correlate(event, latest, surroundingsOf(change.connection(), event.portId));
        if (decision.action != Action::Ignore)
            return commitDecision(change, event, std::move(decision), latest, draft.sourceKey);
    }
    // Nothing but the event itself: it is evidence, not a change of state, and needs no journal entry.
    store::Transaction transaction(context_.connection);
    insertEvent(context_.connection, event, draft.sourceKey);
    transaction.commit();
    return {event, Action::Ignore, {}, {}};
}

Alarm FaultService::acknowledge(const access::Actor& actor, AlarmId id)
{
    actor.require(access::Permission::HandleAlarms);
    store::Change change(context_, actor.who());
    const Alarm before = requireOpen(change.connection(), id);
    if (before.acknowledgedAt)
        throw Refused(FaultTexts::tr("The alarm %1 was acknowledged by %2 already.").arg(before.number, before.acknowledgedBy));
    Alarm after = before;
    after.acknowledgedAt = change.now();
    after.acknowledgedBy = actor.name();
    return commitAlarm(change, "alarm.acknowledged", before, after);
}

Alarm FaultService::unacknowledge(const access::Actor& actor, AlarmId id)
{
    actor.require(access::Permission::HandleAlarms);
    store::Change change(context_, actor.who());
    const Alarm before = requireOpen(change.connection(), id);
    if (!before.acknowledgedAt)
        throw Refused(FaultTexts::tr("The alarm %1 is not acknowledged; there is nothing to take back.").arg(before.number));
    Alarm after = before;
    after.acknowledgedAt.reset();
    after.acknowledgedBy.clear();
    return commitAlarm(change, "alarm.unacknowledged", before, after);
}

Alarm FaultService::clear(const access::Actor& actor, AlarmId id, const QString& reason)
{
    actor.require(access::Permission::HandleAlarms);
    if (reason.trimmed().isEmpty())
        throw InvalidInput(FaultTexts::tr("An alarm that is cleared by hand needs a reason; say what was done."));
    store::Change change(context_, actor.who());
    const Alarm before = requireOpen(change.connection(), id);
    Alarm after = before;
    after.severity = Severity::Cleared;
    // A clear never lies before the last report, whatever the clocks of the workstations say.
    after.clearedAt = std::max(change.now(), before.lastEventAt);
    after.clearedBy = actor.name();
    after.clearReason = reason.trimmed();
    return commitAlarm(change, "alarm.cleared", before, after);
}

Alarm FaultService::assign(const access::Actor& actor, AlarmId id, const QString& owner)
{
    actor.require(access::Permission::HandleAlarms);
    store::Change change(context_, actor.who());
    const Alarm before = requireOpen(change.connection(), id);
    const QList<access::User> known = access::users(change.connection());
    const bool exists = std::any_of(known.begin(), known.end(), [&](const access::User& user) { return user.name == owner && user.active; });
    if (!owner.isEmpty() && owner != actor.name() && !exists)
        throw NotFound(FaultTexts::tr("There is no user “%1” who could own the alarm %2; see the list of users.").arg(owner, before.number));
    Alarm after = before;
    after.owner = owner;
    return commitAlarm(change, "alarm.assigned", before, after);
}

AlarmNote FaultService::note(const access::Actor& actor, AlarmId id, const QString& text)
{
    actor.require(access::Permission::HandleAlarms);
    if (text.trimmed().isEmpty())
        throw InvalidInput(FaultTexts::tr("The note is empty; write what the next person should know."));
    store::Change change(context_, actor.who());
    const Alarm about = requireAlarm(change.connection(), id);
    const AlarmNote note{change.ids().next<AlarmNoteTag>(), id, actor.name(), text.trimmed(), change.now()};
    insertAlarmNote(change.connection(), note);
    store::JournalDraft draft = draftOf("alarm.noted", about, about, change.connection());
    draft.after.insert(QStringLiteral("note"), note.text);
    change.commit(draft);
    return note;
}

} // namespace trunkline::fault
