#include "models/collection/variables.h"

#include "models/collection/columns.h"

#include <algorithm>
#include <numeric>

namespace trunkline::collection {

Variables::Variables(snmp::VarBinds binds) : binds_(std::move(binds))
{
    binds_.removeIf([](const snmp::VarBind& bind) { return !bind.value.exists(); });
    const auto isAfter = [](const snmp::VarBind& a, const snmp::VarBind& b) { return a.oid >= b.oid; };
    if (std::adjacent_find(binds_.cbegin(), binds_.cend(), isAfter) == binds_.cend())
        return;
    std::vector<qsizetype> order(std::size_t(binds_.size()));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](qsizetype a, qsizetype b) { return binds_[a].oid < binds_[b].oid; });
    snmp::VarBinds sorted;
    sorted.reserve(binds_.size());
    for (const qsizetype at : order)
        if (sorted.isEmpty() || sorted.constLast().oid != binds_[at].oid)
            sorted.append(binds_[at]);
    binds_ = std::move(sorted);
}

const snmp::Value* Variables::find(const snmp::Oid& oid) const
{
    const auto found = std::lower_bound(binds_.cbegin(), binds_.cend(), oid, [](const snmp::VarBind& bind, const snmp::Oid& wanted) { return bind.oid < wanted; });
    return found != binds_.cend() && found->oid == oid ? &found->value : nullptr;
}

std::span<const snmp::VarBind> Variables::below(const snmp::Oid& root) const
{
    const auto first = std::upper_bound(binds_.cbegin(), binds_.cend(), root, [](const snmp::Oid& wanted, const snmp::VarBind& bind) { return wanted < bind.oid; });
    const auto last = std::partition_point(first, binds_.cend(), [&](const snmp::VarBind& bind) { return bind.oid.startsWith(root); });
    return {first, last};
}

QString displayText(const snmp::Value& value)
{
    return value.type == snmp::Type::OctetString ? textOf(value.toBytes()) : value.toDisplay();
}

} // namespace trunkline::collection
