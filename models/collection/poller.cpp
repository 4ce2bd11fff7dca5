#include "models/collection/poller.h"

#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/fulfilment/snmptarget.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::collection {

namespace {

const snmp::Oid polledUpTime{1, 3, 6, 1, 2, 1, 1, 3, 0};
constexpr int pollerTickMs = 250;

QString pollerText(const char* text)
{
    return QCoreApplication::translate("Poller", text);
}

snmp::VarBinds bindsOf(const QList<QFuture<snmp::Reply>>& replies, bool& complete)
{
    snmp::VarBinds binds;
    for (const QFuture<snmp::Reply>& reply : replies) {
        const snmp::Reply result = reply.result();
        complete = complete && result.ok();
        binds += result.binds;
    }
    return binds;
}

} // namespace

struct Poller::DeviceAnswer {
    inventory::Device device;
    bool answered = false;
    Timestamp at;
    quint32 uptimeTicks = 0;
    snmp::VarBinds binds;
};

struct Poller::Round {
    QPromise<PollSummary> promise;
    PollSummary summary;
    QList<DeviceAnswer> answers;
    int open = 0;
};

Poller::Poller(store::Context& context, snmp::Engine& engine, const store::Sealer& sealer, access::Actor agent, PollerOptions options, QObject* parent)
    : QObject(parent), context_(context), engine_(engine), sealer_(sealer), agent_(std::move(agent)), options_(options), samples_(context.connection)
{
    connect(&timer_, &QTimer::timeout, this, &Poller::tick);
}

Poller::~Poller() = default;

void Poller::start()
{
    due_.clear(); // what fell due while nobody polled is not late
    health_.latenessMs = 0;
    timer_.start(pollerTickMs);
}

void Poller::stop()
{
    timer_.stop();
}

QFuture<PollSummary> Poller::pollOnce()
{
    auto round = std::make_shared<Round>();
    round->promise.start();
    QFuture<PollSummary> future = round->promise.future();
    round->open = 1; // held until all devices are asked
    for (const inventory::Device& device : inventory::devices(context_.connection))
        ask(round, device);
    finish(round);
    return future;
}

/// Devices whose time has come. A new device begins somewhere in its first interval, by its identifier,
/// so that not all are asked at once.
void Poller::tick()
{
    try {
        const Timestamp now = context_.clock.now();
        auto round = std::make_shared<Round>();
        round->promise.start();
        round->open = 1;
        const QList<inventory::Device> devices = inventory::devices(context_.connection);
        health_.devices = int(devices.size());
        health_.silent = int(std::count_if(devices.begin(), devices.end(), [](const auto& device) { return device.state == inventory::DeviceState::Silent; }));
        std::int64_t lateness = 0;
        for (const inventory::Device& device : devices) {
            if (!due_.contains(device.id))
                due_.insert(device.id, now.plusMs(std::int64_t(qHash(device.id.uuid()) % std::size_t(options_.intervalMs))));
            Timestamp& due = due_[device.id];
            if (due > now.plusMs(options_.intervalMs))
                due = now; // the clock was set back
            if (due > now)
                continue;
            lateness = std::max(lateness, now.msSince(due));
            due = due.plusMs(options_.intervalMs) > now ? due.plusMs(options_.intervalMs) : now.plusMs(options_.intervalMs);
            ask(round, device);
        }
        health_.latenessMs = std::max(lateness, health_.latenessMs * 9 / 10);
        finish(round);
        compactSamples(now);
    } catch (const StoreFailure& failure) {
        Q_EMIT held(failure.sentence());
    }
}

/// Once an hour, a step at a time: rounds go on meanwhile.
void Poller::compactSamples(Timestamp now)
{
    constexpr std::int64_t hourMs = 3'600'000;
    if (compactAt_ > now.plusMs(2 * hourMs))
        compactAt_ = now; // the clock was set back
    if (!compaction_ && now < compactAt_)
        return;
    try {
        if (!compaction_)
            compaction_.emplace(context_.connection, now);
        if (compaction_->step())
            return;
        compaction_.reset();
        performance::prune(context_.connection, now);
        compactAt_ = {(now.ms / hourMs + 1) * hourMs + hourMs / 10};
    } catch (const StoreFailure&) {
        compaction_.reset();
        compactAt_ = now.plusMs(hourMs / 60); // what was not taken away is still there then
        throw;
    }
}

