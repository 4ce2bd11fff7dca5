#include "widgets/chart/ratechart.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/targetdrag.h"
#include "widgets/common/units.h"

#include <QButtonGroup>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace trunkline::widgets {

qint64 rangeMs(ChartRange range)
{
    constexpr qint64 hour = 3'600'000, day = 24 * hour;
    switch (range) {
    case ChartRange::Hour: return hour;
    case ChartRange::Day: return day;
    case ChartRange::Week: return 7 * day;
    case ChartRange::Month: return 30 * day;
    case ChartRange::Year: return 365 * day;
    }
    return day;
}

RateChart::RateChart(QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), figures_(new QLabel(this)), ranges_(new QButtonGroup(this)),
      zoomOut_(new QToolButton(this)), notices_(new NoticeBar(this)), pages_(new QStackedWidget(this)),
      canvas_(new ChartCanvas(this)), empty_(new EmptyState(this))
{
    setObjectName(QStringLiteral("rateChart"));
    buildBar();
    pages_->addWidget(canvas_);
    pages_->addWidget(empty_);
    setEmptyState(tr("Nothing was measured in this time."));
    pages_->setCurrentWidget(empty_);
    connect(empty_, &EmptyState::actionTriggered, this, &RateChart::emptyAction);
    connect(canvas_, &ChartCanvas::markActivated, this, &RateChart::markActivated);
    connect(canvas_, &ChartCanvas::zoomOutAsked, this, &RateChart::zoomOut);
    setAcceptDrops(true);
    connect(canvas_, &ChartCanvas::brushed, this, [this](qint64 from, qint64 to) {
        before_.append({canvas_->fromMs(), canvas_->toMs()});
        setWindow(from, to);
        Q_EMIT windowChanged(from, to);
    });
    connect(ranges_, &QButtonGroup::idClicked, this, [this](int id) {
        setRange(static_cast<ChartRange>(id), before_.isEmpty() ? canvas_->toMs() : before_.constFirst().second);
        Q_EMIT rangeChosen(range_);
        Q_EMIT windowChanged(canvas_->fromMs(), canvas_->toMs());
    });
}

void RateChart::buildBar()
{
    title_->setObjectName(QStringLiteral("chartTitle"));
    QFont strong = title_->font();
    strong.setWeight(QFont::DemiBold);
    title_->setFont(strong);
    figures_->setObjectName(QStringLiteral("chartFigures"));
    figures_->setTextFormat(Qt::RichText);
    figures_->setWordWrap(true); // four ports' figures must not make the window wider
    head_ = new QGridLayout;
    head_->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, gridStep);
    head_->setHorizontalSpacing(2 * gridStep);
    head_->setVerticalSpacing(gridStep / 2);
    head_->setColumnStretch(1, 1);
    head_->addWidget(title_, 0, 0);
    head_->addWidget(figures_, 0, 1);
    auto* bar = new QHBoxLayout;
    head_->addLayout(bar, 0, 2);
    zoomOut_->setObjectName(QStringLiteral("zoomOut"));
    zoomOut_->setText(tr("Zoom out"));
    zoomOut_->setToolTip(tr("Back to the time before (Esc, or a double click on the chart)"));
    zoomOut_->setAutoRaise(true);
    zoomOut_->hide();
    connect(zoomOut_, &QToolButton::clicked, this, &RateChart::zoomOut);
    bar->addWidget(zoomOut_);
    const std::array<std::pair<ChartRange, QString>, 5> all{{{ChartRange::Hour, tr("Hour")}, {ChartRange::Day, tr("Day")},
                                                             {ChartRange::Week, tr("Week")}, {ChartRange::Month, tr("Month")},
                                                             {ChartRange::Year, tr("Year")}}};
    for (const auto& [range, text] : all) {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("range-%1").arg(int(range)));
        button->setText(text);
        button->setCheckable(true);
        button->setAutoRaise(true);
        ranges_->addButton(button, int(range));
        bar->addWidget(button);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head_);
    column->addWidget(notices_);
    column->addWidget(pages_, 1);
}

/// Beside the title where there is room, else in a line of its own: between title and buttons of a narrow pane it would be a column of words.
void RateChart::resizeEvent(QResizeEvent* event)
{
    constexpr int roomForOneLine = 840;
    QWidget::resizeEvent(event);
    head_->removeWidget(figures_);
    if (width() < roomForOneLine)
        head_->addWidget(figures_, 1, 0, 1, 3);
    else
        head_->addWidget(figures_, 0, 1);
}

