#include "widgets/billing/billrunjob.h"

#include "models/billing/documenttext.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

namespace trunkline::widgets {

BillRunJob::BillRunJob(Desk& desk, JobList& jobs, const billing::BillCycle& cycle, BillingDate issuedOn, const billing::Approval& approved, QObject* parent)
    : QObject(parent), desk_(desk), jobs_(jobs), cycle_(cycle), issuedOn_(issuedOn), approved_(approved),
      jobId_(QStringLiteral("billrun-%1-%2").arg(cycle.period.to.toIso()).arg(desk.clock().now().ms))
{
    connect(&jobs, &JobList::cancelRequested, this, [this](const QString& id) {
        if (id == jobId_)
            cancel();
    });
    connect(&jobs, &JobList::dismissRequested, this, [this](const QString& id) {
        if (id == jobId_)
            jobs_.removeJob(id);
    });
}

void BillRunJob::start()
{
    running_ = true;
    elapsed_.start();
    showJob(JobView::State::Running);
    whenDone(this, desk_.executor().write([actor = desk_.actor(), cycle = cycle_, day = issuedOn_, approved = approved_](store::Context& context) {
        Begun begun{billing::BillRunService(context).start(actor, cycle, day, approved), {}, std::make_shared<billing::Biller>(billing::biller(context.connection))};
        for (const customer::Account& account : customer::accountsOfBillDay(context.connection, cycle.billDay))
            begun.accounts.append(account.id);
        return begun;
    }), [this](const Begun& begun) {
        run_ = begun.run;
        accounts_ = begun.accounts;
        biller_ = begun.biller;
        progress_.accounts = int(accounts_.size());
        next();
    }, [this](const Error& error) { fail(error); });
}

void BillRunJob::next()
{
    Q_EMIT progressed(progress_);
    showJob(JobView::State::Running);
    if (*cancelled_)
        return end(billing::BillRunState::Stopped);
    if (progress_.done == accounts_.size())
        return end(billing::BillRunState::Finished);
    whenDone(this, desk_.executor().write([actor = desk_.actor(), run = *run_, accounts = accounts_, biller = biller_, cancelled = cancelled_, done = Done{progress_, posted_}](store::Context& context) mutable {
        constexpr qint64 turnMs = 50; // then others may write, and the screen is told
        QElapsedTimer turn;
        turn.start();
        do {
            const auto drafted = billing::BillRunService(context).postAccount(actor, run, accounts[done.progress.done], *biller);
            ++done.progress.done;
            done.progress.posted += drafted && drafted->invoice ? 1 : 0;
            done.progress.parked += drafted && !drafted->invoice ? 1 : 0;
            if (drafted)
                done.posted.add(*drafted);
        } while (!*cancelled && done.progress.done < accounts.size() && !turn.hasExpired(turnMs));
        return done;
    }), [this](const Done& done) {
        progress_ = done.progress;
        posted_ = done.posted;
        next();
    }, [this](const Error& error) { fail(error); });
}

void BillRunJob::end(billing::BillRunState state)
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), run = *run_, state](store::Context& context) { return billing::BillRunService(context).end(actor, run, state); }),
              [this, state](const billing::BillRun&) {
                  running_ = false;
                  const bool whole = state == billing::BillRunState::Finished;
                  showJob(whole ? JobView::State::Done : JobView::State::Cancelled, tr("%Ln invoice(s) posted", nullptr, progress_.posted));
                  Q_EMIT ended(whole);
              },
              [this](const Error& error) { fail(error); });
}

void BillRunJob::fail(const Error& error)
{
    running_ = false;
    showJob(JobView::State::Failed, error.sentence());
    Q_EMIT failed(error.sentence());
}

void BillRunJob::showJob(JobView::State state, const QString& detail)
{
    JobView job{jobId_, tr("Bill run %1").arg(billing::spanText(cycle_.period, QLocale())), detail, state, progress_.done, progress_.accounts, {}};
    if (state == JobView::State::Running && progress_.done > 0)
        job.secondsLeft = elapsed_.elapsed() * (progress_.accounts - progress_.done) / progress_.done / 1000;
    jobs_.showJob(job);
}

} // namespace trunkline::widgets
