#include "models/inventory/inventoryservice.h"
#include "models/performance/gaugestore.h"
#include "tests/widgets/noc/hardware.h"
#include "tests/widgets/noc/scene.h"
#include "widgets/chart/chartcanvas.h"
#include "widgets/chart/ratechart.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/map/topologymap.h"
#include "widgets/network/faceplate.h"
#include "widgets/network/networkworkspace.h"

#include <QAbstractButton>
#include <QAbstractItemDelegate>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <cmath>

using namespace trunkline;
using namespace trunkline::widgets;
using test::waitFor;

class NetworkWorkspaceTest : public QObject {
    Q_OBJECT

    template <class Scene = test::NetworkScene>
    struct Room {
        explicit Room(const access::Actor& actor = test::administrator()) : scene(actor) {}
        void open()
        {
            workspace = std::make_unique<NetworkWorkspace>(scene.desk, detail);
            stage = std::make_unique<test::Stage>(*workspace, detail);
        }
        /// With the network on the map.
        void openFilled()
        {
            open();
            const auto devices = inventory::devices(scene.db()).size();
            if (!waitFor([&] { return map()->nodes().size() == devices; }))
                qFatal("The network is not shown");
        }
        template <class Widget>
        Widget* part(const char* name) const
        {
            auto* found = stage->findChild<Widget*>(QString::fromLatin1(name));
            if (!found)
                qFatal("There is no %s", name);
            return found;
        }
        TopologyMap* map() const { return part<TopologyMap>("networkMap"); }
        QString id(const char* device) { return scene.network->device(QString::fromLatin1(device)).id.toString(); }
        QPoint placeOf(const QString& device) const { return map()->toWidget(map()->positionOf(device)).toPoint(); }
        QString detailTitle() const { return detail.findChild<QLabel*>(QStringLiteral("detailTitle"))->text(); }
        const MapNode* node(const QString& device) const
        {
            const auto& nodes = map()->nodes();
            const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const MapNode& one) { return one.id == device; });
            return found == nodes.end() ? nullptr : &*found;
        }

        Scene scene;
        DetailPane detail;
        std::unique_ptr<NetworkWorkspace> workspace;
        std::unique_ptr<test::Stage> stage;
    };

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void anEmptyNetworkOffersToFindDevices()
    {
        Room<test::DeskScene> room;
        room.scene.desk.setDemoSeed({QStringLiteral("127.20.0.1"), 16100});
        room.open();
        auto* empty = room.part<QWidget>("networkEmpty");
        QVERIFY(waitFor([&] { return empty->isVisible(); }));
        room.stage->shoot(QStringLiteral("network-empty"));
        QSignalSpy asked(&room.scene.desk, &Desk::discoveryAsked);
        empty->findChild<QPushButton*>(QStringLiteral("emptyAction"))->click();
        auto* dialog = room.part<QDialog>("discovery");
        QVERIFY(dialog->isVisible());
        if (const QString folder = qEnvironmentVariable("TRUNKLINE_SHOTS"); !folder.isEmpty())
            dialog->grab().save(QDir(folder).filePath(QStringLiteral("network-find.png")));
        QCOMPARE(dialog->findChild<QLineEdit*>(QStringLiteral("discoveryAddress"))->text(), QStringLiteral("127.20.0.1"));
        QCOMPARE(dialog->findChild<QSpinBox*>(QStringLiteral("discoveryPort"))->value(), 16100);
        auto* start = dialog->findChild<QPushButton*>(QStringLiteral("saveButton"));
        auto* address = dialog->findChild<QLineEdit*>(QStringLiteral("discoveryAddress"));
        // What can't be an address is said where it was typed, and stays there to be mended.
        for (const char* wrong : {"", "core-1.example", "192.0.2.999"}) {
            address->setText(QLatin1String(wrong));
            start->click();
            QVERIFY(dialog->isVisible());
            QVERIFY(dialog->findChild<NoticeBar*>(QStringLiteral("dialogNotice"))->isVisible());
            QCOMPARE(address->text(), QLatin1String(wrong));
        }
        QVERIFY(asked.isEmpty());
        address->setText(QStringLiteral(" 192.0.2.9 "));
        start->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().value<DiscoveryRequest>().address, QStringLiteral("192.0.2.9"));
        QCOMPARE(asked.first().first().value<DiscoveryRequest>().port, quint16(16100));
        // The next form begins with what was asked; a port may stand behind the address.
        QVERIFY(waitFor([&] { return !room.stage->findChild<QDialog*>(QStringLiteral("discovery")); }));
        empty->findChild<QPushButton*>(QStringLiteral("emptyAction"))->click();
        dialog = room.part<QDialog>("discovery");
        address = dialog->findChild<QLineEdit*>(QStringLiteral("discoveryAddress"));
        QCOMPARE(address->text(), QStringLiteral("192.0.2.9"));
        for (const auto& [typed, host] : {std::pair("192.0.2.10:1161", "192.0.2.10"), {"[2001:db8::1]:1162", "2001:db8::1"}, {"2001:db8::5", "2001:db8::5"}}) {
            address->setText(QLatin1String(typed));
            Q_EMIT address->editingFinished();
            QCOMPARE(address->text(), QLatin1String(host));
        }
        QCOMPARE(dialog->findChild<QSpinBox*>(QStringLiteral("discoveryPort"))->value(), 1162);
    }

    void whatCanNotBeReadIsSaidWithAWayOut()
    {
        Room<test::DeskScene> room;
        room.scene.store.connection->exec(QStringLiteral("ALTER TABLE link RENAME TO elsewhere"));
        room.open();
        auto* bar = room.part<NoticeBar>("networkNotices");
        QVERIFY(waitFor([&] { return bar->isVisible(); }));
        room.scene.store.connection->exec(QStringLiteral("ALTER TABLE elsewhere RENAME TO link"));
        bar->findChild<QPushButton*>(QStringLiteral("noticeAction"))->click();
        QVERIFY(waitFor([&] { return !bar->isVisible() && room.part<QWidget>("networkEmpty")->isVisible(); }));
    }

    void theMapShowsStateLoadAndAlarms()
    {
        Room<> room;
        room.scene.poll(3);
        const auto broken = inventory::links(room.scene.db()).first();
        room.scene.breakPort(broken.aPortId);
        room.scene.poll();
        room.openFilled();
        QCOMPARE(room.map()->links().size(), inventory::links(room.scene.db()).size());
        int down = 0, measured = 0;
        for (const MapLink& link : room.map()->links()) {
            down += link.up ? 0 : 1;
            measured += std::isnan(link.loadAtoB) ? 0 : 1;
            QVERIFY(link.capacityBps > 0);
        }
        QCOMPARE(down, 1);
        QVERIFY(measured > 5);
        const QString device = inventory::port(room.scene.db(), broken.aPortId)->deviceId.toString();
        QCOMPARE(room.node(device)->worst, std::optional(Severity::Major));
        QCOMPARE(room.node(device)->state, Tone::Good);
        room.workspace->showTarget({QStringLiteral("link"), broken.id.toString()});
        QCOMPARE(room.detail.detail().target.kind, QStringLiteral("link"));
        room.stage->shoot(QStringLiteral("network-link"));
        room.map()->selectNode(device);
        QVERIFY(waitFor([&] { return room.detail.detail().target == Target{QStringLiteral("device"), device}; }));
        QCOMPARE(room.detail.detail().overview.at(1).facts.first().severity, std::optional(Severity::Major));
        room.stage->shoot(QStringLiteral("network"));
    }

    void doubleClickOpensThePorts()
    {
        Room<> room;
        room.scene.serve(inventory::freePorts(room.scene.db()).first().id, QStringLiteral("Bäckerei Öz"));
        room.scene.poll(2);
        room.openFilled();
        const QString core = room.id("core-1");
        auto* ports = room.part<QWidget>("devicePorts");
        QVERIFY(!ports->isVisible());
        QTest::mouseDClick(room.map(), Qt::LeftButton, {}, room.placeOf(core));
        QVERIFY(waitFor([&] { return ports->isVisible() && room.detailTitle() == QStringLiteral("core-1"); }));
        auto* rows = ports->findChild<QTableView*>(QStringLiteral("rows"));
        const auto expected = inventory::ports(room.scene.db(), DeviceId::fromString(core)).size();
        QVERIFY(waitFor([&] { return rows->model()->rowCount() == expected; }));
        room.stage->shoot(QStringLiteral("network-ports"));
        // A port leads to its traffic.
        QSignalSpy led(room.workspace.get(), &NetworkWorkspace::targetActivated);
        rows->setCurrentIndex(rows->model()->index(0, 0));
        QTest::keyClick(rows, Qt::Key_Return);
        QCOMPARE(led.size(), 1);
        QCOMPARE(led.first().first().value<Target>().kind, QStringLiteral("port"));
    }

    void theFrontOfADevice()
    {
        Room<> room;
        const auto served = room.scene.network->port(QStringLiteral("olt-1"), QStringLiteral("ont-0/1/3"));
        room.scene.serve(served.id, QStringLiteral("Bäckerei Öz"));
        const auto broken = room.scene.network->port(QStringLiteral("olt-1"), QStringLiteral("uplink-0/0"));
        room.scene.breakPort(broken.id);
        room.openFilled();
        room.map()->selectNode(room.id("olt-1"));
        QTest::keyClick(room.map(), Qt::Key_Return);
        auto* front = room.part<Faceplate>("faceplate");
        QVERIFY(waitFor([&] { return front->isVisible() && front->ports().size() > 16; }));
        auto* cell = room.part<QAbstractButton>("port-ont-0/1/3");
        QVERIFY2(cell->accessibleName().contains(QStringLiteral("SVC-000001, Bäckerei Öz")), qPrintable(cell->accessibleName()));
        QVERIFY(room.part<QAbstractButton>("port-ont-0/1/4")->accessibleName().contains(QStringLiteral("free")));
        QVERIFY(room.part<QAbstractButton>("port-uplink-0/0")->accessibleName().contains(QStringLiteral("1 open alarm")));
        QVERIFY(room.part<QLabel>("deviceSummary")->text().contains(QStringLiteral("FL80-2231-0007")));
        // A click selects the port, in the table too, and its story comes from the journal.
        QTest::mouseClick(cell, Qt::LeftButton);
        QVERIFY(waitFor([&] { return room.detail.detail().target == Target{QStringLiteral("port"), served.id.toString()}; }));
        QCOMPARE(room.part<TablePane>("devicePorts")->currentKey().toString(), served.id.toString());
        QVERIFY(!room.detail.detail().why.isEmpty());
        room.stage->shoot(QStringLiteral("network-front"));
        // Arrows go from port to port; the table leads the front as well.
        QTest::keyClick(cell, Qt::Key_Right);
        QVERIFY(!front->selected().isEmpty() && front->selected() != served.id.toString());
        room.part<TablePane>("devicePorts")->select(broken.id.toString());
        QCOMPARE(front->selected(), broken.id.toString());
        QVERIFY(waitFor([&] { return room.detail.detail().target.id == broken.id.toString() && !room.detail.detail().history.isEmpty(); }));
        QStringList said;
        for (const ChainStep& step : room.detail.detail().history)
            said.append(step.what);
        QVERIFY2(said.join(u'\n').contains(QStringLiteral("ALM-")), qPrintable(said.join(u'\n')));
        QVERIFY2(said.join(u'\n').contains(QStringLiteral("was found")), qPrintable(said.join(u'\n')));
        QSignalSpy led(room.workspace.get(), &NetworkWorkspace::targetActivated);
        QTest::keyClick(room.part<QAbstractButton>("port-uplink-0/0"), Qt::Key_Return);
        QCOMPARE(led.size(), 1);
        QCOMPARE(led.first().first().value<Target>(), (Target{QStringLiteral("port"), broken.id.toString()}));
    }

    void anOpenedDeviceShowsWhatItsPartsMeasure()
    {
        Room<> room;
        const auto olt = room.scene.network->device(QStringLiteral("olt-1"));
        test::recordHardware(room.scene.store, olt.id, 12, 75);
        test::recordHardware(room.scene.store, room.scene.network->device(QStringLiteral("core-1")).id, 0, 40);
        room.openFilled();
        room.map()->selectNode(room.id("olt-1"));
        QTest::keyClick(room.map(), Qt::Key_Return);
        auto* lists = room.part<QTabWidget>("device-measureLists");
        QVERIFY(waitFor([&] { return lists->isVisible(); }));
        auto* gauges = room.part<TablePane>("device-gaugeTable");
        lists->setCurrentWidget(gauges);
        QVERIFY(waitFor([&] { return gauges->model()->rowCount() == 14; })); // its own, and none of core-1
        auto* chart = room.part<RateChart>("gaugeChart");
        QVERIFY(!chart->isVisible()); // until one is chosen
        const auto isChassis = [](const performance::Gauge& gauge) { return gauge.identity == QStringLiteral("chassis"); };
        const auto known = performance::gauges(room.scene.db(), olt.id);
        QVERIFY(gauges->select(std::find_if(known.begin(), known.end(), isChassis)->id.toString()));
        QVERIFY(waitFor([&] { return chart->isVisible() && chart->canvas()->drawnPoints() > 5; }));
        QVERIFY(waitFor([&] { return room.part<QLabel>("gaugeLimits")->text().contains(QStringLiteral("70")); }));
        room.stage->shoot(QStringLiteral("network-sensors"));
        auto* onts = room.part<TablePane>("device-ontTable");
        lists->setCurrentWidget(onts);
        QVERIFY(waitFor([&] { return onts->model()->rowCount() == 12; }));
        QVERIFY(!chart->isVisible());
        // Another device has other ones.
        room.map()->selectNode(room.id("core-1"));
        QVERIFY(waitFor([&] { return onts->model()->rowCount() == 0; }));
        lists->setCurrentWidget(gauges);
        QVERIFY(waitFor([&] { return gauges->model()->rowCount() == 2; }));
    }

    void aDevicesSettingsAreChanged()
    {
        Room<> room;
        room.openFilled();
        auto* button = room.part<QToolButton>("deviceSettingsButton");
        QVERIFY(!button->isEnabled());
        room.map()->selectNode(room.id("core-1"));
        QVERIFY(waitFor([&] { return button->isEnabled(); }));
        button->click();
        auto* dialog = room.part<QDialog>("deviceSettingsDialog");
        auto* role = dialog->findChild<QComboBox*>("deviceRole");
        role->setCurrentIndex(role->findData(int(inventory::DeviceRole::Core)));
        QVERIFY(dialog->findChild<QCheckBox*>("devicePing")->isChecked());
        dialog->findChild<QCheckBox*>("devicePing")->setChecked(false);
        dialog->findChild<QSpinBox*>("deviceCheckEvery")->setValue(30);
        dialog->findChild<QSpinBox*>("deviceCheckMisses")->setValue(5);
        auto* ports = dialog->findChild<QLineEdit*>("deviceTcpPorts");
        auto* zone = dialog->findChild<QLineEdit*>("deviceLogZone");
        auto* save = dialog->findChild<QPushButton*>("saveButton");
        auto* notice = dialog->findChild<NoticeBar*>("dialogNotice");
        ports->setText(QStringLiteral("22, ssh"));
        save->click();
        QVERIFY(notice->isVisible() && notice->notice().why.contains(QStringLiteral("ssh")));
        ports->setText(QStringLiteral("22, 443"));
        zone->setText(QStringLiteral("Europe/Atlantis"));
        save->click();
        QVERIFY(waitFor([&] { return notice->notice().why.contains(QStringLiteral("Atlantis")); }));
        QCOMPARE(room.scene.network->device(QStringLiteral("core-1")).role, inventory::DeviceRole::Unknown); // all of it or nothing
        if (const QString folder = qEnvironmentVariable("TRUNKLINE_SHOTS"); !folder.isEmpty())
            dialog->grab().save(QDir(folder).filePath(QStringLiteral("network-settings.png")));
        zone->setText(QStringLiteral("Europe/Lisbon"));
        save->click();
        QVERIFY(waitFor([&] { return room.scene.network->device(QStringLiteral("core-1")).role == inventory::DeviceRole::Core; }));
        const auto device = room.scene.network->device(QStringLiteral("core-1"));
        QCOMPARE(device.timeZone, QStringLiteral("Europe/Lisbon"));
        QCOMPARE(device.checks, (inventory::Checks{false, {22, 443}, 30'000, 5}));
    }

    void aLinkTellsItsStory()
    {
        Room<> room;
        const auto link = inventory::links(room.scene.db()).first();
        room.scene.breakPort(link.aPortId);
        room.openFilled();
        room.workspace->showTarget({QStringLiteral("link"), link.id.toString()});
        QVERIFY(waitFor([&] { return !room.detail.detail().history.isEmpty(); }));
        QVERIFY(!room.detail.detail().why.isEmpty());
        QCOMPARE(room.detail.detail().target, (Target{QStringLiteral("link"), link.id.toString()}));
        const QList<Fact> known = room.detail.detail().overview.last().facts; // both ends said so
        QCOMPARE(known.size(), 2);
        QVERIFY(std::all_of(known.begin(), known.end(), [](const Fact& fact) { return fact.text.startsWith(QLatin1String("LLDP")); }));
    }

    void devicesStandAtTheirSites()
    {
        Room<> room;
        room.openFilled();
        auto* tree = room.part<QTreeView>("networkTree");
        QStringList sites;
        int devices = 0;
        for (int row = 0; row < tree->model()->rowCount(); ++row) {
            sites.append(tree->model()->index(row, 0).data().toString());
            devices += tree->model()->rowCount(tree->model()->index(row, 0));
        }
        QVERIFY2(sites.contains(QStringLiteral("Seeburg exchange (5)")), qPrintable(sites.join(u'|')));
        QVERIFY(sites.contains(QStringLiteral("Neuhafen exchange (3)")));
        QCOMPARE(devices, int(inventory::devices(room.scene.db()).size()));
        // Wide enough that no name is cut off.
        const auto cutOff = [&] {
            for (QModelIndex index = tree->model()->index(0, 0); index.isValid(); index = tree->indexBelow(index))
                if (tree->itemDelegate()->sizeHint({}, index).width() > tree->visualRect(index).width())
                    return true;
            return false;
        };
        QVERIFY(waitFor([&] { return !cutOff(); }));
        // Where it stands within the site finds it too.
        room.part<QLineEdit>("networkTreeFilter")->setText(QStringLiteral("rack A3"));
        QCOMPARE(tree->model()->rowCount(), 1);
        QCOMPARE(tree->model()->index(0, 0, tree->model()->index(0, 0)).data().toString(), QStringLiteral("core-1"));
    }

    void theSliderLooksBack()
    {
        Room<> room;
        room.scene.poll(20);
        const auto link = inventory::links(room.scene.db()).first();
        const QString device = inventory::port(room.scene.db(), link.aPortId)->deviceId.toString();
        room.scene.breakPort(link.aPortId);
        room.scene.poll();
        room.openFilled();
        const auto isUp = [&] {
            for (const MapLink& shown : room.map()->links())
                if (shown.id == link.id.toString())
                    return shown.up;
            return false;
        };
        QVERIFY(!isUp());
        QVERIFY(room.map()->past().isEmpty());
        QVERIFY(!room.part<QToolButton>("timeNow")->isEnabled());
        auto* slider = room.part<QSlider>("timeSlider");
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Left);
        QTest::keyClick(slider, Qt::Key_Left); // ten minutes ago
        QVERIFY(waitFor([&] { return !room.map()->past().isEmpty(); }));
        QVERIFY(isUp());
        QVERIFY(!room.node(device)->worst);
        QVERIFY(std::any_of(room.map()->links().begin(), room.map()->links().end(), [](const MapLink& shown) { return !std::isnan(shown.loadAtoB); }));
        QVERIFY(std::all_of(room.map()->links().begin(), room.map()->links().end(), [](const MapLink& shown) { return shown.age.isEmpty(); }));
        QVERIFY(room.map()->past().contains(room.part<QLabel>("timeShown")->text()));
        room.stage->shoot(QStringLiteral("network-past"));
        // What happens meanwhile does not bring the present back by itself.
        room.scene.tell();
        QVERIFY(waitFor([&] { return isUp(); }));
        room.part<QToolButton>("timeNow")->click();
        QVERIFY(waitFor([&] { return room.map()->past().isEmpty() && !isUp(); }));
        QCOMPARE(slider->value(), 0);
    }

    void oldFiguresAreGreyedWithTheirAge()
    {
        Room<> room;
        room.scene.poll(3);
        room.openFilled();
        const auto aged = [&] { return std::any_of(room.map()->links().begin(), room.map()->links().end(), [](const MapLink& link) { return !link.age.isEmpty(); }); };
        QVERIFY(!aged());
        room.scene.store.clock.advanceMs(12 * 60'000);
        room.workspace->refresh();
        QVERIFY(waitFor(aged));
        QVERIFY(room.map()->describeLink(room.map()->links().first()).contains(QStringLiteral("12 min")));
        room.workspace->showTarget({QStringLiteral("link"), room.map()->links().first().id});
        const auto& facts = room.detail.detail().overview.first().facts;
        QVERIFY(std::any_of(facts.begin(), facts.end(), [](const Fact& fact) { return fact.stale && fact.text.contains(QStringLiteral("12 min ago")); }));
    }

    void treeAndMapFollowEachOther()
    {
        Room<> room;
        room.openFilled();
        auto* tree = room.part<QTreeView>("networkTree");
        const QString olt = room.id("olt-1");
        room.map()->selectNode(olt);
        QCOMPARE(tree->currentIndex().data(KeyRole).toString(), olt);
        room.part<QLineEdit>("networkTreeFilter")->setText(QStringLiteral("core-1"));
        QCOMPARE(tree->model()->rowCount(), 1);
        const QModelIndex core = tree->model()->index(0, 0, tree->model()->index(0, 0));
        tree->setFocus();
        tree->setCurrentIndex(core);
        QCOMPARE(room.map()->selectedNode(), room.id("core-1"));
        QVERIFY(waitFor([&] { return room.detailTitle() == QStringLiteral("core-1"); }));
    }

    void draggingKeepsThePlace()
    {
        Room<> room;
        room.openFilled();
        const QString core = room.id("core-1");
        const QPoint from = room.placeOf(core);
        QTest::mousePress(room.map(), Qt::LeftButton, {}, from);
        QTest::mouseMove(room.map(), from + QPoint(30, 20));
        QTest::mouseMove(room.map(), from + QPoint(60, 40));
        QTest::mouseRelease(room.map(), Qt::LeftButton, {}, from + QPoint(60, 40));
        QVERIFY(waitFor([&] { return room.scene.network->device(QStringLiteral("core-1")).position.has_value(); }));
        const auto saved = *room.scene.network->device(QStringLiteral("core-1")).position;
        QCOMPARE(QPointF(saved.x, saved.y), room.map()->positionOf(core));
    }

    // A device that falls silent, told by the journal alone.
    void newsArriveByThemselves()
    {
        Room<> room;
        room.openFilled();
        room.scene.tell();
        const auto device = room.scene.network->device(QStringLiteral("olt-1"));
        inventory::InventoryService(room.scene.store.context).recordDeviceState(test::administrator(), device.id, inventory::DeviceState::Silent);
        room.scene.tell();
        QVERIFY(waitFor([&] {
            const auto* shown = room.node(device.id.toString());
            return shown && shown->state == Tone::Bad;
        }));
    }

    void aDeviceAskedForBeforeItIsThereIsShownLater()
    {
        Room<> room;
        room.open();
        room.workspace->showTarget({QStringLiteral("device"), room.id("core-1")});
        QVERIFY(waitFor([&] { return room.detailTitle() == QStringLiteral("core-1"); }));
        QCOMPARE(room.map()->selectedNode(), room.id("core-1"));
    }

    void whoMayNotDiscoverIsNotOfferedIt()
    {
        Room<test::DeskScene> room(test::withRole(access::Role::Auditor));
        room.open();
        QVERIFY(waitFor([&] { return room.part<QWidget>("networkEmpty")->isVisible(); }));
        QVERIFY(!room.part<QWidget>("networkEmpty")->findChild<QPushButton*>(QStringLiteral("emptyAction"))->isVisible());
        QVERIFY(!room.part<QToolButton>("findDevicesButton")->isEnabled());
    }
};

QTEST_MAIN(NetworkWorkspaceTest)
#include "tst_networkworkspace.moc"
