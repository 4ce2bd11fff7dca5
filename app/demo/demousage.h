// Calls of the demo's customers: a tariff, how the switch writes its files, and one of them.
#pragma once

#include "models/access/actor.h"

namespace trunkline::demo {

/// Publishes the tariff, chooses it for Fibre 100, names the number of `service` and reads the file, of which a line is nobody's.
void readDemoUsage(store::Context& context, const access::Actor& actor, ServiceId service);

} // namespace trunkline::demo
