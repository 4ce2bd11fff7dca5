#include "models/collection/columns.h"
#include "models/collection/decode.h"
#include "models/collection/oids.h"

#include <algorithm>

namespace trunkline::collection {

namespace lldp {
// LldpChassisIdSubtype and LldpPortIdSubtype (IEEE 802.1AB-2005).
constexpr int chassisMac = 4, chassisAddress = 5;
constexpr int portAlias = 1, portMac = 3, portAddress = 4, portInterfaceName = 5, portLocal = 7;
constexpr quint32 localIdSubtype = 2, localId = 3, localDescr = 4;
constexpr quint32 chassisSubtype = 4, chassisId = 5, portIdSubtype = 6, portId = 7, portDescr = 8, sysName = 9, sysDescr = 10;
}
namespace cdp {
constexpr quint32 addressType = 3, address = 4, version = 5, deviceId = 6, devicePort = 7;
constexpr qint64 ip = 1, ipV6 = 20;
}

static QList<LldpLocalPort> lldpLocalPortsIn(const Columns& table)
{
    QList<LldpLocalPort> ports;
    for (const auto& [index, row] : table.rows()) {
        if (index.size() != 1)
            continue;
        LldpLocalPort port;
        port.number = index.last();
        port.idSubtype = int(table.number(index, lldp::localIdSubtype).value_or(0));
        const QByteArray id = table.octets(index, lldp::localId);
        port.mac = port.idSubtype == lldp::portMac ? macOf(id) : QString();
        port.id = port.mac.isEmpty() ? textOf(id) : port.mac;
        port.description = table.text(index, lldp::localDescr);
        ports.append(port);
    }
    return ports;
}

QList<LldpLocalPort> decodeLldpLocalPorts(const snmp::VarBinds& binds)
{
    const QList<LldpLocalPort> ports = lldpLocalPortsIn(Columns(binds, oids::lldpLocPortEntry));
    return ports.isEmpty() ? lldpLocalPortsIn(Columns(binds, oids::lldpV2LocPortEntry)) : ports;
}

QHash<qint64, qint64> bridgePortIndexes(const snmp::VarBinds& binds)
{
    constexpr quint32 dot1dBasePortIfIndex = 2;
    const Columns table(binds, oids::dot1dBasePortEntry);
    QHash<qint64, qint64> indexes;
    for (const auto& [index, row] : table.rows())
        if (const auto ifIndex = table.number(index, dot1dBasePortIfIndex); ifIndex && index.size() == 1)
            indexes.insert(index.last(), *ifIndex);
    return indexes;
}

/// A management address is in the index: subtype (1 IPv4, 2 IPv6), its length, its octets.
static QStringList managementAddresses(const Columns& table, const snmp::Oid& remote)
{
    QStringList addresses;
    for (auto row = table.rows().lower_bound(remote); row != table.rows().end() && row->first.startsWith(remote); ++row) {
        const auto rest = row->first.arcs().subspan(remote.size());
        if (rest.size() < 2 || (rest[0] != 1 && rest[0] != 2))
            continue;
        // Some agents leave the length out.
        const bool counted = rest[1] == rest.size() - 2;
        const QString address = addressOf(rest.subspan(counted ? 2 : 1));
        if (!address.isEmpty() && !addresses.contains(address))
            addresses.append(address);
    }
    return addresses;
}

static void setPortId(Neighbour& neighbour, const QByteArray& id)
{
    if (neighbour.portIdSubtype == lldp::portMac)
        neighbour.portMac = macOf(id);
    // A network address as a port id begins with its family.
    if (neighbour.portIdSubtype == lldp::portAddress && id.size() > 4)
        neighbour.portId = addressOf(id.mid(1));
    if (neighbour.portId.isEmpty())
        neighbour.portId = neighbour.portMac.isEmpty() ? textOf(id) : neighbour.portMac;
}

static void setChassisId(Neighbour& neighbour, int subtype, const QByteArray& id)
{
    if (subtype == lldp::chassisMac)
        neighbour.chassisMac = macOf(id);
    if (subtype == lldp::chassisAddress && id.size() > 4)
        neighbour.chassisId = addressOf(id.mid(1));
    if (neighbour.chassisId.isEmpty())
        neighbour.chassisId = neighbour.chassisMac.isEmpty() ? textOf(id) : neighbour.chassisMac;
}

/// What the remote end announced, in a row of lldpRemTable or its like.
static Neighbour lldpNeighbour(const Columns& remote, const Columns& management, const snmp::Oid& index, quint32 shift = 0)
{
    Neighbour neighbour;
    neighbour.evidence = QStringLiteral("lldp");
    setChassisId(neighbour, int(remote.number(index, lldp::chassisSubtype + shift).value_or(0)), remote.octets(index, lldp::chassisId + shift));
    neighbour.portIdSubtype = int(remote.number(index, lldp::portIdSubtype + shift).value_or(0));
    setPortId(neighbour, remote.octets(index, lldp::portId + shift));
    neighbour.portDescription = remote.text(index, lldp::portDescr + shift);
    neighbour.name = remote.text(index, lldp::sysName + shift);
    neighbour.description = remote.text(index, lldp::sysDescr + shift);
    neighbour.addresses = managementAddresses(management, index);
    return neighbour;
}

static QList<Neighbour> standardLldp(const snmp::VarBinds& binds)
{
    const Columns remote(binds, oids::lldpRemEntry);
    const Columns management(binds, oids::lldpRemManAddrEntry);
    const QHash<qint64, qint64> bridgePorts = bridgePortIndexes(binds);
    QHash<qint64, LldpLocalPort> local;
    for (const LldpLocalPort& port : decodeLldpLocalPorts(binds))
        local.insert(port.number, port);
    QList<Neighbour> neighbours;
    for (const auto& [index, row] : remote.rows()) {
        if (index.size() != 3) // time mark, local port number, remote index
            continue;
        Neighbour neighbour = lldpNeighbour(remote, management, index);
        const qint64 number = index[1];
        neighbour.localIfIndex = local.contains(number) ? number : bridgePorts.value(number, number);
        const LldpLocalPort port = local.value(number);
        neighbour.localPort = port.idSubtype == lldp::portMac || port.id.isEmpty() ? port.description : port.id;
        neighbours.append(neighbour);
    }
    return neighbours;
}

static QList<Neighbour> nokiaLldp(const snmp::VarBinds& binds)
{
    const Columns remote(binds, oids::tmnxLldpRemEntry);
    const Columns management(binds, oids::tmnxLldpRemManAddrEntry);
    QList<Neighbour> neighbours;
    for (const auto& [index, row] : remote.rows()) {
        if (index.size() != 4) // time mark, ifIndex, destination MAC, remote index
            continue;
        Neighbour neighbour = lldpNeighbour(remote, management, index);
        neighbour.localIfIndex = index[1];
        neighbours.append(neighbour);
    }
    return neighbours;
}

static QList<Neighbour> secondLldp(const snmp::VarBinds& binds)
{
    const Columns remote(binds, oids::lldpV2RemEntry);
    const Columns management(binds, oids::lldpV2RemManAddrEntry);
    QList<Neighbour> neighbours;
    for (const auto& [index, row] : remote.rows()) {
        if (index.size() != 4) // time mark, ifIndex, number of the destination MAC, remote index
            continue;
        Neighbour neighbour = lldpNeighbour(remote, management, index, 1);
        neighbour.localIfIndex = index[1];
        neighbours.append(neighbour);
    }
    return neighbours;
}

QList<Neighbour> decodeLldp(const snmp::VarBinds& binds)
{
    QList<Neighbour> neighbours = standardLldp(binds) + nokiaLldp(binds);
    // An agent with both MIBs tells the same twice.
    for (const Neighbour& neighbour : secondLldp(binds)) {
        const bool told = std::any_of(neighbours.begin(), neighbours.end(), [&](const Neighbour& n) { return n.chassisId == neighbour.chassisId && n.portId == neighbour.portId; });
        if (!told)
            neighbours.append(neighbour);
    }
    return neighbours;
}

QList<Neighbour> decodeCdp(const snmp::VarBinds& binds)
{
    const Columns cache(binds, oids::cdpCacheEntry);
    QList<Neighbour> neighbours;
    for (const auto& [index, row] : cache.rows()) {
        if (index.size() != 2) // ifIndex, device index
            continue;
        Neighbour neighbour;
        neighbour.evidence = QStringLiteral("cdp");
        neighbour.localIfIndex = index[0];
        neighbour.name = cache.text(index, cdp::deviceId);
        neighbour.chassisId = neighbour.name;
        neighbour.portIdSubtype = lldp::portInterfaceName;
        neighbour.portId = cache.text(index, cdp::devicePort);
        neighbour.description = cache.text(index, cdp::version);
        const qint64 type = cache.number(index, cdp::addressType).value_or(0);
        const QByteArray octets = cache.octets(index, cdp::address);
        if ((type == cdp::ip && octets.size() == 4) || (type == cdp::ipV6 && octets.size() == 16))
            neighbour.addresses = {addressOf(octets)};
        neighbours.append(neighbour);
    }
    return neighbours;
}

template <class Test>
static const inventory::FoundPort* theOnly(const QList<inventory::FoundPort>& ports, Test test)
{
    const auto first = std::find_if(ports.begin(), ports.end(), test);
    if (first == ports.end() || std::find_if(first + 1, ports.end(), test) != ports.end())
        return nullptr;
    return &*first;
}

static const inventory::FoundPort* named(const QList<inventory::FoundPort>& ports, const QString& name)
{
    if (name.isEmpty())
        return nullptr;
    if (const auto* port = theOnly(ports, [&](const auto& p) { return p.name == name; }))
        return port;
    return theOnly(ports, [&](const auto& p) { return p.description == name; });
}

static const inventory::FoundPort* indexed(const QList<inventory::FoundPort>& ports, qint64 ifIndex)
{
    return theOnly(ports, [&](const auto& p) { return p.ifIndex == ifIndex; });
}

const inventory::FoundPort* localPortOf(const Neighbour& neighbour, const QList<inventory::FoundPort>& ports)
{
    const auto* port = named(ports, neighbour.localPort);
    return port ? port : indexed(ports, neighbour.localIfIndex);
}

const inventory::FoundPort* remotePortOf(const Neighbour& neighbour, const QList<inventory::FoundPort>& ports, const QList<LldpLocalPort>& itsLldpPorts)
{
    // A MAC address may be every port's; it decides only when it is one port's.
    if (!neighbour.portMac.isEmpty())
        if (const auto* port = theOnly(ports, [&](const auto& p) { return p.mac == neighbour.portMac; }))
            return port;
    if (const auto* port = named(ports, neighbour.portId))
        return port;
    if (neighbour.portIdSubtype == lldp::portAlias)
        if (const auto* port = theOnly(ports, [&](const auto& p) { return p.alias == neighbour.portId; }))
            return port;
    for (const LldpLocalPort& own : itsLldpPorts) {
        if (own.id != neighbour.portId)
            continue;
        if (const auto* port = named(ports, own.description))
            return port;
        if (const auto* port = indexed(ports, own.number))
            return port;
    }
    if (const auto* port = named(ports, neighbour.portDescription))
        return port;
    bool isNumber = false;
    const qint64 number = neighbour.portId.toLongLong(&isNumber);
    return isNumber && neighbour.portIdSubtype == lldp::portLocal ? indexed(ports, number) : nullptr;
}

} // namespace trunkline::collection
