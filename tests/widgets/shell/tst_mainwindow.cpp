#include "models/core/valuemodel.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/linklabel.h"
#include "widgets/common/tablepane.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/statusparts.h"
#include "widgets/shell/topbar.h"
#include "widgets/shell/workspacepage.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace trunkline;
using namespace trunkline::widgets;

namespace {

/// A workspace with one list, that notes what it is asked.
class ListWorkspace : public WorkspacePage, public Workspace {
public:
    ListWorkspace(const QString& id, const QString& kind)
        : WorkspacePage(id), id_(id), kind_(kind),
          model({Column<QString>("name", "Name", [](const QString& name) { return name; })}, [](const QString& name) { return name; }),
          act(QStringLiteral("Do the %1 thing").arg(id))
    {
        pane = new TablePane(id + QStringLiteral("Table"));
        pane->setModel(&model);
        model.replace({"one", "two"});
        setCentralWidget(pane);
        panel = addPanel(id + QStringLiteral("Panel"), QStringLiteral("Panel"), new QLineEdit, Qt::BottomDockWidgetArea);
        act.setObjectName(QStringLiteral("do-") + id);
        act.setShortcut(QKeySequence(QStringLiteral("Ctrl+D")));
    }
    QString id() const override { return id_; }
    QString title() const override { return id_.toUpper(); }
    QIcon icon() const override { return {}; }
    QWidget* widget() override { return this; }
    void refresh() override { ++refreshed; }
    QStringList targetKinds() const override { return {kind_, QStringLiteral("shared")}; }
    void showTarget(const Target& target) override { shown.append(target); }
    QList<KeyHint> keys() const override { return {{QStringLiteral("A"), QStringLiteral("Acknowledge")}}; }
    QList<QAction*> actions() const override { return {const_cast<QAction*>(&act)}; }

