#include "models/collection/poller.h"

#include "models/collection/mannerstore.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::collection {

namespace {

constexpr int pollerTickMs = 250;
constexpr int batchMs = 250;            ///< so long, at most, a device's round waits to be stored with others
constexpr std::size_t batchUnits = 256; ///< one transaction
constexpr int heldMs = 1'000;           ///< until the database is tried again
constexpr qsizetype batchChanges = 32;  ///< events and states, each a transaction of its own
constexpr qint64 turnMs = 50;           ///< then other things have their turn: the next devices, above all
constexpr int compactedAtOnce = 8;      ///< chunks a turn

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

void count(QMap<QString, qint64>& counters, const char* reason, qint64 more)
{
    if (more > 0)
        counters[QLatin1String(reason)] += more;
}

} // namespace

std::size_t Poller::Unit::readingCount() const
{
    std::size_t all = 0;
    for (const performance::DeviceRound& one : readings)
        all += one.readings.size();
    return all;
}

Poller::Poller(store::Context& context, snmp::Engine& engine, const store::Sealer& sealer, access::Actor agent, PollerOptions options, QObject* parent)
    : QObject(parent), context_(context), engine_(engine), agent_(std::move(agent)), options_(options), devices_(context.connection, sealer),
      samples_(context.connection), tables_(std::make_shared<PolledTables>(context.clock, this, [this] { receive(); }))
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
    for (Track& track : tracks_)
        track.dueMs = -1; // what fell due while nobody polled is not late
    lateness_.clear();
    timer_.start(pollerTickMs);
}

void Poller::stop()
{
    timer_.stop();
}

Poller::Health Poller::health() const
{
    Health health = health_;
    health.latenessMs = lateness_.quantile(1000);
    health.latenessP99Ms = lateness_.quantile(990);
    health.refused = qint64(engine_.counters().refused);
    health.waiting = int(units_.size());
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
                tracks_[device.key()].manners = device.value();
        }
        devices_.refresh();
        return true;
    } catch (const StoreFailure& failure) {
        complain(failure.sentence());
        return false;
    }
}

std::optional<snmp::Sweep> Poller::question(WatchedDevice& device, Track& track, quint64 ticket) const
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
    auto round = std::make_shared<Round>();
    round->promise.start();
    QFuture<PollSummary> future = round->promise.future();
    round->open = 1; // held until all devices are asked
    refresh();
    std::vector<snmp::Sweep> sweeps;
    for (WatchedDevice& device : devices_.all()) {
        ++round->summary.devices;
        auto sweep = question(device, tracks_[device.device.id], lastTicket_ + 1);
        if (!sweep) {
            round->summary.problems.append(pollerText("%1 has no credential to be asked with; discover it again.").arg(device.device.name));
            continue;
        }
        questions_.insert(++lastTicket_, round);
        ++round->open;
        sweeps.push_back(std::move(*sweep));
    }
    engine_.sweep(std::move(sweeps));
    settle({{}, round, false, 0, {}, {}, {}, {}});
    return future;
}

void Poller::askSoon(DeviceId device)
{
    const auto track = tracks_.find(device);
    if (track != tracks_.end() && track->missed > 0)
        track->dueMs = steadyMs();
}

/// When a device is asked again: a silent one ever more seldom.
qint64 Poller::afterwardsMs(const Track& track) const
{
    const int doublings = std::clamp(track.missed - options_.missedRounds, 0, 20);
    const std::int64_t longest = std::max(options_.longestProbeMs, options_.intervalMs);
    return std::min(options_.intervalMs << doublings, longest);
}

/// Devices whose time has come. A new device begins somewhere in its first interval, by its identifier,
/// so that not all are asked at once.
void Poller::tick()
{
    refresh();
    const qint64 now = steadyMs();
    lateness_.turn(now, options_.intervalMs);
    health_.devices = int(devices_.all().size());
    health_.silent = 0;
    std::vector<snmp::Sweep> sweeps;
    for (WatchedDevice& device : devices_.all()) {
        health_.silent += inventory::withoutSnmp(device.device.state) ? 1 : 0;
        Track& track = tracks_[device.device.id];
        if (track.dueMs < 0)
            track.dueMs = now + qint64(qHash(device.device.id.uuid()) % std::size_t(options_.intervalMs));
        if (track.dueMs > now)
            continue;
        const qint64 due = track.dueMs;
        track.dueMs = std::max(due + afterwardsMs(track), now);
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
    if (isHeld_)
        return;
    try {
        compactSamples(context_.clock.now());
    } catch (const StoreFailure& failure) {
        complain(failure.sentence());
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
        if (compaction_->step(compactedAtOnce))
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
        hold(std::move(one.unit));
    }
    if (!arrived_.empty())
        QMetaObject::invokeMethod(this, [this] { receive(); }, Qt::QueuedConnection);
    const bool somebodyWaits = std::any_of(units_.begin(), units_.end(), [](const Unit& unit) { return bool(unit.round); }) && questions_.isEmpty();
    if (!isHeld_ && (somebodyWaits || units_.size() >= batchUnits))
        flush();
    else if (!units_.empty() && !flushTimer_.isActive())
        flushTimer_.start(batchMs);
}

std::optional<Poller::Seen> Poller::look(PolledTable arrived, const QSet<DeviceId>& awaited)
{
    Seen seen{std::move(arrived), {}, {}};
    const PolledTable& table = seen.table; // its rows stay where they are when it is moved
    Unit& unit = seen.unit;
    unit.device = table.device;
    unit.round = questions_.take(table.ticket);
    unit.answered = table.answered();
    unit.values = table.values + (table.answered() ? 1 : 0);
    Track& track = tracks_[table.device];
    if (track.ticket == table.ticket) {
        track.ticket = 0;
        if (unit.answered)
            lateness_.add(table.firstSentMs - track.askedDueMs);
    }
    const snmp::Failure failure = table.end.reply.failure;
    if (failure != snmp::Failure::None)
        ++health_.failures[nameOf(failure)];
    health_.timeouts += failure == snmp::Failure::Timeout ? 1 : 0;
    count(health_.drops, "oddValue", table.odd + table.end.unreadable);
    WatchedDevice* device = devices_.find(table.device);
    if (!device || failure == snmp::Failure::Cancelled) {
        settle(unit);
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
        learn(track, table, seen.match);
        count(health_.drops, "unknownPort", seen.match.unknown);
        PortChanges changes = portChanges(*device, seen.match, now);
        unit.events += changes.events;
        unit.changes = std::move(changes.changes);
    }
    return seen;
}

/// How to ask the next time.
void Poller::learn(Track& track, const PolledTable& table, const PortMatch& match)
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
        count(health_.drops, "noPlace", series);
        complain(failure.sentence());
    }
}

