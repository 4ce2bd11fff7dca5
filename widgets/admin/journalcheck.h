// Reads the whole journal and tells whether its chain holds, as a job that can be stopped.
#pragma once

#include "widgets/common/joblist.h"
#include "widgets/desk/desk.h"

#include <QTimer>

#include <atomic>
#include <memory>

namespace trunkline::widgets {

class JournalCheck : public QObject {
    Q_OBJECT
public:
    /// `jobs` shows it; both outlive it. Its end, also that of the check's owner, stops the reading.
    JournalCheck(Desk& desk, JobList& jobs, QObject* parent);
    ~JournalCheck() override;

    /// Nothing while one is under way.
    void start();

Q_SIGNALS:
    void ended(trunkline::Tone tone, const QString& what, const QString& why);

private:
    /// What the reading thread and the window's share.
    struct Progress {
        std::atomic<bool> stop = false;
        std::atomic<std::int64_t> checked = 0;
        std::atomic<std::int64_t> all = 0;
    };
    void show();
    void end(JobView::State state, Tone tone, const QString& what, const QString& why);

    Desk& desk_;
    JobList& jobs_;
    JobView job_;
    QTimer look_;
    int checks_ = 0;
    std::shared_ptr<Progress> progress_; ///< null while none is under way
};

} // namespace trunkline::widgets
