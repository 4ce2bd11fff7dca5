// The rows of gauges and components, and what they measured. Reads run on any thread.
#pragma once

#include "models/performance/gauge.h"
#include "models/performance/samplestore.h"
#include "models/store/connection.h"

namespace trunkline::performance {

/// Of one device, or of all: by name.
QList<Gauge> gauges(store::Connection& connection, DeviceId device);
QList<Gauge> gaugesOfComponents(store::Connection& connection, const QString& kind);
std::optional<Gauge> gauge(store::Connection& connection, GaugeId id);
QList<Component> components(store::Connection& connection, DeviceId device);
QList<Component> componentsOfKind(store::Connection& connection, const QString& kind);
QHash<GaugeId, LimitOverride> limitOverrides(store::Connection& connection);
std::optional<LimitOverride> limitOverride(store::Connection& connection, GaugeId id);

/// The last value of a gauge and when it was read.
struct LastValue {
    Decimal value;
    Timestamp at;
    bool operator==(const LastValue&) const = default;
};
QHash<GaugeId, LastValue> lastValues(store::Connection& connection, const QList<Gauge>& gauges);

/// A gauge over time, oldest first; figures are in units of valueOf(). A reading holds for the time since the one before,
/// but for no longer than two rounds: where nothing was read there is a gap.
QList<RatePoint> values(store::Connection& connection, const Gauge& gauge, Timestamp from, Timestamp to, Resolution resolution);

// For the service of this folder; the caller holds the transaction.
void insertComponent(store::Connection& connection, const Component& component);
void updateComponent(store::Connection& connection, const Component& component);
void insertGauge(store::Connection& connection, const Gauge& gauge);
void updateGauge(store::Connection& connection, const Gauge& gauge);
void putLimitOverride(store::Connection& connection, GaugeId id, const std::optional<LimitOverride>& override);

} // namespace trunkline::performance
