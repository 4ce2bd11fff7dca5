// One device, read whole: which credential opens it, then its MIBs.
#pragma once

#include "models/collection/decode.h"
#include "models/collection/profilelibrary.h"
#include "models/inventory/credential.h"
#include "snmp/engine.h"

#include <atomic>
#include <functional>

namespace trunkline::collection {

/// A device as discovery met it.
struct DiscoveredDevice {
    inventory::FoundDevice found; ///< its ports have names of their own (withUniqueNames)
    QList<Neighbour> neighbours;
    QList<LldpLocalPort> lldpPorts;
};

struct ReadingOptions {
    quint16 port = 161;
    int timeoutMs = 1000; ///< for each message
    int retries = 1;
    std::shared_ptr<const ProfileLibrary> profiles = installedProfiles(); ///< they name vendor, system, model, version and serial number
};

/// Why a device could not be read.
enum class ReadingProblem {
    None,
    NoAnswer,       ///< nothing came: wrong address, SNMP off, a filter, or a wrong community
    Refused,        ///< v3 users or passwords were refused
    NothingListens, ///< unreachable, or its port is closed
    BrokenOff,      ///< answered at first, then not its interfaces
    Cancelled,
};

struct DeviceReading {
    ReadingProblem problem = ReadingProblem::None;
    QString detail;       ///< technical, in English, for BrokenOff
    DiscoveredDevice device;
    QStringList warnings; ///< tables that broke off half-way, by name; their facts are incomplete
};

/// Waits for a reply on the calling thread, which must not be the engine's.
using Await = std::function<snmp::Reply(QFuture<snmp::Reply>)>;

/// Tries the credentials in their order and reads everything with the first that is answered. Blocks;
/// not for the engine's thread.
DeviceReading readDevice(snmp::Engine& engine, const QString& address, const QList<inventory::Credential>& credentials, const ReadingOptions& options,
                         const Await& await, const std::atomic<bool>& cancelled);

} // namespace trunkline::collection
