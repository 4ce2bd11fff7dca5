#include "models/collection/discoverydiff.h"

#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace trunkline::collection {

QString nameOf(DiffKind kind)
{
    switch (kind) {
    case DiffKind::New: return QStringLiteral("new");
    case DiffKind::Gone: return QStringLiteral("gone");
    case DiffKind::Changed: return QStringLiteral("changed");
    }
    return {};
}

namespace {

QString nameFor(const inventory::FoundDevice& found)
{
    return found.sysName.isEmpty() ? found.address : found.sysName;
}

QString newDeviceKey(const inventory::FoundDevice& found)
{
    const QString mark = found.engineId.isEmpty() ? found.address : QString::fromLatin1(found.engineId.toHex());
    return QStringLiteral("device new %1 %2 %3").arg(nameFor(found), mark, found.serialNumber);
}

/// What helps to recognise it, as far as it was told.
QList<DiffField> newDeviceFields(const inventory::FoundDevice& found)
{
    QList<DiffField> fields;
    for (const auto& [name, value] : {std::pair("kind", found.kind), std::pair("vendor", found.vendor), std::pair("model", found.model)})
        if (!value.isEmpty())
            fields.append({QString::fromLatin1(name), {}, value});
    return fields;
}

/// What a discovery would change, by the same rule: a fact that the device keeps to itself this time is not lost.
QList<DiffField> deviceFields(const inventory::Device& known, const inventory::FoundDevice& found)
{
    QList<DiffField> fields;
    const auto compare = [&](const char* name, const QString& before, const QString& after) {
        if (!after.isEmpty() && before != after)
            fields.append({QString::fromLatin1(name), before, after});
    };
    compare("sysName", known.sysName, found.sysName);
    compare("vendor", known.vendor, found.vendor);
    compare("model", known.model, found.model);
    compare("softwareVersion", known.softwareVersion, found.softwareVersion);
    compare("serialNumber", known.serialNumber, found.serialNumber);
    compare("engineId", QString::fromLatin1(known.engineId.toHex()), QString::fromLatin1(found.engineId.toHex()));
    compare("baseMac", known.baseMac, found.baseMac);
    compare("sysObjectId", known.sysObjectId, found.sysObjectId);
    compare("description", known.description, found.description);
    if (found.kind != QLatin1String("unknown"))
        compare("kind", known.kind, found.kind);
    return fields;
}

/// States come and go with every poll and are no news; a port that came, went, or was named is.
QList<DiffField> portFields(const QList<inventory::Port>& known, const QList<inventory::FoundPort>& found)
{
    QHash<QString, inventory::Port> left;
    for (const inventory::Port& port : known)
        left.insert(port.name, port);
    QList<DiffField> fields;
    for (const inventory::FoundPort& port : inventory::withUniqueNames(found)) {
        const QString name = QStringLiteral("port %1").arg(port.name);
        if (!left.contains(port.name)) {
            fields.append({name, {}, inventory::ifTypeName(port.ifType)});
            continue;
        }
        const inventory::Port before = left.take(port.name);
        if (before.alias != port.alias)
            fields.append({name, before.alias, port.alias});
        if (before.mac != port.mac && !port.mac.isEmpty())
            fields.append({name, before.mac, port.mac});
    }
    for (const inventory::Port& gone : std::as_const(left))
        fields.append({QStringLiteral("port %1").arg(gone.name), inventory::ifTypeName(gone.ifType), {}});
    std::sort(fields.begin(), fields.end(), [](const DiffField& a, const DiffField& b) { return a.name < b.name; });
    return fields;
}

class Comparison {
public:
    Comparison(store::Connection& connection, const FoundNetwork& found, const QList<std::optional<DeviceId>>& known)
        : connection_(connection), found_(found), known_(known)
    {
        for (const inventory::Device& device : inventory::devices(connection))
            devices_.insert(device.id, device);
    }

    DiscoveryDiff diff()
    {
        for (qsizetype i = 0; i < found_.devices.size(); ++i)
            compareDevice(found_.devices[i], known_[i]);
        if (found_.complete)
            lookForTheSilent();
        compareLinks();
        std::stable_sort(diff_.items.begin(), diff_.items.end(), [](const DiffItem& a, const DiffItem& b) {
            return std::tie(a.kind, a.isLink, a.name) < std::tie(b.kind, b.isLink, b.name);
        });
        return diff_;
    }

