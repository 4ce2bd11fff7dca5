// What a trap means: which fault it reports or ends, how bad it is, and which part of the device it is about. Data, not code: see
// resources/traprules/README.md.
#pragma once

#include "models/collection/rulemeaning.h"
#include "snmp/mib/dictionary.h"
#include "snmp/notification.h"

#include <QHash>

namespace trunkline::collection {

/// One of a trap's variables: by its object, or by its place (#1 is the first behind the trap's identifier).
struct TrapVariable {
    snmp::Oid object; ///< empty when it is named by its place
    int place = 0;
    bool wantsIndex = false; ///< of the instance, not the value
    bool operator==(const TrapVariable&) const = default;
};

/// The variable's binding; null when the trap does not carry it.
const snmp::VarBind* findVariable(const TrapVariable& variable, const snmp::Notification& notification);

struct TrapCondition {
    TrapVariable variable;
    QStringList values; ///< any of them, as numbers or as the words of the object's enumeration
    bool operator==(const TrapCondition&) const = default;
};

struct TrapRule : RuleMeaning {
    snmp::Oid trap;
    std::optional<TrapVariable> severityOf; ///< the variable that tells the severity of Raise, if the trap carries one
    std::optional<QList<TrapVariable>> key; ///< which variables say what part of the device; absent: see objectOf()
    QList<TrapCondition> when;         ///< all must hold
    bool operator==(const TrapRule&) const = default;
};

/// What becomes of a trap.
RuleVerdict verdictOf(const TrapRule& rule, const snmp::Notification& notification, const snmp::mib::Dictionary& dictionary);

/// Whether the trap fulfils the rule's conditions.
bool holds(const TrapRule& rule, const snmp::Notification& notification, const snmp::mib::Dictionary& dictionary);

/// Which part of the device the trap is about, as people read it; empty when it is about all of it. What the rule's key names; without
/// one the index of the first column, else the values of scalars that are called …Index, …Name or …Id.
QString objectOf(const TrapRule& rule, const snmp::Notification& notification, const snmp::mib::Dictionary& dictionary);

/// A trap's identifier in the one of two forms that has no 0 before the last arc: a trap of v1 gets one from RFC 3584 that the module
/// may not have given it.
snmp::Oid plainTrapOid(const snmp::Oid& trapOid);

} // namespace trunkline::collection
