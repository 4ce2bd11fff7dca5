#include "widgets/map/gridindex.h"
#include "widgets/map/maplayout.h"

#include <QLineF>
#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace trunkline::widgets;

namespace {

MapNode nodeNamed(int number)
{
    return {.id = QString::number(number), .name = QStringLiteral("node %1").arg(number)};
}

/// A core ring of six with four spurs each, and a pair on its own.
void makeNetwork(QList<MapNode>& nodes, QList<MapLink>& links)
{
    for (int at = 0; at < 32; ++at)
        nodes.append(nodeNamed(at));
    const auto link = [&](int a, int b) { links.append({.id = QStringLiteral("%1-%2").arg(a).arg(b), .a = QString::number(a), .b = QString::number(b)}); };
    for (int core = 0; core < 6; ++core) {
        link(core, (core + 1) % 6);
        for (int spur = 0; spur < 4; ++spur)
            link(core, 6 + 4 * core + spur);
    }
    link(30, 31);
}

} // namespace

class MapLayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isTheSameEveryTime()
    {
        QList<MapNode> nodes;
        QList<MapLink> links;
        makeNetwork(nodes, links);
        QCOMPARE(layoutNodes(nodes, links, 7), layoutNodes(nodes, links, 7));
    }
    void keepsNodesApartAndLinksShort()
    {
        QList<MapNode> nodes;
        QList<MapLink> links;
        makeNetwork(nodes, links);
        const QList<QPointF> places = layoutNodes(nodes, links);
        QCOMPARE(places.size(), nodes.size());
        for (int a = 0; a < places.size(); ++a) {
            QVERIFY(std::isfinite(places[a].x()) && std::isfinite(places[a].y()));
            for (int b = 0; b < a; ++b)
                QVERIFY2(QLineF(places[a], places[b]).length() > 0.35 * mapSpacing, qPrintable(QStringLiteral("%1 %2").arg(a).arg(b)));
        }
        for (const MapLink& link : links)
            QVERIFY(QLineF(places[link.a.toInt()], places[link.b.toInt()]).length() < 3 * mapSpacing);
    }
    void leavesPlacedNodesWhereTheyAre()
    {
        QList<MapNode> nodes;
        QList<MapLink> links;
        makeNetwork(nodes, links);
        nodes[3].position = QPointF(1000, -400);
        nodes[9].position = QPointF(5, 5);
        const QList<QPointF> places = layoutNodes(nodes, links);
        QCOMPARE(places[3], QPointF(1000, -400));
        QCOMPARE(places[9], QPointF(5, 5));
        QVERIFY(QLineF(places[18], places[3]).length() < 4 * mapSpacing); // its spur came along
    }
    void toleratesBadLinks()
    {
        QList<MapNode> nodes{nodeNamed(0), nodeNamed(1)};
        nodes[0].position = nodes[1].position = QPointF(3, 3);
        const QList<MapLink> links{{.id = "self", .a = "0", .b = "0"}, {.id = "gone", .a = "0", .b = "77"}};
        QCOMPARE(layoutNodes(nodes, links).size(), 2);
        QCOMPARE(layoutNodes({}, links).size(), 0);
    }
    void partsTwoAtOnePlace()
    {
        QList<MapNode> nodes;
        for (int at = 0; at < 5; ++at)
            nodes.append(nodeNamed(at));
        const QList<QPointF> places = layoutNodes(nodes, {});
        for (int a = 0; a < 5; ++a) {
            for (int b = 0; b < a; ++b)
                QVERIFY(QLineF(places[a], places[b]).length() > mapSpacing);
        }
    }
    /// The index finds exactly what looking at every point finds.
    void gridFindsWhatIsThere()
    {
        QRandomGenerator random(42);
        GridIndex grid(50);
        QList<QPointF> points;
        for (int at = 0; at < 400; ++at) {
            points.append(QPointF(random.bounded(2000.0) - 1000, random.bounded(2000.0) - 1000));
            grid.insert(at, points.last());
        }
        for (int round = 0; round < 200; ++round) {
            const int moved = random.bounded(400);
            const QPointF to(random.bounded(2000.0) - 1000, random.bounded(2000.0) - 1000);
            grid.move(moved, points[moved], to);
            points[moved] = to;
            const double side = round % 2 ? 120 : 3000;
            const QRectF area(random.bounded(2000.0) - 1000, random.bounded(2000.0) - 1000, side, side);
            std::set<int> found, expected;
            grid.within(area, [&](int number) {
                if (area.contains(points[number]))
                    QVERIFY(found.insert(number).second);
            });
            for (int at = 0; at < points.size(); ++at) {
                if (area.contains(points[at]))
                    expected.insert(at);
            }
            QCOMPARE(found, expected);
        }
    }
};

QTEST_APPLESS_MAIN(MapLayoutTest)
#include "tst_maplayout.moc"
