#include "widgets/chart/chartcanvas.h"

#include "widgets/common/icons.h"
#include "widgets/common/units.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QMouseEvent>
#include <QPainter>
#include <QValueAxis>

#include <array>
#include <cmath>
#include <limits>

namespace trunkline::widgets {

namespace {

constexpr double leftRoom = 64, rightRoom = 16, topRoom = 28, bottomRoom = 30;

Tone toneOfMark(ChartMark::Kind kind)
{
    return kind == ChartMark::Kind::Outage ? Tone::Bad : kind == ChartMark::Kind::Order ? Tone::Busy : Tone::Attention;
}

/// Lines are told apart without colour, too.
Qt::PenStyle lineStyle(qsizetype number)
{
    constexpr std::array styles{Qt::SolidLine, Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    return styles[std::size_t(number) % styles.size()];
}

/// The point nearest in time, when it is close enough to speak for that time.
const ChartPoint* nearestPoint(const QList<ChartPoint>& points, qint64 at, qint64 reach)
{
    const auto after = std::lower_bound(points.begin(), points.end(), at, [](const ChartPoint& point, qint64 ms) { return point.atMs < ms; });
    const ChartPoint* nearest = nullptr;
    if (after != points.end())
        nearest = &*after;
    if (after != points.begin() && (!nearest || at - (after - 1)->atMs < nearest->atMs - at))
        nearest = &*(after - 1);
    return nearest && std::abs(nearest->atMs - at) <= reach && std::isfinite(nearest->value) ? nearest : nullptr;
}

} // namespace

ChartCanvas::ChartCanvas(QWidget* parent)
    : QChartView(new QChart, parent), xAxis_(new QValueAxis(this)), yAxis_(new QValueAxis(this))
{
    setObjectName(QStringLiteral("chartCanvas"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(false); // what is dropped is its owner's affair
    setMouseTracking(true);
    setMinimumHeight(110);
    QChart* plotted = chart();
    plotted->legend()->hide();
    plotted->setBackgroundVisible(false);
    plotted->setMargins({});
    plotted->layout()->setContentsMargins(0, 0, 0, 0);
    plotted->setAnimationOptions(QChart::NoAnimation);
    for (QValueAxis* axis : {xAxis_, yAxis_}) {
        axis->setVisible(false); // drawn by us
        plotted->addAxis(axis, axis == xAxis_ ? Qt::AlignBottom : Qt::AlignLeft);
    }
    setRenderHint(QPainter::Antialiasing);
}

QRectF ChartCanvas::plot() const
{
    return QRectF(viewport()->rect()).adjusted(leftRoom, topRoom, -rightRoom, -bottomRoom);
}

void ChartCanvas::setSeries(const QList<ChartSeries>& series, qint64 longestStepMs)
{
    series_ = series;
    stretches_.clear();
    for (const ChartSeries& one : series)
        stretches_.append(splitAtGaps(one.points, longestStepMs));
    rebuild();
}

void ChartCanvas::setMarks(const QList<ChartMark>& marks)
{
    marks_ = marks;
    std::stable_sort(marks_.begin(), marks_.end(), [](const ChartMark& a, const ChartMark& b) { return a.fromMs < b.fromMs; });
    viewport()->update();
}

void ChartCanvas::setUnit(const QString& unit)
{
    unit_ = unit;
    rebuild();
}

void ChartCanvas::setReference(double value, const QString& name)
{
    referenceValue_ = value;
    referenceName_ = name;
    if (levels_)
        rebuild(); // the axis may have to hold it
    viewport()->update();
}

void ChartCanvas::setZone(const QTimeZone& zone)
{
    zone_ = zone;
    viewport()->update();
}

void ChartCanvas::setWindow(qint64 fromMs, qint64 toMs)
{
    fromMs_ = fromMs;
    toMs_ = qMax(fromMs + 1, toMs);
    rebuild();
}

double ChartCanvas::greatestInWindow() const
{
    double greatest = 0;
    for (const auto& stretches : stretches_) {
        for (const auto& stretch : stretches) {
            for (const ChartPoint& point : stretch) {
                if (point.atMs >= fromMs_ && point.atMs < toMs_)
                    greatest = std::max(greatest, point.value);
            }
        }
    }
    return greatest;
}

/// Around the values, and the reference when it is not far from them.
ValueTicks ChartCanvas::ticksOfLevels() const
{
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    const auto cover = [&](double value) {
        least = std::min(least, value);
        greatest = std::max(greatest, value);
    };
    for (const auto& stretches : stretches_)
        for (const auto& stretch : stretches)
            for (const ChartPoint& point : stretch)
                if (point.atMs >= fromMs_ && point.atMs < toMs_)
                    cover(point.value);
    if (least > greatest)
        return {0, 1, 1};
    if (const double reach = std::max(10.0, greatest - least); !referenceName_.isEmpty() && referenceValue_ > least - reach && referenceValue_ < greatest + reach)
        cover(referenceValue_);
    const double room = std::max(0.05 * (greatest - least), 0.005 * std::max(std::abs(least), std::abs(greatest)));
    return levelTicks(least - std::max(room, 0.01), greatest + std::max(room, 0.01), 5);
}

void ChartCanvas::setLevels(bool levels)
{
    levels_ = levels;
    rebuild();
}

void ChartCanvas::rebuild()
{
    const double greatest = levels_ ? 0 : greatestInWindow();
    const Scaled scale = scaled(greatest);
    factor_ = greatest > 0 ? scale.factor : 1;
    axisUnit_ = (greatest > 0 ? scale.prefix : QString()) + unit_;
    ticks_ = levels_ ? ticksOfLevels() : valueTicks(0, 1.05 * greatest / factor_, 5);
    chart()->setPlotArea(plot());
    xAxis_->setRange(0, 1);
    yAxis_->setRange(ticks_.low, ticks_.high);
    fillSeries(factor_);
    viewport()->update();
}

void ChartCanvas::fillSeries(double factor)
{
    chart()->removeAllSeries();
    drawnPoints_ = 0;
    const double span = double(toMs_ - fromMs_);
    const int columns = qMax(1, int(plot().width() * devicePixelRatioF()));
    for (qsizetype number = 0; number < stretches_.size(); ++number) {
        const QColor colour = Theme::seriesColour(int(number), scheme());
        for (const auto& stretch : stretches_[number]) {
            const QList<ChartPoint> kept = decimate(stretch, fromMs_, toMs_, columns);
            const bool outside = kept.isEmpty() || kept.constLast().atMs < fromMs_ || kept.constFirst().atMs >= toMs_;
            if (outside)
                continue;
            QList<QPointF> points;
            points.reserve(kept.size());
            for (const ChartPoint& point : kept)
                points.append(QPointF(double(point.atMs - fromMs_) / span, point.value / factor));
            if (points.size() == 1) // one measurement between two gaps: still to be seen
                points.append(points.constFirst() + QPointF(1.5 / columns, 0));
            drawnPoints_ += int(kept.size());
            if (number == 0 && !levels_) // the first is an area, the others are lines: told apart without colour
                addArea(points, colour);
            auto* line = new QLineSeries;
            line->setPen(QPen(colour, 1.5, lineStyle(number)));
            line->replace(points);
            addToChart(line);
        }
    }
}

void ChartCanvas::addToChart(QAbstractSeries* series)
{
    chart()->addSeries(series);
    series->attachAxis(xAxis_);
    series->attachAxis(yAxis_);
}

/// Only the filling: the outline of an area would draw walls at the gaps.
void ChartCanvas::addArea(const QList<QPointF>& points, QColor colour)
{
    auto* top = new QLineSeries;
    top->replace(points);
    auto* area = new QAreaSeries(top);
    top->setParent(area);
    colour.setAlpha(scheme() == Scheme::Light ? 42 : 58);
    area->setBrush(colour);
    area->setPen(Qt::NoPen);
    addToChart(area);
}

double ChartCanvas::xOf(qint64 ms) const
{
    return plot().left() + plot().width() * double(ms - fromMs_) / double(toMs_ - fromMs_);
}

double ChartCanvas::yOf(double value) const
{
    return plot().bottom() - plot().height() * (value / factor_ - ticks_.low) / (ticks_.high - ticks_.low);
}

qint64 ChartCanvas::timeAt(double x) const
{
    return fromMs_ + qint64(double(toMs_ - fromMs_) * (x - plot().left()) / plot().width());
}

const ChartMark* ChartCanvas::markAt(QPointF at) const
{
    const ChartMark* found = nullptr;
    for (const ChartMark& mark : marks_) {
        const double from = xOf(mark.fromMs), to = qMax(xOf(mark.toMs), from);
        const bool near = at.y() < plot().top() && at.x() >= from - 10 && at.x() <= to + 10;
        // Of several, the one whose sign is nearest.
        if (near && (!found || std::abs(at.x() - from) <= std::abs(at.x() - xOf(found->fromMs))))
            found = &mark;
    }
    return found;
}

void ChartCanvas::drawBackground(QPainter* painter, const QRectF&)
{
    const QRectF area = plot();
    painter->fillRect(viewport()->rect(), palette().color(QPalette::Base));
    const QColor divider = Theme::colour(Colour::Divider, scheme());
    const QLocale here = locale();
    painter->setFont(Theme::figureFont(font()));
    const QFontMetricsF metrics(painter->font());
    const int decimals = ticks_.decimals();
    for (double value = ticks_.low; value <= ticks_.high + ticks_.step / 2; value += ticks_.step) {
        const double y = std::round(yOf(value * factor_)) + 0.5;
        painter->setPen(QPen(divider, 1));
        painter->drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter->setPen(Theme::colour(Colour::MutedText, scheme()));
        painter->drawText(QRectF(0, y - 10, leftRoom - 8, 20), Qt::AlignRight | Qt::AlignVCenter, here.toString(value, 'f', decimals));
    }
    painter->drawText(QRectF(4, 0, leftRoom - 12, topRoom - 10), Qt::AlignRight | Qt::AlignVCenter, axisUnit_);
    for (const TimeTick& tick : timeTicks(fromMs_, toMs_, qMax(2, int(area.width() / 90)), zone_, here)) {
        const double x = std::round(xOf(tick.atMs)) + 0.5;
        painter->setPen(QPen(divider, 1));
        painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 4));
        painter->setPen(Theme::colour(Colour::MutedText, scheme()));
        const double wide = metrics.horizontalAdvance(tick.label) + 4;
        const double left = qBound(0.0, x - wide / 2, viewport()->width() - wide);
        painter->drawText(QRectF(left, area.bottom() + 6, wide, bottomRoom - 8), Qt::AlignCenter, tick.label);
    }
}

void ChartCanvas::drawMarks(QPainter& painter) const
{
    const QRectF area = plot();
    double end = area.right(); // where the words of this mark have to stop: at the next one
    for (auto mark = marks_.crbegin(); mark != marks_.crend(); ++mark) {
        if (qMax(mark->fromMs, mark->toMs) < fromMs_ || mark->fromMs > toMs_)
            continue;
        drawMark(painter, *mark, end);
        end = qMax(area.left(), xOf(mark->fromMs)) - 10;
    }
}

void ChartCanvas::drawMark(QPainter& painter, const ChartMark& mark, double wordsEnd) const
{
    constexpr double leastWords = 40;
    const QRectF area = plot();
    const Tone tone = toneOfMark(mark.kind);
    const QColor colour = Theme::toneColour(tone, scheme());
    const double from = qMax(area.left(), xOf(mark.fromMs)), to = qMin(area.right(), xOf(qMax(mark.fromMs, mark.toMs)));
    if (to - from > 1 && mark.kind == ChartMark::Kind::Outage) {
        QColor band = colour;
        band.setAlpha(34);
        painter.fillRect(QRectF(from, area.top(), to - from, area.height()), band);
    }
    painter.setPen(QPen(colour, 1, Qt::DashLine));
    painter.drawLine(QPointF(from, area.top() - 4), QPointF(from, area.bottom()));
    if (to - from > 1)
        painter.drawLine(QPointF(to, area.top()), QPointF(to, area.bottom()));
    drawTintedIcon(painter, QRectF(from - 7, area.top() - 20, 14, 14), toneIconName(tone), colour);
    const double room = qMin(220.0, wordsEnd - from - 12);
    if (room < leastWords)
        return; // the tooltip has them
    painter.setPen(Theme::colour(Colour::MutedText, scheme()));
    painter.drawText(QRectF(from + 11, area.top() - 22, 240, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(mark.text, Qt::ElideRight, room));
}

void ChartCanvas::drawReference(QPainter& painter) const
{
    const bool none = levels_ ? referenceName_.isEmpty() || referenceValue_ < ticks_.low : referenceValue_ <= 0;
    if (none || referenceValue_ > ticks_.high * factor_)
        return;
    const double y = std::round(yOf(referenceValue_)) + 0.5;
    painter.setPen(QPen(Theme::colour(Colour::MutedText, scheme()), 1, Qt::DashDotLine));
    painter.drawLine(QPointF(plot().left(), y), QPointF(plot().right(), y));
    const double wordsTop = y - 20 < plot().top() ? y + 2 : y - 20;
    painter.drawText(QRectF(plot().right() - 204, wordsTop, 200, 18), Qt::AlignRight | Qt::AlignVCenter, referenceName_);
}

/// What was measured where the pointer is: time, and each series with its value.
void ChartCanvas::drawReading(QPainter& painter) const
{
    const QRectF area = plot();
    if (pointerX_ < area.left() || pointerX_ > area.right() || brushing_)
        return;
    const qint64 at = timeAt(pointerX_);
    const qint64 reach = qint64(double(toMs_ - fromMs_) * 12 / area.width());
    QStringList lines;
    qint64 shownAt = at;
    for (const ChartSeries& one : series_) {
        if (const ChartPoint* point = nearestPoint(one.points, at, reach)) {
            lines.append(QStringLiteral("%1  %2").arg(one.name, withUnit(point->value, unit_, locale())));
            shownAt = point->atMs;
        }
    }
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(shownAt, zone_);
    lines.prepend(locale().toString(when.date(), QStringLiteral("ddd d MMM")) + when.toString(QStringLiteral("  HH:mm:ss")));
    if (lines.size() == 1)
        lines.append(tr("nothing measured"));
    const double x = std::round(xOf(shownAt)) + 0.5;
    painter.setPen(QPen(Theme::colour(Colour::FieldFrame, scheme()), 1));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    const QFontMetricsF metrics(painter.font());
    double wide = 0;
    for (const QString& line : std::as_const(lines))
        wide = qMax(wide, metrics.horizontalAdvance(line));
    QRectF box(x + 12, area.top() + 8, wide + 20, metrics.height() * double(lines.size()) + 12);
    if (box.right() > area.right())
        box.moveRight(x - 12);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(palette().color(QPalette::Text));
    for (qsizetype number = 0; number < lines.size(); ++number)
        painter.drawText(QPointF(box.left() + 10, box.top() + 6 + metrics.ascent() + metrics.height() * double(number)), lines[number]);
}

void ChartCanvas::drawForeground(QPainter* painter, const QRectF&)
{
    painter->setFont(Theme::figureFont(font()));
    drawReference(*painter);
    drawMarks(*painter);
    drawReading(*painter);
    if (hasFocus()) {
        painter->setPen(QPen(Theme::colour(Colour::Accent, scheme()), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
    if (brushing_) {
        QColor band = Theme::colour(Colour::Accent, scheme());
        const QRectF brushedArea = QRectF(QPointF(brushFrom_, plot().top()), QPointF(brushTo_, plot().bottom())).normalized();
        painter->setPen(band);
        band.setAlpha(40);
        painter->setBrush(band);
        painter->drawRect(brushedArea);
    }
}

void ChartCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const ChartMark* mark = markAt(event->position()); mark && !mark->target.isNull()) {
        Q_EMIT markActivated(mark->target);
        return;
    }
    brushing_ = plot().contains(event->position());
    brushFrom_ = brushTo_ = event->position().x();
    setRenderHint(QPainter::Antialiasing, !brushing_); // wide antialiased lines cost 25-40 ms a frame
}

void ChartCanvas::mouseMoveEvent(QMouseEvent* event)
{
    pointerX_ = event->position().x();
    brushTo_ = qBound(plot().left(), pointerX_, plot().right());
    const ChartMark* mark = markAt(event->position());
    viewport()->setCursor(mark && !mark->target.isNull() ? Qt::PointingHandCursor : plot().contains(event->position()) ? Qt::CrossCursor : Qt::ArrowCursor);
    viewport()->setToolTip(mark ? mark->text : QString());
    viewport()->update();
}

void ChartCanvas::mouseReleaseEvent(QMouseEvent*)
{
    if (!std::exchange(brushing_, false))
        return;
    setRenderHint(QPainter::Antialiasing);
    const qint64 from = timeAt(qMin(brushFrom_, brushTo_)), to = timeAt(qMax(brushFrom_, brushTo_));
    if (std::abs(brushTo_ - brushFrom_) > 6 && to - from >= 1000)
        Q_EMIT brushed(from, to);
    viewport()->update();
}

void ChartCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && plot().contains(event->position()))
        Q_EMIT zoomOutAsked();
}

void ChartCanvas::keyPressEvent(QKeyEvent* event)
{
    const qint64 quarter = (toMs_ - fromMs_) / 4;
    switch (event->key()) {
    case Qt::Key_Escape:
    case Qt::Key_Minus: Q_EMIT zoomOutAsked(); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        if (quarter >= 1000)
            Q_EMIT brushed(fromMs_ + quarter, toMs_ - quarter);
        break;
    default: event->ignore(); // not to the scroll view, which moves nothing here
    }
}

void ChartCanvas::leaveEvent(QEvent* event)
{
    QChartView::leaveEvent(event);
    pointerX_ = -1;
    viewport()->update();
}

void ChartCanvas::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    rebuild();
}

void ChartCanvas::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && chart())
        rebuild();
}

} // namespace trunkline::widgets
