// What a port carried: pick it at the left, see its traffic, its outages and its figures.
#pragma once

#include "models/overview/trafficview.h"
#include "widgets/common/watched.h"
#include "widgets/desk/desk.h"
#include "widgets/shell/workspace.h"

#include <QHash>

class QLabel;
class QMainWindow;
class QStackedWidget;

namespace trunkline::widgets {

class Asking;
class DetailPane;
class EmptyState;
class RateChart;
class TablePane;

/// Targets: "port" by its id.
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
    QStringList targetKinds() const override { return {QStringLiteral("port")}; }
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
    QWidget* buildFigures();
    void connectDesk();
    void choose(const QVariant& key);
    void askForPorts();
    void askForTraffic(bool anew);
    void showTraffic(const overview::PortTraffic& traffic);
    void showFigures(const overview::PortTraffic& traffic);
    void showMarks(const overview::PortTraffic& traffic);
    void showDetail(const overview::PortRow& row);

    Desk& desk_;
    DetailPane& detail_;
    Watched<QMainWindow> page_;
    TablePane* ports_ = nullptr;
    overview::PortListModel* portModel_ = nullptr;
    QStackedWidget* views_ = nullptr;
    EmptyState* unchosen_ = nullptr;
    RateChart* chart_ = nullptr;
    QHash<QString, QLabel*> figures_; ///< "in-min" … "out-percentile95"
    QList<QAction*> actions_;
    Asking* portsAsked_;
    Asking* trafficAsked_;
    QString port_;
    QString awaited_;        ///< a port to select as soon as the list is there
    bool following_ = true;  ///< the window ends now; false after a brush
};

} // namespace trunkline::widgets
