#include "app/station/flowthread.h"

#include "models/core/errors.h"

#include <chrono>

namespace trunkline::station {

FlowThread::FlowThread(store::DatabaseUrl url, const Clock& clock, IdSource& ids, access::Actor agent, MakeFlows makeFlows,
                       std::function<void(const store::JournalEntry&)> committed, QObject* parent)
    : QObject(parent), url_(std::move(url)), clock_(clock), ids_(ids), agent_(std::move(agent)), makeFlows_(std::move(makeFlows)),
      committed_(std::move(committed)), thread_([this] { run(); })
{
}

FlowThread::~FlowThread()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wakeUp_.notify_one();
    thread_.join();
}

void FlowThread::wake()
{
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    wakeUp_.notify_one();
}

bool FlowThread::waitForWork()
{
    std::unique_lock lock(mutex_);
    wakeUp_.wait_for(lock, std::chrono::seconds(1), [this] { return woken_ || ending_; });
    woken_ = false;
    return !ending_;
}

void FlowThread::run()
{
    std::unique_ptr<store::Connection> connection;
    std::unique_ptr<store::Context> context;
    std::unique_ptr<flows::FlowRunner> runner;
    while (waitForWork()) {
        try {
            if (!runner) {
                connection = store::Connection::open(url_);
                context = std::make_unique<store::Context>(store::Context{*connection, clock_, ids_, committed_});
                runner = std::make_unique<flows::FlowRunner>(*context, agent_, makeFlows_(*context));
            }
            if (const int handled = runner->runToRest())
                Q_EMIT rested(handled);
        } catch (const Error& error) {
            Q_EMIT held(error.sentence());
            runner.reset(); // a lost connection is opened anew
            context.reset();
            connection.reset();
        }
    }
    runner.reset();
    context.reset();
    connection.reset();
}

} // namespace trunkline::station
