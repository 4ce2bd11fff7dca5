#include "models/fault/faultservice.h"
#include "tests/widgets/noc/scene.h"
#include "models/core/tablemodel.h"
#include "widgets/alarms/alarmsworkspace.h"
#include "widgets/alarms/treepane.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QUdpSocket>

using namespace trunkline;
using namespace trunkline::widgets;
using test::waitFor;

class AlarmsWorkspaceTest : public QObject {
    Q_OBJECT

    template <class Scene = test::NetworkScene>
    struct Room {
        explicit Room(const access::Actor& actor = test::administrator()) : scene(actor) {}
        void open()
        {
            workspace = std::make_unique<AlarmsWorkspace>(scene.desk, detail);
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
        QTableView* rows(const char* table = "alarmTable") const { return part<QWidget>(table)->template findChild<QTableView*>(QStringLiteral("rows")); }
        bool shows(int count) const { return waitFor([&] { return rows()->model()->rowCount() == count; }); }
        /// Two links broken by traps, one with customers behind it, and datagrams that are no traps.
        void breakThings()
        {
            const auto links = inventory::links(scene.db());
            const auto free = inventory::freePorts(scene.db());
            scene.serve(links[0].aPortId, QStringLiteral("Bäckerei Öz"));
            scene.serve(free.first().id, QStringLiteral("Stadtwerke Nord"));
            first = scene.breakPort(links[0].aPortId);
            second = scene.breakPort(links[1].aPortId);
            QUdpSocket socket;
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("could not be decoded")));
            socket.writeDatagram("this is no trap", QHostAddress::LocalHost, scene.receiver.port());
            if (!waitFor([&] { return fault::undecodableCount(scene.db()) == 1; }))
                qFatal("The datagram was not counted");
            open();
            if (!shows(int(fault::openAlarms(scene.db()).size())))
                qFatal("The alarms are not shown");
        }
        void choose(const fault::Alarm& alarm)
        {
            part<TablePane>("alarmTable")->select(alarm.id.toString());
            rows()->setFocus();
        }
        fault::Alarm now(const fault::Alarm& alarm) { return *fault::alarm(scene.db(), alarm.id); }
        QString detailTitle() const { return detail.findChild<QLabel*>(QStringLiteral("detailTitle"))->text(); }

