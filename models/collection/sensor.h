// What hardware tells of itself: a measured value or a state, processors and memory. Nothing is stored
// of it here.
#pragma once

#include "models/core/decimal.h"
#include "models/core/severity.h"
#include "snmp/oid.h"

#include <QHash>
#include <QJsonObject>

#include <array>

namespace trunkline::collection {

enum class SensorClass : quint8 {
    Temperature,   ///< °C
    Voltage,       ///< V
    Current,       ///< A
    Power,         ///< W
    ApparentPower, ///< VA
    Dbm,           ///< dBm
    Gain,          ///< dB of an amplifier or an attenuation
    FanSpeed,      ///< turns a minute
    Humidity,      ///< % relative
    Frequency,     ///< Hz
    Runtime,       ///< minutes
    Charge,        ///< % of a battery
    Load,          ///< % of what can be given
    Percent,       ///< %
    Count,
    Snr,           ///< dB, signal to noise
    BitErrorRatio,
    Quality,       ///< dB, the Q factor
    Dispersion,    ///< ps/nm
    Delay,         ///< s
    Distance,      ///< m
    Rate,          ///< bit/s
    Airflow,       ///< m³/h
    Pressure,      ///< Pa
    Energy,        ///< Wh
    State,         ///< a number with a meaning: see Sensor::state
};

/// "temperature", "fanSpeed" …, as profiles and --json write them.
QString nameOf(SensorClass sensorClass);
std::optional<SensorClass> sensorClassNamed(QStringView name);
/// "°C", "dBm"; empty for counts and states.
QString unitOf(SensorClass sensorClass);

/// What the number of a state sensor means.
struct SensorState {
    QString word;
    Severity severity = Severity::Indeterminate; ///< Cleared is what it should be
    bool operator==(const SensorState&) const = default;
};

/// In the unit of the class.
struct SensorLimits {
    std::optional<Decimal> low;
    std::optional<Decimal> lowWarning;
    std::optional<Decimal> highWarning;
    std::optional<Decimal> high;
    bool operator==(const SensorLimits&) const = default;
};

/// A part of the device that people look for by itself, as its profile tells: see performance::Component.
struct ComponentFacts {
    QString kind; ///< "transceiver", "ont"
    QString identity;
    QString name;
    QString port; ///< ifName
    QString label;
    QString vendor;
    QString model;
    QString serial;
    bool operator==(const ComponentFacts&) const = default;
};

struct Sensor {
    snmp::Oid oid;   ///< of the value; with the class it tells the sensor apart on its device
    snmp::Oid index; ///< of the row
    QString profile; ///< the profile that found it
    SensorClass sensorClass = SensorClass::Count;
    QString name;
    Decimal value;
    SensorLimits limits;
    std::optional<SensorState> state; ///< of a state whose number the profile knows
    int everySeconds = 0;             ///< how often it is worth reading
    QString identity = {};            ///< what its row is known by; empty: its name
    QString role = {};                ///< at its component
    int component = -1;               ///< a place in the reading's components
    std::array<bool, 4> limitsOfProfile{}; ///< low, lowWarning, highWarning, high: the profile says so, not the device
    QHash<qint64, SensorState> states = {}; ///< of a state: all that its profile knows
    bool operator==(const Sensor&) const = default;
};

/// Of its state, else of the limit that it breaks: Critical beyond low and high, Warning beyond the two
/// others, Cleared within. Indeterminate for a state that the profile does not know.
Severity severityOf(const Sensor& sensor);

struct ProcessorLoad {
    snmp::Oid oid;
    snmp::Oid index;
    QString profile;
    QString name;
    Decimal percent;
    int everySeconds = 0;
    bool operator==(const ProcessorLoad&) const = default;
};

struct MemoryPool {
    snmp::Oid oid; ///< of what was read: used, else free, else the percentage
    snmp::Oid index;
    QString profile;
    QString name;
    std::optional<qint64> usedBytes;
    std::optional<qint64> totalBytes;
    Decimal percent; ///< used
    int everySeconds = 0;
    bool operator==(const MemoryPool&) const = default;
};

struct HardwareReading {
    QList<Sensor> sensors;
    QList<ProcessorLoad> processors;
    QList<MemoryPool> memory;
    QList<MemoryPool> storage; ///< disks and flash
    QList<ComponentFacts> components;
    bool operator==(const HardwareReading&) const = default;
};

QJsonObject toJson(const Sensor& sensor);
QJsonObject toJson(const ProcessorLoad& processor);
QJsonObject toJson(const MemoryPool& pool);

} // namespace trunkline::collection
