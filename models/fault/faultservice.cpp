#include "models/fault/faultservice.h"

#include "models/access/userservice.h"
#include "models/core/errors.h"
#include "models/fault/alarmentry.h"
#include "models/fault/alarmstore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::fault {

namespace {

struct FaultTexts {
    Q_DECLARE_TR_FUNCTIONS(Fault)
};

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

Alarm commitAlarm(store::Change& change, const char* kind, const Alarm& before, Alarm after)
{
    after.changedAt = change.now();
    updateAlarm(change.connection(), after);
    change.commit(alarmEntry(kind, &before, after, change.connection()));
    return after;
}

} // namespace

RecordResult FaultService::record(const access::Actor& actor, const EventDraft& draft)
{
    return record(actor, QList{draft}).constFirst();
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
    store::JournalDraft draft = alarmEntry("alarm.noted", &about, about, change.connection());
    draft.after.append({{"note", note.text}});
    change.commit(draft);
    return note;
}

} // namespace trunkline::fault