        Scene scene;
        DetailPane detail;
        std::unique_ptr<AlarmsWorkspace> workspace;
        std::unique_ptr<test::Stage> stage;
        fault::Alarm first, second;
    };

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void anEmptyTableSaysThatAllIsWell()
    {
        Room<test::DeskScene> room;
        room.open();
        auto* empty = room.part<QWidget>("alarmTable")->findChild<QWidget*>(QStringLiteral("emptyState"));
        QVERIFY(waitFor([&] { return empty->isVisible(); }));
        QVERIFY(empty->findChild<QLabel*>(QStringLiteral("emptySentence"))->text().contains(QStringLiteral("All is well")));
        room.stage->shoot(QStringLiteral("alarms-empty"));
    }

    void aDatabaseThatIsGoneIsSaidInTheTable()
    {
        Room<test::DeskScene> room;
        room.scene.store.connection->exec(QStringLiteral("ALTER TABLE alarm RENAME TO elsewhere"));
        room.open();
        auto* bar = room.part<QWidget>("alarmTable")->findChild<NoticeBar*>(QStringLiteral("noticeBar"));
        QVERIFY(waitFor([&] { return bar->isVisible(); }));
        QVERIFY(!bar->notice().why.isEmpty());
        room.stage->shoot(QStringLiteral("alarms-failed"));
        room.scene.store.connection->exec(QStringLiteral("ALTER TABLE elsewhere RENAME TO alarm"));
        bar->findChild<QPushButton*>(QStringLiteral("noticeAction"))->click();
        QVERIFY(waitFor([&] { return !bar->isVisible(); }));
    }

    void showsWhomAnAlarmHits()
    {
        Room<> room;
        room.breakThings();
        QCOMPARE(room.part<QLabel>("undecodableCount")->text(), QStringLiteral("1 message(s) not readable"));
        room.choose(room.first);
        QVERIFY(waitFor([&] { return room.detailTitle() == room.first.objectName; }));
        const Detail& detail = room.detail.detail();
        QCOMPARE(detail.severity, std::optional(room.now(room.first).severity));
        QStringList texts;
        for (const FactGroup& group : detail.overview)
            for (const Fact& fact : group.facts)
                texts.append(fact.text);
        QVERIFY(texts.contains(QStringLiteral("Bäckerei Öz")));
        QVERIFY(texts.contains(QStringLiteral("Loss of signal")));
        QVERIFY(!detail.why.isEmpty());
        // The traps it rests on, with their object identifiers.
        QVERIFY(waitFor([&] { return room.rows("alarmEvents")->model()->rowCount() == 1; }));
        QStringList cells, tips;
        for (int column = 0; column < room.rows("alarmEvents")->model()->columnCount(); ++column) {
            cells.append(room.rows("alarmEvents")->model()->index(0, column).data().toString());
            tips.append(room.rows("alarmEvents")->model()->index(0, column).data(Qt::ToolTipRole).toString());
        }
        QVERIFY2(cells.contains(QStringLiteral("linkDown")), qPrintable(cells.join(u'|')));
        QVERIFY2(cells.last().contains(QStringLiteral("ifOperStatus = down")), qPrintable(cells.last()));
        QVERIFY(tips.contains(QStringLiteral("1.3.6.1.6.3.1.1.5.3")));
        QVERIFY2(tips.last().contains(QStringLiteral("= down (2), 1.3.6.1.2.1.2.2.1.8.")), qPrintable(tips.last()));
        room.stage->shoot(QStringLiteral("alarms"));
    }

    // The customer hangs on a switch at the end of a branch: the trunk to it has nobody on its own ports.
    void aTrunkHitsWhatHangsOnIt()
    {
        Room<> room;
        const auto port = room.scene.network->port(QStringLiteral("olt-1"), QStringLiteral("ont-0/1/3"));
        room.scene.serve(port.id, QStringLiteral("Bäckerei Öz"));
        room.scene.serve(room.scene.network->port(QStringLiteral("acc-2"), QStringLiteral("Gi1/0/3")).id, QStringLiteral("Stadtwerke Nord"));
        room.first = room.scene.breakPort(room.scene.network->port(QStringLiteral("agg-1"), QStringLiteral("Twe1/0/1")).id);
        room.second = room.scene.breakPort(room.scene.network->port(QStringLiteral("core-2"), QStringLiteral("et-0/0/1")).id);
        room.open();
        QVERIFY(room.shows(int(fault::openAlarms(room.scene.db()).size())));
        const auto* model = qobject_cast<const TableModel*>(room.rows()->model());
        const auto services = [&](const fault::Alarm& alarm) {
            for (int column = 0; column < model->columnCount(); ++column)
                if (model->columnId(column) == QLatin1String("services"))
                    return model->index(model->rowOfKey(alarm.id.toString()), column);
            return QModelIndex();
        };
        QCOMPARE(services(room.first).data().toString(), QStringLiteral("1 down"));
        QCOMPARE(services(room.first).data(ToneRole).toInt(), int(Tone::Bad));
        QCOMPARE(services(room.second).data().toString(), QStringLiteral("1 without protection")); // the ring is open: acc-2 hangs on one side
        QCOMPARE(services(room.second).data(ToneRole).toInt(), int(Tone::Attention));
        room.choose(room.first);
        auto* impact = room.part<TreePane>("alarmImpact");
        QVERIFY(waitFor([&] { return !impact->lines().isEmpty(); }));
        QCOMPARE(impact->lines().first().children.first().text, QStringLiteral("olt-1"));
        QVERIFY(impact->lines().first().children.first().children.first().text.contains(QStringLiteral("Bäckerei Öz")));
        // The other end of the trunk stands beside it, and each line leads on.
        auto* cause = room.part<TreePane>("alarmCause");
        QVERIFY(cause->lines().first().children.last().children.first().text.contains(QStringLiteral("olt-1 uplink-0/0")));
        room.part<QDockWidget>("alarmImpactPanel")->raise();
        auto* tree = room.part<QTreeView>("alarmImpactTree");
        QSignalSpy led(room.workspace.get(), &AlarmsWorkspace::targetActivated);
        const QModelIndex service = tree->model()->index(0, 0, tree->model()->index(0, 0, tree->model()->index(0, 0)));
        QVERIFY(waitFor([&] { return tree->isVisible() && tree->visualRect(service).isValid(); }));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(service).center());
        QCOMPARE(led.size(), 1);
        QCOMPARE(led.first().first().value<Target>().kind, QStringLiteral("service"));
        tree->setCurrentIndex(service);
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(led.size(), 2);
        room.stage->shoot(QStringLiteral("alarms-trunk"));
    }

    void whatWasDoneTheLastTimeIsThere()
    {
        Room<> room;
        room.breakThings();
        fault::FaultService faults(room.scene.store.context);
        faults.note(test::administrator(), room.first.id, QStringLiteral("Called the site"));
        faults.clear(test::administrator(), room.first.id, QStringLiteral("Spliced at km 4"));
        const auto port = *inventory::port(room.scene.db(), room.first.portId);
        const QString name = inventory::device(room.scene.db(), port.deviceId)->name + u' ' + port.name;
        room.scene.network->command(QStringLiteral("port up ") + name);
        room.scene.store.clock.advanceMs(60'000);
        const auto back = room.scene.breakPort(room.first.portId);
        QVERIFY(back.id != room.first.id);
        room.scene.tell();
        QVERIFY(waitFor([&] { return room.part<TablePane>("alarmTable")->select(back.id.toString()); }));
        auto* lastTime = room.part<TreePane>("alarmLastTime");
        QVERIFY(waitFor([&] { return lastTime->lines().size() == 1; }));
        QStringList said;
        for (const auto& line : lastTime->lines().first().children)
            said.append(line.detail);
        QCOMPARE(said, QStringList({QStringLiteral("Called the site"), QStringLiteral("Spliced at km 4")}));
        room.part<QDockWidget>("alarmLastTimePanel")->raise();
        room.stage->shoot(QStringLiteral("alarms-lasttime"));
    }

    void severalAreClearedAtOnce()
    {
        Room<> room;
        room.breakThings();
        fault::FaultService(room.scene.store.context).clear(test::administrator(), room.second.id, QStringLiteral("elsewhere"));
        room.part<QCheckBox>("showCleared")->click();
        const int all = int(fault::alarmHistory(room.scene.db()).size());
        QVERIFY(waitFor([&] { return room.rows()->model()->rowCount() == all && !room.now(room.second).isOpen(); }));
        room.rows()->selectAll();
        room.rows()->setFocus();
        QTest::keyClick(room.rows(), Qt::Key_C);
        QTest::keyClicks(room.part<QLineEdit>("alarmPromptText"), QStringLiteral("Planned work"));
        QTest::keyClick(room.part<QLineEdit>("alarmPromptText"), Qt::Key_Return);
        QVERIFY(waitFor([&] { return fault::openAlarms(room.scene.db()).isEmpty(); }));
        QCOMPARE(room.now(room.first).clearReason, QStringLiteral("Planned work"));
        QCOMPARE(room.now(room.second).clearReason, QStringLiteral("elsewhere")); // was over, and stays as it was
    }

    void keyAAcknowledges()
    {
        Room<> room;
        room.breakThings();
        room.choose(room.first);
        QTest::keyClick(room.rows(), Qt::Key_A);
        QVERIFY(waitFor([&] { return room.now(room.first).acknowledgedAt.has_value(); }));
        QCOMPARE(room.now(room.first).acknowledgedBy, test::administrator().name());
        QVERIFY(!room.now(room.second).acknowledgedAt);
        QVERIFY(waitFor([&] { return !room.part<QToolButton>("acknowledgeButton")->isEnabled(); })); // nothing is left to acknowledge
    }

    void keyOTakesSeveralAtOnce()
    {
        Room<> room;
        room.breakThings();
        room.rows()->selectAll();
        room.rows()->setFocus();
        QTest::keyClick(room.rows(), Qt::Key_O);
        QVERIFY(waitFor([&] { return room.now(room.first).owner == test::administrator().name() && room.now(room.second).owner == test::administrator().name(); }));
    }

    void keyCAsksForTheReason()
    {
        Room<> room;
        room.breakThings();
        const int before = int(fault::openAlarms(room.scene.db()).size());
        room.choose(room.first);
        QTest::keyClick(room.rows(), Qt::Key_C);
        auto* text = room.part<QLineEdit>("alarmPromptText");
        QVERIFY(text->isVisible());
        QVERIFY(!room.part<QPushButton>("alarmPromptConfirm")->isEnabled());
        room.stage->shoot(QStringLiteral("alarms-clear"));
        QTest::keyClick(text, Qt::Key_Escape); // taken back: nothing happens
        QVERIFY(!text->isVisible());
        QVERIFY(room.now(room.first).isOpen());
        room.rows()->setFocus();
        QTest::keyClick(room.rows(), Qt::Key_C);
        QTest::keyClicks(text, QStringLiteral("Planned work"));
        QTest::keyClick(text, Qt::Key_Return);
        QVERIFY(waitFor([&] { return !room.now(room.first).isOpen(); }));
        QCOMPARE(room.now(room.first).clearReason, QStringLiteral("Planned work"));
        QVERIFY(room.shows(before - 1));
        room.part<QCheckBox>("showCleared")->click();
        QVERIFY(room.shows(before));
    }

    void keyNWritesANote()
    {
        Room<> room;
        room.breakThings();
        room.choose(room.second);
        QTest::keyClick(room.rows(), Qt::Key_N);
        QTest::keyClicks(room.part<QLineEdit>("alarmPromptText"), QStringLiteral("Called the site"));
        QTest::mouseClick(room.part<QPushButton>("alarmPromptConfirm"), Qt::LeftButton);
        QVERIFY(waitFor([&] { return fault::alarmNotes(room.scene.db(), room.second.id).size() == 1; }));
        QVERIFY(waitFor([&] { return room.detail.detail().notes.size() == 1; }));
        // The pane's own box writes too.
        Q_EMIT room.detail.noteAdded(room.detail.detail().target, QStringLiteral("Fibre is cut"));
        QVERIFY(waitFor([&] { return room.detail.detail().notes.size() == 2; }));
    }

    // What happens on other workstations and in the network shows without a key.
    void newsArriveByThemselves()
    {
        Room<> room;
        room.breakThings();
        const int before = room.rows()->model()->rowCount();
        room.scene.tell();
        fault::FaultService(room.scene.store.context).clear(test::administrator(), room.second.id, QStringLiteral("elsewhere"));
        room.scene.tell();
        QVERIFY(room.shows(before - 1));
    }

    void anotherWasFasterIsSaid()
    {
        Room<> room;
        room.breakThings();
        room.choose(room.first);
        fault::FaultService(room.scene.store.context).acknowledge(test::administrator(), room.first.id);
        QTest::keyClick(room.rows(), Qt::Key_A); // the screen has not heard of it yet
        auto* bar = room.part<NoticeBar>("alarmNotices");
        QVERIFY(waitFor([&] { return bar->isVisible(); }));
        QVERIFY(bar->notice().why.contains(test::administrator().name()));
    }

    void narrowsToASeverityAndAPort()
    {
        Room<> room;
        room.breakThings();
        const int all = room.rows()->model()->rowCount();
        room.workspace->showTarget({QStringLiteral("alarms"), QStringLiteral("port:") + room.first.portId.toString()});
        QCOMPARE(room.rows()->model()->rowCount(), 1);
        QVERIFY(room.part<QToolButton>("scopeChip")->isVisible());
        room.part<QToolButton>("scopeChip")->click();
        QCOMPARE(room.rows()->model()->rowCount(), all);
        room.workspace->showTarget({QStringLiteral("alarms"), QStringLiteral("warning")});
        QCOMPARE(room.rows()->model()->rowCount(), 1); // the message that could not be read
        room.workspace->showTarget({QStringLiteral("alarm"), room.second.id.toString()});
        QVERIFY(waitFor([&] { return room.detailTitle() == room.second.objectName; }));
        QCOMPARE(room.rows()->model()->rowCount(), all);
    }

    void whoMayNotHandleAlarmsOnlyLooks()
    {
        Room<> room(test::withRole(access::Role::Auditor));
        room.breakThings();
        room.choose(room.first);
        QVERIFY(waitFor([&] { return room.detailTitle() == room.first.objectName; }));
        QTest::keyClick(room.rows(), Qt::Key_A);
        QVERIFY(!room.part<QToolButton>("acknowledgeButton")->isEnabled());
        QVERIFY(!room.part<QToolButton>("clearButton")->isEnabled());
        QVERIFY(!room.detail.detail().takesNotes);
    }
};

QTEST_MAIN(AlarmsWorkspaceTest)
#include "tst_alarmsworkspace.moc"
