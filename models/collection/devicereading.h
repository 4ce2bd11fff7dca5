// One device, read whole: which credential opens it, then its MIBs.
#pragma once

#include "models/collection/decode.h"
#include "models/collection/profilechoice.h"
#include "models/collection/profilelibrary.h"
#include "models/inventory/credential.h"
#include "snmp/engine.h"

#include <QMutex>
#include <QSet>
#include <QWaitCondition>

#include <atomic>
#include <functional>

namespace trunkline::collection {

/// A device as discovery met it.
struct DiscoveredDevice {
    inventory::FoundDevice found; ///< its ports have names of their own (withUniqueNames)
    QList<Neighbour> neighbours;
    QList<LldpLocalPort> lldpPorts;
    Adjacencies adjacencies;
};

/// What the variables of a device say of it, besides where and with what it was asked. `identity` is what its profiles
/// know better.
DiscoveredDevice decodeDevice(const snmp::VarBinds& binds, const DeviceIdentity& identity = {});

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
    Refused,        ///< v3 users or passwords were refused, now or before
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

/// A v3 credential and what refused it: "192.0.2.1 port 161", "engine 80001f88…".
using Refusal = std::pair<CredentialId, QString>;

/// Which v3 credentials were refused where. Some devices lock a user out after a few wrong passwords, so each is tried once; a device
/// is its engine as well as its address, since one router answers at many. For several threads.
class Refusals {
public:
    explicit Refusals(QSet<Refusal> known = {}) : known_(std::move(known)) {}
    void remember(const Refusal& refusal) { known_.insert(refusal); }
    /// False when it was refused before. Else it may be tried, and leave() has to follow: until then nobody else tries anything there.
    bool enter(CredentialId credential, const QStringList& device);
    void leave(CredentialId credential, const QStringList& device, bool wasRefused);
    /// What was refused since construction.
    QSet<Refusal> fresh() const;

private:
    mutable QMutex mutex_;
    QWaitCondition left_;
    QSet<QString> tried_; ///< devices at which somebody tries right now
    QSet<Refusal> known_;
    QSet<Refusal> fresh_;
};

/// Waits for a reply on the calling thread, which must not be the engine's.
using Await = std::function<snmp::Reply(QFuture<snmp::Reply>)>;

/// Tries the credentials in their order and reads everything with the first that is answered. A v3 user that the device has refused is not
/// tried there again, and one that it refuses now is noted. Blocks; not for the engine's thread.
DeviceReading readDevice(snmp::Engine& engine, const QString& address, const QList<inventory::Credential>& credentials, const ReadingOptions& options,
                         Refusals& refusals, const Await& await, const std::atomic<bool>& cancelled);

} // namespace trunkline::collection
