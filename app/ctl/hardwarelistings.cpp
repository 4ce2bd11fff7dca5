#include "app/ctl/hardwarelistings.h"

#include <QCoreApplication>

namespace trunkline::ctl {

static QString hardwareText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

static QJsonObject sensorRow(const collection::Sensor& sensor)
{
    QJsonObject row = toJson(sensor);
    row["shown"] = sensor.state ? sensor.state->word : QStringLiteral("%1 %2").arg(sensor.value.toString(), unitOf(sensor.sensorClass)).trimmed();
    return row;
}

static Listing sensorListing(const collection::HardwareReading& reading)
{
    Listing listing{{{"name", hardwareText("Sensor")}, {"class", hardwareText("Class")}, {"shown", hardwareText("Value"), true}, {"low", hardwareText("Low"), true},
                     {"lowWarning", hardwareText("Low warning"), true}, {"highWarning", hardwareText("High warning"), true}, {"high", hardwareText("High"), true},
                     {"severity", hardwareText("Severity")}}, {}, hardwareText("No sensors were found.")};
    for (const collection::Sensor& sensor : reading.sensors)
        listing.rows.append(sensorRow(sensor));
    return listing;
}

static Listing processorListing(const collection::HardwareReading& reading)
{
    Listing listing{{{"name", hardwareText("Processor")}, {"percent", hardwareText("Load %"), true}}, {}, hardwareText("No processors were found.")};
    for (const collection::ProcessorLoad& processor : reading.processors)
        listing.rows.append(toJson(processor));
    return listing;
}

static Listing memoryListing(const collection::HardwareReading& reading)
{
    Listing listing{{{"name", hardwareText("Memory")}, {"usedBytes", hardwareText("Used bytes"), true}, {"totalBytes", hardwareText("Total bytes"), true},
                     {"percent", hardwareText("Used %"), true}}, {}, hardwareText("No memory was found.")};
    for (const collection::MemoryPool& pool : reading.memory)
        listing.rows.append(toJson(pool));
    return listing;
}

void showHardware(Session& session, const collection::DeviceIdentity& identity, const QStringList& profiles, const collection::HardwareReading& reading)
{
    QJsonObject object{{"vendor", identity.vendor}, {"os", identity.os}, {"kind", identity.kind}, {"model", identity.model}, {"softwareVersion", identity.softwareVersion},
                       {"serialNumber", identity.serialNumber}, {"profiles", profiles.join(QLatin1String(", "))}};
    if (session.options().json) {
        object["sensors"] = sensorListing(reading).rows;
        object["processors"] = processorListing(reading).rows;
        object["memory"] = memoryListing(reading).rows;
        return session.show(object, {});
    }
    session.show(object, {{"vendor", hardwareText("Vendor")}, {"os", hardwareText("System")}, {"model", hardwareText("Model")}, {"softwareVersion", hardwareText("Software")},
                          {"serialNumber", hardwareText("Serial number")}, {"profiles", hardwareText("Profiles")}});
    session.show(processorListing(reading));
    session.show(memoryListing(reading));
    session.show(sensorListing(reading));
}

} // namespace trunkline::ctl
