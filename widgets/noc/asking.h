// Questions to the database whose answers may come too late: only the answer to the latest one counts.
#pragma once

#include "models/core/errors.h"
#include "models/store/executor.h"

#include <QFutureWatcher>
#include <QObject>

namespace trunkline::widgets {

/// Calls `take(result)` or `fail(const Error&)` on the receiver's thread, and neither when the receiver is gone by then.
/// (QFuture::then() with a receiver asserts in Qt 6.4 when the receiver ends before the future.)
template <class Result, class Take, class Fail>
void whenDone(QObject* receiver, const QFuture<Result>& future, Take take, Fail fail)
{
    auto* watcher = new QFutureWatcher<Result>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, take = std::move(take), fail = std::move(fail)] {
        watcher->deleteLater();
        QFuture<Result> done = watcher->future();
        try {
            done.waitForFinished(); // it has finished: this throws what the work threw
        } catch (const Error& error) {
            fail(error);
            return;
        }
        if constexpr (std::is_void_v<Result>)
            take();
        else
            take(done.result());
    });
    watcher->setFuture(future);
}

/// One kind of question ("the open alarms"). Answers arrive on the thread of this object, never after its end.
class Asking : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// `work(store::Connection&)` on a reading thread, then `take(answer)` or `fail(const Error&)` here.
    template <class Work, class Take, class Fail>
    void ask(store::Executor& executor, Work work, Take take, Fail fail)
    {
        using Answer = std::invoke_result_t<Work, store::Connection&>;
        const quint64 mine = ++generation_;
        whenDone(
            this, executor.read(std::move(work)),
            [this, mine, take](const Answer& answer) {
                if (mine == generation_)
                    take(answer);
            },
            [this, mine, fail](const Error& error) {
                if (mine == generation_)
                    fail(error);
            });
    }

    /// What is under way is not wanted any more.
    void forget() { ++generation_; }

private:
    quint64 generation_ = 0;
};

} // namespace trunkline::widgets
