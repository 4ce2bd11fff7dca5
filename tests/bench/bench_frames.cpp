// How long the window's thread is busy at a stretch while a person previews, compares and posts a large cycle: a frame that can't be
// painted in time is a frame that is late.
#include "models/core/tablemodel.h"
#include "tests/bench/bench.h"
#include "tests/bench/billedoperator.h"
#include "tests/support/wait.h"
#include "widgets/billing/billingworkspace.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/joblist.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <stdexcept>

namespace trunkline::bench {

namespace {

/// Asks for a turn of the event loop at every frame of sixty a second, and notes by how much it came too late; paints the window each time.
class FrameWatch {
public:
    explicit FrameWatch(QWidget& window) : window_(window)
    {
        timer_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { tick(); });
        timer_.start(frameMs);
        since_.start();
    }
    void begin(const char* what)
    {
        finish();
        what_ = what;
    }
    void finish()
    {
        if (!frames_.empty() && !what_.isEmpty()) {
            std::sort(frames_.begin(), frames_.end());
            outcome_[what_ + QLatin1String("P95")] = frames_[frames_.size() * 95 / 100];
            outcome_[what_ + QLatin1String("Worst")] = frames_.back();
            outcome_[what_ + QLatin1String("Frames")] = qint64(frames_.size());
        }
        frames_.clear();
    }
    const QJsonObject& outcome() const { return outcome_; }

private:
    static constexpr int frameMs = 16;
    /// What the thread did apart from waiting for this turn: painting included.
    void tick()
    {
        const double late = std::max(0.0, double(since_.nsecsElapsed()) / 1e6 - frameMs);
        QElapsedTimer painting;
        painting.start();
        window_.grab();
        frames_.push_back(late + double(painting.nsecsElapsed()) / 1e6);
        since_.restart();
    }
    QWidget& window_;
    QTimer timer_;
    QElapsedTimer since_;
    QString what_;
    std::vector<double> frames_;
    QJsonObject outcome_;
};

void waitUntil(const std::function<bool()>& done, const char* what)
{
    constexpr int patienceMs = 300'000;
    if (!test::waitFor(done, patienceMs))
        throw std::runtime_error(std::string("the desktop did not come to: ") + what);
}

QJsonObject framesWorker(const QStringList& arguments)
{
    const int accounts = arguments[0].toInt();
    BilledOperator billed(accounts, products);
    billed.clock().set(Timestamp::parse(u"2026-04-01T06:00:00Z"));
    widgets::Theme::apply(*qobject_cast<QApplication*>(QApplication::instance()), widgets::Scheme::Light);
    widgets::DetailPane detail;
    QWidget window;
    widgets::JobList jobs;
    store::Executor executor(billed.url(), billed.clock(), billed.ids(), {});
    widgets::Desk desk(executor, billed.clock(), access::Actor::withRoles(QStringLiteral("bench"), QStringLiteral("bench"), {access::Role::Administrator}),
                       store::requireProfile(billed.connection()));
    widgets::BillingWorkspace workspace(desk, detail, jobs);
    auto* row = new QHBoxLayout(&window);
    row->addWidget(workspace.widget(), 1);
    row->addWidget(&detail);
    window.resize(1440, 860);
    window.show();
    workspace.activated();
    const auto button = [&](const char* name) { return window.findChild<QPushButton*>(QString::fromLatin1(name)); };
    const auto table = [&](const char* name) { return window.findChild<widgets::TablePane*>(QString::fromLatin1(name)); };
    waitUntil([&] { return button("previewButton")->isEnabled(); }, "cycles");
    FrameWatch watch(window);
    watch.begin("preview");
    button("previewButton")->click();
    waitUntil([&] { return button("compareButton")->isEnabled() && table("draftTable")->model()->rowCount() == accounts; }, "the preview");
    watch.begin("compare");
    button("compareButton")->click();
    waitUntil([&] { return table("compareTable")->model()->rowCount() > 0; }, "the comparison");
    watch.finish();
    button("approveButton")->click();
    watch.begin("post");
    button("postButton")->click();
    waitUntil([&] { return window.findChild<QLabel*>(QStringLiteral("doneText"))->isVisible(); }, "the end of posting");
    watch.finish();
    detail.setParent(nullptr);
    return watch.outcome();
}

QList<Row> frameRows()
{
    constexpr double mostMs = 16;
    const int accounts = 20'000;
    const QJsonObject outcome = work(QStringLiteral("frames"), {QString::number(accounts)});
    QList<Row> rows;
    for (const char* what : {"preview", "compare", "post"}) {
        const QString name = QString::fromLatin1(what);
        const double p95 = outcome[name + QLatin1String("P95")].toDouble();
        rows.append({QStringLiteral("window's frames while %1 of %L2 accounts runs, p95").arg(name).arg(accounts), p95, QStringLiteral("ms"),
                     QStringLiteral("worst %1 ms of %2 frames").arg(outcome[name + QLatin1String("Worst")].toDouble(), 0, 'f', 0).arg(outcome[name + QLatin1String("Frames")].toInteger()), std::nullopt,
                     QStringLiteral("≤ %1").arg(mostMs), p95 <= mostMs, {}});
    }
    return rows;
}

const WorkerRegistration framesRegistration("frames", framesWorker, true);
const Registration framesRowsRegistration("frames", frameRows);

} // namespace

} // namespace trunkline::bench
