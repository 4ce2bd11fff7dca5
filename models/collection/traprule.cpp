#include "models/collection/traprule.h"

#include "snmp/mib/rendering.h"

#include <algorithm>

namespace trunkline::collection {

namespace {

const QLatin1StringView between(" ");

bool namesAPart(const QString& name)
{
    return name.endsWith(QLatin1String("Index")) || name.endsWith(QLatin1String("Name")) || name.endsWith(QLatin1String("Id"));
}

/// The words of a value's enumeration apart from its units, as conditions and keys want it.
QString plainValue(const snmp::VarBind& bind, const snmp::mib::Dictionary& dictionary)
{
    return snmp::mib::shown(dictionary, bind.oid, bind.value);
}

QString keyPart(const TrapVariable& variable, const snmp::Notification& notification, const snmp::mib::Dictionary& dictionary)
{
    const snmp::VarBind* bind = findVariable(variable, notification);
    if (!bind)
        return {};
    if (!variable.wantsIndex)
        return plainValue(*bind, dictionary);
    const snmp::mib::Fact object = variable.object.empty() ? dictionary.objectOf(bind->oid) : snmp::mib::Fact();
    const snmp::Oid above = object ? object.node->oid : variable.object;
    return bind->oid.after(above).toString();
}

QString guessedObject(const snmp::Notification& notification, const snmp::mib::Dictionary& dictionary)
{
    QStringList values;
    for (const snmp::VarBind& bind : notification.binds) {
        const snmp::mib::Fact object = dictionary.objectOf(bind.oid);
        if (!object)
            continue;
        // Accessible-for-notify columns come with the index 0 or none: then values tell.
        const snmp::Oid index = bind.oid.after(object.node->oid);
        const bool isRow = object.node->kind == snmp::mib::Kind::Column && !index.empty() && index != snmp::Oid{0};
        if (isRow)
            return index.toString();
        if (namesAPart(object.node->name))
            values.append(plainValue(bind, dictionary));
    }
    return values.join(between);
}

} // namespace

const snmp::VarBind* findVariable(const TrapVariable& variable, const snmp::Notification& notification)
{
    if (variable.object.empty())
        return variable.place >= 1 && variable.place <= notification.binds.size() ? &notification.binds[variable.place - 1] : nullptr;
    const auto found = std::find_if(notification.binds.cbegin(), notification.binds.cend(), [&](const snmp::VarBind& bind) { return bind.oid.startsWith(variable.object); });
    return found == notification.binds.cend() ? nullptr : &*found;
}

bool holds(const TrapRule& rule, const snmp::Notification& notification, const snmp::mib::Dictionary& dictionary)
{
    return std::all_of(rule.when.cbegin(), rule.when.cend(), [&](const TrapCondition& condition) {
        const snmp::VarBind* bind = findVariable(condition.variable, notification);
        return bind && (condition.values.contains(bind->value.toDisplay()) || condition.values.contains(plainValue(*bind, dictionary)));
    });
}

QString objectOf(const TrapRule& rule, const snmp::Notification& notification, const snmp::mib::Dictionary& dictionary)
{
    if (!rule.key)
        return guessedObject(notification, dictionary);
    QStringList parts;
    for (const TrapVariable& variable : *rule.key)
        if (const QString part = keyPart(variable, notification, dictionary); !part.isEmpty())
            parts.append(part);
    return parts.join(between);
}

RuleVerdict verdictOf(const TrapRule& rule, const snmp::Notification& notification, const snmp::mib::Dictionary& dictionary)
{
    Severity severity = rule.action == TrapRule::Action::Clear ? Severity::Cleared : rule.severity;
    if (const snmp::VarBind* bind = rule.severityOf ? findVariable(*rule.severityOf, notification) : nullptr)
        severity = rule.severities.value(plainValue(*bind, dictionary), rule.severities.value(bind->value.toDisplay(), severity));
    const bool speaksOfFault = rule.action == TrapRule::Action::Raise || rule.action == TrapRule::Action::Clear;
    return verdictOf(rule, severity, speaksOfFault ? objectOf(rule, notification, dictionary) : QString());
}

snmp::Oid plainTrapOid(const snmp::Oid& trapOid)
{
    const auto arcs = trapOid.arcs();
    if (arcs.size() < 3 || arcs[arcs.size() - 2] != 0)
        return trapOid;
    std::vector<std::uint32_t> plain(arcs.begin(), arcs.end() - 2);
    plain.push_back(arcs.back());
    return snmp::Oid(std::move(plain));
}

} // namespace trunkline::collection
