#include "widgets/common/joblist.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/common/units.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

Tone toneOfJob(JobView::State state)
{
    switch (state) {
    case JobView::State::Done: return Tone::Good;
    case JobView::State::Running: return Tone::Busy;
    case JobView::State::Failed: return Tone::Bad;
    case JobView::State::Cancelled: return Tone::Attention;
    case JobView::State::Waiting: break;
    }
    return Tone::Neutral;
}

} // namespace

QString jobProgressText(const JobView& job)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("JobList", text); };
    const QLocale here;
    switch (job.state) {
    case JobView::State::Waiting: return say(QT_TRANSLATE_NOOP("JobList", "Waiting for its turn"));
    case JobView::State::Done: return say(QT_TRANSLATE_NOOP("JobList", "Done"));
    case JobView::State::Cancelled: return say(QT_TRANSLATE_NOOP("JobList", "Cancelled"));
    case JobView::State::Failed: return say(QT_TRANSLATE_NOOP("JobList", "Failed"));
    case JobView::State::Running: break;
    }
    QString text = job.total > 0 ? say(QT_TRANSLATE_NOOP("JobList", "%1 of %2")).arg(here.toString(job.done), here.toString(job.total))
                 : job.done > 0  ? here.toString(job.done)
                                 : say(QT_TRANSLATE_NOOP("JobList", "Starting"));
    if (job.secondsLeft)
        text += say(QT_TRANSLATE_NOOP("JobList", " · about %1 left")).arg(duration(*job.secondsLeft));
    return text;
}

std::optional<qint64> secondsLeft(qint64 elapsedMs, qint64 done, qint64 total)
{
    if (done <= 0 || total <= done)
        return std::nullopt;
    return elapsedMs * (total - done) / done / 1000;
}

/// One job: mark and title, what it does, the bar, its buttons.
class JobRow : public QFrame {
public:
    JobRow(const JobView& job, JobList* list);
    void show(const JobView& job);

protected:
    void changeEvent(QEvent* event) override
    {
        QFrame::changeEvent(event);
        if (event->type() == QEvent::PaletteChange)
            recolour();
    }

private:
    void recolour();

    Tone tone_ = Tone::Neutral;
    Target opens_;
    QLabel* mark_;
    QLabel* title_;
    QLabel* detail_;
    QLabel* progressText_;
    QProgressBar* bar_;
    QPushButton* cancel_;
    QPushButton* open_;
    QPushButton* dismiss_;
};

JobRow::JobRow(const JobView& job, JobList* list)
    : QFrame(list), mark_(new QLabel(this)), title_(new QLabel(this)), detail_(new QLabel(this)),
      progressText_(new QLabel(this)), bar_(new QProgressBar(this)), cancel_(new QPushButton(JobList::tr("Cancel"), this)),
      open_(new QPushButton(JobList::tr("Open"), this)), dismiss_(new QPushButton(JobList::tr("Dismiss"), this))
{
    setObjectName(QStringLiteral("job-") + job.id);
    cancel_->setObjectName(QStringLiteral("cancel"));
    open_->setObjectName(QStringLiteral("open"));
    dismiss_->setObjectName(QStringLiteral("dismiss"));
    progressText_->setObjectName(QStringLiteral("progressText"));
    progressText_->setFont(Theme::figureFont(progressText_->font()));
    QFont strong = title_->font();
    strong.setWeight(QFont::DemiBold);
    title_->setFont(strong);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(gridStep);
    detail_->setWordWrap(true);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, gridStep);
    grid->setVerticalSpacing(4);
    grid->setHorizontalSpacing(gridStep);
    grid->setColumnStretch(1, 1);
    grid->addWidget(mark_, 0, 0);
    grid->addWidget(title_, 0, 1);
    grid->addWidget(progressText_, 0, 2);
    grid->addWidget(bar_, 1, 1, 1, 2);
    grid->addWidget(detail_, 2, 1, 1, 2);
    int column = 3;
    for (QPushButton* button : {open_, cancel_, dismiss_})
        grid->addWidget(button, 0, column++, 3, 1, Qt::AlignVCenter);
    connect(cancel_, &QPushButton::clicked, list, [list, id = job.id] { Q_EMIT list->cancelRequested(id); });
    connect(open_, &QPushButton::clicked, list, [this, list] { Q_EMIT list->openRequested(opens_); });
    connect(dismiss_, &QPushButton::clicked, list, [list, id = job.id] { Q_EMIT list->dismissRequested(id); });
}

