#include "models/collection/pollqueue.h"

#include "models/fault/faultservice.h"

#include <algorithm>

#include <malloc.h>

namespace trunkline::collection {

namespace {

constexpr std::size_t batchUnits = 256;
constexpr qsizetype batchChanges = 512; ///< events and states

} // namespace

std::size_t PolledUnit::readingCount() const
{
    std::size_t all = 0;
    for (const performance::DeviceRound& one : readings)
        all += one.readings.size();
    return all;
}

PollQueue::PollQueue(store::Context& context, const access::Actor& agent, WatchedDevices& devices, std::size_t mostHeld, PollHealth& health)
    : context_(context), agent_(agent), devices_(devices), mostHeld_(mostHeld), health_(health), samples_(context.connection)
{
}

/// Of too many the oldest lose their readings: a counter's next reading counts for them, too.
void PollQueue::add(PolledUnit unit)
{
    const std::size_t readings = unit.readingCount();
    heldReadings_ += readings;
    health_.readings += qint64(readings);
    units_.push_back(std::move(unit));
    mostUnits_ = std::max(mostUnits_, units_.size());
    for (auto oldest = units_.begin(); heldReadings_ > mostHeld_ && oldest != units_.end(); ++oldest) {
        heldReadings_ -= oldest->readingCount();
        health_.drop("queueFull", qint64(oldest->readingCount()));
        oldest->readings.clear();
    }
}

bool PollQueue::isFull() const
{
    return units_.size() >= batchUnits;
}

bool PollQueue::isAwaited() const
{
    return std::any_of(units_.begin(), units_.end(), [](const PolledUnit& unit) { return bool(unit.round); });
}

bool PollQueue::hasNews() const
{
    return std::any_of(units_.begin(), units_.end(), [](const PolledUnit& unit) { return unit.state || !unit.events.isEmpty() || !unit.changes.isEmpty(); });
}

/// How many are stored at once: of the same round, and not too much to do.
std::size_t PollQueue::batchSize() const
{
    const std::shared_ptr<PollRound>& round = units_.front().round;
    std::size_t size = 0;
    qsizetype changes = 0;
    for (const PolledUnit& unit : units_) {
        changes += unit.events.size() + unit.changes.size();
        if (unit.round != round || size == batchUnits || (size > 0 && changes > batchChanges))
            break;
        ++size;
    }
    return size;
}

PollQueue::Stored PollQueue::storeSome()
{
    const std::size_t count = batchSize();
    Stored stored{{}, units_.front().round};
    writeChanges(count, stored.summary);
    writeReadings(count, stored.summary);
    for (std::size_t i = 0; i < count; ++i) {
        heldReadings_ -= units_.front().readingCount();
        units_.pop_front();
    }
    if (units_.empty())
        giveBack();
    return stored;
}

/// Some seconds of a round wait for each other, as a rule. When many more did (the database was in the way, the computer had other work, all
/// were asked at once), what they took goes back to the system a quiet minute later: malloc keeps it, and it can be more than all devices take.
void PollQueue::giveBack()
{
    constexpr std::size_t manyUnits = 500;
    constexpr std::size_t partOfAll = 10;
    constexpr qint64 quietMs = 60'000;
    const qint64 now = steadyMs();
    if (std::exchange(mostUnits_, 0) > std::max(manyUnits, std::size_t(devices_.all().size()) / partOfAll)) {
        crowdedAtMs_ = now;
    } else if (crowdedAtMs_ && now - *crowdedAtMs_ > quietMs) {
        crowdedAtMs_.reset();
        ::malloc_trim(0);
    }
}

void PollQueue::writeChanges(std::size_t count, PollSummary& summary)
{
    const auto end = units_.begin() + std::ptrdiff_t(count);
    QList<fault::EventDraft> events;
    inventory::SeenStates states;
    for (auto unit = units_.begin(); unit != end; ++unit) {
        events += unit->events;
        if (unit->state)
            states.devices.append({unit->device, *unit->state});
        for (const PortChange& change : std::as_const(unit->changes))
            states.ports.append({change.port, change.seen});
    }
    if (!events.isEmpty())
        fault::FaultService(context_).record(agent_, events);
    summary.events += int(events.size());
    for (auto unit = units_.begin(); unit != end; ++unit)
        unit->events.clear(); // not twice, should what follows fail
    if (!states.devices.isEmpty() || !states.ports.isEmpty())
        for (const store::JournalEntry& entry : inventory::InventoryService(context_).recordStates(agent_, states))
            devices_.wrote(entry);
    for (auto unit = units_.begin(); unit != end; ++unit) {
        unit->state.reset();
        unit->changes.clear();
    }
}

void PollQueue::writeReadings(std::size_t count, PollSummary& summary)
{
    const auto end = units_.begin() + std::ptrdiff_t(count);
    std::vector<const performance::DeviceRound*> batch;
    QList<DeviceId> answered;
    for (auto unit = units_.begin(); unit != end; ++unit) {
        for (const performance::DeviceRound& round : unit->readings)
            batch.push_back(&round);
        ++summary.devices;
        ++(unit->answered ? summary.answered : summary.silent);
        summary.values += unit->values;
        if (unit->answered)
            answered.append(unit->device);
    }
    const performance::AppendResult appended = batch.empty() ? performance::AppendResult() : samples_.append(batch);
    if (!answered.isEmpty())
        inventory::InventoryService(context_).touch(agent_, answered, context_.clock.now());
    summary.stored = appended.stored;
    summary.gaps = appended.gaps;
    summary.flagged = appended.flagged;
    health_.samples += appended.stored;
    health_.first += appended.first;
    health_.drop("gap", appended.gaps);
    health_.drop("aboveLineRate", appended.flagged);
    health_.drop("repeated", appended.repeated);
    health_.drop("momentTaken", appended.refused);
}

std::vector<std::shared_ptr<PollRound>> PollQueue::letGo()
{
    std::vector<std::shared_ptr<PollRound>> rounds;
    for (PolledUnit& unit : units_)
        if (unit.round)
            rounds.push_back(std::exchange(unit.round, nullptr));
    return rounds;
}

} // namespace trunkline::collection
