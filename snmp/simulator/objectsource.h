// Where an agent's objects come from.
#pragma once

#include "snmp/simulator/message.h"

namespace trunkline::simulator {

class ObjectSource {
public:
    ObjectSource() = default;
    ObjectSource(const ObjectSource&) = delete;
    ObjectSource& operator=(const ObjectSource&) = delete;
    virtual ~ObjectSource() = default;

    /// The value, or noSuchObject or noSuchInstance.
    virtual Value get(const Oid& oid) const = 0;
    /// The first object behind `oid`; nothing at the end.
    virtual std::optional<VarBind> next(const Oid& oid) const = 0;
    /// Whether set() may follow, as RFC 3416 section 4.2.5 names the refusals. Nothing changes.
    virtual ErrorStatus check(const Oid& oid, const Value& value) const;
    /// Only after check() gave NoError.
    virtual void set(const Oid& oid, const Value& value);
};

} // namespace trunkline::simulator