/// The legend's colours are those of the scheme.
void RateChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showFigures();
}

void RateChart::setTitle(const QString& title)
{
    title_->setText(title);
    canvas_->setAccessibleName(title);
}

void RateChart::setMarks(const QList<ChartMark>& marks)
{
    canvas_->setMarks(marks);
    markTexts_.clear();
    for (const ChartMark& mark : marks)
        markTexts_.append(mark.text);
    describe();
}

/// What a picture cannot tell a screen reader: the figures of each line, and what happened.
void RateChart::describe()
{
    QStringList lines{figures_->accessibleName()};
    lines += markTexts_;
    canvas_->setAccessibleDescription(lines.join(u'\n'));
}

void RateChart::dragEnterEvent(QDragEnterEvent* event)
{
    if (!targetsIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void RateChart::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    Q_EMIT targetsDropped(targetsIn(event->mimeData()));
}

void RateChart::setSeries(const QList<ChartSeries>& series, qint64 longestStepMs)
{
    series_ = series;
    canvas_->setSeries(series, longestStepMs);
    const bool any = std::any_of(series.begin(), series.end(), [](const ChartSeries& one) {
        return std::any_of(one.points.begin(), one.points.end(), [](const ChartPoint& point) { return std::isfinite(point.value); });
    });
    pages_->setCurrentWidget(any ? static_cast<QWidget*>(canvas_) : empty_);
    showFigures();
}

void RateChart::setRange(ChartRange range, qint64 endMs)
{
    range_ = range;
    before_.clear();
    zoomOut_->hide();
    if (QAbstractButton* button = ranges_->button(int(range)))
        button->setChecked(true);
    canvas_->setWindow(endMs - rangeMs(range), endMs);
    showFigures();
}

void RateChart::setWindow(qint64 fromMs, qint64 toMs)
{
    canvas_->setWindow(fromMs, toMs);
    zoomOut_->setVisible(!before_.isEmpty());
    showFigures();
}

void RateChart::zoomOut()
{
    if (before_.isEmpty())
        return;
    const auto [from, to] = before_.takeLast();
    setWindow(from, to);
    Q_EMIT windowChanged(from, to);
}

void RateChart::setEmptyState(const QString& sentence, const QString& actionText)
{
    empty_->setContent(sentence, actionText);
}

void RateChart::setLoading()
{
    figures_->setText(tr("Loading …"));
}

/// The legend, with what was measured last and at most in the window.
void RateChart::showFigures()
{
    QStringList parts, spoken;
    const Scheme scheme = Theme::schemeOf(palette());
    for (qsizetype number = 0; number < series_.size(); ++number) {
        double most = std::nan(""), last = std::nan("");
        for (const ChartPoint& point : std::as_const(series_[number].points)) {
            if (point.atMs < canvas_->fromMs() || point.atMs >= canvas_->toMs() || !std::isfinite(point.value))
                continue;
            most = std::isnan(most) ? point.value : std::max(most, point.value);
            last = point.value;
        }
        constexpr std::array marks{"■", "—", "╌", "┈"}; // as the canvas draws them
        const QString mark = QString::fromUtf8(marks[std::size_t(number) % marks.size()]);
        spoken.append(tr("%1: %2, at most %3").arg(series_[number].name, withUnit(last, unit_), withUnit(most, unit_)));
        if (series_.size() > 2) { // a legend; whoever compares so many has figures beside the chart
            parts.append(tr("<span style='color:%1'><b>%2</b></span> %3").arg(Theme::seriesColour(int(number), scheme).name(), mark, series_[number].name.toHtmlEscaped()));
            continue;
        }
        parts.append(tr("<span style='color:%1'><b>%2</b></span> %3 <b>%4</b>, at most %5")
                         .arg(Theme::seriesColour(int(number), scheme).name(), mark, series_[number].name.toHtmlEscaped(),
                              withUnit(last, unit_), withUnit(most, unit_)));
    }
    figures_->setText(parts.join(QStringLiteral("&nbsp;&nbsp;&nbsp; ")));
    figures_->setAccessibleName(spoken.join(QStringLiteral("; ")));
    describe();
}

} // namespace trunkline::widgets
