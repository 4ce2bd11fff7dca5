// What ports carried: pick one at the left or drag several into the chart, see traffic, what happened, and figures.
#pragma once

#include "models/overview/trafficview.h"
#include "widgets/common/watched.h"
#include "widgets/desk/desk.h"
#include "widgets/shell/workspace.h"

class QMainWindow;
class QStackedWidget;

namespace trunkline::widgets {

class Asking;
class ComparedBar;
class DetailPane;
class EmptyState;
class FiguresTable;
class GaugeChart;
class MeasureLists;
class PanelWidth;
class PortRatesAction;
class RateChart;
class TablePane;

/// Targets: "port" and "gauge" by their ids.
class PerformanceWorkspace : public QObject, public Workspace {
    Q_OBJECT
public:
    /// Both outlive the workspace. Whoever takes widget() into a window owns it from then on.
    PerformanceWorkspace(Desk& desk, DetailPane& detail, QObject* parent = nullptr);
    ~PerformanceWorkspace() override;

    QString id() const override { return QStringLiteral("performance"); }
    QString title() const override { return tr("Performance"); }
    QIcon icon() const override;
    QWidget* widget() override;
    void refresh() override;
    QStringList targetKinds() const override { return {QStringLiteral("port"), QStringLiteral("gauge")}; }
    void showTarget(const Target& target) override;
    QList<KeyHint> keys() const override;
    QString help() const override;
    QList<QAction*> actions() const override { return actions_; }
    void activated() override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

Q_SIGNALS:
    /// A mark or a link: the window shows it.
    void targetActivated(const trunkline::Target& target);
    /// A port was chosen here: a place to come back to.
    void visited(const trunkline::Target& target);

private:
    void buildPage();
    QWidget* buildList();
    void connectDesk();
    void connectViews();
    void choose(const QVariant& key);
    void chooseGauge(GaugeId id);
    void compare(const QStringList& ports);
    void add(const QList<Target>& targets);
    void showChosen();
    void askForPorts();
    void askForTraffic(bool anew);
    void askForDetail(bool anew);
    void showTraffic(const QList<overview::PortTraffic>& traffic);
    void showFigures(const QList<overview::PortTraffic>& traffic);
    void showMarks(const QList<overview::PortTraffic>& traffic);
    QString nameOf(const QString& port) const;

    Desk& desk_;
    DetailPane& detail_;
    Watched<QMainWindow> page_;
    TablePane* ports_ = nullptr;
    overview::PortListModel* portModel_ = nullptr;
    PanelWidth* listWidth_ = nullptr;
    QStackedWidget* views_ = nullptr;
    EmptyState* unchosen_ = nullptr;
    ComparedBar* compared_ = nullptr;
    RateChart* chart_ = nullptr;
    FiguresTable* figures_ = nullptr;
    MeasureLists* lists_ = nullptr;
    GaugeChart* gauge_ = nullptr;
    QList<QAction*> actions_;
    PortRatesAction* rates_ = nullptr;
    Asking* portsAsked_;
    Asking* trafficAsked_;
    Asking* detailAsked_;
    QStringList chosen_;     ///< the ports in the chart, at most mostCompared; the last is the one in the detail pane
    QList<overview::PortTraffic> traffic_; ///< as it was last read
    QString awaited_;        ///< a port to select as soon as the list is there
    bool following_ = true;  ///< the window ends now; false after a brush
};

} // namespace trunkline::widgets
