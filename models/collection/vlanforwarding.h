// Forwarding tables of switches that keep one for each VLAN in an instance of its own (Cisco: community string indexing, and the
// contexts vlan-N of SNMPv3): BRIDGE-MIB shows that of VLAN 1 only until it is asked within another.
#pragma once

#include "models/collection/adjacency.h"
#include "models/collection/devicereading.h"

namespace trunkline::collection {

/// The VLANs that such a switch carries (CISCO-VTP-MIB vtpVlanState, vtpVlanType), without VLAN 1, whose table is the device's own, and without those
/// of other media than Ethernet. Empty for other devices, and for one that shows all of them in Q-BRIDGE-MIB.
QList<int> vlansToAsk(const snmp::VarBinds& binds);
/// The same device, asked within a VLAN: community@22, or the context vlan-22.
snmp::Target withinVlan(snmp::Target target, int vlan);
/// What stands in the tables of `vlans`, each entry once. A switch that does not answer within the first of them is not asked for the others; `complete`
/// is false when one of them broke off.
struct VlanForwarding {
    QList<ForwardingEntry> entries;
    bool complete = true;
};
VlanForwarding readVlanForwarding(snmp::Engine& engine, const snmp::Target& target, const QList<int>& vlans, const Await& await);

} // namespace trunkline::collection
