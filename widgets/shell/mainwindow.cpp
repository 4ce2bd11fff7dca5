#include "widgets/shell/mainwindow.h"

#include "widgets/common/detailpane.h"
#include "widgets/common/icons.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/shell/keyshelp.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/statusparts.h"
#include "widgets/shell/topbar.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace trunkline::widgets {

MainWindow::MainWindow(QSettings& settings, QWidget* parent)
    : QMainWindow(parent), settings_(settings), rail_(new Rail), topBar_(new TopBar), notices_(new NoticeBar),
      host_(new QMainWindow(nullptr, Qt::Widget)), pages_(new QStackedWidget), detailDock_(new QDockWidget(tr("Details"))),
      detail_(new DetailPane), jobsDock_(new QDockWidget(tr("Jobs"))), jobs_(new JobList), status_(new StatusParts),
      palette_(nullptr), keys_(nullptr)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Trunkline"));
    setWindowIcon(ownIcon(QStringLiteral("trunkline"), Theme::colour(Colour::Accent, Scheme::Light)));
    resize(1440, 900);
    buildCentre();
    buildDocks();
    setStatusBar(status_);
    palette_ = new CommandPalette(this);
    keys_ = new KeysHelp(this);
    buildActions();
    scheme_ = Theme::schemeOf(QApplication::palette());
    topBar_->showScheme(scheme_);
    connect(rail_, &Rail::chosen, this, [this](int number) {
        switchTo(number);
        history_.visit({workspaces_[number]->id(), {}});
        topBar_->setCanGo(history_.canGoBack(), history_.canGoForward());
    });
    connect(topBar_, &TopBar::findRequested, this, &MainWindow::openPalette);
    connect(topBar_, &TopBar::backRequested, this, &MainWindow::goBack);
    connect(topBar_, &TopBar::forwardRequested, this, &MainWindow::goForward);
    connect(topBar_, &TopBar::schemeToggled, this, [this] { setScheme(scheme_ == Scheme::Light ? Scheme::Dark : Scheme::Light); });
    connect(detail_, &DetailPane::targetActivated, this, &MainWindow::showTarget);
    connect(palette_, &CommandPalette::chosen, this, &MainWindow::showTarget);
    connect(status_, &StatusParts::jobsClicked, this, &MainWindow::showJobs);
    connect(jobs_, &JobList::openRequested, this, &MainWindow::showTarget);
    connect(jobs_, &JobList::dismissRequested, jobs_, &JobList::removeJob);
    connect(jobs_, &JobList::runningJobsChanged, status_, &StatusParts::setRunningJobs);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    pages_->setObjectName(QStringLiteral("pages"));
    host_->setObjectName(QStringLiteral("host"));
    host_->setCentralWidget(pages_);
    host_->setDockNestingEnabled(true);
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(topBar_);
    right->addWidget(notices_);
    right->addWidget(host_, 1);
    auto* centre = new QWidget(this);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(rail_);
    row->addLayout(right, 1);
    setCentralWidget(centre);
}

void MainWindow::buildDocks()
{
    detailDock_->setObjectName(QStringLiteral("detailDock"));
    detailDock_->setWidget(detail_);
    host_->addDockWidget(Qt::RightDockWidgetArea, detailDock_);
    host_->resizeDocks({detailDock_}, {380}, Qt::Horizontal);
    jobsDock_->setObjectName(QStringLiteral("jobsDock"));
    jobsDock_->setWidget(jobs_);
    host_->addDockWidget(Qt::BottomDockWidgetArea, jobsDock_);
    host_->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    jobsDock_->hide();
}

QAction* MainWindow::addKey(const char* name, const QString& text, const QList<QKeySequence>& keys, void (MainWindow::*slot)())
{
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    windowActions_.append(action);
    return action;
}