void JobRow::show(const JobView& job)
{
    tone_ = toneOfJob(job.state);
    recolour();
    const bool active = job.state == JobView::State::Running || job.state == JobView::State::Waiting;
    title_->setText(job.title);
    progressText_->setText(jobProgressText(job));
    detail_->setText(job.detail);
    detail_->setVisible(!job.detail.isEmpty());
    bar_->setVisible(active && job.total > 0);
    bar_->setRange(0, 1000);
    bar_->setValue(job.total > 0 ? int(qBound(qint64(0), job.done * 1000 / job.total, qint64(1000))) : 0);
    bar_->setAccessibleName(job.title);
    cancel_->setVisible(active);
    cancel_->setAccessibleName(JobList::tr("Cancel %1").arg(job.title));
    opens_ = job.opens;
    open_->setVisible(job.state == JobView::State::Done && !opens_.isNull());
    open_->setAccessibleName(JobList::tr("Open %1").arg(job.title));
    dismiss_->setVisible(!active);
}

void JobRow::recolour()
{
    mark_->setPixmap(tintedIcon(toneIconName(tone_), 16, Theme::toneColour(tone_, Theme::schemeOf(palette())), devicePixelRatioF()));
}

JobList::JobList(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout), empty_(new EmptyState(this))
{
    setObjectName(QStringLiteral("jobList"));
    empty_->setContent(tr("No job is running. Discoveries, bill runs, imports and exports show up here."));
    auto* content = new QWidget;
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
    inner->addLayout(column_);
    inner->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(empty_);
    whole->addWidget(scroll);
    scroll->hide();
    connect(this, &JobList::runningJobsChanged, scroll, [this, scroll] {
        scroll->setVisible(!jobs_.isEmpty());
        empty_->setVisible(jobs_.isEmpty());
    });
}

void JobList::setJobs(const QList<JobView>& jobs)
{
    if (jobs == jobs_)
        return;
    jobs_ = jobs;
    QHash<QString, JobRow*> old = std::exchange(rows_, {});
    for (const JobView& job : jobs) {
        JobRow* row = old.take(job.id);
        if (!row) {
            row = new JobRow(job, this);
            column_->addWidget(row);
        }
        row->show(job);
        rows_.insert(job.id, row);
    }
    for (JobRow* row : std::as_const(old)) { // later: it may be the row's own button that asked
        row->hide();
        row->deleteLater();
    }
    Q_EMIT runningJobsChanged(runningJobs());
}

void JobList::showJob(const JobView& job)
{
    QList<JobView> jobs = jobs_;
    const auto known = std::find_if(jobs.begin(), jobs.end(), [&](const JobView& each) { return each.id == job.id; });
    if (known == jobs.end())
        jobs.append(job);
    else
        *known = job;
    setJobs(jobs);
}

void JobList::removeJob(const QString& id)
{
    QList<JobView> jobs = jobs_;
    jobs.removeIf([&](const JobView& each) { return each.id == id; });
    setJobs(jobs);
}

int JobList::runningJobs() const
{
    return int(std::count_if(jobs_.begin(), jobs_.end(), [](const JobView& job) {
        return job.state == JobView::State::Running || job.state == JobView::State::Waiting;
    }));
}

} // namespace trunkline::widgets
