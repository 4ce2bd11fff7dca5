// What a fault cuts off: the network as a graph, the faults on it, and the devices that lose their way to the core. Pure.
#pragma once

#include "models/inventory/device.h"

#include <QHash>
#include <QSet>

namespace trunkline::assurance {

struct Topology {
    QList<inventory::LinkEnds> links;
    QSet<DeviceId> core;
    bool operator==(const Topology&) const = default;
};

/// The core are the routers that link at least two others: they hold the network together, and an access router at the
/// end of a branch does not belong to it. Where no router does, those that link one other; else all routers. A network
/// without routers has no core: nothing is said to be cut off from it. What people said goes before all that: the devices with the role of
/// core are the core, and one with another role is none.
QSet<DeviceId> coreOf(const QList<inventory::Device>& devices, const QList<inventory::LinkEnds>& links);

/// What is broken: links by one of their ports, devices as a whole.
struct Faults {
    QSet<PortId> ports;
    QSet<DeviceId> devices;
    bool operator==(const Faults&) const = default;
};

/// Every device that some path leads to the core from, with the number of links on the way that have no second way around
/// them: 0 in a ring, 1 at the end of a branch of it. Devices that are broken or cut off are absent.
using Standing = QHash<DeviceId, int>;
Standing standingUnder(const Topology& topology, const Faults& faults);

/// What one fault does among all that are open.
struct Consequence {
    QSet<DeviceId> cutOff;      ///< without a path to the core now
    QSet<DeviceId> unprotected; ///< with a path, and more links on it than in the whole network that nothing protects
    bool operator==(const Consequence&) const = default;
};

/// A fault is answerable for a device when without it things were better, or when it alone is enough: in a ring that is
/// cut twice both cuts are, and of two cuts in a row each is. `one` is part of `all`; the two ends of a link are one fault.
/// Only devices that reach the core in the whole network count.
Consequence consequenceOf(const Topology& topology, const Faults& all, const Faults& one);

} // namespace trunkline::assurance
