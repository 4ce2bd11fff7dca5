// Posts a bill run account by account, each a transaction of its own, some at a time, so that the screen lives and a
// person can stop it between two invoices.
#pragma once

#include "models/billing/billrunservice.h"
#include "models/core/errors.h"
#include "widgets/common/joblist.h"
#include "widgets/desk/desk.h"

#include <QElapsedTimer>
#include <QObject>

#include <atomic>
#include <memory>

namespace trunkline::widgets {

class BillRunJob : public QObject {
    Q_OBJECT
public:
    /// `jobs` shows it; both outlive it.
    BillRunJob(Desk& desk, JobList& jobs, const billing::BillCycle& cycle, BillingDate issuedOn, const billing::Approval& approved, QObject* parent);

    void start();
    /// After the account that is being posted; what was posted stays posted.
    void cancel() { *cancelled_ = true; }
    bool isRunning() const { return running_; }
    const billing::BillRunProgress& progress() const { return progress_; }
    /// Nothing before it has begun.
    const std::optional<billing::BillRun>& run() const { return run_; }
    /// What it did, as it was approved.
    const billing::Approval& posted() const { return posted_; }

Q_SIGNALS:
    void progressed(const trunkline::billing::BillRunProgress& progress);
    /// Finished, or stopped by a person.
    void ended(bool whole);
    /// The world's trouble: the run can be gone on with.
    void failed(const QString& sentence);

private:
    struct Begun {
        billing::BillRun run;
        QList<AccountId> accounts;
        std::shared_ptr<const billing::Biller> biller;
    };
    /// What a turn did.
    struct Done {
        billing::BillRunProgress progress;
        billing::Approval posted;
    };
    void next();
    void end(billing::BillRunState state);
    void fail(const Error& error);
    void showJob(JobView::State state, const QString& detail = {});

    Desk& desk_;
    JobList& jobs_;
    billing::BillCycle cycle_;
    BillingDate issuedOn_;
    billing::Approval approved_;
    billing::Approval posted_;
    QString jobId_;
    std::optional<billing::BillRun> run_;
    QList<AccountId> accounts_;
    std::shared_ptr<const billing::Biller> biller_; ///< of the writing thread
    billing::BillRunProgress progress_;
    QElapsedTimer elapsed_;
    bool running_ = false;
    std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false); ///< read between two invoices
};

} // namespace trunkline::widgets
