#include "snmp/mib/dictionary.h"

#include <algorithm>

namespace trunkline::snmp::mib {

namespace {

/// How much is known: of two definitions of one object the newer has more names (ifOperStatus of RFC 1213 has three).
qsizetype worth(const Fact& fact)
{
    const Syntax* syntax = fact.syntax();
    return (syntax ? 1 + 2 * syntax->names.size() + 2 * !syntax->displayHint.isEmpty() : 0) + !fact.node->units.isEmpty() + fact.node->members.size();
}

} // namespace

Dictionary::Dictionary(std::vector<Table> tables) : tables_(std::make_shared<const std::vector<Table>>(std::move(tables)))
{
    for (const Table& table : *tables_)
        for (const Node& node : table.nodes) {
            const Fact fact{&table, &node};
            entries_.push_back({fact, -1});
            names_.insert(fact.qualifiedName(), fact);
        }
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
        if (a.fact.node->oid != b.fact.node->oid)
            return a.fact.node->oid < b.fact.node->oid;
        return a.fact.table != b.fact.table ? a.fact.table > b.fact.table : worth(a.fact) > worth(b.fact);
    });
    const auto last = std::unique(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.fact.node->oid == b.fact.node->oid; });
    entries_.erase(last, entries_.end());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const Fact& fact = entries_[i].fact;
        names_.insert(fact.node->name, fact);
        auto above = std::int32_t(i) - 1;
        while (above >= 0 && !fact.node->oid.startsWith(entries_[std::size_t(above)].fact.node->oid))
            above = entries_[std::size_t(above)].above;
        entries_[i].above = above;
    }
}

std::int32_t Dictionary::indexOfNearest(const Oid& oid) const
{
    // What stands between a node and one below it lies below the node too: its line of ancestors leads there.
    const auto behind = std::upper_bound(entries_.begin(), entries_.end(), oid, [](const Oid& wanted, const Entry& entry) { return wanted < entry.fact.node->oid; });
    auto index = std::int32_t(behind - entries_.begin()) - 1;
    while (index >= 0 && !oid.startsWith(entries_[std::size_t(index)].fact.node->oid))
        index = entries_[std::size_t(index)].above;
    return index;
}

Fact Dictionary::nearest(const Oid& oid) const
{
    const std::int32_t index = indexOfNearest(oid);
    return index < 0 ? Fact() : entries_[std::size_t(index)].fact;
}

Fact Dictionary::objectOf(const Oid& instance) const
{
    // Modules name instances, too (sysUpTimeInstance): the object stands above those.
    for (std::int32_t index = indexOfNearest(instance); index >= 0; index = entries_[std::size_t(index)].above)
        if (entries_[std::size_t(index)].fact.isObject())
            return entries_[std::size_t(index)].fact;
    return {};
}

Fact Dictionary::at(const Oid& oid) const
{
    const Fact found = nearest(oid);
    return found && found.node->oid == oid ? found : Fact();
}

Fact Dictionary::named(const QString& name) const
{
    return names_.value(name);
}

} // namespace trunkline::snmp::mib
