// A device's variables through its profiles: sensors with values and limits, processors, memory. Pure,
// so that a recording, a simulator and a router are read alike.
#pragma once

#include "models/collection/profilechoice.h"
#include "models/collection/sensor.h"

namespace trunkline::collection {

/// Each value once: the most specific profile that speaks of it names and scales it. A row without a
/// readable value gives no sensor. Of the tables marked “fallback”, the first that has
/// processors (or memory) counts, and only when no other table gave any.
HardwareReading readHardware(const ProfileChoice& choice, const Variables& variables);

} // namespace trunkline::collection
