#include "widgets/map/timebar.h"

#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QTimer>
#include <QToolButton>

namespace trunkline::widgets {

namespace {

constexpr int stepMinutes = 5; // the samples' finest rollup
constexpr int stepsOfADay = 24 * 60 / stepMinutes;
constexpr int settleMs = 120; // a hand that draws the slider asks for every place it passes

} // namespace

TimeBar::TimeBar(std::function<Timestamp()> now, std::function<QString(Timestamp)> words, QWidget* parent)
    : QWidget(parent), now_(std::move(now)), words_(std::move(words)), slider_(new QSlider(Qt::Horizontal, this)), label_(new QLabel(this)),
      back_(new QToolButton(this)), settle_(new QTimer(this))
{
    setObjectName(QStringLiteral("timeBar"));
    slider_->setObjectName(QStringLiteral("timeSlider"));
    slider_->setAccessibleName(tr("Time that the map shows, in the last 24 hours"));
    slider_->setToolTip(tr("Look back: arrows go by five minutes, Page Up and Page Down by an hour, End is now"));
    slider_->setRange(-stepsOfADay, 0);
    slider_->setValue(0);
    slider_->setPageStep(60 / stepMinutes);
    slider_->setTickInterval(3 * 60 / stepMinutes);
    slider_->setTickPosition(QSlider::TicksBelow);
    label_->setObjectName(QStringLiteral("timeShown"));
    label_->setBuddy(slider_);
    label_->setMinimumWidth(label_->fontMetrics().horizontalAdvance(words_(now_())) + gridStep); // the slider keeps its length
    back_->setObjectName(QStringLiteral("timeNow"));
    back_->setText(tr("Now"));
    back_->setToolTip(tr("Show the network as it is now"));
    back_->setAccessibleName(back_->toolTip());
    settle_->setSingleShot(true);
    settle_->setInterval(settleMs);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * gridStep, gridStep / 2, 2 * gridStep, gridStep / 2);
    row->setSpacing(gridStep);
    row->addWidget(new QLabel(tr("24 h ago"), this));
    row->addWidget(slider_, 1);
    row->addWidget(label_);
    row->addWidget(back_);
    connect(slider_, &QSlider::valueChanged, this, [this](int steps) { take(-steps * stepMinutes); });
    connect(back_, &QToolButton::clicked, this, &TimeBar::showNow);
    connect(settle_, &QTimer::timeout, this, &TimeBar::chosen);
    tell();
}

void TimeBar::showNow()
{
    slider_->setValue(0);
}

void TimeBar::take(int minutesAgo)
{
    shown_ = minutesAgo == 0 ? std::nullopt : std::optional(now_().plusMs(-minutesAgo * 60'000LL));
    tell();
    if (shown_) {
        settle_->start();
        return;
    }
    settle_->stop();
    Q_EMIT chosen(); // back to now at once
}

void TimeBar::tell()
{
    const QString words = shown_ ? words_(*shown_) : tr("as it is now");
    label_->setText(words);
    slider_->setAccessibleDescription(words);
    back_->setEnabled(shown_.has_value());
}

} // namespace trunkline::widgets
