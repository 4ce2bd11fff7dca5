#include "models/collection/vlanforwarding.h"

#include "models/collection/columns.h"
#include "models/collection/oids.h"

namespace trunkline::collection {

QList<int> vlansToAsk(const snmp::VarBinds& binds)
{
    constexpr quint32 vlanState = 2, vlanType = 3;
    constexpr qint64 operational = 1, ethernet = 1;
    constexpr quint32 lastVlan = 4094;
    if (!Columns(binds, oids::dot1qTpFdbEntry).isEmpty())
        return {};
    QList<int> vlans;
    const Columns table(binds, oids::vtpVlanEntry);
    for (const auto& [index, row] : table.rows()) {
        if (index.size() != 2 || table.number(index, vlanState) != operational) // VTP domain, VLAN
            continue;
        const quint32 vlan = index[1];
        const bool isEthernet = table.number(index, vlanType).value_or(ethernet) == ethernet;
        if (isEthernet && vlan > 1 && vlan <= lastVlan && !vlans.contains(int(vlan)))
            vlans.append(int(vlan));
    }
    return vlans;
}

snmp::Target withinVlan(snmp::Target target, int vlan)
{
    if (target.credential.version == snmp::Version::V3)
        target.context = "vlan-" + QByteArray::number(vlan);
    else
        target.credential.community += '@' + QByteArray::number(vlan);
    return target;
}

VlanForwarding readVlanForwarding(snmp::Engine& engine, const snmp::Target& target, const QList<int>& vlans, const Await& await)
{
    constexpr qsizetype most = 20'000; // as of other forwarding tables: a port with so many behind it leads to no single device
    VlanForwarding found;
    QSet<std::pair<qint64, quint64>> seen;
    for (const int vlan : vlans) {
        const snmp::Target within = withinVlan(target, vlan);
        const snmp::Reply ports = await(engine.walk(within, oids::dot1dBasePortEntry + 2u, most));
        if (!ports.ok() && ports.failure != snmp::Failure::ErrorStatus) {
            // One that is asked in vain for the first does not know of it, which is nothing to tell.
            found.complete = vlan == vlans.first();
            return found;
        }
        if (ports.binds.isEmpty())
            continue; // no port of this VLAN: its bridge ports can't be told
        const snmp::Reply table = await(engine.walk(within, oids::dot1dTpFdbEntry + 2u, most));
        found.complete = found.complete && (table.ok() || table.failure == snmp::Failure::ErrorStatus);
        for (const ForwardingEntry& entry : decodeForwarding(ports.binds + table.binds)) {
            if (seen.contains({entry.ifIndex, entry.mac}))
                continue;
            seen.insert({entry.ifIndex, entry.mac});
            found.entries.append(entry);
        }
        if (found.entries.size() >= most)
            return found;
    }
    return found;
}

} // namespace trunkline::collection
