#include "models/collection/hardwarepoller.h"

#include "models/collection/gaugealarm.h"
#include "models/collection/hardware.h"
#include "models/collection/toldparts.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/performance/gaugestore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::collection {

namespace {

constexpr int hardwareTickMs = 1'000;
constexpr int hardwareHeldMs = 1'000;      ///< until the database is tried again
constexpr qint64 firstWithinMs = 60'000;   ///< a device that is new to the program is read within a minute, whatever the interval
constexpr qsizetype deviceEventsAtOnce = 200;
constexpr qint64 ruleAlarmsEveryMs = 300'000; ///< so seldom a device's alarms of traps and logs are looked at for parts that are gone

QString gaugeKey(const performance::Gauge& gauge)
{
    return gauge.measure + u'\n' + gauge.identity;
}

SystemFacts factsOf(const inventory::Device& device)
{
    SystemFacts facts;
    facts.name = device.sysName;
    facts.description = device.description;
    facts.objectId = device.sysObjectId;
    return facts;
}

} // namespace

HardwarePoller::HardwarePoller(store::Context& context, snmp::Engine& engine, WatchedDevices& devices, std::shared_ptr<const ProfileLibrary> profiles,
                               access::Actor agent, HardwarePollerOptions options, QObject* parent)
    : QObject(parent), context_(context), engine_(engine), devices_(devices), profiles_(std::move(profiles)), agent_(std::move(agent)), options_(options),
      samples_(context.connection), gone_(context, agent_), inbox_(std::make_shared<SweptInbox>(context.clock, this, [this] { receive(); }))
{
    connect(&timer_, &QTimer::timeout, this, &HardwarePoller::tick);
}

HardwarePoller::~HardwarePoller()
{
    inbox_->close();
}

void HardwarePoller::start()
{
    running_ = true;
    timer_.start(hardwareTickMs);
}

void HardwarePoller::stop()
{
    running_ = false;
    timer_.stop();
}

QFuture<HardwareSummary> HardwarePoller::pollOnce()
{
    if (round_)
        return round_->promise.future(); // one is under way
    auto round = std::make_shared<Round>();
    round->promise.start();
    round_ = round;
    QSet<DeviceId> all;
    try {
        devices_.refresh();
    } catch (const StoreFailure& failure) {
        round->summary.problems.append(failure.sentence());
    }
    for (WatchedDevice& device : devices_.all()) {
        if (!device.target)
            continue;
        all.insert(device.device.id);
        Track& track = tracks_[device.device.id];
        track.chooseAtMs = 0;
        for (Group& group : track.groups)
            group.dueMs = steadyMs();
    }
    round->open = all;
    round->summary.devices = int(all.size());
    goOn(all);
    return round->promise.future();
}

void HardwarePoller::askSoon(DeviceId device, int everySeconds)
{
    Track& track = tracks_[device];
    for (std::size_t i = 0; track.plans && i < track.groups.size(); ++i)
        if ((*track.plans)[qsizetype(i)].everySeconds == everySeconds)
            track.groups[i].dueMs = steadyMs();
    std::vector<snmp::Sweep> sweeps;
    if (WatchedDevice* known = devices_.find(device))
        askNext(*known, sweeps);
    engine_.sweep(std::move(sweeps));
}

