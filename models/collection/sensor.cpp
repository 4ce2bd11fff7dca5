#include "models/collection/sensor.h"

#include <array>

namespace trunkline::collection {

struct SensorClassWords {
    SensorClass sensorClass;
    const char* name;
    const char* unit;
};

static constexpr std::array sensorClasses = std::to_array<SensorClassWords>({
    {SensorClass::Temperature, "temperature", "°C"}, {SensorClass::Voltage, "voltage", "V"}, {SensorClass::Current, "current", "A"},
    {SensorClass::Power, "power", "W"}, {SensorClass::ApparentPower, "apparentPower", "VA"}, {SensorClass::Dbm, "dbm", "dBm"},
    {SensorClass::Gain, "gain", "dB"}, {SensorClass::FanSpeed, "fanSpeed", "rpm"}, {SensorClass::Humidity, "humidity", "%"},
    {SensorClass::Frequency, "frequency", "Hz"}, {SensorClass::Runtime, "runtime", "min"}, {SensorClass::Charge, "charge", "%"},
    {SensorClass::Load, "load", "%"}, {SensorClass::Percent, "percent", "%"}, {SensorClass::Count, "count", ""},
    {SensorClass::Snr, "snr", "dB"}, {SensorClass::BitErrorRatio, "bitErrorRatio", ""}, {SensorClass::Quality, "quality", "dB"},
    {SensorClass::Dispersion, "dispersion", "ps/nm"}, {SensorClass::Delay, "delay", "s"}, {SensorClass::Distance, "distance", "m"},
    {SensorClass::Rate, "rate", "bit/s"}, {SensorClass::Airflow, "airflow", "m³/h"}, {SensorClass::Pressure, "pressure", "Pa"},
    {SensorClass::Energy, "energy", "Wh"}, {SensorClass::State, "state", ""},
});

QString nameOf(SensorClass sensorClass)
{
    return QString::fromLatin1(sensorClasses[std::size_t(sensorClass)].name);
}

std::optional<SensorClass> sensorClassNamed(QStringView name)
{
    for (const SensorClassWords& words : sensorClasses)
        if (name == QLatin1String(words.name))
            return words.sensorClass;
    return std::nullopt;
}

QString unitOf(SensorClass sensorClass)
{
    return QString::fromUtf8(sensorClasses[std::size_t(sensorClass)].unit);
}

Severity severityOf(const Sensor& sensor)
{
    if (sensor.sensorClass == SensorClass::State)
        return sensor.state ? sensor.state->severity : Severity::Indeterminate;
    const SensorLimits& limits = sensor.limits;
    if ((limits.high && sensor.value > *limits.high) || (limits.low && sensor.value < *limits.low))
        return Severity::Critical;
    if ((limits.highWarning && sensor.value > *limits.highWarning) || (limits.lowWarning && sensor.value < *limits.lowWarning))
        return Severity::Warning;
    return Severity::Cleared;
}

QJsonObject toJson(const Sensor& sensor)
{
    QJsonObject object{{"name", sensor.name}, {"class", nameOf(sensor.sensorClass)}, {"value", sensor.value.toString()}, {"unit", unitOf(sensor.sensorClass)},
                       {"severity", severityKey(severityOf(sensor))}, {"oid", sensor.oid.toString()}, {"index", sensor.index.toString()}, {"profile", sensor.profile},
                       {"everySeconds", sensor.everySeconds}};
    const auto limit = [&](const char* key, const std::optional<Decimal>& value) {
        if (value)
            object[QLatin1String(key)] = value->toString();
    };
    limit("low", sensor.limits.low);
    limit("lowWarning", sensor.limits.lowWarning);
    limit("highWarning", sensor.limits.highWarning);
    limit("high", sensor.limits.high);
    if (sensor.state)
        object["state"] = sensor.state->word;
    return object;
}

QJsonObject toJson(const ProcessorLoad& processor)
{
    return {{"name", processor.name}, {"percent", processor.percent.toString()}, {"oid", processor.oid.toString()}, {"index", processor.index.toString()}, {"profile", processor.profile}};
}

QJsonObject toJson(const MemoryPool& pool)
{
    QJsonObject object{{"name", pool.name}, {"percent", pool.percent.toString()}, {"oid", pool.oid.toString()}, {"index", pool.index.toString()}, {"profile", pool.profile}};
    if (pool.usedBytes)
        object["usedBytes"] = *pool.usedBytes;
    if (pool.totalBytes)
        object["totalBytes"] = *pool.totalBytes;
    return object;
}

} // namespace trunkline::collection
