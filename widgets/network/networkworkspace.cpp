#include "widgets/network/networkworkspace.h"

#include "models/inventory/inventoryservice.h"
#include "widgets/common/celldelegate.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/skeleton.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/map/timebar.h"
#include "widgets/map/topologymap.h"
#include "widgets/network/devicepanel.h"
#include "widgets/network/devicesettingsdialog.h"
#include "widgets/network/networkdetail.h"
#include "widgets/desk/asking.h"
#include "widgets/noc/panelwidth.h"
#include "widgets/noc/portdetail.h"
#include "widgets/noc/portratesdialog.h"
#include "widgets/office/addressdialog.h"
#include "widgets/shell/workspacepage.h"

#include <QAction>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

constexpr int lookAgainMs = 30'000; // values grow old while nothing else happens

Target deviceTarget(const QString& id)
{
    return {QStringLiteral("device"), id};
}

} // namespace

NetworkWorkspace::NetworkWorkspace(Desk& desk, DetailPane& detail, QObject* parent)
    : QObject(parent), desk_(desk), detail_(detail), page_(new WorkspacePage(QStringLiteral("networkPage"))),
      viewAsked_(new Asking(this)), deviceAsked_(new Asking(this)), storyAsked_(new Asking(this)), saveTimer_(new QTimer(this))
{
    saveTimer_->setSingleShot(true);
    connect(saveTimer_, &QTimer::timeout, this, &NetworkWorkspace::savePositions);
    buildPage();
    connectDesk();
    connectViews();
    refresh();
}

NetworkWorkspace::~NetworkWorkspace()
{
    if (page_ && !page_->parent())
        delete page_;
}

QIcon NetworkWorkspace::icon() const { return ownIcon(QStringLiteral("device-router")); }
QWidget* NetworkWorkspace::widget() { return page_; }

void NetworkWorkspace::buildPage()
{
    auto* centre = new QWidget(page_);
    notices_ = new NoticeBar(centre);
    notices_->setObjectName(QStringLiteral("networkNotices"));
    notices_->hide();
    views_ = new QStackedWidget(centre);
    views_->setObjectName(QStringLiteral("networkViews"));
    map_ = new TopologyMap(views_);
    map_->setObjectName(QStringLiteral("networkMap"));
    map_->setAccessibleName(tr("Map of the network"));
    empty_ = new EmptyState(views_);
    empty_->setObjectName(QStringLiteral("networkEmpty"));
    const bool mayFind = desk_.actor().may(access::Permission::DiscoverNetwork);
    empty_->setContent(mayFind ? tr("No device is known yet. Name one, and Trunkline finds the others by their neighbours.")
                               : tr("No device is known yet. Someone who may discover the network has to look for devices first."),
                       mayFind ? tr("Find devices…") : QString(), QStringLiteral("device-router"));
    views_->addWidget(new Skeleton(views_));
    views_->addWidget(empty_);
    views_->addWidget(map_);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(notices_);
    column->addWidget(views_, 1);
    time_ = new TimeBar([this] { return desk_.clock().now(); }, [this](Timestamp at) { return desk_.timeText(at); }, centre);
    column->addWidget(time_);
    page_->setCentralWidget(centre);
    centre->setFocusProxy(map_);
    auto* page = static_cast<WorkspacePage*>(page_.data());
    QDockWidget* treePanel = page->addPanel(QStringLiteral("networkTreePanel"), tr("Sites and devices"), buildTree(), Qt::LeftDockWidgetArea);
    treeWidth_ = new PanelWidth(page_, treePanel, 264);
    buildPorts();
    QWidget::setTabOrder(treeFilter_, tree_);
    QWidget::setTabOrder(tree_, map_);
    QWidget::setTabOrder(map_, time_);
    QWidget::setTabOrder(time_, ports_);
}

QAction* NetworkWorkspace::addAction(const char* name, const QString& text, const QStringList& icons, std::function<void()> act)
{
    auto* action = new QAction(themeIcon(icons), text, this);
    action->setObjectName(QString::fromLatin1(name));
    connect(action, &QAction::triggered, this, std::move(act));
    actions_.append(action);
    return action;
}

