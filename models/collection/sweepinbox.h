// Where what sweeps brought waits for the collector's thread. Any thread may add.
#pragma once

#include "models/core/clock.h"

#include <QMetaObject>
#include <QMutex>
#include <QObject>

#include <functional>
#include <utility>
#include <vector>

namespace trunkline::collection {

template <class T>
class SweepInbox {
public:
    /// Runs `wake` on the thread of `receiver` when the first one has come.
    SweepInbox(const Clock& clock, QObject* receiver, std::function<void()> wake) : clock_(clock), receiver_(receiver), wake_(std::move(wake)) {}

    /// By the clock of those who wait; 0 when nobody does.
    Timestamp now()
    {
        const QMutexLocker lock(&mutex_);
        return receiver_ ? clock_.now() : Timestamp();
    }

    void add(T arrived)
    {
        const QMutexLocker lock(&mutex_);
        if (!receiver_)
            return;
        arrived_.push_back(std::move(arrived));
        if (arrived_.size() == 1)
            QMetaObject::invokeMethod(receiver_, wake_, Qt::QueuedConnection);
    }

    std::vector<T> take()
    {
        const QMutexLocker lock(&mutex_);
        return std::exchange(arrived_, {});
    }

    /// Nobody is waiting any more.
    void close()
    {
        const QMutexLocker lock(&mutex_);
        receiver_ = nullptr;
        arrived_.clear();
    }

private:
    QMutex mutex_;
    const Clock& clock_; ///< lives as long as somebody waits
    QObject* receiver_;
    std::function<void()> wake_;
    std::vector<T> arrived_;
};

} // namespace trunkline::collection
