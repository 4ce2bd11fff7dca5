// What the journal keeps of an alarm's change.
#pragma once

#include "models/fault/alarm.h"
#include "models/store/journal.h"

namespace trunkline::fault {

/// The source key of the entry that began the alarm's life.
QString raisedKey(AlarmId id);

/// An entry about `after`; its cause is the one that began the alarm's life.
store::JournalDraft alarmEntry(const char* kind, const Alarm* before, const Alarm& after, store::Connection& connection);
/// The same for one who knows that entry.
store::JournalDraft alarmEntry(const char* kind, const Alarm* before, const Alarm& after, const std::optional<JournalEntryId>& cause);

} // namespace trunkline::fault
