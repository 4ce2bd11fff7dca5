#include "models/collection/watched.h"

#include "models/fulfilment/snmptarget.h"
#include "models/inventory/credential.h"
#include "models/inventory/inventorystore.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace trunkline::collection {

static constexpr int journalEntriesAtOnce = 500;

void WatchedDevice::setPorts(const QList<inventory::Port>& known)
{
    std::map<PortId, std::array<quint32, polledMetrics>> places;
    for (const WatchedPort& port : ports)
        places.emplace(port.id, port.places);
    const auto kept = [this](const QString& text) {
        const QByteArray octets = text.toUtf8();
        const WatchedPort::Text place{quint32(texts_.size()), quint32(octets.size())};
        texts_.append(octets.data(), std::size_t(octets.size()));
        return place;
    };
    texts_.clear();
    byIndex_.clear();
    byIndex_.reserve(std::size_t(known.size()));
    ports.clear();
    ports.reserve(std::size_t(known.size()));
    for (const inventory::Port& port : known) {
        const auto before = places.find(port.id);
        ports.push_back({port.id, port.lineBps(), quint32(port.ifIndex), kept(port.name), kept(port.alias), kept(port.mac),
                         before == places.end() ? std::array<quint32, polledMetrics>() : before->second, port.adminState, port.operState, true});
        byIndex_.push_back({quint32(port.ifIndex), quint32(ports.size() - 1)});
    }
    texts_.shrink_to_fit(); // it grew by doubling
    // Of several with one index it is the last.
    std::sort(byIndex_.begin(), byIndex_.end(), [](const Indexed& a, const Indexed& b) { return std::tie(a.ifIndex, b.port) < std::tie(b.ifIndex, a.port); });
    byIndex_.erase(std::unique(byIndex_.begin(), byIndex_.end(), [](const Indexed& a, const Indexed& b) { return a.ifIndex == b.ifIndex; }), byIndex_.end());
}

std::vector<WatchedDevice::Indexed>::iterator WatchedDevice::indexed(quint32 ifIndex)
{
    return std::lower_bound(byIndex_.begin(), byIndex_.end(), ifIndex, [](const Indexed& one, quint32 wanted) { return one.ifIndex < wanted; });
}

WatchedPort* WatchedDevice::at(quint32 ifIndex)
{
    const auto known = indexed(ifIndex);
    return known == byIndex_.end() || known->ifIndex != ifIndex ? nullptr : &ports[known->port];
}

void WatchedDevice::renumber(WatchedPort& port, quint32 ifIndex)
{
    const auto own = quint32(&port - ports.data());
    if (const auto before = indexed(port.ifIndex); before != byIndex_.end() && before->ifIndex == port.ifIndex && before->port == own)
        byIndex_.erase(before);
    port.ifIndex = ifIndex;
    if (const auto there = indexed(ifIndex); there != byIndex_.end() && there->ifIndex == ifIndex)
        there->port = own;
    else
        byIndex_.insert(there, {ifIndex, own});
}

performance::SeriesPlace WatchedDevice::place(const WatchedPort& port, std::size_t metric) const
{
    const quint32 place = port.places[metric];
    return place == 0 ? performance::SeriesPlace() : performance::SeriesPlace{chunks_[place / performance::slotsPerChunk - 1], qint32(place % performance::slotsPerChunk)};
}

void WatchedDevice::setPlace(WatchedPort& port, std::size_t metric, performance::SeriesPlace place)
{
    if (place.chunk == 0) {
        port.places[metric] = 0;
        return;
    }
    const auto known = std::find(chunks_.rbegin(), chunks_.rend(), place.chunk); // mostly the last
    const auto number = quint32(chunks_.rend() - known); // from 1; 0: it is new
    if (number == 0)
        chunks_.push_back(place.chunk);
    port.places[metric] = quint32(number == 0 ? chunks_.size() : number) * performance::slotsPerChunk + quint32(place.slot);
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

void WatchedDevices::put(const inventory::Device& device, const QList<inventory::Port>& ports)
{
    WatchedDevice& watched = devices_[device.id];
    watched.device = device;
    watched.target.reset();
    if (const auto credential = credentials_.constFind(device.credentialId); credential != credentials_.constEnd()) {
        watched.target = snmp::Target{};
        watched.target->address = device.address;
        watched.target->port = device.snmpPort;
        watched.target->credential = *credential;
    }
    watched.portsRead = false;
    watched.setPorts(ports);
}

} // namespace trunkline::collection
