#include "models/collection/devicehardware.h"

#include "models/collection/livehardware.h"
#include "models/collection/profilelibrary.h"
#include "models/core/errors.h"
#include "models/fulfilment/snmptarget.h"

#include <QCoreApplication>
#include <QLocale>

namespace trunkline::collection {

namespace {

struct HardwareTexts {
    Q_DECLARE_TR_FUNCTIONS(DeviceHardware)
};

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

HardwareRow rowOf(const Sensor& sensor)
{
    const QString unit = unitOf(sensor.sensorClass);
    HardwareRow row{sensor.oid.toString() + u' ' + nameOf(sensor.sensorClass), titleOf(sensor.sensorClass), sensor.name,
                    sensor.state ? sensor.state->word : figureText(sensor.value, unit), limitsText(sensor.limits, unit), {}, sensor.profile};
    if (sensor.state || !row.limits.isEmpty())
        row.severity = severityOf(sensor);
    return row;
}

QList<HardwareRow> rowsOf(const HardwareReading& reading)
{
    QList<HardwareRow> rows;
    for (const ProcessorLoad& each : reading.processors)
        rows.append({QStringLiteral("cpu ") + each.oid.toString(), HardwareTexts::tr("Processor"), each.name, figureText(each.percent, QStringLiteral("%")), {}, {}, each.profile});
    for (const MemoryPool& each : reading.memory) {
        QString value = figureText(each.percent, QStringLiteral("%"));
        if (each.usedBytes && each.totalBytes)
            value += HardwareTexts::tr(" (%1 of %2)").arg(QLocale().formattedDataSize(*each.usedBytes), QLocale().formattedDataSize(*each.totalBytes));
        rows.append({QStringLiteral("memory ") + each.oid.toString(), HardwareTexts::tr("Memory"), each.name, value, {}, {}, each.profile});
    }
    for (const Sensor& each : reading.sensors)
        rows.append(rowOf(each));
    return rows;
}

QString identityText(const DeviceIdentity& identity)
{
    QStringList parts;
    for (const QString& part : {(identity.vendor + u' ' + identity.model).trimmed(), (identity.os + u' ' + identity.softwareVersion).trimmed()})
        if (!part.isEmpty())
            parts.append(part);
    return parts.join(QStringLiteral(", "));
}

} // namespace

DeviceHardware readDeviceHardware(snmp::Engine& engine, const access::Actor& actor, const inventory::Device& device, const inventory::Credential& credential)
{
    actor.require(access::Permission::DiscoverNetwork);
    const auto await = [](QFuture<snmp::Reply> reply) { return reply.result(); };
    const LiveHardware live = readLiveHardware(engine, fulfilment::snmpTarget(device, credential), installedProfiles()->profiles, await);
    if (!live.answered)
        throw NetworkFailure(HardwareTexts::tr("%1 (%2) does not answer; look whether it is reachable, and whether its credential still fits.").arg(device.name, device.address));
    return {identityText(live.identity), live.profiles, rowsOf(live.hardware), live.brokenOff};
}

QList<Column<HardwareRow>> hardwareColumns()
{
    using C = Column<HardwareRow>;
    const auto state = [](const HardwareRow& row) {
        if (!row.severity)
            return QString();
        return *row.severity == Severity::Cleared ? HardwareTexts::tr("As it should be") : severityWord(*row.severity);
    };
    const auto mark = [](const HardwareRow& row, int role) {
        if (!row.severity)
            return QVariant();
        if (*row.severity == Severity::Cleared)
            return role == ToneRole ? QVariant(int(Tone::Good)) : QVariant();
        return role == SeverityRole ? QVariant(int(*row.severity)) : QVariant();
    };
    return {C(QStringLiteral("what"), HardwareTexts::tr("What"), [](const HardwareRow& row) { return row.what; }),
            C(QStringLiteral("name"), HardwareTexts::tr("Name"), [](const HardwareRow& row) { return row.name; }),
            C(QStringLiteral("value"), HardwareTexts::tr("Value"), [](const HardwareRow& row) { return row.value; }).right(),
            C(QStringLiteral("state"), HardwareTexts::tr("State"), state).with(mark),
            C(QStringLiteral("limits"), HardwareTexts::tr("Limits"), [](const HardwareRow& row) { return row.limits; }),
            C(QStringLiteral("profile"), HardwareTexts::tr("By profile"), [](const HardwareRow& row) { return row.profile; })};
}

} // namespace trunkline::collection
