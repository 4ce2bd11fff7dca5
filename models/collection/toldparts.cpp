#include "models/collection/toldparts.h"

#include "models/collection/gaugealarm.h"
#include "models/fault/alarmstore.h"
#include "models/performance/gaugestore.h"

#include <algorithm>

namespace trunkline::collection {

namespace {

constexpr std::size_t arcsOfTableAndEntry = 2;

/// Known once, missing otherwise; what is not known says nothing.
void join(std::optional<bool>& all, std::optional<bool> one)
{
    if (one)
        all = all.value_or(false) || *one;
}

snmp::Oid cut(const snmp::Oid& oid, std::size_t from, std::size_t size)
{
    const auto arcs = oid.arcs().subspan(from, size);
    return snmp::Oid(std::vector<std::uint32_t>(arcs.begin(), arcs.end()));
}

/// Whether a variable of the row's table, or of one beside it, has this place for its column and its index.
bool isOfTable(const snmp::Oid& entry, const snmp::Oid& instance, std::size_t indexSize)
{
    if (instance.size() != entry.size() + 1 + indexSize)
        return false;
    const bool siblings = indexSize > 1 && entry.size() > arcsOfTableAndEntry;
    return instance.startsWith(siblings ? cut(entry, 0, entry.size() - arcsOfTableAndEntry) : entry);
}

bool hasRow(const snmp::PollPlan& plan, int table, const Variables& told, const snmp::Oid& index)
{
    for (int column = plan.firstColumn(table); column < plan.endColumn(table); ++column)
        if (const snmp::Oid row = plan.oidOf(column) + index; told.find(row) || !told.below(row).empty())
            return true;
    return false;
}

bool isNameOf(const QString& name, const performance::Component& component)
{
    const QString* names[] = {&component.name, &component.identity, &component.serialNumber, &component.label};
    return std::any_of(std::begin(names), std::end(names), [&](const QString* one) { return name.compare(*one, Qt::CaseInsensitive) == 0; });
}

/// Of the rule that raised it: "fault:<device>:<fault>:<object>".
bool isOfRule(const fault::Alarm& alarm)
{
    return alarm.key.startsWith(QLatin1String("fault:"));
}

} // namespace

std::optional<bool> tellsOfRow(const snmp::PollPlan& plan, const Variables& told, const snmp::Oid& instance, std::size_t indexSize)
{
    std::optional<bool> all;
    if (indexSize == 0 || instance.size() <= indexSize)
        return all;
    const snmp::Oid index = cut(instance, instance.size() - indexSize, indexSize);
    for (int table = 0; table < plan.tableCount(); ++table)
        if (isOfTable(plan.entry(table), instance, indexSize) && hasRow(plan, table, told, {}))
            join(all, hasRow(plan, table, told, index));
    return all;
}

std::optional<bool> ToldParts::tellsOf(const fault::Alarm& alarm)
{
    if (alarm.deviceId != reading_.device)
        return std::nullopt;
    if (const auto gauge = gaugeOfAlarm(alarm.key))
        return tellsOf(*gauge);
    if (!isOfRule(alarm))
        return std::nullopt;
    const auto raised = fault::event(connection_, alarm.raisedByEvent);
    if (!raised || !raised->report || raised->report->object.isEmpty())
        return std::nullopt; // about the whole device
    const auto byRow = tellsOfRows(*raised);
    return byRow ? byRow : tellsOfNamed(raised->report->object);
}

std::optional<bool> ToldParts::tellsOf(GaugeId id)
{
    if (reading_.gauges.contains(id))
        return true;
    const auto gauge = performance::gauge(connection_, id);
    return gauge && reading_.isReadHere(*gauge) ? std::optional(false) : std::nullopt;
}

/// The variables whose index is what the alarm is about.
std::optional<bool> ToldParts::tellsOfRows(const fault::Event& raised)
{
    std::optional<bool> all;
    const auto index = snmp::Oid::parse(QString(raised.report->object).replace(u' ', u'.')); // of several parts of a key: "4 1 0 0"
    if (!index)
        return all;
    if (!told_)
        told_.emplace(reading_.binds);
    const QJsonObject oids = raised.payload["oids"].toObject();
    for (auto variable = oids.begin(); variable != oids.end(); ++variable) {
        const auto instance = snmp::Oid::parse(variable.key());
        if (instance && instance->size() > index->size() && cut(*instance, instance->size() - index->size(), index->size()) == *index)
            join(all, tellsOfRow(*reading_.plan, *told_, *instance, index->size()));
    }
    return all;
}

/// A bare number is no name: it would be that of many parts.
std::optional<bool> ToldParts::tellsOfNamed(const QString& name)
{
    if (std::none_of(name.begin(), name.end(), [](QChar c) { return c.isLetter(); }))
        return std::nullopt;
    QSet<ComponentId> components;
    for (const performance::Component& component : performance::components(connection_, reading_.device))
        if (isNameOf(name, component))
            components.insert(component.id);
    QList<performance::Gauge> gauges = performance::gauges(connection_, reading_.device);
    gauges.removeIf([&](const performance::Gauge& gauge) { return name.compare(gauge.name, Qt::CaseInsensitive) != 0 && !components.contains(gauge.componentId); });
    return tellsOfAny(gauges);
}

std::optional<bool> ToldParts::tellsOfAny(const QList<performance::Gauge>& gauges) const
{
    std::optional<bool> all;
    for (const performance::Gauge& gauge : gauges) {
        if (reading_.gauges.contains(gauge.id))
            return true;
        join(all, reading_.isReadHere(gauge) ? std::optional(false) : std::nullopt);
    }
    return all;
}

} // namespace trunkline::collection