QWidget* NetworkWorkspace::buildBar()
{
    QAction* find = addAction("findDevices", tr("Find devices…"), {QStringLiteral("edit-find"), QStringLiteral("search")}, [this] { findDevices(); });
    find->setEnabled(desk_.actor().may(access::Permission::DiscoverNetwork));
    QAction* fit = addAction("fitMap", tr("Show the whole network"), {QStringLiteral("zoom-fit-best")}, [this] { map_->fit(); });
    QAction* anew = addAction("layOutMap", tr("Arrange the map anew"), {QStringLiteral("distribute-graph"), QStringLiteral("view-refresh")}, [this] { map_->layOutAnew(); });
    anew->setToolTip(tr("Forgets where devices were dragged and places them by their links"));
    auto* bar = new QWidget(page_);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(gridStep, gridStep, gridStep, gridStep);
    row->setSpacing(gridStep / 2);
    settings_ = addAction("deviceSettings", tr("Settings of the device…"), {QStringLiteral("configure"), QStringLiteral("settings-configure")}, [this] {
        if (const overview::NetworkNode* chosen = node(selectedDevice()))
            (new DeviceSettingsDialog(desk_, chosen->device, page_))->open();
    });
    settings_->setToolTip(tr("Its role, how it is checked whether it can be reached, the time zone of its log"));
    settings_->setEnabled(false);
    rates_ = new PortRatesAction(desk_, page_, this);
    for (QAction* action : {find, settings_, fit, anew}) {
        auto* button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(action->text());
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        if (action == find)
            row->addStretch(1);
    }
    return bar;
}

QWidget* NetworkWorkspace::buildTree()
{
    auto* panel = new QWidget;
    treeFilter_ = new QLineEdit(panel);
    treeFilter_->setObjectName(QStringLiteral("networkTreeFilter"));
    treeFilter_->setPlaceholderText(tr("Filter devices"));
    treeFilter_->setAccessibleName(tr("Filter the sites and devices"));
    treeFilter_->setClearButtonEnabled(true);
    tree_ = new QTreeView(panel);
    tree_->setObjectName(QStringLiteral("networkTree"));
    tree_->setAccessibleName(tr("Sites and devices"));
    tree_->setHeaderHidden(true);
    tree_->setMinimumWidth(20 * gridStep); // names stay readable, whatever an earlier window left of it
    tree_->setItemDelegate(new CellDelegate(tree_));
    tree_->setFrameShape(QFrame::NoFrame);
    tree_->setUniformRowHeights(true);
    tree_->setIndentation(2 * gridStep);
    tree_->setExpandsOnDoubleClick(false);
    treeModel_ = new overview::NetworkTreeModel(page_);
    tree_->setModel(treeModel_);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* around = new QHBoxLayout;
    around->setContentsMargins(gridStep, gridStep, gridStep, gridStep);
    around->addWidget(treeFilter_);
    column->addLayout(around);
    column->addWidget(tree_, 1);
    return panel;
}

void NetworkWorkspace::buildPorts()
{
    ports_ = new DevicePanel(desk_);
    portPanel_ = static_cast<WorkspacePage*>(page_.data())->addPanel(QStringLiteral("devicePortsPanel"), tr("Ports and sensors"), ports_, Qt::BottomDockWidgetArea);
    portPanel_->hide();
    page_->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
}

void NetworkWorkspace::connectDesk()
{
    connect(&desk_, &Desk::discoveryAsked, this, [this](const DiscoveryRequest& request) { lastAsked_ = request; });
    connect(&desk_, &Desk::changed, this, [this](const QList<store::JournalEntry>& entries) {
        if (concerns(entries, {QStringLiteral("device"), QStringLiteral("port"), QStringLiteral("link"), QStringLiteral("site"), QStringLiteral("alarm"),
                               QStringLiteral("service")}))
            refresh();
    });
    connect(&desk_, &Desk::measured, this, &NetworkWorkspace::refresh);
    connect(&detail_, &DetailPane::retryRequested, this, [this](const Target&) {
        if (page_->isVisible() && selected_.kind == QLatin1String("device"))
            askForDevice(DeviceId::fromString(selected_.id), true);
        else if (page_->isVisible() && selected_.kind == QLatin1String("port"))
            askForPort(selected_.id, true);
    });
    auto* again = new QTimer(this);
    connect(again, &QTimer::timeout, this, [this] {
        if (page_ && page_->isVisible())
            refresh();
    });
    again->start(lookAgainMs);
    connect(notices_, &NoticeBar::actionTriggered, this, &NetworkWorkspace::refresh);
}

