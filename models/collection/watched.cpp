#include "models/collection/watched.h"

#include "models/fulfilment/snmptarget.h"
#include "models/inventory/credential.h"
#include "models/inventory/inventorystore.h"

namespace trunkline::collection {

static constexpr int journalEntriesAtOnce = 500;

WatchedPort watchedPort(const inventory::Port& port)
{
    return {port.id, port.name, port.alias, port.mac, port.ifIndex, port.lineBps(), port.adminState, port.operState, true, {}};
}

WatchedPort* WatchedDevice::at(quint32 ifIndex)
{
    const auto known = byIndex.constFind(ifIndex);
    return known == byIndex.constEnd() ? nullptr : &ports[*known];
}

void WatchedDevice::renumber(WatchedPort& port, quint32 ifIndex)
{
    const std::size_t own = std::size_t(&port - ports.data());
    if (const auto before = byIndex.constFind(quint32(port.ifIndex)); before != byIndex.constEnd() && *before == own)
        byIndex.erase(before);
    port.ifIndex = ifIndex;
    byIndex.insert(ifIndex, own);
}

WatchedDevice* WatchedDevices::find(DeviceId id)
{
    const auto known = devices_.find(id);
    return known == devices_.end() ? nullptr : &*known;
}

void WatchedDevices::wrote(const store::JournalEntry& entry)
{
    written_.insert(entry.seq);
}

QSet<DeviceId> WatchedDevices::refresh()
{
    if (seen_ < 0)
        return readAll();
    const QList<store::JournalEntry> entries = store::journalAfter(connection_, seen_, journalEntriesAtOnce);
    if (entries.size() == journalEntriesAtOnce)
        return readAll();
    QSet<DeviceId> changed;
    for (const store::JournalEntry& entry : entries) {
        if (written_.contains(entry.seq))
            continue;
        if (entry.subjectType == QLatin1String("credential"))
            return readAll();
        if (entry.subjectType == QLatin1String("device"))
            changed.insert(DeviceId::fromString(entry.subjectId));
        else if (entry.subjectType == QLatin1String("port"))
            if (const auto port = inventory::port(connection_, PortId::fromString(entry.subjectId)))
                changed.insert(port->deviceId);
    }
    for (const DeviceId& id : std::as_const(changed))
        readDevice(id);
    if (!entries.isEmpty()) {
        seen_ = entries.last().seq;
        written_.clear();
    }
    return changed;
}

QSet<DeviceId> WatchedDevices::readAll()
{
    const std::int64_t end = store::journalEnd(connection_); // first: what is written meanwhile is read again
    credentials_.clear();
    for (const inventory::Credential& credential : inventory::credentials(connection_, sealer_))
        credentials_.insert(credential.id, fulfilment::snmpCredential(credential));
    const QList<inventory::Device> found = inventory::devices(connection_);
    QSet<DeviceId> all;
    for (const inventory::Device& device : found)
        all.insert(device.id);
    devices_.removeIf([&](const auto& known) { return !all.contains(known.key()); });
    for (const inventory::Device& device : found)
        put(device, inventory::ports(connection_, device.id)); // one by one: all at once would be much more than what is kept
    seen_ = end;
    written_.clear();
    return all;
}

void WatchedDevices::readDevice(DeviceId id)
{
    if (const auto device = inventory::device(connection_, id))
        put(*device, inventory::ports(connection_, id));
    else
        devices_.remove(id);
}

/// Keeps the places of ports that were known before.
void WatchedDevices::put(const inventory::Device& device, const QList<inventory::Port>& ports)
{
    WatchedDevice& watched = devices_[device.id];
    QHash<PortId, std::array<performance::SeriesPlace, polledMetrics>> places;
    for (const WatchedPort& port : watched.ports)
        places.insert(port.id, port.places);
    watched.device = device;
    watched.target.reset();
    if (const auto credential = credentials_.constFind(device.credentialId); credential != credentials_.constEnd()) {
        watched.target = snmp::Target{};
        watched.target->address = device.address;
        watched.target->port = device.snmpPort;
        watched.target->credential = *credential;
    }
    watched.portsRead = false;
    watched.ports.clear();
    watched.byIndex.clear();
    watched.ports.reserve(std::size_t(ports.size()));
    for (const inventory::Port& port : ports) {
        watched.byIndex.insert(quint32(port.ifIndex), watched.ports.size());
        watched.ports.push_back(watchedPort(port));
        watched.ports.back().places = places.value(port.id);
    }
}

} // namespace trunkline::collection
