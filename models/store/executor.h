// Where the database is spoken to while people go on working: one thread writes, a few read.
#pragma once

#include "models/store/journal.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>
#include <QThreadStorage>

#include <memory>

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
        return run<std::invoke_result_t<Work, Context&>>(writer_, [this, work = std::move(work)]() mutable { return work(writerContext()); });
    }

    /// `work(Connection&)` on a reading thread; SQLite opens it read-only.
    template <class Work>
    auto read(Work work)
    {
        return run<std::invoke_result_t<Work, Connection&>>(readers_, [this, work = std::move(work)]() mutable { return work(readerConnection()); });
    }

    const DatabaseUrl& url() const { return url_; }

private:
    /// Not QtConcurrent::run(): whoever waits for a future of that runs the work itself when it has not begun, on a
    /// thread that has no business with the database. It would also hide what is thrown in a QUnhandledException.
    template <class Result, class Work>
    static QFuture<Result> run(QThreadPool& pool, Work work)
    {
        auto promise = std::make_shared<QPromise<Result>>();
        promise->start();
        QFuture<Result> future = promise->future();
        pool.start([promise, work = std::move(work)]() mutable {
            try {
                if constexpr (std::is_void_v<Result>)
                    work();
                else
                    promise->addResult(work());
            } catch (...) {
                promise->setException(std::current_exception());
            }
            promise->finish();
        });
        return future;
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
