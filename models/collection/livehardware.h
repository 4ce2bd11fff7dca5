// A device's identity and hardware, asked for now.
#pragma once

#include "models/collection/devicereading.h"
#include "models/collection/hardware.h"

namespace trunkline::collection {

/// Walks every root that `have` does not hold already, `inFlight` at a time; a root that the device
/// does not know adds nothing. The names of those that broke off are added to `brokenOff`.
snmp::VarBinds walkRoots(snmp::Engine& engine, const snmp::Target& target, const QList<snmp::Oid>& roots, int inFlight, const Await& await,
                         QStringList* brokenOff);

/// What tells the profiles of a device apart, then what they say of its identity: two rounds of walks.
/// `known` is what was read of the device before, and is not asked for again.
DeviceIdentity readIdentity(snmp::Engine& engine, const snmp::Target& target, const QList<Profile>& profiles, const snmp::VarBinds& known, const Await& await);

struct LiveHardware {
    bool answered = false;
    DeviceIdentity identity;
    QStringList profiles;  ///< ids, the most specific first
    HardwareReading hardware;
    QStringList brokenOff; ///< columns that were not read to their end
};

/// Blocks; not for the engine's thread.
LiveHardware readLiveHardware(snmp::Engine& engine, const snmp::Target& target, const QList<Profile>& profiles, const Await& await);

} // namespace trunkline::collection
