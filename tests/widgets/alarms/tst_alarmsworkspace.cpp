#include "models/fault/faultservice.h"
#include "tests/widgets/noc/scene.h"
#include "widgets/alarms/alarmsworkspace.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>
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
