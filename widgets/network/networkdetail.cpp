#include "widgets/network/networkdetail.h"

#include "widgets/noc/portdetail.h"
#include "widgets/noc/steps.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::widgets {

namespace {

struct NetworkDetailTexts {
    Q_DECLARE_TR_FUNCTIONS(NetworkDetail)
};

double loadShare(const std::optional<int>& permille)
{
    return permille ? *permille / 1000.0 : std::numeric_limits<double>::quiet_NaN();
}

FactGroup deviceStateFacts(const overview::DeviceDetail& device, const Desk& desk)
{
    QList<Fact> facts;
    facts.append({NetworkDetailTexts::tr("State"), overview::stateWord(device.device.state), {}, {}, overview::stateTone(device.device.state)});
    const bool old = device.device.lastSeenAt && performance::isStale(*device.device.lastSeenAt, desk.clock().now());
    facts.append({NetworkDetailTexts::tr("Last answer"), measuredText(device.device.lastSeenAt, desk), {}, {}, {}, false, old});
    for (const overview::ReachFigure& figure : device.reach)
        facts.append({figure.name, figure.text, {}, {}, {}, false, performance::isStale(figure.at, desk.clock().now())});
    const Target alarms{QStringLiteral("alarms"), QStringLiteral("device:") + device.device.id.toString()};
    if (device.openAlarms.isEmpty())
        facts.append({NetworkDetailTexts::tr("Alarms"), NetworkDetailTexts::tr("None open"), {}, {}, Tone::Good});
    else
        facts.append({NetworkDetailTexts::tr("Alarms"), NetworkDetailTexts::tr("%Ln open", nullptr, int(device.openAlarms.size())), alarms, device.openAlarms.first().severity});
    const auto served = std::count_if(device.ports.begin(), device.ports.end(), [](const overview::PortRow& row) { return !row.serviceId.isNull(); });
    facts.append({NetworkDetailTexts::tr("Services"), QLocale().toString(qint64(served))});
    const auto up = std::count_if(device.ports.begin(), device.ports.end(), [](const overview::PortRow& row) { return overview::stateTone(row.port) == Tone::Good; });
    facts.append({NetworkDetailTexts::tr("Ports"), NetworkDetailTexts::tr("%L1 of %L2 up").arg(up).arg(device.ports.size())});
    return factGroup({}, facts);
}

FactGroup deviceIdentityFacts(const overview::DeviceDetail& view)
{
    const inventory::Device& device = view.device;
    const inventory::Place place = inventory::placeOf(view.siteName);
    return factGroup(NetworkDetailTexts::tr("Equipment"),
                     {{NetworkDetailTexts::tr("Kind"), deviceKindWord(deviceKindFromKey(device.kind))},
                      {NetworkDetailTexts::tr("Role"), inventory::roleWord(device.role)},
                      {NetworkDetailTexts::tr("Site"), place.site, {QStringLiteral("site"), place.site}},
                      {NetworkDetailTexts::tr("Place"), place.within},
                      {NetworkDetailTexts::tr("Vendor"), device.vendor},
                      {NetworkDetailTexts::tr("Model"), device.model},
                      {NetworkDetailTexts::tr("Software"), device.softwareVersion},
                      {NetworkDetailTexts::tr("Serial number"), device.serialNumber, {}, {}, {}, true},
                      {NetworkDetailTexts::tr("Address"), view.addresses.join(u'\n'), {}, {}, {}, true},
                      {NetworkDetailTexts::tr("SNMP port"), QString::number(device.snmpPort), {}, {}, {}, true},
                      {NetworkDetailTexts::tr("Object id"), device.sysObjectId, {}, {}, {}, true},
                      {NetworkDetailTexts::tr("Engine id"), QString::fromLatin1(device.engineId.toHex()), {}, {}, {}, true}});
}

FactGroup neighbourFacts(const overview::DeviceDetail& device)
{
    QList<Fact> facts;
    for (const overview::PortRow& row : device.ports)
        if (!row.neighbour.isEmpty())
            facts.append({row.port.name, row.neighbour, {QStringLiteral("device"), row.neighbourDevice.toString()}, {}, overview::stateTone(row.port)});
    return factGroup(NetworkDetailTexts::tr("Neighbours"), facts);
}

FactGroup deviceAlarmFacts(const overview::DeviceDetail& device)
{
    QList<Fact> facts;
    for (const fault::Alarm& alarm : device.openAlarms.mid(0, 8))
        facts.append({severityWord(alarm.severity), QStringLiteral("%1: %2").arg(fault::problemWord(alarm.problem), alarm.objectName),
                      {QStringLiteral("alarm"), alarm.id.toString()}, alarm.severity});
    return factGroup(NetworkDetailTexts::tr("Open alarms"), facts);
}

QString linkStateWord(overview::LinkState state)
{
    switch (state) {
    case overview::LinkState::Up: return NetworkDetailTexts::tr("Up");
    case overview::LinkState::Down: return NetworkDetailTexts::tr("Down");
    case overview::LinkState::Unknown: break;
    }
    return NetworkDetailTexts::tr("Unknown: an end does not answer");
}

Tone linkTone(overview::LinkState state)
{
    return state == overview::LinkState::Up ? Tone::Good : state == overview::LinkState::Down ? Tone::Bad : Tone::Neutral;
}

} // namespace