/// When which is due: the first time soon, then in a phase that the device's identifier gives, so that not all are asked at once.
bool HardwarePoller::askNext(WatchedDevice& device, std::vector<snmp::Sweep>& sweeps)
{
    const inventory::Device& known = device.device;
    Track& track = tracks_[known.id];
    if (track.ticket || !device.target || (known.state == inventory::DeviceState::Silent && !round_))
        return track.ticket != 0;
    if (const QString chosenFor = known.sysObjectId + u'\n' + known.description; !track.plans || track.chosenFor != chosenFor) {
        if (steadyMs() < track.chooseAtMs)
            return false;
        track.chosenFor = chosenFor;
        track.plans.reset();
        track.asked = -1;
        const QList<snmp::Oid> roots = choiceRoots(profiles_->profiles, factsOf(known));
        if (!roots.isEmpty()) {
            ask(device, track, planOf(roots), sweeps);
            return true;
        }
        choose(device, track, {});
    }
    const qint64 now = steadyMs();
    const std::size_t phase = qHash(known.id.uuid());
    int next = -1;
    for (int i = 0; i < int(track.groups.size()); ++i) {
        Group& group = track.groups[std::size_t(i)];
        const qint64 everyMs = qint64((*track.plans)[i].everySeconds) * 1000;
        if (group.dueMs < 0)
            group.dueMs = round_ ? now : now + qint64(phase % std::size_t(std::min(everyMs, firstWithinMs)));
        if (group.dueMs <= now && (next < 0 || group.dueMs < track.groups[std::size_t(next)].dueMs))
            next = i;
    }
    if (next < 0)
        return false;
    Group& group = track.groups[std::size_t(next)];
    const PollGroup& plan = (*track.plans)[next];
    const qint64 everyMs = qint64(plan.everySeconds) * 1000;
    // The second reading finds the phase in the interval; the first came earlier.
    group.dueMs = std::exchange(group.phased, true) ? std::max(group.dueMs + everyMs, now) : now + everyMs / 2 + qint64(qHash(known.id.uuid(), 1) % std::size_t(everyMs / 2 + 1));
    track.asked = next;
    track.askedWhole = group.whole || group.facts.isEmpty() || now - group.wholeAtMs >= options_.factsEveryMs;
    ask(device, track, track.askedWhole ? plan.whole : plan.values, sweeps);
    return true;
}

void HardwarePoller::ask(WatchedDevice& device, Track& track, std::shared_ptr<const snmp::PollPlan> plan, std::vector<snmp::Sweep>& sweeps)
{
    snmp::Target target = *device.target;
    target.timeoutMs = options_.timeoutMs;
    target.retries = options_.retries;
    target.maxRepetitions = options_.maxRepetitions;
    target.mostInFlight = track.inFlight;
    track.ticket = ++lastTicket_;
    auto sink = std::make_shared<SweptSink>(device.device.id, track.ticket, plan, inbox_);
    sweeps.push_back({target, std::move(plan), std::move(sink), track.asked >= 0 ? track.groups[std::size_t(track.asked)].manners : std::vector<snmp::TableManner>()});
}

void HardwarePoller::tick()
{
    std::vector<snmp::Sweep> sweeps;
    for (WatchedDevice& device : devices_.all())
        askNext(device, sweeps);
    if (!sweeps.empty())
        engine_.sweep(std::move(sweeps));
}

/// The devices have answered: what else is due of them, and whether somebody's round is over.
void HardwarePoller::goOn(const QSet<DeviceId>& devices)
{
    std::vector<snmp::Sweep> sweeps;
    for (const DeviceId& id : devices) {
        WatchedDevice* device = devices_.find(id);
        const bool busy = device && (running_ || round_) && askNext(*device, sweeps);
        if (!busy && round_)
            round_->open.remove(id);
    }
    if (!sweeps.empty())
        engine_.sweep(std::move(sweeps));
    if (round_ && round_->open.isEmpty()) {
        const auto done = std::exchange(round_, nullptr);
        done->promise.addResult(done->summary);
        done->promise.finish();
    }
}

// --- what comes back -------------------------------------------------------------------------------

void HardwarePoller::choose(WatchedDevice& device, Track& track, const snmp::VarBinds& binds)
{
    const ProfileChoice choice = chooseProfiles(profiles_->profiles, factsOf(device.device), Variables(binds));
    QString names;
    for (const Profile* profile : choice)
        names += profile->id + u'\n';
    auto known = plans_.constFind(names);
    if (known == plans_.constEnd())
        known = plans_.insert(names, std::make_shared<const QList<PollGroup>>(pollGroups(choice)));
    track.plans = *known;
    track.inFlight = inFlightOf(choice);
    track.groups.assign(std::size_t(track.plans->size()), Group());
}

