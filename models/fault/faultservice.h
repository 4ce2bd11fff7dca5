// The verbs on faults. Every one is a transaction with a journal entry.
#pragma once

#include "models/access/actor.h"
#include "models/fault/correlation.h"

#include <memory>

namespace trunkline::fault {

/// What became of a moment.
struct RecordResult {
    Event event;
    Action action = Action::Ignore;
    std::shared_ptr<const Alarm> alarm;               ///< as it is now; null when the event touched none
    std::shared_ptr<const store::JournalEntry> entry; ///< alarm.raised, alarm.counted or alarm.cleared; one may be of several moments
};

/// Needs the permission handle-alarms. Throws NotFound for an unknown alarm.
class FaultService {
public:
    explicit FaultService(store::Context& context) : context_(context) {}

    /// Keeps the event, always, and does to its alarm what correlate() says. A draft whose source key was
    /// recorded before writes nothing and gives what became of it then (with the alarm as it is now).
    RecordResult record(const access::Actor& actor, const EventDraft& draft);
    /// Many at once, in their order: one transaction, all or none. Each change of an alarm has its own entry in the journal, but reports
    /// of one alarm that follow each other without another change of it share one. Storms are told from
    /// this: what only counts costs little more than its row.
    QList<RecordResult> record(const access::Actor& actor, QList<EventDraft> drafts);

    /// Throws Refused when it is cleared, or acknowledged already (naming by whom).
    Alarm acknowledge(const access::Actor& actor, AlarmId id);
    /// Throws Refused when it is not acknowledged, or cleared.
    Alarm unacknowledge(const access::Actor& actor, AlarmId id);
    /// By hand. Throws InvalidInput without a reason, Refused when it is cleared already.
    Alarm clear(const access::Actor& actor, AlarmId id, const QString& reason);
    /// `owner` is a user's name, or empty for nobody. Throws NotFound for an unknown user.
    Alarm assign(const access::Actor& actor, AlarmId id, const QString& owner);
    /// Also on cleared alarms. Throws InvalidInput for an empty note.
    AlarmNote note(const access::Actor& actor, AlarmId id, const QString& text);

private:
    store::Context& context_;
};

/// The journal entry that began the alarm's life: the cause of all that follows from it.
std::optional<store::JournalEntry> raisedEntry(store::Connection& connection, AlarmId id);

} // namespace trunkline::fault