    QString nameOfLink(const LinkEnds& link) const
    {
        return QStringLiteral("%1 – %2").arg(place(link.aDevice, link.aPort), place(link.bDevice, link.bPort));
    }

private:
    void compareDevice(const inventory::FoundDevice& found, std::optional<DeviceId> id)
    {
        const bool isInService = id && devices_.contains(*id);
        if (!isInService) { // a retired one that answers is new again
            diff_.items.append({newDeviceKey(found), DiffKind::New, false, nameFor(found), found.address, {}, {}, newDeviceFields(found)});
            return;
        }
        const inventory::Device& before = devices_[*id];
        const QList<DiffField> fields = deviceFields(before, found) + portFields(inventory::ports(connection_, *id), found.ports);
        if (fields.isEmpty())
            ++diff_.unchangedDevices;
        else
            diff_.items.append({QStringLiteral("device changed ") + id->toString(), DiffKind::Changed, false, before.name, found.address, *id, {}, fields});
    }

    void lookForTheSilent()
    {
        QSet<DeviceId> answered;
        for (const auto& id : known_)
            if (id)
                answered.insert(*id);
        for (const inventory::Device& device : std::as_const(devices_))
            if (!answered.contains(device.id) && device.domain == found_.domain && found_.silent.contains(device.address))
                diff_.items.append({QStringLiteral("device gone ") + device.id.toString(), DiffKind::Gone, false, device.name, device.address, device.id, {}, {}});
    }

    QString place(qsizetype device, const QString& port) const
    {
        const auto id = known_[device];
        const QString name = id && devices_.contains(*id) ? devices_[*id].name : nameFor(found_.devices[device]);
        return QStringLiteral("%1 %2").arg(name, port);
    }

    void compareLinks()
    {
        QHash<std::pair<PortId, PortId>, inventory::Link> known;
        for (const inventory::Link& link : inventory::links(connection_))
            known.insert({link.aPortId, link.bPortId}, link);
        for (const LinkEnds& link : found_.links) {
            const auto portOf = [&](qsizetype device, const QString& name) {
                return known_[device] ? inventory::portByName(connection_, *known_[device], name) : std::nullopt;
            };
            const auto a = portOf(link.aDevice, link.aPort);
            const auto b = portOf(link.bDevice, link.bPort);
            if (a && b && known.remove(std::pair{std::min(a->id, b->id), std::max(a->id, b->id)})) {
                ++diff_.unchangedLinks;
                continue;
            }
            const QString name = nameOfLink(link);
            QString kinds;
            for (const LinkWitness& witness : link.evidence)
                kinds = inventory::joinedEvidence(kinds, witness.kind);
            diff_.items.append({QStringLiteral("link new ") + name, DiffKind::New, true, name, {}, {}, {}, {{QStringLiteral("evidence"), {}, kinds}}});
        }
        for (const inventory::Link& link : std::as_const(known))
            if (inventory::ageOf(link.missed) == inventory::LinkAge::Gone)
                addGoneLink(link);
    }

    void addGoneLink(const inventory::Link& link)
    {
        const auto end = [&](PortId id) {
            const auto port = inventory::port(connection_, id);
            return port ? QStringLiteral("%1 %2").arg(devices_[port->deviceId].name, port->name) : QString();
        };
        diff_.items.append({QStringLiteral("link gone ") + link.id.toString(), DiffKind::Gone, true, QStringLiteral("%1 – %2").arg(end(link.aPortId), end(link.bPortId)),
                            {}, {}, link.id, {{QStringLiteral("evidence"), link.evidence, {}}}});
    }

    store::Connection& connection_;
    const FoundNetwork& found_;
    const QList<std::optional<DeviceId>>& known_;
    QHash<DeviceId, inventory::Device> devices_;
    DiscoveryDiff diff_;
};

bool linkExists(store::Connection& connection, LinkId id)
{
    return connection.row(QStringLiteral("SELECT id FROM link WHERE id = ?"), {id}).has_value(); // a retired device took it along
}

QList<std::optional<DeviceId>> knownDevices(store::Connection& connection, const FoundNetwork& found)
{
    const QList<inventory::KnownIdentity> identities = inventory::knownIdentities(connection);
    QList<std::optional<DeviceId>> known;
    for (const inventory::FoundDevice& device : found.devices)
        known.append(inventory::identify(inventory::identityOf(device), identities));
    return known;
}

} // namespace

