#include "models/collection/poller.h"

#include "models/collection/mannerstore.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::collection {

namespace {

constexpr int pollerTickMs = 250;
constexpr int batchMs = 1'000;  ///< so long, at most, a device's round waits to be stored with others
constexpr int newsMs = 250;     ///< and so long, when it has events
constexpr int heldMs = 1'000;   ///< until the database is tried again
constexpr qint64 goneEveryMs = 300'000; ///< alarms of ports that are gone are looked for so seldom
constexpr qint64 turnMs = 50;   ///< then other things have their turn: the next devices, above all

QString pollerText(const char* text)
{
    return QCoreApplication::translate("Poller", text);
}

QString nameOf(snmp::Failure failure)
{
    switch (failure) {
    case snmp::Failure::None: break;
    case snmp::Failure::Timeout: return QStringLiteral("timeout");
    case snmp::Failure::Authentication: return QStringLiteral("authentication");
    case snmp::Failure::ErrorStatus: return QStringLiteral("errorStatus");
    case snmp::Failure::TooBig: return QStringLiteral("tooBig");
    case snmp::Failure::Malformed: return QStringLiteral("malformed");
    case snmp::Failure::Unreachable: return QStringLiteral("unreachable");
    case snmp::Failure::Cancelled: return QStringLiteral("cancelled");
    case snmp::Failure::LoopingAgent: return QStringLiteral("loopingAgent");
    case snmp::Failure::Restarted: return QStringLiteral("restarted");
    }
    return {};
}

} // namespace

Poller::Poller(store::Context& context, snmp::Engine& engine, const store::Sealer& sealer, access::Actor agent, PollerOptions options, QObject* parent)
    : QObject(parent), context_(context), engine_(engine), agent_(std::move(agent)), options_(options), devices_(context.connection, sealer),
      schedule_({options.intervalMs, options.missedRounds, options.longestProbeMs}), queue_(context, agent_, devices_, options.mostHeld, health_),
      compaction_(context.connection), tables_(std::make_shared<PolledTables>(context.clock, this, [this] { receive(); })), gone_(context, agent_)
{
    connect(&timer_, &QTimer::timeout, this, &Poller::tick);
    flushTimer_.setSingleShot(true);
    connect(&flushTimer_, &QTimer::timeout, this, &Poller::flush);
}

Poller::~Poller()
{
    tables_->close();
}

void Poller::start()
{
    schedule_.restart();
    timer_.start(pollerTickMs);
}

void Poller::stop()
{
    timer_.stop();
}

Poller::Health Poller::health() const
{
    Health health = health_;
    health.latenessMs = schedule_.lateness.quantile(1000);
    health.latenessP99Ms = schedule_.lateness.quantile(990);
    health.refused = qint64(engine_.counters().refused);
    health.waiting = int(queue_.size());
    return health;
}

// --- asking ----------------------------------------------------------------------------------------

/// What changed in the inventory. When the database does not answer, those that are known are polled.
bool Poller::refresh()
{
    try {
        if (devices_.all().isEmpty()) {
            const auto known = manners(context_.connection);
            for (auto device = known.cbegin(); device != known.cend(); ++device)
                schedule_.of(device.key()).manners = device.value();
        }
        devices_.refresh();
        return true;
    } catch (const StoreFailure& failure) {
        complain(failure.sentence());
        return false;
    }
}

std::optional<snmp::Sweep> Poller::question(WatchedDevice& device, PollTrack& track, quint64 ticket) const
{
    if (!device.target)
        return std::nullopt;
    snmp::Target target = *device.target;
    target.timeoutMs = options_.timeoutMs;
    target.retries = options_.retries;
    target.maxRepetitions = options_.maxRepetitions;
    // SNMPv1 has no 64-bit counters (RFC 2576), and some agents of v2c give none: then the narrow ones.
    const PortPlan& plan = portPlan(track.narrow || target.credential.version == snmp::Version::V1, track.identity);
    return snmp::Sweep{target, plan.plan, std::make_shared<PolledTableSink>(device.device.id, ticket, plan, tables_), track.manners};
}

