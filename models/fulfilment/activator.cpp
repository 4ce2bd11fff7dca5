#include "models/fulfilment/activator.h"

#include <QCoreApplication>
#include <QPromise>
#include <QTimer>

#include <mutex>

namespace trunkline::fulfilment {

struct Activator::Run {
    std::unique_ptr<PortDialogue> dialogue;
    snmp::Target forReading;
    snmp::Target forWriting;
    QPromise<ActivationResult> promise;

    void finish(const ActivationResult& result)
    {
        promise.addResult(result);
        promise.finish();
    }
};

/// The way onto the activator's thread, and what is under way there. It stays when the activator goes:
/// an answer that comes later finds it closed.
struct Activator::Door {
    std::mutex mutex;
    QObject* worker = nullptr; ///< null: closed
    QList<std::shared_ptr<Run>> running;

    template <class Job>
    void post(Job job)
    {
        const std::lock_guard lock(mutex);
        if (worker)
            QMetaObject::invokeMethod(worker, std::move(job), Qt::QueuedConnection);
    }
};

Activator::Activator(snmp::Engine& engine, const Clock& clock) : engine_(engine), clock_(clock), door_(std::make_shared<Door>())
{
    thread_.setObjectName(QStringLiteral("activation"));
    door_->worker = new QObject;
    door_->worker->moveToThread(&thread_);
    QObject::connect(&thread_, &QThread::finished, door_->worker, &QObject::deleteLater);
    thread_.start();
}

Activator::~Activator()
{
    {
        const std::lock_guard lock(door_->mutex);
        door_->worker = nullptr;
    }
    thread_.quit();
    thread_.wait();
    for (const std::shared_ptr<Run>& run : std::as_const(door_->running)) {
        ActivationResult result = run->dialogue->result();
        result.ok = false;
        result.reason = QCoreApplication::translate("Fulfilment", "The program ended before the device had answered; retry the task.");
        run->finish(result);
    }
}

QFuture<ActivationResult> Activator::activatePort(const QJsonObject& parameters, const snmp::Target& forReading, const snmp::Target& forWriting)
{
    return start(makeActivation(portTaskFrom(parameters), forReading.address), forReading, forWriting);
}

QFuture<ActivationResult> Activator::suspendPort(const QJsonObject& parameters, const snmp::Target& forReading, const snmp::Target& forWriting)
{
    return start(makeSuspension(portTaskFrom(parameters), forReading.address), forReading, forWriting);
}

QFuture<ActivationResult> Activator::verifyPort(const QJsonObject& parameters, const snmp::Target& forReading, VerifyPatience patience)
{
    return start(makeVerification(portTaskFrom(parameters), forReading.address, patience), forReading, forReading);
}

QFuture<ActivationResult> Activator::start(std::unique_ptr<PortDialogue> dialogue, const snmp::Target& forReading, const snmp::Target& forWriting)
{
    auto run = std::make_shared<Run>();
    run->dialogue = std::move(dialogue);
    run->forReading = forReading;
    run->forWriting = forWriting;
    run->promise.start();
    const QFuture<ActivationResult> future = run->promise.future();
    {
        const std::lock_guard lock(door_->mutex);
        door_->running.append(run);
    }
    door_->post([this, run] { proceed(run); });
    return future;
}

void Activator::proceed(const std::shared_ptr<Run>& run)
{
    const auto request = run->dialogue->next();
    if (!request) {
        {
            const std::lock_guard lock(door_->mutex);
            door_->running.removeOne(run);
        }
        run->finish(run->dialogue->result());
        return;
    }
    if (request->pauseMs > 0)
        QTimer::singleShot(request->pauseMs, [this, run, request] { ask(run, *request); });
    else
        ask(run, *request);
}

void Activator::ask(const std::shared_ptr<Run>& run, const PortRequest& request)
{
    QFuture<snmp::Reply> reply = request.operation == PortRequest::Operation::Set ? engine_.set(run->forWriting, request.binds)
                                                                                  : engine_.get(run->forReading, request.oids);
    reply.then([this, run, door = door_](const snmp::Reply& answer) {
        door->post([this, run, answer] { // only runs while the activator is there
            run->dialogue->accept(answer, clock_.now());
            proceed(run);
        });
    });
}

} // namespace trunkline::fulfilment
