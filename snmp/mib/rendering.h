// Variables and notifications as people read them: with names, the words of enumerations, units.
#pragma once

#include "snmp/mib/dictionary.h"
#include "snmp/notification.h"

namespace trunkline::snmp::mib {

/// "ifOperStatus.3"; an identifier that no module knows, as it is: "1.3.6.1.4.1.99999.1.2".
QString nameOf(const Dictionary& dictionary, const Oid& oid);

/// The value in the syntax of the object at `instance`: "down", "00:1a:2b:3c:4d:5e", "2026-03-01 12:30:00.0 +01:00", "41 celsius".
/// A value whose type is not that of its object is shown by its own type.
QString shown(const Dictionary& dictionary, const Oid& instance, const Value& value);

/// The same when the object is known already; a null fact is of no module.
QString shownAs(const Dictionary& dictionary, const Fact& object, const Value& value);

struct NamedVariable {
    QString name;   ///< "ifOperStatus"
    QString index;  ///< of the instance, "3"; empty for a scalar
    QString value;  ///< as people read it
    bool known = false; ///< whether a module gives the name
    bool operator==(const NamedVariable&) const = default;
};
/// One per variable, in their order. What nobody knows has its identifier for a name, and no index.
QList<NamedVariable> namedVariables(const Dictionary& dictionary, const VarBinds& binds);

/// "linkDown: ifIndex 3, ifAdminStatus up, ifOperStatus down". Indexes stand where a name comes twice
/// ("ifIndex.3 3, ifIndex.4 4"). `trap` is its name, or its identifier when no module knows it.
QString sentenceOf(const QString& trap, const QList<NamedVariable>& variables);

} // namespace trunkline::snmp::mib