void NetworkWorkspace::connectViews()
{
    connect(empty_, &EmptyState::actionTriggered, this, &NetworkWorkspace::findDevices);
    connect(treeFilter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        treeModel_->setFilterText(text);
        selectInTree(selectedDevice());
    });
    connect(treeModel_, &QAbstractItemModel::modelReset, tree_, &QTreeView::expandAll);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (const overview::NetworkNode* chosen = treeModel_->nodeAt(current); chosen && !syncing_)
            select(deviceTarget(chosen->device.id.toString()), true);
    });
    connect(tree_, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const overview::NetworkNode* chosen = treeModel_->nodeAt(index))
            open(chosen->device.id);
    });
    connect(map_, &TopologyMap::nodeSelected, this, [this](const QString& id) {
        if (!syncing_ && !id.isEmpty())
            select(deviceTarget(id), false);
    });
    connect(map_, &TopologyMap::linkSelected, this, [this](const QString& id) {
        if (!syncing_ && !id.isEmpty())
            select({QStringLiteral("link"), id}, false);
    });
    connect(map_, &TopologyMap::nodeOpened, this, [this](const QString& id) { open(DeviceId::fromString(id)); });
    connect(map_, &TopologyMap::nodeMoved, this, [this](const QString& id, const QPointF& position) {
        moved_.insert(id, position);
        saveTimer_->start(0); // a new layout moves many at once: one write for all
    });
    connect(time_, &TimeBar::chosen, this, &NetworkWorkspace::refresh);
    connect(ports_, &DevicePanel::targetActivated, this, &NetworkWorkspace::targetActivated);
    connect(ports_, &DevicePanel::portSelected, this, [this](const QString& id) {
        selected_ = {QStringLiteral("port"), id};
        askForPort(id, true);
    });
    connect(ports_, &DevicePanel::portOpened, this, [this](const QString& id) { Q_EMIT targetActivated({QStringLiteral("port"), id}); });
    connect(ports_, &DevicePanel::retryRequested, this, [this] { open(DeviceId::fromString(opened_)); });
}

void NetworkWorkspace::refresh()
{
    viewAsked_->ask(
        desk_.executor(),
        [past = time_->shown()](store::Connection& connection) { return past ? overview::networkViewAt(connection, *past) : overview::networkView(connection); },
        [this](const overview::NetworkView& view) { showView(view); }, [this](const Error& error) { showFailure(error.sentence()); });
    const QString wanted = opened_.isEmpty() || !portPanel_->isVisible() ? (selected_.kind == QLatin1String("device") ? selected_.id : QString()) : opened_;
    if (!wanted.isEmpty())
        askForDevice(DeviceId::fromString(wanted), false);
    if (selected_.kind == QLatin1String("port") && detail_.detail().target == selected_)
        askForPort(selected_.id, false);
}

void NetworkWorkspace::showView(const overview::NetworkView& view)
{
    notices_->clear();
    loaded_ = true;
    view_ = view;
    QList<MapNode> nodes;
    QList<MapLink> links;
    for (const overview::NetworkNode& one : view.nodes)
        nodes.append(mapNodeOf(one));
    for (const overview::NetworkLink& one : view.links)
        links.append(mapLinkOf(one, view.at.value_or(desk_.clock().now())));
    map_->setPast(view.at ? tr("As it was: %1").arg(desk_.timeText(*view.at)) : QString());
    syncing_ = true; // what is selected stays selected: nobody chose anew
    map_->setNetwork(nodes, links);
    treeModel_->replace(view.nodes);
    syncing_ = false;
    time_->setVisible(!view.nodes.isEmpty());
    views_->setCurrentWidget(view.nodes.isEmpty() ? static_cast<QWidget*>(empty_) : map_);
    if (selected_.kind == QLatin1String("link") && detail_.detail().target == selected_)
        showLink(selected_.id, false);
    selectInTree(selectedDevice());
    showAwaited();
}

void NetworkWorkspace::showFailure(const QString& sentence)
{
    notices_->showNotice({Tone::Bad, tr("The network could not be read."), sentence, {}, tr("Try again")});
}

