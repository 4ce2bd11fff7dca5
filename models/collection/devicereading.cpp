#include "models/collection/devicereading.h"

#include "models/collection/livehardware.h"
#include "models/collection/oids.h"
#include "models/collection/vlanforwarding.h"
#include "models/fulfilment/snmptarget.h"

namespace trunkline::collection {

bool Refusals::enter(CredentialId credential, const QStringList& device)
{
    const QMutexLocker locked(&mutex_);
    const auto isTried = [&](const QString& name) { return tried_.contains(name); };
    while (std::any_of(device.begin(), device.end(), isTried))
        left_.wait(&mutex_);
    if (std::any_of(device.begin(), device.end(), [&](const QString& name) { return known_.contains({credential, name}); }))
        return false;
    tried_.unite(QSet<QString>(device.begin(), device.end()));
    return true;
}

void Refusals::leave(CredentialId credential, const QStringList& device, bool wasRefused)
{
    const QMutexLocker locked(&mutex_);
    for (const QString& name : device) {
        tried_.remove(name);
        if (!wasRefused)
            continue;
        known_.insert({credential, name});
        fresh_.insert({credential, name});
    }
    left_.wakeAll();
}

QSet<Refusal> Refusals::fresh() const
{
    const QMutexLocker locked(&mutex_);
    return fresh_;
}

struct ProbeOutcome {
    ReadingProblem problem = ReadingProblem::NoAnswer;
    std::optional<snmp::Target> target;
    CredentialId credentialId;
};

/// What the device is called in the memory of refusals: its place, and its engine. RFC 3414 section 4: a question without a user makes it tell
/// its engine, and no user's failures are counted. Empty when it does not speak v3.
static QStringList refusalNames(snmp::Engine& engine, const QString& address, const ReadingOptions& options, const Await& await)
{
    snmp::Credential nobody;
    nobody.version = snmp::Version::V3;
    const snmp::Reply reply = await(engine.get({address, options.port, nobody, options.timeoutMs, options.retries}, {oids::sysObjectId}));
    if (reply.engineId.isEmpty())
        return {};
    return {QStringLiteral("%1 port %2").arg(address).arg(options.port), QStringLiteral("engine ") + QString::fromLatin1(reply.engineId.toHex())};
}

/// The first credential that gets an answer. An error status is an answer: the community fits.
static ProbeOutcome probe(snmp::Engine& engine, const QString& address, const QList<inventory::Credential>& credentials,
                          const ReadingOptions& options, Refusals& refusals, const Await& await, const std::atomic<bool>& cancelled)
{
    ProbeOutcome outcome;
    std::optional<QStringList> names; // asked for when first needed
    for (const inventory::Credential& credential : credentials) {
        if (cancelled)
            return {ReadingProblem::Cancelled, {}, {}};
        const bool isV3 = credential.version == inventory::SnmpVersion::V3;
        if (isV3) {
            if (!names)
                names = refusalNames(engine, address, options, await);
            if (names->isEmpty())
                continue;
            if (!refusals.enter(credential.id, *names)) {
                outcome.problem = ReadingProblem::Refused;
                continue;
            }
        }
        const snmp::Target target{address, options.port, fulfilment::snmpCredential(credential), options.timeoutMs, options.retries};
        const snmp::Reply reply = await(engine.get(target, {oids::sysObjectId}));
        if (isV3)
            refusals.leave(credential.id, *names, reply.failure == snmp::Failure::Authentication);
        switch (reply.failure) {
        case snmp::Failure::None:
        case snmp::Failure::ErrorStatus:
            return {ReadingProblem::None, target, credential.id};
        case snmp::Failure::Authentication: outcome.problem = ReadingProblem::Refused; break;
        case snmp::Failure::Unreachable: return {ReadingProblem::NothingListens, {}, {}};
        case snmp::Failure::Cancelled: return {ReadingProblem::Cancelled, {}, {}};
        default: break;
        }
    }
    return outcome;
}

struct NamedWalk {
    const char* table;
    snmp::Oid root;
    bool needed = false; ///< without it, nothing of the device is believed
    qsizetype most = 1'000'000; ///< variables of one column; the rest of a longer one is left
    QFuture<snmp::Reply> reply = {};
};

/// Columns are walked one by one: whole tables hold many that nobody needs, counters above all.
static std::vector<NamedWalk> walksOf()
{
    std::vector<NamedWalk> walks;
    const auto columns = [&](const char* table, const snmp::Oid& entry, std::initializer_list<quint32> numbers, bool needed = false, qsizetype most = 1'000'000) {
        for (const quint32 number : numbers)
            walks.push_back({table, entry + number, needed, most});
    };
    walks.push_back({"system", oids::system, true});
    columns("ifTable", oids::ifEntry, {2, 3, 5, 6, 7, 8}, true);
    columns("ifXTable", oids::ifXEntry, {1, 15, 18}, true);
    columns("entPhysicalTable", oids::entPhysicalEntry, {2, 5, 10, 11, 12, 13});
    columns("ipAddrTable", oids::ipAddrEntry, {1, 2, 3});
    columns("ipAddressTable", oids::ipAddressEntry, {3, 5});
    columns("dot1dBasePortTable", oids::dot1dBasePortEntry, {2});
    columns("lldpLocPortTable", oids::lldpLocPortEntry, {2, 3, 4});
    columns("lldpRemTable", oids::lldpRemEntry, {4, 5, 6, 7, 8, 9, 10});
    // Which columns an agent has here differs; the index tells all.
    walks.push_back({"lldpRemManAddrTable", oids::lldpRemManAddrEntry});
    columns("tmnxLldpRemTable", oids::tmnxLldpRemEntry, {4, 5, 6, 7, 8, 9, 10});
    walks.push_back({"tmnxLldpRemManAddrTable", oids::tmnxLldpRemManAddrEntry});
    columns("lldpV2LocPortTable", oids::lldpV2LocPortEntry, {2, 3, 4});
    columns("lldpV2RemTable", oids::lldpV2RemEntry, {5, 6, 7, 8, 9, 10, 11});
    walks.push_back({"lldpV2RemManAddrTable", oids::lldpV2RemManAddrEntry});
    columns("cdpCacheTable", oids::cdpCacheEntry, {3, 4, 5, 6, 7});
    // What a whole town is behind is read as far as it helps: a port with so many behind it leads to no single device.
    constexpr qsizetype most = 20'000;
    columns("ifStackTable", oids::ifStackEntry, {3}, false, most);
    columns("dot3adAggPortTable", oids::dot3adAggPortEntry, {13}, false, most);
    columns("dot1dTpFdbTable", oids::dot1dTpFdbEntry, {2}, false, most);
    columns("dot1qTpFdbTable", oids::dot1qTpFdbEntry, {2}, false, most);
    columns("vtpVlanTable", oids::vtpVlanEntry, {2, 3}, false, most);
    columns("ipNetToMediaTable", oids::ipNetToMediaEntry, {2}, false, most);
    columns("ipNetToPhysicalTable", oids::ipNetToPhysicalEntry, {4}, false, most);
    columns("ospfNbrTable", oids::ospfNbrEntry, {6}, false, most);
    columns("bgpPeerTable", oids::bgpPeerEntry, {2, 5}, false, most);
    return walks;
}

static QList<snmp::Oid> scalarsOf()
{
    return {oids::snmpEngineId, oids::dot1dBaseBridgeAddress, oids::lldpLocChassisIdSubtype, oids::lldpLocChassisId,
            oids::lldpV2LocChassisIdSubtype, oids::lldpV2LocChassisId};
}

static snmp::VarBinds readScalars(snmp::Engine& engine, const snmp::Target& target, const Await& await)
{
    // One by one: a v1 agent refuses all when one is missing.
    std::vector<QFuture<snmp::Reply>> replies;
    for (const snmp::Oid& oid : scalarsOf())
        replies.push_back(engine.get(target, {oid}));
    snmp::VarBinds binds;
    for (auto& reply : replies)
        binds += await(std::move(reply)).binds;
    return binds;
}

static QString firstText(std::initializer_list<QString> texts)
{
    for (const QString& text : texts)
        if (!text.isEmpty())
            return text;
    return {};
}

DiscoveredDevice decodeDevice(const snmp::VarBinds& binds, const DeviceIdentity& identity)
{
    const SystemFacts system = decodeSystem(binds);
    const EntityFacts entity = decodeEntity(binds);
    DiscoveredDevice device;
    inventory::FoundDevice& found = device.found;
    found.sysName = system.name;
    found.description = system.description;
    found.sysObjectId = system.objectId;
    found.location = system.location;
    found.engineId = system.engineId;
    found.baseMac = system.baseMac;
    found.addresses = system.addresses;
    found.ports = inventory::withUniqueNames(decodePorts(binds));
    found.kind = firstText({identity.kind, kindOf(system, found.ports)});
    found.vendor = firstText({identity.vendor, vendorOf(system.objectId), entity.vendor});
    found.operatingSystem = identity.os;
    found.model = firstText({identity.model, entity.model});
    found.serialNumber = firstText({identity.serialNumber, entity.serialNumber});
    found.softwareVersion = firstText({identity.softwareVersion, softwareVersionOf(system, entity)});
    device.neighbours = decodeLldp(binds) + decodeCdp(binds);
    device.lldpPorts = decodeLldpLocalPorts(binds);
    device.adjacencies = decodeAdjacencies(binds);
    return device;
}

static DiscoveredDevice deviceAt(const snmp::Target& target, CredentialId credential, const snmp::VarBinds& binds, const DeviceIdentity& identity)
{
    DiscoveredDevice device = decodeDevice(binds, identity);
    device.found.address = target.address;
    device.found.snmpPort = target.port;
    device.found.credentialId = credential;
    return device;
}

static void addVlanForwarding(DeviceReading& reading, const VlanForwarding& found)
{
    QList<ForwardingEntry>& known = reading.device.adjacencies.forwarding;
    QSet<std::pair<qint64, quint64>> seen;
    for (const ForwardingEntry& entry : std::as_const(known))
        seen.insert({entry.ifIndex, entry.mac});
    for (const ForwardingEntry& entry : found.entries)
        if (!seen.contains({entry.ifIndex, entry.mac}))
            known.append(entry);
    if (!found.complete)
        reading.warnings.append(QStringLiteral("dot1dTpFdbTable"));
}

DeviceReading readDevice(snmp::Engine& engine, const QString& address, const QList<inventory::Credential>& credentials, const ReadingOptions& options,
                         Refusals& refusals, const Await& await, const std::atomic<bool>& cancelled)
{
    DeviceReading reading;
    const ProbeOutcome opened = probe(engine, address, credentials, options, refusals, await, cancelled);
    reading.problem = opened.problem;
    if (!opened.target)
        return reading;
    snmp::Target target = *opened.target;
    target.retries = std::max(target.retries, 2); // it is there: a lost datagram must not lose a table
    snmp::VarBinds binds = readScalars(engine, target, await);
    std::vector<NamedWalk> walks = walksOf();
    for (NamedWalk& walk : walks)
        walk.reply = engine.walk(target, walk.root, walk.most);
    for (NamedWalk& walk : walks) {
        const snmp::Reply reply = await(std::move(walk.reply));
        binds += reply.binds;
        // A v1 agent ends a walk with an error status; an agent that loops has told what it knows.
        if (reply.ok() || reply.failure == snmp::Failure::ErrorStatus)
            continue;
        if (reply.failure == snmp::Failure::Cancelled || cancelled)
            reading.problem = ReadingProblem::Cancelled;
        else if (walk.needed && reading.problem == ReadingProblem::None) {
            reading.problem = ReadingProblem::BrokenOff;
            reading.detail = QStringLiteral("%1: %2").arg(QLatin1String(walk.table), reply.detail);
        } else if (!reading.warnings.contains(QLatin1String(walk.table))) {
            reading.warnings.append(QString::fromLatin1(walk.table));
        }
    }
    if (reading.problem == ReadingProblem::None)
        reading.device = deviceAt(target, opened.credentialId, binds, readIdentity(engine, target, options.profiles->profiles, binds, await));
    if (const QList<int> vlans = vlansToAsk(binds); reading.problem == ReadingProblem::None && !vlans.isEmpty() && !cancelled)
        addVlanForwarding(reading, readVlanForwarding(engine, target, vlans, await));
    if (cancelled)
        reading.problem = ReadingProblem::Cancelled;
    return reading;
}

} // namespace trunkline::collection
