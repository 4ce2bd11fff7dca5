#include "models/collection/measure.h"

#include <QCoreApplication>
#include <QLocale>

namespace trunkline::collection {

namespace {

struct HardwareTexts {
    Q_DECLARE_TR_FUNCTIONS(DeviceHardware)
};

} // namespace

QString titleOf(SensorClass sensorClass)
{
    switch (sensorClass) {
    case SensorClass::Temperature: return HardwareTexts::tr("Temperature");
    case SensorClass::Voltage: return HardwareTexts::tr("Voltage");
    case SensorClass::Current: return HardwareTexts::tr("Current");
    case SensorClass::Power: return HardwareTexts::tr("Power");
    case SensorClass::ApparentPower: return HardwareTexts::tr("Apparent power");
    case SensorClass::Dbm: return HardwareTexts::tr("Signal level");
    case SensorClass::Gain: return HardwareTexts::tr("Gain");
    case SensorClass::FanSpeed: return HardwareTexts::tr("Fan");
    case SensorClass::Humidity: return HardwareTexts::tr("Humidity");
    case SensorClass::Frequency: return HardwareTexts::tr("Frequency");
    case SensorClass::Runtime: return HardwareTexts::tr("Time left on battery");
    case SensorClass::Charge: return HardwareTexts::tr("Battery charge");
    case SensorClass::Load: return HardwareTexts::tr("Load");
    case SensorClass::Percent: return HardwareTexts::tr("Share");
    case SensorClass::Count: return HardwareTexts::tr("Count");
    case SensorClass::Snr: return HardwareTexts::tr("Signal to noise");
    case SensorClass::BitErrorRatio: return HardwareTexts::tr("Bit error ratio");
    case SensorClass::Quality: return HardwareTexts::tr("Quality");
    case SensorClass::Dispersion: return HardwareTexts::tr("Dispersion");
    case SensorClass::Delay: return HardwareTexts::tr("Delay");
    case SensorClass::Distance: return HardwareTexts::tr("Distance");
    case SensorClass::Rate: return HardwareTexts::tr("Rate");
    case SensorClass::Airflow: return HardwareTexts::tr("Airflow");
    case SensorClass::Pressure: return HardwareTexts::tr("Pressure");
    case SensorClass::Energy: return HardwareTexts::tr("Energy");
    case SensorClass::State: return HardwareTexts::tr("State");
    }
    return {};
}

QString figureText(const Decimal& value, const QString& unit)
{
    if (unit == QLatin1String("s") && value.units != 0 && std::abs(value.toDouble()) < 1)
        if (const auto milliseconds = value.shifted(3))
            return figureText(*milliseconds, QStringLiteral("ms"));
    QString text = value.toString();
    text.replace(u'.', QLocale().decimalPoint());
    return unit.isEmpty() ? text : text + u' ' + unit;
}

QString limitsText(const SensorLimits& limits, const QString& unit)
{
    QStringList parts;
    if (limits.low)
        parts.append(HardwareTexts::tr("at least %1").arg(figureText(*limits.low, unit)));
    if (limits.lowWarning)
        parts.append(HardwareTexts::tr("warns below %1").arg(figureText(*limits.lowWarning, unit)));
    if (limits.highWarning)
        parts.append(HardwareTexts::tr("warns above %1").arg(figureText(*limits.highWarning, unit)));
    if (limits.high)
        parts.append(HardwareTexts::tr("at most %1").arg(figureText(*limits.high, unit)));
    return parts.join(QStringLiteral(", "));
}

QString measureTitle(const QString& measure)
{
    if (measure == QLatin1String("processor"))
        return HardwareTexts::tr("Processor");
    if (measure == QLatin1String("memory"))
        return HardwareTexts::tr("Memory");
    if (measure == QLatin1String("storage"))
        return HardwareTexts::tr("Storage");
    const auto sensorClass = sensorClassNamed(measure);
    return sensorClass ? titleOf(*sensorClass) : measure;
}

QString measureUnit(const QString& measure)
{
    for (const char* share : {"processor", "memory", "storage"})
        if (measure == QLatin1String(share))
            return QStringLiteral("%");
    const auto sensorClass = sensorClassNamed(measure);
    return sensorClass ? unitOf(*sensorClass) : QString();
}

QString valueText(const performance::Gauge& gauge, const Decimal& value)
{
    if (const auto state = gauge.states.constFind(value.units); !gauge.states.isEmpty() && value.decimals == 0)
        return state == gauge.states.constEnd() ? value.toString() : state->word;
    return figureText(value, measureUnit(gauge.measure));
}

QString limitsText(const performance::Limits& limits, const QString& unit)
{
    const auto value = [](const std::optional<performance::Limit>& limit) { return limit ? std::optional(limit->value) : std::nullopt; };
    return limitsText(SensorLimits{value(limits.low), value(limits.lowWarning), value(limits.highWarning), value(limits.high)}, unit);
}

} // namespace trunkline::collection
