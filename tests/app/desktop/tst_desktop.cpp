// The real window of the demo operator, driven by object names: the newcomer's first steps.

#include "app/desktop/desktop.h"
#include "models/collection/discoveryplan.h"
#include "models/inventory/inventorystore.h"
#include "models/ordering/orderservice.h"
#include "models/ordering/orderstore.h"
#include "models/performance/samplestore.h"
#include "models/catalogue/offeringstore.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "tests/support/wait.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/workspace.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDockWidget>
#include <QPushButton>
#include <QToolButton>
#include <QUdpSocket>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;

class DesktopTest : public QObject {
    Q_OBJECT

    QTemporaryDir home_;
    std::unique_ptr<desktop::Desktop> desktop_;
    std::unique_ptr<store::Connection> connection_;

    widgets::MainWindow& window() { return desktop_->window(); }
    /// With TRUNKLINE_SHOTS, a picture of the window, light and dark.
    void shoot(const char* name)
    {
        const QString folder = qEnvironmentVariable("TRUNKLINE_SHOTS");
        if (folder.isEmpty())
            return;
        for (const auto scheme : {widgets::Scheme::Dark, widgets::Scheme::Light}) {
            window().setScheme(scheme);
            QTest::qWait(150);
            window().grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, QString::fromLatin1(name), scheme == widgets::Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark")));
        }
    }
    /// From the window to the innermost parts that ask for the most room, for whoever has to mend it.
    static QString largestPart(const QWidget& whole, int (QSize::*side)() const)
    {
        QStringList path;
        for (const QWidget* at = &whole; at;) {
            const QSize asks = at->minimumSizeHint().expandedTo(at->minimumSize());
            path.append(QStringLiteral("%1 %2 (%3×%4)").arg(QString::fromLatin1(at->metaObject()->className()), at->objectName()).arg(asks.width()).arg(asks.height()));
            const QWidget* largest = nullptr;
            for (QObject* child : at->children())
                if (auto* widget = qobject_cast<QWidget*>(child); widget && !widget->isWindow() && (!largest || (widget->minimumSizeHint().*side)() > (largest->minimumSizeHint().*side)()))
                    largest = widget;
            at = largest;
        }
        return path.join(QStringLiteral(" > "));
    }
    QString workspace() { return window().currentWorkspace()->id(); }

private Q_SLOTS:
    void initTestCase()
    {
        widgets::Theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), widgets::Scheme::Light);
        desktop::OpeningRequest request;
        request.url = store::DatabaseUrl::sqlite(home_.filePath(QStringLiteral("demo.db")));
        request.keyFile = home_.filePath(QStringLiteral("seal.key"));
        request.mayCreate = request.demo = true;
        request.demoPort = 0;
        desktop_ = std::make_unique<desktop::Desktop>(std::move(*desktop::open(request).ground), home_.filePath(QStringLiteral("layout.ini")));
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        connection_ = store::Connection::open(request.url, store::Connection::Mode::ReadOnly);
    }

    void cleanupTestCase()
    {
        connection_.reset();
        desktop_.reset();
    }

    void theKeysSwitchWorkspaces()
    {
        const QStringList ids{"network", "alarms", "performance", "orders", "customers", "billing", "admin"};
        for (int i = 0; i < ids.size(); ++i) {
            QTest::keyClick(&window(), Qt::Key(Qt::Key_1 + i), Qt::ControlModifier);
            QCOMPARE(workspace(), ids[i]);
        }
    }

    void discoveryFillsTheMap()
    {
        window().showWorkspace(QStringLiteral("network"));
        desktop_->discover(*desktop_->desk().demoSeed());
        QVERIFY(test::waitFor([&] { return inventory::devices(*connection_).size() == 11 && inventory::links(*connection_).size() == 12; }, 60'000));
        auto* map = window().findChild<QWidget*>(QStringLiteral("networkMap"));
        QVERIFY(map);
        QVERIFY(test::waitFor([&] { return map->isVisible(); }));
    }

    // The clocks of the operator and of the network go together, so that every interval counts.
    void timeThatPassesIsMeasured()
    {
        const Timestamp before = desktop_->station().clock().now();
        QSignalSpy finished(desktop_->demoNetwork(), &desktop::DemoNetwork::finished);
        QVERIFY(desktop_->demoNetwork()->advance(desktop_->desk().actor(), 3'600'000));
        QVERIFY(!desktop_->demoNetwork()->advance(desktop_->desk().actor(), 3'600'000)); // one stretch at a time
        QVERIFY(test::waitFor([&] { return finished.count() == 1; }, 60'000));
        QCOMPARE(finished.first().first().toString(), QString());
        const Timestamp after = desktop_->station().clock().now();
        QVERIFY(after.msSince(before) >= 3'600'000);
        QList<PortId> ports;
        for (const inventory::Port& port : inventory::allPorts(*connection_))
            ports.append(port.id);
        const auto loads = performance::currentLoads(*connection_, ports);
        QVERIFY(loads.size() > 20);
        for (const auto& load : loads) {
            QVERIFY(load.inBps && load.outBps);
            QVERIFY(after.msSince(load.at) < 60'000);
        }
        // What the watcher of the journal hears of the steps comes later, and must not set the clock back.
        const std::int64_t offset = desktop_->station().clock().offsetMs();
        QCOMPARE(store::demoClockOffsetMs(*connection_), offset);
        QSignalSpy committed(&desktop_->station().watcher(), &station::JournalWatcher::committed);
        desktop_->station().watcher().look();
        test::waitFor([&] { return !committed.isEmpty(); }, 1'000);
        QCOMPARE(desktop_->station().clock().offsetMs(), offset);
        const auto olt = *inventory::deviceByName(*connection_, QStringLiteral("olt-1"));
        const auto uplink = *inventory::portByName(*connection_, olt.id, QStringLiteral("uplink-0/0"));
        const auto rates = performance::rates(*connection_, uplink.id, performance::Metric::InOctets, before, after, performance::Resolution::Raw);
        QVERIFY2(rates.size() > 6, qPrintable(QString::number(rates.size()))); // twelve, unless a device was too busy to answer once
        for (qsizetype i = 1; i < rates.size(); ++i)
            QCOMPARE(rates[i].from, rates[i - 1].to); // no holes
        QVERIFY(rates.last().to.msSince(rates.first().from) >= 3'600'000);
    }

    void theFindBoxLeadsToACustomer()
    {
        QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
        auto* palette = window().commandPalette();
        QVERIFY(palette->isVisible());
        QTest::keyClicks(palette->box(), QStringLiteral("lindqist")); // a letter is missing
        auto* list = palette->findChild<QAbstractItemView*>();
        QVERIFY(list);
        QVERIFY(test::waitFor([&] { return list->model()->rowCount() > 0; }));
        QTest::keyClick(palette->box(), Qt::Key_Return);
        QVERIFY(test::waitFor([&] { return workspace() == QLatin1String("customers"); }));
    }

    void everyWorkspaceHasTheKeysOfTheHouse()
    {
        auto* help = window().findChild<QWidget*>(QStringLiteral("keysHelp"));
        QVERIFY(help);
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(&window(), Qt::Key(Qt::Key_1 + i), Qt::ControlModifier);
            const QByteArray where = workspace().toUtf8();
            QVERIFY2(window().currentWorkspace()->help().size() > 40, where.constData());
            for (const Qt::Key key : {Qt::Key_F1, Qt::Key_Question}) {
                QTest::keyClick(&window(), key, key == Qt::Key_F1 ? Qt::NoModifier : Qt::ShiftModifier);
                QVERIFY2(help->isVisible(), where.constData());
                QTest::keyClick(help, Qt::Key_Escape);
                QVERIFY2(!help->isVisible(), where.constData());
            }
            QTest::keyClick(&window(), Qt::Key_F5);
            QSet<QWidget*> panels;
            for (int step = 0; step < 8; ++step) {
                QTest::keyClick(&window(), Qt::Key_F6);
                panels.insert(QApplication::focusWidget());
            }
            QVERIFY2(panels.size() >= 3, where.constData());
            const auto lists = window().currentWorkspace()->widget()->findChildren<widgets::TablePane*>();
            if (std::any_of(lists.begin(), lists.end(), [](const auto* list) { return list->isVisible(); })) {
                QTest::keyClick(&window(), Qt::Key_F, Qt::ControlModifier);
                QVERIFY2(QApplication::focusWidget() && QApplication::focusWidget()->objectName() == QLatin1String("filter"), where.constData());
            }
        }
        QTest::keyClick(&window(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(workspace(), QStringLiteral("customers"));
    }

    void thePartsOfTheStatusBarOpenTheirPanels()
    {
        const auto click = [&](const char* part) { QTest::mouseClick(window().findChild<QToolButton*>(QString::fromLatin1(part)), Qt::LeftButton); };
        const auto shown = [&](const char* part) { return window().detail()->isVisible() && window().detail()->detail().target == Target{QStringLiteral("status"), QString::fromLatin1(part)}; };
        QVERIFY(test::waitFor([&] { return window().findChild<QToolButton*>(QStringLiteral("statusPolling"))->text().contains(QLatin1String("11")); }, 90'000));
        window().findChild<QDockWidget*>(QStringLiteral("detailDock"))->hide();
        click("statusPolling");
        QVERIFY(test::waitFor([&] { return shown("polling"); }));
        shoot("status-polling");
        click("statusDatabase");
        QVERIFY(test::waitFor([&] { return shown("database"); }));
        QVERIFY(window().detail()->detail().overview.first().facts.first().text.contains(QLatin1String("demo.db")));
        shoot("status-database");
        click("statusClock");
        QVERIFY(shown("clock"));
        click("statusJobs");
        QVERIFY(window().jobs()->isVisible());
        shoot("status-clock-and-jobs");
    }

    void jobsAreOpenedDismissedAndCancelled()
    {
        const auto button = [&](const QString& job, const char* name) {
            auto* row = window().jobs()->findChild<QWidget*>(QStringLiteral("job-") + job);
            return row ? row->findChild<QPushButton*>(QString::fromLatin1(name)) : nullptr;
        };
        QTest::mouseClick(button(QStringLiteral("discovery-1"), "open"), Qt::LeftButton);
        QCOMPARE(workspace(), QStringLiteral("network"));
        QTest::mouseClick(button(QStringLiteral("discovery-1"), "dismiss"), Qt::LeftButton);
        QVERIFY(test::waitFor([&] { return !button(QStringLiteral("discovery-1"), "dismiss"); }));

        QUdpSocket silent; // takes what it is asked, and says nothing
        QVERIFY(silent.bind(QHostAddress(QHostAddress::LocalHost), 0));
        QSignalSpy discovered(desktop_.get(), &desktop::Desktop::discovered);
        desktop_->discover({QStringLiteral("127.0.0.1"), silent.localPort()});
        QVERIFY(test::waitFor([&] { return silent.hasPendingDatagrams(); }));
        window().findChild<QDockWidget*>(QStringLiteral("jobsDock"))->hide(); // it goes on without its panel
        window().showJobs();
        const auto state = [&] {
            for (const auto& job : window().jobs()->jobs())
                if (job.id == QLatin1String("discovery-2"))
                    return job.state;
            return widgets::JobView::State::Waiting;
        };
        QVERIFY(test::waitFor([&] { return state() == widgets::JobView::State::Running; }));
        QTest::mouseClick(button(QStringLiteral("discovery-2"), "cancel"), Qt::LeftButton);
        QVERIFY(test::waitFor([&] { return state() == widgets::JobView::State::Cancelled; }));
        QVERIFY(window().notices()->isHidden()); // who cancels wants no complaint
        QCOMPARE(discovered.count(), 1);
    }

    void aFaultShowsInTheTopBar()
    {
        const auto buyer = customer::customers(*connection_).first();
        const auto olt = *inventory::deviceByName(*connection_, QStringLiteral("olt-1"));
        const ordering::OrderRequest request{buyer.id, customer::accounts(*connection_, buyer.id).first().id,
                                             catalogue::newestOffering(*connection_, QStringLiteral("FIBRE-100"))->id,
                                             inventory::portByName(*connection_, olt.id, QStringLiteral("ont-0/1/3"))->id,
                                             desktop_->desk().profile().zone.dateAt(desktop_->station().clock().now())};
        const auto actor = desktop_->desk().actor();
        auto taken = desktop_->station().executor().write([actor, request](store::Context& context) { return ordering::OrderService(context).submit(actor, request); });
        QVERIFY(test::waitFor([&] { return taken.isFinished() && ordering::order(*connection_, taken.result().id)->state == ordering::OrderState::Completed; }, 60'000));
        desktop_->demoNetwork()->command(QStringLiteral("port down olt-1 ont-0/1/3"));
        QVERIFY(test::waitFor([&] { return fault::openAlarms(*connection_).size() == 1; }));
        auto* table = window().findChild<QAbstractItemView*>(QStringLiteral("alarmTable"));
        if (!table) {
            auto* pane = window().findChild<QWidget*>(QStringLiteral("alarmTable"));
            QVERIFY(pane);
            table = pane->findChild<QAbstractItemView*>();
        }
        QVERIFY(table);
        QTest::keyClick(&window(), Qt::Key_2, Qt::ControlModifier);
        QVERIFY(test::waitFor([&] { return table->model()->rowCount() == 1; }));
        QTest::keyClick(&window(), Qt::Key_1, Qt::ControlModifier);
        auto* count = window().findChild<QToolButton*>(QStringLiteral("alarms-") + severityKey(fault::openAlarms(*connection_).first().severity));
        QVERIFY(test::waitFor([&] { return count->text() == QLatin1String("1"); }));
        QTest::mouseClick(count, Qt::LeftButton);
        QCOMPARE(workspace(), QStringLiteral("alarms"));
    }

    // A plan without an interval starts when somebody says so, and only then.
    void aPlanIsStartedByHand()
    {
        const auto seed = *desktop_->desk().demoSeed();
        const auto added = desktop_->station().executor().write([actor = desktop_->desk().actor(), seed](store::Context& context) {
            collection::DiscoveryPlan draft;
            draft.name = QStringLiteral("the core by hand");
            draft.seeds = QStringList{seed.address};
            draft.snmpPort = seed.port;
            draft.maxDevices = 1;
            return collection::DiscoveryPlanService(context).add(actor, draft).id;
        });
        window().showWorkspace(QStringLiteral("admin"));
        window().findChild<QTabWidget*>(QStringLiteral("adminTabs"))->setCurrentWidget(window().findChild<QWidget*>(QStringLiteral("plansPage")));
        auto* list = window().findChild<widgets::TablePane*>(QStringLiteral("plansList"));
        auto* start = window().findChild<QPushButton*>(QStringLiteral("startPlanButton"));
        QVERIFY(list && start);
        QVERIFY(test::waitFor([&] { return added.isFinished() && list->select(added.result().toString()); }));
        QVERIFY(!collection::discoveryPlan(*connection_, added.result())->startedAt);
        start->click();
        QVERIFY(test::waitFor([&] { return collection::discoveryPlan(*connection_, added.result())->startedAt.has_value(); }, 60'000));
    }

    // A laptop of 1280×720, less the title of the window: no workspace, not even a hidden one, makes the window wider or higher than that.
    void theWindowFitsASmallScreen()
    {
        // With everything that comes in the course of a day: the collector's figures, an opened device.
        window().showWorkspace(QStringLiteral("admin"));
        QVERIFY(test::waitFor([&] { return window().findChild<QWidget*>(QStringLiteral("collectorFigure-trapPlace")) != nullptr; }, 60'000));
        window().showTarget({QStringLiteral("device"), inventory::deviceByName(*connection_, QStringLiteral("olt-1"))->id.toString()});
        auto* panel = window().findChild<QDockWidget*>(QStringLiteral("devicePortsPanel"));
        QVERIFY(panel);
        panel->show();
        auto* lists = panel->findChild<QTabWidget*>(QStringLiteral("device-measureLists"));
        QVERIFY(lists);
        for (int tab = 0; tab < lists->count(); ++tab)
            lists->setCurrentIndex(tab);
        const QSize least = window().minimumSizeHint();
        QVERIFY2(least.width() <= 1280, qPrintable(largestPart(window(), &QSize::width)));
        QVERIFY2(least.height() <= 696, qPrintable(largestPart(window(), &QSize::height)));
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    DesktopTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_desktop.moc"
