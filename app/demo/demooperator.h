// Northwind Fibre: an invented operator to try everything with. Its clock may be moved, its network is
// the simulator's.
#pragma once

#include "models/access/actor.h"
#include "models/store/journal.h"
#include "models/store/sealer.h"

namespace trunkline::demo {

/// When the demo begins, unless told otherwise: Tuesday, 10 March 2026, nine in the morning in Seeburg.
inline constexpr const char* demoBegins = "2026-03-10T08:00:00Z";

/// Where its network begins.
inline constexpr const char* demoSeedAddress = "127.20.0.1";

/// Makes the operator, its users, credentials, offerings and customers by the ordinary verbs, the clock at
/// `begins`. Throws Refused when the database has an operator.
void createDemo(store::Context& context, SystemClock& clock, const store::Sealer& sealer, const QString& workstation, Timestamp begins);

/// How a stretch of demo time is lived through: in steps after each of which the network is polled, so that
/// charts have no holes. An hour goes in twelfths, a day in quarters of an hour; what lies more than a day back in
/// three hours, because each step costs a round of polling.
QList<std::int64_t> demoSteps(std::int64_t totalMs);

} // namespace trunkline::demo