void NetworkWorkspace::showAwaited()
{
    if (!awaited_.isNull())
        showTarget(std::exchange(awaited_, {}));
}

const overview::NetworkNode* NetworkWorkspace::node(const QString& id) const
{
    const auto found = std::find_if(view_.nodes.begin(), view_.nodes.end(), [&](const overview::NetworkNode& one) { return one.device.id.toString() == id; });
    return found == view_.nodes.end() ? nullptr : &*found;
}

/// The device that is selected itself, or by one of its ports; empty for a link.
QString NetworkWorkspace::selectedDevice() const
{
    return selected_.kind == QLatin1String("device") ? selected_.id : selected_.kind == QLatin1String("port") ? opened_ : QString();
}

void NetworkWorkspace::selectInTree(const QString& id)
{
    const QModelIndex index = treeModel_->indexOf(DeviceId::fromString(id));
    syncing_ = true;
    if (index.isValid()) {
        tree_->setCurrentIndex(index);
        tree_->scrollTo(index);
    } else {
        tree_->selectionModel()->clear();
    }
    syncing_ = false;
}

void NetworkWorkspace::select(const Target& target, bool onMap)
{
    selected_ = target;
    settings_->setEnabled(desk_.actor().may(access::Permission::EditInventory) && !selectedDevice().isEmpty());
    const bool device = target.kind == QLatin1String("device");
    if (onMap) {
        syncing_ = true;
        if (device)
            map_->selectNode(target.id);
        else
            map_->selectLink(target.id);
        syncing_ = false;
    }
    if (!(onMap && tree_->hasFocus()))
        selectInTree(selectedDevice());
    detail_.setActions({});
    if (device)
        askForDevice(DeviceId::fromString(target.id), true);
    else if (target.kind == QLatin1String("port"))
        askForPort(target.id, true);
    else
        showLink(target.id, true);
}

void NetworkWorkspace::askForDevice(DeviceId id, bool anew)
{
    const Target target = deviceTarget(id.toString());
    if (anew) {
        const overview::NetworkNode* known = node(target.id);
        detail_.setLoading(known ? known->device.name : QString());
    }
    if (portPanel_->isVisible() && opened_ != target.id)
        ports_->setLoading();
    deviceAsked_->ask(
        desk_.executor(), [id](store::Connection& connection) { return overview::deviceDetail(connection, id); },
        [this, target, anew](const overview::DeviceDetail& device) {
            if (portPanel_->isVisible()) { // a table finds its widths when its first rows are seen
                opened_ = target.id;
                ports_->setDevice(device);
                portPanel_->setWindowTitle(tr("Ports and sensors of %1").arg(device.device.name));
            }
            if (page_->isVisible() && selected_ == target && (anew || detail_.detail().target == target || detail_.detail().target.isNull()))
                detail_.setDetail(deviceDetailOf(device, desk_));
        },
        [this](const Error& error) {
            ports_->setFailed(error.sentence());
            if (page_->isVisible())
                detail_.setFailed({Tone::Bad, tr("The device could not be read."), error.sentence(), {}, tr("Try again")});
        });
}

void NetworkWorkspace::askForPort(const QString& id, bool anew)
{
    const Target target{QStringLiteral("port"), id};
    if (anew) {
        detail_.setActions({});
        detail_.setLoading(tr("Port"));
    }
    storyAsked_->ask(
        desk_.executor(), [port = PortId::fromString(id)](store::Connection& connection) { return overview::portDetail(connection, port); },
        [this, target, anew](const overview::PortDetail& port) {
            if (!page_->isVisible() || selected_ != target)
                return;
            rates_->setPort(port.row.deviceName, port.row.port);
            if (anew)
                detail_.setActions({rates_});
            detail_.setDetail(portDetailOf(port, desk_));
        },
        [this, target](const Error& error) {
            if (page_->isVisible() && selected_ == target)
                detail_.setFailed({Tone::Bad, tr("The port could not be read."), error.sentence(), {}, tr("Try again")});
        });
}

