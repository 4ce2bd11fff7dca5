#include "models/collection/topology.h"

#include "models/collection/columns.h"
#include "models/collection/deviceindex.h"
#include "models/inventory/linkevidence.h"

#include <algorithm>
#include <map>
#include <set>

namespace trunkline::collection {

namespace {

struct PortRef {
    qsizetype device = -1;
    qsizetype port = -1; ///< in found.ports; -1: which one is not known
    auto operator<=>(const PortRef&) const = default;
};

size_t qHash(const PortRef& ref, size_t seed = 0)
{
    return qHashMulti(seed, ref.device, ref.port);
}

/// `from` says that the other end of its cable is `to`.
struct Claim {
    PortRef from;
    PortRef to;
    QString kind;
};

/// Lookups within one device that claims are made of.
struct DeviceGround {
    QHash<qint64, qsizetype> portByIndex;
    QHash<QString, qsizetype> portByName;
    QMultiHash<qint64, qint64> lower;
    QHash<quint64, QList<qsizetype>> portsByMac;
};

bool isAggregateOf(const inventory::FoundPort& port, const inventory::FoundPort& lower)
{
    constexpr int ethernetCsmacd = 6;
    return lower.ifType == ethernetCsmacd && port.ifIndex != lower.ifIndex;
}

class Merge {
public:
    explicit Merge(const QList<DiscoveredDevice>& devices);
    QList<LinkEnds> links();

private:
    using Pair = std::pair<PortRef, PortRef>;
    /// Who is behind a port: which devices, and by which MAC addresses.
    struct Sights {
        QHash<PortRef, std::map<qsizetype, QSet<quint64>>> behind;
        QHash<std::pair<qsizetype, qsizetype>, std::set<PortRef>> facing; ///< the ports of the first behind which is the second
        QSet<PortRef> crowded;                                        ///< others, whom we don't know, answered there, too
        void note(PortRef port, qsizetype device, quint64 mac)
        {
            behind[port][device].insert(mac);
            facing[{port.device, device}].insert(port);
        }
    };

    const inventory::FoundPort& portAt(PortRef ref) const { return devices_[ref.device].found.ports[ref.port]; }
    PortRef byIfIndex(qsizetype device, qint64 ifIndex) const { return {device, ground_[std::size_t(device)].portByIndex.value(ifIndex, -1)}; }
    QList<PortRef> basePorts(PortRef ref, int depth = 0) const;
    /// The port with the cable where there is just one, else the interface itself.
    PortRef settled(PortRef ref) const
    {
        const QList<PortRef> base = basePorts(ref);
        return base.size() == 1 ? base.first() : ref;
    }

    QList<Claim> announcements(QStringView kind) const;
    QList<Claim> routedClaims() const;
    QList<Claim> bridgedClaims() const;
    void noteForwarding();
    void noteNeighbours(Sights& sights) const;
    std::optional<PortRef> otherEnd(PortRef from, qsizetype device, const QSet<quint64>& macs, const Sights& sights) const;
    bool isBridgeBetween(PortRef a, const QSet<quint64>& macsOfA, PortRef b, const QSet<quint64>& macsOfB) const;
    bool isBridgeBetween(PortRef a, PortRef b) const;

    void hear(QList<Claim> claims, bool oneEach);
    bool confirm(const Claim& claim);
    bool isTaken(PortRef ref) const { return taken_.contains(ref); }
    std::optional<Pair> endsFor(const Claim& claim) const;
    static QList<Claim> completed(const QList<Claim>& claims);
    void add(PortRef a, PortRef b, const Claim& claim);

