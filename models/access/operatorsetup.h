// The first verb of every database: it becomes an operator's.
#pragma once

#include "models/access/actor.h"
#include "models/store/settings.h"

namespace trunkline::access {

/// Writes the profile and the user “admin” (administrator, no password: for the embedded database
/// until one is set). Throws Refused when the database has an operator already, InvalidInput when the
/// profile has no name. `adminPassword` is needed on a shared database, which lets nobody in without.
/// `demoClockOffsetMs` is kept for a demo operator: how far its clock is from the machine's.
void setUpOperator(store::Context& context, const store::OperatorProfile& profile, const QString& workstation, const QString& adminPassword = {},
                   std::int64_t demoClockOffsetMs = 0);

/// Changes the profile ("operator.changed"). Needs ManageOperator.
void changeOperator(store::Context& context, const Actor& actor, const store::OperatorProfile& profile);

/// Moves a demo operator's clock ahead ("demo.clockMoved"). Throws Refused for real operators and for
/// moves into the past: instants that were written can't come again.
void moveDemoClock(store::Context& context, const Actor& actor, std::int64_t byMs);

} // namespace trunkline::access
