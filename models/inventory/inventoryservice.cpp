#include "models/inventory/inventoryservice.h"

#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::inventory {

using access::Permission;
using store::Change;

static Device requireDevice(store::Connection& connection, DeviceId id)
{
    if (auto found = device(connection, id))
        return *found;
    throw NotFound(QCoreApplication::translate("Inventory", "There is no such device in the inventory; see “trunklinectl device list”."));
}

static Port requirePort(store::Connection& connection, PortId id)
{
    if (auto found = port(connection, id))
        return *found;
    throw NotFound(QCoreApplication::translate("Inventory", "There is no such port in the inventory; see “trunklinectl device show”."));
}

static QList<KnownIdentity> knownIdentities(store::Connection& connection)
{
    QHash<DeviceId, QList<Port>> portsOf;
    for (const Port& port : allPorts(connection))
        portsOf[port.deviceId].append(port);
    QList<KnownIdentity> known;
    for (const Device& device : devices(connection))
        known.append({device.id, identityOf(device, portsOf.value(device.id))});
    return known;
}

/// What discovery says goes over what was known; what people gave (name, site, place) stays. A device
/// that keeps a fact to itself this time does not lose it.
static Device merged(Device device, const FoundDevice& found, Timestamp now)
{
    const auto keep = [](QString& field, const QString& value) {
        if (!value.isEmpty())
            field = value;
    };
    keep(device.sysName, found.sysName);
    keep(device.description, found.description);
    keep(device.sysObjectId, found.sysObjectId);
    keep(device.vendor, found.vendor);
    keep(device.model, found.model);
    keep(device.operatingSystem, found.operatingSystem);
    keep(device.softwareVersion, found.softwareVersion);
    keep(device.serialNumber, found.serialNumber);
    keep(device.baseMac, found.baseMac);
    if (!found.kind.isEmpty() && (found.kind != QLatin1String("unknown") || device.kind.isEmpty()))
        device.kind = found.kind;
    if (!found.engineId.isEmpty())
        device.engineId = found.engineId;
    // Found at a second address, it goes on being asked where it was asked before.
    const bool sameDoor = device.address == found.address && device.snmpPort == found.snmpPort;
    if (device.address.isEmpty() || sameDoor || device.state == DeviceState::Silent) {
        device.address = found.address;
        device.snmpPort = found.snmpPort;
        device.credentialId = found.credentialId;
    }
    device.state = DeviceState::Answering;
    device.lastSeenAt = now;
    device.name = !device.givenName.isEmpty() ? device.givenName : !device.sysName.isEmpty() ? device.sysName : device.address;
    return device;
}

static Port merged(Port port, const FoundPort& found)
{
    port.ifIndex = found.ifIndex;
    port.alias = found.alias;
    port.description = found.description;
    port.mac = found.mac;
    port.ifType = found.ifType;
    port.adminState = found.adminState;
    port.operState = found.operState;
    port.speedBps = found.speedBps;
    port.present = true;
    return port;
}

/// Only what differs, each with its name, for an entry that people read.
static void keepDifferences(QJsonObject& before, QJsonObject& after)
{
    for (const QString& key : before.keys())
        if (after.contains(key) && before.value(key) == after.value(key)) {
            before.remove(key);
            after.remove(key);
        }
}

struct PortChanges {
    QJsonObject before;
    QJsonObject after;
};

static void noteChange(PortChanges& changes, const QString& name, QJsonObject before, QJsonObject after)
{
    keepDifferences(before, after);
    changes.before.insert(name, before);
    changes.after.insert(name, after);
}

static PortChanges recordPorts(Change& change, DeviceId device, const QList<FoundPort>& found)
{
    PortChanges changes;
    QHash<QString, Port> known;
    for (const Port& port : ports(change.connection(), device, true))
        known.insert(port.name, port);
    for (const FoundPort& seen : withUniqueNames(found)) {
        if (!known.contains(seen.name)) {
            Port fresh;
            fresh.id = change.ids().next<PortTag>();
            fresh.deviceId = device;
            fresh.name = seen.name;
            fresh = merged(fresh, seen);
            insertPort(change.connection(), fresh);
            changes.after.insert(fresh.name, toJson(fresh));
            continue;
        }
        const Port before = known.take(seen.name);
        const Port after = merged(before, seen);
        if (after == before)
            continue;
        updatePort(change.connection(), after);
        noteChange(changes, after.name, toJson(before), toJson(after));
    }
    for (const Port& gone : std::as_const(known)) {
        if (!gone.present)
            continue;
        Port after = gone;
        after.present = false;
        updatePort(change.connection(), after);
        noteChange(changes, gone.name, toJson(gone), toJson(after));
    }
    return changes;
}

