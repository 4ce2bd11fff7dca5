#include "models/collection/columns.h"
#include "models/collection/decode.h"
#include "models/collection/oids.h"

#include <array>

namespace trunkline::collection {

static QString scalarText(const snmp::VarBinds& binds, const snmp::Oid& oid)
{
    const snmp::Value* value = scalarOf(binds, oid);
    return value ? textOf(value->toBytes()) : QString();
}

bool isEverybodysAddress(const QString& address)
{
    static const QStringList exact{QStringLiteral("127.0.0.1"), QStringLiteral("0.0.0.0"), QStringLiteral("::"), QStringLiteral("::1")};
    return address.isEmpty() || exact.contains(address) || address.startsWith(QLatin1String("169.254."))
           || address.startsWith(QLatin1String("fe80:"), Qt::CaseInsensitive);
}

static QStringList ownAddresses(const snmp::VarBinds& binds)
{
    QStringList addresses;
    const Columns older(binds, oids::ipAddrEntry);
    for (const auto& [index, row] : older.rows())
        if (index.size() == 4)
            addresses.append(addressOf(index.arcs()));
    // ipAddressTable is indexed by type, length and the octets of the address.
    const Columns newer(binds, oids::ipAddressEntry);
    for (const auto& [index, row] : newer.rows())
        if (index.size() >= 6 && (index[0] == 1 || index[0] == 2) && index[1] == index.size() - 2)
            addresses.append(addressOf(index.arcs().subspan(2)));
    addresses.removeIf(isEverybodysAddress);
    addresses.sort();
    addresses.removeDuplicates();
    return addresses;
}

static QString ownMac(const snmp::VarBinds& binds)
{
    constexpr qint64 macAddressSubtype = 4;
    const std::pair<snmp::Oid, snmp::Oid> chassisIds[] = {{oids::lldpLocChassisIdSubtype, oids::lldpLocChassisId},
                                                          {oids::lldpV2LocChassisIdSubtype, oids::lldpV2LocChassisId}};
    for (const auto& [subtypeOid, idOid] : chassisIds) {
        const snmp::Value* subtype = scalarOf(binds, subtypeOid);
        const snmp::Value* chassis = scalarOf(binds, idOid);
        if (!subtype || !chassis || subtype->toInteger() != macAddressSubtype)
            continue;
        if (const QString mac = macOf(chassis->toBytes()); !mac.isEmpty())
            return mac;
    }
    const snmp::Value* bridge = scalarOf(binds, oids::dot1dBaseBridgeAddress);
    return bridge ? macOf(bridge->toBytes()) : QString();
}

SystemFacts decodeSystem(const snmp::VarBinds& binds)
{
    SystemFacts facts;
    facts.name = scalarText(binds, oids::sysName);
    facts.description = scalarText(binds, oids::sysDescr);
    facts.location = scalarText(binds, oids::sysLocation);
    if (const snmp::Value* value = scalarOf(binds, oids::sysObjectId))
        if (const auto* oid = std::get_if<snmp::Oid>(&value->data))
            facts.objectId = oid->toString();
    if (const snmp::Value* value = scalarOf(binds, oids::sysServices))
        facts.services = int(value->toInteger().value_or(0));
    if (const snmp::Value* value = scalarOf(binds, oids::snmpEngineId))
        facts.engineId = value->toBytes();
    facts.baseMac = ownMac(binds);
    facts.addresses = ownAddresses(binds);
    return facts;
}

namespace entity {
constexpr quint32 descr = 2, containedIn = 4, physicalClass = 5, softwareRev = 10, serialNum = 11, mfgName = 12, modelName = 13;
constexpr qint64 chassisClass = 3, moduleClass = 9;
}

EntityFacts decodeEntity(const snmp::VarBinds& binds)
{
    const Columns table(binds, oids::entPhysicalEntry);
    EntityFacts facts;
    const auto take = [&](QString& field, const snmp::Oid& index, quint32 column) {
        if (field.isEmpty())
            field = table.text(index, column);
    };
    const auto ofClass = [&](qint64 wanted) {
        QList<snmp::Oid> indexes;
        for (const auto& [index, row] : table.rows())
            if (table.number(index, entity::physicalClass) == wanted)
                indexes.append(index);
        return indexes;
    };
    // Only the first: the serial number of a stack's second member is another member's.
    const QList<snmp::Oid> chassis = ofClass(entity::chassisClass);
    if (!chassis.isEmpty()) {
        take(facts.serialNumber, chassis.first(), entity::serialNum);
        take(facts.softwareVersion, chassis.first(), entity::softwareRev);
        take(facts.vendor, chassis.first(), entity::mfgName);
        take(facts.model, chassis.first(), entity::modelName);
        if (facts.model.isEmpty() && !facts.serialNumber.isEmpty())
            take(facts.model, chassis.first(), entity::descr);
    }
    for (const snmp::Oid& index : ofClass(entity::moduleClass)) {
        take(facts.softwareVersion, index, entity::softwareRev);
        take(facts.vendor, index, entity::mfgName);
    }
    return facts;
}

} // namespace trunkline::collection
