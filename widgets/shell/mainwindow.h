// The one window: rail, top bar, the workspaces, the detail pane beside them, the jobs, the status bar.
#pragma once

#include "widgets/common/joblist.h"
#include "widgets/common/theme.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/navigation.h"
#include "widgets/shell/workspace.h"

#include <QMainWindow>

class QDockWidget;
class QSettings;
class QStackedWidget;

namespace trunkline::widgets {

class DetailPane;
struct Detail;
class KeysHelp;
class NoticeBar;
class Rail;
class StatusParts;
class TablePane;
class TopBar;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `settings` keeps the layout and outlives the window.
    explicit MainWindow(QSettings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// In the order of the rail and of Ctrl+1 …; the window owns its widget from now on.
    void addWorkspace(Workspace* workspace);
    /// After the last addWorkspace(): sizes, docks, the scheme and the workspace of last time.
    void restoreLayout();
    void saveLayout() const;

    Workspace* currentWorkspace() const;
    /// For tours and tests too.
    bool showWorkspace(const QString& id);

    DetailPane* detail() const { return detail_; }
    /// What belongs to no workspace (how polling goes, the database), in the detail pane, which is opened for it.
    void showDetail(const Detail& detail);
    JobList* jobs() const { return jobs_; }
    TopBar* topBar() const { return topBar_; }
    StatusParts* statusParts() const { return status_; }
    CommandPalette* commandPalette() const { return palette_; }
    /// A failure of the window itself (database gone, polling stopped).
    NoticeBar* notices() const { return notices_; }
    /// Further actions for the palette (workspaces bring their own). Not owned.
    void addPaletteActions(const QList<QAction*>& actions);
    Scheme scheme() const { return scheme_; }

public Q_SLOTS:
    /// Goes to whatever workspace shows this kind of thing; remembered for back and forward.
    void showTarget(const trunkline::Target& target);
    /// The workspace went there itself (a row was opened): remembered.
    void noteVisited(const trunkline::Target& target);
    void goBack();
    void goForward();
    void setScheme(trunkline::widgets::Scheme scheme);
    void showJobs();
    void showKeys();
    void showHelp();
    void focusNextPanel();
    void focusPreviousPanel();
    void focusFilter();
    void openPalette();

Q_SIGNALS:
    void workspaceChanged(const QString& id);
    void schemeChanged(trunkline::widgets::Scheme scheme);
    /// No workspace shows this kind of thing.
    void targetUnknown(const trunkline::Target& target);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildActions();
    QAction* addKey(const char* name, const QString& text, const QList<QKeySequence>& keys, void (MainWindow::*slot)());
    void switchTo(int number);
    void goTo(const Place& place);
    void updatePalette();
    /// The one with the keyboard, else the first; null when there is none.
    TablePane* listInView() const;
    QList<QWidget*> panels() const;
    void focusPanel(int step);
    QList<KeyHint> windowKeys() const;
    int numberOf(const QString& id) const;

    QSettings& settings_;
    Scheme scheme_ = Scheme::Light;
    Rail* rail_;
    TopBar* topBar_;
    NoticeBar* notices_;
    QMainWindow* host_; ///< inside: holds the docks, so that rail and top bar stay outside of them
    QStackedWidget* pages_;
    QDockWidget* detailDock_;
    DetailPane* detail_;
    QDockWidget* jobsDock_;
    JobList* jobs_;
    StatusParts* status_;
    CommandPalette* palette_;
    KeysHelp* keys_;
    QList<Workspace*> workspaces_;
    QList<QAction*> windowActions_;
    QList<QAction*> paletteActions_;
    NavigationHistory history_;
};

} // namespace trunkline::widgets
