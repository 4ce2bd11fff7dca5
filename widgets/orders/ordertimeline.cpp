#include "widgets/orders/ordertimeline.h"

#include "models/core/errors.h"
#include "models/ordering/ordermodel.h"
#include "models/overview/sentences.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/promptbar.h"
#include "widgets/common/theme.h"
#include "widgets/desk/desk.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>

namespace trunkline::widgets {

namespace {

constexpr int stepRail = 28;
constexpr int stepMark = 18; ///< from the top of a step to the middle of its mark

/// One step with its mark on the rail at the left.
class TimelineStep : public QWidget {
public:
    TimelineStep(Tone tone, bool first, bool last, QWidget* parent) : QWidget(parent), tone_(tone), first_(first), last_(last) {}

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Scheme scheme = Theme::schemeOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal x = 2 * gridStep + 8;
        painter.setPen(QPen(Theme::colour(Colour::FieldFrame, scheme), 1.5));
        if (!first_)
            painter.drawLine(QPointF(x, 0), QPointF(x, stepMark - 11));
        if (!last_)
            painter.drawLine(QPointF(x, stepMark + 11), QPointF(x, height()));
        drawTintedIcon(painter, QRectF(x - 8, stepMark - 8, 16, 16), toneIconName(tone_), Theme::toneColour(tone_, scheme));
    }

private:
    Tone tone_;
    bool first_;
    bool last_;
};

} // namespace

OrderTimeline::OrderTimeline(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), notices_(new NoticeBar(this)), prompt_(new PromptBar(QStringLiteral("orderPrompt"), this)), nothing_(new EmptyState(this)), whole_(new QWidget(this)), title_(new QLabel(whole_)),
      subtitle_(new QLabel(whole_)), cancel_(new QPushButton(tr("Cancel order …"), whole_)), steps_(nullptr)
{
    setObjectName(QStringLiteral("orderTimeline"));
    setAccessibleName(tr("Timeline of the order"));
    notices_->setObjectName(QStringLiteral("orderNotice"));
    notices_->hide();
    nothing_->setContent(tr("Choose an order to see its tasks and what each changed on the network."));
    buildHead();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(prompt_);
    column->addWidget(nothing_, 1);
    column->addWidget(whole_, 1);
    whole_->hide();
}

