#include "models/overview/portstory.h"

#include "models/assurance/outagestore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace trunkline::overview {

namespace {

struct PortStoryTexts {
    Q_DECLARE_TR_FUNCTIONS(PortStory)
};

using Entries = QList<store::JournalEntry>;

void addEntriesOf(store::Connection& connection, const char* type, const QString& id, Entries& entries)
{
    entries += store::journalOf(connection, QString::fromLatin1(type), id);
}

bool isAboutPort(const store::JournalEntry& entry, const QString& portName)
{
    return entry.after[QLatin1String("ports")].toObject().contains(portName);
}

/// The discoveries of its device that named the port.
void addDiscoveries(store::Connection& connection, const inventory::Port& port, Entries& entries)
{
    for (const store::JournalEntry& entry : store::journalOf(connection, QStringLiteral("device"), port.deviceId.toString()))
        if (isAboutPort(entry, port.name))
            entries.append(entry);
}

void addAlarms(store::Connection& connection, PortId port, Entries& entries)
{
    for (const fault::Alarm& alarm : fault::alarmsOfPort(connection, port, Timestamp{0}, Timestamp{std::numeric_limits<std::int64_t>::max()}))
        addEntriesOf(connection, "alarm", alarm.id.toString(), entries);
}

void addServices(store::Connection& connection, PortId port, Entries& entries)
{
    for (const inventory::Service& service : inventory::servicesOnPort(connection, port)) {
        addEntriesOf(connection, "service", service.id.toString(), entries);
        if (!service.orderId.isNull())
            addEntriesOf(connection, "order", service.orderId.toString(), entries);
        for (const assurance::Outage& outage : assurance::outagesOfService(connection, service.id))
            addEntriesOf(connection, "outage", outage.id.toString(), entries);
    }
}

/// A discovery as the port sees it.
ChainStep discoveryStep(const Storyteller& teller, const store::JournalEntry& entry, const inventory::Port& port)
{
    ChainStep step = stepOf(teller, entry);
    store::JournalEntry ofPort = entry;
    ofPort.before = entry.before[QLatin1String("ports")].toObject()[port.name].toObject();
    ofPort.after = entry.after[QLatin1String("ports")].toObject()[port.name].toObject();
    step.what = ofPort.before.isEmpty() ? PortStoryTexts::tr("Port %1 was found on its device").arg(port.name)
                                        : PortStoryTexts::tr("Discovery saw port %1 changed").arg(port.name);
    step.detail = differencesText(ofPort);
    return step;
}

ChainStep tellForPort(const Storyteller& teller, const store::JournalEntry& entry, const QList<inventory::Port>& ports)
{
    const auto port = std::find_if(ports.begin(), ports.end(), [&](const inventory::Port& one) {
        return entry.subjectId == one.deviceId.toString() && isAboutPort(entry, one.name);
    });
    return entry.subjectType == QLatin1String("device") && port != ports.end() ? discoveryStep(teller, entry, *port) : stepOf(teller, entry);
}

/// What people did about an alarm, and what it cost, did not make the port what it is.
bool changesThePort(const store::JournalEntry& entry)
{
    return entry.subjectType != QLatin1String("outage")
        && (entry.subjectType != QLatin1String("alarm") || entry.kind == QLatin1String("alarm.raised") || entry.kind == QLatin1String("alarm.cleared"));
}

Story storyFrom(store::Connection& connection, Entries entries, const QList<inventory::Port>& ports, int limit, const QLocale& locale)
{
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.seq > b.seq; });
    const Storyteller teller(connection, locale);
    Story story;
    for (const store::JournalEntry& entry : entries.mid(0, limit))
        story.history.append(tellForPort(teller, entry, ports));
    const auto newest = std::find_if(entries.begin(), entries.end(), changesThePort);
    if (newest == entries.end())
        return story;
    story.why = whyEntry(connection, newest->id, locale);
    if (newest->subjectType == QLatin1String("device"))
        story.why.first() = tellForPort(teller, *newest, ports);
    return story;
}

} // namespace

Story portStory(store::Connection& connection, PortId id, int limit, const QLocale& locale)
{
    const auto port = inventory::port(connection, id);
    if (!port)
        return {};
    Entries entries;
    addEntriesOf(connection, "port", id.toString(), entries);
    addDiscoveries(connection, *port, entries);
    for (const inventory::Link& link : inventory::linksOfPort(connection, id))
        addEntriesOf(connection, "link", link.id.toString(), entries);
    addServices(connection, id, entries);
    addAlarms(connection, id, entries);
    return storyFrom(connection, entries, {*port}, limit, locale);
}

PortDetail portDetail(store::Connection& connection, PortId id, const QLocale& locale)
{
    return {portRow(connection, id), portStory(connection, id, 200, locale)};
}

Story linkStory(store::Connection& connection, LinkId id, int limit, const QLocale& locale)
{
    Entries entries;
    QList<inventory::Port> ends;
    QHash<PortId, QString> endNames;
    for (const inventory::Link& link : inventory::links(connection)) {
        if (link.id != id)
            continue;
        addEntriesOf(connection, "link", id.toString(), entries);
        for (const PortId end : {link.aPortId, link.bPortId})
            if (const auto port = inventory::port(connection, end)) {
                ends.append(*port);
                const auto device = inventory::device(connection, port->deviceId);
                endNames.insert(end, QStringLiteral("%1 %2").arg(device ? device->name : QString(), port->name));
                addEntriesOf(connection, "port", end.toString(), entries);
                addAlarms(connection, end, entries);
            }
    }
    Story story = storyFrom(connection, entries, ends, limit, locale);
    for (const inventory::LinkEvidence& one : inventory::evidenceOf(connection, id))
        story.words.append({inventory::evidenceTitle(one.kind), endNames.value(one.portId), one.firstSeenAt, one.lastSeenAt});
    return story;
}

} // namespace trunkline::overview