void HardwarePoller::receive()
{
    qsizetype variables = 0;
    for (SweptVariables& swept : inbox_->take())
        arrived_.push_back(std::move(swept));
    for (auto newest = arrived_.rbegin(); newest != arrived_.rend(); ++newest)
        if ((variables += newest->binds.size()) > options_.mostHeld)
            newest->binds.clear(), newest->answered = false; // a gap
    QSet<DeviceId> devices;
    std::vector<Outcome> outcomes;
    for (const SweptVariables& swept : arrived_) {
        Track& track = tracks_[swept.device];
        if (track.ticket != swept.ticket || !devices_.find(swept.device))
            continue;
        if (auto outcome = look(swept, track))
            outcomes.push_back(std::move(*outcome));
    }
    try {
        store(outcomes);
        isHeld_ = false;
    } catch (const StoreFailure& failure) {
        if (!std::exchange(isHeld_, true))
            Q_EMIT held(failure.sentence());
        if (!round_) {
            QTimer::singleShot(hardwareHeldMs, this, [this] { receive(); });
            return; // what has arrived is looked at again
        }
        round_->summary.problems.append(failure.sentence());
    }
    for (const SweptVariables& swept : std::exchange(arrived_, {})) {
        Track& track = tracks_[swept.device];
        if (track.ticket == swept.ticket)
            track.ticket = 0;
        if (track.asked >= 0 && track.asked < int(track.groups.size()) && swept.end.reply.ok())
            track.groups[std::size_t(track.asked)].manners = swept.end.manners;
        devices.insert(swept.device);
    }
    goOn(devices);
}

/// Pure but for which profiles there are and whether everything has to be read: called again when the database was in the way.
std::optional<HardwarePoller::Outcome> HardwarePoller::look(const SweptVariables& swept, Track& track)
{
    WatchedDevice& device = *devices_.find(swept.device);
    const bool good = isReadToEnd(swept);
    if (track.asked < 0) {
        if (good) {
            choose(device, track, swept.binds);
        } else {
            track.chosenFor.clear(); // asked again, but not at once: it may be silent
            track.chooseAtMs = steadyMs() + firstWithinMs;
        }
        return std::nullopt;
    }
    Group& group = track.groups[std::size_t(track.asked)];
    const PollGroup& plan = (*track.plans)[track.asked];
    if (round_) {
        ++round_->summary.rounds;
        round_->summary.failed += good ? 0 : 1;
    }
    if (!good)
        return std::nullopt;
    const bool restarted = track.lastAt && performance::restartedBetween(track.lastTicks, swept.uptimeTicks, swept.at.msSince(*track.lastAt));
    track.lastAt = swept.at;
    track.lastTicks = swept.uptimeTicks;
    if (restarted)
        for (Group& one : track.groups)
            one.whole = true;
    snmp::VarBinds binds = swept.binds;
    if (!track.askedWhole) {
        if (restarted || rowsMark(binds, plan.valueRoots) != group.rows) {
            group.whole = true;
            group.dueMs = steadyMs(); // names first, now
            return std::nullopt;
        }
        binds += group.facts;
    }
    Outcome outcome{swept.device, track.asked, gaugesOf(readHardware(plan.choice, Variables(binds)), plan.everySeconds), {swept.at, swept.uptimeTicks}, track.askedWhole,
                    track.askedWhole ? binds : snmp::VarBinds()};
    if (track.askedWhole) {
        group.whole = false;
        group.wholeAtMs = steadyMs();
        group.rows = rowsMark(binds, plan.valueRoots);
        group.facts.clear();
        if (binds.size() > options_.largeGroup) {
            group.facts = binds;
            group.facts.removeIf([&](const snmp::VarBind& bind) { return isBelowAny(bind.oid, plan.valueRoots); });
        }
    }
    return outcome;
}