void MainWindow::buildActions()
{
    const auto key = [](const char* text) { return QKeySequence(QString::fromLatin1(text)); };
    addKey("find", tr("Find or do anything"), {key("Ctrl+K")}, &MainWindow::openPalette);
    addKey("filter", tr("Filter the list"), {key("Ctrl+F")}, &MainWindow::focusFilter);
    auto* refresh = new QAction(tr("Refresh"), this);
    refresh->setObjectName(QStringLiteral("refresh"));
    refresh->setShortcut(key("F5"));
    connect(refresh, &QAction::triggered, this, [this] {
        if (Workspace* workspace = currentWorkspace())
            workspace->refresh();
    });
    addAction(refresh);
    windowActions_.append(refresh);
    addKey("nextPanel", tr("Next panel"), {key("F6")}, &MainWindow::focusNextPanel);
    addKey("previousPanel", tr("Previous panel"), {key("Shift+F6")}, &MainWindow::focusPreviousPanel);
    addKey("goBack", tr("Back"), {key("Alt+Left")}, &MainWindow::goBack);
    addKey("goForward", tr("Forward"), {key("Alt+Right")}, &MainWindow::goForward);
    addKey("help", tr("Help for this panel"), {key("F1")}, &MainWindow::showHelp);
    addKey("keys", tr("All keys of this panel"), {key("?"), key("Shift+?")}, &MainWindow::showKeys);
    addKey("jobs", tr("Show the jobs"), {}, &MainWindow::showJobs);
    auto* scheme = new QAction(tr("Switch between light and dark"), this);
    scheme->setObjectName(QStringLiteral("switchScheme"));
    connect(scheme, &QAction::triggered, topBar_, &TopBar::schemeToggled);
    QAction* detail = detailDock_->toggleViewAction();
    detail->setText(tr("Show or hide the details"));
    windowActions_ += {scheme, detail};
}

void MainWindow::addWorkspace(Workspace* workspace)
{
    const int number = int(workspaces_.size());
    workspaces_.append(workspace);
    const QString shortcut = QStringLiteral("Ctrl+%1").arg(number + 1);
    rail_->addWorkspace(workspace->id(), workspace->title(), workspace->icon(), shortcut);
    pages_->addWidget(workspace->widget());
    auto* action = new QAction(workspace->icon(), tr("Go to %1").arg(workspace->title()), this);
    action->setObjectName(QStringLiteral("go-") + workspace->id());
    if (number < 9)
        action->setShortcut(QKeySequence(shortcut));
    connect(action, &QAction::triggered, this, [this, id = workspace->id()] { showWorkspace(id); });
    addAction(action);
    windowActions_.append(action);
    if (number == 0)
        showWorkspace(workspace->id());
}

int MainWindow::numberOf(const QString& id) const
{
    for (int number = 0; number < workspaces_.size(); ++number) {
        if (workspaces_[number]->id() == id)
            return number;
    }
    return -1;
}

Workspace* MainWindow::currentWorkspace() const
{
    return workspaces_.value(pages_->currentIndex(), nullptr);
}

void MainWindow::switchTo(int number)
{
    const bool changes = pages_->currentIndex() != number;
    pages_->setCurrentIndex(number);
    rail_->setCurrent(number);
    Workspace* workspace = workspaces_[number];
    setWindowTitle(tr("%1 – Trunkline").arg(workspace->title()));
    workspace->activated();
    if (QWidget* last = workspace->widget()->focusWidget(); last && changes)
        last->setFocus(Qt::OtherFocusReason);
    Q_EMIT workspaceChanged(workspace->id());
}

bool MainWindow::showWorkspace(const QString& id)
{
    const int number = numberOf(id);
    if (number < 0)
        return false;
    switchTo(number);
    history_.visit({id, {}});
    topBar_->setCanGo(history_.canGoBack(), history_.canGoForward());
    return true;
}

void MainWindow::showTarget(const Target& target)
{
    if (target.kind == QStringLiteral("workspace")) {
        showWorkspace(target.id);
        return;
    }
    const auto shows = [&](const Workspace* workspace) { return workspace->targetKinds().contains(target.kind); };
    // The workspace in view comes first, so that nobody is taken away without need.
    Workspace* best = currentWorkspace() && shows(currentWorkspace()) ? currentWorkspace() : nullptr;
    for (Workspace* workspace : std::as_const(workspaces_)) {
        if (!best && shows(workspace))
            best = workspace;
    }
    if (!best) {
        Q_EMIT targetUnknown(target);
        return;
    }
    const Place place{best->id(), target};
    history_.visit(place);
    goTo(place);
}

