// Which replaceable module, at which port, a physical entity belongs to (ENTITY-MIB, RFC 6933). Pure.
#pragma once

#include "models/collection/variables.h"

namespace trunkline::collection {

struct EntityPart {
    QString port; ///< ifName of the interface that the module is at
    QString vendor;
    QString model;
    QString serial;
    bool operator==(const EntityPart&) const = default;
};

/// Climbs the containment from an entPhysicalIndex to a module or port with a model or serial number of its own, which is or stands in
/// a port that maps to an interface. Nothing for what belongs to the chassis or to a line card, and on a loop.
std::optional<EntityPart> entityPart(const Variables& variables, const snmp::Oid& index);
/// What has to be read for it.
QList<snmp::Oid> entityPartRoots();

} // namespace trunkline::collection