MapNode mapNodeOf(const overview::NetworkNode& node)
{
    MapNode shown{node.device.id.toString(), node.device.name, deviceKindFromKey(node.device.kind), overview::stateTone(node.device.state),
                  overview::stateWord(node.device.state), node.worstAlarm, node.openAlarms, {}};
    if (node.device.position)
        shown.position = QPointF(node.device.position->x, node.device.position->y);
    return shown;
}

MapLink mapLinkOf(const overview::NetworkLink& link, Timestamp now)
{
    MapLink shown{link.link.id.toString(), link.aDevice.toString(), link.bDevice.toString(), double(link.speedBps),
                  loadShare(link.aToBPermille()), loadShare(link.bToAPermille()), link.state != overview::LinkState::Down, {},
                  rateText(link.aToBBps, link.speedBps), rateText(link.bToABps, link.speedBps)};
    if (link.loadAt && performance::isStale(*link.loadAt, now))
        shown.age = overview::ageText(*link.loadAt, now);
    return shown;
}

Detail deviceDetailOf(const overview::DeviceDetail& device, const Desk& desk)
{
    Detail detail;
    detail.target = {QStringLiteral("device"), device.device.id.toString()};
    detail.title = device.device.name;
    const QString kind = deviceKindWord(deviceKindFromKey(device.device.kind));
    detail.subtitle = device.siteName.isEmpty() ? kind : NetworkDetailTexts::tr("%1 · %2").arg(kind, device.siteName);
    detail.ownIconName = deviceIconName(deviceKindFromKey(device.device.kind));
    for (const FactGroup& group : {deviceStateFacts(device, desk), deviceAlarmFacts(device), neighbourFacts(device), deviceIdentityFacts(device)})
        if (!group.facts.isEmpty())
            detail.overview.append(group);
    detail.why = stepsOf(device.why, desk);
    detail.history = stepsOf(device.history, desk);
    detail.takesNotes = false;
    return detail;
}

Detail linkDetailOf(const overview::NetworkLink& link, const overview::NetworkView& view, const overview::Story& story, const Desk& desk)
{
    const auto nameOfDevice = [&](DeviceId id) {
        const auto found = std::find_if(view.nodes.begin(), view.nodes.end(), [&](const overview::NetworkNode& node) { return node.device.id == id; });
        return found == view.nodes.end() ? QString() : found->device.name;
    };
    const QString a = nameOfDevice(link.aDevice), b = nameOfDevice(link.bDevice);
    Detail detail;
    detail.target = {QStringLiteral("link"), link.link.id.toString()};
    detail.title = NetworkDetailTexts::tr("%1 – %2").arg(a, b);
    detail.subtitle = NetworkDetailTexts::tr("Link");
    detail.severity = link.worstAlarm;
    const bool old = link.loadAt && !view.at && performance::isStale(*link.loadAt, desk.clock().now());
    const QString measured = !view.at ? measuredText(link.loadAt, desk) : link.loadAt ? desk.timeText(*link.loadAt) : QString();
    QList<Fact> state{{NetworkDetailTexts::tr("As it was"), view.at ? desk.timeText(*view.at) : QString(), {}, {}, Tone::Attention},
                      {NetworkDetailTexts::tr("State"), linkStateWord(link.state), {}, {}, linkTone(link.state)},
                      {NetworkDetailTexts::tr("Capacity"), overview::speedText(link.speedBps)},
                      {NetworkDetailTexts::tr("%1 → %2").arg(a, b), rateText(link.aToBBps, link.speedBps), {}, {}, {}, false, old},
                      {NetworkDetailTexts::tr("%1 → %2").arg(b, a), rateText(link.bToABps, link.speedBps), {}, {}, {}, false, old},
                      {NetworkDetailTexts::tr("Measured"), measured, {}, {}, {}, false, old}};
    if (link.worstAlarm)
        state.append({NetworkDetailTexts::tr("Worst alarm"), severityWord(*link.worstAlarm),
                      {QStringLiteral("alarms"), QStringLiteral("port:") + link.link.aPortId.toString()}, link.worstAlarm});
    QList<Fact> known;
    for (const overview::LinkWord& word : story.words)
        known.append({word.by, NetworkDetailTexts::tr("%1, %2 – %3", "evidence, first and last seen").arg(word.evidence, desk.timeText(word.firstSeenAt), desk.timeText(word.lastSeenAt))});
    detail.overview = {factGroup({}, state),
                       factGroup(NetworkDetailTexts::tr("Ends"), {{a, link.aPort, {QStringLiteral("port"), link.link.aPortId.toString()}, {}, {}, true},
                                                                  {b, link.bPort, {QStringLiteral("port"), link.link.bPortId.toString()}, {}, {}, true}}),
                       factGroup(NetworkDetailTexts::tr("How it is known"), known)};
    detail.why = stepsOf(story.why, desk);
    detail.history = stepsOf(story.history, desk);
    detail.takesNotes = false;
    return detail;
}

} // namespace trunkline::widgets
