// From what hardware told to the gauges that are kept of it. Pure.
#pragma once

#include "models/collection/sensor.h"
#include "models/performance/gaugeservice.h"

namespace trunkline::collection {

struct GaugeReading {
    performance::FoundHardware found;
    QList<Decimal> values;      ///< of found.gauges, in their order
    QList<Severity> stateSeverities; ///< the same; Indeterminate where it is no state, or an unknown one
};

/// A gauge is known by what its profile says (a serial number and a role), else by its name; an index tells only those apart that
/// nothing else does. Limits that contradict each other are no limits.
GaugeReading gaugesOf(const HardwareReading& hardware, int everySeconds);

} // namespace trunkline::collection
