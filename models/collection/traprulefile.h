// Rules for traps as a file. The form is described in resources/traprules/README.md.
#pragma once

#include "models/collection/traprule.h"

#include <QHash>

namespace trunkline::collection {

struct TrapRuleFile {
    QList<TrapRule> rules;
    /// Names of traps whose module is not at hand, by identifier. The same conventions of names apply to them.
    QHash<snmp::Oid, QString> names;
};

/// Reads a file's text. Each thing that is wrong is one sentence in `problems`, with the file and the rule it is about; such
/// a rule is left out, the others are read. Names of traps and variables are looked up in `dictionary`.
TrapRuleFile readTrapRules(const QByteArray& text, const QString& fileName, const snmp::mib::Dictionary& dictionary, QStringList* problems);

} // namespace trunkline::collection
