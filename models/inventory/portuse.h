// What a port is there for: customers, or the network itself. Pure.
#pragma once

#include "models/inventory/device.h"

namespace trunkline::inventory {

enum class PortUse {
    Customer,   ///< a line to a customer can end here
    Logical,    ///< no cable ends in it: a VLAN, a loopback, a tunnel
    Management, ///< the device itself is reached by it
    Trunk,      ///< it carries, or is made to carry, other people's traffic: a link, an uplink, a PON tree
    Core,       ///< on a device that joins others: customers end further out
};

/// What decides, besides the port itself.
struct PortSurroundings {
    QString deviceKind;
    bool linked = false; ///< another device is known at its other end
    int neighbours = 0;  ///< devices that its device has links to
};

/// A router with two neighbours or more is transit; routers at the edge of the network may serve customers. Management ports and uplinks
/// are told by the names that vendors give them: the standards have no type for either.
PortUse useOf(const Port& port, const PortSurroundings& surroundings);

} // namespace trunkline::inventory
