#include "models/collection/portpoll.h"

#include "models/collection/columns.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <tuple>

namespace trunkline::collection {

namespace {

/// Finds the port of a row; ways that hardly any round needs are built when one does.
class PortFinder {
public:
    PortFinder(WatchedDevice& device, const PolledTable& table) : device_(device), table_(table) {}

    WatchedPort* find(const PolledRow& row)
    {
        const QByteArrayView name = table_.text(row.name);
        // The usual round compares octets only. Names that are written in another way go the long one.
        if (WatchedPort* own = name.isEmpty() ? nullptr : device_.at(row.ifIndex); own && device_.text(own->name) == name)
            return own;
        if (const QString text = textOf(name.toByteArray()); !text.isEmpty())
            return named(text);
        hasNameless_ = true;
        return table_.identity ? unnamed(row) : nullptr;
    }
    bool hasNameless() const { return hasNameless_; }

private:
    using Index = QHash<QString, WatchedPort*>; ///< null where several have the same

    WatchedPort* named(const QString& name) { return lookUp(names_, name, &WatchedPort::name); }

    WatchedPort* unnamed(const PolledRow& row)
    {
        const QString alias = textOf(table_.text(row.alias).toByteArray());
        if (WatchedPort* own = lookUp(aliases_, alias, &WatchedPort::alias))
            return own;
        const QString mac = macOf(table_.text(row.mac).toByteArray());
        if (WatchedPort* own = lookUp(macs_, mac, &WatchedPort::mac))
            return own;
        return named(textOf(table_.text(row.description).toByteArray()));
    }

    WatchedPort* lookUp(std::optional<Index>& index, const QString& wanted, WatchedPort::Text WatchedPort::*keyOf)
    {
        if (wanted.isEmpty())
            return nullptr;
        if (!index) {
            index.emplace();
            for (WatchedPort& port : device_.ports) {
                const QString key = QString::fromUtf8(device_.text(port.*keyOf));
                index->insert(key, index->contains(key) ? nullptr : &port);
            }
        }
        return index->value(wanted);
    }

