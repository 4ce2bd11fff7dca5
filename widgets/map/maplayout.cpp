#include "widgets/map/maplayout.h"

#include <QHash>
#include <QRandomGenerator>
#include <QRectF>

#include <algorithm>
#include <queue>
#include <vector>

namespace trunkline::widgets {

namespace {

using Neighbours = std::vector<std::vector<int>>;

Neighbours neighboursOf(const QList<MapNode>& nodes, const QList<MapLink>& links)
{
    QHash<QString, int> places;
    for (int at = 0; at < nodes.size(); ++at)
        places.insert(nodes[at].id, at);
    Neighbours neighbours(static_cast<std::size_t>(nodes.size()));
    for (const MapLink& link : links) {
        const int a = places.value(link.a, -1), b = places.value(link.b, -1);
        if (a < 0 || b < 0 || a == b)
            continue;
        neighbours[static_cast<std::size_t>(a)].push_back(b);
        neighbours[static_cast<std::size_t>(b)].push_back(a);
    }
    for (auto& list : neighbours) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return neighbours;
}

/// The parts of the network that hang together, the largest first; each in layers from its best-linked node.
std::vector<std::vector<std::vector<int>>> partsInLayers(const Neighbours& neighbours)
{
    std::vector<int> byDegree(neighbours.size());
    for (std::size_t at = 0; at < byDegree.size(); ++at)
        byDegree[at] = static_cast<int>(at);
    std::stable_sort(byDegree.begin(), byDegree.end(), [&](int a, int b) {
        return neighbours[static_cast<std::size_t>(a)].size() > neighbours[static_cast<std::size_t>(b)].size();
    });
    std::vector<int> depth(neighbours.size(), -1);
    std::vector<std::vector<std::vector<int>>> parts;
    for (const int root : byDegree) {
        if (depth[static_cast<std::size_t>(root)] >= 0)
            continue;
        std::vector<std::vector<int>> layers;
        std::queue<int> queue({root});
        depth[static_cast<std::size_t>(root)] = 0;
        while (!queue.empty()) {
            const int node = queue.front();
            queue.pop();
            const auto layer = static_cast<std::size_t>(depth[static_cast<std::size_t>(node)]);
            layers.resize(std::max(layers.size(), layer + 1));
            layers[layer].push_back(node);
            for (const int next : neighbours[static_cast<std::size_t>(node)]) {
                if (depth[static_cast<std::size_t>(next)] < 0) {
                    depth[static_cast<std::size_t>(next)] = depth[static_cast<std::size_t>(node)] + 1;
                    queue.push(next);
                }
            }
        }
        parts.push_back(std::move(layers));
    }
    return parts;
}

/// Where the forces start from: rings around the root, breadth first, so that branches stay apart.
void placeOnRings(const std::vector<std::vector<int>>& layers, std::vector<QPointF>& at, QRandomGenerator& random)
{
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        const double count = static_cast<double>(layers[layer].size());
        const double radius = layer == 0 ? 0 : std::max(static_cast<double>(layer) * mapSpacing, count * mapSpacing / 6.5);
        for (std::size_t number = 0; number < layers[layer].size(); ++number) {
            const double angle = 2 * M_PI * (static_cast<double>(number) + 0.5 * static_cast<double>(layer % 2)) / count + random.bounded(0.05);
            at[static_cast<std::size_t>(layers[layer][number])] = QPointF(radius * std::cos(angle), 0.72 * radius * std::sin(angle));
        }
    }
}

/// Cells as wide as the reach of the repulsion, so that a step looks at neighbours only.
class RepulsionGrid {
public:
    RepulsionGrid(const std::vector<int>& nodes, const std::vector<QPointF>& at, double cell) : cell_(cell)
    {
        for (const int node : nodes)
            cells_[keyOf(at[static_cast<std::size_t>(node)], 0, 0)].push_back(node);
    }
    template <class Visit>
    void around(QPointF place, Visit visit) const
    {
        for (int dx = -1; dx <= 1; ++dx) {
            for (int dy = -1; dy <= 1; ++dy) {
                const auto cell = cells_.constFind(keyOf(place, dx, dy));
                if (cell != cells_.constEnd())
                    std::for_each(cell->begin(), cell->end(), visit);
            }
        }
    }

private:
    QPair<int, int> keyOf(QPointF place, int dx, int dy) const
    {
        return {static_cast<int>(std::floor(place.x() / cell_)) + dx, static_cast<int>(std::floor(place.y() / cell_)) + dy};
    }
    double cell_;
    QHash<QPair<int, int>, std::vector<int>> cells_;
};

QPointF forceOn(int node, const std::vector<QPointF>& at, const Neighbours& neighbours, const RepulsionGrid& grid)
{
    const QPointF here = at[static_cast<std::size_t>(node)];
    QPointF force;
    grid.around(here, [&](int other) {
        if (other == node)
            return;
        QPointF away = here - at[static_cast<std::size_t>(other)];
        if (away.isNull()) // two at one place: part them by their numbers, never by chance
            away = node < other ? QPointF(-1, -0.5) : QPointF(1, 0.5);
        const double squared = std::max(1.0, QPointF::dotProduct(away, away));
        if (squared < 6.25 * mapSpacing * mapSpacing)
            force += away * (mapSpacing * mapSpacing / squared);
    });
    for (const int other : neighbours[static_cast<std::size_t>(node)]) {
        const QPointF towards = at[static_cast<std::size_t>(other)] - here;
        force += towards * (std::sqrt(QPointF::dotProduct(towards, towards)) / mapSpacing);
    }
    return force;
}

void relax(const std::vector<int>& nodes, const std::vector<char>& fixed, const Neighbours& neighbours, std::vector<QPointF>& at)
{
    const int rounds = nodes.size() > 4000 ? 60 : 160;
    for (int round = 0; round < rounds; ++round) {
        const double reach = mapSpacing * 0.6 * (1 - static_cast<double>(round) / rounds); // cools down to nothing
        const RepulsionGrid grid(nodes, at, 2.5 * mapSpacing);
        std::vector<QPointF> next = at;
        for (const int node : nodes) {
            if (fixed[static_cast<std::size_t>(node)])
                continue;
            const QPointF force = forceOn(node, at, neighbours, grid);
            const double size = std::sqrt(QPointF::dotProduct(force, force));
            if (size > 0)
                next[static_cast<std::size_t>(node)] += force * (std::min(size * 0.1, reach) / size);
        }
        at = std::move(next);
    }
}

QRectF boundsOf(const std::vector<int>& nodes, const std::vector<QPointF>& at)
{
    QPointF low = at[static_cast<std::size_t>(nodes.front())], high = low;
    for (const int node : nodes) {
        const QPointF place = at[static_cast<std::size_t>(node)];
        low = {std::min(low.x(), place.x()), std::min(low.y(), place.y())};
        high = {std::max(high.x(), place.x()), std::max(high.y(), place.y())};
    }
    return {low, high};
}

} // namespace

