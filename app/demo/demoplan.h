// What the demo shows of discovery plans: one, and what its run found to differ from the inventory.
#pragma once

#include "models/access/actor.h"
#include "models/store/journal.h"

namespace trunkline::demo {

/// A plan that begins at `seed` and is paused, whose run found a switch that nobody knew and another software on acc-1. Needs DiscoverNetwork. Throws
/// NotFound before acc-1 was found, Refused when the plan is there already.
void addDemoPlan(store::Context& context, const access::Actor& actor, const QString& seed, quint16 port);

} // namespace trunkline::demo