void MainWindow::noteVisited(const Target& target)
{
    if (!currentWorkspace())
        return;
    history_.visit({currentWorkspace()->id(), target});
    topBar_->setCanGo(history_.canGoBack(), history_.canGoForward());
}

void MainWindow::goTo(const Place& place)
{
    const int number = numberOf(place.workspace);
    if (number < 0)
        return;
    switchTo(number);
    if (!place.target.isNull())
        workspaces_[number]->showTarget(place.target);
    topBar_->setCanGo(history_.canGoBack(), history_.canGoForward());
}

void MainWindow::goBack()
{
    if (history_.canGoBack())
        goTo(history_.back());
}

void MainWindow::goForward()
{
    if (history_.canGoForward())
        goTo(history_.forward());
}

void MainWindow::setScheme(Scheme scheme)
{
    scheme_ = scheme;
    Theme::apply(*qApp, scheme);
    topBar_->showScheme(scheme);
    settings_.setValue(QStringLiteral("window/scheme"), scheme == Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    Q_EMIT schemeChanged(scheme);
}

void MainWindow::addPaletteActions(const QList<QAction*>& actions)
{
    paletteActions_ += actions;
}

void MainWindow::updatePalette()
{
    QList<PaletteEntry> entries;
    const auto add = [&](const QList<QAction*>& actions, const QString& kind) {
        for (QAction* action : actions) {
            if (action->objectName() == QStringLiteral("find"))
                continue;
            entries.append({.title = action->text(), .subtitle = action->statusTip(), .kindWord = kind,
                            .shortcut = action->shortcut().toString(QKeySequence::NativeText), .icon = action->icon(), .action = action});
        }
    };
    if (currentWorkspace())
        add(currentWorkspace()->actions(), currentWorkspace()->title());
    add(paletteActions_, {});
    for (Workspace* workspace : std::as_const(workspaces_)) {
        if (workspace != currentWorkspace())
            add(workspace->actions(), workspace->title());
    }
    add(windowActions_, {});
    palette_->setActions(entries);
}

void MainWindow::openPalette()
{
    updatePalette();
    palette_->open();
}

void MainWindow::showDetail(const Detail& detail)
{
    detail_->setActions({});
    detail_->setDetail(detail);
    detailDock_->show();
    detailDock_->raise();
}

void MainWindow::showJobs()
{
    jobsDock_->show();
    jobsDock_->raise();
}

QList<KeyHint> MainWindow::windowKeys() const
{
    QList<KeyHint> keys;
    if (!workspaces_.isEmpty())
        keys.append({tr("Ctrl+1 … %1").arg(qMin<qsizetype>(9, workspaces_.size())), tr("Go to a workspace")});
    for (const QAction* action : windowActions_) {
        if (!action->shortcut().isEmpty() && !action->objectName().startsWith(QStringLiteral("go-")))
            keys.append({action->shortcut().toString(QKeySequence::NativeText), action->text()});
    }
    keys += {{QStringLiteral("Ctrl+E"), tr("Export the list")}, {tr("Enter"), tr("Open")}, {tr("Space"), tr("Show details")}, {tr("Esc"), tr("Back")}};
    return keys;
}

void MainWindow::showKeys()
{
    const Workspace* workspace = currentWorkspace();
    keys_->open(workspace ? tr("Keys in %1").arg(workspace->title()) : tr("Keys"), {}, workspace ? workspace->keys() : QList<KeyHint>(), windowKeys());
}

void MainWindow::showHelp()
{
    const Workspace* workspace = currentWorkspace();
    keys_->open(workspace ? workspace->title() : tr("Trunkline"), workspace ? workspace->help() : QString(),
                workspace ? workspace->keys() : QList<KeyHint>(), windowKeys());
}

TablePane* MainWindow::listInView() const
{
    TablePane* best = nullptr;
    if (!currentWorkspace())
        return best;
    for (TablePane* pane : currentWorkspace()->widget()->findChildren<TablePane*>()) {
        if (pane->isVisible() && (!best || pane->isAncestorOf(QApplication::focusWidget())))
            best = pane;
    }
    return best;
}

void MainWindow::focusFilter()
{
    if (TablePane* list = listInView())
        list->focusFilter();
}

QList<QWidget*> MainWindow::panels() const
{
    QList<QWidget*> all{topBar_, rail_};
    if (Workspace* workspace = currentWorkspace()) {
        if (auto* page = qobject_cast<QMainWindow*>(workspace->widget())) {
            all.append(page->centralWidget());
            for (QDockWidget* dock : page->findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly))
                all.append(dock->widget());
        } else {
            all.append(workspace->widget());
        }
    }
    all += {detail_, jobs_, status_};
    all.removeIf([](QWidget* panel) { return !panel || !panel->isVisible(); });
    return all;
}