QFuture<PollSummary> Poller::pollOnce()
{
    auto round = std::make_shared<PollRound>();
    round->promise.start();
    QFuture<PollSummary> future = round->promise.future();
    round->open = 1; // held until all devices are asked
    refresh();
    std::vector<snmp::Sweep> sweeps;
    for (WatchedDevice& device : devices_.all()) {
        ++round->summary.devices;
        auto sweep = question(device, schedule_.of(device.device.id), lastTicket_ + 1);
        if (!sweep) {
            round->summary.problems.append(pollerText("%1 has no credential to be asked with; discover it again.").arg(device.device.name));
            continue;
        }
        questions_.insert(++lastTicket_, round);
        ++round->open;
        sweeps.push_back(std::move(*sweep));
    }
    engine_.sweep(std::move(sweeps));
    settle(round, 1);
    return future;
}

void Poller::askSoon(DeviceId device)
{
    schedule_.askSoon(device, steadyMs());
}

void Poller::tick()
{
    refresh();
    const qint64 now = steadyMs();
    schedule_.lateness.turn(now, options_.intervalMs);
    health_.devices = int(devices_.all().size());
    health_.silent = 0;
    std::vector<snmp::Sweep> sweeps;
    for (WatchedDevice& device : devices_.all()) {
        health_.silent += inventory::withoutSnmp(device.device.state) ? 1 : 0;
        qint64 due = 0;
        if (!schedule_.isDue(device.device.id, now, due))
            continue;
        PollTrack& track = schedule_.of(device.device.id);
        if (track.ticket) {
            ++health_.overrun;
            continue;
        }
        auto sweep = question(device, track, lastTicket_ + 1);
        if (!sweep)
            continue;
        track.ticket = ++lastTicket_;
        track.askedDueMs = due;
        sweeps.push_back(std::move(*sweep));
    }
    if (!sweeps.empty())
        engine_.sweep(std::move(sweeps));
    if (!health_.held.isEmpty())
        return;
    try {
        compaction_.step(context_.clock.now());
    } catch (const StoreFailure& failure) {
        complain(failure.sentence());
    }
}

// --- what comes back -------------------------------------------------------------------------------

void Poller::receive()
{
    QSet<DeviceId> awaited;
    try {
        awaited = fault::awaitedAnswers(context_.connection);
    } catch (const StoreFailure& failure) {
        complain(failure.sentence());
    }
    for (PolledTable& table : tables_->take())
        arrived_.push_back(std::move(table));
    const qint64 until = steadyMs() + turnMs;
    std::deque<Seen> seen;
    for (; !arrived_.empty() && steadyMs() < until; arrived_.pop_front())
        if (auto one = look(std::move(arrived_.front()), awaited))
            seen.push_back(std::move(*one));
    findPlaces(seen);
    for (Seen& one : seen) {
        one.unit.readings = portReadings(one.match, one.table);
        queue_.add(std::move(one.unit));
    }
    if (!arrived_.empty())
        QMetaObject::invokeMethod(this, [this] { receive(); }, Qt::QueuedConnection);
    const bool isHeld = !health_.held.isEmpty();
    const int wait = queue_.hasNews() ? newsMs : batchMs;
    if (!isHeld && (queue_.isFull() || (questions_.isEmpty() && queue_.isAwaited())))
        flush();
    else if (!queue_.isEmpty() && (!flushTimer_.isActive() || (!isHeld && flushTimer_.remainingTime() > wait)))
        flushTimer_.start(wait);
}

