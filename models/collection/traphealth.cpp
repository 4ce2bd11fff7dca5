#include "models/collection/traphealth.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <iterator>

namespace trunkline::collection {

namespace {

struct RefusalFact {
    snmp::Refusal reason;
    const char* key;
    const char* word;
    const char* explained;
};

constexpr RefusalFact refusalFacts[] = {
    {snmp::Refusal::Malformed, "malformed", QT_TRANSLATE_NOOP("TrapHealth", "Not readable"), QT_TRANSLATE_NOOP("TrapHealth", "No SNMP message, or a broken one; kept as an event with its first octets")},
    {snmp::Refusal::NoNotification, "noNotification", QT_TRANSLATE_NOOP("TrapHealth", "No notification"), QT_TRANSLATE_NOOP("TrapHealth", "A question or an answer on the trap port; see what this sender is set up to do")},
    {snmp::Refusal::NotAuthentic, "notAuthentic", QT_TRANSLATE_NOOP("TrapHealth", "Wrong user or key"), QT_TRANSLATE_NOOP("TrapHealth", "SNMPv3 with a user, key or level that no credential has; compare the credentials with the device")},
    {snmp::Refusal::SourceFull, "flood", QT_TRANSLATE_NOOP("TrapHealth", "Flood"), QT_TRANSLATE_NOOP("TrapHealth", "Dropped, because too much of this sender waited")},
    {snmp::Refusal::QueueFull, "queueFull", QT_TRANSLATE_NOOP("TrapHealth", "Queue full"), QT_TRANSLATE_NOOP("TrapHealth", "Dropped, because too much of all senders waited")},
    {snmp::Refusal::Stranger, "stranger", QT_TRANSLATE_NOOP("TrapHealth", "Unknown device"), QT_TRANSLATE_NOOP("TrapHealth", "Kept, but no device of the inventory has this address; discover it")},
    {snmp::Refusal::OtherCommunity, "otherCommunity", QT_TRANSLATE_NOOP("TrapHealth", "Other community"), QT_TRANSLATE_NOOP("TrapHealth", "Kept, but its community is that of no credential")},
};

const RefusalFact& factOfRefusal(snmp::Refusal reason)
{
    return refusalFacts[std::size_t(reason)];
}

} // namespace

QString refusalWord(snmp::Refusal reason)
{
    return QCoreApplication::translate("TrapHealth", factOfRefusal(reason).word);
}

QString refusalExplained(snmp::Refusal reason)
{
    return QCoreApplication::translate("TrapHealth", factOfRefusal(reason).explained);
}

QString refusalKey(snmp::Refusal reason)
{
    return QString::fromLatin1(factOfRefusal(reason).key);
}

QJsonObject toJson(const TrapHealth& health)
{
    QJsonArray refused;
    for (const snmp::RefusedSource& one : health.refused)
        refused.append(QJsonObject{{"reason", refusalKey(one.reason)}, {"source", one.source}, {"count", qint64(one.count)}, {"lastMs", one.lastMs}});
    return {{"recorded", health.recorded}, {"undecodable", health.undecodable}, {"waiting", health.waiting}, {"dropped", health.dropped()}, {"floods", health.floods},
            {"queueFull", health.queueFull}, {"lostAtSocket", health.lostAtSocket}, {"lostByHost", health.lostByHost}, {"refused", refused}};
}

TrapHealth trapHealthFrom(const QJsonObject& json)
{
    TrapHealth health;
    health.recorded = json["recorded"].toInteger();
    health.undecodable = json["undecodable"].toInteger();
    health.waiting = json["waiting"].toInteger();
    health.floods = json["floods"].toInteger();
    health.queueFull = json["queueFull"].toInteger();
    health.lostAtSocket = json["lostAtSocket"].toInteger();
    health.lostByHost = json["lostByHost"].toInteger();
    for (const QJsonValue& one : json["refused"].toArray()) {
        const auto fact = std::find_if(std::begin(refusalFacts), std::end(refusalFacts), [&](const RefusalFact& f) { return one["reason"].toString() == QLatin1StringView(f.key); });
        if (fact != std::end(refusalFacts))
            health.refused.append({fact->reason, one["source"].toString(), quint64(std::max<qint64>(0, one["count"].toInteger())), one["lastMs"].toInteger()});
    }
    return health;
}

} // namespace trunkline::collection
