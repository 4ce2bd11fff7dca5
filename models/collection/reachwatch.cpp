#include "models/collection/reachwatch.h"

#include "models/collection/polledtable.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"
#include "models/performance/gaugeservice.h"

#include <QCoreApplication>

namespace trunkline::collection {

namespace {

constexpr int reachTickMs = 250;
constexpr int reachFlushMs = 250;
constexpr int reachHeldMs = 1000;
constexpr int echoesARound = 3;
const QString delayMeasure = QStringLiteral("delay");
const QString shareMeasure = QStringLiteral("percent");

struct ReachWatchTexts {
    Q_DECLARE_TR_FUNCTIONS(Reach)
};

struct ReachFigure {
    QString identity; ///< of the gauge
    QString measure;
    Decimal value;
};

/// Seconds; three for the echoes, one for each port that took a connection, and the loss in percent.
QList<ReachFigure> figuresOf(const probe::Result& result)
{
    QList<ReachFigure> figures;
    const auto delay = [&](const QString& identity, qint64 us) { figures.append({identity, delayMeasure, {us, 6}}); };
    if (result.received > 0) {
        delay(QStringLiteral("echo-min"), result.minUs);
        delay(QStringLiteral("echo-mean"), result.meanUs);
        delay(QStringLiteral("echo-max"), result.maxUs);
    }
    if (result.sent > 0)
        figures.append({QStringLiteral("echo-loss"), shareMeasure, {result.lossPermille(), 1}});
    for (const probe::TcpResult& tcp : result.tcp)
        if (tcp.rttUs)
            delay(QStringLiteral("tcp-%1").arg(tcp.port), *tcp.rttUs);
    return figures;
}

performance::Gauge gaugeOf(const ReachFigure& figure, const inventory::Device& device)
{
    performance::Gauge gauge;
    gauge.measure = figure.measure;
    gauge.identity = figure.identity;
    gauge.role = figure.identity;
    gauge.everySeconds = int(device.checks.everyMs / 1000);
    if (figure.identity == QLatin1String("echo-min"))
        gauge.name = ReachWatchTexts::tr("Round trip, shortest");
    else if (figure.identity == QLatin1String("echo-mean"))
        gauge.name = ReachWatchTexts::tr("Round trip, mean");
    else if (figure.identity == QLatin1String("echo-max"))
        gauge.name = ReachWatchTexts::tr("Round trip, longest");
    else if (figure.identity == QLatin1String("echo-loss"))
        gauge.name = ReachWatchTexts::tr("Echo requests lost");
    else
        gauge.name = ReachWatchTexts::tr("Connection to TCP port %1").arg(figure.identity.sliced(4));
    return gauge;
}

} // namespace

ReachWatch::ReachWatch(store::Context& context, access::Actor agent, QObject* parent) : QObject(parent), context_(context), agent_(std::move(agent)), samples_(context.connection)
{
    connect(&timer_, &QTimer::timeout, this, &ReachWatch::tick);
    flushTimer_.setSingleShot(true);
    connect(&flushTimer_, &QTimer::timeout, this, &ReachWatch::flush);
    connect(&prober_, &probe::Prober::finished, this, &ReachWatch::take);
}

void ReachWatch::start()
{
    timer_.start(reachTickMs);
}

void ReachWatch::stop()
{
    timer_.stop();
}

std::optional<bool> ReachWatch::reached(DeviceId device) const
{
    const auto watched = devices_.constFind(device);
    return watched == devices_.cend() || watched->device.checks.isOff() ? std::nullopt : watched->track.reached;
}

ReachHealth ReachWatch::health() const
{
    ReachHealth health{rounds_, 0, overrun_, {}};
    for (const Watched& watched : devices_)
        health.unreached += watched.track.reached.value_or(true) ? 0 : 1;
    if (!prober_.echoProblem().isEmpty())
        health.problem = ReachWatchTexts::tr("Echo requests are not permitted to this program (%1). Let its group send them (sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"), or check TCP ports.")
                             .arg(prober_.echoProblem());
    return health;
}

/// Reads the devices again when the journal speaks of one.
void ReachWatch::refresh()
{
    const std::int64_t end = store::journalEnd(context_.connection);
    bool changed = seen_ < 0;
    while (!changed && seen_ < end) {
        const auto entries = store::journalAfter(context_.connection, seen_);
        if (entries.isEmpty())
            break;
        for (const store::JournalEntry& entry : entries)
            changed = changed || entry.subjectType == QLatin1String("device");
        seen_ = entries.constLast().seq;
    }
    seen_ = std::max(seen_, end);
    if (!changed)
        return;
    QSet<DeviceId> known;
    for (const inventory::Device& device : inventory::devices(context_.connection)) {
        known.insert(device.id);
        Watched& watched = devices_[device.id];
        if (watched.device.checks.everyMs != device.checks.everyMs)
            watched.dueMs = -1;
        watched.device = device;
    }
    devices_.removeIf([&](const auto& one) { return !known.contains(one.key()); });
}

void ReachWatch::tick()
{
    try {
        refresh();
    } catch (const StoreFailure& failure) {
        if (!std::exchange(isHeld_, true))
            Q_EMIT held(failure.sentence());
    }
    const qint64 now = steadyMs();
    QList<probe::Request> requests;
    for (Watched& watched : devices_) {
        const inventory::Checks& checks = watched.device.checks;
        if (checks.isOff())
            continue;
        if (watched.dueMs < 0)
            watched.dueMs = now + qint64(qHash(watched.device.id.uuid()) % std::size_t(checks.everyMs));
        if (watched.dueMs > now)
            continue;
        watched.dueMs = std::max(watched.dueMs + checks.everyMs, now);
        if (std::exchange(watched.asked, true)) {
            ++overrun_;
            continue;
        }
        asked_.insert(++lastTag_, watched.device.id);
        requests.append({lastTag_, watched.device.address, checks.ping ? echoesARound : 0, checks.tcpPorts, 1000});
    }
    if (!requests.isEmpty())
        prober_.probe(requests);
}

void ReachWatch::take(const probe::Result& result)
{
    const auto watched = devices_.find(asked_.take(result.tag));
    if (watched == devices_.end())
        return;
    watched->asked = false;
    if (!result.asked())
        return;
    waiting_.insert(watched->device.id, {result, context_.clock.now()});
    if (!flushTimer_.isActive())
        flushTimer_.start(reachFlushMs);
}

void ReachWatch::flush()
{
    int stored = 0;
    try {
        while (!waiting_.isEmpty()) {
            const auto first = waiting_.constBegin();
            const auto watched = devices_.find(first.key());
            if (watched != devices_.end())
                keep(*watched, *first);
            waiting_.erase(first);
            ++stored;
        }
        isHeld_ = false;
    } catch (const StoreFailure& failure) {
        if (!std::exchange(isHeld_, true))
            Q_EMIT held(failure.sentence());
        flushTimer_.start(reachHeldMs);
    }
    rounds_ += stored;
    if (stored > 0)
        Q_EMIT checked(stored);
}

/// The decision is made on a copy of what is remembered: when it can't be written, it is made again.
void ReachWatch::keep(Watched& watched, const Round& round)
{
    ReachTrack track = watched.track;
    for (const probe::TcpResult& tcp : round.result.tcp)
        if (!track.portReported.contains(tcp.port)) {
            // After a start nobody remembers: the open alarm does.
            const QString key = QStringLiteral("fault:%1:TCP port without an answer:TCP %2").arg(watched.device.id.toString()).arg(tcp.port);
            const auto alarm = fault::latestAlarm(context_.connection, key);
            track.portReported[tcp.port] = alarm && alarm->isOpen();
        }
    const ReachDecision decision = decideReach(track, watched.device, round.result, !watched.device.credentialId.isNull(), round.at);
    const performance::DeviceRound readings = readingsOf(watched, round);
    if (!decision.events.isEmpty())
        fault::FaultService(context_).record(agent_, decision.events);
    if (decision.state) {
        inventory::InventoryService(context_).recordDeviceState(agent_, watched.device.id, *decision.state);
        watched.device.state = *decision.state;
    }
    if (!readings.readings.empty())
        samples_.append(std::vector<performance::DeviceRound>{readings});
    watched.track = track;
}

performance::DeviceRound ReachWatch::readingsOf(Watched& watched, const Round& round)
{
    const QList<ReachFigure> figures = figuresOf(round.result);
    performance::FoundHardware missing;
    for (const ReachFigure& figure : figures)
        if (!watched.places.contains(figure.identity))
            missing.gauges.append({gaugeOf(figure, watched.device), -1});
    if (!missing.gauges.isEmpty()) {
        const auto recorded = performance::GaugeService(context_).record(agent_, watched.device.id, missing);
        QList<performance::SeriesKey> keys;
        for (const performance::Gauge& gauge : recorded.gauges)
            keys.append({gauge.id.uuid(), performance::metricOf(gauge.measure)});
        const auto places = performance::placesOf(context_.connection, watched.device.id, keys, QStringLiteral("reach"));
        for (qsizetype i = 0; i < places.size(); ++i)
            watched.places[recorded.gauges[i].identity] = places[i];
    }
    performance::DeviceRound readings;
    readings.moment = {round.at, std::uint32_t(round.at.ms / 10)}; // whatever the device does, its gauges go on
    for (const ReachFigure& figure : figures)
        if (const auto stored = performance::storedFigure(figure.measure, figure.value))
            readings.readings.push_back({watched.places[figure.identity], std::uint64_t(*stored), 0, 64, 0});
    return readings;
}

} // namespace trunkline::collection
