// What a device answered, found by identifier.
#pragma once

#include "snmp/value.h"

#include <span>
#include <vector>

namespace trunkline::collection {

/// The variables of one device in the order of their identifiers. One that was read twice keeps its first
/// value; exceptions (noSuchObject) are left out.
class Variables {
public:
    explicit Variables(snmp::VarBinds binds);

    /// Null when the device did not tell.
    const snmp::Value* find(const snmp::Oid& oid) const;
    /// Everything below `root`, which itself does not count.
    std::span<const snmp::VarBind> below(const snmp::Oid& root) const;

private:
    snmp::VarBinds binds_;
};

/// Octets that are text as text, object identifiers and numbers as they are written.
QString displayText(const snmp::Value& value);

} // namespace trunkline::collection
