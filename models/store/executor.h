// Where the database is spoken to while people go on working: one thread writes, a few read.
#pragma once

#include "models/store/journal.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>
#include <QThreadStorage>
#include <QtConcurrent>

namespace trunkline::store {

/// Runs work on the database away from the caller's thread. Results come back as QFuture; take them
/// with `.then(receiver, …)` and refusals with `.onFailed(receiver, [](const Error&) { … })`, both on
/// the receiver's thread. The destructor waits for what has begun.
class Executor {
public:
    /// `clock` and `ids` outlive the executor. `committed` is called on the writing thread.
    Executor(DatabaseUrl url, const Clock& clock, IdSource& ids, std::function<void(const JournalEntry&)> committed = {});
    ~Executor();

    /// `work(Context&)` on the writing thread, in the order of the calls.
    template <class Work>
    auto write(Work work)
    {
        using Result = std::invoke_result_t<Work, Context&>;
        return QtConcurrent::run(&writer_, [this, work = std::move(work)](QPromise<Result>& promise) mutable {
            fulfil(promise, [&] { return work(writerContext()); });
        });
    }

    /// `work(Connection&)` on a reading thread; SQLite opens it read-only.
    template <class Work>
    auto read(Work work)
    {
        using Result = std::invoke_result_t<Work, Connection&>;
        return QtConcurrent::run(&readers_, [this, work = std::move(work)](QPromise<Result>& promise) mutable {
            fulfil(promise, [&] { return work(readerConnection()); });
        });
    }

    const DatabaseUrl& url() const { return url_; }

private:
    /// QtConcurrent itself would hide what is thrown in a QUnhandledException, which no handler of ours knows.
    template <class Result, class Work>
    static void fulfil(QPromise<Result>& promise, Work work)
    {
        try {
            if constexpr (std::is_void_v<Result>)
                work();
            else
                promise.addResult(work());
        } catch (...) {
            promise.setException(std::current_exception());
        }
    }

    struct Writing {
        std::unique_ptr<Connection> connection;
        std::unique_ptr<Context> context;
    };
    Context& writerContext();
    Connection& readerConnection();

    DatabaseUrl url_;
    const Clock& clock_;
    IdSource& ids_;
    std::function<void(const JournalEntry&)> committed_;
    // A connection belongs to the thread that opened it and is closed there when the thread ends.
    QThreadStorage<Writing*> writing_;
    QThreadStorage<Connection*> reading_;
    QThreadPool writer_;
    QThreadPool readers_;
};

} // namespace trunkline::store