void OrderTimeline::buildHead()
{
    title_->setObjectName(QStringLiteral("orderTitle"));
    subtitle_->setObjectName(QStringLiteral("orderSubtitle"));
    QFont large = title_->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setWeight(QFont::DemiBold);
    title_->setFont(large);
    subtitle_->setForegroundRole(QPalette::PlaceholderText);
    cancel_->setObjectName(QStringLiteral("cancelOrderButton"));
    connect(cancel_, &QPushButton::clicked, this, &OrderTimeline::askToCancel);
    auto* content = new QWidget;
    steps_ = new QVBoxLayout(content);
    steps_->setContentsMargins(0, 0, 0, gridStep);
    steps_->setSpacing(0);
    steps_->addStretch(1);
    auto* scroll = new QScrollArea(whole_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* grid = new QGridLayout(whole_);
    grid->setContentsMargins(0, 0, 0, 0);
    auto* head = new QGridLayout;
    head->setContentsMargins(2 * gridStep, gridStep + 4, 2 * gridStep, gridStep);
    head->setVerticalSpacing(2);
    head->setColumnStretch(0, 1);
    head->addWidget(title_, 0, 0);
    head->addWidget(subtitle_, 1, 0);
    head->addWidget(cancel_, 0, 1, 2, 1, Qt::AlignTop);
    grid->addLayout(head, 0, 0);
    grid->addWidget(scroll, 1, 0);
}

void OrderTimeline::clear()
{
    progress_ = {};
    notices_->clear();
    prompt_->dismiss();
    whole_->hide();
    nothing_->show();
}

void OrderTimeline::show(const ordering::OrderRow& row, const ordering::OrderProgress& progress)
{
    if (progress.order.id != progress_.order.id)
        notices_->clear();
    if (progress.order.id != progress_.order.id || progress.order.state != progress_.order.state)
        prompt_->dismiss(); // what was asked is not the question any more
    progress_ = progress;
    row_ = row;
    title_->setText(tr("%1 · %2").arg(row.order.number, ordering::titleOf(row.order.state)));
    subtitle_->setText(tr("%1 for %2 on %3, asked for on %4").arg(row.offeringName, row.customerName, row.place, row.order.requestedDate.toDisplay()));
    showCancel();
    fill(row);
    nothing_->hide();
    whole_->show();
}

/// The rule of ordering says whether there is a way back, and why not.
void OrderTimeline::showCancel()
{
    const bool over = progress_.order.state == ordering::OrderState::Completed || progress_.order.state == ordering::OrderState::Cancelled;
    cancel_->setVisible(!over && desk_.actor().may(access::Permission::TakeOrders));
    try {
        ordering::cancelled(progress_);
        cancel_->setEnabled(true);
        cancel_->setToolTip(tr("The port is free again. Nothing was changed on the network yet."));
    } catch (const Error& error) {
        cancel_->setEnabled(false);
        cancel_->setToolTip(error.sentence());
    }
}

void OrderTimeline::askToCancel()
{
    prompt_->confirm({tr("Cancel %1, %2 for %3? %4 is free for others again and %5 ends without ever being charged. A cancelled order can't be taken up again.")
                          .arg(row_.order.number, row_.offeringName, row_.customerName, row_.place, row_.serviceName),
                      {}, tr("Cancel the order"), tr("Keep the order"), {}},
                     [this, id = row_.order.id] { Q_EMIT cancelRequested(id); });
}

void OrderTimeline::fill(const ordering::OrderRow& row)
{
    while (steps_->count() > 1) {
        QLayoutItem* item = steps_->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater(); // later: it may be its button that led here
        delete item;
    }
    const ordering::OrderState state = progress_.order.state;
    const bool planned = !progress_.tasks.isEmpty();
    addStep(QStringLiteral("step-taken"), Tone::Good, tr("Order taken, %1 reserved as %2").arg(row.place, row.serviceName), desk_.timeText(row.order.submittedAt), {}, false);
    for (qsizetype at = 0; at < progress_.tasks.size(); ++at)
        addTask(progress_.tasks[at], false);
    if (!planned && state == ordering::OrderState::Submitted)
        addStep(QStringLiteral("step-planning"), Tone::Busy, tr("Waits to be planned"), {}, {}, false);
    if (state == ordering::OrderState::Completed)
        addStep(QStringLiteral("step-done"), Tone::Good, tr("Service delivered, its charge has begun"),
                row.order.completedAt ? desk_.timeText(*row.order.completedAt) : QString(), {}, true);
    else if (state == ordering::OrderState::Cancelled)
        addStep(QStringLiteral("step-done"), Tone::Neutral, tr("Cancelled, the port is free again"), {}, {}, true);
    else
        addStep(QStringLiteral("step-done"), Tone::Neutral, tr("Then the service is delivered and its charge begins"), {}, {}, true);
}

void OrderTimeline::addTask(const ordering::OrderTask& task, bool last)
{
    QStringList facts;
    if (const QString evidence = overview::evidenceText(task.evidence); !evidence.isEmpty())
        facts = evidence.split(QStringLiteral("; "));
    if (task.attempts > 1)
        facts.append(tr("%Ln attempt(s)", nullptr, task.attempts));
    addStep(QStringLiteral("task-%1").arg(task.position), ordering::toneOf(task.state),
            tr("%1 · %2").arg(ordering::taskKindTitle(task.kind), ordering::titleOf(task.state)), task.completedAt ? desk_.timeText(*task.completedAt) : QString(),
            facts, last);
    if (task.state != ordering::TaskState::Failed)
        return;
    QWidget* step = steps_->itemAt(steps_->count() - 2)->widget();
    auto* grid = static_cast<QGridLayout*>(step->layout());
    auto* why = new QLabel(task.failure, step);
    why->setObjectName(QStringLiteral("taskFailure"));
    why->setWordWrap(true);
    why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* retry = new QPushButton(tr("Try again"), step);
    retry->setObjectName(QStringLiteral("retryButton"));
    retry->setEnabled(desk_.actor().may(access::Permission::ActivateServices));
    connect(retry, &QPushButton::clicked, this, [this, id = task.id] { Q_EMIT retryRequested(id); });
    grid->addWidget(why, 10, 0, 1, 2);
    grid->addWidget(retry, 11, 0, 1, 2, Qt::AlignLeft);
}

void OrderTimeline::addStep(const QString& name, Tone tone, const QString& what, const QString& when, const QStringList& evidence, bool last)
{
    auto* step = new TimelineStep(tone, steps_->count() == 1, last, this);
    step->setObjectName(name);
    auto* grid = new QGridLayout(step);
    grid->setContentsMargins(2 * gridStep + stepRail, gridStep, 2 * gridStep, gridStep);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    auto* title = new QLabel(what, step);
    title->setObjectName(QStringLiteral("stepTitle"));
    title->setWordWrap(true);
    grid->addWidget(title, 0, 0);
    auto* instant = new QLabel(when, step);
    instant->setFont(Theme::figureFont(instant->font()));
    instant->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(instant, 0, 1, Qt::AlignTop);
    int line = 1;
    for (const QString& fact : evidence) {
        auto* words = new QLabel(fact, step);
        words->setObjectName(QStringLiteral("evidence"));
        words->setFont(Theme::identifierFont(words->font()));
        words->setForegroundRole(QPalette::PlaceholderText);
        words->setWordWrap(true);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(words, line++, 0, 1, 2);
    }
    steps_->insertWidget(steps_->count() - 1, step);
}

} // namespace trunkline::widgets
