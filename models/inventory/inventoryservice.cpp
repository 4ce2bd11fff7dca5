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
    const bool sameDoor = device.address == found.address && device.snmpPort == found.snmpPort && device.domain == found.domain;
    if (device.address.isEmpty() || sameDoor || withoutSnmp(device.state) || device.retired) {
        device.address = found.address;
        device.domain = found.domain;
        device.snmpPort = found.snmpPort;
        device.credentialId = found.credentialId;
    }
    device.state = DeviceState::Answering;
    device.retired = false;
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

static QString kindsOf(const QList<FoundEvidence>& evidence)
{
    QString kinds;
    for (const FoundEvidence& one : evidence)
        kinds = joinedEvidence(kinds, one.kind);
    return kinds;
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
    const auto keepEvidence = [&](LinkId id) {
        for (const FoundEvidence& one : found.evidence)
            putEvidence(change.connection(), id, one.kind, one.portId, change.now());
    };
    for (const Link& known : linksOfPort(change.connection(), found.aPortId)) {
        if (known.aPortId != found.aPortId || known.bPortId != found.bPortId)
            continue;
        Link after = known;
        after.evidence = joinedEvidence(known.evidence, kindsOf(found.evidence));
        after.lastSeenAt = change.now();
        after.missed = 0;
        if (after.evidence == known.evidence && known.missed == 0) {
            ++outcome.unchanged;
            return;
        }
        updateLink(change.connection(), after);
        keepEvidence(after.id);
        change.commit({after.evidence == known.evidence ? QStringLiteral("link.confirmed") : QStringLiteral("link.changed"), QStringLiteral("link"),
                       after.id.toString(), linkJson(change.connection(), known), linkJson(change.connection(), after), {}, {}});
        ++outcome.changed;
        return;
    }
    const Link fresh{change.ids().next<LinkTag>(), found.aPortId, found.bPortId, kindsOf(found.evidence), change.now(), change.now(), 0};
    insertLink(change.connection(), fresh);
    keepEvidence(fresh.id);
    change.commit({QStringLiteral("link.discovered"), QStringLiteral("link"), fresh.id.toString(), {}, linkJson(change.connection(), fresh), {}, {}});
    ++outcome.added;
}

/// Each pair of ports once, the smaller identifier first, with everybody's word.
static QList<FoundLink> united(const QList<FoundLink>& found)
{
    QList<FoundLink> all;
    QHash<std::pair<PortId, PortId>, qsizetype> places;
    for (FoundLink link : found) {
        if (link.bPortId < link.aPortId)
            std::swap(link.aPortId, link.bPortId);
        const auto place = places.constFind({link.aPortId, link.bPortId});
        if (place == places.cend()) {
            places.insert({link.aPortId, link.bPortId}, all.size());
            all.append(link);
            continue;
        }
        for (const FoundEvidence& one : std::as_const(link.evidence))
            if (!all[*place].evidence.contains(one))
                all[*place].evidence.append(one);
    }
    return all;
}

struct LinkFate {
    QList<Link> replaced; ///< an end is now reported with another neighbour
    QList<Link> missed;   ///< both ends were read and neither reports it
};

/// Poorer evidence replaces nothing: behind a cut fibre a forwarding table may see whom it likes.
static LinkFate fateOf(const QList<Link>& known, const QList<FoundLink>& found, const QHash<LinkId, LinkEnds>& ends, const QSet<DeviceId>& read)
{
    QHash<PortId, int> weightAt;
    QSet<std::pair<PortId, PortId>> seen;
    for (const FoundLink& link : found) {
        const int weight = bestWeightOf(kindsOf(link.evidence));
        for (PortId port : {link.aPortId, link.bPortId})
            weightAt[port] = std::max(weightAt.value(port), weight);
        seen.insert({link.aPortId, link.bPortId});
    }
    LinkFate fate;
    for (const Link& link : known) {
        if (seen.contains({link.aPortId, link.bPortId}))
            continue;
        const int rival = std::max(weightAt.value(link.aPortId), weightAt.value(link.bPortId));
        if (rival > 0 && rival >= bestWeightOf(link.evidence))
            fate.replaced.append(link);
        else if (const LinkEnds& of = ends[link.id]; read.contains(of.aDevice) && read.contains(of.bDevice))
            fate.missed.append(link);
    }
    return fate;
}

