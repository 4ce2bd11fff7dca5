#include "snmp/engine.h"

#include "snmp/codec.h"
#include "snmp/poller.h"
#include "snmp/sweepoperation.h"

#include <QPromise>
#include <QThread>

namespace trunkline::snmp {

Engine::Engine(QObject* parent) : Engine(LocalEngine(), parent) {}

Engine::Engine(const LocalEngine& local, QObject* parent)
    : QObject(parent), counters_(std::make_unique<PollerCounters>()), thread_(std::make_unique<QThread>()),
      anchor_(std::make_unique<QObject>())
{
    qRegisterMetaType<Reply>();
    qRegisterMetaType<Target>();
    codec::initialise(local);
    thread_->setObjectName(QStringLiteral("snmp"));
    thread_->start();
    poller_ = new Poller(*counters_);
    poller_->moveToThread(thread_.get());
    anchor_->moveToThread(thread_.get());
}

Engine::~Engine()
{
    runOnThread([this] {
        poller_->cancelAll();
        delete poller_;
    });
    thread_->quit();
    thread_->wait();
}

void Engine::runOnThread(const std::function<void()>& job)
{
    if (QThread::currentThread() == thread_.get())
        return job();
    QMetaObject::invokeMethod(anchor_.get(), job, Qt::BlockingQueuedConnection);
}

QFuture<Reply> Engine::submit(const Target& target, std::unique_ptr<Operation> operation)
{
    const auto promise = std::make_shared<QPromise<Reply>>();
    promise->start();
    const auto resolve = [promise](Reply reply) {
        promise->addResult(std::move(reply));
        promise->finish();
    };
    auto job = std::make_shared<std::unique_ptr<Job>>(
        std::make_unique<Job>(Job{target, std::move(operation), resolve, [promise] { return promise->isCanceled(); }}));
    QMetaObject::invokeMethod(poller_, [poller = poller_, job] { poller->submit(std::move(*job)); }, Qt::QueuedConnection);
    return promise->future();
}

void Engine::sweep(std::vector<Sweep> sweeps)
{
    const auto all = std::make_shared<std::vector<Sweep>>(std::move(sweeps));
    const auto start = [poller = poller_, all] {
        for (Sweep& sweep : *all) {
            const Target target = sweep.target;
            auto operation = std::make_unique<SweepOperation>(std::move(sweep));
            auto* const own = operation.get(); // lives as long as its job
            poller->submit(std::make_unique<Job>(Job{target, std::move(operation), [own](Reply reply) { own->end(std::move(reply)); },
                                                     [] { return false; }}));
        }
    };
    QMetaObject::invokeMethod(poller_, start, Qt::QueuedConnection);
}

QFuture<Reply> Engine::get(const Target& target, const QList<Oid>& oids)
{
    return submit(target, makeGet(oids));
}

QFuture<Reply> Engine::set(const Target& target, const VarBinds& binds)
{
    return submit(target, makeSet(binds));
}

QFuture<Reply> Engine::walk(const Target& target, const Oid& root, qsizetype maxBinds)
{
    return submit(target, makeWalk(target.credential.version, root, target.maxRepetitions, maxBinds));
}

Engine::Counters Engine::counters() const
{
    return {counters_->sent, counters_->answered, counters_->repeated, counters_->refused};
}

QByteArray Engine::engineId() const
{
    return codec::localEngineId();
}

} // namespace trunkline::snmp
