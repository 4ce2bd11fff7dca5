#include "models/collection/entityparts.h"

#include "models/collection/oids.h"

namespace trunkline::collection {

namespace {

constexpr int deepestEntity = 6;
constexpr quint32 entityContainedIn = 4, entityClass = 5, entitySerial = 11, entityMaker = 12, entityModel = 13;
constexpr qint64 moduleClass = 9, portClass = 10;
const snmp::Oid ifNameColumn = oids::ifXEntry + 1;

QString entityText(const Variables& variables, quint32 column, const snmp::Oid& index)
{
    const snmp::Value* value = variables.find(oids::entPhysicalEntry + column + index);
    return value ? displayText(*value).trimmed() : QString();
}

/// The first interface that the entity maps to (entAliasMappingIdentifier: ifIndex.N), by its name.
QString interfaceOf(const Variables& variables, const snmp::Oid& index)
{
    for (const snmp::VarBind& bind : variables.below(oids::entAliasMappingIdentifier + index)) {
        const auto mapped = snmp::Oid::parse(bind.value.toDisplay());
        if (mapped && mapped->startsWith(oids::ifEntry + 1) && mapped->size() == oids::ifEntry.size() + 2)
            if (const snmp::Value* name = variables.find(ifNameColumn + mapped->last()))
                return displayText(*name);
    }
    return {};
}

} // namespace

std::optional<EntityPart> entityPart(const Variables& variables, const snmp::Oid& index)
{
    std::optional<EntityPart> part;
    snmp::Oid at = index;
    for (int climbed = 0; climbed < deepestEntity; ++climbed) {
        const qint64 kind = entityText(variables, entityClass, at).toLongLong();
        const QString model = entityText(variables, entityModel, at), serial = entityText(variables, entitySerial, at);
        if (!part && (kind == moduleClass || kind == portClass) && !(model.isEmpty() && serial.isEmpty()))
            part = EntityPart{{}, entityText(variables, entityMaker, at), model, serial};
        if (const QString port = interfaceOf(variables, at); !port.isEmpty()) {
            if (part)
                part->port = port;
            return part;
        }
        const auto within = entityText(variables, entityContainedIn, at).toUInt();
        if (within == 0)
            break;
        at = snmp::Oid{within};
    }
    return std::nullopt; // nothing that it climbed through is an interface: a line card, a power supply
}

QList<snmp::Oid> entityPartRoots()
{
    QList<snmp::Oid> roots{oids::entAliasMappingIdentifier, ifNameColumn};
    for (const quint32 column : {entityContainedIn, entityClass, entitySerial, entityMaker, entityModel})
        roots.append(oids::entPhysicalEntry + column);
    return roots;
}

} // namespace trunkline::collection
