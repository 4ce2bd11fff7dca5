// What the network is made of: sites, devices, their ports, and the links between ports.
#pragma once

#include "models/core/id.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace trunkline::inventory {

struct Site {
    SiteId id;
    QString name; ///< what sysLocation said first, or a person
    bool operator==(const Site&) const = default;
};

enum class DeviceState {
    Unknown,    ///< not asked yet
    Answering,
    Silent,     ///< did not answer in the last poll rounds, nor to checks of reachability
    SnmpSilent, ///< did not answer in the last poll rounds, but to echo requests or TCP connections: it is there
};
/// SNMP gets no answer, whatever else does.
inline bool withoutSnmp(DeviceState state) { return state == DeviceState::Silent || state == DeviceState::SnmpSilent; }

/// What a device is for in the network. Unknown leaves it to what the links tell.
enum class DeviceRole { Unknown, Core, Aggregation, Access, CustomerEdge, Datacentre, Management };

/// How it is looked whether a device can be reached, besides SNMP.
struct Checks {
    bool ping = true;            ///< ICMP echo
    QList<quint16> tcpPorts;     ///< that must take a connection
    std::int64_t everyMs = 60'000;
    int misses = 3;              ///< so many rounds in a row without an answer are a fault
    bool operator==(const Checks&) const = default;

    bool isOff() const { return !ping && tcpPorts.isEmpty(); }
};

struct MapPosition {
    double x = 0; ///< scene units of the map
    double y = 0;
    bool operator==(const MapPosition&) const = default;
};

struct Device {
    DeviceId id;
    QString name;    ///< what people call it: the name somebody gave it, or sysName, or its address
    QString sysName; ///< what it calls itself (SNMPv2-MIB)
    QString givenName;
    QString address; ///< where it is asked
    QString timeZone; ///< of the dates in its log, an IANA name; empty: the operator's
    QString domain;  ///< the routing domain its addresses are of; empty: the operator's own
    quint16 snmpPort = 161;
    CredentialId credentialId;
    SiteId siteId;
    QString kind; ///< "router", "switch", "olt", "radio", "server", "firewall", "power", "unknown"
    QString vendor;
    QString model;
    QString operatingSystem; ///< "IOS-XE", "Junos": what the device's profile calls it
    QString softwareVersion;
    QString serialNumber; ///< of the chassis (ENTITY-MIB)
    QByteArray engineId;  ///< snmpEngineID (RFC 3411)
    QString baseMac;      ///< "00:1a:2b:…": the bridge's or LLDP's own address
    QString sysObjectId;
    QString description; ///< sysDescr
    DeviceState state = DeviceState::Unknown;
    std::optional<Timestamp> lastSeenAt;
    std::optional<MapPosition> position;
    DeviceRole role = DeviceRole::Unknown; ///< as a person said
    Checks checks;
    bool retired = false; ///< a person agreed that it is gone
    bool operator==(const Device&) const = default;
};

/// ifAdminStatus (IF-MIB, RFC 2863).
enum class AdminState { Unknown, Up, Down, Testing };
/// ifOperStatus.
enum class OperState { Unknown, Up, Down, Testing, Dormant, NotPresent, LowerLayerDown };

/// What a person says of a port's speed; it goes before what the device says, and discovery leaves it alone.
struct PortRates {
    qint64 lineBps = 0;     ///< what the line carries; 0: as the device says
    qint64 contractBps = 0; ///< what was bought of it; 0: all
    QString reason;
    bool operator==(const PortRates&) const = default;

    bool isNone() const { return lineBps == 0 && contractBps == 0; }
};

struct Port {
    PortId id;
    DeviceId deviceId;
    QString name; ///< ifName; with the device it is the key that outlives a changed ifIndex
    qint64 ifIndex = 0;
    QString alias; ///< ifAlias: what people wrote on it
    QString description; ///< ifDescr
    QString mac;
    int ifType = 0; ///< IANAifType
    AdminState adminState = AdminState::Unknown;
    OperState operState = OperState::Unknown;
    qint64 speedBps = 0; ///< 0: the device does not say
    bool present = true; ///< false: the device reports it no longer
    PortRates rates = {};
    bool operator==(const Port&) const = default;

    /// What the line carries, to tell what can't be: a person's word before the device's; 0 when nobody says.
    qint64 lineBps() const { return rates.lineBps > 0 ? rates.lineBps : speedBps; }
    /// What may be used of it, to tell how full it is.
    qint64 capacityBps() const { return rates.contractBps > 0 ? rates.contractBps : lineBps(); }
};

struct Link {
    LinkId id;
    PortId aPortId; ///< the smaller identifier of the two
    PortId bPortId;
    QString evidence; ///< "lldp", "cdp", "cdp, lldp": the kinds of evidenceOf()
    Timestamp firstSeenAt;
    Timestamp lastSeenAt;
    int missed = 0; ///< rediscoveries in a row that read both ends and heard nothing of it; see linkevidence.h
    bool operator==(const Link&) const = default;
};

/// A link as an edge between devices.
struct LinkEnds {
    PortId aPortId;
    PortId bPortId;
    DeviceId aDevice;
    DeviceId bDevice;
    bool operator==(const LinkEnds&) const = default;
};

/// A location in two: sysLocation says "Seeburg exchange, rack 2", people mean the site before the first comma and the
/// place within it behind. The database keeps the whole text as the name of the site, so nothing that exists changes.
struct Place {
    QString site;
    QString within; ///< "rack 2"; empty when it does not say
    bool operator==(const Place&) const = default;
};
Place placeOf(const QString& location);

/// "unknown", "answering", "silent", "snmpSilent"; stable. The readers give Unknown for another text.
QString nameOf(DeviceState state);
DeviceState deviceStateNamed(QStringView name);
/// "", "core", "aggregation", "access", "customerEdge", "datacentre", "management"; stable. The reader gives nothing for another text.
QString nameOf(DeviceRole role);
std::optional<DeviceRole> deviceRoleNamed(QStringView name);
/// For people: "Customer edge"; "As its links tell" for Unknown.
QString roleWord(DeviceRole role);
QList<DeviceRole> allDeviceRoles();
/// "up", "down", "testing", "unknown", as IF-MIB writes them.
QString nameOf(AdminState state);
AdminState adminStateNamed(QStringView name);
/// "up", "down", "testing", "unknown", "dormant", "notPresent", "lowerLayerDown".
QString nameOf(OperState state);
OperState operStateNamed(QStringView name);
/// The numbers of IF-MIB; Unknown for others.
AdminState adminStateNumbered(qint64 number);
OperState operStateNumbered(qint64 number);

/// "ethernetCsmacd" for 6; "ifType 399" for one that this program has no name for (IANAifType-MIB).
QString ifTypeName(int ifType);
/// Something a cable, fibre or radio path ends in, not a VLAN, tunnel or loopback.
bool isPhysical(int ifType);

QJsonObject toJson(const Checks& checks);
QJsonObject toJson(const Device& device);
QJsonObject toJson(const Port& port);
QJsonObject toJson(const Link& link);

} // namespace trunkline::inventory
