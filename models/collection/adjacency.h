// What a device knows of those around it besides their own announcements: addresses, forwarding and neighbour tables, routing
// neighbours, and which of its interfaces run over which. Values and pure functions over variables.
#pragma once

#include "snmp/value.h"

namespace trunkline::collection {

struct InterfaceAddress {
    qint64 ifIndex = 0;
    QString address;
    int prefixLength = -1; ///< -1: not said
    bool operator==(const InterfaceAddress&) const = default;
};

/// A MAC address behind a port of a bridge; the address as a number, since there are many.
struct ForwardingEntry {
    qint64 ifIndex = 0;
    quint64 mac = 0;
    bool operator==(const ForwardingEntry&) const = default;
};

/// Who answered on an interface (ARP, IPv6 neighbour discovery).
struct AddressEntry {
    qint64 ifIndex = 0;
    QString address;
    quint64 mac = 0;
    bool operator==(const AddressEntry&) const = default;
};

struct OspfNeighbour {
    QString address;
    qint64 ifIndex = 0; ///< only of an unnumbered interface
    bool operator==(const OspfNeighbour&) const = default;
};

/// A session that stands.
struct BgpPeer {
    QString localAddress;
    QString remoteAddress;
    bool operator==(const BgpPeer&) const = default;
};

/// `higher` runs over `lower`: an aggregate over its members, a VLAN's interface over its port.
struct StackedInterface {
    qint64 higher = 0;
    qint64 lower = 0;
    bool operator==(const StackedInterface&) const = default;
};

struct Adjacencies {
    QList<InterfaceAddress> addresses;
    QList<ForwardingEntry> forwarding;
    QList<AddressEntry> neighbours;
    QList<OspfNeighbour> ospf;
    QList<BgpPeer> bgp;
    QList<StackedInterface> stack;
    bool operator==(const Adjacencies&) const = default;
};

/// IP-MIB in its older form (ipAddrTable) and its newer (ipAddressTable), without loopback and link-local ones.
QList<InterfaceAddress> decodeInterfaceAddresses(const snmp::VarBinds& binds);
/// BRIDGE-MIB and Q-BRIDGE-MIB: learned addresses by the interface of their bridge port.
QList<ForwardingEntry> decodeForwarding(const snmp::VarBinds& binds);
/// ipNetToMediaTable and ipNetToPhysicalTable.
QList<AddressEntry> decodeAddressEntries(const snmp::VarBinds& binds);
/// OSPF-MIB (RFC 4750): neighbours from two-way on; a router that is only attempted is nobody yet.
QList<OspfNeighbour> decodeOspfNeighbours(const snmp::VarBinds& binds);
/// BGP4-MIB (RFC 4273): established sessions.
QList<BgpPeer> decodeBgpPeers(const snmp::VarBinds& binds);
/// ifStackTable (RFC 2863) and the members of IEEE8023-LAG-MIB.
QList<StackedInterface> decodeStack(const snmp::VarBinds& binds);
Adjacencies decodeAdjacencies(const snmp::VarBinds& binds);

/// 0x001a2b3c4d5e for "00:1a:2b:3c:4d:5e"; 0 for what is none, and for group addresses.
quint64 macNumber(const QString& mac);

} // namespace trunkline::collection
