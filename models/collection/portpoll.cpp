#include "models/collection/portpoll.h"

#include <QCoreApplication>
#include <QHash>

#include <map>

namespace trunkline::collection {

namespace {

const snmp::Oid polledAdminStatus{1, 3, 6, 1, 2, 1, 2, 2, 1, 7};
const snmp::Oid polledOperStatus{1, 3, 6, 1, 2, 1, 2, 2, 1, 8};
const snmp::Oid polledInOctets{1, 3, 6, 1, 2, 1, 2, 2, 1, 10};
const snmp::Oid polledOutOctets{1, 3, 6, 1, 2, 1, 2, 2, 1, 16};
const snmp::Oid polledName{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1};
const snmp::Oid polledHcInOctets{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6};
const snmp::Oid polledHcOutOctets{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 10};
const snmp::Oid polledDiscontinuity{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 19};

struct PolledRow {
    PolledPort port;
    std::optional<quint64> narrowIn;
    std::optional<quint64> narrowOut;
};

void readInto(PolledRow& row, const snmp::Oid& column, const snmp::Value& value)
{
    if (column == polledName)
        row.port.name = value.toDisplay().trimmed();
    else if (column == polledAdminStatus)
        row.port.adminState = inventory::adminStateNumbered(value.toInteger().value_or(0));
    else if (column == polledOperStatus)
        row.port.operState = inventory::operStateNumbered(value.toInteger().value_or(0));
    else if (column == polledHcInOctets)
        row.port.inOctets = value.toUnsigned();
    else if (column == polledHcOutOctets)
        row.port.outOctets = value.toUnsigned();
    else if (column == polledInOctets)
        row.narrowIn = value.toUnsigned();
    else if (column == polledOutOctets)
        row.narrowOut = value.toUnsigned();
    else if (column == polledDiscontinuity)
        row.port.discontinuityTicks = quint32(value.toUnsigned().value_or(0));
}

PolledPort finished(PolledRow row)
{
    if (!row.port.inOctets && !row.port.outOctets) {
        row.port.inOctets = row.narrowIn;
        row.port.outOctets = row.narrowOut;
        row.port.counterBits = row.narrowIn || row.narrowOut ? 32 : 0;
    }
    return row.port;
}

bool isUp(inventory::OperState state)
{
    return state == inventory::OperState::Up || state == inventory::OperState::Dormant;
}

bool isDown(inventory::OperState state)
{
    return state == inventory::OperState::Down || state == inventory::OperState::LowerLayerDown || state == inventory::OperState::NotPresent;
}

} // namespace

QList<snmp::Oid> polledColumns()
{
    return {polledName, polledAdminStatus, polledOperStatus, polledHcInOctets, polledHcOutOctets, polledDiscontinuity};
}

QList<snmp::Oid> narrowCounterColumns()
{
    return {polledInOctets, polledOutOctets};
}

QList<PolledPort> decodePoll(const snmp::VarBinds& binds, const QList<inventory::Port>& known)
{
    std::map<qint64, PolledRow> rows;
    const QList<snmp::Oid> columns = polledColumns() + narrowCounterColumns();
    for (const snmp::VarBind& bind : binds)
        for (const snmp::Oid& column : columns)
            if (bind.value.exists() && bind.oid.size() == column.size() + 1 && bind.oid.startsWith(column))
                readInto(rows[qint64(bind.oid.last())], column, bind.value);
    QHash<qint64, QString> namesByIndex;
    for (const inventory::Port& port : known)
        namesByIndex.insert(port.ifIndex, port.name);
    QList<PolledPort> ports;
    for (auto& [ifIndex, row] : rows) {
        row.port.ifIndex = ifIndex;
        if (row.port.name.isEmpty())
            row.port.name = namesByIndex.value(ifIndex);
        ports.append(finished(row));
    }
    return ports;
}

QList<fault::EventDraft> portEvents(const inventory::Device& device, const QList<inventory::Port>& known, const QList<PolledPort>& polled, Timestamp at)
{
    QHash<QString, const PolledPort*> byName;
    for (const PolledPort& port : polled)
        byName.insert(port.name, &port);
    QList<fault::EventDraft> events;
    for (const inventory::Port& port : known) {
        const PolledPort* now = byName.value(port.name);
        if (!now)
            continue;
        const bool wentDown = isUp(port.operState) && isDown(now->operState);
        const bool cameUp = isDown(port.operState) && isUp(now->operState);
        if (!wentDown && !cameUp)
            continue;
        fault::EventDraft event;
        event.kind = wentDown ? fault::EventKind::PortDown : fault::EventKind::PortUp;
        event.source = device.address;
        event.deviceId = device.id;
        event.portId = port.id;
        event.objectName = device.name + u' ' + port.name;
        event.switchedOff = now->adminState == inventory::AdminState::Down;
        event.text = (wentDown ? QCoreApplication::translate("Poller", "The poll found %1 down.") : QCoreApplication::translate("Poller", "The poll found %1 up."))
                         .arg(event.objectName);
        event.payload = {{"ifIndex", now->ifIndex}, {"ifName", now->name}, {"ifAdminStatus", inventory::nameOf(now->adminState)},
                         {"ifOperStatus", inventory::nameOf(now->operState)}, {"before", inventory::nameOf(port.operState)}};
        event.at = at;
        events.append(event);
    }
    return events;
}

QList<performance::PortReading> portReadings(const QList<inventory::Port>& known, const QList<PolledPort>& polled, Timestamp at, quint32 uptimeTicks)
{
    QHash<QString, const inventory::Port*> byName;
    for (const inventory::Port& port : known)
        byName.insert(port.name, &port);
    QList<performance::PortReading> readings;
    for (const PolledPort& port : polled) {
        const inventory::Port* own = byName.value(port.name);
        if (!own)
            continue;
        const auto reading = [&](performance::Metric metric, quint64 value) {
            readings.append({own->id, metric, {at, value, port.counterBits, uptimeTicks, port.discontinuityTicks}, own->speedBps});
        };
        if (port.inOctets)
            reading(performance::Metric::InOctets, *port.inOctets);
        if (port.outOctets)
            reading(performance::Metric::OutOctets, *port.outOctets);
    }
    return readings;
}

} // namespace trunkline::collection
