#include "models/collection/adjacency.h"
#include "models/collection/columns.h"
#include "models/collection/decode.h"
#include "models/collection/oids.h"

#include <bit>

namespace trunkline::collection {

quint64 macNumber(const QString& mac)
{
    bool isNumber = false;
    const quint64 number = QString(mac).remove(u':').toULongLong(&isNumber, 16);
    const bool isGroup = (number >> 40) & 1;
    return isNumber && mac.size() == 17 && !isGroup ? number : 0;
}

/// From six arcs of an index.
static quint64 macInIndex(std::span<const std::uint32_t> arcs)
{
    quint64 number = 0;
    for (const std::uint32_t arc : arcs) {
        if (arc > 255)
            return 0;
        number = number << 8 | arc;
    }
    return arcs.size() == 6 && !(arcs[0] & 1) ? number : 0;
}

/// Type (1 IPv4, 2 IPv6), length, octets (INET-ADDRESS-MIB in an index).
static QString addressInIndex(std::span<const std::uint32_t> arcs)
{
    const bool isWhole = arcs.size() >= 2 && (arcs[0] == 1 || arcs[0] == 2) && arcs[1] == arcs.size() - 2;
    return isWhole ? addressOf(arcs.subspan(2)) : QString();
}

/// 255.255.255.252 is 30; -1 when the ones are not all in front.
static int prefixLengthOf(const QByteArray& mask)
{
    if (mask.size() != 4)
        return -1;
    const quint32 bits = quint32(quint8(mask[0])) << 24 | quint32(quint8(mask[1])) << 16 | quint32(quint8(mask[2])) << 8 | quint8(mask[3]);
    const int ones = std::countl_one(bits);
    return ones == std::popcount(bits) ? ones : -1;
}

QList<InterfaceAddress> decodeInterfaceAddresses(const snmp::VarBinds& binds)
{
    constexpr quint32 olderIfIndex = 2, olderMask = 3, newerIfIndex = 3, newerPrefix = 5;
    QMap<QString, InterfaceAddress> byAddress;
    const Columns newer(binds, oids::ipAddressEntry);
    for (const auto& [index, row] : newer.rows()) {
        InterfaceAddress address{newer.number(index, newerIfIndex).value_or(0), addressInIndex(index.arcs()), -1};
        // ipAddressPrefix points at the row of a prefix, whose last arc is its length; 0.0 points nowhere.
        if (const snmp::Value* prefix = newer.find(index, newerPrefix))
            if (const auto* pointer = std::get_if<snmp::Oid>(&prefix->data); pointer && pointer->startsWith(oids::ipAddressPrefixEntry))
                address.prefixLength = int(pointer->last());
        byAddress.insert(address.address, address);
    }
    const Columns older(binds, oids::ipAddrEntry);
    for (const auto& [index, row] : older.rows()) {
        InterfaceAddress address{older.number(index, olderIfIndex).value_or(0), index.size() == 4 ? addressOf(index.arcs()) : QString(),
                                 prefixLengthOf(older.octets(index, olderMask))};
        if (const InterfaceAddress known = byAddress.value(address.address); address.prefixLength < 0 && known.prefixLength >= 0)
            continue;
        byAddress.insert(address.address, address);
    }
    QList<InterfaceAddress> addresses;
    for (const InterfaceAddress& address : std::as_const(byAddress))
        if (!isEverybodysAddress(address.address) && address.ifIndex > 0)
            addresses.append(address);
    return addresses;
}

QList<ForwardingEntry> decodeForwarding(const snmp::VarBinds& binds)
{
    constexpr quint32 fdbPort = 2;
    const QHash<qint64, qint64> indexes = bridgePortIndexes(binds);
    QSet<std::pair<qint64, quint64>> seen;
    QList<ForwardingEntry> entries;
    const auto take = [&](qint64 bridgePort, quint64 mac) {
        // Port 0 is an address that is known, but not where. Without a table of bridge ports they are numbered as interfaces.
        const qint64 ifIndex = indexes.isEmpty() ? bridgePort : indexes.value(bridgePort);
        if (mac == 0 || bridgePort == 0 || ifIndex == 0 || seen.contains({ifIndex, mac}))
            return;
        seen.insert({ifIndex, mac});
        entries.append({ifIndex, mac});
    };
    const Columns plain(binds, oids::dot1dTpFdbEntry);
    for (const auto& [index, row] : plain.rows())
        take(plain.number(index, fdbPort).value_or(0), macInIndex(index.arcs()));
    const Columns byVlan(binds, oids::dot1qTpFdbEntry); // its index begins with the filtering database
    for (const auto& [index, row] : byVlan.rows())
        if (index.size() == 7)
            take(byVlan.number(index, fdbPort).value_or(0), macInIndex(index.arcs().subspan(1)));
    return entries;
}

QList<AddressEntry> decodeAddressEntries(const snmp::VarBinds& binds)
{
    constexpr quint32 olderMac = 2, newerMac = 4;
    QSet<std::pair<qint64, QString>> seen;
    QList<AddressEntry> entries;
    const auto take = [&](const Columns& table, const snmp::Oid& index, quint32 column, const QString& address) {
        const quint64 mac = macNumber(macOf(table.octets(index, column)));
        if (mac == 0 || address.isEmpty() || seen.contains({index[0], address}))
            return;
        seen.insert({index[0], address});
        entries.append({index[0], address, mac});
    };
    const Columns older(binds, oids::ipNetToMediaEntry);
    for (const auto& [index, row] : older.rows())
        if (index.size() == 5)
            take(older, index, olderMac, addressOf(index.arcs().subspan(1)));
    const Columns newer(binds, oids::ipNetToPhysicalEntry);
    for (const auto& [index, row] : newer.rows())
        take(newer, index, newerMac, addressInIndex(index.arcs().subspan(1)));
    return entries;
}

QList<OspfNeighbour> decodeOspfNeighbours(const snmp::VarBinds& binds)
{
    constexpr quint32 nbrState = 6;
    constexpr qint64 twoWay = 4;
    QList<OspfNeighbour> neighbours;
    const Columns table(binds, oids::ospfNbrEntry);
    for (const auto& [index, row] : table.rows())
        if (index.size() == 5 && table.number(index, nbrState).value_or(0) >= twoWay) // address, index of an unnumbered interface
            neighbours.append({addressOf(index.arcs().first(4)), index[4]});
    return neighbours;
}

QList<BgpPeer> decodeBgpPeers(const snmp::VarBinds& binds)
{
    constexpr quint32 state = 2, localAddress = 5;
    constexpr qint64 established = 6;
    QList<BgpPeer> peers;
    const Columns table(binds, oids::bgpPeerEntry);
    for (const auto& [index, row] : table.rows())
        if (index.size() == 4 && table.number(index, state) == established)
            peers.append({addressOf(table.octets(index, localAddress)), addressOf(index.arcs())});
    return peers;
}

QList<StackedInterface> decodeStack(const snmp::VarBinds& binds)
{
    constexpr quint32 attachedAggregate = 13;
    QSet<std::pair<qint64, qint64>> seen;
    QList<StackedInterface> stack;
    const auto take = [&](qint64 higher, qint64 lower) {
        if (higher <= 0 || lower <= 0 || higher == lower || seen.contains({higher, lower})) // 0 stands for the top and the bottom
            return;
        seen.insert({higher, lower});
        stack.append({higher, lower});
    };
    const Columns aggregated(binds, oids::dot3adAggPortEntry);
    for (const auto& [index, row] : aggregated.rows())
        if (index.size() == 1)
            take(aggregated.number(index, attachedAggregate).value_or(0), index[0]);
    const Columns table(binds, oids::ifStackEntry);
    for (const auto& [index, row] : table.rows())
        if (index.size() == 2)
            take(index[0], index[1]);
    return stack;
}

Adjacencies decodeAdjacencies(const snmp::VarBinds& binds)
{
    return {decodeInterfaceAddresses(binds), decodeForwarding(binds), decodeAddressEntries(binds), decodeOspfNeighbours(binds),
            decodeBgpPeers(binds), decodeStack(binds)};
}

} // namespace trunkline::collection
