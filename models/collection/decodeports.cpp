#include "models/collection/columns.h"
#include "models/collection/decode.h"
#include "models/collection/oids.h"

#include <algorithm>
#include <array>
#include <set>

namespace trunkline::collection {

namespace ifTable {
constexpr quint32 descr = 2, type = 3, speed = 5, physAddress = 6, adminStatus = 7, operStatus = 8;
constexpr std::array columns{descr, type, speed, physAddress, adminStatus, operStatus};
}
namespace ifXTable {
constexpr quint32 name = 1, highSpeed = 15, alias = 18;
constexpr std::array columns{name, highSpeed, alias};
}

qint64 portSpeedBps(std::optional<qint64> ifSpeed, std::optional<qint64> ifHighSpeed)
{
    constexpr qint64 mega = 1'000'000;
    constexpr qint64 implausibleMbps = 10 * mega;
    const qint64 exact = std::max<qint64>(0, ifSpeed.value_or(0));
    const qint64 mbps = std::max<qint64>(0, ifHighSpeed.value_or(0));
    if (mbps == 0)
        return exact;
    if (mbps >= implausibleMbps)
        return mbps;
    const bool agree = exact > (mbps - 1) * mega && exact < (mbps + 1) * mega;
    return mbps < 10 && agree ? exact : mbps * mega;
}

static inventory::FoundPort portFrom(const snmp::Oid& index, const Columns& table, const Columns& extended)
{
    inventory::FoundPort port;
    port.ifIndex = qint64(index.last());
    port.description = table.text(index, ifTable::descr);
    port.name = extended.text(index, ifXTable::name);
    if (port.name.isEmpty())
        port.name = port.description;
    port.alias = extended.text(index, ifXTable::alias);
    port.mac = macOf(table.octets(index, ifTable::physAddress));
    port.ifType = int(table.number(index, ifTable::type).value_or(0));
    port.adminState = inventory::adminStateNumbered(table.number(index, ifTable::adminStatus).value_or(0));
    port.operState = inventory::operStateNumbered(table.number(index, ifTable::operStatus).value_or(0));
    port.speedBps = portSpeedBps(table.number(index, ifTable::speed), extended.number(index, ifXTable::highSpeed));
    return port;
}

QList<inventory::FoundPort> decodePorts(const snmp::VarBinds& binds)
{
    const Columns table(binds, oids::ifEntry);
    const Columns extended(binds, oids::ifXEntry);
    // Some agents have rows in one table only; a port is in either. A row that counts octets and says
    // nothing of itself is none.
    std::set<snmp::Oid> indexes;
    const auto addRows = [&](const Columns& columns, std::span<const quint32> wanted) {
        for (const auto& [index, row] : columns.rows())
            if (index.size() == 1 && std::any_of(wanted.begin(), wanted.end(), [&row = row](quint32 column) { return row.contains(column); }))
                indexes.insert(index);
    };
    addRows(table, ifTable::columns);
    addRows(extended, ifXTable::columns);
    QList<inventory::FoundPort> ports;
    for (const snmp::Oid& index : indexes)
        ports.append(portFrom(index, table, extended));
    return ports;
}

} // namespace trunkline::collection