static QHash<LinkId, LinkEnds> endsByLink(store::Connection& connection, const QList<Link>& links)
{
    QHash<std::pair<PortId, PortId>, LinkEnds> byPorts;
    for (const LinkEnds& ends : linkEnds(connection))
        byPorts.insert({ends.aPortId, ends.bPortId}, ends);
    QHash<LinkId, LinkEnds> byLink;
    for (const Link& link : links)
        byLink.insert(link.id, byPorts.value({link.aPortId, link.bPortId}));
    return byLink;
}

void InventoryService::dropLink(const access::Actor& actor, const Link& link)
{
    Change change(context_, actor.who());
    const QJsonObject before = linkJson(change.connection(), link);
    deleteLink(change.connection(), link.id);
    change.commit({QStringLiteral("link.removed"), QStringLiteral("link"), link.id.toString(), before, {}, {}, {}});
}

void InventoryService::ageLink(const access::Actor& actor, const Link& link, bool mayGo, RecordedLinks& outcome)
{
    Link after = link;
    after.missed = missedOnceMore(link.missed, requirePort(context_.connection, link.aPortId), requirePort(context_.connection, link.bPortId));
    if (mayGo && ageOf(after.missed) == LinkAge::Gone) {
        dropLink(actor, link);
        ++outcome.removed;
        return;
    }
    ++outcome.stale;
    if (link.missed > 0) { // told already; how often is a measurement
        store::Transaction transaction(context_.connection);
        updateLink(context_.connection, after);
        transaction.commit();
        return;
    }
    Change change(context_, actor.who());
    updateLink(change.connection(), after);
    change.commit({QStringLiteral("link.stale"), QStringLiteral("link"), link.id.toString(), linkJson(change.connection(), link),
                   linkJson(change.connection(), after), {}, {}});
}

RecordedLinks InventoryService::recordLinks(const access::Actor& actor, const QList<FoundLink>& found, const QSet<DeviceId>& read)
{
    actor.require(Permission::DiscoverNetwork);
    RecordedLinks outcome;
    const QList<FoundLink> all = united(found);
    const QList<Link> known = links(context_.connection);
    const LinkFate fate = fateOf(known, all, endsByLink(context_.connection, known), read);
    for (const Link& gone : fate.replaced) {
        dropLink(actor, gone);
        ++outcome.removed;
    }
    for (const Link& missed : fate.missed)
        ageLink(actor, missed, true, outcome);
    for (const FoundLink& link : all)
        recordLink(actor, link, outcome);
    touchLinks(all);
    return outcome;
}

void InventoryService::noteLinks(const access::Actor& actor, const QList<FoundLink>& seen, const QSet<DeviceId>& read)
{
    actor.require(Permission::DiscoverNetwork);
    RecordedLinks outcome;
    const QList<Link> known = links(context_.connection);
    QSet<std::pair<PortId, PortId>> knownPairs;
    for (const Link& link : known)
        knownPairs.insert({link.aPortId, link.bPortId});
    QList<FoundLink> all = united(seen);
    all.removeIf([&](const FoundLink& link) { return !knownPairs.contains({link.aPortId, link.bPortId}); });
    for (const Link& missed : fateOf(known, all, endsByLink(context_.connection, known), read).missed)
        ageLink(actor, missed, false, outcome);
    for (const FoundLink& link : std::as_const(all))
        recordLink(actor, link, outcome);
    touchLinks(all);
}

/// Who says so still, and when: measurements, without an entry.
void InventoryService::touchLinks(const QList<FoundLink>& seen)
{
    store::Transaction transaction(context_.connection);
    const Timestamp now = context_.clock.now();
    for (const FoundLink& link : seen) {
        const auto row = context_.connection.row(QStringLiteral("SELECT id FROM link WHERE a_port_id = ? AND b_port_id = ?"), {link.aPortId, link.bPortId});
        if (!row)
            continue; // somebody removed it meanwhile
        context_.connection.exec(QStringLiteral("UPDATE link SET last_seen_at_ms = ? WHERE id = ?"), {now, row->id<LinkId>("id")});
        for (const FoundEvidence& one : link.evidence)
            putEvidence(context_.connection, row->id<LinkId>("id"), one.kind, one.portId, now);
    }
    transaction.commit();
}

