// The network: the map in the middle, sites and devices at the left, an opened device with its ports below.
#pragma once

#include "models/overview/deviceview.h"
#include "models/overview/networktree.h"
#include "widgets/common/watched.h"
#include "widgets/desk/desk.h"
#include "widgets/shell/workspace.h"

#include <QPointF>

class QDockWidget;
class QLineEdit;
class QMainWindow;
class QStackedWidget;
class QTimer;
class QTreeView;

namespace trunkline::widgets {

class Asking;
class DetailPane;
class DevicePanel;
class EmptyState;
class NoticeBar;
class PanelWidth;
class PortRatesAction;
class TimeBar;
class TopologyMap;

/// Targets: "device", "link" and "site" by their ids (a site by its name). Ports are chosen in an opened device.
class NetworkWorkspace : public QObject, public Workspace {
    Q_OBJECT
public:
    /// Both outlive the workspace. Whoever takes widget() into a window owns it from then on.
    NetworkWorkspace(Desk& desk, DetailPane& detail, QObject* parent = nullptr);
    ~NetworkWorkspace() override;

    QString id() const override { return QStringLiteral("network"); }
    QString title() const override { return tr("Network"); }
    QIcon icon() const override;
    QWidget* widget() override;
    void refresh() override;
    QStringList targetKinds() const override { return {QStringLiteral("device"), QStringLiteral("link"), QStringLiteral("site")}; }
    void showTarget(const Target& target) override;
    QList<KeyHint> keys() const override;
    QString help() const override;
    QList<QAction*> actions() const override { return actions_; }
    void activated() override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

public Q_SLOTS:
    /// Asks where to begin; Desk::discoveryAsked follows.
    void findDevices();

Q_SIGNALS:
    /// A link in a table: the window shows it.
    void targetActivated(const trunkline::Target& target);
    /// A device was opened here: a place to come back to.
    void visited(const trunkline::Target& target);

private:
    void buildPage();
    QWidget* buildBar();
    QWidget* buildTree();
    void buildPorts();
    QAction* addAction(const char* name, const QString& text, const QStringList& icons, std::function<void()> act);
    void connectDesk();
    void connectViews();
    void showView(const overview::NetworkView& view);
    void showFailure(const QString& sentence);
    void showAwaited();
    void select(const Target& target, bool onMap);
    void askForDevice(DeviceId id, bool anew);
    void askForPort(const QString& id, bool anew);
    void showLink(const QString& id, bool anew);
    void open(DeviceId id);
    void savePositions();
    const overview::NetworkNode* node(const QString& id) const;
    QString selectedDevice() const;
    void selectInTree(const QString& id);

    Desk& desk_;
    std::optional<DiscoveryRequest> lastAsked_; ///< what the next form to find devices proposes
    DetailPane& detail_;
    Watched<QMainWindow> page_;
    NoticeBar* notices_ = nullptr;
    QAction* settings_ = nullptr;
    PortRatesAction* rates_ = nullptr;
    QStackedWidget* views_ = nullptr;
    TopologyMap* map_ = nullptr;
    EmptyState* empty_ = nullptr;
    QLineEdit* treeFilter_ = nullptr;
    QTreeView* tree_ = nullptr;
    overview::NetworkTreeModel* treeModel_ = nullptr;
    TimeBar* time_ = nullptr;
    DevicePanel* ports_ = nullptr;
    QDockWidget* portPanel_ = nullptr;
    PanelWidth* treeWidth_ = nullptr;
    QList<QAction*> actions_;
    Asking* viewAsked_;
    Asking* deviceAsked_;
    Asking* storyAsked_;
    overview::NetworkView view_;
    bool loaded_ = false;
    bool syncing_ = false;   ///< tree and map follow each other
    Target selected_;
    Target awaited_;         ///< to be selected as soon as it is loaded
    QString opened_;         ///< the device whose ports are shown
    QHash<QString, QPointF> moved_; ///< dragged, not saved yet
    QTimer* saveTimer_;
};

} // namespace trunkline::widgets
