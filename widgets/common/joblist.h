// Long work (discovery, bill run, import) in view: progress, time left, cancel. What is done stays
// until it is dismissed, so that nobody misses how it ended.
#pragma once

#include "models/core/itemroles.h"

#include <QHash>
#include <QList>
#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace trunkline::widgets {

class EmptyState;
class JobRow;

struct JobView {
    enum class State { Waiting, Running, Done, Failed, Cancelled };

    QString id;
    QString title;  ///< "Bill run March 2026"
    QString detail = {}; ///< "1,204 accounts" or, when failed, the sentence that says why
    State state = State::Running;
    qint64 done = 0;
    qint64 total = 0; ///< 0 while nobody knows
    std::optional<qint64> secondsLeft = std::nullopt;
    Target opens = {}; ///< what it made, when it is done; no button when null
    bool operator==(const JobView&) const = default;
};

/// How long it will go on when it goes on as it did.
std::optional<qint64> secondsLeft(qint64 elapsedMs, qint64 done, qint64 total);

/// "312 of 1,204 · about 2 min left", "Done", "Failed: the database is locked".
QString jobProgressText(const JobView& job);

class JobList : public QWidget {
    Q_OBJECT
public:
    explicit JobList(QWidget* parent = nullptr);

    /// All jobs there are, oldest first. Rows are kept, so that a button does not move under the pointer.
    void setJobs(const QList<JobView>& jobs);
    const QList<JobView>& jobs() const { return jobs_; }
    /// One job came or went on, beside those of others.
    void showJob(const JobView& job);
    void removeJob(const QString& id);
    int runningJobs() const;

Q_SIGNALS:
    void cancelRequested(const QString& id);
    void openRequested(const trunkline::Target& target);
    void dismissRequested(const QString& id);
    void runningJobsChanged(int count);

private:
    QList<JobView> jobs_;
    QHash<QString, JobRow*> rows_;
    QVBoxLayout* column_;
    EmptyState* empty_;
};

} // namespace trunkline::widgets