    WatchedDevice& device_;
    const PolledTable& table_;
    std::optional<Index> names_;
    std::optional<Index> aliases_;
    std::optional<Index> macs_;
    bool hasNameless_ = false;
};

bool isUp(inventory::OperState state)
{
    return state == inventory::OperState::Up || state == inventory::OperState::Dormant;
}

bool isDown(inventory::OperState state)
{
    return state == inventory::OperState::Down || state == inventory::OperState::LowerLayerDown || state == inventory::OperState::NotPresent;
}

/// What a row says of the port's metric: the wide counter where there is one.
const PolledRow::Counter& counterOf(const PolledRow& row, std::size_t metric)
{
    const PolledRow::Counter& wide = row.counters[metric];
    return wide.bits == 0 && metric <= std::size_t(PolledField::OutPackets) ? row.counters[metric + std::size_t(PolledField::NarrowInOctets)] : wide;
}

fault::EventDraft stateEvent(const WatchedDevice& watched, inventory::OperState before, const WatchedPort& now, bool wentDown, Timestamp at)
{
    const inventory::Device& device = watched.device;
    const QString name = QString::fromUtf8(watched.text(now.name));
    fault::EventDraft event;
    event.kind = wentDown ? fault::EventKind::PortDown : fault::EventKind::PortUp;
    event.source = device.address;
    event.deviceId = device.id;
    event.portId = now.id;
    event.objectName = device.name + u' ' + name;
    event.switchedOff = now.adminState == inventory::AdminState::Down;
    event.text = (wentDown ? QCoreApplication::translate("Poller", "The poll found %1 down.") : QCoreApplication::translate("Poller", "The poll found %1 up."))
                     .arg(event.objectName);
    event.payload = {{"ifIndex", qint64(now.ifIndex)}, {"ifName", name}, {"ifAdminStatus", inventory::nameOf(now.adminState)},
                     {"ifOperStatus", inventory::nameOf(now.operState)}, {"before", inventory::nameOf(before)}};
    event.at = at;
    return event;
}

} // namespace

PortMatch matchPorts(WatchedDevice& device, const PolledTable& table)
{
    PortMatch match;
    match.device = &device;
    PortFinder finder(device, table);
    match.rows.reserve(table.rows.size());
    std::vector<const PolledRow*> claims(device.ports.size());
    for (const PolledRow& row : table.rows) {
        WatchedPort* port = finder.find(row);
        if (!port) {
            ++match.unknown;
            continue;
        }
        // Of two rows that claim a port, it is the one with its index.
        const PolledRow*& claim = claims[std::size_t(port - device.ports.data())];
        match.unknown += claim ? 1 : 0;
        if (!claim || row.ifIndex == port->ifIndex)
            claim = &row;
    }
    for (std::size_t i = 0; i < claims.size(); ++i)
        if (claims[i])
            match.rows.push_back({&device.ports[i], claims[i]});
    match.needsIdentity = finder.hasNameless();
    return match;
}

void noteTold(WatchedDevice& device, const PortMatch& match)
{
    for (WatchedPort& port : device.ports)
        port.told = false;
    for (const MatchedRow& one : match.rows)
        one.port->told = true;
    device.portsRead = true;
}

PortChanges portChanges(WatchedDevice& device, const PortMatch& match, Timestamp at)
{
    PortChanges found;
    for (const MatchedRow& one : match.rows) {
        WatchedPort& now = *one.port;
        const auto [admin, oper, index] = std::tuple(now.adminState, now.operState, now.ifIndex);
        if (index != one.row->ifIndex)
            device.renumber(now, one.row->ifIndex);
        if (one.row->adminState >= 0)
            now.adminState = inventory::adminStateNumbered(one.row->adminState);
        if (one.row->operState >= 0)
            now.operState = inventory::operStateNumbered(one.row->operState);
        if (now.adminState == admin && now.operState == oper && now.ifIndex == index)
            continue;
        const bool wentDown = isUp(oper) && isDown(now.operState);
        if (wentDown || (isDown(oper) && isUp(now.operState)))
            found.events.append(stateEvent(device, oper, now, wentDown, at));
        inventory::PortObservation seen;
        seen.adminState = now.adminState;
        seen.operState = now.operState;
        seen.ifIndex = now.ifIndex;
        found.changes.append({now.id, seen});
    }
    return found;
}

QList<performance::SeriesKey> unplaced(const PortMatch& match)
{
    QList<performance::SeriesKey> keys;
    for (const MatchedRow& one : match.rows)
        for (std::size_t metric = 0; metric < polledMetrics; ++metric)
            if (match.device->place(*one.port, metric).chunk == 0 && counterOf(*one.row, metric).bits > 0)
                keys.append({one.port->id.uuid(), performance::Metric(metric)});
    return keys;
}

void place(const PortMatch& match, const QHash<performance::SeriesKey, performance::SeriesPlace>& places)
{
    for (const MatchedRow& one : match.rows)
        for (std::size_t metric = 0; metric < polledMetrics; ++metric)
            if (match.device->place(*one.port, metric).chunk == 0)
                match.device->setPlace(*one.port, metric, places.value({one.port->id.uuid(), performance::Metric(metric)}));
}

std::vector<performance::DeviceRound> portReadings(const PortMatch& match, const PolledTable& table)
{
    std::vector<performance::DeviceRound> rounds;
    for (const PolledTable::Moment& moment : table.moments)
        rounds.push_back({{moment.at, moment.uptimeTicks}, {}});
    if (rounds.size() == 1)
        rounds.front().readings.reserve(match.rows.size() * polledMetrics);
    for (const MatchedRow& one : match.rows)
        for (std::size_t metric = 0; metric < polledMetrics; ++metric) {
            const PolledRow::Counter& counter = counterOf(*one.row, metric);
            const performance::SeriesPlace where = match.device->place(*one.port, metric);
            if (counter.bits > 0 && where.chunk > 0)
                rounds[counter.moment].readings.push_back({where, counter.value, one.row->discontinuityTicks, counter.bits, one.port->speedBps});
        }
    std::erase_if(rounds, [](const performance::DeviceRound& round) { return round.readings.empty(); });
    return rounds;
}

bool lacksWideCounters(const PortMatch& match)
{
    return std::any_of(match.rows.begin(), match.rows.end(),
                       [](const MatchedRow& one) { return one.row->counters[std::size_t(PolledField::InOctets)].bits == 0; });
}

} // namespace trunkline::collection
