// Reads a file of usage step by step on the writing thread, so that the screen lives and a person can stop it.
#pragma once

#include "models/core/errors.h"
#include "models/rating/usageservice.h"
#include "widgets/common/joblist.h"
#include "widgets/desk/desk.h"

#include <QObject>

#include <memory>

namespace trunkline::widgets {

class ImportJob : public QObject {
    Q_OBJECT
public:
    /// `jobs` shows it; both outlive it.
    ImportJob(Desk& desk, JobList& jobs, const QString& path, const QString& mapping, QObject* parent);

    void start();

Q_SIGNALS:
    void finished(const QString& sentence);
    /// Given again, the file goes on where it was stopped.
    void cancelled();
    void failed(const QString& sentence);

private:
    struct Step {
        std::shared_ptr<rating::UsageImport> import;
        double progress = 0;
        std::optional<rating::UsageFile> file; ///< when it is done
    };
    void take(const Step& step);
    void next();
    void fail(const Error& error);
    void showJob(JobView::State state, const QString& detail = {});

    Desk& desk_;
    JobList& jobs_;
    QString path_;
    QString mapping_;
    QString jobId_;
    Step step_;
    bool isCancelled_ = false;
};

} // namespace trunkline::widgets