void Poller::ask(const std::shared_ptr<Round>& round, const inventory::Device& device)
{
    ++round->summary.devices;
    const auto credential = inventory::credential(context_.connection, sealer_, device.credentialId);
    if (!credential) {
        round->summary.problems.append(pollerText("%1 has no credential to be asked with; discover it again.").arg(device.name));
        return;
    }
    snmp::Target target = fulfilment::snmpTarget(device, *credential);
    target.timeoutMs = options_.timeoutMs;
    target.retries = options_.retries;
    target.maxRepetitions = options_.maxRepetitions;
    ++round->open;
    engine_.get(target, {polledUpTime}).then(this, [this, round, device, target](const snmp::Reply& reply) {
        const Timestamp at = context_.clock.now();
        if (!reply.ok() || reply.binds.isEmpty()) {
            ++health_.timeouts;
            round->answers.append({device, false, at, 0, {}});
            return finish(round);
        }
        walkColumns(round, device, target, at, quint32(reply.binds.first().value.toUnsigned().value_or(0)));
    });
}

void Poller::walkColumns(const std::shared_ptr<Round>& round, const inventory::Device& device, const snmp::Target& target, Timestamp at, quint32 uptimeTicks)
{
    // SNMPv1 has no 64-bit counters (RFC 2576), and some agents of v2c give none: then the narrow ones.
    QList<snmp::Oid> columns = polledColumns();
    if (target.credential.version == snmp::Version::V1 || memory_[device.id].narrowCounters)
        columns += narrowCounterColumns();
    QList<QFuture<snmp::Reply>> walks;
    for (const snmp::Oid& column : std::as_const(columns))
        walks.append(engine_.walk(target, column));
    QtFuture::whenAll(walks.begin(), walks.end()).then(this, [this, round, device, at, uptimeTicks](const QList<QFuture<snmp::Reply>>& replies) {
        bool complete = true;
        snmp::VarBinds binds = bindsOf(replies, complete);
        // A round that broke off half-way is no round: half a table must not look like ports that are gone.
        round->answers.append({device, complete, at, uptimeTicks, complete ? std::move(binds) : snmp::VarBinds()});
        if (!complete)
            ++health_.timeouts;
        finish(round);
    });
}

void Poller::finish(const std::shared_ptr<Round>& round)
{
    if (--round->open > 0)
        return;
    if (!round->answers.isEmpty()) {
        try {
            store(*round);
            Q_EMIT polled(round->summary);
        } catch (const StoreFailure& failure) {
            round->summary.problems.append(failure.sentence());
            Q_EMIT held(failure.sentence());
        }
    }
    round->promise.addResult(round->summary);
    round->promise.finish();
}

void Poller::recordEvent(Round& round, const fault::EventDraft& event)
{
    fault::FaultService(context_).record(agent_, event);
    ++round.summary.events;
}

void Poller::noteState(const inventory::Device& device, inventory::DeviceState state)
{
    if (device.state != state)
        inventory::InventoryService(context_).recordDeviceState(agent_, device.id, state);
}

