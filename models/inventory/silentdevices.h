// Devices that do not answer any more, as a table.
#pragma once

#include "models/core/valuemodel.h"
#include "models/inventory/device.h"
#include "models/store/connection.h"

namespace trunkline::inventory {

using SilentDeviceModel = ValueModel<Device>;

/// Longest silent first; those that never answered before all others.
QList<Device> silentDevices(store::Connection& connection);
/// Device, address, when it answered last; times in `zone`.
QList<Column<Device>> silentDeviceColumns(const OperatorZone& zone);

} // namespace trunkline::inventory
