#include "models/fault/alarmentry.h"

#include "models/fault/faultservice.h"

namespace trunkline::fault {

QString raisedKey(AlarmId id)
{
    return QStringLiteral("alarm-raised:%1").arg(id.toString());
}

std::optional<store::JournalEntry> raisedEntry(store::Connection& connection, AlarmId id)
{
    return store::journalBySourceKey(connection, raisedKey(id));
}

store::JournalDraft alarmEntry(const char* kind, const Alarm* before, const Alarm& after, store::Connection& connection)
{
    const auto first = raisedEntry(connection, after.id);
    return alarmEntry(kind, before, after, first ? std::optional(first->id) : std::nullopt);
}

store::JournalDraft alarmEntry(const char* kind, const Alarm* before, const Alarm& after, const std::optional<JournalEntryId>& cause)
{
    return {QLatin1StringView(kind), QStringLiteral("alarm"), after.id.toString(), before ? jsonOf(*before) : store::JsonText(), jsonOf(after), cause, {}};
}

} // namespace trunkline::fault