QList<QPointF> layoutNodes(const QList<MapNode>& nodes, const QList<MapLink>& links, quint32 seed)
{
    QRandomGenerator random(seed);
    const Neighbours neighbours = neighboursOf(nodes, links);
    std::vector<QPointF> at(static_cast<std::size_t>(nodes.size()));
    std::vector<char> fixed(at.size(), 0);
    QPointF corner; // where the next part without any placed node begins: right of all that is there
    bool anythingPlaced = false;
    for (int node = 0; node < nodes.size(); ++node) {
        if (!nodes[node].position)
            continue;
        fixed[static_cast<std::size_t>(node)] = 1;
        corner.setX(anythingPlaced ? std::max(corner.x(), nodes[node].position->x()) : nodes[node].position->x());
        corner.setY(anythingPlaced ? std::min(corner.y(), nodes[node].position->y()) : nodes[node].position->y());
        anythingPlaced = true;
    }
    if (anythingPlaced)
        corner += QPointF(1.5 * mapSpacing, 0);

    for (const auto& layers : partsInLayers(neighbours)) {
        std::vector<int> part;
        for (const auto& layer : layers)
            part.insert(part.end(), layer.begin(), layer.end());
        placeOnRings(layers, at, random);
        QPointF middle;
        int anchors = 0;
        for (const int node : part) {
            if (fixed[static_cast<std::size_t>(node)]) {
                middle += *nodes[node].position;
                ++anchors;
            }
        }
        for (const int node : part) {
            if (fixed[static_cast<std::size_t>(node)])
                at[static_cast<std::size_t>(node)] = *nodes[node].position;
            else if (anchors > 0)
                at[static_cast<std::size_t>(node)] += middle / anchors;
        }
        relax(part, fixed, neighbours, at);
        if (anchors > 0)
            continue;
        const QRectF bounds = boundsOf(part, at);
        for (const int node : part)
            at[static_cast<std::size_t>(node)] += corner - bounds.topLeft();
        corner.rx() += bounds.width() + 1.5 * mapSpacing;
    }
    return {at.begin(), at.end()};
}

} // namespace trunkline::widgets
