#include "models/collection/deviceindex.h"

namespace trunkline::collection {

DeviceIndex::DeviceIndex(const QList<DiscoveredDevice>& devices)
{
    for (qsizetype i = 0; i < devices.size(); ++i) {
        const inventory::FoundDevice& device = devices[i].found;
        add(baseMacs_, macNumber(device.baseMac), i);
        add(macs_, macNumber(device.baseMac), i);
        for (const inventory::FoundPort& port : device.ports)
            add(macs_, macNumber(port.mac), i);
        add(addresses_, device.address, i);
        for (const QString& address : device.addresses)
            add(addresses_, address, i);
        for (const InterfaceAddress& address : devices[i].adjacencies.addresses)
            add(addresses_, address.address, i);
        add(names_, device.sysName, i);
    }
}

std::optional<qsizetype> neighbourDevice(const Neighbour& neighbour, const DeviceIndex& devices)
{
    if (const quint64 chassis = macNumber(neighbour.chassisMac)) {
        if (const auto device = devices.byBaseMac(chassis))
            return device;
        if (const auto device = devices.byMac(chassis))
            return device;
    }
    for (const QString& address : neighbour.addresses)
        if (const auto device = devices.byAddress(address))
            return device;
    // A name can be given twice. It counts only when the neighbour gave nothing better to know it by.
    if (neighbour.chassisMac.isEmpty() && neighbour.addresses.isEmpty())
        return devices.byName(neighbour.name);
    return std::nullopt;
}

} // namespace trunkline::collection
