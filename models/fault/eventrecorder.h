// Many moments in one transaction, again and again: what traps and other messages of the network come through.
#pragma once

#include "models/fault/alarmstore.h"
#include "models/fault/correlation.h"
#include "models/fault/faultservice.h"

#include <QHash>

namespace trunkline::fault {

/// An alarm and the entry that began its life.
struct KnownAlarm {
    std::shared_ptr<const Alarm> alarm;   ///< never null
    std::optional<JournalEntryId> raisedEntry; ///< nothing until somebody asked
};

/// What a recorder has read of alarms and of what depends on ports. True as of an entry of the journal: what was written since, by
/// whomever, is forgotten at the next look.
class FaultMemory {
public:
    /// Forgets what entries behind the last look were about. Throws StoreFailure.
    void follow(store::Connection& connection, std::int64_t journalEnd);
    /// What was written up to here is known.
    void wrote(std::int64_t journalEnd) { seen_ = journalEnd; }
    void forget();

    /// The newest alarm with this key; null when there is none.
    KnownAlarm* latest(store::Connection& connection, const QString& key);
    void put(const QString& key, std::shared_ptr<const Alarm> alarm);
    const Surroundings& surroundings(store::Connection& connection, PortId port);

private:
    std::int64_t seen_ = -1;
    QHash<QString, std::optional<KnownAlarm>> latest_;
    QHash<AlarmId, QString> keys_;
    QHash<PortId, Surroundings> surroundings_;
};

/// FaultService::record() for one who records again and again: remembers between its turns. Belongs to the thread of its connection.
class EventRecorder {
public:
    explicit EventRecorder(store::Context& context) : context_(context) {}
    /// Keeps the events, always, and does to their alarms what correlate() says, one by one in their order: one transaction, all or
    /// none. Each change of an alarm has its own entry in the journal; reports of one alarm that follow each other share one, and
    /// alarms that were only reported again in this turn share one together ("alarm.counted" without a subject, with the
    /// alarms' numbers and counts). Throws StoreFailure.
    QList<RecordResult> record(const access::Actor& actor, QList<EventDraft> drafts);

private:
    store::Context& context_;
    FaultMemory memory_;
    KnownEvidence evidence_;
};

} // namespace trunkline::fault