/// Silence after enough missed rounds, an answer that somebody waits for, a restart by uptime.
QList<fault::EventDraft> Poller::deviceEvents(const inventory::Device& device, Track& track, const PolledTable& table, Timestamp at, bool awaited)
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
    if (track.missed > options_.missedRounds && track.dueMs >= 0)
        track.dueMs = std::min(track.dueMs, steadyMs() + options_.intervalMs);
    track.missed = 0;
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

/// Queues it. Of too many the oldest lose their readings: a counter's next reading counts for them, too.
void Poller::hold(Unit unit)
{
    heldReadings_ += unit.readingCount();
    units_.push_back(std::move(unit));
    for (auto oldest = units_.begin(); heldReadings_ > options_.mostHeld && oldest != units_.end(); ++oldest) {
        heldReadings_ -= oldest->readingCount();
        count(health_.drops, "queueFull", qint64(oldest->readingCount()));
        oldest->readings.clear();
    }
}

// --- storing ---------------------------------------------------------------------------------------

void Poller::flush()
{
    flushTimer_.stop();
    try {
        const qint64 until = steadyMs() + turnMs;
        while (!units_.empty() && steadyMs() < until) {
            const std::shared_ptr<Round> round = units_.front().round;
            const PollSummary summary = storeUnits(batchSize());
            isHeld_ = false;
            if (!round)
                Q_EMIT polled(summary);
        }
        if (!units_.empty())
            flushTimer_.start(0);
        if (!learned_.isEmpty())
            putManners(context_.connection, learned_);
        learned_.clear();
    } catch (const StoreFailure& failure) {
        complain(failure.sentence());
        for (Unit& unit : units_)
            if (const auto round = std::exchange(unit.round, nullptr)) {
                if (!round->summary.problems.contains(failure.sentence()))
                    round->summary.problems.append(failure.sentence());
                settle({{}, round, false, 0, {}, {}, {}, {}});
            }
        flushTimer_.start(heldMs);
    }
}

/// How many are stored at once: of the same round, and not too much to do.
std::size_t Poller::batchSize() const
{
    const std::shared_ptr<Round>& round = units_.front().round;
    std::size_t size = 0;
    qsizetype changes = 0;
    for (const Unit& unit : units_) {
        changes += unit.events.size() + unit.changes.size();
        if (unit.round != round || size == batchUnits || (size > 0 && changes > batchChanges))
            break;
        ++size;
    }
    return size;
}

/// The first ones, all of them of the same round. After a StoreFailure those that were not written are still there.
PollSummary Poller::storeUnits(std::size_t count)
{
    const auto end = units_.begin() + std::ptrdiff_t(count);
    PollSummary summary;
    std::vector<performance::DeviceRound> batch;
    QList<DeviceId> answered;
    for (auto unit = units_.begin(); unit != end; ++unit) {
        writeChanges(*unit, summary);
        batch.insert(batch.end(), unit->readings.begin(), unit->readings.end());
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
    collection::count(health_.drops, "gap", appended.gaps);
    collection::count(health_.drops, "aboveLineRate", appended.flagged);
    if (const auto round = units_.front().round) {
        PollSummary& all = round->summary;
        all.answered += summary.answered;
        all.silent += summary.silent;
        all.values += summary.values;
        all.stored += summary.stored;
        all.gaps += summary.gaps;
        all.flagged += summary.flagged;
        all.events += summary.events;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const Unit done = std::move(units_.front());
        units_.pop_front();
        heldReadings_ -= done.readingCount();
        settle(done);
    }
    return summary;
}

/// The event first, then the inventory, so that a crash in between loses no alarm.
void Poller::writeChanges(Unit& unit, PollSummary& summary)
{
    for (; !unit.events.isEmpty(); unit.events.removeFirst(), ++summary.events)
        fault::FaultService(context_).record(agent_, unit.events.first());
    inventory::InventoryService inventory(context_);
    if (unit.state)
        devices_.wrote(inventory.recordDeviceState(agent_, unit.device, *unit.state));
    unit.state.reset();
    for (; !unit.changes.isEmpty(); unit.changes.removeFirst())
        devices_.wrote(inventory.recordPort(agent_, unit.changes.first().port, unit.changes.first().seen));
}

/// One question less that somebody waits for.
void Poller::settle(const Unit& unit)
{
    if (!unit.round || --unit.round->open > 0)
        return;
    if (unit.round->summary.answered + unit.round->summary.silent > 0)
        Q_EMIT polled(unit.round->summary);
    unit.round->promise.addResult(unit.round->summary);
    unit.round->promise.finish();
}

/// Once until it works again.
void Poller::complain(const QString& sentence)
{
    if (!std::exchange(isHeld_, true))
        Q_EMIT held(sentence);
}

} // namespace trunkline::collection
