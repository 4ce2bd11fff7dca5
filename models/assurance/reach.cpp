#include "models/assurance/reach.h"

#include <algorithm>
#include <vector>

namespace trunkline::assurance {

namespace {

/// The graph with the whole core as one node, number 0: what links it inside matters to nobody outside.
class Graph {
public:
    Graph(const Topology& topology, const Faults& faults)
    {
        edgesOf_.resize(1);
        for (const inventory::LinkEnds& link : topology.links) {
            if (faults.ports.contains(link.aPortId) || faults.ports.contains(link.bPortId) || faults.devices.contains(link.aDevice) || faults.devices.contains(link.bDevice))
                continue;
            const int a = numberOf(link.aDevice, topology.core), b = numberOf(link.bDevice, topology.core);
            if (a == b)
                continue;
            edgesOf_[std::size_t(a)].push_back({b, edges_});
            edgesOf_[std::size_t(b)].push_back({a, edges_++});
        }
    }

    struct Edge {
        int to;
        int number; ///< two links between the same devices are two edges: they protect each other
    };
    std::size_t size() const { return edgesOf_.size(); }
    const std::vector<Edge>& edgesOf(int node) const { return edgesOf_[std::size_t(node)]; }
    const QHash<DeviceId, int>& numbers() const { return numbers_; }

private:
    int numberOf(DeviceId device, const QSet<DeviceId>& core)
    {
        if (core.contains(device))
            return 0;
        const auto known = numbers_.constFind(device);
        if (known != numbers_.constEnd())
            return *known;
        edgesOf_.emplace_back();
        return *numbers_.insert(device, int(edgesOf_.size()) - 1);
    }

    std::vector<std::vector<Edge>> edgesOf_;
    QHash<DeviceId, int> numbers_;
    int edges_ = 0;
};

constexpr int notSeen = -1;

/// R. E. Tarjan, "A note on finding the bridges of a graph", 1974; without recursion, since a chain of devices may be long.
struct Bridges {
    std::vector<int> order; ///< when the walk from the core came by; notSeen where it never does
    std::vector<int> low;   ///< the earliest that is reached from here without the edge that led here
    std::vector<int> from;
    std::vector<int> sequence;

    explicit Bridges(const Graph& graph) : order(graph.size(), notSeen), low(graph.size(), notSeen), from(graph.size(), notSeen)
    {
        struct Step {
            int node;
            int byEdge;
            std::size_t next;
        };
        std::vector<Step> path{{0, notSeen, 0}};
        enter(0, notSeen);
        while (!path.empty()) {
            Step& step = path.back();
            if (step.next == graph.edgesOf(step.node).size()) {
                const int done = step.node;
                path.pop_back();
                if (!path.empty())
                    lower(path.back().node, low[std::size_t(done)]);
                continue;
            }
            const Graph::Edge edge = graph.edgesOf(step.node)[step.next++];
            if (edge.number == step.byEdge)
                continue;
            if (order[std::size_t(edge.to)] != notSeen) {
                lower(step.node, order[std::size_t(edge.to)]);
                continue;
            }
            enter(edge.to, step.node);
            path.push_back({edge.to, edge.number, 0});
        }
    }

private:
    void enter(int node, int before)
    {
        order[std::size_t(node)] = low[std::size_t(node)] = int(sequence.size());
        from[std::size_t(node)] = before;
        sequence.push_back(node);
    }
    void lower(int node, int to) { low[std::size_t(node)] = std::min(low[std::size_t(node)], to); }
};

Faults without(const Topology& topology, const Faults& all, const Faults& one)
{
    Faults rest{all.ports - one.ports, all.devices - one.devices};
    for (const inventory::LinkEnds& link : topology.links) // both ends report one cut
        if (one.ports.contains(link.aPortId) || one.ports.contains(link.bPortId)) {
            rest.ports.remove(link.aPortId);
            rest.ports.remove(link.bPortId);
        }
    return rest;
}

} // namespace

QSet<DeviceId> coreOf(const QList<inventory::Device>& devices, const QList<inventory::LinkEnds>& links)
{
    // What people said of one device holds for it; who said that some are the core has said which.
    QSet<DeviceId> named;
    for (const inventory::Device& device : devices)
        if (device.role == inventory::DeviceRole::Core)
            named.insert(device.id);
    if (!named.isEmpty())
        return named;
    QHash<DeviceId, QSet<DeviceId>> otherRouters;
    for (const inventory::Device& device : devices)
        if (device.kind == QLatin1String("router") && device.role == inventory::DeviceRole::Unknown)
            otherRouters.insert(device.id, {});
    for (const inventory::LinkEnds& link : links)
        if (link.aDevice != link.bDevice && otherRouters.contains(link.aDevice) && otherRouters.contains(link.bDevice)) {
            otherRouters[link.aDevice].insert(link.bDevice);
            otherRouters[link.bDevice].insert(link.aDevice);
        }
    for (const qsizetype least : {2, 1, 0}) {
        QSet<DeviceId> core;
        for (auto router = otherRouters.cbegin(); router != otherRouters.cend(); ++router)
            if (router->size() >= least)
                core.insert(router.key());
        if (!core.isEmpty())
            return core;
    }
    return {};
}

Standing standingUnder(const Topology& topology, const Faults& faults)
{
    Topology alive = topology;
    alive.core -= faults.devices;
    Standing standing;
    for (const DeviceId& device : std::as_const(alive.core))
        standing.insert(device, 0);
    if (alive.core.isEmpty())
        return standing;
    const Graph graph(alive, faults);
    const Bridges bridges(graph);
    // In the order of the walk the node that leads here was counted before.
    std::vector<int> points(graph.size(), 0);
    for (const int node : bridges.sequence)
        if (node != 0) {
            const auto before = std::size_t(bridges.from[std::size_t(node)]);
            points[std::size_t(node)] = points[before] + (bridges.low[std::size_t(node)] > bridges.order[before] ? 1 : 0);
        }
    for (auto device = graph.numbers().cbegin(); device != graph.numbers().cend(); ++device)
        if (bridges.order[std::size_t(*device)] != notSeen)
            standing.insert(device.key(), points[std::size_t(*device)]);
    return standing;
}

Consequence consequenceOf(const Topology& topology, const Faults& all, const Faults& one)
{
    const Standing whole = standingUnder(topology, {});
    const Standing now = standingUnder(topology, all);
    const Standing otherwise = standingUnder(topology, without(topology, all, one));
    const Standing alone = standingUnder(topology, one);
    Consequence consequence;
    for (auto device = whole.cbegin(); device != whole.cend(); ++device) {
        const DeviceId& id = device.key();
        if (all.devices.contains(id))
            continue; // broken itself: its own fault says so
        if (!now.contains(id)) {
            if (otherwise.contains(id) || !alone.contains(id))
                consequence.cutOff.insert(id);
        } else if (now.value(id) > *device && (now.value(id) > otherwise.value(id) || alone.value(id) > *device)) {
            consequence.unprotected.insert(id);
        }
    }
    return consequence;
}

} // namespace trunkline::assurance