static SiteId siteForLocation(Change& change, const QString& location)
{
    const QString name = location.simplified();
    if (name.isEmpty())
        return {};
    if (const auto known = siteNamed(change.connection(), name))
        return known->id;
    const Site fresh{change.ids().next<SiteTag>(), name};
    insertSite(change.connection(), fresh);
    return fresh.id;
}

RecordedDevice InventoryService::recordNew(Change& change, const FoundDevice& found, std::optional<JournalEntryId> cause)
{
    Device device;
    device.id = change.ids().next<DeviceTag>();
    device.siteId = siteForLocation(change, found.location);
    device = merged(device, found, change.now());
    insertDevice(change.connection(), device);
    putAddresses(change.connection(), device, found.addresses);
    QJsonObject after = toJson(device);
    after.insert(QStringLiteral("addresses"), QJsonArray::fromStringList(addressesOf(change.connection(), device.id)));
    after.insert(QStringLiteral("ports"), recordPorts(change, device.id, found.ports).after);
    const auto entry = change.commit({QStringLiteral("device.discovered"), QStringLiteral("device"), device.id.toString(), {}, after, cause, {}});
    return {device.id, RecordedDevice::Outcome::New, entry.id};
}

RecordedDevice InventoryService::recordDiscovery(const access::Actor& actor, const FoundDevice& found, std::optional<JournalEntryId> cause)
{
    actor.require(Permission::DiscoverNetwork);
    RecordedDevice outcome;
    Timestamp now;
    {
        Change change(context_, actor.who());
        now = change.now();
        const auto known = identify(identityOf(found), knownIdentities(change.connection()));
        if (!known)
            return recordNew(change, found, cause);
        outcome.id = *known;
        const Device before = requireDevice(change.connection(), *known);
        const Device after = merged(before, found, now);
        const QStringList addressesBefore = addressesOf(change.connection(), *known);
        updateDevice(change.connection(), after);
        // One that does not say which addresses it has keeps those at which it was found.
        const QStringList kept = found.addresses.isEmpty() ? addressesBefore : found.addresses;
        const bool moved = putAddresses(change.connection(), after, kept + QStringList{found.address});
        const PortChanges ports = recordPorts(change, *known, found.ports);
        QJsonObject jsonBefore = toJson(before);
        QJsonObject jsonAfter = toJson(after);
        keepDifferences(jsonBefore, jsonAfter);
        if (!jsonAfter.isEmpty() || moved || !ports.after.isEmpty()) {
            if (!ports.after.isEmpty()) {
                jsonBefore.insert(QStringLiteral("ports"), ports.before);
                jsonAfter.insert(QStringLiteral("ports"), ports.after);
            }
            if (moved) {
                jsonBefore.insert(QStringLiteral("addresses"), QJsonArray::fromStringList(addressesBefore));
                jsonAfter.insert(QStringLiteral("addresses"), QJsonArray::fromStringList(addressesOf(change.connection(), *known)));
            }
            jsonAfter.insert(QStringLiteral("name"), after.name);
            const auto entry = change.commit({QStringLiteral("device.changed"), QStringLiteral("device"), known->toString(), jsonBefore, jsonAfter, cause, {}});
            return {*known, RecordedDevice::Outcome::Changed, entry.id};
        }
    }
    touch(actor, {outcome.id}, now);
    return outcome;
}

static QString joinedEvidence(const QString& known, const QString& seen)
{
    QStringList kinds = known.split(QStringLiteral(", "), Qt::SkipEmptyParts);
    kinds.append(seen.split(QStringLiteral(", "), Qt::SkipEmptyParts));
    kinds.sort();
    kinds.removeDuplicates();
    return kinds.join(QStringLiteral(", "));
}

/// The journal names the ends, so that an entry can be read by itself.
static QJsonObject linkJson(store::Connection& connection, const Link& link)
{
    QJsonObject json = toJson(link);
    const auto place = [&](PortId id) {
        const Port end = requirePort(connection, id);
        return QStringLiteral("%1 %2").arg(requireDevice(connection, end.deviceId).name, end.name);
    };
    json.insert(QStringLiteral("a"), place(link.aPortId));
    json.insert(QStringLiteral("b"), place(link.bPortId));
    return json;
}

