#include "models/overview/trapwords.h"

#include "models/assurance/interval.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace trunkline::overview {

namespace {

struct NamedOid {
    const char* oid;
    const char* name;
    const char* values = nullptr; ///< words of an enumeration, from 1
};

constexpr const char* adminWords = "up,down,testing";
constexpr const char* operWords = "up,down,testing,unknown,dormant,notPresent,lowerLayerDown";

/// What tells most comes first: a line may be cut off at its end.
constexpr std::array namedObjects = std::to_array<NamedOid>({
    {"1.3.6.1.2.1.31.1.1.1.1", "ifName"}, {"1.3.6.1.2.1.2.2.1.2", "ifDescr"}, {"1.3.6.1.2.1.2.2.1.8", "ifOperStatus", operWords},
    {"1.3.6.1.2.1.2.2.1.7", "ifAdminStatus", adminWords}, {"1.3.6.1.2.1.31.1.1.1.18", "ifAlias"}, {"1.3.6.1.2.1.2.2.1.1", "ifIndex"},
    {"1.3.6.1.2.1.2.2.1.3", "ifType"}, {"1.3.6.1.2.1.2.2.1.5", "ifSpeed"}, {"1.3.6.1.2.1.31.1.1.1.15", "ifHighSpeed"},
    {"1.3.6.1.2.1.2.2.1.6", "ifPhysAddress"}, {"1.3.6.1.2.1.2.2.1.9", "ifLastChange"}, {"1.3.6.1.2.1.47.1.1.1.1.2", "entPhysicalDescr"},
    {"1.3.6.1.2.1.47.1.1.1.1.7", "entPhysicalName"}, {"1.3.6.1.2.1.1.1", "sysDescr"}, {"1.3.6.1.2.1.1.3", "sysUpTime"},
    {"1.3.6.1.2.1.1.5", "sysName"}, {"1.3.6.1.2.1.1.6", "sysLocation"}, {"1.3.6.1.6.3.1.1.4.1", "snmpTrapOID"},
    {"1.3.6.1.6.3.1.1.4.3", "snmpTrapEnterprise"}, {"1.3.6.1.6.3.18.1.3", "snmpTrapAddress"}, {"1.3.6.1.6.3.18.1.4", "snmpTrapCommunity"},
});

constexpr std::array namedTraps = std::to_array<NamedOid>({
    {"1.3.6.1.6.3.1.1.5.1", "coldStart"}, {"1.3.6.1.6.3.1.1.5.2", "warmStart"}, {"1.3.6.1.6.3.1.1.5.3", "linkDown"},
    {"1.3.6.1.6.3.1.1.5.4", "linkUp"}, {"1.3.6.1.6.3.1.1.5.5", "authenticationFailure"}, {"1.3.6.1.6.3.1.1.5.6", "egpNeighborLoss"},
    {"1.3.6.1.2.1.47.2.0.1", "entConfigChange"}, {"1.3.6.1.2.1.17.0.1", "newRoot"}, {"1.3.6.1.2.1.17.0.2", "topologyChange"},
});

/// One variable of a trap.
struct Variable {
    std::size_t place = namedObjects.size(); ///< in namedObjects; behind it for one without a name
    QString oid;
    QString name;     ///< the identifier itself when no standard names it
    QString instance; ///< ".12" without its dot
    QString value;    ///< as the trap said it
    QString word;     ///< "down"; the value when it is none of an enumeration
};

QString wordOf(const NamedOid& object, const QString& value)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (!object.values || !isNumber)
        return value;
    const QStringList words = QString::fromLatin1(object.values).split(u',');
    return number >= 1 && number <= words.size() ? words[number - 1] : value;
}

Variable variableOf(const QString& oid, const QString& value)
{
    for (std::size_t place = 0; place < namedObjects.size(); ++place) {
        const QString prefix = QLatin1String(namedObjects[place].oid) + u'.';
        if (oid.startsWith(prefix))
            return {place, oid, QLatin1String(namedObjects[place].name), oid.mid(prefix.size()), value, wordOf(namedObjects[place], value)};
    }
    return {namedObjects.size(), oid, oid, {}, value, value};
}

QList<Variable> variablesIn(const QJsonObject& payload)
{
    QList<Variable> variables;
    const QJsonObject oids = payload[QLatin1String("oids")].toObject();
    for (auto it = oids.begin(); it != oids.end(); ++it)
        variables.append(variableOf(it.key(), it.value().toVariant().toString()));
    std::stable_sort(variables.begin(), variables.end(), [](const Variable& a, const Variable& b) { return a.place < b.place; });
    return variables;
}

/// What is said beside the variables: "sysUpTime = 1,530 h 0 min", "missedRounds = 2". The trap has a column of its own.
QStringList factsIn(const QJsonObject& payload)
{
    QStringList facts;
    for (auto it = payload.begin(); it != payload.end(); ++it) {
        if (it.value().isObject() || it.value().isArray() || it.key() == QLatin1String("trap"))
            continue;
        if (it.key() == QLatin1String("uptimeTicks"))
            facts.append(QStringLiteral("sysUpTime = %1").arg(assurance::durationText(qint64(it.value().toDouble()) / 6000 * 60'000)));
        else
            facts.append(QStringLiteral("%1 = %2").arg(it.key(), it.value().toVariant().toString()));
    }
    return facts;
}

} // namespace

QString trapWord(const QString& oid)
{
    const auto trap = std::find_if(namedTraps.begin(), namedTraps.end(), [&](const NamedOid& one) { return oid == QLatin1String(one.oid); });
    return trap == namedTraps.end() ? oid : QString::fromLatin1(trap->name);
}

QString payloadText(const QJsonObject& payload)
{
    const QList<Variable> variables = variablesIn(payload);
    const bool oneInstance = std::all_of(variables.begin(), variables.end(), [&](const Variable& one) { return one.instance == variables.first().instance; });
    QStringList parts;
    for (const Variable& one : variables)
        parts.append(QStringLiteral("%1 = %2").arg(oneInstance || one.instance.isEmpty() ? one.name : one.name + u'.' + one.instance, one.word));
    return (parts.isEmpty() ? factsIn(payload) : parts).join(QStringLiteral("; "));
}

QString payloadInFull(const QJsonObject& payload)
{
    QStringList lines;
    for (const Variable& one : variablesIn(payload)) {
        if (one.name == one.oid)
            lines.append(QStringLiteral("%1 = %2").arg(one.oid, one.value));
        else
            lines.append(QStringLiteral("%1.%2 = %3, %4").arg(one.name, one.instance, one.word == one.value ? one.value : QStringLiteral("%1 (%2)").arg(one.word, one.value), one.oid));
    }
    if (const QString trap = payload[QLatin1String("trap")].toString(); !trap.isEmpty())
        lines.prepend(trapWord(trap) == trap ? trap : QStringLiteral("%1, %2").arg(trapWord(trap), trap));
    return (lines + factsIn(payload)).join(u'\n');
}

} // namespace trunkline::overview
