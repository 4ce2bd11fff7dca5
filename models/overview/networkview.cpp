#include "models/overview/networkview.h"

#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "models/performance/samplestore.h"

#include <algorithm>

namespace trunkline::overview {

namespace {

using inventory::Port;

struct AlarmBoard {
    QHash<DeviceId, Severity> worstOfDevice;
    QHash<DeviceId, int> countOfDevice;
    QHash<PortId, Severity> worstOfPort;
};

AlarmBoard boardOf(const QList<fault::Alarm>& open)
{
    AlarmBoard board;
    for (const fault::Alarm& alarm : open) {
        if (!alarm.deviceId.isNull()) {
            Severity& worst = board.worstOfDevice[alarm.deviceId]; // Cleared when new: the least
            worst = std::max(worst, alarm.severity);
            ++board.countOfDevice[alarm.deviceId];
        }
        if (!alarm.portId.isNull()) {
            Severity& worst = board.worstOfPort[alarm.portId];
            worst = std::max(worst, alarm.severity);
        }
    }
    return board;
}

template <class Key>
std::optional<Severity> severityIn(const QHash<Key, Severity>& severities, const Key& key)
{
    const auto found = severities.constFind(key);
    return found == severities.constEnd() ? std::nullopt : std::optional(*found);
}

LinkState linkStateOf(const Port& a, const Port& b, bool bothAnswer)
{
    if (!bothAnswer || a.operState == inventory::OperState::Unknown || b.operState == inventory::OperState::Unknown)
        return LinkState::Unknown;
    return a.operState == inventory::OperState::Up && b.operState == inventory::OperState::Up ? LinkState::Up : LinkState::Down;
}

std::int64_t slowerOf(std::int64_t a, std::int64_t b)
{
    return a == 0 || b == 0 ? std::max(a, b) : std::min(a, b);
}

std::optional<int> permilleOf(const std::optional<std::int64_t>& bps, std::int64_t speedBps)
{
    if (!bps || speedBps <= 0)
        return std::nullopt;
    return int(std::min<Wide>(Wide(*bps) * 1000 / speedBps, 1'000'000));
}

std::optional<Timestamp> laterOf(const std::optional<Timestamp>& a, const std::optional<Timestamp>& b)
{
    return a && b ? std::optional(std::max(*a, *b)) : a ? a : b;
}

struct LinkGround {
    QHash<PortId, Port> ports;
    QHash<DeviceId, bool> answers;
    QHash<PortId, performance::PortLoad> loads;
    AlarmBoard board;
};

NetworkLink linkOn(const inventory::Link& link, const LinkGround& ground)
{
    const Port a = ground.ports.value(link.aPortId);
    const Port b = ground.ports.value(link.bPortId);
    const bool answer = ground.answers.value(a.deviceId) && ground.answers.value(b.deviceId);
    const auto loadOf = [&](PortId id) {
        const auto found = ground.loads.constFind(id);
        return found == ground.loads.constEnd() ? std::nullopt : std::optional(*found);
    };
    const auto atA = loadOf(link.aPortId);
    const auto atB = loadOf(link.bPortId);
    NetworkLink view{link, a.deviceId, b.deviceId, a.name, b.name, linkStateOf(a, b, answer), slowerOf(a.capacityBps(), b.capacityBps()), {}, {}, {}, {}};
    view.aToBBps = atA && atA->outBps ? atA->outBps : atB ? atB->inBps : std::nullopt;
    view.bToABps = atA && atA->inBps ? atA->inBps : atB ? atB->outBps : std::nullopt;
    view.loadAt = laterOf(atA ? std::optional(atA->at) : std::nullopt, atB ? std::optional(atB->at) : std::nullopt);
    const auto worstA = severityIn(ground.board.worstOfPort, link.aPortId);
    const auto worstB = severityIn(ground.board.worstOfPort, link.bPortId);
    view.worstAlarm = worstA && worstB ? std::max(worstA, worstB) : worstA ? worstA : worstB;
    return view;
}

} // namespace

std::optional<int> NetworkLink::aToBPermille() const { return permilleOf(aToBBps, speedBps); }
std::optional<int> NetworkLink::bToAPermille() const { return permilleOf(bToABps, speedBps); }

namespace {

/// What a view is made of, now or at a past instant.
struct NetworkGround {
    QList<inventory::Device> devices;
    QList<Port> ports;
    QList<inventory::Link> links;
    QList<inventory::Service> services;
    QHash<PortId, performance::PortLoad> loads;
    QList<fault::Alarm> open;
};

NetworkView viewOf(store::Connection& connection, const NetworkGround& network)
{
    LinkGround ground;
    for (const Port& port : network.ports)
        ground.ports.insert(port.id, port);
    ground.loads = network.loads;
    ground.board = boardOf(network.open);
    QHash<SiteId, QString> siteNames;
    for (const inventory::Site& site : inventory::sites(connection))
        siteNames.insert(site.id, site.name);
    QHash<DeviceId, int> services;
    for (const inventory::Service& service : network.services)
        ++services[ground.ports.value(service.portId).deviceId];

    NetworkView view;
    for (const inventory::Device& device : network.devices) {
        ground.answers.insert(device.id, device.state == inventory::DeviceState::Answering || device.state == inventory::DeviceState::SnmpSilent);
        view.nodes.append({device, inventory::placeOf(siteNames.value(device.siteId)), severityIn(ground.board.worstOfDevice, device.id),
                           ground.board.countOfDevice.value(device.id), services.value(device.id)});
    }
    for (const inventory::Link& link : network.links)
        view.links.append(linkOn(link, ground));
    return view;
}

void takeBackPort(Port& port, const QJsonObject& before)
{
    if (before.contains(QLatin1String("operState")))
        port.operState = inventory::operStateNamed(before[QLatin1String("operState")].toString());
    if (before.contains(QLatin1String("adminState")))
        port.adminState = inventory::adminStateNamed(before[QLatin1String("adminState")].toString());
}

bool wasActiveAt(const inventory::Service& service, Timestamp at)
{
    return service.activatedAt && *service.activatedAt <= at && (!service.terminatedAt || *service.terminatedAt > at);
}

} // namespace

static QList<PortId> endsOf(const QList<inventory::Link>& links)
{
    QList<PortId> ends;
    for (const inventory::Link& link : links)
        ends << link.aPortId << link.bPortId;
    return ends;
}

NetworkView networkView(store::Connection& connection)
{
    QList<inventory::Service> services = inventory::allServices(connection);
    services.removeIf([](const inventory::Service& service) { return service.state != inventory::ServiceState::Active; });
    const QList<inventory::Link> links = inventory::links(connection);
    return viewOf(connection, {inventory::devices(connection), inventory::allPorts(connection), links, services,
                               performance::currentLoads(connection, endsOf(links)), fault::openAlarms(connection)});
}

NetworkView networkViewAt(store::Connection& connection, Timestamp at)
{
    const QList<inventory::Link> links = inventory::links(connection);
    NetworkGround then{inventory::devices(connection), inventory::allPorts(connection), links, inventory::allServices(connection),
                       performance::loadsAt(connection, endsOf(links), at), fault::alarmsOpenAt(connection, at)};
    takeBack(store::journalSince(connection, at, {QStringLiteral("device.discovered"), QStringLiteral("device.stateChanged"), QStringLiteral("device.changed"),
                                                  QStringLiteral("port.stateChanged")}),
             then.devices, then.ports);
    then.links.removeIf([at](const inventory::Link& link) { return link.firstSeenAt > at; });
    then.services.removeIf([at](const inventory::Service& service) { return !wasActiveAt(service, at); });
    for (fault::Alarm& alarm : then.open)
        alarm.severity = alarm.worstSeverity; // it may be cleared by now
    NetworkView view = viewOf(connection, then);
    view.at = at;
    return view;
}

void takeBack(const QList<store::JournalEntry>& entries, QList<inventory::Device>& devices, QList<inventory::Port>& ports)
{
    QHash<QString, qsizetype> portById, portByName, deviceById;
    for (qsizetype at = 0; at < ports.size(); ++at) {
        portById.insert(ports[at].id.toString(), at);
        portByName.insert(ports[at].deviceId.toString() + u'/' + ports[at].name, at);
    }
    for (qsizetype at = 0; at < devices.size(); ++at)
        deviceById.insert(devices[at].id.toString(), at);
    QSet<QString> notYet;
    for (auto entry = entries.crbegin(); entry != entries.crend(); ++entry) {
        if (entry->subjectType == QLatin1String("port")) {
            if (const auto at = portById.constFind(entry->subjectId); at != portById.constEnd())
                takeBackPort(ports[*at], entry->before.object());
            continue;
        }
        const QJsonObject before = entry->before.object();
        if (entry->kind == QLatin1String("device.discovered"))
            notYet.insert(entry->subjectId);
        if (const auto at = deviceById.constFind(entry->subjectId); at != deviceById.constEnd() && before.contains(QLatin1String("state")))
            devices[*at].state = inventory::deviceStateNamed(before[QLatin1String("state")].toString());
        const QJsonObject changed = before[QLatin1String("ports")].toObject();
        for (auto port = changed.begin(); port != changed.end(); ++port)
            if (const auto at = portByName.constFind(entry->subjectId + u'/' + port.key()); at != portByName.constEnd())
                takeBackPort(ports[*at], port.value().toObject());
    }
    devices.removeIf([&](const inventory::Device& device) { return notYet.contains(device.id.toString()); });
}

} // namespace trunkline::overview
