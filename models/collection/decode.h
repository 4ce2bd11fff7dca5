// What a device's MIBs say, as values. Pure functions over variables, so that a recording, a
// simulator and a router are decoded alike.
#pragma once

#include "models/collection/adjacency.h"
#include "models/inventory/identity.h"
#include "snmp/value.h"

namespace trunkline::collection {

/// IF-MIB (RFC 2863): one port a row of ifTable or ifXTable, by ifIndex. The name is ifName, else ifDescr;
/// the speed see portSpeedBps().
QList<inventory::FoundPort> decodePorts(const snmp::VarBinds& binds);

/// ifHighSpeed is in Mbit/s and the only one that holds 4.3 Gbit/s and more, ifSpeed in bit/s. Below
/// 10 Mbit/s, where rounding would show, ifSpeed is taken when both agree. An ifHighSpeed of
/// 10 Tbit/s or more is an agent that counts bits (seen on radio links). 0: not known.
qint64 portSpeedBps(std::optional<qint64> ifSpeed, std::optional<qint64> ifHighSpeed);

struct SystemFacts {
    QString name;
    QString description;
    QString location;
    QString objectId;
    int services = 0; ///< sysServices: bit 1 is layer 2, bit 2 layer 3, bit 6 applications
    QByteArray engineId;
    QString baseMac;       ///< of LLDP's chassis, else of the bridge
    QStringList addresses; ///< IP-MIB, without 127.0.0.1, 0.0.0.0 and link-local ones
    bool operator==(const SystemFacts&) const = default;
};

/// SNMPv2-MIB, SNMP-FRAMEWORK-MIB, IP-MIB, and the device's own MAC address of LLDP-MIB or BRIDGE-MIB.
SystemFacts decodeSystem(const snmp::VarBinds& binds);

struct EntityFacts {
    QString serialNumber;
    QString softwareVersion;
    QString model;
    QString vendor;
    bool operator==(const EntityFacts&) const = default;
};

/// ENTITY-MIB (RFC 6933): of the first chassis; of a stack its first member. What the chassis leaves
/// out is taken from the module that says it first (software runs on the route processor).
EntityFacts decodeEntity(const snmp::VarBinds& binds);

/// What a port hears of who is at the other end.
struct Neighbour {
    QString evidence; ///< "lldp" or "cdp"
    qint64 localIfIndex = 0;
    QString localPort;    ///< as the protocol names it; empty when only the index is known
    QString name;         ///< lldpRemSysName, cdpCacheDeviceId
    QString chassisMac;   ///< when its chassis id is one
    QString chassisId;    ///< as text, whatever its kind
    int portIdSubtype = 0; ///< LldpPortIdSubtype; 5 (interfaceName) for CDP
    QString portId;
    QString portMac;      ///< when its port id is one
    QString portDescription;
    QString description;
    QStringList addresses; ///< where it wants to be managed
    bool operator==(const Neighbour&) const = default;
};

/// LLDP-MIB, LLDP-V2-MIB, and Nokia's form of it. The local port is found by what lldpLocPortTable calls it, else by
/// the number.
QList<Neighbour> decodeLldp(const snmp::VarBinds& binds);
/// CISCO-CDP-MIB.
QList<Neighbour> decodeCdp(const snmp::VarBinds& binds);

/// One of the device's own ports as LLDP calls it.
struct LldpLocalPort {
    qint64 number = 0;
    int idSubtype = 0;
    QString id;
    QString mac;
    QString description;
};
QList<LldpLocalPort> decodeLldpLocalPorts(const snmp::VarBinds& binds);

/// The local port of a neighbour's report: by name, then by index.
const inventory::FoundPort* localPortOf(const Neighbour& neighbour, const QList<inventory::FoundPort>& ports);
/// The port of the neighbour itself that it announced: by what its own LLDP table calls it, by name,
/// description, MAC, alias, or number.
const inventory::FoundPort* remotePortOf(const Neighbour& neighbour, const QList<inventory::FoundPort>& ports, const QList<LldpLocalPort>& itsLldpPorts);

/// The interfaces of bridge ports (dot1dBasePortTable).
QHash<qint64, qint64> bridgePortIndexes(const snmp::VarBinds& binds);
/// Every machine has these (loopback, link-local, none); they tell nobody apart and lead nowhere.
bool isEverybodysAddress(const QString& address);

/// "Cisco" for an object identifier below 1.3.6.1.4.1.9; empty when this program has no name for the enterprise.
QString vendorOf(QStringView sysObjectId);
/// "router", "switch", "olt", "radio", "server" or "unknown".
QString kindOf(const SystemFacts& system, const QList<inventory::FoundPort>& ports);
/// The version that sysDescr names; empty when it names none.
QString softwareVersionIn(const QString& sysDescr);
/// The release people know: what sysDescr names, else ENTITY-MIB (where cards have versions of their own),
/// else the kernel that "Linux host 6.1.0-26" tells of.
QString softwareVersionOf(const SystemFacts& system, const EntityFacts& entity);

} // namespace trunkline::collection