    const QList<DiscoveredDevice>& devices_;
    DeviceIndex index_;
    std::vector<DeviceGround> ground_;
    std::map<Pair, std::set<std::pair<QString, bool>>> links_; ///< kind, and whether the second end says so
    std::map<PortRef, std::set<PortRef>> peers_;               ///< of links_
    Sights forwarding_;
    QHash<quint64, QSet<PortRef>> directions_;                 ///< the ports of bridges behind which a MAC address of ours is
    QSet<PortRef> taken_;                                      ///< ports of links that weigh more than what is being heard
};

Merge::Merge(const QList<DiscoveredDevice>& devices) : devices_(devices), index_(devices), ground_(std::size_t(devices.size()))
{
    for (qsizetype i = 0; i < devices.size(); ++i) {
        DeviceGround& ground = ground_[std::size_t(i)];
        const auto& ports = devices[i].found.ports;
        for (qsizetype p = 0; p < ports.size(); ++p) {
            ground.portByIndex.insert(ports[p].ifIndex, p);
            ground.portByName.insert(ports[p].name, p);
            if (const quint64 mac = macNumber(ports[p].mac); mac && inventory::isPhysical(ports[p].ifType))
                ground.portsByMac[mac].append(p);
        }
        for (const StackedInterface& stacked : devices[i].adjacencies.stack)
            ground.lower.insert(stacked.higher, stacked.lower);
    }
    noteForwarding();
}

/// The ports with a cable that an interface runs over; none for what is bridged (a VLAN's own interface).
QList<PortRef> Merge::basePorts(PortRef ref, int depth) const
{
    constexpr int deepest = 4; // a VLAN over an aggregate over its members; more is a loop
    const DeviceGround& ground = ground_[std::size_t(ref.device)];
    const inventory::FoundPort& port = portAt(ref);
    QList<PortRef> below;
    bool isAggregate = false;
    for (const qint64 ifIndex : ground.lower.values(port.ifIndex)) {
        const PortRef lower = byIfIndex(ref.device, ifIndex);
        if (lower.port < 0 || depth == deepest)
            continue;
        isAggregate |= isAggregateOf(port, portAt(lower));
        for (const PortRef base : basePorts(lower, depth + 1))
            if (!below.contains(base))
                below.append(base);
    }
    // A cable's interface may run over an optical channel: it is still the one that people know.
    if (inventory::isPhysical(port.ifType) && !isAggregate)
        return {ref};
    if (!below.isEmpty())
        return below;
    const qsizetype dot = port.name.lastIndexOf(u'.'); // ge-0/0/0.100 of an agent without ifStackTable
    const qsizetype parent = dot > 0 ? ground.portByName.value(port.name.left(dot), -1) : -1;
    return parent >= 0 && depth < deepest ? basePorts({ref.device, parent}, depth + 1) : QList<PortRef>();
}

QList<Claim> Merge::announcements(QStringView kind) const
{
    QList<Claim> claims;
    for (qsizetype i = 0; i < devices_.size(); ++i) {
        const auto& ports = devices_[i].found.ports;
        for (const Neighbour& neighbour : devices_[i].neighbours) {
            const auto other = neighbour.evidence == kind ? neighbourDevice(neighbour, index_) : std::nullopt;
            const inventory::FoundPort* local = other && *other != i ? localPortOf(neighbour, ports) : nullptr;
            if (!local)
                continue;
            const auto& theirs = devices_[*other].found.ports;
            const inventory::FoundPort* remote = remotePortOf(neighbour, theirs, devices_[*other].lldpPorts);
            claims.append({{i, local - ports.constData()}, {*other, remote ? remote - theirs.constData() : -1}, neighbour.evidence});
        }
    }
    // Members before their aggregate: what they say decides what the aggregate means.
    std::stable_partition(claims.begin(), claims.end(), [&](const Claim& claim) { return inventory::isPhysical(portAt(claim.from).ifType); });
    return claims;
}

bool isForTwo(const InterfaceAddress& address)
{
    const qsizetype bits = octetsOfAddress(address.address).size() * 8;
    return bits > 0 && (address.prefixLength == bits - 1 || address.prefixLength == bits - 2);
}

QList<Claim> Merge::routedClaims() const
{
    struct Routed {
        PortRef port;
        QString network;
        QString address;
    };
    QHash<QString, QList<Routed>> networks;
    QHash<QString, Routed> byAddress;
    for (qsizetype i = 0; i < devices_.size(); ++i)
        for (const InterfaceAddress& address : devices_[i].adjacencies.addresses) {
            const Routed place{byIfIndex(i, address.ifIndex), isForTwo(address) ? networkOf(address.address, address.prefixLength) : QString(), address.address};
            if (place.port.port < 0)
                continue;
            if (index_.byAddress(address.address) == i)
                byAddress.insert(address.address, place);
            if (!place.network.isEmpty())
                networks[place.network].append(place);
        }
    QList<Claim> claims;
    // The same small network in three places is one that everybody uses inside.
    for (const QList<Routed>& places : std::as_const(networks))
        if (places.size() == 2 && places[0].port.device != places[1].port.device && places[0].address != places[1].address) {
            claims.append({places[0].port, places[1].port, QStringLiteral("address")});
            claims.append({places[1].port, places[0].port, QStringLiteral("address")});
        }
    const auto claimTo = [&](PortRef from, const QString& address, const QString& kind) {
        if (const auto place = byAddress.constFind(address); place != byAddress.cend() && place->port.device != from.device)
            claims.append({from, place->port, kind});
        else if (const auto device = index_.byAddress(address); device && *device != from.device)
            claims.append({from, {*device, -1}, kind});
    };
    for (qsizetype i = 0; i < devices_.size(); ++i) {
        const auto interfaceTowards = [&](const QString& address) {
            for (const InterfaceAddress& own : devices_[i].adjacencies.addresses)
                if (isForTwo(own) && own.address != address && networkOf(address, own.prefixLength) == networkOf(own.address, own.prefixLength))
                    return byIfIndex(i, own.ifIndex);
            return PortRef{};
        };
        for (const OspfNeighbour& neighbour : devices_[i].adjacencies.ospf) {
            const PortRef from = neighbour.ifIndex > 0 ? byIfIndex(i, neighbour.ifIndex) : interfaceTowards(neighbour.address);
            if (from.port < 0)
                continue;
            if (neighbour.ifIndex == 0)
                claimTo(from, neighbour.address, QStringLiteral("ospf"));
            else if (const auto device = index_.byAddress(neighbour.address); device && *device != i) // its address is of another interface
                claims.append({from, {*device, -1}, QStringLiteral("ospf")});
        }
        // A session between loopbacks says nothing of cables.
        for (const BgpPeer& peer : devices_[i].adjacencies.bgp)
            if (const PortRef from = interfaceTowards(peer.remoteAddress); from.port >= 0)
                claimTo(from, peer.remoteAddress, QStringLiteral("bgp"));
    }
    claims.removeIf([&](const Claim& claim) { return claim.to.port >= 0 && isBridgeBetween(settled(claim.from), settled(claim.to)); });
    return claims;
}

void Merge::noteForwarding()
{
    for (qsizetype i = 0; i < devices_.size(); ++i)
        for (const ForwardingEntry& entry : devices_[i].adjacencies.forwarding) {
            const auto other = index_.byMac(entry.mac);
            const PortRef port = byIfIndex(i, entry.ifIndex);
            if (!other || *other == i || port.port < 0)
                continue;
            forwarding_.note(settled(port), *other, entry.mac);
            directions_[entry.mac].insert(settled(port));
        }
}

void Merge::noteNeighbours(Sights& sights) const
{
    for (qsizetype i = 0; i < devices_.size(); ++i)
        for (const AddressEntry& entry : devices_[i].adjacencies.neighbours) {
            const auto other = index_.byMac(entry.mac);
            const PortRef port = byIfIndex(i, entry.ifIndex);
            // Who answers on a VLAN's own interface is behind any of its ports. Some agents list their own addresses, too.
            if (port.port < 0 || (other && *other == i) || basePorts(port).isEmpty())
                continue;
            if (other)
                sights.note(settled(port), *other, entry.mac);
            else
                sights.crowded.insert(settled(port));
        }
}

/// A third device that forwards to the two in different directions is between them.
bool Merge::isBridgeBetween(PortRef a, const QSet<quint64>& macsOfA, PortRef b, const QSet<quint64>& macsOfB) const
{
    const auto directionsTo = [&](const QSet<quint64>& macs) {
        QHash<qsizetype, QSet<PortRef>> directions;
        for (const quint64 mac : macs)
            for (const PortRef port : directions_.value(mac))
                if (port.device != a.device && port.device != b.device)
                    directions[port.device].insert(port);
        return directions;
    };
    const auto toA = directionsTo(macsOfA);
    const auto toB = directionsTo(macsOfB);
    return std::any_of(toA.keyValueBegin(), toA.keyValueEnd(), [&](const auto& direction) {
        const auto other = toB.constFind(direction.first);
        return other != toB.cend() && !other->intersects(direction.second);
    });
}

bool Merge::isBridgeBetween(PortRef a, PortRef b) const
{
    const auto macOf = [&](PortRef port) {
        const quint64 mac = macNumber(portAt(port).mac);
        return index_.byMac(mac) == port.device ? QSet<quint64>{mac} : QSet<quint64>();
    };
    return isBridgeBetween(a, macOf(a), b, macOf(b));
}

std::optional<PortRef> Merge::otherEnd(PortRef from, qsizetype device, const QSet<quint64>& macs, const Sights& sights) const
{
    const std::set<PortRef> facing = sights.facing.value({device, from.device});
    const auto isAlone = [&](PortRef port) { return sights.behind.value(port).size() == 1; };
    std::set<qsizetype> owners; // the port whose own address was seen
    for (const quint64 mac : macs)
        for (const qsizetype port : ground_[std::size_t(device)].portsByMac.value(mac))
            owners.insert(port);
    if (owners.size() == 1) {
        const PortRef owner{device, *owners.begin()};
        return facing.empty() || (facing.contains(owner) && isAlone(owner)) ? std::optional(owner) : std::nullopt;
    }
    return facing.size() == 1 && isAlone(*facing.begin()) ? std::optional(*facing.begin()) : std::nullopt;
}

QList<Claim> Merge::bridgedClaims() const
{
    Sights sights = forwarding_;
    noteNeighbours(sights);
    QList<Claim> claims;
    for (auto port = sights.behind.cbegin(); port != sights.behind.cend(); ++port) {
        const bool isForwarding = forwarding_.behind.contains(port.key());
        if (port->size() != 1 || (!isForwarding && sights.crowded.contains(port.key())))
            continue;
        const auto& [device, macs] = *port->begin();
        const auto to = otherEnd(port.key(), device, macs, sights);
        if (!to || (!forwarding_.behind.contains(*to) && sights.crowded.contains(*to)))
            continue;
        const auto back = sights.behind.value(*to);
        const auto seen = back.find(port.key().device);
        QSet<quint64> own = seen != back.end() ? seen->second : QSet<quint64>();
        if (own.isEmpty())
            own.insert(macNumber(portAt(port.key()).mac));
        if (!isBridgeBetween(port.key(), own, *to, macs))
            claims.append({port.key(), *to, isForwarding ? QStringLiteral("fdb") : QStringLiteral("arp")});
    }
    return claims;
}

void Merge::add(PortRef a, PortRef b, const Claim& claim)
{
    const bool turned = b < a;
    if (turned)
        std::swap(a, b);
    links_[{a, b}].insert({claim.kind, claim.from.device != a.device});
    peers_[a].insert(b);
    peers_[b].insert(a);
}

/// Whether it agrees with what is known: then it is evidence for that.
bool Merge::confirm(const Claim& claim)
{
    const QList<PortRef> near = basePorts(claim.from);
    const QList<PortRef> far = claim.to.port < 0 ? QList<PortRef>() : basePorts(claim.to);
    // The own interface of a VLAN has no port: it means the link between the two, where there is one.
    const bool isVague = near.isEmpty() || (claim.to.port >= 0 && far.isEmpty());
    QList<Pair> meant;
    for (auto peers = peers_.lower_bound({claim.from.device, -1}); peers != peers_.end() && peers->first.device == claim.from.device; ++peers)
        for (const PortRef b : peers->second) {
            const bool isNear = near.isEmpty() || near.contains(peers->first) || peers->first == claim.from;
            const bool isFar = far.isEmpty() || far.contains(b) || b == claim.to;
            if (b.device == claim.to.device && isNear && isFar)
                meant.append({peers->first, b});
        }
    if (!isVague || meant.size() == 1)
        for (const auto& [a, b] : std::as_const(meant))
            add(a, b, claim);
    return !meant.isEmpty();
}

/// The two ends of a new link; nothing when a port is known better to lead elsewhere, or when there is none.
std::optional<Merge::Pair> Merge::endsFor(const Claim& claim) const
{
    if (claim.to.port < 0)
        return std::nullopt;
    QList<PortRef> near = basePorts(claim.from);
    QList<PortRef> far = basePorts(claim.to);
    if (inventory::weightOf(claim.kind) >= inventory::weightOf(u"cdp")) { // frames came in there, whatever kind of interface it is
        near = near.isEmpty() ? QList<PortRef>{claim.from} : near;
        far = far.isEmpty() ? QList<PortRef>{claim.to} : far;
    }
    const auto taken = [&](PortRef ref) { return isTaken(ref); };
    if (near.isEmpty() || far.isEmpty() || std::any_of(near.begin(), near.end(), taken) || std::any_of(far.begin(), far.end(), taken))
        return std::nullopt;
    return Pair{near.size() == 1 ? near.first() : claim.from, far.size() == 1 ? far.first() : claim.to};
}

/// Two claims that each don't know the other's port answer each other, when there is just one of each.
QList<Claim> Merge::completed(const QList<Claim>& claims)
{
    QHash<std::pair<qsizetype, qsizetype>, std::set<PortRef>> open;
    for (const Claim& claim : claims)
        if (claim.to.port < 0)
            open[{claim.from.device, claim.to.device}].insert(claim.from);
    QList<Claim> all = claims;
    for (Claim& claim : all) {
        const auto back = open.value({claim.to.device, claim.from.device});
        if (claim.to.port < 0 && back.size() == 1 && open.value({claim.from.device, claim.to.device}).size() == 1)
            claim.to = *back.begin();
    }
    return all;
}

/// With `oneEach`, a port that is claimed for several others leads to a segment and to none of them.
void Merge::hear(QList<Claim> claims, bool oneEach)
{
    claims = completed(claims);
    std::stable_partition(claims.begin(), claims.end(), [](const Claim& claim) { return claim.to.port >= 0; }); // these decide what the others mean
    QHash<PortRef, QSet<PortRef>> wanted;
    QList<std::pair<Pair, Claim>> fresh;
    for (const Claim& claim : std::as_const(claims)) {
        if (!oneEach && !isTaken(claim.from)) { // members first: an aggregate's word joins what they said in this turn
            if (!confirm(claim))
                if (const auto ends = endsFor(claim))
                    add(ends->first, ends->second, claim);
            continue;
        }
        if (confirm(claim))
            continue;
        if (const auto ends = endsFor(claim)) {
            wanted[ends->first].insert(ends->second);
            wanted[ends->second].insert(ends->first);
            fresh.append({*ends, claim});
        }
    }
    for (const auto& [ends, claim] : std::as_const(fresh))
        if (!oneEach || (wanted[ends.first].size() == 1 && wanted[ends.second].size() == 1))
            add(ends.first, ends.second, claim);
    for (const auto& [port, others] : peers_) {
        taken_.insert(port);
        for (const PortRef base : basePorts(port))
            taken_.insert(base);
    }
}

QList<LinkEnds> Merge::links()
{
    hear(announcements(u"lldp"), false);
    hear(announcements(u"cdp"), false);
    hear(routedClaims(), true);
    hear(bridgedClaims(), true);
    QList<LinkEnds> found;
    for (const auto& [ends, words] : links_) {
        const auto& [a, b] = ends;
        LinkEnds link{a.device, portAt(a).name, b.device, portAt(b).name, {}};
        for (const auto& [kind, byB] : words)
            link.evidence.append({kind, !byB});
        found.append(link);
    }
    return found;
}

} // namespace

std::optional<qsizetype> neighbourDevice(const Neighbour& neighbour, const QList<DiscoveredDevice>& devices)
{
    return neighbourDevice(neighbour, DeviceIndex(devices));
}

QList<LinkEnds> linksBetween(const QList<DiscoveredDevice>& devices)
{
    return Merge(devices).links();
}

} // namespace trunkline::collection