void MainWindow::focusPanel(int step)
{
    const QList<QWidget*> all = panels();
    const QWidget* focused = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype number = 0; number < all.size() && focused; ++number) {
        if (all[number] == focused || all[number]->isAncestorOf(focused))
            at = number;
    }
    for (qsizetype tried = 1; tried <= all.size(); ++tried) {
        QWidget* panel = all[((at + step * tried) % all.size() + all.size()) % all.size()];
        QWidget* candidate = panel;
        do { // the first in the panel that takes the keyboard
            const bool inside = candidate == panel || panel->isAncestorOf(candidate);
            if (inside && candidate->isVisible() && candidate->isEnabled() && (candidate->focusPolicy() & Qt::TabFocus)) {
                candidate->setFocus(Qt::TabFocusReason);
                return;
            }
            candidate = candidate->nextInFocusChain();
        } while (candidate != panel);
    }
}

void MainWindow::focusNextPanel()
{
    focusPanel(1);
}

void MainWindow::focusPreviousPanel()
{
    focusPanel(-1);
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    // Not shortcuts: fields and lists may use Escape for themselves first, and a list with the keyboard exports itself.
    TablePane* list = listInView();
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        goBack();
    else if (event->key() == Qt::Key_E && event->modifiers() == Qt::ControlModifier && list)
        list->askForExport();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::saveLayout() const
{
    settings_.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings_.setValue(QStringLiteral("window/docks"), host_->saveState());
    if (currentWorkspace())
        settings_.setValue(QStringLiteral("window/workspace"), currentWorkspace()->id());
    for (Workspace* workspace : workspaces_) {
        if (auto* page = qobject_cast<QMainWindow*>(workspace->widget()))
            settings_.setValue(QStringLiteral("pages/%1/docks").arg(workspace->id()), page->saveState());
        for (TablePane* pane : workspace->widget()->findChildren<TablePane*>())
            pane->saveLayout(settings_);
        workspace->saveLayout(settings_);
    }
}

void MainWindow::restoreLayout()
{
    const QString scheme = settings_.value(QStringLiteral("window/scheme")).toString();
    if (!scheme.isEmpty())
        setScheme(scheme == QStringLiteral("dark") ? Scheme::Dark : Scheme::Light);
    restoreGeometry(settings_.value(QStringLiteral("window/geometry")).toByteArray());
    host_->restoreState(settings_.value(QStringLiteral("window/docks")).toByteArray());
    for (Workspace* workspace : std::as_const(workspaces_)) {
        if (auto* page = qobject_cast<QMainWindow*>(workspace->widget()))
            page->restoreState(settings_.value(QStringLiteral("pages/%1/docks").arg(workspace->id())).toByteArray());
        for (TablePane* pane : workspace->widget()->findChildren<TablePane*>())
            pane->restoreLayout(settings_);
        workspace->restoreLayout(settings_);
    }
    showWorkspace(settings_.value(QStringLiteral("window/workspace")).toString());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveLayout();
    QMainWindow::closeEvent(event);
}

} // namespace trunkline::widgets