DiscoveryDiff diffOf(store::Connection& connection, const FoundNetwork& found)
{
    const auto known = knownDevices(connection, found);
    return Comparison(connection, found, known).diff();
}

static DiscoveryProposal proposalFrom(store::Connection& connection, const store::Row& row)
{
    const FoundNetwork found = unpacked(row.bytes("found"));
    return {row.id<DiscoveryProposalId>("id"), row.id<DiscoveryPlanId>("plan_id"), row.text("plan_name"), row.timestamp("found_at_ms"), found.failures,
            diffOf(connection, found)};
}

QList<DiscoveryProposal> openProposals(store::Connection& connection)
{
    QList<DiscoveryProposal> open;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id, plan_id, plan_name, found_at_ms, found FROM discovery_proposal "
                                                                "WHERE state = 'open' ORDER BY found_at_ms DESC, id")))
        open.append(proposalFrom(connection, row));
    return open;
}

static std::optional<store::Row> openRow(store::Connection& connection, DiscoveryProposalId id)
{
    return connection.row(QStringLiteral("SELECT id, plan_id, plan_name, found_at_ms, found FROM discovery_proposal WHERE id = ? AND state = 'open'"), {id});
}

std::optional<DiscoveryProposal> proposal(store::Connection& connection, DiscoveryProposalId id)
{
    const auto row = openRow(connection, id);
    return row ? std::optional(proposalFrom(connection, *row)) : std::nullopt;
}

static store::Row requireOpen(store::Connection& connection, DiscoveryProposalId id)
{
    if (const auto row = openRow(connection, id))
        return *row;
    throw NotFound(QCoreApplication::translate("Discovery", "Nothing of this rediscovery waits for a decision any more; see “trunklinectl discover proposals”."));
}

static void close(store::Connection& connection, DiscoveryProposalId id, const char* state)
{
    // What was found is of no interest any more, and it is large.
    connection.exec(QStringLiteral("UPDATE discovery_proposal SET state = ?, found = ? WHERE id = ?"), {state, QByteArray(""), id});
}

static QJsonObject jsonOf(const DiscoveryDiff& diff)
{
    QJsonObject counts;
    for (const DiffItem& item : diff.items) {
        const QString key = nameOf(item.kind) + (item.isLink ? QStringLiteral("Links") : QStringLiteral("Devices"));
        counts.insert(key, counts.value(key).toInt() + 1);
    }
    return counts;
}

/// Links that are known and were seen or missed are facts, not proposals: only what comes and goes is for a person.
static void noteKnownLinks(store::Context& context, const access::Actor& actor, const FoundNetwork& found)
{
    QList<DeviceId> devices;
    for (const auto& id : knownDevices(context.connection, found))
        devices.append(id.value_or(DeviceId()));
    inventory::InventoryService(context).noteLinks(actor, storedLinks(context.connection, found.links, devices), QSet<DeviceId>(devices.begin(), devices.end()));
}

DiscoveryProposalId ProposalService::propose(const access::Actor& actor, const DiscoveryPlan& plan, const FoundNetwork& found)
{
    actor.require(access::Permission::DiscoverNetwork);
    noteKnownLinks(context_, actor, found);
    store::Change change(context_, actor.who());
    const DiscoveryDiff diff = diffOf(change.connection(), found);
    change.connection().exec(QStringLiteral("UPDATE discovery_proposal SET state = 'replaced', found = ? WHERE plan_id = ? AND state = 'open'"), {QByteArray(""), plan.id});
    const DiscoveryProposalId id = diff.isEmpty() ? DiscoveryProposalId() : change.ids().next<DiscoveryProposalTag>();
    QJsonObject after = jsonOf(diff);
    after.insert(QStringLiteral("name"), plan.name);
    if (!id.isNull())
        change.connection().exec(QStringLiteral("INSERT INTO discovery_proposal (id, plan_id, plan_name, found_at_ms, state, found) VALUES (?, ?, ?, ?, 'open', ?)"),
                                 {id, plan.id, plan.name, change.now(), packed(found)});
    change.commit({QStringLiteral("discovery.proposed"), QStringLiteral("discoveryPlan"), plan.id.toString(), {}, after, {}, {}});
    return id;
}

