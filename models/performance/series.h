// What is measured, and where its samples lie: a series is one metric of one object, a port or a component.
// The series of a device that are read together share a chunk, each has a slot in it.
#pragma once

#include "models/core/id.h"
#include "models/store/connection.h"

namespace trunkline::performance {

enum class Metric : std::uint8_t {
    InOctets, OutOctets, InPackets, OutPackets, InErrors, OutErrors, InDiscards, OutDiscards,
    CpuLoad, Temperature, RxPower, TxPower,
    Value,     ///< of a gauge, whatever it measures (see gauge.h)
    FineValue, ///< of one whose values are far below one: ratios of errors, delays in seconds
};

struct MetricTraits {
    const char* name; ///< stable, in the database: "in", "out", …
    bool counts;      ///< a counter: what it counted in an interval is kept; else a gauge: its value is
    int scale;        ///< a counter's rate is amount × scale a second, so 8 gives bit/s of octets
    int decimals;     ///< of the rate or the gauge's value, both integers: 3 makes 1500 mean 1.5
    int bitsEach;     ///< the least a unit takes on the line, to tell what is above line speed
};
const MetricTraits& traitsOf(Metric metric);
QString nameOf(Metric metric);
std::optional<Metric> metricNamed(QStringView name);

struct SeriesKey {
    QUuid object;
    Metric metric = Metric::InOctets;
    bool operator==(const SeriesKey&) const = default;
};
size_t qHash(const SeriesKey& key, size_t seed = 0);

/// Holds for every program that uses the database, for as long as it lives.
struct SeriesPlace {
    std::int32_t chunk = 0; ///< from 1
    std::int32_t slot = 0;  ///< 0 … slotsPerChunk - 1
    bool operator==(const SeriesPlace&) const = default;
};
inline constexpr int slotsPerChunk = 256;

/// The places of some series of a device, in the order of `keys`; what has none gets one, in a transaction of its
/// own. `sweep` names what is read together: optics that are read once an hour are no sweep with the
/// port counters. Keep the places: this is no call for every round.
QList<SeriesPlace> placesOf(store::Connection& connection, DeviceId device, const QList<SeriesKey>& keys, const QString& sweep = QStringLiteral("ports"));

/// The same for several devices in one transaction.
struct DeviceSeries {
    DeviceId device;
    QList<SeriesKey> keys;
};
QHash<SeriesKey, SeriesPlace> placesOf(store::Connection& connection, const QList<DeviceSeries>& wanted, const QString& sweep = QStringLiteral("ports"));

std::optional<SeriesPlace> placeOf(store::Connection& connection, const SeriesKey& key);

/// The metrics of a chunk by slot; empty when there is no such chunk.
std::vector<Metric> metricsOf(store::Connection& connection, std::int64_t chunk);

/// Those who write samples or series take turns until their transaction ends. SQLite's writers do anyway.
void takeSampleTurn(store::Connection& connection);

} // namespace trunkline::performance
