#include "widgets/admin/journalcheck.h"

#include "widgets/desk/asking.h"

namespace trunkline::widgets {

JournalCheck::JournalCheck(Desk& desk, JobList& jobs, QObject* parent) : QObject(parent), desk_(desk), jobs_(jobs)
{
    constexpr int lookMs = 250;
    look_.setInterval(lookMs);
    connect(&look_, &QTimer::timeout, this, &JournalCheck::show);
    connect(&jobs, &JobList::cancelRequested, this, [this](const QString& id) {
        if (progress_ && id == job_.id)
            progress_->stop = true;
    });
}

JournalCheck::~JournalCheck()
{
    if (progress_)
        progress_->stop = true;
}

void JournalCheck::start()
{
    if (progress_)
        return;
    progress_ = std::make_shared<Progress>();
    job_ = {.id = QStringLiteral("journal-check-%1").arg(++checks_), .title = tr("Verify the journal"), .opens = {QStringLiteral("workspace"), QStringLiteral("admin")}};
    jobs_.showJob(job_);
    look_.start();
    whenDone(this, desk_.executor().read([actor = desk_.actor(), progress = progress_](store::Connection& connection) {
        actor.require(access::Permission::ViewJournal);
        progress->all = store::journalEnd(connection);
        return store::firstBrokenEntry(connection, [&](std::int64_t checked) {
            progress->checked = checked;
            return !progress->stop;
        });
    }), [this](const std::optional<std::int64_t>& broken) {
        if (broken)
            end(JobView::State::Failed, Tone::Bad, tr("The journal was changed."),
                tr("Entry %1 does not fit the chain: it or one before it was changed, left out or cut off. Compare with a backup.").arg(QLocale().toString(qlonglong(*broken))));
        else if (progress_->stop)
            end(JobView::State::Cancelled, Tone::Attention, tr("The check was stopped before its end."), {});
        else
            end(JobView::State::Done, Tone::Good, tr("The journal is whole."), tr("%Ln entry(ies) fit the chain.", nullptr, int(progress_->all)));
    }, [this](const Error& error) { end(JobView::State::Failed, Tone::Bad, tr("The journal could not be verified."), error.sentence()); });
}

void JournalCheck::show()
{
    job_.done = progress_->checked;
    job_.total = progress_->all;
    jobs_.showJob(job_);
}

void JournalCheck::end(JobView::State state, Tone tone, const QString& what, const QString& why)
{
    look_.stop();
    progress_.reset();
    job_.state = state;
    job_.detail = why.isEmpty() ? what : why;
    jobs_.showJob(job_);
    Q_EMIT ended(tone, what, why);
}

} // namespace trunkline::widgets
