// Where this operator's workstations listen for traps. Kept in the database.
#pragma once

#include "models/access/actor.h"
#include "models/store/journal.h"

namespace trunkline::collection {

struct TrapListening {
    QString address = QStringLiteral("0.0.0.0");
    quint16 port = 0; ///< UDP; 0: nowhere. 162 is the standard's and needs a permission of the system
    bool operator==(const TrapListening&) const = default;
};
TrapListening trapListening(store::Connection& connection);

/// Needs ManageCredentials. Writes "traps.changed". Throws InvalidInput for an address that is none, Refused for a demo operator, whose network sends its
/// traps where its program listens anyway.
void changeTrapListening(store::Context& context, const access::Actor& actor, const TrapListening& wanted);

} // namespace trunkline::collection
