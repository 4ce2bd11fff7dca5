#include "models/collection/devicereading.h"

#include "models/collection/livehardware.h"
#include "models/collection/oids.h"
#include "models/fulfilment/snmptarget.h"

namespace trunkline::collection {

struct ProbeOutcome {
    ReadingProblem problem = ReadingProblem::NoAnswer;
    std::optional<snmp::Target> target;
    CredentialId credentialId;
};

/// The first credential that gets an answer. An error status is an answer: the community fits.
static ProbeOutcome probe(snmp::Engine& engine, const QString& address, const QList<inventory::Credential>& credentials,
                          const ReadingOptions& options, const Await& await, const std::atomic<bool>& cancelled)
{
    ProbeOutcome outcome;
    for (const inventory::Credential& credential : credentials) {
        if (cancelled)
            return {ReadingProblem::Cancelled, {}, {}};
        const snmp::Target target{address, options.port, fulfilment::snmpCredential(credential), options.timeoutMs, options.retries};
        const snmp::Reply reply = await(engine.get(target, {oids::sysObjectId}));
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
    QFuture<snmp::Reply> reply = {};
};

/// Columns are walked one by one: whole tables hold many that nobody needs, counters above all.
static std::vector<NamedWalk> walksOf()
{
    std::vector<NamedWalk> walks;
    const auto columns = [&](const char* table, const snmp::Oid& entry, std::initializer_list<quint32> numbers, bool needed = false) {
        for (const quint32 number : numbers)
            walks.push_back({table, entry + number, needed});
    };
    walks.push_back({"system", oids::system, true});
    columns("ifTable", oids::ifEntry, {2, 3, 5, 6, 7, 8}, true);
    columns("ifXTable", oids::ifXEntry, {1, 15, 18}, true);
    columns("entPhysicalTable", oids::entPhysicalEntry, {2, 5, 10, 11, 12, 13});
    columns("ipAddrTable", oids::ipAddrEntry, {1});
    columns("ipAddressTable", oids::ipAddressEntry, {3});
    columns("dot1dBasePortTable", oids::dot1dBasePortEntry, {2});
    columns("lldpLocPortTable", oids::lldpLocPortEntry, {2, 3, 4});
    columns("lldpRemTable", oids::lldpRemEntry, {4, 5, 6, 7, 8, 9, 10});
    // Which columns an agent has here differs; the index tells all.
    walks.push_back({"lldpRemManAddrTable", oids::lldpRemManAddrEntry});
    columns("tmnxLldpRemTable", oids::tmnxLldpRemEntry, {4, 5, 6, 7, 8, 9, 10});
    walks.push_back({"tmnxLldpRemManAddrTable", oids::tmnxLldpRemManAddrEntry});
    columns("cdpCacheTable", oids::cdpCacheEntry, {3, 4, 5, 6, 7});
    return walks;
}

static QList<snmp::Oid> scalarsOf()
{
    return {oids::snmpEngineId, oids::dot1dBaseBridgeAddress, oids::lldpLocChassisIdSubtype, oids::lldpLocChassisId};
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

static DiscoveredDevice deviceFrom(const snmp::VarBinds& binds, const DeviceIdentity& identity, const snmp::Target& target, CredentialId credential)
{
    const SystemFacts system = decodeSystem(binds);
    const EntityFacts entity = decodeEntity(binds);
    DiscoveredDevice device;
    inventory::FoundDevice& found = device.found;
    found.sysName = system.name;
    found.description = system.description;
    found.sysObjectId = system.objectId;
    found.location = system.location;
    found.address = target.address;
    found.snmpPort = target.port;
    found.credentialId = credential;
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
    return device;
}

DeviceReading readDevice(snmp::Engine& engine, const QString& address, const QList<inventory::Credential>& credentials, const ReadingOptions& options,
                         const Await& await, const std::atomic<bool>& cancelled)
{
    DeviceReading reading;
    const ProbeOutcome opened = probe(engine, address, credentials, options, await, cancelled);
    reading.problem = opened.problem;
    if (!opened.target)
        return reading;
    snmp::Target target = *opened.target;
    target.retries = std::max(target.retries, 2); // it is there: a lost datagram must not lose a table
    snmp::VarBinds binds = readScalars(engine, target, await);
    std::vector<NamedWalk> walks = walksOf();
    for (NamedWalk& walk : walks)
        walk.reply = engine.walk(target, walk.root);
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
    if (reading.problem == ReadingProblem::None) {
        const DeviceIdentity identity = readIdentity(engine, target, options.profiles->profiles, binds, await);
        reading.device = deviceFrom(binds, identity, target, opened.credentialId);
    }
    if (cancelled)
        reading.problem = ReadingProblem::Cancelled;
    return reading;
}

} // namespace trunkline::collection