void InventoryService::removeLink(const access::Actor& actor, LinkId id)
{
    actor.require(Permission::EditInventory);
    for (const Link& link : links(context_.connection))
        if (link.id == id)
            return dropLink(actor, link);
    throw NotFound(QCoreApplication::translate("Inventory", "There is no such link in the inventory; see “trunklinectl link list”."));
}

static void refuseWhileServing(store::Connection& connection, const Device& device)
{
    const auto row = connection.row(QStringLiteral("SELECT COUNT(*) AS n FROM service JOIN port ON port.id = service.port_id "
                                                   "WHERE port.device_id = ? AND service.state <> 'terminated'"), {device.id});
    const int services = int(row->integer("n"));
    if (services > 0)
        throw Refused(QCoreApplication::translate("Inventory", "%n service(s) run on %1, so it can't be taken out of the inventory; move or end them first.", nullptr,
                                                  services).arg(device.name));
}

void InventoryService::retire(const access::Actor& actor, DeviceId id)
{
    actor.require(Permission::EditInventory);
    Change change(context_, actor.who());
    const Device before = requireDevice(change.connection(), id);
    if (before.retired)
        return;
    refuseWhileServing(change.connection(), before);
    QJsonArray lost;
    for (Port port : ports(change.connection(), id)) {
        for (const Link& link : linksOfPort(change.connection(), port.id)) {
            lost.append(linkJson(change.connection(), link));
            deleteLink(change.connection(), link.id);
        }
        port.present = false;
        updatePort(change.connection(), port);
    }
    Device after = before;
    after.retired = true;
    after.state = DeviceState::Unknown;
    updateDevice(change.connection(), after);
    change.commit({QStringLiteral("device.retired"), QStringLiteral("device"), id.toString(), {{"state", nameOf(before.state)}, {"links", lost}},
                   {{"name", before.name}}, {}, {}});
}

/// Writes what differs; nothing when nothing does.
static std::optional<store::JournalDraft> changedPort(store::Connection& connection, const Port& before, const PortObservation& seen)
{
    Port after = before;
    after.adminState = seen.adminState.value_or(before.adminState);
    after.operState = seen.operState.value_or(before.operState);
    after.alias = seen.alias.value_or(before.alias);
    after.ifIndex = seen.ifIndex.value_or(before.ifIndex);
    if (after == before)
        return std::nullopt;
    const bool state = after.adminState != before.adminState || after.operState != before.operState;
    if (after.alias == before.alias && after.ifIndex == before.ifIndex)
        updatePortStates(connection, after);
    else
        updatePort(connection, after);
    QJsonObject jsonBefore, jsonAfter;
    const auto tell = [&](QLatin1StringView name, const QJsonValue& was, const QJsonValue& is) {
        if (was == is)
            return;
        jsonBefore.insert(name, was);
        jsonAfter.insert(name, is);
    };
    tell(QLatin1StringView("adminState"), nameOf(before.adminState), nameOf(after.adminState));
    tell(QLatin1StringView("operState"), nameOf(before.operState), nameOf(after.operState));
    tell(QLatin1StringView("alias"), before.alias, after.alias);
    tell(QLatin1StringView("ifIndex"), before.ifIndex, after.ifIndex);
    jsonAfter.insert(QStringLiteral("port"), after.name);
    jsonAfter.insert(QStringLiteral("device"), deviceName(connection, after.deviceId));
    return store::JournalDraft{state ? QStringLiteral("port.stateChanged") : QStringLiteral("port.changed"), QStringLiteral("port"), after.id.toString(),
                               jsonBefore, jsonAfter, {}, {}};
}

