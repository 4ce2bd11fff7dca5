// The drawing of a RateChart: lines by Qt Charts; grid, labels, marks and the brush by us, so that
// times are the operator's and figures have their unit.
#pragma once

#include "widgets/chart/decimate.h"
#include "widgets/chart/ticks.h"
#include "widgets/common/theme.h"

#include <QChartView>

class QAbstractSeries;
class QValueAxis;

namespace trunkline::widgets {

struct ChartSeries {
    QString name; ///< "In", "Out"
    QList<ChartPoint> points; ///< in order of time; in the base unit (bit/s)
};

/// Something that happened: a line or, with an end, a band.
struct ChartMark {
    enum class Kind { Outage, Alarm, Change, Order };
    Kind kind = Kind::Change;
    qint64 fromMs = 0;
    qint64 toMs = 0; ///< not later than fromMs: an instant
    QString text = {};
    Target target = {};
    bool operator==(const ChartMark&) const = default;
};

class ChartCanvas : public QChartView {
    Q_OBJECT
public:
    explicit ChartCanvas(QWidget* parent = nullptr);

    void setSeries(const QList<ChartSeries>& series, qint64 longestStepMs);
    void setMarks(const QList<ChartMark>& marks);
    void setUnit(const QString& unit);
    /// Levels (°C, dBm) in place of rates: lines on an axis around them, without prefixes of the unit.
    void setLevels(bool levels);
    void setReference(double value, const QString& name);
    void setZone(const QTimeZone& zone);
    void setWindow(qint64 fromMs, qint64 toMs);
    qint64 fromMs() const { return fromMs_; }
    qint64 toMs() const { return toMs_; }
    /// Points that Qt Charts was given at last, over all series.
    int drawnPoints() const { return drawnPoints_; }
    bool isBrushing() const { return brushing_; }
    /// The mark at a point of the widget; null when none.
    const ChartMark* markAt(QPointF at) const;
    QRectF plot() const;

Q_SIGNALS:
    void brushed(qint64 fromMs, qint64 toMs); ///< drawn over with the mouse; Plus takes the middle half
    void zoomOutAsked();                      ///< Escape, Minus or double click
    void markActivated(const trunkline::Target& target);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& area) override;
    void drawForeground(QPainter* painter, const QRectF& area) override;

private:
    void rebuild();
    void fillSeries(double factor);
    void addArea(const QList<QPointF>& points, QColor colour);
    void addToChart(QAbstractSeries* series);
    double greatestInWindow() const;
    ValueTicks ticksOfLevels() const;
    double xOf(qint64 ms) const;
    double yOf(double value) const;
    qint64 timeAt(double x) const;
    void drawMarks(QPainter& painter) const;
    void drawMark(QPainter& painter, const ChartMark& mark, double wordsEnd) const;
    void drawReading(QPainter& painter) const;
    void drawReference(QPainter& painter) const;
    Scheme scheme() const { return Theme::schemeOf(palette()); }

    QList<ChartSeries> series_;
    QList<QList<QList<ChartPoint>>> stretches_; ///< of each series, without gaps
    QList<ChartMark> marks_;
    QString unit_ = QStringLiteral("bit/s");
    QString axisUnit_;
    bool levels_ = false;
    double referenceValue_ = 0;
    QString referenceName_;
    QTimeZone zone_ = QTimeZone::utc();
    qint64 fromMs_ = 0;
    qint64 toMs_ = 3'600'000;
    double factor_ = 1; ///< SI prefix of the axis
    ValueTicks ticks_;
    QValueAxis* xAxis_;
    QValueAxis* yAxis_;
    int drawnPoints_ = 0;
    bool brushing_ = false;
    double brushFrom_ = 0;
    double brushTo_ = 0;
    double pointerX_ = -1;
};

} // namespace trunkline::widgets
