#include "models/collection/trapevent.h"

#include <QCoreApplication>

namespace trunkline::collection {

namespace {

constexpr qsizetype keptBytes = 256;

QString intakeText(const char* text)
{
    return QCoreApplication::translate("TrapIntake", text);
}

/// Only what no kind has words for is told by its variables.
template <class Variables>
QString sentenceOf(fault::EventKind kind, const QString& object, const Variables& variables)
{
    switch (kind) {
    case fault::EventKind::LinkDown: return intakeText("%1 went down.").arg(object);
    case fault::EventKind::LinkUp: return intakeText("%1 is up.").arg(object);
    case fault::EventKind::ColdStart: return intakeText("%1 restarted (cold start).").arg(object);
    case fault::EventKind::WarmStart: return intakeText("%1 restarted (warm start).").arg(object);
    case fault::EventKind::AuthenticationFailure: return intakeText("%1 was asked with a wrong community or key.").arg(object);
    default: return object + QLatin1StringView(": ") + variables();
    }
}

/// What the device sent, as it sent it and with names: the evidence must not depend on what modules say tomorrow.
fault::Payload payloadOf(const snmp::Notification& notification, const QString& name, const QList<snmp::mib::NamedVariable>& variables)
{
    store::JsonWriter payload;
    payload.add(u"trap", notification.trapOid.toString()).add(u"name", name).begin(u"oids");
    for (const snmp::VarBind& bind : notification.binds)
        payload.add(bind.oid.toString(), bind.value.toDisplay());
    payload.end().begin(u"named");
    for (const snmp::mib::NamedVariable& variable : variables)
        if (variable.known)
            payload.add(variable.index.isEmpty() ? variable.name : variable.name + u'.' + variable.index, variable.value);
    return payload.end().take();
}

QString objectNameOf(const TrapPort& said, const QString& name, const inventory::Port* port)
{
    if (port)
        return name + u' ' + port->name;
    if (!said.ifName.isEmpty())
        return name + u' ' + said.ifName;
    return said.ifIndex ? name + QLatin1StringView(" ifIndex ") + QString::number(*said.ifIndex) : name;
}

} // namespace

fault::EventDraft wordsOf(const snmp::Notification& notification, const TrapRules& rules, const TrapOrigin& origin)
{
    const TrapRule* rule = rules.find(notification);
    RuleVerdict verdict = rule ? verdictOf(*rule, notification, rules.dictionary()) : RuleVerdict();
    const QList<snmp::mib::NamedVariable> variables = snmp::mib::namedVariables(rules.dictionary(), notification.binds);
    const QString name = origin.device ? origin.device->name : placeOf(origin.address, notification.domain);
    const QString trapName = rules.nameOf(notification.trapOid);
    fault::EventDraft draft;
    draft.kind = verdict.kind;
    draft.report = std::move(verdict.report);
    draft.source = placeOf(origin.address, notification.domain);
    draft.deviceId = origin.device ? origin.device->id : DeviceId();
    draft.portId = origin.port ? origin.port->id : PortId();
    draft.objectName = draft.report && !origin.port && !draft.report->object.isEmpty() ? name + u' ' + draft.report->object
                                                                                      : objectNameOf(origin.said, name, origin.port);
    draft.switchedOff = origin.said.adminState == inventory::AdminState::Down;
    draft.text = sentenceOf(draft.kind, draft.objectName, [&] { return textOf(rule, trapName, variables); });
    draft.payload = payloadOf(notification, trapName, variables);
    return draft;
}

fault::EventDraft eventOf(const TrapTold& told, const snmp::ArrivedNotification& arrived, Timestamp at)
{
    fault::EventDraft event = told.words;
    store::JsonWriter more;
    more.add(u"uptimeTicks", qint64(arrived.uptimeTicks)).add(u"inform", arrived.said->inform).add(u"sourcePort", qint64(arrived.sourcePort));
    if (told.origin != arrived.said->sourceAddress)
        more.add(u"sentBy", arrived.said->sourceAddress);
    event.payload.append(more.take());
    event.at = at;
    return event;
}

/// What the inventory knows of its sender is as it was, and its port has the same name.
bool TrapEvents::isStillSo(const Known& known, const TrapSources& sources)
{
    if (known.sourcesAsOf != sources.asOf())
        return false;
    const PortId port = known.told.words.portId;
    const inventory::Port* now = port.isNull() ? nullptr : sources.knownPort(port);
    return port.isNull() || (now && now->name == known.port);
}

const TrapTold& TrapEvents::of(const std::shared_ptr<const snmp::Notification>& said, TrapSources& sources)
{
    constexpr qsizetype mostKnown = 10'000; // some thirty megabytes
    auto known = known_.find(said.get());
    if (known != known_.end() && isStillSo(*known, sources)) {
        known->told.words.payload.share();
        return known->told;
    }
    const TrapSources::Origin by = sources.originOf(*said);
    TrapOrigin origin{by.address, by.device, nullptr, portIn(*said)};
    if (by.device)
        origin.port = sources.port(by.device->id, origin.said);
    const QString device = origin.device ? origin.device->name : QString(), port = origin.port ? origin.port->name : QString();
    const bool isSame = known != known_.end() && known->device == device && known->port == port && known->told.origin == origin.address
                        && known->told.words.deviceId == (origin.device ? origin.device->id : DeviceId())
                        && known->told.words.portId == (origin.port ? origin.port->id : PortId());
    if (!isSame) {
        if (known_.size() >= mostKnown)
            known_.clear();
        TrapTold told{wordsOf(*said, *rules_, origin), origin.address, !origin.device, {}};
        if (origin.port)
            told.seen = {origin.said.adminState, origin.said.operState, {}, {}};
        known = known_.insert(said.get(), {said, device, port, 0, std::move(told)});
    }
    known->sourcesAsOf = sources.asOf();
    return known->told;
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

} // namespace trunkline::collection
