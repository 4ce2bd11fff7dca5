// Posts a bill run account by account, each a transaction of its own, so that the screen lives and a
// person can stop it between two invoices.
#pragma once

#include "models/billing/billrunservice.h"
#include "models/core/errors.h"
#include "widgets/common/joblist.h"
#include "widgets/desk/desk.h"

#include <QElapsedTimer>
#include <QObject>

namespace trunkline::widgets {

class BillRunJob : public QObject {
    Q_OBJECT
public:
    /// `jobs` shows it; both outlive it.
    BillRunJob(Desk& desk, JobList& jobs, const billing::BillCycle& cycle, BillingDate issuedOn, const billing::Approval& approved, QObject* parent);

    void start();
    /// After the account that is being posted; what was posted stays posted.
    void cancel() { cancelled_ = true; }
    bool isRunning() const { return running_; }
    const billing::BillRunProgress& progress() const { return progress_; }
    /// Nothing before it has begun.
    const std::optional<billing::BillRun>& run() const { return run_; }
    /// What it did, as it was approved.
    billing::Approval posted() const { return billing::approvalOf(results_); }

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
    };
    void next();
    void keep(billing::DraftedAccount done);
    void end(billing::BillRunState state);
    void fail(const Error& error);
    void showJob(JobView::State state, const QString& detail = {});

    Desk& desk_;
    JobList& jobs_;
    billing::BillCycle cycle_;
    BillingDate issuedOn_;
    billing::Approval approved_;
    QList<billing::DraftedAccount> results_; ///< without their lines
    QString jobId_;
    std::optional<billing::BillRun> run_;
    QList<AccountId> accounts_;
    billing::BillRunProgress progress_;
    QElapsedTimer elapsed_;
    bool running_ = false;
    bool cancelled_ = false;
};

} // namespace trunkline::widgets
