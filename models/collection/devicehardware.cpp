#include "models/collection/devicehardware.h"

#include "models/collection/livehardware.h"
#include "models/collection/measure.h"
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
