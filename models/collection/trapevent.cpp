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
    fault::PayloadWriter payload;
    payload.add(u"trap", notification.trapOid.toString()).add(u"name", name).begin(u"oids");
    for (const snmp::VarBind& bind : notification.binds)
        payload.add(bind.oid.toString(), bind.value.toDisplay());
    payload.end().begin(u"named");
    for (const snmp::mib::NamedVariable& variable : variables)
        if (variable.known)
            payload.add(variable.index.isEmpty() ? variable.name : variable.name + u'.' + variable.index, variable.value);
    return payload.end().take();
}

/// Complete with what is different each time.
fault::EventDraft sent(fault::EventDraft words, const snmp::Notification& notification, const QString& origin, Timestamp at)
{
    fault::PayloadWriter payload(words.payload);
    payload.add(u"uptimeTicks", qint64(notification.uptimeTicks)).add(u"inform", notification.inform).add(u"sourcePort", qint64(notification.sourcePort));
    if (origin != notification.sourceAddress)
        payload.add(u"sentBy", notification.sourceAddress);
    words.payload = payload.take();
    words.at = at;
    return words;
}

QString objectNameOf(const TrapPort& said, const QString& name, const inventory::Port* port)
{
    if (port)
        return name + u' ' + port->name;
    if (!said.ifName.isEmpty())
        return name + u' ' + said.ifName;
    return said.ifIndex ? name + QLatin1StringView(" ifIndex ") + QString::number(*said.ifIndex) : name;
}

/// All of the event but what is different each time.
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

size_t hashOfSaid(const snmp::Notification& notification, const QString& address)
{
    size_t seed = ::qHash(address, qHash(notification.trapOid));
    for (const snmp::VarBind& bind : notification.binds) {
        seed = qHash(bind.oid, seed);
        if (const auto number = bind.value.toInteger())
            seed = ::qHash(quint64(*number), seed);
        else if (const auto* octets = std::get_if<QByteArray>(&bind.value.data))
            seed = ::qHash(*octets, seed);
    }
    return seed;
}

} // namespace

fault::EventDraft eventOf(const snmp::Notification& notification, const TrapRules& rules, const TrapOrigin& origin, Timestamp at)
{
    return sent(wordsOf(notification, rules, origin), notification, origin.address, at);
}

fault::EventDraft eventOf(const snmp::Notification& notification, const TrapRules& rules, const std::optional<inventory::Device>& device,
                          const std::optional<inventory::Port>& port, Timestamp at)
{
    return eventOf(notification, rules, {notification.sourceAddress, device ? &*device : nullptr, port ? &*port : nullptr, portIn(notification)}, at);
}

bool TrapEvents::speaksOf(const Known& known, const snmp::Notification& notification, const TrapOrigin& origin)
{
    const auto& [trapOid, binds, domain, address, device, port, words] = known;
    return trapOid == notification.trapOid && binds == notification.binds && domain == notification.domain && address == origin.address
           && words.deviceId == (origin.device ? origin.device->id : DeviceId()) && words.portId == (origin.port ? origin.port->id : PortId())
           && device == (origin.device ? origin.device->name : QString()) && port == (origin.port ? origin.port->name : QString());
}

fault::EventDraft TrapEvents::of(const snmp::Notification& notification, const TrapOrigin& origin, Timestamp at)
{
    constexpr qsizetype mostKnown = 10'000; // some thirty megabytes
    const size_t hash = hashOfSaid(notification, origin.address);
    auto known = known_.find(hash);
    if (known == known_.end() || !speaksOf(*known, notification, origin)) {
        if (known_.size() >= mostKnown)
            known_.clear();
        known = known_.insert(hash, {notification.trapOid, notification.binds, notification.domain, origin.address, origin.device ? origin.device->name : QString(),
                                     origin.port ? origin.port->name : QString(), wordsOf(notification, *rules_, origin)});
    }
    return sent(known->words, notification, origin.address, at);
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
