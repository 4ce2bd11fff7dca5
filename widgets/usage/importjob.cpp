#include "widgets/usage/importjob.h"

#include "widgets/desk/asking.h"

#include <QFileInfo>

namespace trunkline::widgets {

namespace {

constexpr std::size_t linesOfStep = 50'000; // some tenths of a second: other writers wait no longer
constexpr qint64 fullProgress = 100;

} // namespace

ImportJob::ImportJob(Desk& desk, JobList& jobs, const QString& path, const QString& mapping, QObject* parent)
    : QObject(parent), desk_(desk), jobs_(jobs), path_(path), mapping_(mapping), jobId_(QStringLiteral("usage-%1-%2").arg(QFileInfo(path).fileName()).arg(desk.clock().now().ms))
{
    connect(&jobs, &JobList::cancelRequested, this, [this](const QString& id) { isCancelled_ = isCancelled_ || id == jobId_; });
    connect(&jobs, &JobList::dismissRequested, this, [this](const QString& id) {
        if (id == jobId_)
            jobs_.removeJob(id);
    });
}

void ImportJob::start()
{
    showJob(JobView::State::Running);
    whenDone(this, desk_.executor().write([actor = desk_.actor(), path = path_, mapping = mapping_](store::Context& context) {
        return Step{std::make_shared<rating::UsageImport>(context, actor, path, mapping, linesOfStep), 0, {}};
    }), [this](const Step& step) { take(step); }, [this](const Error& error) { fail(error); });
}

void ImportJob::take(const Step& step)
{
    step_ = step;
    if (step_.file) {
        const rating::UsageCounts& c = step_.file->counts;
        const QLocale locale;
        const QString sentence = tr("%1 is read. Lines: %2; rated: %3; suspended: %4; duplicates: %5; rejected: %6.")
                                     .arg(step_.file->name, locale.toString(qlonglong(c.records)), locale.toString(qlonglong(c.rated)), locale.toString(qlonglong(c.suspended)),
                                          locale.toString(qlonglong(c.duplicates)), locale.toString(qlonglong(c.rejected)));
        step_.import.reset();
        showJob(JobView::State::Done, sentence);
        return Q_EMIT finished(sentence);
    }
    if (isCancelled_) {
        step_.import.reset();
        showJob(JobView::State::Cancelled);
        return Q_EMIT cancelled();
    }
    showJob(JobView::State::Running);
    next();
}

void ImportJob::next()
{
    whenDone(this, desk_.executor().write([step = step_](store::Context&) {
        Step after = step;
        if (after.import->step())
            after.progress = after.import->progress();
        else
            after.file = after.import->finish();
        return after;
    }), [this](const Step& step) { take(step); }, [this](const Error& error) { fail(error); });
}

void ImportJob::fail(const Error& error)
{
    step_.import.reset();
    showJob(JobView::State::Failed, error.sentence());
    Q_EMIT failed(error.sentence());
}

void ImportJob::showJob(JobView::State state, const QString& detail)
{
    jobs_.showJob({jobId_, tr("Usage of %1").arg(QFileInfo(path_).fileName()), detail, state, qint64(step_.progress * double(fullProgress)), fullProgress, {}, {}});
}

} // namespace trunkline::widgets
