#include "models/collection/trapintake.h"

#include "models/core/errors.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>

namespace trunkline::collection {

namespace {

const snmp::Oid snmpTraps{1, 3, 6, 1, 6, 3, 1, 1, 5};
const snmp::Oid ifIndexColumn{1, 3, 6, 1, 2, 1, 2, 2, 1, 1};
const snmp::Oid ifAdminStatusColumn{1, 3, 6, 1, 2, 1, 2, 2, 1, 7};
const snmp::Oid ifOperStatusColumn{1, 3, 6, 1, 2, 1, 2, 2, 1, 8};
const snmp::Oid ifNameColumn{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1};
constexpr qsizetype keptBytes = 256;
constexpr int retryMs = 1000;

QString intakeText(const char* text)
{
    return QCoreApplication::translate("TrapIntake", text);
}

QString sentenceOf(fault::EventKind kind, const QString& object, const snmp::Oid& trapOid)
{
    switch (kind) {
    case fault::EventKind::LinkDown: return intakeText("%1 went down.").arg(object);
    case fault::EventKind::LinkUp: return intakeText("%1 is up.").arg(object);
    case fault::EventKind::ColdStart: return intakeText("%1 restarted (cold start).").arg(object);
    case fault::EventKind::WarmStart: return intakeText("%1 restarted (warm start).").arg(object);
    case fault::EventKind::AuthenticationFailure: return intakeText("%1 was asked with a wrong community or key.").arg(object);
    default: return intakeText("%1 sent the notification %2.").arg(object, trapOid.toString());
    }
}

QJsonObject payloadOf(const snmp::Notification& notification)
{
    QJsonObject oids;
    for (const snmp::VarBind& bind : notification.binds)
        oids.insert(bind.oid.toString(), bind.value.toDisplay());
    return {{"trap", notification.trapOid.toString()}, {"uptimeTicks", qint64(notification.uptimeTicks)}, {"inform", notification.inform},
            {"sourcePort", notification.sourcePort}, {"oids", oids}};
}

QString objectNameOf(const snmp::Notification& notification, const std::optional<inventory::Device>& device, const std::optional<inventory::Port>& port)
{
    const TrapPort said = portIn(notification);
    QString name = device ? device->name : notification.sourceAddress;
    if (port)
        name += u' ' + port->name;
    else if (!said.ifName.isEmpty())
        name += u' ' + said.ifName;
    else if (said.ifIndex)
        name += QStringLiteral(" ifIndex %1").arg(*said.ifIndex);
    return name;
}

} // namespace

TrapPort portIn(const snmp::Notification& notification)
{
    TrapPort port;
    for (const snmp::VarBind& bind : notification.binds) {
        const auto number = bind.value.toInteger();
        if (bind.oid.startsWith(ifIndexColumn) && number)
            port.ifIndex = *number;
        else if (bind.oid.startsWith(ifNameColumn))
            port.ifName = bind.value.toDisplay();
        else if (bind.oid.startsWith(ifAdminStatusColumn) && number)
            port.adminState = inventory::adminStateNumbered(*number);
        else if (bind.oid.startsWith(ifOperStatusColumn) && number)
            port.operState = inventory::operStateNumbered(*number);
    }
    return port;
}

fault::EventKind eventKindOf(const snmp::Oid& trapOid)
{
    if (!trapOid.startsWith(snmpTraps) || trapOid.size() != snmpTraps.size() + 1)
        return fault::EventKind::Other;
    switch (trapOid.last()) {
    case 1: return fault::EventKind::ColdStart;
    case 2: return fault::EventKind::WarmStart;
    case 3: return fault::EventKind::LinkDown;
    case 4: return fault::EventKind::LinkUp;
    case 5: return fault::EventKind::AuthenticationFailure;
    default: return fault::EventKind::Other;
    }
}

fault::EventDraft eventOf(const snmp::Notification& notification, const std::optional<inventory::Device>& device,
                          const std::optional<inventory::Port>& port, Timestamp at)
{
    fault::EventDraft draft;
    draft.kind = eventKindOf(notification.trapOid);
    draft.source = notification.sourceAddress;
    draft.deviceId = device ? device->id : DeviceId();
    draft.portId = port ? port->id : PortId();
    draft.objectName = objectNameOf(notification, device, port);
    draft.switchedOff = portIn(notification).adminState == inventory::AdminState::Down;
    draft.text = sentenceOf(draft.kind, draft.objectName, notification.trapOid);
    draft.payload = payloadOf(notification);
    draft.at = at;
    return draft;
}

fault::EventDraft undecodableEvent(const QString& sourceAddress, const QByteArray& bytes, const QString& reason, Timestamp at)
{
    fault::EventDraft draft;
    draft.kind = fault::EventKind::Undecodable;
    draft.source = sourceAddress;
    draft.objectName = sourceAddress;
    draft.text = intakeText("%1 sent %2 bytes that are no SNMP notification (%3).").arg(sourceAddress).arg(bytes.size()).arg(reason);
    draft.payload = {{"bytes", QString::fromLatin1(bytes.first(qMin(bytes.size(), keptBytes)).toHex(' '))}, {"size", bytes.size()}, {"reason", reason}};
    draft.at = at;
    return draft;
}

TrapIntake::TrapIntake(store::Context& context, snmp::TrapReceiver& receiver, access::Actor agent, QObject* parent)
    : QObject(parent), context_(context), agent_(std::move(agent))
{
    connect(&receiver, &snmp::TrapReceiver::received, this, [this](const snmp::Notification& notification) {
        take({notification, notification.sourceAddress, {}, {}, context_.clock.now()});
    });
    connect(&receiver, &snmp::TrapReceiver::undecodable, this, [this](const QString& source, const QByteArray& bytes, const QString& reason) {
        ++counters_.undecodable;
        qWarning("A datagram from %s could not be decoded: %s", qPrintable(source), qPrintable(reason));
        take({std::nullopt, source, bytes, reason, context_.clock.now()});
    });
    retry_.setSingleShot(true);
    connect(&retry_, &QTimer::timeout, this, &TrapIntake::drain);
}

TrapIntake::Counters TrapIntake::counters() const
{
    Counters now = counters_;
    now.waiting = qint64(waiting_.size());
    return now;
}

void TrapIntake::take(Arrival arrival)
{
    if (waiting_.size() >= maxWaiting) {
        ++counters_.dropped;
        return;
    }
    waiting_.push_back(std::move(arrival));
    if (!retry_.isActive())
        drain();
}

void TrapIntake::drain()
{
    while (!waiting_.empty()) {
        try {
            const fault::RecordResult result = record(waiting_.front());
            waiting_.pop_front();
            ++counters_.recorded;
            Q_EMIT recorded(result);
        } catch (const StoreFailure& failure) {
            Q_EMIT held(failure.sentence());
            retry_.start(retryMs);
            return;
        }
    }
}

fault::RecordResult TrapIntake::record(const Arrival& arrival)
{
    if (arrival.notification)
        return recordNotification(*arrival.notification, arrival.at);
    return fault::FaultService(context_).record(agent_, undecodableEvent(arrival.sourceAddress, arrival.bytes, arrival.reason, arrival.at));
}

fault::RecordResult TrapIntake::recordNotification(const snmp::Notification& notification, Timestamp at)
{
    const TrapPort said = portIn(notification);
    const auto device = inventory::deviceByAddress(context_.connection, notification.sourceAddress);
    std::optional<inventory::Port> port;
    if (device && !said.ifName.isEmpty())
        port = inventory::portByName(context_.connection, device->id, said.ifName);
    if (device && !port && said.ifIndex)
        port = inventory::portByIndex(context_.connection, device->id, *said.ifIndex);
    const fault::RecordResult result = fault::FaultService(context_).record(agent_, eventOf(notification, device, port, at));
    // The event first: should the program die in between, the alarm stands and the poll mends the port.
    if (port && (said.adminState || said.operState)) {
        inventory::PortObservation seen;
        seen.adminState = said.adminState;
        seen.operState = said.operState;
        inventory::InventoryService(context_).recordPort(agent_, port->id, seen, result.entry ? std::optional(result.entry->id) : std::nullopt);
    }
    return result;
}

} // namespace trunkline::collection
