// LLDP-MIB (IEEE 802.1AB-2005) and CISCO-CDP-MIB: who is at the other end.
#include "snmp/simulator/deviceobjects.h"

namespace trunkline::simulator {

static const Oid lldpObjects({1, 0, 8802, 1, 1, 2, 1});
static const Oid cdpObjects({1, 3, 6, 1, 4, 1, 9, 9, 23, 1});

static constexpr int chassisIdMacAddress = 4;
static constexpr int portIdInterfaceName = 5;
static constexpr int ifNumberingIfIndex = 2;

/// BITS, the first bit is the highest: other, repeater, bridge, WLAN, router, telephone, DOCSIS, station.
static QByteArray lldpCapabilities(const DevicePlan& device)
{
    int bits = 0;
    if (device.capabilities.contains(QStringLiteral("bridge")))
        bits |= 0x20;
    if (device.capabilities.contains(QStringLiteral("router")))
        bits |= 0x08;
    if (device.capabilities.contains(QStringLiteral("station")))
        bits |= 0x01;
    return QByteArray(1, char(bits)) + QByteArray(1, '\0');
}

/// The neighbour's port for as long as its announcements arrive, that is while the link is up.
static std::optional<PortRef> heard(const DeviceContext& c, PortRef local, NeighbourProtocol protocol)
{
    if (c.network.linkProtocol(local) != protocol || !c.network.isOperUp(local))
        return std::nullopt;
    return c.network.farEnd(local);
}

static bool speaks(const DeviceContext& c, NeighbourProtocol protocol)
{
    for (int port = 0; port < c.portCount(); ++port)
        if (c.network.linkProtocol({c.device, port}) == protocol)
            return true;
    return false;
}

static quint32 managementIfIndex(const DevicePlan& device)
{
    for (const PortPlan& port : device.ports)
        if (port.use == PortUse::Management)
            return port.ifIndex;
    return device.ports.isEmpty() ? 0 : device.ports.first().ifIndex;
}

/// subtype ipV4, four octets, the address: how both management address tables index a row.
static Oid managementIndex(quint32 address)
{
    const QByteArray octets = addressOctets(address);
    return {1, 4, quint8(octets[0]), quint8(octets[1]), quint8(octets[2]), quint8(octets[3])};
}

static void addLldpLocal(LiveObjects& objects, const DeviceContext& c)
{
    const Oid local = lldpObjects + 3;
    objects.scalar(local + 1, [] { return Value::integer(chassisIdMacAddress); });
    objects.scalar(local + 2, [&c] { return Value::octets(chassisMac(c.device)); });
    objects.scalar(local + 3, [&c] { return Value::octets(c.plan().name.toUtf8()); });
    objects.scalar(local + 4, [&c] { return Value::octets(c.plan().description.toUtf8()); });
    objects.scalar(local + 5, [&c] { return Value::octets(lldpCapabilities(c.plan())); });
    objects.scalar(local + 6, [&c] { return Value::octets(lldpCapabilities(c.plan())); });
    const Oid port = local + 7 + 1;
    for (int i = 0; i < c.portCount(); ++i) {
        const PortPlan& planned = c.plan().ports[i];
        if (planned.ifType == 24 || planned.ifType == 53)
            continue;
        const Oid index{lldpPortNumber(c.plan(), i)};
        objects.fixed(port + 2, index, Value::integer(portIdInterfaceName));
        objects.fixed(port + 3, index, Value::octets(planned.name.toUtf8()));
        objects.fixed(port + 4, index, Value::octets(planned.description.toUtf8()));
    }
    const Oid address = local + 8 + 1;
    const Oid index = managementIndex(c.addressOf(c.device));
    objects.fixed(address + 3, index, Value::integer(5));
    objects.fixed(address + 4, index, Value::integer(ifNumberingIfIndex));
    objects.fixed(address + 5, index, Value::integer(managementIfIndex(c.plan())));
    objects.fixed(address + 6, index, Value::oid({0, 0}));
}

static void addLldpRemote(LiveObjects& objects, const DeviceContext& c, PortRef local, PortRef far)
{
    const DevicePlan& neighbour = c.network.device(far.device);
    const PortPlan& port = neighbour.ports[far.port];
    const quint32 timeMark = quint32(c.network.lastChangeMs(local) / 10);
    const Oid index{timeMark, lldpPortNumber(c.plan(), local.port), 1};
    const Oid remote = lldpObjects + 4 + 1 + 1;
    objects.fixed(remote + 4, index, Value::integer(chassisIdMacAddress));
    objects.fixed(remote + 5, index, Value::octets(chassisMac(far.device)));
    objects.fixed(remote + 6, index, Value::integer(portIdInterfaceName));
    objects.fixed(remote + 7, index, Value::octets(port.name.toUtf8()));
    objects.fixed(remote + 8, index, Value::octets(port.description.toUtf8()));
    objects.fixed(remote + 9, index, Value::octets(neighbour.name.toUtf8()));
    objects.fixed(remote + 10, index, Value::octets(neighbour.description.toUtf8()));
    objects.fixed(remote + 11, index, Value::octets(lldpCapabilities(neighbour)));
    objects.fixed(remote + 12, index, Value::octets(lldpCapabilities(neighbour)));
    const Oid address = lldpObjects + 4 + 2 + 1;
    const Oid addressIndex = index + managementIndex(c.addressOf(far.device));
    objects.fixed(address + 3, addressIndex, Value::integer(ifNumberingIfIndex));
    objects.fixed(address + 4, addressIndex, Value::integer(managementIfIndex(neighbour)));
    objects.fixed(address + 5, addressIndex, Value::oid({0, 0}));
}

static void addCdpCache(LiveObjects& objects, const DeviceContext& c, PortRef local, PortRef far)
{
    const DevicePlan& neighbour = c.network.device(far.device);
    const bool routes = neighbour.capabilities.contains(QStringLiteral("router"));
    const Oid index{c.network.port(local).ifIndex, 1};
    const Oid cache = cdpObjects + 2 + 1 + 1;
    objects.fixed(cache + 3, index, Value::integer(1));
    objects.fixed(cache + 4, index, Value::octets(addressOctets(c.addressOf(far.device))));
    objects.fixed(cache + 5, index, Value::octets(neighbour.description.toUtf8()));
    objects.fixed(cache + 6, index, Value::octets(neighbour.name.toUtf8()));
    // CDP announces the long name (ifDescr), unlike LLDP.
    objects.fixed(cache + 7, index, Value::octets(neighbour.ports[far.port].description.toUtf8()));
    objects.fixed(cache + 8, index, Value::octets("cisco " + neighbour.model.toUtf8()));
    objects.fixed(cache + 9, index, Value::octets(addressOctets(routes ? 0x29 : 0x28)));
    objects.fixed(cache + 11, index, Value::integer(1));
    objects.fixed(cache + 12, index, Value::integer(3));
}

static void addCdpInterfaces(LiveObjects& objects, const DeviceContext& c)
{
    const Oid entry = cdpObjects + 1 + 1 + 1;
    for (int i = 0; i < c.portCount(); ++i) {
        const PortPlan& planned = c.plan().ports[i];
        if (planned.ifType != 6)
            continue;
        objects.fixed(entry + 2, {planned.ifIndex}, Value::integer(1));
        objects.fixed(entry + 6, {planned.ifIndex}, Value::octets(planned.name.toUtf8()));
    }
    objects.scalar(cdpObjects + 3 + 1, [] { return Value::integer(1); });
    objects.scalar(cdpObjects + 3 + 4, [&c] { return Value::octets(c.plan().name.toUtf8()); });
}

void addNeighbours(LiveObjects& objects, const DeviceContext& c)
{
    if (speaks(c, NeighbourProtocol::Lldp))
        addLldpLocal(objects, c);
    if (speaks(c, NeighbourProtocol::Cdp))
        addCdpInterfaces(objects, c);
    for (int port = 0; port < c.portCount(); ++port) {
        const PortRef local{c.device, port};
        if (const auto far = heard(c, local, NeighbourProtocol::Lldp))
            addLldpRemote(objects, c, local, *far);
        if (const auto far = heard(c, local, NeighbourProtocol::Cdp))
            addCdpCache(objects, c, local, *far);
    }
}

} // namespace trunkline::simulator
