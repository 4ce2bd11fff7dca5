#include "models/collection/variables.h"

#include "models/collection/columns.h"

#include <algorithm>

namespace trunkline::collection {

Variables::Variables(snmp::VarBinds binds) : binds_(std::move(binds))
{
    binds_.removeIf([](const snmp::VarBind& bind) { return !bind.value.exists(); });
    const auto before = [](const snmp::VarBind& a, const snmp::VarBind& b) { return a.oid < b.oid; };
    if (!std::is_sorted(binds_.cbegin(), binds_.cend(), before))
        std::stable_sort(binds_.begin(), binds_.end(), before);
    binds_.erase(std::unique(binds_.begin(), binds_.end(), [](const auto& a, const auto& b) { return a.oid == b.oid; }), binds_.end());
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
