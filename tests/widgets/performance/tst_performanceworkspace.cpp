#include "models/assurance/outageservice.h"
#include "models/core/tablemodel.h"
#include "models/fault/faultservice.h"
#include "models/performance/gaugestore.h"
#include "tests/widgets/noc/hardware.h"
#include "tests/widgets/noc/scene.h"
#include "widgets/chart/ratechart.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/targetdrag.h"
#include "widgets/performance/performanceworkspace.h"

#include <QCheckBox>
#include <QDialog>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace trunkline;
using namespace trunkline::widgets;
using test::waitFor;

class PerformanceWorkspaceTest : public QObject {
    Q_OBJECT

    template <class Scene = test::NetworkScene>
    struct Room {
        void open()
        {
            workspace = std::make_unique<PerformanceWorkspace>(scene.desk, detail);
            stage = std::make_unique<test::Stage>(*workspace, detail);
        }
        template <class Widget>
        Widget* part(const char* name) const
        {
            auto* found = stage->findChild<Widget*>(QString::fromLatin1(name));
            if (!found)
                qFatal("There is no %s", name);
            return found;
        }
        QTableView* rows() const { return part<QWidget>("portTable")->template findChild<QTableView*>(QStringLiteral("rows")); }
        QString figure(const char* name) const { return part<QLabel>(name)->text(); }
        QString detailTitle() const { return detail.findChild<QLabel*>(QStringLiteral("detailTitle"))->text(); }

        Scene scene;
        DetailPane detail;
        std::unique_ptr<PerformanceWorkspace> workspace;
        std::unique_ptr<test::Stage> stage;
    };

    struct Line {
        PortId port;
        std::int64_t speedBps = 1'000'000'000;
        std::uint64_t in = 0;
        std::uint64_t out = 0;
    };