/// Silence after enough missed rounds, an answer that somebody waits for, a restart by uptime.
QList<fault::EventDraft> Poller::deviceEvents(const DeviceAnswer& answer, const QSet<DeviceId>& awaited)
{
    Memory& memory = memory_[answer.device.id];
    fault::EventDraft event;
    event.source = answer.device.address;
    event.deviceId = answer.device.id;
    event.objectName = answer.device.name;
    event.at = answer.at;
    if (!answer.answered) {
        if (++memory.missed != options_.missedRounds || answer.device.state == inventory::DeviceState::Silent)
            return {};
        event.kind = fault::EventKind::DeviceSilent;
        event.text = pollerText("%1 (%2) does not answer any more.").arg(answer.device.name, answer.device.address);
        event.payload = {{"missedRounds", memory.missed}};
        return {event};
    }
    QList<fault::EventDraft> events;
    memory.missed = 0;
    const bool restarted = memory.lastAt && performance::restartedBetween(memory.lastTicks, answer.uptimeTicks, answer.at.msSince(*memory.lastAt));
    if (restarted) {
        event.kind = fault::EventKind::ColdStart;
        event.text = pollerText("%1 restarted: its uptime went back.").arg(answer.device.name);
        event.payload = {{"uptimeTicks", qint64(answer.uptimeTicks)}, {"before", qint64(memory.lastTicks)}};
        events.append(event);
    }
    if (restarted || awaited.contains(answer.device.id) || answer.device.state == inventory::DeviceState::Silent) {
        event.kind = fault::EventKind::DeviceAnswers;
        event.text = pollerText("%1 (%2) answers again.").arg(answer.device.name, answer.device.address);
        event.payload = {{"uptimeTicks", qint64(answer.uptimeTicks)}};
        events.append(event);
    }
    memory.lastAt = answer.at;
    memory.lastTicks = answer.uptimeTicks;
    return events;
}

void Poller::store(Round& round)
{
    const QSet<DeviceId> awaited = fault::awaitedAnswers(context_.connection);
    QList<performance::PortReading> readings;
    QList<DeviceId> answered;
    for (const DeviceAnswer& answer : std::as_const(round.answers)) {
        const QList<fault::EventDraft> events = deviceEvents(answer, awaited);
        for (const fault::EventDraft& event : events)
            recordEvent(round, event);
        if (!answer.answered) {
            ++round.summary.silent;
            if (memory_[answer.device.id].missed >= options_.missedRounds)
                noteState(answer.device, inventory::DeviceState::Silent);
            continue;
        }
        ++round.summary.answered;
        answered.append(answer.device.id);
        noteState(answer.device, inventory::DeviceState::Answering);
        storeAnswer(round, answer);
        const QList<inventory::Port> known = inventory::ports(context_.connection, answer.device.id);
        readings += portReadings(known, decodePoll(answer.binds, known), answer.at, answer.uptimeTicks);
        round.summary.values += int(answer.binds.size()) + 1;
    }
    const performance::AppendResult appended = samples_.append(readings);
    round.summary.stored = appended.stored;
    round.summary.gaps = appended.gaps;
    round.summary.flagged = appended.flagged;
    health_.samples += appended.stored;
    if (!answered.isEmpty())
        inventory::InventoryService(context_).touch(agent_, answered, context_.clock.now());
}

/// Port states: the event first, then the inventory, so that a crash in between loses no alarm.
void Poller::storeAnswer(Round& round, const DeviceAnswer& answer)
{
    const QList<inventory::Port> known = inventory::ports(context_.connection, answer.device.id);
    const QList<PolledPort> polledPorts = decodePoll(answer.binds, known);
    for (const fault::EventDraft& event : portEvents(answer.device, known, polledPorts, answer.at))
        recordEvent(round, event);
    const auto counts = [](const PolledPort& port) { return port.counterBits == 64 && port.inOctets; };
    memory_[answer.device.id].narrowCounters = !polledPorts.isEmpty() && std::none_of(polledPorts.begin(), polledPorts.end(), counts);
    QHash<QString, inventory::Port> byName;
    for (const inventory::Port& port : known)
        byName.insert(port.name, port);
    for (const PolledPort& now : polledPorts) {
        const auto own = byName.constFind(now.name);
        if (own == byName.constEnd() || (own->operState == now.operState && own->adminState == now.adminState && own->ifIndex == now.ifIndex))
            continue;
        inventory::PortObservation seen;
        seen.adminState = now.adminState;
        seen.operState = now.operState;
        seen.ifIndex = now.ifIndex;
        inventory::InventoryService(context_).recordPort(agent_, own->id, seen);
    }
}

} // namespace trunkline::collection
