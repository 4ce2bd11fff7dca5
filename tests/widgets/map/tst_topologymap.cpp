#include "widgets/common/theme.h"
#include "widgets/map/mappaint.h"
#include "widgets/map/topologymap.h"

#include <QAccessible>
#include <QApplication>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace trunkline;
using namespace trunkline::widgets;

class TopologyMapTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }
    void init()
    {
        map_ = std::make_unique<TopologyMap>();
        map_->resize(800, 600);
        map_->setNetwork(nodes_, links_);
        map_->show();
        QVERIFY(QTest::qWaitForWindowExposed(map_.get()));
    }
    void cleanup() { map_.reset(); }

    void clickSelectsNodesAndLinks()
    {
        QSignalSpy node(map_.get(), &TopologyMap::nodeSelected), link(map_.get(), &TopologyMap::linkSelected);
        QTest::mouseClick(map_.get(), Qt::LeftButton, {}, at("b"));
        QCOMPARE(map_->selectedNode(), QStringLiteral("b"));
        QCOMPARE(node.value(0).value(0).toString(), QStringLiteral("b"));
        const QPoint between = (at("a") + at("b")) / 2;
        QTest::mouseClick(map_.get(), Qt::LeftButton, {}, between);
        QCOMPARE(map_->selectedLink(), QStringLiteral("a-b"));
        QVERIFY(map_->selectedNode().isEmpty());
        QCOMPARE(link.count(), 1);
        QTest::mouseClick(map_.get(), Qt::LeftButton, {}, QPoint(5, 5));
        QVERIFY(map_->selectedLink().isEmpty());
    }
    void doubleClickAndEnterOpen()
    {
        QSignalSpy opened(map_.get(), &TopologyMap::nodeOpened);
        QTest::mouseDClick(map_.get(), Qt::LeftButton, {}, at("a"));
        map_->selectNode(QStringLiteral("c"));
        QTest::keyClick(map_.get(), Qt::Key_Return);
        QCOMPARE(opened.count(), 2);
        QCOMPARE(opened[1][0].toString(), QStringLiteral("c"));
    }
    void draggingMovesANode()
    {
        QSignalSpy moved(map_.get(), &TopologyMap::nodeMoved);
        const QPoint from = at("c");
        QTest::mousePress(map_.get(), Qt::LeftButton, {}, from);
        QTest::mouseMove(map_.get(), from + QPoint(30, 5));
        QTest::mouseMove(map_.get(), from + QPoint(60, 10));
        QTest::mouseRelease(map_.get(), Qt::LeftButton, {}, from + QPoint(60, 10));
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved[0][0].toString(), QStringLiteral("c"));
        QCOMPARE(at("c"), from + QPoint(60, 10));
        map_->setNetwork(nodes_, links_); // a saved position rules
        QCOMPARE(map_->positionOf(QStringLiteral("c")), QPointF(200, 300));
    }
    void aShortTwitchIsAClick()
    {
        QSignalSpy moved(map_.get(), &TopologyMap::nodeMoved);
        QTest::mousePress(map_.get(), Qt::LeftButton, {}, at("c"));
        QTest::mouseMove(map_.get(), at("c") + QPoint(2, 1));
        QTest::mouseRelease(map_.get(), Qt::LeftButton, {}, at("c") + QPoint(2, 1));
        QCOMPARE(moved.count(), 0);
        QCOMPARE(map_->selectedNode(), QStringLiteral("c"));
    }
    void theWheelZoomsAboutThePointer()
    {
        const QPointF pointer = at("a");
        const QPointF under = map_->toMap(pointer);
        const double before = map_->zoom();
        QWheelEvent wheel(pointer, map_->mapToGlobal(pointer), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(map_.get(), &wheel);
        QVERIFY(map_->zoom() > before);
        QVERIFY(QLineF(map_->toMap(pointer), under).length() < 0.01);
    }
    void draggingTheGroundPans()
    {
        const QPoint before = at("a");
        QTest::mousePress(map_.get(), Qt::LeftButton, {}, QPoint(20, 20));
        QTest::mouseMove(map_.get(), QPoint(70, 50));
        QTest::mouseRelease(map_.get(), Qt::LeftButton, {}, QPoint(70, 50));
        QCOMPARE(at("a"), before + QPoint(50, 30));
    }
    void fitShowsEverything()
    {
        map_->zoomBy(4);
        map_->fit();
        for (const MapNode& node : nodes_)
            QVERIFY(map_->rect().contains(at(node.id)));
        map_->resize(400, 300);
        for (const MapNode& node : nodes_)
            QVERIFY(map_->rect().contains(at(node.id)));
    }
    void fitShowsAlsoAVeryLongChain()
    {
        map_->setNetwork({MapNode{.id = "west", .name = "west", .position = QPointF(0, 0)},
                          MapNode{.id = "east", .name = "east", .position = QPointF(150'000, 40)}}, {});
        map_->fit();
        QVERIFY(map_->rect().contains(at("west")));
        QVERIFY(map_->rect().contains(at("east")));
    }
    // A panel opens below the map and leaves it little room for a moment: the network must not stay a point.
    void aLowMapIsWholeAgainWhenItGrows()
    {
        const double whole = map_->zoom();
        map_->resize(800, 120);
        QVERIFY2(map_->zoom() > whole / 20, qPrintable(QString::number(map_->zoom())));
        QVERIFY(map_->selectNode(QStringLiteral("c")));
        map_->resize(800, 600);
        QCOMPARE(map_->zoom(), whole);
        for (const MapNode& node : map_->nodes())
            QVERIFY(map_->rect().contains(map_->toWidget(map_->positionOf(node.id)).toPoint()));
    }
    void arrowKeysGoFromNodeToNode()
    {
        map_->selectNode(QStringLiteral("a"));
        QTest::keyClick(map_.get(), Qt::Key_Right);
        QCOMPARE(map_->selectedNode(), QStringLiteral("b"));
        QTest::keyClick(map_.get(), Qt::Key_Down);
        QCOMPARE(map_->selectedNode(), QStringLiteral("c"));
    }
    void aRefreshKeepsSelectionAndPlaces()
    {
        QList<MapNode> unplaced = nodes_;
        for (MapNode& node : unplaced)
            node.position.reset();
        map_->setNetwork({}, {});
        map_->setNetwork(unplaced, links_);
        map_->selectNode(QStringLiteral("b"));
        const QPointF place = map_->positionOf(QStringLiteral("b"));
        unplaced.append(MapNode{.id = "new", .name = "new"});
        map_->setNetwork(unplaced, links_);
        QCOMPARE(map_->selectedNode(), QStringLiteral("b"));
        QCOMPARE(map_->positionOf(QStringLiteral("b")), place);
    }
    void describesInWords()
    {
        QLocale::setDefault(QLocale::c());
        QVERIFY(map_->describeNode(nodes_[0]).contains(QStringLiteral("reachable")));
        QVERIFY(map_->describeNode(nodes_[0]).contains(QStringLiteral("Critical")));
        QVERIFY(map_->describeLink(links_[0]).contains(QStringLiteral("10\u00a0Gbit/s")));
        QVERIFY(map_->describeLink(links_[1]).contains(QStringLiteral("down")));
    }
    void bothDirectionsAndTheirAgeAreTold()
    {
        MapLink link = links_[0];
        link.figuresAtoB = QStringLiteral("1.3 Gbit/s (13 %)");
        link.figuresBtoA = QStringLiteral("280 Mbit/s (3 %)");
        QVERIFY(map_->describeLink(link).contains(QStringLiteral("1.3 Gbit/s (13 %)")));
        QVERIFY(map_->describeLink(link).contains(QStringLiteral("280 Mbit/s (3 %)")));
        QVERIFY(!map_->describeLink(link).contains(QStringLiteral("ago")));
        link.age = QStringLiteral("12 min");
        QVERIFY(map_->describeLink(link).contains(QStringLiteral("12 min ago")));
    }
    /// An old load has no colour of a load.
    void oldFiguresAreGrey()
    {
        const QLineF line(0, 20, 100, 20);
        const auto middleOfA = [&](const QString& age) {
            QImage image(100, 40, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            MapLink link{.id = "l", .a = "a", .b = "b", .capacityBps = 1e10, .loadAtoB = 0.95, .loadBtoA = 0.95};
            link.age = age;
            drawLink(painter, link, line, 1, false, Scheme::Light);
            return image.pixelColor(20, 20);
        };
        QCOMPARE(middleOfA({}), Theme::loadColour(LoadBand::Full, Scheme::Light));
        QCOMPARE(middleOfA(QStringLiteral("12 min")), Theme::loadColour(LoadBand::Unknown, Scheme::Light));
    }
    void namesStandWhereNoLinkLeaves_data()
    {
        QTest::addColumn<QList<double>>("links");
        QTest::addColumn<int>("side");
        QTest::newRow("none") << QList<double>{} << int(NameSide::Below);
        QTest::newRow("upwards") << QList<double>{270} << int(NameSide::Below);
        QTest::newRow("downwards") << QList<double>{90} << int(NameSide::Above);
        QTest::newRow("down and up") << QList<double>{95, -80} << int(NameSide::Right);
        QTest::newRow("all but left") << QList<double>{90, 270, 5} << int(NameSide::Left);
        QTest::newRow("steep, but beside it") << QList<double>{40} << int(NameSide::Below);
        QTest::newRow("full turns are the same") << QList<double>{90 + 360, 270 - 720} << int(NameSide::Right);
    }
    void namesStandWhereNoLinkLeaves()
    {
        QFETCH(QList<double>, links);
        QFETCH(int, side);
        QCOMPARE(int(freestSide(links)), side);
    }
    /// Fitted, no node and no name under it reaches into the legend.
    void theLegendCoversNoNode()
    {
        for (const QSize& size : {QSize(800, 600), QSize(700, 260), QSize(1200, 900)}) {
            map_->resize(size);
            map_->fit();
            const double legendTop = map_->height() - 12 - legendHeight;
            for (const MapNode& node : nodes_)
                QVERIFY2(at(node.id).y() + nodeRadius + map_->fontMetrics().height() < legendTop, qPrintable(node.id));
        }
    }
    void thePastIsMarked()
    {
        const QImage now = map_->grab().toImage();
        map_->setPast(QStringLiteral("As it was: 10 Mar 2026 14:05"));
        QCOMPARE(map_->accessibleDescription(), QStringLiteral("As it was: 10 Mar 2026 14:05"));
        QVERIFY(map_->grab().toImage() != now);
        map_->setPast({});
        QCOMPARE(map_->grab().toImage(), now);
    }
    void screenReadersHearEveryDevice()
    {
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(map_.get());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 3);
        QAccessibleInterface* second = list->child(1);
        QCOMPARE(second->text(QAccessible::Name), QStringLiteral("agg-1"));
        QCOMPARE(list->indexOfChild(second), 1);
        QSignalSpy opened(map_.get(), &TopologyMap::nodeOpened);
        second->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(opened.count(), 1);
        QVERIFY(second->state().selected);
        QCOMPARE(list->focusChild(), second);
        QVERIFY(second->rect().contains(map_->mapToGlobal(at("b"))));
        map_->setNetwork({nodes_[0]}, {});
        QVERIFY(!second->isValid());
    }
    void widthFollowsCapacity()
    {
        QVERIFY(linkWidth(0) <= linkWidth(1e8));
        QVERIFY(linkWidth(1e8) < linkWidth(1e9));
        QVERIFY(linkWidth(1e10) < linkWidth(1e11));
        QVERIFY(linkWidth(1e15) <= 10);
    }
    /// Colour is by direction: the half at each end has the colour of what leaves there.
    void loadIsDrawnByDirection()
    {
        const QImage image = map_->grab().toImage();
        const QPointF a = at("a"), b = at("b");
        const auto colourAt = [&](double part) { return image.pixelColor((a + (b - a) * part).toPoint()); };
        QCOMPARE(colourAt(0.35), Theme::loadColour(LoadBand::Full, Scheme::Light));
        QCOMPARE(colourAt(0.65), Theme::loadColour(LoadBand::Low, Scheme::Light));
    }

private:
    QPoint at(const QString& node) const { return map_->toWidget(map_->positionOf(node)).toPoint(); }

    const QList<MapNode> nodes_{
        {.id = "a", .name = "core-1", .kind = DeviceKind::Router, .state = Tone::Good, .stateWord = "reachable", .worst = Severity::Critical, .alarms = 2, .position = QPointF(0, 0)},
        {.id = "b", .name = "agg-1", .kind = DeviceKind::Switch, .state = Tone::Good, .stateWord = "reachable", .position = QPointF(400, 0)},
        {.id = "c", .name = "olt-1", .kind = DeviceKind::Olt, .state = Tone::Bad, .stateWord = "silent", .position = QPointF(200, 300)}};
    const QList<MapLink> links_{{.id = "a-b", .a = "a", .b = "b", .capacityBps = 1e10, .loadAtoB = 0.95, .loadBtoA = 0.1},
                                {.id = "b-c", .a = "b", .b = "c", .capacityBps = 1e9, .up = false}};
    std::unique_ptr<TopologyMap> map_;
};

QTEST_MAIN(TopologyMapTest)
#include "tst_topologymap.moc"