static std::optional<store::JournalDraft> changedDeviceState(store::Connection& connection, const Device& before, DeviceState state)
{
    if (before.state == state)
        return std::nullopt;
    Device after = before;
    after.state = state;
    updateDevice(connection, after);
    return store::JournalDraft{QStringLiteral("device.stateChanged"), QStringLiteral("device"), after.id.toString(), {{"state", nameOf(before.state)}},
                               {{"name", after.name}, {"state", nameOf(after.state)}}, {}, {}};
}

std::optional<store::JournalEntry> InventoryService::recordPort(const access::Actor& actor, PortId id, const PortObservation& seen,
                                                                std::optional<JournalEntryId> cause, const std::optional<QString>& sourceKey)
{
    if (!actor.may(Permission::ActivateServices))
        actor.require(Permission::DiscoverNetwork);
    Change change(context_, actor.who());
    if (sourceKey)
        if (auto done = change.alreadyDone(*sourceKey))
            return done;
    auto draft = changedPort(change.connection(), requirePort(change.connection(), id), seen);
    if (!draft)
        return std::nullopt;
    draft->cause = cause;
    draft->sourceKey = sourceKey;
    return change.commit(std::move(*draft));
}

std::optional<store::JournalEntry> InventoryService::recordDeviceState(const access::Actor& actor, DeviceId id, DeviceState state,
                                                                       std::optional<JournalEntryId> cause)
{
    actor.require(Permission::DiscoverNetwork);
    Change change(context_, actor.who());
    auto draft = changedDeviceState(change.connection(), requireDevice(change.connection(), id), state);
    if (!draft)
        return std::nullopt;
    draft->cause = cause;
    return change.commit(std::move(*draft));
}

QList<store::JournalEntry> InventoryService::recordStates(const access::Actor& actor, const SeenStates& seen)
{
    actor.require(Permission::DiscoverNetwork);
    Change change(context_, actor.who());
    QList<store::JournalEntry> entries;
    const auto note = [&](std::optional<store::JournalDraft> draft) {
        if (draft)
            entries.append(change.append(std::move(*draft)));
    };
    for (const auto& [id, state] : seen.devices)
        if (const auto before = device(change.connection(), id))
            note(changedDeviceState(change.connection(), *before, state));
    for (const PortSighting& sighting : seen.ports) {
        const auto before = port(change.connection(), sighting.port);
        auto draft = before ? changedPort(change.connection(), *before, sighting.seen) : std::nullopt;
        if (draft)
            draft->cause = sighting.cause;
        note(std::move(draft));
    }
    if (!entries.isEmpty())
        change.commit();
    return entries;
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

void InventoryService::setTimeZone(const access::Actor& actor, DeviceId id, const QString& ianaName)
{
    const QString wanted = ianaName.trimmed();
    if (!wanted.isEmpty())
        OperatorZone::named(wanted);
    editDevice(actor, id, QStringLiteral("device.timeZoneSet"), [&](store::Connection&, Device& device) { device.timeZone = wanted; });
}

void InventoryService::setRole(const access::Actor& actor, DeviceId id, DeviceRole role)
{
    editDevice(actor, id, QStringLiteral("device.roleSet"), [&](store::Connection&, Device& device) { device.role = role; });
}

void InventoryService::setChecks(const access::Actor& actor, DeviceId id, const Checks& checks)
{
    constexpr std::int64_t shortestMs = 1'000, longestMs = 86'400'000;
    constexpr int mostMisses = 100;
    constexpr qsizetype mostPorts = 16;
    if (checks.everyMs < shortestMs || checks.everyMs > longestMs)
        throw InvalidInput(QCoreApplication::translate("Inventory", "A device is checked at most once a second and at least once a day; choose an interval between."));
    if (checks.misses < 1 || checks.misses > mostMisses)
        throw InvalidInput(QCoreApplication::translate("Inventory", "A fault takes 1 to %1 misses in a row; choose a number between.").arg(mostMisses));
    if (checks.tcpPorts.size() > mostPorts || checks.tcpPorts.contains(0))
        throw InvalidInput(QCoreApplication::translate("Inventory", "At most %1 TCP ports of a device are checked, each from 1 to 65535.").arg(mostPorts));
    editDevice(actor, id, QStringLiteral("device.checksSet"), [&](store::Connection&, Device& device) { device.checks = checks; });
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
