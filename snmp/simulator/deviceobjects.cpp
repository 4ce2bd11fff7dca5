#include "snmp/simulator/deviceobjects.h"

namespace trunkline::simulator {

DeviceObjects::DeviceObjects(DeviceContext context) : context_(std::move(context))
{
}

LiveObjects& DeviceObjects::current() const
{
    if (!objects_ || version_ != context_.network.version()) {
        auto made = std::make_unique<LiveObjects>();
        addSystemGroup(*made, context_);
        addInterfaces(*made, context_);
        addNeighbours(*made, context_);
        addEntities(*made, context_);
        addOnts(*made, context_);
        addHostResources(*made, context_);
        made->sort();
        objects_ = std::move(made);
        version_ = context_.network.version();
    }
    return *objects_;
}

QByteArray chassisMac(int device)
{
    const char octets[] = {0x02, 0x4e, 0x57, char(device + 1), 0x00, 0x00};
    return QByteArray(octets, sizeof octets);
}

QByteArray portMac(PortRef port)
{
    const char octets[] = {0x02, 0x4e, 0x57, char(port.device + 1), 0x01, char(port.port + 1)};
    return QByteArray(octets, sizeof octets);
}

QByteArray addressOctets(quint32 address)
{
    const char octets[] = {char(address >> 24), char(address >> 16), char(address >> 8), char(address)};
    return QByteArray(octets, sizeof octets);
}

quint32 lldpPortNumber(const DevicePlan& device, int port)
{
    return device.lldpPortBase > 0 ? quint32(device.lldpPortBase + port) : device.ports[port].ifIndex;
}

Value timeTicks(qint64 ms)
{
    return Value::unsigned32(Type::TimeTicks, quint32(ms / 10));
}

} // namespace trunkline::simulator
