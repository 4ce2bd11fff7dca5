// How a device's identity, sensors, processors and memory are printed.
#pragma once

#include "app/ctl/session.h"
#include "models/collection/hardware.h"

namespace trunkline::ctl {

void showHardware(Session& session, const collection::DeviceIdentity& identity, const QStringList& profiles, const collection::HardwareReading& reading);

} // namespace trunkline::ctl
