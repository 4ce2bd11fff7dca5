// Questions to the database whose answers may come too late: only the answer to the latest one counts.
#pragma once

#include "models/core/errors.h"
#include "models/store/executor.h"
#include "models/store/whendone.h"

#include <QObject>

namespace trunkline::widgets {

using store::whenDone;

/// One kind of question ("the open alarms"). Answers arrive on the thread of this object, never after its end.
class Asking : public QObject {
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