    /// A day of traffic, read every minute, with a restart in between: day and night, and a gap.
    static void measureADay(test::NetworkScene& scene, QList<Line> lines)
    {
        const Timestamp end = scene.store.clock.now();
        QList<performance::PortReading> readings;
        for (int minute = 0; minute <= 1440; ++minute) {
            const Timestamp at = end.plusMs((minute - 1440) * 60'000LL);
            const double busy = 0.25 - 0.2 * std::cos(minute / 1440.0 * 6.283) + 0.03 * std::sin(minute / 7.0);
            const bool lost = minute > 600 && minute < 660; // nobody polled
            const auto ticks = static_cast<std::uint32_t>(minute < 630 ? 100'000 + minute * 6000 : (minute - 630) * 6000); // it restarted meanwhile
            for (Line& line : lines) {
                line.in += static_cast<std::uint64_t>(busy * double(line.speedBps) / 8 * 60);
                line.out += static_cast<std::uint64_t>(busy * 0.35 * double(line.speedBps) / 8 * 60);
                if (lost)
                    continue;
                readings.append({line.port, performance::Metric::InOctets, {at, line.in, 64, ticks, 0}, line.speedBps});
                readings.append({line.port, performance::Metric::OutOctets, {at, line.out, 64, ticks, 0}, line.speedBps});
            }
        }
        performance::append(scene.db(), readings);
    }

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void beforeAPortIsChosenItSaysWhatToDo()
    {
        Room<test::DeskScene> room;
        room.open();
        QVERIFY(room.part<QWidget>("performanceEmpty")->isVisible());
        auto* noPorts = room.part<QWidget>("portTable")->findChild<QWidget*>(QStringLiteral("emptyState"));
        QVERIFY(waitFor([&] { return noPorts->isVisible(); }));
        room.stage->shoot(QStringLiteral("performance-empty"));
    }

    void withoutSamplesItOffersToPoll()
    {
        Room<> room;
        room.open();
        const auto port = room.scene.network->port(QStringLiteral("core-1"), QStringLiteral("et-0/0/0"));
        room.workspace->showTarget({QStringLiteral("port"), port.id.toString()});
        auto* none = room.part<RateChart>("portChart")->findChild<QWidget*>(QStringLiteral("emptyState"));
        QVERIFY(waitFor([&] { return none->isVisible() && room.detailTitle() == QStringLiteral("core-1 et-0/0/0"); }));
        QCOMPARE(room.figure("figure-in-mean"), QStringLiteral("–"));
        room.stage->shoot(QStringLiteral("performance-nosamples"));
        QSignalSpy asked(&room.scene.desk, &Desk::pollAsked);
        none->findChild<QPushButton*>(QStringLiteral("emptyAction"))->click();
        QCOMPARE(asked.size(), 1);
        // The rounds come, and the chart with them.
        room.scene.poll(3);
        Q_EMIT room.scene.desk.measured();
        QVERIFY(waitFor([&] { return !none->isVisible() && room.figure("figure-in-mean") != QStringLiteral("–"); }));
    }

    void showsADayWithItsOutageAndItsFigures()
    {
        Room<> room;
        const auto port = inventory::freePorts(room.scene.db()).first();
        const auto service = room.scene.serve(port.id, QStringLiteral("Bäckerei Öz"));
        measureADay(room.scene, {{port.id}});
        fault::EventDraft down;
        down.kind = fault::EventKind::LinkDown;
        down.deviceId = port.deviceId;
        down.portId = port.id;
        down.objectName = QStringLiteral("port");
        down.at = room.scene.store.clock.now().plusMs(-3 * 3'600'000LL);
        const auto collector = access::collectorAgent(QStringLiteral("test-desk"));
        const auto raised = fault::FaultService(room.scene.store.context).record(collector, down);
        auto since = service;
        since.activatedAt = down.at.plusMs(-1000);
        inventory::updateService(room.scene.db(), since);
        const auto flow = access::flowAgent(QStringLiteral("test-desk"));
        const auto outage = assurance::OutageService(room.scene.store.context).open(flow, *raised.alarm, since, raised.entry->id);
        assurance::OutageService(room.scene.store.context).close(flow, outage.id, outage.startedAt.plusMs(40 * 60'000), raised.entry->id);
        room.open();
        room.workspace->showTarget({QStringLiteral("port"), port.id.toString()});
        QVERIFY(waitFor([&] { return room.figure("figure-in-max") != QStringLiteral("–"); }));
        auto* chart = room.part<RateChart>("portChart");
        QVERIFY(chart->canvas()->drawnPoints() > 100);
        const auto expected = overview::portTraffic(room.scene.db(), port.id, {chart->fromMs()}, {chart->toMs()});
        QCOMPARE(expected.outages.size(), 1);
        QVERIFY(expected.inFigures.meanBps.value_or(0) > 100'000'000);
        QVERIFY(room.figure("figure-out-percentile95") != room.figure("figure-in-percentile95"));
        const QPointF middle(chart->canvas()->plot().left() + chart->canvas()->plot().width() * double(outage.startedAt.ms + 20 * 60'000 - chart->fromMs()) / double(chart->toMs() - chart->fromMs()),
                             chart->canvas()->plot().top() - 8);
        QVERIFY(chart->canvas()->markAt(middle));
        QCOMPARE(chart->canvas()->markAt(middle)->target.kind, QStringLiteral("alarm"));
        room.stage->shoot(QStringLiteral("performance"));
    }

    void fourPortsAreCompared()
    {
        Room<> room;
        const auto free = inventory::freePorts(room.scene.db());
        QList<Line> lines;
        for (int at = 0; at < 5; ++at)
            lines.append({free[at].id, (at + 1) * 100'000'000LL});
        measureADay(room.scene, lines);
        room.open();
        QVERIFY(waitFor([&] { return room.rows()->model()->rowCount() > 20; }));
        room.workspace->showTarget({QStringLiteral("port"), free[0].id.toString()});
        QVERIFY(waitFor([&] { return room.figure("figure-in-max") != QStringLiteral("–"); }));
        auto* bar = room.part<QWidget>("comparedBar");
        QVERIFY(!bar->isVisible());
        auto* chart = room.part<RateChart>("portChart");
        const auto drop = [&](const QList<Target>& ports) {
            const std::unique_ptr<QMimeData> data(mimeOf(ports));
            QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, data.get(), Qt::LeftButton, {});
            QApplication::sendEvent(chart, &enter);
            QDropEvent event(QPointF(100, 100), Qt::CopyAction, data.get(), Qt::LeftButton, {});
            QApplication::sendEvent(chart, &event);
        };
        const auto port = [&](int at) { return Target{QStringLiteral("port"), free[at].id.toString()}; };
        drop({port(1), port(2), port(1)});
        QVERIFY(waitFor([&] { return bar->isVisible() && room.stage->findChild<QLabel*>(QStringLiteral("figure-2-max")); }));
        QVERIFY(waitFor([&] { return room.figure("figure-2-max") != QStringLiteral("–"); }));
        QVERIFY(!room.stage->findChild<QLabel*>(QStringLiteral("figure-in-max")));
        QVERIFY(room.figure("figure-0-max") != room.figure("figure-1-max")); // each its own
        // The fifth does not fit, and that is said.
        drop({port(3), port(4)});
        QVERIFY(chart->notices()->isVisible());
        QVERIFY(waitFor([&] { return room.stage->findChild<QLabel*>(QStringLiteral("figure-3-max")) && room.figure("figure-3-max") != QStringLiteral("–"); }));
        QVERIFY(!room.stage->findChild<QLabel*>(QStringLiteral("figure-4-max")));
        QVERIFY(chart->notices()->isVisible()); // until something else is done
        room.stage->shoot(QStringLiteral("performance-compare"));
        const QString in = room.figure("figure-3-max");
        room.part<QToolButton>("compareOut")->click();
        QVERIFY(room.figure("figure-3-max") != in);
        // One after the other is taken out again.
        for (int left = 3; left >= 1; --left)
            room.part<QToolButton>("compared-0")->click();
        QVERIFY(!bar->isVisible());
        QVERIFY(waitFor([&] { return room.stage->findChild<QLabel*>(QStringLiteral("figure-in-max")) && room.figure("figure-in-max") != QStringLiteral("–"); }));
    }

    void selectedPortsAreComparedByKey()
    {
        Room<> room;
        room.open();
        QVERIFY(waitFor([&] { return room.rows()->model()->rowCount() > 20; }));
        room.rows()->setFocus();
        room.rows()->setCurrentIndex(room.rows()->model()->index(2, 0));
        QTest::keyClick(room.rows(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(room.rows(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(room.rows(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(room.part<QWidget>("comparedBar")->isVisible());
        QVERIFY(room.stage->findChild<QToolButton*>(QStringLiteral("compared-2")));
        QVERIFY(!room.stage->findChild<QToolButton*>(QStringLiteral("compared-3")));
    }

    void alarmsAndOrdersAreMarked()
    {
        Room<> room;
        const auto port = inventory::freePorts(room.scene.db()).first();
        measureADay(room.scene, {{port.id}});
        const auto service = room.scene.serve(port.id, QStringLiteral("Bäckerei Öz"));
        auto since = service;
        since.activatedAt = room.scene.store.clock.now().plusMs(-6 * 3'600'000LL);
        inventory::updateService(room.scene.db(), since);
        fault::EventDraft down;
        down.kind = fault::EventKind::LinkDown;
        down.deviceId = port.deviceId;
        down.portId = port.id;
        down.at = room.scene.store.clock.now().plusMs(-3 * 3'600'000LL);
        const auto raised = fault::FaultService(room.scene.store.context).record(access::collectorAgent(QStringLiteral("test-desk")), down);
        room.open();
        room.workspace->showTarget({QStringLiteral("port"), port.id.toString()});
        auto* canvas = room.part<RateChart>("portChart")->canvas();
        QVERIFY(waitFor([&] { return canvas->accessibleDescription().contains(raised.alarm->number); }));
        QVERIFY2(canvas->accessibleDescription().contains(QStringLiteral("SVC-000001 activated for Bäckerei Öz")), qPrintable(canvas->accessibleDescription()));
        const auto markAt = [&](Timestamp at) {
            const QRectF plot = canvas->plot();
            return canvas->markAt({plot.left() + plot.width() * double(at.ms - canvas->fromMs()) / double(canvas->toMs() - canvas->fromMs()), plot.top() - 8});
        };
        QCOMPARE(markAt(down.at)->target, (Target{QStringLiteral("alarm"), raised.alarm->id.toString()}));
        QCOMPARE(markAt(*since.activatedAt)->target, (Target{QStringLiteral("order"), service.orderId.toString()}));
        QVERIFY(waitFor([&] { return !room.detail.detail().history.isEmpty(); })); // the pane tells the port's story, too
    }

    void theListIsWideEnough()
    {
        Room<> room;
        room.open();
        QVERIFY(waitFor([&] { return room.rows()->model()->rowCount() > 20; }));
        const QHeaderView* header = room.rows()->horizontalHeader();
        QVERIFY(waitFor([&] { return room.rows()->viewport()->width() >= 400; }));
        const auto widths = [&] {
            QStringList all{QStringLiteral("%1 of %2:").arg(header->length()).arg(room.rows()->viewport()->width())};
            for (int column = 0; column < header->count(); ++column)
                all.append(QStringLiteral("%1 %2").arg(header->model()->headerData(column, Qt::Horizontal).toString()).arg(header->sectionSize(column)));
            return all.join(u' ');
        };
        QVERIFY2(waitFor([&] { return !room.rows()->horizontalScrollBar()->isVisible(); }), qPrintable(widths()));
        int shown = 0;
        for (int column = 0; column < header->count(); ++column)
            shown += header->isSectionHidden(column) ? 0 : 1;
        QCOMPARE(shown, 4); // device, port, in, out
    }

    void rangesAreReadAnew()
    {
        Room<> room;
        const auto port = inventory::freePorts(room.scene.db()).first();
        measureADay(room.scene, {{port.id}});
        room.open();
        room.workspace->showTarget({QStringLiteral("port"), port.id.toString()});
        QVERIFY(waitFor([&] { return room.figure("figure-in-min") != QStringLiteral("–"); }));
        const QString ofTheDay = room.figure("figure-in-max");
        auto* chart = room.part<RateChart>("portChart");
        chart->findChild<QToolButton*>(QStringLiteral("range-%1").arg(int(ChartRange::Hour)))->click();
        QVERIFY(waitFor([&] { return room.figure("figure-in-max") != ofTheDay; }));
        QCOMPARE(chart->toMs() - chart->fromMs(), rangeMs(ChartRange::Hour));
        chart->findChild<QToolButton*>(QStringLiteral("range-%1").arg(int(ChartRange::Month)))->click();
        QVERIFY(waitFor([&] { return room.figure("figure-in-max") == ofTheDay; }));
    }

    void thePortIsFoundByTyping()
    {
        Room<> room;
        room.open();
        const auto all = [&] { return room.rows()->model()->rowCount(); };
        QVERIFY(waitFor([&] { return all() > 20; }));
        room.part<QWidget>("portTable")->findChild<QLineEdit*>(QStringLiteral("filter"))->setText(QStringLiteral("core-1 et-0/0/0"));
        QVERIFY(all() <= 2); // the port, and its neighbour that names it
        const auto* model = qobject_cast<const TableModel*>(room.rows()->model());
        const int row = model->rowOfKey(room.scene.network->port(QStringLiteral("core-1"), QStringLiteral("et-0/0/0")).id.toString());
        QVERIFY(row >= 0);
        QTest::mouseClick(room.rows()->viewport(), Qt::LeftButton, {}, room.rows()->visualRect(model->index(row, 0)).center());
        QVERIFY(waitFor([&] { return room.detailTitle() == QStringLiteral("core-1 et-0/0/0"); }));
    }

    void withoutHardwareTheTabsSaySo()
    {
        Room<test::DeskScene> room;
        room.open();
        auto* lists = room.part<QTabWidget>("measureLists");
        for (const char* name : {"gaugeTable", "transceiverTable", "ontTable"}) {
            lists->setCurrentWidget(room.part<TablePane>(name));
            auto* empty = room.part<TablePane>(name)->findChild<QWidget*>(QStringLiteral("emptyState"));
            QVERIFY2(waitFor([&] { return empty->isVisible(); }), name);
        }
    }

    void sensorsTransceiversAndOntsAreListed()
    {
        Room<> room;
        const auto olt = room.scene.network->device(QStringLiteral("olt-1"));
        test::recordHardware(room.scene.store, olt.id, 40, 75);
        room.open();
        auto* lists = room.part<QTabWidget>("measureLists");
        const auto cell = [&](const char* list, int row, const char* column) {
            TableModel* model = room.part<TablePane>(list)->model();
            for (int at = 0; at < model->columnCount(); ++at)
                if (model->columnId(at) == QLatin1String(column))
                    return model->index(row, at);
            return QModelIndex();
        };
        const auto rows = [&](const char* list) { return room.part<TablePane>(list)->model()->rowCount(); };
        lists->setCurrentWidget(room.part<TablePane>("gaugeTable"));
        QVERIFY(waitFor([&] { return rows("gaugeTable") == 42; })); // the chassis, the transceiver, forty ONTs
        lists->setCurrentWidget(room.part<TablePane>("transceiverTable"));
        QVERIFY(waitFor([&] { return rows("transceiverTable") == 1; }));
        QVERIFY(cell("transceiverTable", 0, "rx").isValid());
        QCOMPARE(cell("transceiverTable", 0, "rx").data().toString(), QLocale().toString(-18.6, 'f', 1) + QStringLiteral(" dBm"));
        lists->setCurrentWidget(room.part<TablePane>("ontTable"));
        QVERIFY(waitFor([&] { return rows("ontTable") == 40; }));
        // Of an ONT it is the light that arrives there which is drawn.
        auto* table = room.part<TablePane>("ontTable");
        QVERIFY(table->select(table->model()->index(0, 0).data(KeyRole)));
        auto* gauge = room.part<RateChart>("gaugeChart");
        QVERIFY(waitFor([&] { return gauge->isVisible() && gauge->canvas()->drawnPoints() > 5; }));
        room.stage->shoot(QStringLiteral("performance-onts"));
        // A port takes the chart back.
        room.workspace->showTarget({QStringLiteral("port"), room.scene.network->port(QStringLiteral("olt-1"), QStringLiteral("uplink-0/0")).id.toString()});
        QVERIFY(waitFor([&] { return room.part<RateChart>("portChart")->isVisible() && !gauge->isVisible(); }));
    }

    void limitsAreSetWithAReasonAndGivenBack()
    {
        Room<> room;
        const auto olt = room.scene.network->device(QStringLiteral("olt-1"));
        const auto chassis = test::recordHardware(room.scene.store, olt.id, 1, 75).first();
        room.open();
        room.workspace->showTarget({QStringLiteral("gauge"), chassis.id.toString()});
        auto* set = room.part<QPushButton>("setLimits");
        QVERIFY(waitFor([&] { return set->isEnabled() && room.figure("gaugeLimits").contains(QStringLiteral("70")); }));
        const auto open = [&] {
            set->click();
            return room.part<QDialog>("limitsDialog");
        };
        QDialog* dialog = open();
        QCOMPARE(dialog->findChild<QLineEdit*>("limitHighWarning")->text(), QStringLiteral("70"));
        QVERIFY(!dialog->findChild<QCheckBox*>("ownLimits")->isEnabled()); // nobody set others
        dialog->findChild<QLineEdit*>("limitHighWarning")->setText(QStringLiteral("warm"));
        auto* save = dialog->findChild<QPushButton*>("saveButton");
        auto* notice = dialog->findChild<NoticeBar*>("dialogNotice");
        save->click();
        QVERIFY(notice->isVisible());
        const QString noNumber = notice->notice().why;
        dialog->findChild<QLineEdit*>("limitHighWarning")->setText(QStringLiteral("80"));
        dialog->findChild<QLineEdit*>("limitHigh")->setText(QStringLiteral("90"));
        save->click();
        QVERIFY(waitFor([&] { return notice->isVisible() && notice->notice().why != noNumber; })); // no reason
        QVERIFY(!performance::limitOverride(room.scene.db(), chassis.id));
        dialog->findChild<QLineEdit*>("limitReason")->setText(QStringLiteral("no cooling in this hut"));
        save->click();
        QVERIFY(waitFor([&] { return performance::limitOverride(room.scene.db(), chassis.id).has_value(); }));
        const auto held = *performance::limitOverride(room.scene.db(), chassis.id);
        QCOMPARE(held.limits.highWarning->value, (Decimal{80, 0}));
        QCOMPARE(held.reason, QStringLiteral("no cooling in this hut"));
        QVERIFY(waitFor([&] { return room.figure("gaugeLimits").contains(QStringLiteral("no cooling in this hut")); }));
        room.stage->shoot(QStringLiteral("performance-limits"));
        QVERIFY(waitFor([&] { return !room.stage->findChild<QDialog*>(QStringLiteral("limitsDialog")); }));
        dialog = open();
        dialog->findChild<QCheckBox*>("ownLimits")->setChecked(true);
        QVERIFY(!dialog->findChild<QLineEdit*>("limitHigh")->isEnabled());
        dialog->findChild<QLineEdit*>("limitReason")->setText(QStringLiteral("a fan was put in"));
        dialog->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return !performance::limitOverride(room.scene.db(), chassis.id); }));
        QVERIFY(waitFor([&] { return room.figure("gaugeLimits").contains(QStringLiteral("standard")); }));
    }

    void ratesOfAPortAreSetWithAReason()
    {
        Room<> room;
        const auto port = room.scene.network->port(QStringLiteral("olt-1"), QStringLiteral("uplink-0/0"));
        measureADay(room.scene, {{port.id}});
        room.open();
        room.workspace->showTarget({QStringLiteral("port"), port.id.toString()});
        const auto button = [&] { return room.detail.findChild<QPushButton*>(QStringLiteral("do-setPortRates")); };
        QVERIFY(waitFor([&] { return button() && button()->isEnabled(); }));
        button()->click();
        auto* dialog = room.part<QDialog>("portRatesDialog");
        auto* contract = dialog->findChild<QLineEdit*>("portContractRate");
        auto* save = dialog->findChild<QPushButton*>("saveButton");
        auto* notice = dialog->findChild<NoticeBar*>("dialogNotice");
        contract->setText(QStringLiteral("half"));
        save->click();
        QVERIFY(notice->isVisible());
        const QString noRate = notice->notice().why;
        contract->setText(QStringLiteral("500M"));
        save->click();
        QVERIFY(waitFor([&] { return notice->isVisible() && notice->notice().why != noRate; })); // no reason
        QVERIFY(inventory::port(room.scene.db(), port.id)->rates.isNone());
        dialog->findChild<QLineEdit*>("portRatesReason")->setText(QStringLiteral("leased line LL-7"));
        room.stage->shoot(QStringLiteral("performance-rates"));
        save->click();
        QVERIFY(waitFor([&] { return !inventory::port(room.scene.db(), port.id)->rates.isNone(); }));
        QCOMPARE(inventory::port(room.scene.db(), port.id)->rates, (inventory::PortRates{0, 500'000'000, QStringLiteral("leased line LL-7")}));
        // The pane tells of it, with the reason.
        room.scene.tell();
        QVERIFY(waitFor([&] {
            const Detail detail = room.detail.detail();
            return std::any_of(detail.overview.first().facts.begin(), detail.overview.first().facts.end(), [](const Fact& fact) { return fact.text == QLatin1String("leased line LL-7"); });
        }));
        QVERIFY(button()); // still there after the refresh
    }

    void whatCanNotBeReadIsSaidWithAWayOut()
    {
        Room<> room;
        const auto port = inventory::freePorts(room.scene.db()).first();
        measureADay(room.scene, {{port.id}});
        room.open();
        QVERIFY(waitFor([&] { return room.rows()->model()->rowCount() > 20; }));
        room.scene.store.connection->exec(QStringLiteral("ALTER TABLE outage RENAME TO elsewhere"));
        room.scene.serve(port.id, QStringLiteral("Bäckerei Öz"));
        room.workspace->showTarget({QStringLiteral("port"), port.id.toString()});
        NoticeBar* bar = room.part<RateChart>("portChart")->notices();
        QVERIFY(waitFor([&] { return bar->isVisible(); }));
        room.scene.store.connection->exec(QStringLiteral("ALTER TABLE elsewhere RENAME TO outage"));
        bar->findChild<QPushButton*>(QStringLiteral("noticeAction"))->click();
        QVERIFY(waitFor([&] { return !bar->isVisible() && room.figure("figure-in-mean") != QStringLiteral("–"); }));
    }
};

QTEST_MAIN(PerformanceWorkspaceTest)
#include "tst_performanceworkspace.moc"
