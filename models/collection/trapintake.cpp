#include "models/collection/trapintake.h"

#include "models/core/errors.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>
#include <QHash>

namespace trunkline::collection {

namespace {

const snmp::Oid ifIndexColumn{1, 3, 6, 1, 2, 1, 2, 2, 1, 1};
const snmp::Oid ifAdminStatusColumn{1, 3, 6, 1, 2, 1, 2, 2, 1, 7};
const snmp::Oid ifOperStatusColumn{1, 3, 6, 1, 2, 1, 2, 2, 1, 8};
const snmp::Oid ifNameColumn{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1};
constexpr qsizetype keptBytes = 256;
constexpr int retryMs = 1000;
constexpr qint64 longWaitMs = 5000;

QString intakeText(const char* text)
{
    return QCoreApplication::translate("TrapIntake", text);
}

QString sentenceOf(fault::EventKind kind, const QString& object, const QString& variables)
{
    switch (kind) {
    case fault::EventKind::LinkDown: return intakeText("%1 went down.").arg(object);
    case fault::EventKind::LinkUp: return intakeText("%1 is up.").arg(object);
    case fault::EventKind::ColdStart: return intakeText("%1 restarted (cold start).").arg(object);
    case fault::EventKind::WarmStart: return intakeText("%1 restarted (warm start).").arg(object);
    case fault::EventKind::AuthenticationFailure: return intakeText("%1 was asked with a wrong community or key.").arg(object);
    default: return object + QStringLiteral(": ") + variables;
    }
}

/// What the device sent, as it sent it and with names: the evidence must not depend on what modules say tomorrow.
QJsonObject payloadOf(const snmp::Notification& notification, const QString& name, const QList<snmp::mib::NamedVariable>& variables)
{
    QJsonObject oids;
    QJsonObject named;
    for (qsizetype i = 0; i < variables.size(); ++i) {
        const snmp::VarBind& bind = notification.binds[i];
        oids.insert(bind.oid.toString(), bind.value.toDisplay());
        if (variables[i].known)
            named.insert(variables[i].index.isEmpty() ? variables[i].name : variables[i].name + u'.' + variables[i].index, variables[i].value);
    }
    return {{"trap", notification.trapOid.toString()}, {"name", name}, {"uptimeTicks", qint64(notification.uptimeTicks)}, {"inform", notification.inform},
            {"sourcePort", notification.sourcePort}, {"oids", oids}, {"named", named}};
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

fault::EventDraft eventOf(const snmp::Notification& notification, const TrapRules& rules, const std::optional<inventory::Device>& device,
                          const std::optional<inventory::Port>& port, Timestamp at)
{
    const TrapRule* rule = rules.find(notification);
    const RuleVerdict verdict = rule ? verdictOf(*rule, notification, rules.dictionary()) : RuleVerdict();
    const QList<snmp::mib::NamedVariable> variables = snmp::mib::namedVariables(rules.dictionary(), notification.binds);
    fault::EventDraft draft;
    draft.kind = verdict.kind;
    draft.report = verdict.report;
    draft.source = notification.sourceAddress;
    draft.deviceId = device ? device->id : DeviceId();
    draft.portId = port ? port->id : PortId();
    draft.objectName = objectNameOf(notification, device, port);
    if (draft.report && !port && !draft.report->object.isEmpty())
        draft.objectName = (device ? device->name : notification.sourceAddress) + u' ' + draft.report->object;
    draft.switchedOff = portIn(notification).adminState == inventory::AdminState::Down;
    draft.text = sentenceOf(draft.kind, draft.objectName, textOf(rules, rule, notification, variables));
    draft.payload = payloadOf(notification, rules.nameOf(notification.trapOid), variables);
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

/// What the inventory knows of sources and their ports, asked once a turn.
class TrapIntake::Inventory {
public:
    explicit Inventory(store::Connection& connection) : connection_(connection) {}

    const std::optional<inventory::Device>& device(const QString& address)
    {
        const auto known = devices_.constFind(address);
        return known != devices_.cend() ? *known : *devices_.insert(address, inventory::deviceByAddress(connection_, address));
    }
    const std::optional<inventory::Port>& port(DeviceId device, const TrapPort& said)
    {
        const auto key = std::pair(device, std::pair(said.ifName, said.ifIndex.value_or(0)));
        const auto known = ports_.constFind(key);
        if (known != ports_.cend())
            return *known;
        std::optional<inventory::Port> found;
        if (!said.ifName.isEmpty())
            found = inventory::portByName(connection_, device, said.ifName);
        if (!found && said.ifIndex)
            found = inventory::portByIndex(connection_, device, *said.ifIndex);
        return *ports_.insert(key, found);
    }

private:
    store::Connection& connection_;
    QHash<QString, std::optional<inventory::Device>> devices_;
    QHash<std::pair<DeviceId, std::pair<QString, qint64>>, std::optional<inventory::Port>> ports_;
};

TrapIntake::TrapIntake(store::Context& context, snmp::TrapReceiver& receiver, access::Actor agent, QObject* parent)
    : TrapIntake(context, receiver, std::move(agent), TrapRules::shared(), parent)
{
}

TrapIntake::TrapIntake(store::Context& context, snmp::TrapReceiver& receiver, access::Actor agent, std::shared_ptr<const TrapRules> rules, QObject* parent)
    : QObject(parent), context_(context), receiver_(receiver), agent_(std::move(agent)), rules_(std::move(rules))
{
    connect(&receiver, &snmp::TrapReceiver::received, this, [this](const snmp::Notification& notification) {
        // The operator's clock may be another than this machine's: only what waited long is dated back.
        const qint64 waitedMs = notification.waitedMs < longWaitMs ? 0 : notification.waitedMs;
        turn_.push_back({notification, notification.sourceAddress, {}, {}, context_.clock.now().plusMs(-waitedMs)});
    });
    connect(&receiver, &snmp::TrapReceiver::undecodable, this, [this](const QString& source, const QByteArray& bytes, const QString& reason) {
        ++undecodable_;
        qWarning("A datagram from %s could not be decoded: %s", qPrintable(source), qPrintable(reason));
        turn_.push_back({std::nullopt, source, bytes, reason, context_.clock.now()});
    });
    connect(&receiver, &snmp::TrapReceiver::turnEnded, this, &TrapIntake::recordTurn);
    retry_.setSingleShot(true);
    connect(&retry_, &QTimer::timeout, this, &TrapIntake::recordTurn);
}

TrapIntake::Counters TrapIntake::counters() const
{
    const snmp::TrapReceiver::Counters receiver = receiver_.counters();
    return {recorded_, undecodable_, qint64(receiver.waiting) + qint64(turn_.size()), qint64(receiver.droppedOfSource + receiver.droppedOfAll)};
}

void TrapIntake::recordTurn()
{
    if (turn_.empty())
        return;
    QList<fault::RecordResult> results;
    try {
        Inventory inventory(context_.connection);
        QList<fault::EventDraft> drafts;
        drafts.reserve(qsizetype(turn_.size()));
        for (const Arrival& arrival : turn_)
            drafts.append(draftOf(arrival, inventory));
        results = fault::FaultService(context_).record(agent_, drafts);
    } catch (const StoreFailure& failure) {
        receiver_.setHeld(true);
        Q_EMIT held(failure.sentence());
        retry_.start(retryMs);
        return;
    }
    const std::vector<Arrival> turn = std::exchange(turn_, {});
    recorded_ += results.size();
    try {
        recordPorts(turn, results);
    } catch (const StoreFailure& failure) {
        Q_EMIT held(failure.sentence()); // the alarms stand, and the next poll mends the ports
    }
    receiver_.setHeld(false);
    Q_EMIT recorded(results);
}

fault::EventDraft TrapIntake::draftOf(const Arrival& arrival, Inventory& inventory) const
{
    if (!arrival.notification)
        return undecodableEvent(arrival.sourceAddress, arrival.bytes, arrival.reason, arrival.at);
    const auto& device = inventory.device(arrival.sourceAddress);
    const auto& port = device ? inventory.port(device->id, portIn(*arrival.notification)) : std::optional<inventory::Port>();
    return eventOf(*arrival.notification, *rules_, device, port, arrival.at);
}

/// The events first: should the program die in between, the alarm stands and the poll mends the port.
void TrapIntake::recordPorts(const std::vector<Arrival>& turn, const QList<fault::RecordResult>& results)
{
    QHash<PortId, std::pair<TrapPort, std::optional<JournalEntryId>>> last;
    QList<PortId> order;
    for (qsizetype i = 0; i < results.size(); ++i) {
        const PortId port = results[i].event.portId;
        const auto& notification = turn[std::size_t(i)].notification;
        const TrapPort said = notification ? portIn(*notification) : TrapPort();
        if (port.isNull() || !(said.adminState || said.operState))
            continue;
        if (!last.contains(port))
            order.append(port);
        last.insert(port, {said, results[i].entry ? std::optional(results[i].entry->id) : std::nullopt});
    }
    for (const PortId port : std::as_const(order)) {
        const auto& [said, cause] = last[port];
        inventory::PortObservation seen;
        seen.adminState = said.adminState;
        seen.operState = said.operState;
        inventory::InventoryService(context_).recordPort(agent_, port, seen, cause);
    }
}

} // namespace trunkline::collection
