#include "models/fault/alarmstore.h"
#include "models/fault/eventrecorder.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"

#include <algorithm>

namespace trunkline::fault {

static constexpr int mostSubjects = 500;      // then it is cheaper to begin anew
static constexpr qsizetype mostKnown = 100'000; // alarms and ports: some hundred MB at the utmost

static Surroundings surroundingsOf(store::Connection& connection, PortId port)
{
    const QList<inventory::Service> services = inventory::servicesOnPort(connection, port);
    const bool active = std::any_of(services.begin(), services.end(), [](const inventory::Service& s) { return s.state == inventory::ServiceState::Active; });
    return {active, !inventory::linksOfPort(connection, port).isEmpty()};
}

void FaultMemory::forget()
{
    latest_.clear();
    keys_.clear();
    surroundings_.clear();
}

void FaultMemory::follow(store::Connection& connection, std::int64_t journalEnd)
{
    if (journalEnd == seen_)
        return;
    const auto subjects = seen_ < 0 ? QList<store::JournalSubject>() : store::journalSubjectsAfter(connection, seen_, mostSubjects);
    const bool manyAlarms = std::any_of(subjects.begin(), subjects.end(), [](const store::JournalSubject& s) { return s.type == u"alarm" && s.id.isEmpty(); });
    if (seen_ < 0 || subjects.size() == mostSubjects || manyAlarms || journalEnd < seen_ || keys_.size() > mostKnown || surroundings_.size() > mostKnown)
        forget();
    for (const store::JournalSubject& subject : subjects) {
        if (subject.type == u"alarm")
            latest_.remove(keys_.take(AlarmId::fromString(subject.id)));
        else if (subject.type == u"service" || subject.type == u"link" || subject.type == u"device")
            surroundings_.clear();
    }
    // An alarm that another raised has no key here: where none is open, there may be one now.
    if (!subjects.isEmpty())
        latest_.removeIf([](const auto& known) { return !known.value() || !known.value()->alarm->isOpen(); });
    seen_ = journalEnd;
}

KnownAlarm* FaultMemory::latest(store::Connection& connection, const QString& key)
{
    auto known = latest_.find(key);
    if (known == latest_.end()) {
        auto found = latestAlarm(connection, key);
        if (found)
            keys_.insert(found->id, key);
        known = latest_.insert(key, found ? std::optional(KnownAlarm{std::make_shared<const Alarm>(*std::move(found)), {}}) : std::nullopt);
    }
    return *known ? &**known : nullptr;
}

void FaultMemory::put(const QString& key, std::shared_ptr<const Alarm> alarm)
{
    auto& known = latest_[key];
    if (known && known->alarm->id == alarm->id) {
        known->alarm = std::move(alarm);
        return;
    }
    if (known)
        keys_.remove(known->alarm->id);
    keys_.insert(alarm->id, key);
    known = KnownAlarm{std::move(alarm), {}};
}

const Surroundings& FaultMemory::surroundings(store::Connection& connection, PortId port)
{
    static const Surroundings none;
    if (port.isNull())
        return none;
    const auto known = surroundings_.constFind(port);
    return known != surroundings_.cend() ? *known : *surroundings_.insert(port, surroundingsOf(connection, port));
}

} // namespace trunkline::fault
