#include "models/collection/gaugereading.h"

#include <QRegularExpression>
#include <QSet>

namespace trunkline::collection {

namespace {

using performance::Gauge;
using performance::LimitSource;

/// What a value is at its component, where the profile does not say: an optical module has one of each.
QString guessedRole(const Sensor& sensor)
{
    static const QRegularExpression received(QStringLiteral("\\b(rx|receive|received|input)\\b"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression sent(QStringLiteral("\\b(tx|transmit|transmitted|output|laser)\\b"), QRegularExpression::CaseInsensitiveOption);
    switch (sensor.sensorClass) {
    case SensorClass::Temperature: return QStringLiteral("temperature");
    case SensorClass::Voltage: return QStringLiteral("voltage");
    case SensorClass::Current: return QStringLiteral("bias");
    case SensorClass::Distance: return QStringLiteral("distance");
    case SensorClass::Dbm: break;
    default: return {};
    }
    return received.match(sensor.name).hasMatch() ? QStringLiteral("rx") : sent.match(sensor.name).hasMatch() ? QStringLiteral("tx") : QString();
}

performance::Limits limitsOf(const Sensor& sensor)
{
    const auto limit = [&](const std::optional<Decimal>& value, std::size_t place) {
        return value ? std::optional(performance::Limit{*value, sensor.limitsOfProfile.at(place) ? LimitSource::Profile : LimitSource::Device}) : std::nullopt;
    };
    performance::Limits limits{limit(sensor.limits.low, 0), limit(sensor.limits.lowWarning, 1), limit(sensor.limits.highWarning, 2), limit(sensor.limits.high, 3)};
    if (limits.low && limits.high && limits.low->value >= limits.high->value)
        limits.low = limits.high = std::nullopt;
    if (limits.lowWarning && limits.highWarning && limits.lowWarning->value >= limits.highWarning->value)
        limits.lowWarning = limits.highWarning = std::nullopt;
    return limits;
}

Gauge gaugeOf(const Sensor& sensor, const QList<ComponentFacts>& components)
{
    Gauge gauge;
    gauge.measure = nameOf(sensor.sensorClass);
    gauge.role = sensor.role.isEmpty() && sensor.component >= 0 ? guessedRole(sensor) : sensor.role;
    gauge.name = sensor.name;
    gauge.identity = sensor.identity.isEmpty() ? sensor.name : sensor.identity;
    if (sensor.identity.isEmpty() && sensor.component >= 0 && !sensor.role.isEmpty())
        gauge.identity = components.at(sensor.component).identity + u' ' + sensor.role;
    gauge.profile = sensor.profile;
    gauge.limits = limitsOf(sensor);
    for (auto state = sensor.states.cbegin(); state != sensor.states.cend(); ++state)
        gauge.states.insert(state.key(), {state->word, state->severity});
    return gauge;
}

class GaugeCollector {
public:
    explicit GaugeCollector(int everySeconds) : everySeconds_(everySeconds) {}

    void add(Gauge gauge, int component, const snmp::Oid& index, const Decimal& value, Severity severity)
    {
        gauge.everySeconds = everySeconds_;
        if (seen_.contains({gauge.measure, gauge.identity}))
            gauge.identity += QStringLiteral(" #") + index.toString();
        if (seen_.contains({gauge.measure, gauge.identity}))
            return; // the same again
        seen_.insert({gauge.measure, gauge.identity});
        reading_.found.gauges.append({gauge, component});
        reading_.values.append(value);
        reading_.stateSeverities.append(severity);
    }
    void add(const char* measure, const QString& name, const QString& profile, const snmp::Oid& index, const Decimal& percent)
    {
        Gauge gauge;
        gauge.measure = QLatin1String(measure);
        gauge.identity = gauge.name = name;
        gauge.profile = profile;
        add(gauge, -1, index, percent, Severity::Indeterminate);
    }
    GaugeReading take() { return std::move(reading_); }

private:
    int everySeconds_;
    QSet<std::pair<QString, QString>> seen_;
    GaugeReading reading_;
};

} // namespace

GaugeReading gaugesOf(const HardwareReading& hardware, int everySeconds)
{
    GaugeCollector gauges(everySeconds);
    for (const Sensor& sensor : hardware.sensors)
        gauges.add(gaugeOf(sensor, hardware.components), sensor.component, sensor.index, sensor.value, sensor.state ? sensor.state->severity : Severity::Indeterminate);
    for (const ProcessorLoad& processor : hardware.processors)
        gauges.add("processor", processor.name, processor.profile, processor.index, processor.percent);
    for (const MemoryPool& pool : hardware.memory)
        gauges.add("memory", pool.name, pool.profile, pool.index, pool.percent);
    for (const MemoryPool& pool : hardware.storage)
        gauges.add("storage", pool.name, pool.profile, pool.index, pool.percent);
    GaugeReading reading = gauges.take();
    for (const ComponentFacts& c : hardware.components)
        reading.found.components.append({{}, {}, c.kind, c.identity, c.name, c.port, c.label, c.vendor, c.model, c.serial});
    return reading;
}

} // namespace trunkline::collection
