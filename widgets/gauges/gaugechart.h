// One gauge over time: its values, its limits and who says so, in its unit.
#pragma once

#include "models/overview/gaugelist.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace trunkline::widgets {

class Asking;
class RateChart;

class GaugeChart : public QWidget {
    Q_OBJECT
public:
    /// `desk` outlives it.
    explicit GaugeChart(Desk& desk, QWidget* parent = nullptr);

    /// Shows another gauge; a null one shows nothing.
    void showGauge(GaugeId id);
    void refresh();
    RateChart* chart() const { return chart_; }

private:
    void ask(bool anew);
    void show(const overview::GaugeHistory& history);
    void setLimits();

    Desk& desk_;
    RateChart* chart_;
    QLabel* limits_;
    QPushButton* set_;
    Asking* asked_;
    GaugeId id_;
    overview::GaugeRow row_;
    bool following_ = true; ///< the window ends now; false after a brush
};

} // namespace trunkline::widgets
