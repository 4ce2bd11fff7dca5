// What a device's hardware tells of itself now, as a table: processors, memory, sensors with their limits.
#pragma once

#include "models/access/actor.h"
#include "models/core/severity.h"
#include "models/core/valuemodel.h"
#include "models/inventory/credential.h"
#include "models/inventory/device.h"

namespace trunkline::snmp {
class Engine;
}

namespace trunkline::collection {

struct HardwareRow {
    QString key;  ///< its object and class: the same over readings
    QString what; ///< "Temperature", "Memory"
    QString name;
    QString value;  ///< with its unit
    QString limits; ///< "up to 75 °C, at most 85 °C"; empty when the device tells none
    std::optional<Severity> severity; ///< Cleared is within the limits; nothing where there are none
    QString profile;
    bool operator==(const HardwareRow&) const = default;
};

struct DeviceHardware {
    QString identity; ///< "Northwind NR-4000, RouterOS 4.2"
    QStringList profiles; ///< the most specific first
    QList<HardwareRow> rows;
    QStringList brokenOff; ///< columns that were not read to their end
};

/// Walks what the device's profiles ask for. Blocks: call it on a thread of your own. Stores nothing. Needs DiscoverNetwork;
/// throws NetworkFailure when the device does not answer.
DeviceHardware readDeviceHardware(snmp::Engine& engine, const access::Actor& actor, const inventory::Device& device, const inventory::Credential& credential);

using HardwareModel = ValueModel<HardwareRow>;
QList<Column<HardwareRow>> hardwareColumns();

} // namespace trunkline::collection
