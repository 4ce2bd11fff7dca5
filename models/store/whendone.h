// What comes of work in the background, taken on the thread of whoever asked.
#pragma once

#include "models/core/errors.h"

#include <QFuture>
#include <QFutureWatcher>

namespace trunkline::store {

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
        } catch (const std::exception& failure) { // no memory, no thread: told like the world's other failures
            fail(Error(QString::fromUtf8(failure.what())));
            return;
        }
        if constexpr (std::is_void_v<Result>)
            take();
        else
            take(done.result());
    });
    watcher->setFuture(future);
}

} // namespace trunkline::store
