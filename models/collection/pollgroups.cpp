#include "models/collection/pollgroups.h"

#include <algorithm>
#include <map>
#include <set>

namespace trunkline::collection {

namespace {

snmp::Oid columnOf(const TableRule& table, const ValueRef& value)
{
    return value.kind == ValueRef::Kind::Object ? value.object : table.entry + value.column;
}

/// The intervals of a device's values.
struct Intervals {
    std::map<snmp::Oid, int> columns;
    int processors = 0;
    int memory = 0;

    explicit Intervals(const ProfileChoice& choice)
    {
        int fallbackProcessors = 0, fallbackMemory = 0;
        const auto slower = [](int& known, int seconds) { known = std::max(known, seconds); };
        for (const Profile* profile : choice)
            for (const TableRule& table : profile->tables) {
                for (const SensorRule& rule : table.sensors)
                    if (!rule.hidden)
                        slower(columns[columnOf(table, rule.value)], rule.everySeconds > 0 ? rule.everySeconds : table.everySeconds);
                if (!table.processors.isEmpty())
                    slower(table.fallback ? fallbackProcessors : processors, table.everySeconds);
                if (!table.memory.isEmpty())
                    slower(table.fallback ? fallbackMemory : memory, table.everySeconds);
            }
        processors = processors > 0 ? processors : fallbackProcessors;
        memory = memory > 0 ? memory : fallbackMemory;
    }

    int of(const TableRule& table, const SensorRule& rule) const
    {
        const auto known = columns.find(columnOf(table, rule.value));
        return known == columns.end() ? 0 : known->second; // hidden, and nobody shows it
    }
    std::set<int> all(const ProfileChoice& choice) const
    {
        std::set<int> seconds{processors, memory};
        for (const auto& [column, every] : columns)
            seconds.insert(every);
        for (const Profile* profile : choice)
            for (const TableRule& table : profile->tables)
                if (!table.storage.isEmpty())
                    seconds.insert(table.everySeconds);
        seconds.erase(0);
        return seconds;
    }
};

/// The rules of a table that are read at this interval.
TableRule cutDown(TableRule table, const Intervals& intervals, int seconds)
{
    const TableRule whole = table;
    table.sensors.removeIf([&](const SensorRule& rule) { return intervals.of(whole, rule) != seconds; });
    if (intervals.processors != seconds)
        table.processors.clear();
    if (intervals.memory != seconds)
        table.memory.clear();
    if (table.everySeconds != seconds)
        table.storage.clear();
    return table;
}

} // namespace

QList<PollGroup> pollGroups(const ProfileChoice& choice)
{
    const Intervals intervals(choice);
    QList<PollGroup> groups;
    for (const int seconds : intervals.all(choice)) {
        auto profiles = std::make_shared<QList<Profile>>();
        for (const Profile* profile : choice) {
            Profile part = *profile;
            part.tables.clear();
            for (const TableRule& table : profile->tables) {
                const TableRule rest = cutDown(table, intervals, seconds);
                if (!rest.sensors.isEmpty() || !rest.processors.isEmpty() || !rest.memory.isEmpty() || !rest.storage.isEmpty())
                    part.tables.append(rest);
            }
            if (!part.tables.isEmpty())
                profiles->append(part);
        }
        PollGroup group;
        group.everySeconds = seconds;
        for (const Profile& profile : std::as_const(*profiles))
            group.choice.append(&profile);
        group.profiles = profiles;
        group.valueRoots = valueRoots(group.choice);
        group.whole = planOf(hardwareRoots(group.choice));
        group.values = planOf(group.valueRoots);
        groups.append(group);
    }
    return groups;
}

std::shared_ptr<const snmp::PollPlan> planOf(const QList<snmp::Oid>& roots)
{
    std::map<snmp::Oid, QList<quint32>> columns;
    for (const snmp::Oid& root : roots)
        columns[snmp::Oid(std::vector<std::uint32_t>(root.arcs().begin(), root.arcs().end() - 1))].append(root.last());
    QList<snmp::PollPlan::Table> tables;
    for (auto& [entry, numbers] : columns)
        tables.append({entry, numbers});
    return std::make_shared<snmp::PollPlan>(QList<snmp::Oid>{}, tables);
}

} // namespace trunkline::collection
