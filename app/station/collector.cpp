#include "app/station/collector.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <exception>

namespace trunkline::station {

struct Collector::Room {
    std::unique_ptr<store::Connection> connection;
    std::unique_ptr<store::Context> context;
    std::unique_ptr<snmp::TrapReceiver> receiver;
    std::unique_ptr<collection::TrapIntake> intake;
    std::unique_ptr<collection::Poller> poller;
    std::unique_ptr<collection::HardwarePoller> hardware; ///< asks the poller's devices
};

Collector::Collector(store::DatabaseUrl url, const Clock& clock, IdSource& ids, snmp::Engine& engine, const store::Sealer& sealer,
                     CollectorOptions options, std::function<void(const store::JournalEntry&)> committed, QObject* parent)
    : QObject(parent), url_(std::move(url)), clock_(clock), ids_(ids), engine_(engine), sealer_(sealer), committed_(std::move(committed))
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
    room.connection = store::Connection::open(url_);
    room.context = std::make_unique<store::Context>(store::Context{*room.connection, clock_, ids_, committed_});
    room.receiver = std::make_unique<snmp::TrapReceiver>(engine_);
    room.intake = std::make_unique<collection::TrapIntake>(*room.context, *room.receiver, agent);
    room.poller = std::make_unique<collection::Poller>(*room.context, engine_, sealer_, agent, options.polling);
    room.hardware = std::make_unique<collection::HardwarePoller>(*room.context, engine_, room.poller->watched(), collection::installedProfiles(), agent, options.hardware);
    connect(room.hardware.get(), &collection::HardwarePoller::held, this, &Collector::held);
    connect(room.hardware.get(), &collection::HardwarePoller::polled, this, &Collector::hardwarePolled);
    connect(room.intake.get(), &collection::TrapIntake::recorded, this, &Collector::trapsRecorded);
    connect(room.intake.get(), &collection::TrapIntake::recorded, room.poller.get(), [&room](const QList<fault::RecordResult>& results) {
        for (const fault::RecordResult& result : results)
            room.poller->askSoon(result.event.deviceId);
    });
    connect(room.intake.get(), &collection::TrapIntake::held, this, &Collector::held);
    connect(room.poller.get(), &collection::Poller::held, this, &Collector::held);
    connect(room.poller.get(), &collection::Poller::polled, this,
            [this, &room](const collection::PollSummary& summary) { Q_EMIT polled(summary, {room.poller->health(), room.intake->counters()}); },
            Qt::DirectConnection);
    QString detail;
    if (!room.receiver->listen(options.trapAddress, options.trapPort, &detail))
        throw NetworkFailure(QCoreApplication::translate("Collector", "Traps can't be received at %1:%2 (%3); end the program that has the port, or choose another.")
                                 .arg(options.trapAddress).arg(options.trapPort).arg(detail));
    trapPort_ = room.receiver->port();
}

void Collector::startPolling()
{
    QMetaObject::invokeMethod(&anchor_, [this] {
        room_->poller->start();
        room_->hardware->start();
    });
}

void Collector::stopPolling()
{
    QMetaObject::invokeMethod(&anchor_, [this] {
        room_->poller->stop();
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
