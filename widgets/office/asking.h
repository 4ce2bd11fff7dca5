// Asking the database without waiting: the latest question counts, older answers are dropped.
#pragma once

#include "models/core/errors.h"
#include "widgets/desk/desk.h"

#include <QCoreApplication>
#include <QPointer>

#include <optional>

namespace trunkline::widgets {

/// What came back: the value, or the sentence that says why there is none. Refusals travel as values:
/// QtConcurrent wraps what is thrown, and onFailed() for Error would not see it.
template <class Value>
struct Outcome {
    std::optional<Value> value;
    QString refusal;
};

template <class Work, class Argument>
auto outcomeOf(Work& work, Argument& argument)
{
    Outcome<std::invoke_result_t<Work, Argument&>> outcome;
    try {
        outcome.value.emplace(work(argument));
    } catch (const Error& error) {
        outcome.refusal = error.sentence();
    } catch (const std::exception& failure) {
        outcome.refusal = QString::fromUtf8(failure.what());
    }
    return outcome;
}

/// Tells the receiver on its thread, or nobody when it is gone. Qt 6.4 asserts that a continuation's
/// context still lives when the answer comes, so the context is the application.
template <class Value, class Then, class Fail>
void tellLater(QFuture<Outcome<Value>> future, QObject* receiver, Then then, Fail fail)
{
    future.then(QCoreApplication::instance(), [guard = QPointer<QObject>(receiver), then, fail](const Outcome<Value>& outcome) {
        if (!guard)
            return;
        if (outcome.value)
            then(*outcome.value);
        else
            fail(Error(outcome.refusal));
    });
}

/// The questions of one kind. A member of the receiver, so that it lives as long.
class LatestAnswer {
public:
    /// `work(store::Connection&)` on a reading thread, then `then(value)` or `fail(const Error&)` here;
    /// neither when a later question was asked meanwhile.
    template <class Work, class Then, class Fail>
    void read(Desk& desk, QObject* receiver, Work work, Then then, Fail fail)
    {
        using Value = std::invoke_result_t<Work, store::Connection&>;
        const quint64 asked = ++generation_;
        tellLater<Value>(desk.executor().read([work = std::move(work)](store::Connection& connection) mutable { return outcomeOf(work, connection); }), receiver,
                         [this, asked, then](const Value& value) {
                             if (asked == generation_)
                                 then(value);
                         },
                         [this, asked, fail](const Error& error) {
                             if (asked == generation_)
                                 fail(error);
                         });
    }
    /// Whatever is on its way is not wanted any more.
    void drop() { ++generation_; }

private:
    quint64 generation_ = 0;
};

/// `work(store::Context&)`, which returns a value, on the writing thread; then one of the two here.
template <class Work, class Then, class Fail>
void writeThen(Desk& desk, QObject* receiver, Work work, Then then, Fail fail)
{
    using Value = std::invoke_result_t<Work, store::Context&>;
    tellLater<Value>(desk.executor().write([work = std::move(work)](store::Context& context) mutable { return outcomeOf(work, context); }), receiver, then, fail);
}

} // namespace trunkline::widgets
