// Which reports of neighbours are links.
#include "models/collection/discovery.h"

#include "models/inventory/inventorystore.h"

#include <algorithm>

namespace trunkline::collection {

template <class Test>
static std::optional<qsizetype> theOnlyDevice(const QList<DiscoveredDevice>& devices, Test test)
{
    std::optional<qsizetype> found;
    for (qsizetype i = 0; i < devices.size(); ++i) {
        if (!test(devices[i].found))
            continue;
        if (found)
            return std::nullopt;
        found = i;
    }
    return found;
}

std::optional<qsizetype> neighbourDevice(const Neighbour& neighbour, const QList<DiscoveredDevice>& devices)
{
    using inventory::FoundDevice;
    if (!neighbour.chassisMac.isEmpty()) {
        if (const auto device = theOnlyDevice(devices, [&](const FoundDevice& d) { return d.baseMac == neighbour.chassisMac; }))
            return device;
        if (const auto device = theOnlyDevice(devices, [&](const FoundDevice& d) {
                return std::any_of(d.ports.begin(), d.ports.end(), [&](const auto& port) { return port.mac == neighbour.chassisMac; });
            }))
            return device;
    }
    for (const QString& address : neighbour.addresses)
        if (const auto device = theOnlyDevice(devices, [&](const FoundDevice& d) { return d.address == address || d.addresses.contains(address); }))
            return device;
    // A name can be given twice. It counts only when the neighbour gave nothing better to know it by.
    if (neighbour.chassisMac.isEmpty() && neighbour.addresses.isEmpty() && !neighbour.name.isEmpty())
        return theOnlyDevice(devices, [&](const FoundDevice& d) { return d.sysName == neighbour.name; });
    return std::nullopt;
}

static void addLink(QList<LinkEnds>& links, LinkEnds link)
{
    if (std::tie(link.bDevice, link.bPort) < std::tie(link.aDevice, link.aPort)) {
        std::swap(link.aDevice, link.bDevice);
        std::swap(link.aPort, link.bPort);
    }
    const auto same = std::find_if(links.begin(), links.end(), [&](const LinkEnds& other) {
        return other.aDevice == link.aDevice && other.aPort == link.aPort && other.bDevice == link.bDevice && other.bPort == link.bPort;
    });
    if (same == links.end()) {
        links.append(link);
        return;
    }
    QStringList kinds = same->evidence.split(QStringLiteral(", ")) + QStringList{link.evidence};
    kinds.sort();
    kinds.removeDuplicates();
    same->evidence = kinds.join(QStringLiteral(", "));
}

QList<LinkEnds> linksBetween(const QList<DiscoveredDevice>& devices)
{
    QList<LinkEnds> links;
    for (qsizetype i = 0; i < devices.size(); ++i) {
        for (const Neighbour& neighbour : devices[i].neighbours) {
            const auto other = neighbourDevice(neighbour, devices);
            if (!other || *other == i)
                continue;
            const inventory::FoundPort* local = localPortOf(neighbour, devices[i].found.ports);
            const inventory::FoundPort* remote = remotePortOf(neighbour, devices[*other].found.ports, devices[*other].lldpPorts);
            if (local && remote)
                addLink(links, {i, local->name, *other, remote->name, neighbour.evidence});
        }
    }
    return links;
}

QList<inventory::FoundLink> storedLinks(store::Connection& connection, const QList<LinkEnds>& links, const QList<DeviceId>& devices)
{
    QList<inventory::FoundLink> stored;
    for (const LinkEnds& link : links) {
        const auto a = inventory::portByName(connection, devices[link.aDevice], link.aPort);
        const auto b = inventory::portByName(connection, devices[link.bDevice], link.bPort);
        if (a && b && a->id != b->id)
            stored.append({a->id, b->id, link.evidence});
    }
    return stored;
}

} // namespace trunkline::collection
