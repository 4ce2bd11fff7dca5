#include "widgets/desk/desk.h"

#include <algorithm>

namespace trunkline::widgets {

Desk::Desk(store::Executor& executor, const Clock& clock, access::Actor actor, store::OperatorProfile profile, QObject* parent)
    : QObject(parent), executor_(executor), clock_(clock), actor_(std::move(actor)), profile_(std::move(profile))
{
}

bool concerns(const QList<store::JournalEntry>& entries, const QStringList& subjectTypes)
{
    return std::any_of(entries.begin(), entries.end(), [&](const store::JournalEntry& entry) { return subjectTypes.contains(entry.subjectType); });
}

} // namespace trunkline::widgets
