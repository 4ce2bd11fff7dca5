#include "models/store/executor.h"

namespace trunkline::store {

Executor::Executor(DatabaseUrl url, const Clock& clock, IdSource& ids, std::function<void(const JournalEntry&)> committed)
    : url_(std::move(url)), clock_(clock), ids_(ids), committed_(std::move(committed))
{
    writer_.setMaxThreadCount(1);
    writer_.setExpiryTimeout(-1);
    readers_.setMaxThreadCount(3);
    readers_.setExpiryTimeout(-1);
}

Executor::~Executor()
{
    writer_.waitForDone();
    readers_.waitForDone();
}

Context& Executor::writerContext()
{
    if (!writing_.hasLocalData()) {
        auto connection = Connection::open(url_);
        auto context = std::make_unique<Context>(Context{*connection, clock_, ids_, committed_});
        writing_.setLocalData(new Writing{std::move(connection), std::move(context)});
    }
    return *writing_.localData()->context;
}

Connection& Executor::readerConnection()
{
    if (!reading_.hasLocalData())
        reading_.setLocalData(Connection::open(url_, Connection::Mode::ReadOnly).release());
    return *reading_.localData();
}

} // namespace trunkline::store
