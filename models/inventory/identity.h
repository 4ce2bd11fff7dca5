// Which known device a found one is. An address can move and a name can be given twice; what a
// device carries in itself can't: its SNMP engine, its serial number, its own MAC addresses.
#pragma once

#include "models/inventory/device.h"

#include <QSet>

namespace trunkline::inventory {

/// What discovery read of one interface.
struct FoundPort {
    QString name;
    qint64 ifIndex = 0;
    QString alias;
    QString description;
    QString mac;
    int ifType = 0;
    AdminState adminState = AdminState::Unknown;
    OperState operState = OperState::Unknown;
    qint64 speedBps = 0;
    bool operator==(const FoundPort&) const = default;
};

/// What discovery read of one device.
struct FoundDevice {
    QString sysName;
    QString description;
    QString sysObjectId;
    QString location;
    QString address; ///< where it answered
    QString domain;  ///< the routing domain of its addresses; empty: the operator's own
    quint16 snmpPort = 161;
    CredentialId credentialId;
    QString kind;
    QString vendor;
    QString model;
    QString operatingSystem;
    QString softwareVersion;
    QString serialNumber;
    QByteArray engineId;
    QString baseMac;
    QStringList addresses; ///< all that it says it has
    QList<FoundPort> ports;
};

struct Identity {
    QByteArray engineId;
    QString serialNumber;
    QString sysObjectId; ///< says whose serial number it is
    QString baseMac;
    QSet<QString> macs;  ///< of its ports
    QString address;
    QString domain;           ///< the same address in another domain is another place
    quint16 snmpPort = 161;
    QSet<QString> addresses;  ///< all that it says it has
};

struct KnownIdentity {
    DeviceId id;
    Identity identity;
};

Identity identityOf(const FoundDevice& found);
Identity identityOf(const Device& device, const QList<Port>& ports, const QStringList& addresses);

/// How many of the marks (engine, serial number, base MAC, the set of MACs) are the same, less those
/// that differ. A mark that one side lacks says nothing.
int likeness(const Identity& a, const Identity& b);

/// The known device with the highest likeness above zero. A device with no marks at all is known by
/// where it answers, and only against others without marks of the same routing domain: at the same address, or each
/// at an address that the other says is its own. Nothing: it is new.
std::optional<DeviceId> identify(const Identity& found, const QList<KnownIdentity>& known);

/// Every name once: two interfaces with the same ifName are told apart by ifDescr, else by ifIndex; one
/// without a name is called by its ifDescr, else "if12".
QList<FoundPort> withUniqueNames(QList<FoundPort> ports);

} // namespace trunkline::inventory