// --- storing ---------------------------------------------------------------------------------------

/// Gauges that are new or different are told to the database, and get a place for their samples.
void HardwarePoller::learn(Outcome& outcome, Group& group)
{
    performance::FoundHardware& found = outcome.reading.found;
    bool same = true;
    for (const auto& one : std::as_const(found.gauges)) {
        const auto known = group.known.constFind(gaugeKey(one.gauge));
        performance::Gauge before = known == group.known.constEnd() ? performance::Gauge() : known->gauge;
        before.id = {};
        before.deviceId = {};
        before.componentId = {};
        same = same && before == one.gauge;
    }
    if (same && (!outcome.whole || found.components == group.components))
        return;
    const auto recorded = performance::GaugeService(context_).record(agent_, outcome.device, found);
    QList<performance::SeriesKey> keys;
    for (const performance::Gauge& gauge : recorded.gauges)
        keys.append({gauge.id.uuid(), performance::metricOf(gauge.measure)});
    const auto places = performance::placesOf(context_.connection, outcome.device, keys, QStringLiteral("gauges-%1").arg((*tracks_[outcome.device].plans)[outcome.group].everySeconds));
    for (qsizetype i = 0; i < places.size(); ++i) {
        Known& known = group.known[gaugeKey(recorded.gauges[i])];
        known.gauge = recorded.gauges[i];
        known.place = places[i];
    }
    group.components = found.components;
}

/// What has to be reported of the limits. Changes the watches: called once the samples are stored.
QList<fault::EventDraft> HardwarePoller::watch(const Outcome& outcome, Group& group, const QHash<GaugeId, performance::LimitOverride>& overrides,
                                               const QHash<GaugeId, Severity>& reported)
{
    WatchedDevice& device = *devices_.find(outcome.device);
    QHash<QString, const WatchedPort*> ports;
    for (const WatchedPort& port : device.ports)
        ports.insert(QString::fromUtf8(device.text(port.name)), &port);
    QList<fault::EventDraft> events;
    for (qsizetype i = 0; i < outcome.reading.values.size(); ++i) {
        const auto& one = outcome.reading.found.gauges[i];
        const auto known = group.known.find(gaugeKey(one.gauge));
        if (known == group.known.end())
            continue;
        const performance::Gauge& gauge = known->gauge;
        const auto override = overrides.constFind(gauge.id);
        const bool hasOverride = override != overrides.constEnd();
        const performance::Limits& limits = hasOverride ? override->limits : gauge.limits;
        known->watch.know(reported.value(gauge.id, Severity::Cleared));
        if (limits.isEmpty() && gauge.states.isEmpty() && known->watch.reported() == Severity::Cleared)
            continue;
        const WatchedPort* port = one.component < 0 ? nullptr : ports.value(outcome.reading.found.components[one.component].portName);
        const auto rule = performance::watchRule(gauge, limits);
        const Decimal& value = outcome.reading.values[i];
        const bool switchedOff = gauge.measure == QLatin1String("dbm") && port && port->adminState == inventory::AdminState::Down;
        const bool silenced = hasOverride && limits.isEmpty(); // nothing raises an alarm, says a person
        const auto judgement = switchedOff || silenced ? known->watch.take(performance::Judgement(), rule, outcome.moment.at)
                               : gauge.states.isEmpty() ? known->watch.take(value, limits, rule, outcome.moment.at)
                                                        : known->watch.take({outcome.reading.stateSeverities[i], {}, false}, rule, outcome.moment.at);
        if (judgement)
            events.append(thresholdEvent({device.device, port ? port->id : PortId(), gauge, value, *judgement,
                                          hasOverride ? std::optional(*override) : std::nullopt, outcome.moment.at}));
    }
    return events;
}

