#include "snmp/engine.h"

#include "snmp/poller.h"

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
    auto job = std::make_shared<std::unique_ptr<Job>>(std::make_unique<Job>());
    (*job)->target = target;
    (*job)->operation = std::move(operation);
    (*job)->promise.start();
    QFuture<Reply> future = (*job)->promise.future();
    QMetaObject::invokeMethod(poller_, [poller = poller_, job] { poller->submit(std::move(*job)); }, Qt::QueuedConnection);
    return future;
}

QFuture<Reply> Engine::get(const Target& target, const QList<Oid>& oids)
{
    return submit(target, makeGet(oids));
}

QFuture<Reply> Engine::set(const Target& target, const VarBinds& binds)
{
    return submit(target, makeSet(binds));
}

QFuture<Reply> Engine::walk(const Target& target, const Oid& root)
{
    return submit(target, makeWalk(target.credential.version, root, target.maxRepetitions));
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