std::optional<Poller::Seen> Poller::look(PolledTable arrived, const QSet<DeviceId>& awaited)
{
    Seen seen{std::move(arrived), {}, {}};
    const PolledTable& table = seen.table; // its rows stay where they are when it is moved
    PolledUnit& unit = seen.unit;
    unit.device = table.device;
    unit.round = questions_.take(table.ticket);
    unit.answered = table.answered();
    unit.values = table.values + (table.answered() ? 1 : 0);
    PollTrack& track = schedule_.of(table.device);
    if (track.ticket == table.ticket) {
        track.ticket = 0;
        if (unit.answered)
            schedule_.lateness.add(table.firstSentMs - track.askedDueMs);
    }
    const snmp::Failure failure = table.end.reply.failure;
    if (failure != snmp::Failure::None)
        ++health_.failures[nameOf(failure)];
    health_.timeouts += failure == snmp::Failure::Timeout ? 1 : 0;
    health_.drop("oddValue", table.odd + table.end.unreadable);
    WatchedDevice* device = devices_.find(table.device);
    if (!device || failure == snmp::Failure::Cancelled) {
        settle(unit.round, 1);
        return std::nullopt;
    }
    const Timestamp now = context_.clock.now();
    unit.events = deviceEvents(device->device, track, table, now, awaited.contains(table.device));
    const bool silent = !unit.answered && track.missed >= options_.missedRounds;
    auto state = device->device.state;
    if (unit.answered)
        state = inventory::DeviceState::Answering;
    else if (silent && !inventory::withoutSnmp(state)) // from then on the checks of reachability say which of the two it is
        state = isReached(table.device) ? inventory::DeviceState::SnmpSilent : inventory::DeviceState::Silent;
    if (state != device->device.state)
        unit.state = device->device.state = state;
    // What was read of two lives of the device belongs to neither.
    if (unit.answered && failure != snmp::Failure::Restarted) {
        seen.match = matchPorts(*device, table);
        if (table.end.reply.ok())
            noteTold(*device, seen.match);
        learn(track, table, seen.match);
        health_.drop("unknownPort", seen.match.unknown);
        PortChanges changes = portChanges(*device, seen.match, now);
        unit.events += changes.events;
        unit.changes = std::move(changes.changes);
    }
    return seen;
}

/// How to ask the next time.
void Poller::learn(PollTrack& track, const PolledTable& table, const PortMatch& match)
{
    track.identity = match.needsIdentity;
    const bool lacks = lacksWideCounters(match);
    if (table.narrow && std::none_of(match.rows.begin(), match.rows.end(), [](const MatchedRow& one) {
            return one.row->counters[std::size_t(PolledField::NarrowInOctets)].bits > 0;
        }))
        track.narrowInVain = true;
    track.narrow = lacks && !track.narrowInVain;
    if (table.end.reply.ok() && track.manners != table.end.manners) {
        track.manners = table.end.manners;
        learned_.insert(table.device, track.manners);
    }
}

/// Those that were never stored before, in one transaction.
void Poller::findPlaces(const std::deque<Seen>& seen)
{
    QList<performance::DeviceSeries> wanted;
    qsizetype series = 0;
    for (const Seen& one : seen)
        if (const auto keys = unplaced(one.match); !keys.isEmpty()) {
            wanted.append({one.table.device, keys});
            series += keys.size();
        }
    if (wanted.isEmpty())
        return;
    try {
        const auto places = performance::placesOf(context_.connection, wanted);
        for (const Seen& one : seen)
            place(one.match, places);
    } catch (const StoreFailure& failure) {
        health_.drop("noPlace", series);
        complain(failure.sentence());
    }
}

/// Silence after enough missed rounds, an answer that somebody waits for, a restart by uptime.
QList<fault::EventDraft> Poller::deviceEvents(const inventory::Device& device, PollTrack& track, const PolledTable& table, Timestamp at, bool awaited)
{
    fault::EventDraft event;
    event.source = device.address;
    event.deviceId = device.id;
    event.objectName = device.name;
    event.at = at;
    if (!table.answered()) {
        if (++track.missed != options_.missedRounds || inventory::withoutSnmp(device.state))
            return {};
        const bool reached = track.snmpSilent = isReached(device.id);
        event.kind = reached ? fault::EventKind::SnmpSilent : fault::EventKind::DeviceSilent;
        event.text = reached ? pollerText("%1 (%2) can be reached, but does not answer to SNMP any more.").arg(device.name, device.address)
                             : pollerText("%1 (%2) does not answer any more.").arg(device.name, device.address);
        event.payload = {{"missedRounds", track.missed}};
        return {event};
    }
    QList<fault::EventDraft> events;
    schedule_.answersAgain(track, steadyMs());
    const bool restarted = track.lastAt && performance::restartedBetween(track.lastTicks, table.lastUptimeTicks, at.msSince(*track.lastAt));
    if (restarted) {
        event.kind = fault::EventKind::ColdStart;
        event.text = pollerText("%1 restarted: its uptime went back.").arg(device.name);
        event.payload = {{"uptimeTicks", qint64(table.lastUptimeTicks)}, {"before", qint64(track.lastTicks)}};
        events.append(event);
    }
    // After a start nobody remembers whether its SNMP was silent before the device was.
    if (device.state == inventory::DeviceState::SnmpSilent || (device.state == inventory::DeviceState::Silent && (std::exchange(track.snmpSilent, false) || !track.lastAt))) {
        event.kind = fault::EventKind::SnmpAnswers;
        event.text = pollerText("%1 (%2) answers to SNMP again.").arg(device.name, device.address);
        event.payload = {{"uptimeTicks", qint64(table.lastUptimeTicks)}};
        events.append(event);
    }
    if (restarted || awaited || device.state == inventory::DeviceState::Silent) {
        event.kind = fault::EventKind::DeviceAnswers;
        event.text = pollerText("%1 (%2) answers again.").arg(device.name, device.address);
        event.payload = {{"uptimeTicks", qint64(table.lastUptimeTicks)}};
        events.append(event);
    }
    track.lastAt = at;
    track.lastTicks = table.lastUptimeTicks;
    return events;
}