    QString id_;
    QString kind_;
    ValueModel<QString> model;
    TablePane* pane;
    QDockWidget* panel;
    QAction act;
    int refreshed = 0;
    QList<Target> shown;
};

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<QSettings>(folder_->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        open();
    }
    void cleanup()
    {
        window_.reset();
        settings_.reset();
        folder_.reset();
    }
    void railAndKeysSwitchWorkspaces()
    {
        QCOMPARE(window_->currentWorkspace(), network_);
        QTest::mouseClick(child<QToolButton>("rail-alarms"), Qt::LeftButton);
        QCOMPARE(window_->currentWorkspace(), alarms_);
        QTest::keyClick(window_.get(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window_->currentWorkspace(), network_);
        QTest::keyClick(window_.get(), Qt::Key_F5);
        QCOMPARE(network_->refreshed, 1);
        QCOMPARE(alarms_->refreshed, 0);
    }
    void linksLeadAndEscapeGoesBack()
    {
        window_->showTarget({"alarm", "7"});
        QCOMPARE(window_->currentWorkspace(), alarms_);
        QCOMPARE(alarms_->shown, QList<Target>({{"alarm", "7"}}));
        window_->showTarget({"device", "1"});
        QTest::keyClick(window_.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window_->currentWorkspace(), alarms_);
        QCOMPARE(alarms_->shown.size(), 2);
        QTest::keyClick(window_.get(), Qt::Key_Escape);
        QCOMPARE(window_->currentWorkspace(), network_);
        QTest::keyClick(window_.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(window_->currentWorkspace(), alarms_);
        window_->showTarget({"shared", "1"}); // stays where it is when it can
        QCOMPARE(window_->currentWorkspace(), alarms_);
        QSignalSpy unknown(window_.get(), &MainWindow::targetUnknown);
        window_->showTarget({"unicorn", "1"});
        QCOMPARE(unknown.count(), 1);
    }
    void filterAndPanelKeys()
    {
        QTest::keyClick(window_.get(), Qt::Key_F, Qt::ControlModifier);
        auto* filter = network_->pane->findChild<QLineEdit*>("filter");
        QVERIFY(filter->hasFocus());
        QTest::keyClick(filter, Qt::Key_Escape); // leaves the field, not the workspace
        QVERIFY(network_->pane->view()->hasFocus());
        QCOMPARE(window_->currentWorkspace(), network_);
        QSet<QWidget*> visited;
        for (int step = 0; step < 12; ++step) {
            QTest::keyClick(window_.get(), Qt::Key_F6);
            QVERIFY(QApplication::focusWidget());
            visited.insert(QApplication::focusWidget());
        }
        QVERIFY(visited.contains(qobject_cast<QWidget*>(network_->panel->widget())));
        QVERIFY(visited.size() >= 4);
    }
    void theListInViewIsExportedFromAnywhere()
    {
        child<QToolButton>("scheme")->setFocus();
        QTest::keyClick(child<QToolButton>("scheme"), Qt::Key_E, Qt::ControlModifier);
        auto* dialog = network_->pane->findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->close();
        QVERIFY(!alarms_->pane->findChild<QFileDialog*>());
    }
    void questionMarkShowsTheKeys()
    {
        network_->pane->view()->setFocus();
        QTest::keyClick(network_->pane->view(), '?', Qt::ShiftModifier);
        auto* keys = child<QWidget>("keysHelp");
        QVERIFY(keys->isVisible());
        QTest::keyClick(keys, Qt::Key_Escape);
        QVERIFY(!keys->isVisible());
        QVERIFY(network_->pane->view()->hasFocus());
    }
    void paletteFindsActionsAndObjects()
    {
        quint64 asked = 0;
        QString question;
        window_->commandPalette()->setObjectProvider([&](const QString& query, quint64 generation) {
            asked = generation;
            question = query;
        });
        QTest::keyClick(window_.get(), Qt::Key_K, Qt::ControlModifier);
        auto* box = child<QLineEdit>("paletteBox");
        auto* results = child<QListWidget>("paletteResults");
        QVERIFY(box->hasFocus());
        QVERIFY(results->count() > 5);
        QTest::keyClicks(box, QStringLiteral("alarsm thing"));
        QCOMPARE(question, QStringLiteral("alarsm thing"));
        QVERIFY(results->count() >= 1);
        QCOMPARE(results->item(0)->text(), QStringLiteral("Do the alarms thing"));
        QSignalSpy done(&alarms_->act, &QAction::triggered);
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(done.count(), 1);
        QVERIFY(!window_->commandPalette()->isVisible());

        window_->openPalette();
        QTest::keyClicks(box, QStringLiteral("core"));
        const quint64 stale = asked;
        QTest::keyClicks(box, QStringLiteral("-1"));
        window_->commandPalette()->offerObjects(stale, {{.title = "core-9", .target = {"device", "9"}}});
        QCOMPARE(results->count(), 0);
        window_->commandPalette()->offerObjects(asked, {{.title = "core-10", .target = {"device", "10"}}, {.title = "core-1", .target = {"device", "1"}}});
        QCOMPARE(results->item(0)->text(), QStringLiteral("core-1"));
        QTest::keyClick(box, Qt::Key_Down);
        QTest::keyClick(box, Qt::Key_Up);
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(network_->shown, QList<Target>({{"device", "1"}}));

        window_->openPalette();
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(!window_->commandPalette()->isVisible());
        window_->commandPalette()->offerObjects(asked, {{.title = "late", .target = {"device", "9"}}});
        QVERIFY(!window_->commandPalette()->isVisible());
    }
    void alarmCountsAreButtons()
    {
        window_->topBar()->setAlarmCounts({{Severity::Critical, 2}, {Severity::Warning, 5}});
        QSignalSpy asked(window_->topBar(), &TopBar::alarmsRequested);
        QTest::mouseClick(child<QToolButton>("alarms-critical"), Qt::LeftButton);
        QCOMPARE(asked.value(0).value(0).value<Severity>(), Severity::Critical);
        QVERIFY(child<QToolButton>("alarms-warning")->isVisible());
        QVERIFY(!child<QToolButton>("alarms-indeterminate")->isVisible());
        QCOMPARE(child<QToolButton>("alarms-major")->text(), QStringLiteral("0"));
    }
    void statusPartsOpenTheirPanels()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(pollingText({.devices = 1204, .lateSeconds = 0.8, .silent = 3, .running = true}).count(u'·'), 2);
        QCOMPARE(pollingText({}), QStringLiteral("polling is off"));
        QCOMPARE(pollingText({.devices = 0, .lateSeconds = 0, .silent = 0, .trapsNotRead = 0, .running = true}), QStringLiteral("no devices to poll yet"));
        QSignalSpy database(window_->statusParts(), &StatusParts::databaseClicked);
        QTest::mouseClick(child<QToolButton>("statusDatabase"), Qt::LeftButton);
        QCOMPARE(database.count(), 1);
        QTest::mouseClick(child<QToolButton>("statusJobs"), Qt::LeftButton);
        QVERIFY(child<QDockWidget>("jobsDock")->isVisible());
        window_->jobs()->setJobs({{.id = "1", .title = "Bill run"}});
        QVERIFY(child<QToolButton>("statusJobs")->text().startsWith(u'1'));
        QLocale::setDefault(QLocale::c());
    }
    void darkIsKept()
    {
        QTest::mouseClick(child<QToolButton>("scheme"), Qt::LeftButton);
        QCOMPARE(window_->scheme(), Scheme::Dark);
        QTRY_COMPARE(Theme::schemeOf(network_->palette()), Scheme::Dark); // Qt tells the widgets by an event
        QCOMPARE(settings_->value("window/scheme").toString(), QStringLiteral("dark"));
        window_->setScheme(Scheme::Light);
    }
    void theLayoutComesBack()
    {
        window_->showWorkspace(QStringLiteral("alarms"));
        child<QDockWidget>("detailDock")->hide();
        alarms_->panel->hide();
        window_->resize(1200, 700);
        window_->close();
        open();
        window_->restoreLayout();
        QCOMPARE(window_->currentWorkspace()->id(), QStringLiteral("alarms"));
        QVERIFY(!child<QDockWidget>("detailDock")->isVisible());
        QVERIFY(alarms_->panel->isHidden());
        QVERIFY(!network_->panel->isHidden());
    }

private:
    void open()
    {
        window_ = std::make_unique<MainWindow>(*settings_);
        network_ = new ListWorkspace(QStringLiteral("network"), QStringLiteral("device"));
        alarms_ = new ListWorkspace(QStringLiteral("alarms"), QStringLiteral("alarm"));
        window_->addWorkspace(network_);
        window_->addWorkspace(alarms_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    template <class T>
    T* child(const char* name)
    {
        T* found = window_->findChild<T*>(QString::fromLatin1(name));
        Q_ASSERT(found);
        return found;
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<QSettings> settings_;
    std::unique_ptr<MainWindow> window_;
    ListWorkspace* network_ = nullptr;
    ListWorkspace* alarms_ = nullptr;
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