void InventoryService::recordLink(const access::Actor& actor, const FoundLink& found, RecordedLinks& outcome)
{
    Change change(context_, actor.who());
    for (const Link& known : linksOfPort(change.connection(), found.aPortId)) {
        if (known.aPortId != found.aPortId || known.bPortId != found.bPortId)
            continue;
        Link after = known;
        after.evidence = joinedEvidence(known.evidence, found.evidence);
        after.lastSeenAt = change.now();
        if (after.evidence == known.evidence) {
            ++outcome.unchanged;
            return;
        }
        updateLink(change.connection(), after);
        change.commit({QStringLiteral("link.changed"), QStringLiteral("link"), after.id.toString(), linkJson(change.connection(), known),
                       linkJson(change.connection(), after), {}, {}});
        ++outcome.changed;
        return;
    }
    const Link fresh{change.ids().next<LinkTag>(), found.aPortId, found.bPortId, found.evidence, change.now(), change.now()};
    insertLink(change.connection(), fresh);
    change.commit({QStringLiteral("link.discovered"), QStringLiteral("link"), fresh.id.toString(), {}, linkJson(change.connection(), fresh), {}, {}});
    ++outcome.added;
}

static FoundLink ordered(FoundLink link)
{
    if (link.bPortId < link.aPortId)
        std::swap(link.aPortId, link.bPortId);
    return link;
}

/// Links in the inventory one end of which is now reported with another neighbour.
static QList<Link> replacedLinks(const QList<Link>& known, const QList<FoundLink>& found)
{
    QSet<PortId> seenPorts;
    QSet<std::pair<PortId, PortId>> seenPairs;
    for (const FoundLink& link : found) {
        seenPorts << link.aPortId << link.bPortId;
        seenPairs.insert({link.aPortId, link.bPortId});
    }
    QList<Link> replaced;
    for (const Link& link : known)
        if (!seenPairs.contains({link.aPortId, link.bPortId}) && (seenPorts.contains(link.aPortId) || seenPorts.contains(link.bPortId)))
            replaced.append(link);
    return replaced;
}

RecordedLinks InventoryService::recordLinks(const access::Actor& actor, const QList<FoundLink>& found)
{
    actor.require(Permission::DiscoverNetwork);
    RecordedLinks outcome;
    QList<FoundLink> all;
    for (const FoundLink& link : found) {
        const FoundLink one = ordered(link);
        const auto same = std::find_if(all.begin(), all.end(), [&](const FoundLink& other) { return other.aPortId == one.aPortId && other.bPortId == one.bPortId; });
        if (same == all.end())
            all.append(one);
        else
            same->evidence = joinedEvidence(same->evidence, one.evidence);
    }
    for (const Link& gone : replacedLinks(links(context_.connection), all)) {
        Change change(context_, actor.who());
        const QJsonObject before = linkJson(change.connection(), gone);
        deleteLink(change.connection(), gone.id);
        change.commit({QStringLiteral("link.removed"), QStringLiteral("link"), gone.id.toString(), before, {}, {}, {}});
        ++outcome.removed;
    }
    for (const FoundLink& link : std::as_const(all))
        recordLink(actor, link, outcome);
    store::Transaction transaction(context_.connection);
    for (const FoundLink& link : std::as_const(all))
        context_.connection.exec(QStringLiteral("UPDATE link SET last_seen_at_ms = ? WHERE a_port_id = ? AND b_port_id = ?"),
                                 {context_.clock.now(), link.aPortId, link.bPortId});
    transaction.commit();
    return outcome;
}

std::optional<store::JournalEntry> InventoryService::recordPort(const access::Actor& actor, PortId id, const PortObservation& seen,
                                                                std::optional<JournalEntryId> cause, const std::optional<QString>& sourceKey)
{
    // An activation writes to the device and sees what it wrote.
    if (!actor.may(Permission::ActivateServices))
        actor.require(Permission::DiscoverNetwork);
    Change change(context_, actor.who());
    if (sourceKey)
        if (auto done = change.alreadyDone(*sourceKey))
            return done;
    const Port before = requirePort(change.connection(), id);
    Port after = before;
    after.adminState = seen.adminState.value_or(before.adminState);
    after.operState = seen.operState.value_or(before.operState);
    after.alias = seen.alias.value_or(before.alias);
    after.ifIndex = seen.ifIndex.value_or(before.ifIndex);
    if (after == before)
        return std::nullopt;
    updatePort(change.connection(), after);
    const bool state = after.adminState != before.adminState || after.operState != before.operState;
    QJsonObject jsonBefore = toJson(before);
    QJsonObject jsonAfter = toJson(after);
    keepDifferences(jsonBefore, jsonAfter);
    jsonAfter.insert(QStringLiteral("port"), after.name);
    jsonAfter.insert(QStringLiteral("device"), requireDevice(change.connection(), after.deviceId).name);
    return change.commit({state ? QStringLiteral("port.stateChanged") : QStringLiteral("port.changed"), QStringLiteral("port"), id.toString(),
                          jsonBefore, jsonAfter, cause, sourceKey});
}

