#include "models/collection/profilechoice.h"

#include "models/collection/entityparts.h"
#include "models/collection/profilerow.h"

#include <algorithm>

namespace trunkline::collection {

namespace {

bool mayFit(const DeviceMatch& match, const SystemFacts& system)
{
    const auto objectId = snmp::Oid::parse(system.objectId).value_or(snmp::Oid());
    return (match.sysObjectId.empty() || objectId.startsWith(match.sysObjectId))
           && (match.sysDescr.pattern().isEmpty() || match.sysDescr.match(system.description).hasMatch());
}

/// How closely it fits: what an object tells counts more than what the agent calls itself. −1: not at all.
int fitOf(const Profile& profile, const SystemFacts& system, const Variables& variables)
{
    int best = profile.devices.isEmpty() ? 0 : -1;
    for (const DeviceMatch& match : profile.devices)
        if (mayFit(match, system) && (match.answers.empty() || answers(variables, match.answers)))
            best = std::max(best, int(match.sysObjectId.size()) + (match.answers.empty() ? 0 : 100) + (match.sysDescr.pattern().isEmpty() ? 0 : 1));
    return best;
}

bool describes(const SystemRule& rule, const SystemFacts& system)
{
    return rule.sysDescr.pattern().isEmpty() || rule.sysDescr.match(system.description).hasMatch();
}

QString textFrom(const TextSource& source, const Profile& profile, const SystemFacts& system, const EntityFacts& entity, const Variables& variables)
{
    using Kind = TextSource::Kind;
    QString text;
    switch (source.kind) {
    case Kind::EntityModel: text = entity.model; break;
    case Kind::EntitySerial: text = entity.serialNumber; break;
    case Kind::EntitySoftware: text = entity.softwareVersion; break;
    case Kind::SysDescr: text = system.description; break;
    case Kind::SysObjectId: text = profile.models.value(snmp::Oid::parse(system.objectId).value_or(snmp::Oid())); break;
    case Kind::Constant: text = source.constant; break;
    case Kind::Object:
        if (const snmp::Value* value = variables.find(source.object))
            text = displayText(*value);
        for (const snmp::VarBind& bind : variables.below(source.object))
            if (text.isEmpty() && (source.pattern.pattern().isEmpty() || source.pattern.match(displayText(bind.value)).hasMatch()))
                text = displayText(bind.value);
        break;
    }
    if (!source.pattern.pattern().isEmpty()) {
        const auto found = source.pattern.match(text);
        text = found.captured(found.lastCapturedIndex() > 0 ? 1 : 0);
    }
    return text.simplified();
}

void collectRef(const ValueRef& ref, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    if (ref.kind == ValueRef::Kind::Column)
        roots.append(entry + ref.column);
    if (ref.kind == ValueRef::Kind::Object)
        roots.append(ref.object);
    for (const IndexPart& part : ref.index)
        if (part.kind == IndexPart::Kind::Column)
            roots.append(entry + part.number);
}

void collectConditions(const QList<Condition>& conditions, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    for (const Condition& condition : conditions)
        collectRef(condition.ref, entry, roots);
}

void collectScaling(const Scaling& scaling, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    for (const ValueRef* ref : {&scaling.scaleColumn, &scaling.precisionColumn, &scaling.divideColumn})
        collectRef(*ref, entry, roots);
}

void collectName(const NameRule& name, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    for (const NamePart& part : name)
        for (const NameChoice& choice : part.choices)
            collectRef(choice.ref, entry, roots);
}

void collectLimit(const LimitRule& limit, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    const snmp::Oid& table = limit.rows.empty() ? entry : limit.rows;
    collectRef(limit.value, table, roots);
    collectConditions(limit.when, table, roots);
    if (limit.scaling)
        collectScaling(*limit.scaling, entry, roots);
}

void collectRow(const RowRule& rule, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    collectRef(rule.value, entry, roots);
    collectName(rule.name, entry, roots);
    collectScaling(rule.scaling, entry, roots);
    collectConditions(rule.when, entry, roots);
    collectConditions(rule.unless, entry, roots);
}

void collectMemory(const MemoryRule& rule, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    for (const ValueRef* ref : {&rule.used, &rule.free, &rule.total, &rule.percent, &rule.unit})
        collectRef(*ref, entry, roots);
    for (const ValueRef& ref : rule.freeToo + rule.usedLess)
        collectRef(ref, entry, roots);
}

void collectComponent(const ComponentRule& rule, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    collectConditions(rule.when, entry, roots);
    for (const NameRule* name : {&rule.identity, &rule.name, &rule.port, &rule.label, &rule.vendor, &rule.model, &rule.serial})
        collectName(*name, entry, roots);
    if (rule.byEntity)
        roots += entityPartRoots();
}

void collectTable(const TableRule& table, QList<snmp::Oid>& roots)
{
    collectConditions(table.when, table.entry, roots);
    if (table.component)
        collectComponent(*table.component, table.entry, roots);
    for (const SensorRule& rule : table.sensors) {
        if (rule.hidden)
            continue;
        collectRow(rule, table.entry, roots);
        collectName(rule.identity, table.entry, roots);
        for (const QList<LimitRule>& limits : {rule.low, rule.lowWarning, rule.highWarning, rule.high})
            for (const LimitRule& limit : limits)
                collectLimit(limit, table.entry, roots);
    }
    for (const ProcessorRule& rule : table.processors)
        collectRow(rule, table.entry, roots);
    for (const MemoryRule& rule : table.memory + table.storage) {
        collectRow(rule, table.entry, roots);
        collectMemory(rule, table.entry, roots);
    }
}

/// The conditions that speak of the row itself: what they say may change with the value.
void collectOwn(const QList<Condition>& conditions, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    for (const Condition& condition : conditions)
        if (condition.ref.kind == ValueRef::Kind::Column)
            roots.append(entry + condition.ref.column);
}

void collectValues(const RowRule& rule, const snmp::Oid& entry, QList<snmp::Oid>& roots)
{
    collectRef(rule.value, entry, roots);
    collectOwn(rule.when, entry, roots);
    collectOwn(rule.unless, entry, roots);
}

QList<snmp::Oid> withoutNested(QList<snmp::Oid> roots)
{
    std::sort(roots.begin(), roots.end());
    QList<snmp::Oid> kept;
    for (const snmp::Oid& root : roots)
        if (!root.empty() && (kept.isEmpty() || !root.startsWith(kept.last())))
            kept.append(root);
    return kept;
}

} // namespace

ProfileChoice chooseProfiles(const QList<Profile>& profiles, const SystemFacts& system, const Variables& variables)
{
    QList<std::pair<int, const Profile*>> fitting;
    for (const Profile& profile : profiles)
        if (const int fit = fitOf(profile, system, variables); fit >= 0)
            fitting.append({fit, &profile});
    std::stable_sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    ProfileChoice choice;
    for (const auto& [fit, profile] : fitting)
        choice.append(profile);
    return choice;
}

DeviceIdentity identify(const ProfileChoice& choice, const SystemFacts& system, const EntityFacts& entity, const Variables& variables)
{
    DeviceIdentity identity;
    for (const Profile* profile : choice) {
        const ProfileRow scalars(variables, *profile, {}, snmp::Oid{0});
        for (const SystemRule& rule : profile->systems) {
            if (!describes(rule, system) || !scalars.holds(rule.when))
                continue;
            const auto first = [&](const QList<TextSource>& sources) {
                for (const TextSource& source : sources)
                    if (const QString text = textFrom(source, *profile, system, entity, variables); !text.isEmpty())
                        return text;
                return QString();
            };
            return {rule.vendor.isEmpty() ? profile->vendor : rule.vendor, rule.os, rule.kind, first(rule.model), first(rule.version), first(rule.serial), profile->id};
        }
        if (identity.vendor.isEmpty())
            identity.vendor = profile->vendor;
    }
    return identity;
}

QList<snmp::Oid> choiceRoots(const QList<Profile>& profiles, const SystemFacts& system)
{
    QList<snmp::Oid> roots;
    for (const Profile& profile : profiles)
        for (const DeviceMatch& match : profile.devices)
            if (!match.answers.empty() && mayFit(match, system))
                roots.append(match.answers);
    return withoutNested(roots);
}

QList<snmp::Oid> identityRoots(const ProfileChoice& choice, const SystemFacts& system)
{
    QList<snmp::Oid> roots;
    for (const Profile* profile : choice) {
        bool mayName = false;
        for (const SystemRule& rule : profile->systems) {
            if (!describes(rule, system))
                continue;
            mayName = mayName || rule.when.isEmpty();
            collectConditions(rule.when, {}, roots);
            for (const QList<TextSource>& sources : {rule.model, rule.version, rule.serial})
                for (const TextSource& source : sources)
                    if (source.kind == TextSource::Kind::Object)
                        roots.append(source.object);
        }
        if (mayName)
            break;
    }
    return withoutNested(roots);
}

QList<snmp::Oid> hardwareRoots(const ProfileChoice& choice)
{
    QList<snmp::Oid> roots;
    for (const Profile* profile : choice)
        for (const TableRule& table : profile->tables)
            collectTable(table, roots);
    return withoutNested(roots);
}

QList<snmp::Oid> valueRoots(const ProfileChoice& choice)
{
    QList<snmp::Oid> roots;
    for (const Profile* profile : choice)
        for (const TableRule& table : profile->tables) {
            for (const SensorRule& rule : table.sensors)
                collectValues(rule, table.entry, roots);
            for (const ProcessorRule& rule : table.processors)
                collectValues(rule, table.entry, roots);
            for (const MemoryRule& rule : table.memory + table.storage) {
                collectValues(rule, table.entry, roots);
                collectMemory(rule, table.entry, roots);
            }
        }
    return withoutNested(roots);
}

int inFlightOf(const ProfileChoice& choice)
{
    int least = 0;
    for (const Profile* profile : choice)
        if (!profile->devices.isEmpty())
            least = least == 0 ? profile->inFlight : std::min(least, profile->inFlight);
    return std::max(1, least);
}

} // namespace trunkline::collection