/// Alarms of parts that the device does not tell of any more. A gauge is told of by the group of its interval; one that no profile reads
/// any more, by the first.
void HardwarePoller::lookForGone(const Outcome& outcome, const QList<fault::Alarm>& openLimits)
{
    if (!outcome.whole)
        return;
    const Track& track = tracks_[outcome.device];
    Group& group = tracks_[outcome.device].groups[std::size_t(outcome.group)];
    QList<fault::Alarm> open = openLimits;
    open.removeIf([&](const fault::Alarm& alarm) { return alarm.deviceId != outcome.device; });
    if (!group.ruleAlarmsLookedAt || std::abs(outcome.moment.at.msSince(*group.ruleAlarmsLookedAt)) >= ruleAlarmsEveryMs) {
        group.ruleAlarmsLookedAt = outcome.moment.at;
        open += fault::openAlarmsLike(context_.connection, QStringLiteral("fault:%1:").arg(outcome.device.toString()));
    }
    if (open.isEmpty())
        return;
    QSet<GaugeId> found;
    for (const auto& one : outcome.reading.found.gauges)
        if (const auto known = group.known.constFind(gaugeKey(one.gauge)); known != group.known.constEnd())
            found.insert(known->gauge.id);
    const auto isReadHere = [&](const performance::Gauge& gauge) {
        const auto own = std::find_if(track.plans->begin(), track.plans->end(), [&](const PollGroup& plan) { return plan.everySeconds == gauge.everySeconds; });
        return (own == track.plans->end() ? 0 : int(own - track.plans->begin())) == outcome.group;
    };
    ToldParts told(context_.connection, {outcome.device, found, isReadHere, (*track.plans)[outcome.group].whole, outcome.binds});
    gone_.look(open, [&](const fault::Alarm& alarm) { return told.tellsOf(alarm); }, outcome.moment.at);
}

/// All or, after a StoreFailure, to be done again: what was stored before changes nothing then.
void HardwarePoller::store(std::vector<Outcome>& outcomes)
{
    if (outcomes.empty())
        return;
    HardwareSummary summary;
    std::vector<performance::DeviceRound> batch;
    for (Outcome& outcome : outcomes) {
        Group& group = tracks_[outcome.device].groups[std::size_t(outcome.group)];
        learn(outcome, group);
        performance::DeviceRound round{outcome.moment, {}};
        for (qsizetype i = 0; i < outcome.reading.values.size(); ++i) {
            const performance::Gauge& gauge = outcome.reading.found.gauges[i].gauge;
            const auto known = group.known.constFind(gaugeKey(gauge));
            if (const auto figure = performance::storedFigure(gauge.measure, outcome.reading.values[i]); figure && known != group.known.constEnd())
                round.readings.push_back({known->place, std::uint64_t(*figure), 0, 64, 0});
        }
        summary.gauges += int(outcome.reading.values.size());
        if (!round.readings.empty())
            batch.push_back(std::move(round));
    }
    summary.rounds = int(outcomes.size());
    summary.stored = samples_.append(batch).stored;
    const auto overrides = performance::limitOverrides(context_.connection);
    QHash<GaugeId, Severity> reported;
    const QList<fault::Alarm> open = fault::openAlarmsLike(context_.connection, QStringLiteral("threshold:"));
    for (const fault::Alarm& alarm : open)
        if (const auto gauge = gaugeOfAlarm(alarm.key))
            reported.insert(*gauge, alarm.severity);
    QList<fault::EventDraft> events;
    for (const Outcome& outcome : outcomes)
        events += watch(outcome, tracks_[outcome.device].groups[std::size_t(outcome.group)], overrides, reported);
    for (qsizetype at = 0; at < events.size(); at += deviceEventsAtOnce)
        fault::FaultService(context_).record(agent_, events.mid(at, deviceEventsAtOnce));
    for (const Outcome& outcome : outcomes)
        lookForGone(outcome, open);
    summary.events = int(events.size());
    if (round_) {
        round_->summary.gauges += summary.gauges;
        round_->summary.stored += summary.stored;
        round_->summary.events += summary.events;
    }
    Q_EMIT polled(summary);
}

} // namespace trunkline::collection
