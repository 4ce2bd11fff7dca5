// Rates over time: an hour to a year, brush to zoom, marks for what happened; what is dropped on it is told.
#pragma once

#include "widgets/chart/chartcanvas.h"

#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QGridLayout;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace trunkline::widgets {

class EmptyState;
class NoticeBar;

enum class ChartRange { Hour, Day, Week, Month, Year };
/// How long a range is, in milliseconds (a month has 30 days, a year 365).
qint64 rangeMs(ChartRange range);

class RateChart : public QWidget {
    Q_OBJECT
public:
    explicit RateChart(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// The first series is drawn as an area ("In"), the others as lines. A step in time longer than
    /// `longestStepMs` is a gap, as is a value that is no number; 0 for none.
    void setSeries(const QList<ChartSeries>& series, qint64 longestStepMs = 0);
    void setMarks(const QList<ChartMark>& marks);
    /// "bit/s" at first.
    void setUnit(const QString& unit) { canvas_->setUnit(unit); unit_ = unit; }
    /// Levels (°C, dBm) in place of rates.
    void setLevels(bool levels) { canvas_->setLevels(levels); }
    /// A dashed line, shown when the values come near it: the port's speed, a threshold.
    void setReference(double value, const QString& name) { canvas_->setReference(value, name); }
    /// The operator's zone for times on the axis; UTC at first.
    void setZone(const QTimeZone& zone) { canvas_->setZone(zone); }
    /// The range button and the window that ends at `endMs`.
    void setRange(ChartRange range, qint64 endMs);
    /// Any window; the range buttons show none.
    void setWindow(qint64 fromMs, qint64 toMs);
    qint64 fromMs() const { return canvas_->fromMs(); }
    qint64 toMs() const { return canvas_->toMs(); }
    ChartRange range() const { return range_; }
    /// What it says without points; the button emits emptyAction().
    void setEmptyState(const QString& sentence, const QString& actionText = {});
    void setLoading();
    NoticeBar* notices() const { return notices_; }
    ChartCanvas* canvas() const { return canvas_; }

public Q_SLOTS:
    /// Back from the last brush.
    void zoomOut();

Q_SIGNALS:
    /// Values of another window or range are wanted.
    void windowChanged(qint64 fromMs, qint64 toMs);
    void rangeChosen(trunkline::widgets::ChartRange range);
    void markActivated(const trunkline::Target& target);
    /// Ports, or whatever lists let people drag, were dropped on the chart.
    void targetsDropped(const QList<trunkline::Target>& targets);
    void emptyAction();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildBar();
    void showFigures();
    void describe();

    QGridLayout* head_ = nullptr; ///< title, figures and buttons
    QLabel* title_;
    QLabel* figures_;
    QButtonGroup* ranges_;
    QToolButton* zoomOut_;
    NoticeBar* notices_;
    QStackedWidget* pages_;
    ChartCanvas* canvas_;
    EmptyState* empty_;
    QList<ChartSeries> series_;
    QStringList markTexts_;
    QString unit_ = QStringLiteral("bit/s");
    ChartRange range_ = ChartRange::Day;
    QList<QPair<qint64, qint64>> before_; ///< windows to zoom back to
};

} // namespace trunkline::widgets