std::optional<store::JournalEntry> InventoryService::recordDeviceState(const access::Actor& actor, DeviceId id, DeviceState state,
                                                                       std::optional<JournalEntryId> cause)
{
    actor.require(Permission::DiscoverNetwork);
    Change change(context_, actor.who());
    const Device before = requireDevice(change.connection(), id);
    if (before.state == state)
        return std::nullopt;
    Device after = before;
    after.state = state;
    updateDevice(change.connection(), after);
    return change.commit({QStringLiteral("device.stateChanged"), QStringLiteral("device"), id.toString(), {{"state", nameOf(before.state)}},
                          {{"name", after.name}, {"state", nameOf(after.state)}}, cause, {}});
}

void InventoryService::touch(const access::Actor& actor, const QList<DeviceId>& devices, Timestamp at)
{
    actor.require(Permission::DiscoverNetwork);
    store::Transaction transaction(context_.connection);
    for (DeviceId id : devices)
        context_.connection.exec(QStringLiteral("UPDATE device SET last_seen_at_ms = ? WHERE id = ?"), {at, id});
    transaction.commit();
}

void InventoryService::editDevice(const access::Actor& actor, DeviceId id, const QString& kind,
                                  const std::function<void(store::Connection&, Device&)>& edit)
{
    actor.require(Permission::EditInventory);
    Change change(context_, actor.who());
    const Device before = requireDevice(change.connection(), id);
    Device after = before;
    edit(change.connection(), after);
    after.name = !after.givenName.isEmpty() ? after.givenName : !after.sysName.isEmpty() ? after.sysName : after.address;
    if (after == before)
        return;
    updateDevice(change.connection(), after);
    QJsonObject jsonBefore = toJson(before);
    QJsonObject jsonAfter = toJson(after);
    keepDifferences(jsonBefore, jsonAfter);
    change.commit({kind, QStringLiteral("device"), id.toString(), jsonBefore, jsonAfter, {}, {}});
}

void InventoryService::setMapPosition(const access::Actor& actor, DeviceId id, std::optional<MapPosition> position)
{
    editDevice(actor, id, QStringLiteral("device.moved"), [&](store::Connection&, Device& device) { device.position = position; });
}

void InventoryService::rename(const access::Actor& actor, DeviceId id, const QString& name)
{
    const QString wanted = name.simplified();
    editDevice(actor, id, QStringLiteral("device.renamed"), [&](store::Connection& connection, Device& device) {
        for (const Device& other : devices(connection))
            if (!wanted.isEmpty() && other.id != id && other.givenName == wanted)
                throw Refused(QCoreApplication::translate("Inventory", "The device at %1 is called “%2” already; choose another name.").arg(other.address, wanted));
        device.givenName = wanted;
    });
}

Site InventoryService::createSite(const access::Actor& actor, const QString& name)
{
    actor.require(Permission::EditInventory);
    const QString wanted = name.simplified();
    if (wanted.isEmpty())
        throw InvalidInput(QCoreApplication::translate("Inventory", "A site needs a name."));
    Change change(context_, actor.who());
    if (siteNamed(change.connection(), wanted))
        throw Refused(QCoreApplication::translate("Inventory", "There is a site “%1” already; choose another name.").arg(wanted));
    const Site fresh{change.ids().next<SiteTag>(), wanted};
    insertSite(change.connection(), fresh);
    change.commit({QStringLiteral("site.created"), QStringLiteral("site"), fresh.id.toString(), {}, {{"name", fresh.name}}, {}, {}});
    return fresh;
}

void InventoryService::assignSite(const access::Actor& actor, DeviceId id, SiteId wanted)
{
    editDevice(actor, id, QStringLiteral("device.sited"), [&](store::Connection& connection, Device& device) {
        if (!wanted.isNull() && !site(connection, wanted))
            throw NotFound(QCoreApplication::translate("Inventory", "There is no such site."));
        device.siteId = wanted;
    });
}

} // namespace trunkline::inventory