static QList<DiffItem> chosenItems(const DiscoveryDiff& diff, const QStringList& keys)
{
    if (keys.isEmpty())
        return diff.items;
    QList<DiffItem> chosen;
    for (const QString& key : keys) {
        const auto item = std::find_if(diff.items.begin(), diff.items.end(), [&](const DiffItem& i) { return i.key == key; });
        if (item == diff.items.end())
            throw NotFound(QCoreApplication::translate("Discovery", "“%1” is not among the differences any more; look at them again.").arg(key));
        chosen.append(*item);
    }
    return chosen;
}

DiscoveryReport ProposalService::approve(const access::Actor& actor, DiscoveryProposalId id, const QStringList& keys)
{
    actor.require(access::Permission::DiscoverNetwork);
    actor.require(access::Permission::EditInventory);
    const store::Row row = requireOpen(context_.connection, id);
    const FoundNetwork found = unpacked(row.bytes("found"));
    const auto known = knownDevices(context_.connection, found);
    const QList<DiffItem> chosen = chosenItems(Comparison(context_.connection, found, known).diff(), keys);
    const auto isChosen = [&](const QString& key) { return std::any_of(chosen.begin(), chosen.end(), [&](const DiffItem& item) { return item.key == key; }); };
    inventory::InventoryService service(context_);
    DiscoveryReport report;
    // What can be refused comes first, so that a refusal leaves the rest undone.
    for (const DiffItem& item : chosen)
        if (item.kind == DiffKind::Gone && !item.isLink)
            service.retire(actor, item.deviceId);
    QList<DeviceId> devices;
    for (qsizetype i = 0; i < found.devices.size(); ++i) {
        devices.append(known[i].value_or(DeviceId()));
        const bool isNew = isChosen(newDeviceKey(found.devices[i]));
        const bool isChanged = known[i] && isChosen(QStringLiteral("device changed ") + known[i]->toString());
        if (!isNew && !isChanged)
            continue;
        devices[i] = service.recordDiscovery(actor, found.devices[i]).id;
        report.devices.append(devices[i]);
        report.newDevices += isNew;
        report.changedDevices += isChanged;
    }
    // A link comes with the devices at its ends; between two that were known it is an item of its own.
    const Comparison names(context_.connection, found, known);
    QList<LinkEnds> links;
    for (const LinkEnds& link : found.links) {
        const bool comesAlong = isChosen(newDeviceKey(found.devices[link.aDevice])) || isChosen(newDeviceKey(found.devices[link.bDevice]));
        if (comesAlong || isChosen(QStringLiteral("link new ") + names.nameOfLink(link)))
            links.append(link);
    }
    const QList<inventory::FoundLink> stored = storedLinks(context_.connection, links, devices);
    report.links = int(stored.size());
    report.newLinks = service.recordLinks(actor, stored).added;
    for (const DiffItem& item : chosen)
        if (item.kind == DiffKind::Gone && item.isLink && linkExists(context_.connection, item.linkId))
            service.removeLink(actor, item.linkId);
    closeApproved(actor, id, row, chosen);
    return report;
}

void ProposalService::closeApproved(const access::Actor& actor, DiscoveryProposalId id, const store::Row& row, const QList<DiffItem>& chosen)
{
    store::Change change(context_, actor.who());
    const bool isDone = diffOf(change.connection(), unpacked(row.bytes("found"))).isEmpty();
    if (isDone)
        close(change.connection(), id, "approved");
    QJsonArray names;
    for (const DiffItem& item : chosen)
        names.append(QStringLiteral("%1: %2").arg(nameOf(item.kind), item.name));
    change.commit({QStringLiteral("discovery.approved"), QStringLiteral("discoveryPlan"), row.text("plan_id"), {},
                   {{"name", row.text("plan_name")}, {"items", names}, {"closed", isDone}}, {}, {}});
}

void ProposalService::dismiss(const access::Actor& actor, DiscoveryProposalId id, const QString& reason)
{
    actor.require(access::Permission::DiscoverNetwork);
    actor.require(access::Permission::EditInventory);
    store::Change change(context_, actor.who());
    const store::Row row = requireOpen(change.connection(), id);
    close(change.connection(), id, "dismissed");
    QJsonObject after{{"name", row.text("plan_name")}};
    if (!reason.trimmed().isEmpty())
        after.insert(QStringLiteral("reason"), reason.trimmed());
    change.commit({QStringLiteral("discovery.dismissed"), QStringLiteral("discoveryPlan"), row.text("plan_id"), {}, after, {}, {}});
}

} // namespace trunkline::collection
