#include "app/station/storethread.h"

#include "models/core/errors.h"

#include <chrono>

namespace trunkline::station {

StoreThread::StoreThread(store::DatabaseUrl url, const Clock& clock, IdSource& ids, MakeWork makeWork,
                         std::function<void(const store::JournalEntry&)> committed, QObject* parent)
    : QObject(parent), url_(std::move(url)), clock_(clock), ids_(ids), makeWork_(std::move(makeWork)),
      committed_(std::move(committed)), thread_([this] { run(); })
{
}

StoreThread::~StoreThread()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wakeUp_.notify_one();
    thread_.join();
}

void StoreThread::wake()
{
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    wakeUp_.notify_one();
}

bool StoreThread::waitForWork()
{
    std::unique_lock lock(mutex_);
    wakeUp_.wait_for(lock, std::chrono::seconds(1), [this] { return woken_ || ending_; });
    woken_ = false;
    return !ending_;
}

void StoreThread::run()
{
    std::unique_ptr<store::Connection> connection;
    std::unique_ptr<store::Context> context;
    Work work;
    while (waitForWork()) {
        try {
            if (!work) {
                connection = store::Connection::open(url_);
                context = std::make_unique<store::Context>(store::Context{*connection, clock_, ids_, committed_});
                work = makeWork_(*context);
            }
            if (const int handled = work())
                Q_EMIT rested(handled);
        } catch (const Error& error) {
            Q_EMIT held(error.sentence());
            work = nullptr; // a lost connection is opened anew
            context.reset();
            connection.reset();
        }
    }
    work = nullptr;
    context.reset();
    connection.reset();
}

} // namespace trunkline::station
