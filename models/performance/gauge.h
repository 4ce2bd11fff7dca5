// What the parts of a device measure: a gauge is a sensor, the load of a processor, the use of memory or storage.
// Its values are samples; here is what they are of. A component is a part that people look for by itself.
#pragma once

#include "models/core/id.h"
#include "models/performance/series.h"
#include "models/performance/threshold.h"

#include <QHash>
#include <QString>

namespace trunkline::performance {

struct Component {
    ComponentId id;
    DeviceId deviceId;
    QString kind;     ///< "transceiver", "ont"
    QString identity; ///< what it is known by on its device: a serial number, a place; never an index alone where there is more
    QString name;     ///< "0/1/0 ONT 5"
    QString portName; ///< ifName of the port that it is at
    QString label;    ///< what people called it on the device
    QString vendor;
    QString model;
    QString serialNumber;
    bool operator==(const Component&) const = default;
};

/// What a number of a state means.
struct StateWord {
    QString word;
    Severity severity = Severity::Indeterminate; ///< Cleared is what it should be
    bool operator==(const StateWord&) const = default;
};

struct Gauge {
    GaugeId id;
    DeviceId deviceId;
    ComponentId componentId; ///< null when it is of the device as a whole
    QString measure;         ///< "temperature", "dbm", "state", "processor", "memory", "storage" …
    QString identity;        ///< with the measure it tells the gauge apart on its device; survives a new index
    QString role;            ///< at its component: "rx", "tx", "distance" …
    QString name;
    QString profile;         ///< the profile that found it
    int everySeconds = 0;    ///< how often it is read
    Limits limits;           ///< those of the device and its profile
    QHash<qint64, StateWord> states;
    bool operator==(const Gauge&) const = default;
};

/// Limits that a person set. They take the place of all four others; empty ones mean: no alarm.
struct LimitOverride {
    Limits limits;
    QString reason;
    QString setBy;
    Timestamp setAt;
    bool operator==(const LimitOverride&) const = default;
};

/// How its values lie in the sample store: as integers, with the decimals that the metric has.
Metric metricOf(const QString& measure);
/// Nothing when the number does not fit.
std::optional<std::int64_t> storedFigure(const QString& measure, const Decimal& value);
Decimal valueOf(const QString& measure, std::int64_t figure);

/// How far back within a limit a gauge must come before it counts as within: 2 °C, 0.5 dB, 2 of a hundred; of others 2 % of the limit.
Decimal marginOf(const QString& measure, const Limits& limits);
/// Two readings in a row change something; one of those that are read more seldom than every five minutes.
ThresholdWatch::Rule watchRule(const Gauge& gauge, const Limits& limits);

} // namespace trunkline::performance
