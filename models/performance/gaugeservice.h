// The verbs on gauges: what the collector found, and limits that people set.
#pragma once

#include "models/access/actor.h"
#include "models/performance/gauge.h"

namespace trunkline::performance {

/// What one full reading of a device found. Gauges name their component by its place in `components`.
struct FoundHardware {
    QList<Component> components; ///< without ids
    struct Found {
        Gauge gauge;        ///< without ids
        int component = -1; ///< a place in `components`
    };
    QList<Found> gauges;
};

class GaugeService {
public:
    explicit GaugeService(store::Context& context) : context_(context) {}

    /// Adds what is new and changes what is different: known by device, measure and identity. What was not found stays, with
    /// its history. Gives the gauges in the order of `found`, and the journal entry (device.hardware) when anything changed.
    /// Needs DiscoverNetwork.
    struct Recorded {
        QList<Gauge> gauges;
        std::optional<store::JournalEntry> entry;
    };
    Recorded record(const access::Actor& actor, DeviceId device, const FoundHardware& found);

    /// In place of what device and profile say; empty limits: nothing raises an alarm. Needs HandleAlarms.
    /// Throws NotFound for an unknown gauge, InvalidInput without a reason or for limits that contradict each other, Refused for a state.
    LimitOverride setLimits(const access::Actor& actor, GaugeId id, const Limits& limits, const QString& reason);
    /// Back to those of device and profile. Throws Refused when there are no others.
    void resetLimits(const access::Actor& actor, GaugeId id, const QString& reason);

private:
    store::Context& context_;
};

} // namespace trunkline::performance