/// What the map knows is shown at once; its story comes from the journal a moment later.
void NetworkWorkspace::showLink(const QString& id, bool anew)
{
    const auto found = std::find_if(view_.links.begin(), view_.links.end(), [&](const overview::NetworkLink& one) { return one.link.id.toString() == id; });
    deviceAsked_->forget();
    if (found == view_.links.end() || !page_->isVisible())
        return;
    if (anew)
        detail_.setDetail(linkDetailOf(*found, view_, {}, desk_));
    storyAsked_->ask(
        desk_.executor(), [link = found->link.id](store::Connection& connection) { return overview::linkStory(connection, link); },
        [this, link = *found, target = Target{QStringLiteral("link"), id}](const overview::Story& story) {
            if (page_->isVisible() && selected_ == target)
                detail_.setDetail(linkDetailOf(link, view_, story, desk_));
        },
        [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("What happened to the link could not be read."), error.sentence(), {}, tr("Try again")}); });
}

void NetworkWorkspace::open(DeviceId id)
{
    const bool wasHidden = !portPanel_->isVisible();
    portPanel_->show();
    if (wasHidden)
        page_->resizeDocks({portPanel_}, {qMax(280, page_->height() * 9 / 20)}, Qt::Vertical);
    select(deviceTarget(id.toString()), true);
    Q_EMIT visited(deviceTarget(id.toString()));
}

void NetworkWorkspace::showTarget(const Target& target)
{
    if (target.kind == QLatin1String("site")) {
        treeFilter_->setText(target.id);
        return;
    }
    const bool known = target.kind == QLatin1String("device")
        ? node(target.id) != nullptr
        : std::any_of(view_.links.begin(), view_.links.end(), [&](const overview::NetworkLink& one) { return one.link.id.toString() == target.id; });
    if (known)
        select(target, true);
    else if (!loaded_)
        awaited_ = target;
    else
        notices_->showNotice({Tone::Attention, tr("It is not on the map."), tr("The network no longer has it, or it was not found yet."), {}, {}});
}

void NetworkWorkspace::findDevices()
{
    findDevicesDialog(desk_, lastAsked_ ? lastAsked_ : desk_.demoSeed(), page_)->open();
}

/// Who may not edit the inventory can drag for a better view; it lasts as long as the window.
void NetworkWorkspace::savePositions()
{
    const auto moved = std::exchange(moved_, {});
    if (moved.isEmpty() || !desk_.actor().may(access::Permission::EditInventory))
        return;
    auto work = [moved, actor = desk_.actor()](store::Context& context) {
        inventory::InventoryService service(context);
        for (auto it = moved.begin(); it != moved.end(); ++it)
            service.setMapPosition(actor, DeviceId::fromString(it.key()), inventory::MapPosition{it.value().x(), it.value().y()});
    };
    whenDone(
        this, desk_.executor().write(std::move(work)), [] {},
        [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The place on the map was not saved."), error.sentence(), {}, {}}); });
}

QList<KeyHint> NetworkWorkspace::keys() const
{
    return {{tr("Arrows"), tr("Go from device to device on the map")}, {tr("Enter"), tr("Open the device: its ports")},
            {tr("+ and −"), tr("Zoom; 0 shows all")},                  {tr("Drag"), tr("Move a device; the place is kept")},
            {tr("Arrows, on the front"), tr("Go from port to port; Enter shows its traffic")},
            {tr("Arrows, on the time"), tr("Look back by five minutes; Page Down by an hour; End is now")}};
}

QString NetworkWorkspace::help() const
{
    return tr("The network as it was found: devices with their state and worst alarm, links with their load in both directions. Select to see the "
              "details, double-click a device to see its front and its ports, drag devices to where you want them. The slider below looks back into "
              "the last day.");
}

void NetworkWorkspace::activated()
{
    detail_.setActions({});
    if (selected_.isNull())
        detail_.clear();
    else
        select(selected_, false);
}

void NetworkWorkspace::saveLayout(QSettings& settings) const
{
    ports_->saveLayout(settings);
    settings.setValue(QStringLiteral("network/panels"), page_->saveState());
}

void NetworkWorkspace::restoreLayout(const QSettings& settings)
{
    ports_->restoreLayout(settings);
    if (page_->restoreState(settings.value(QStringLiteral("network/panels")).toByteArray()))
        treeWidth_->forget();
    portPanel_->hide(); // it opens with a device
}

} // namespace trunkline::widgets
