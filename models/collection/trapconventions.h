// What the names of traps tell by themselves: fooDown and fooUp, barSet and barCleared, …Failure. Every maker follows such
// conventions, so that a module that nobody wrote rules for is understood all the same.
#pragma once

#include "models/collection/traprule.h"

namespace trunkline::collection {

/// The conventions, read from resources/traprules/conventions.json.
struct TrapConventions {
    /// A name with `over` in it ends what the same name with one of `faults` in its place reports.
    struct Pair {
        QString over;
        QStringList faults;
    };
    /// A name with `word` in it is about this kind of trouble.
    struct Trouble {
        QString word;
        std::optional<Severity> severity; ///< nothing when the word tells the cause alone
        QString type;
        QString cause;
    };
    QList<Pair> pairs;
    QList<Trouble> troubles;   ///< the first that fits gives the severity, the first with a cause gives type and cause
    QStringList harmless;      ///< words that mean no fault, whatever else is in the name
    QHash<QString, Severity> makersWords; ///< what makers write behind --#SEVERITY

    static TrapConventions read(const QByteArray& json, QStringList* problems);
};

struct NamedTrap {
    snmp::Oid oid;
    QString name;
    QString severity; ///< in the maker's word, if there is one
};

/// The rules that follow from the names of one module's traps; nothing for a trap whose name tells nothing.
QList<TrapRule> rulesByConvention(const QList<NamedTrap>& traps, const TrapConventions& conventions);

} // namespace trunkline::collection
