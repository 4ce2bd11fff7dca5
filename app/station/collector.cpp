#include "app/station/collector.h"

#include "models/collection/collectorstatus.h"
#include "models/collection/traplistening.h"
#include "models/core/errors.h"
#include "models/store/frugal.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QTimer>

#include <exception>

namespace trunkline::station {

struct Collector::Room {
    std::unique_ptr<store::Connection> connection;
    std::unique_ptr<store::Context> context;
    std::unique_ptr<snmp::TrapReceiver> receiver;
    std::unique_ptr<collection::TrapIntake> intake;
    std::unique_ptr<syslog::Receiver> syslog;
    std::unique_ptr<collection::SyslogIntake> syslogIntake;
    std::unique_ptr<collection::LiveRules> rules;
    std::unique_ptr<collection::ReachWatch> reach; ///< none: nothing is checked
    std::unique_ptr<collection::Poller> poller;
    std::unique_ptr<collection::HardwarePoller> hardware; ///< asks the poller's devices
    std::unique_ptr<QTimer> status;
    Timestamp startedAt;
    QString trapPlace;

    CollectorHealth health() const { return {poller->health(), intake->health(), syslogIntake->counters(), reach ? reach->health() : collection::ReachHealth(), trapPlace}; }
};

static constexpr int statusEveryMs = 5'000;

Collector::Collector(store::DatabaseUrl url, const Clock& clock, IdSource& ids, snmp::Engine& engine, const store::Sealer& sealer,
                     CollectorOptions options, std::function<void(const store::JournalEntry&)> committed, QObject* parent)
    : QObject(parent), url_(std::move(url)), clock_(clock), ids_(ids), engine_(engine), sealer_(sealer), committed_(std::move(committed)), givenSyslog_(options.syslog)
{
    qRegisterMetaType<CollectorHealth>();
    qRegisterMetaType<collection::PollSummary>();
    qRegisterMetaType<collection::HardwareSummary>();
    qRegisterMetaType<QList<fault::RecordResult>>();
    anchor_.moveToThread(&thread_);
    thread_.start();
    std::exception_ptr failure;
    QMetaObject::invokeMethod(&anchor_, [this, &options, &failure] {
        try {
            furnish(options);
        } catch (...) {
            room_.reset(); // what it has opened is closed on this thread
            failure = std::current_exception();
        }
    }, Qt::BlockingQueuedConnection);
    if (failure) {
        thread_.quit();
        thread_.wait();
        std::rethrow_exception(failure);
    }
}

Collector::~Collector()
{
    if (!thread_.isRunning())
        return;
    QMetaObject::invokeMethod(&anchor_, [this] { room_.reset(); }, Qt::BlockingQueuedConnection);
    thread_.quit();
    thread_.wait();
}

void Collector::furnish(const CollectorOptions& options)
{
    const access::Actor agent = access::collectorAgent(QSysInfo::machineHostName());
    room_ = std::make_unique<Room>();
    Room& room = *room_;
    room.connection = store::openFrugally(url_);
    room.context = std::make_unique<store::Context>(store::Context{*room.connection, clock_, ids_, committed_});
    room.receiver = std::make_unique<snmp::TrapReceiver>(engine_);
    room.receiver->refusals().setClock([&clock = clock_] { return clock.now().ms; });
    room.intake = std::make_unique<collection::TrapIntake>(*room.context, *room.receiver, agent);
    room.syslog = std::make_unique<syslog::Receiver>();
    room.syslogIntake = std::make_unique<collection::SyslogIntake>(*room.context, *room.syslog, agent);
    room.poller = std::make_unique<collection::Poller>(*room.context, engine_, sealer_, agent, options.polling);
    room.hardware = std::make_unique<collection::HardwarePoller>(*room.context, engine_, room.poller->watched(), collection::installedProfiles(), agent, options.hardware);
    connect(room.hardware.get(), &collection::HardwarePoller::held, this, &Collector::held);
    connect(room.hardware.get(), &collection::HardwarePoller::polled, this, &Collector::hardwarePolled);
    room.rules = std::make_unique<collection::LiveRules>();
    connect(room.rules.get(), &collection::LiveRules::readAgain, room.intake.get(), [&room](const auto& traps, const auto& logs) {
        room.intake->setRules(traps);
        room.syslogIntake->setRules(logs);
    });
    if (options.checks) {
        room.reach = std::make_unique<collection::ReachWatch>(*room.context, agent);
        room.poller->setReach([&room](DeviceId device) { return room.reach->reached(device); });
        connect(room.reach.get(), &collection::ReachWatch::held, this, &Collector::held);
    }
    const auto askSoon = [&room](const QList<fault::RecordResult>& results) {
        for (const fault::RecordResult& result : results)
            room.poller->askSoon(result.event.deviceId);
    };
    connect(room.intake.get(), &collection::TrapIntake::recorded, this, &Collector::eventsRecorded);
    connect(room.intake.get(), &collection::TrapIntake::recorded, room.poller.get(), askSoon);
    connect(room.intake.get(), &collection::TrapIntake::held, this, &Collector::held);
    connect(room.syslogIntake.get(), &collection::SyslogIntake::recorded, this, &Collector::eventsRecorded);
    connect(room.syslogIntake.get(), &collection::SyslogIntake::recorded, room.poller.get(), askSoon);
    connect(room.syslogIntake.get(), &collection::SyslogIntake::held, this, &Collector::held);
    connect(room.poller.get(), &collection::Poller::held, this, &Collector::held);
    connect(room.poller.get(), &collection::Poller::polled, this,
            [this, &room](const collection::PollSummary& summary) { Q_EMIT polled(summary, room.health()); },
            Qt::DirectConnection);
    room.intake->believe(sealer_);
    listen(options);
    room.startedAt = clock_.now();
    room.status = std::make_unique<QTimer>();
    connect(room.status.get(), &QTimer::timeout, room.status.get(), [this] { saveStatus(); });
    room.status->start(statusEveryMs);
    furnishTraps();
    saveStatus();
    furnishSyslog();
}

void Collector::listen(const CollectorOptions& options)
{
    const QList<TrapListening> places = QList<TrapListening>{{options.trapAddress, options.trapPort, options.trapDomain}} + options.moreTraps;
    for (const TrapListening& place : places) {
        QString detail;
        if (!room_->receiver->listenAlso(place.address, place.port, place.domain, &detail))
            throw NetworkFailure(QCoreApplication::translate("Collector", "Traps can't be received at %1:%2 (%3); end the program that has the port, or choose another.")
                                     .arg(place.address).arg(place.port).arg(detail));
    }
    trapPort_ = room_->receiver->port();
    givenTraps_ = options.trapPort != 0 || !options.moreTraps.isEmpty();
    if (givenTraps_)
        room_->trapPlace = QStringLiteral("%1:%2").arg(options.trapAddress).arg(trapPort_.load());
}

/// Where the database says. A demo's network is told the port of this computer that listen() took.
void Collector::furnishTraps()
{
    try {
        const auto profile = store::operatorProfile(*room_->connection);
        const collection::TrapListening place = collection::trapListening(*room_->connection);
        if (profile && profile->demo)
            room_->trapPlace = QStringLiteral("%1:%2").arg(CollectorOptions().trapAddress).arg(trapPort_.load());
        if (givenTraps_ || (profile && profile->demo) || (place.port == 0 && room_->trapPlace.isEmpty()))
            return;
        QString detail;
        const bool listens = place.port != 0 && room_->receiver->listen(place.address, place.port, &detail);
        room_->trapPlace = listens ? QStringLiteral("%1:%2").arg(place.address).arg(place.port) : QString();
        if (!listens)
            room_->receiver->listen(CollectorOptions().trapAddress, 0, nullptr);
        trapPort_ = room_->receiver->port();
        if (!listens && place.port != 0)
            Q_EMIT held(QCoreApplication::translate("Collector", "Traps can't be received at %1:%2 (%3); end the program that has the port, choose another, or let this program use ports below 1024.")
                            .arg(place.address).arg(place.port).arg(detail));
    } catch (const Error& error) {
        Q_EMIT held(error.sentence());
    }
}

/// So that a shell or another workstation can ask how this collector does.
void Collector::saveStatus()
{
    const QString name = QStringLiteral("%1:%2").arg(QSysInfo::machineHostName()).arg(trapPort_.load());
    try {
        collection::saveCollectorStatus(*room_->connection, {name, room_->startedAt, clock_.now(), room_->intake->health()});
    } catch (const StoreFailure&) {
        // Whoever has something to store tells of it; this is told again in a moment.
    }
}

/// A port that can't be had stops nothing else: polling and traps go on.
void Collector::furnishSyslog()
{
    QStringList problems;
    QString address;
    try {
        const syslog::Listening listening = givenSyslog_ ? *givenSyslog_ : collection::syslogListening(*room_->connection, sealer_);
        address = listening.address;
        problems = room_->syslog->listen(listening);
    } catch (const Error& error) {
        Q_EMIT held(error.sentence());
    }
    for (const QString& problem : std::as_const(problems))
        Q_EMIT held(QCoreApplication::translate("Collector", "Syslog can't be received at %1 (%2); end the program that has the port, choose another, or let this program use ports below 1024.")
                        .arg(address, problem));
}

void Collector::tellStatus()
{
    QMetaObject::invokeMethod(&anchor_, [this] { saveStatus(); });
}

void Collector::listenForSyslog()
{
    QMetaObject::invokeMethod(&anchor_, [this] { furnishSyslog(); });
}

void Collector::listenForTraps()
{
    QMetaObject::invokeMethod(&anchor_, [this] { furnishTraps(); });
}

Collector::SyslogPorts Collector::syslogPorts()
{
    SyslogPorts ports;
    QMetaObject::invokeMethod(&anchor_, [&] { ports = {room_->syslog->udpPort(), room_->syslog->tcpPort(), room_->syslog->tlsPort()}; }, Qt::BlockingQueuedConnection);
    return ports;
}

void Collector::startPolling()
{
    QMetaObject::invokeMethod(&anchor_, [this] {
        room_->poller->start();
        if (room_->reach)
            room_->reach->start();
        room_->hardware->start();
    });
}

void Collector::stopPolling()
{
    QMetaObject::invokeMethod(&anchor_, [this] {
        room_->poller->stop();
        if (room_->reach)
            room_->reach->stop();
        room_->hardware->stop();
    });
}

/// Runs `ask` on the collector's thread; what its future gives is given on.
template <class Summary>
static QFuture<Summary> askedOn(QObject& anchor, std::function<QFuture<Summary>()> ask)
{
    auto promise = std::make_shared<QPromise<Summary>>();
    promise->start();
    QFuture<Summary> future = promise->future();
    QMetaObject::invokeMethod(&anchor, [&anchor, promise, ask = std::move(ask)] {
        try {
            ask().then(&anchor, [promise](const Summary& summary) {
                promise->addResult(summary);
                promise->finish();
            });
        } catch (const Error&) {
            promise->setException(std::current_exception());
            promise->finish();
        }
    });
    return future;
}

QFuture<collection::PollSummary> Collector::pollNow()
{
    return askedOn<collection::PollSummary>(anchor_, [this] { return room_->poller->pollOnce(); });
}

QFuture<collection::HardwareSummary> Collector::pollHardwareNow()
{
    return askedOn<collection::HardwareSummary>(anchor_, [this] { return room_->hardware->pollOnce(); });
}

} // namespace trunkline::station