// --- storing ---------------------------------------------------------------------------------------

void Poller::flush()
{
    flushTimer_.stop();
    try {
        const qint64 until = steadyMs() + turnMs;
        while (!queue_.isEmpty() && steadyMs() < until) {
            const PollQueue::Stored stored = queue_.storeSome();
            health_.held.clear();
            if (!stored.round) {
                Q_EMIT polled(stored.summary);
                continue;
            }
            PollSummary& all = stored.round->summary;
            all.answered += stored.summary.answered;
            all.silent += stored.summary.silent;
            all.values += stored.summary.values;
            all.stored += stored.summary.stored;
            all.gaps += stored.summary.gaps;
            all.flagged += stored.summary.flagged;
            all.events += stored.summary.events;
            settle(stored.round, stored.summary.devices);
        }
        if (!queue_.isEmpty())
            flushTimer_.start(0);
        if (!learned_.isEmpty())
            putManners(context_.connection, learned_);
        learned_.clear();
        lookForGonePorts();
    } catch (const StoreFailure& failure) {
        complain(failure.sentence());
        for (const std::shared_ptr<PollRound>& round : queue_.letGo()) {
            if (!round->summary.problems.contains(failure.sentence()))
                round->summary.problems.append(failure.sentence());
            settle(round, 1);
        }
        flushTimer_.start(heldMs);
    }
}

/// Ports that went with their line card: their alarms would stay for ever.
void Poller::lookForGonePorts()
{
    const Timestamp now = context_.clock.now();
    if (lookedForGoneAt_ && std::abs(now.msSince(*lookedForGoneAt_)) < goneEveryMs)
        return;
    lookedForGoneAt_ = now;
    const auto isTold = [this](const fault::Alarm& alarm) -> std::optional<bool> {
        const WatchedDevice* device = devices_.find(alarm.deviceId);
        if (alarm.portId.isNull() || !device || !device->portsRead)
            return std::nullopt;
        const auto port = std::find_if(device->ports.begin(), device->ports.end(), [&](const WatchedPort& one) { return one.id == alarm.portId; });
        return port != device->ports.end() && port->told;
    };
    // By polls and traps; by rules for traps and logs.
    gone_.look(fault::openAlarmsLike(context_.connection, QStringLiteral("link:")) + fault::openAlarmsLike(context_.connection, QStringLiteral("fault:")), isTold, now);
}

/// Questions less that somebody waits for.
void Poller::settle(const std::shared_ptr<PollRound>& round, int questions)
{
    if (!round || (round->open -= questions) > 0)
        return;
    if (round->summary.answered + round->summary.silent > 0)
        Q_EMIT polled(round->summary);
    round->promise.addResult(round->summary);
    round->promise.finish();
}

/// Once until it works again.
void Poller::complain(const QString& sentence)
{
    if (std::exchange(health_.held, sentence).isEmpty())
        Q_EMIT held(sentence);
}

} // namespace trunkline::collection
