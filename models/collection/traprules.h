// All that is known of traps: modules' names, rules, and what follows from names.
#pragma once

#include "models/collection/trapconventions.h"
#include "models/collection/traprulefile.h"
#include "snmp/mib/rendering.h"

namespace trunkline::collection {

/// Where a user's own rule files are (*.json); they go before the shipped ones.
QString userTrapRuleFolder();

/// Never changed once it is built, so any thread may ask it.
class TrapRules {
public:
    TrapRules(snmp::mib::Dictionary dictionary, const QList<TrapRuleFile>& files, const TrapConventions& conventions);
    /// The shipped modules and rules, and the user's. What is wrong in the user's files is told in `problems`.
    static TrapRules load(QStringList* problems);
    /// What load() gives, read at the first call and kept for the life of the program; problems go to the log.
    static std::shared_ptr<const TrapRules> shared();

    /// The rule for a trap; null when there is none. The user's rules first, then the shipped ones, in the order of their
    /// files: the first whose conditions hold. Then what the trap's name tells.
    const TrapRule* find(const snmp::Notification& notification) const;
    /// The rules for an identifier in the order in which they are asked.
    QList<TrapRule> rulesOf(const snmp::Oid& trapOid) const;
    /// "bgpEstablished"; the identifier in digits when nobody knows it.
    QString nameOf(const snmp::Oid& trapOid) const;

    const snmp::mib::Dictionary& dictionary() const { return dictionary_; }
    qsizetype writtenRules() const { return written_; }

private:
    void add(const TrapRule& rule) { rules_[plainTrapOid(rule.trap)].append(rule); }

    snmp::mib::Dictionary dictionary_;
    QHash<snmp::Oid, QString> names_;            ///< by plain identifier
    QHash<snmp::Oid, QList<TrapRule>> rules_;    ///< by plain identifier
    qsizetype written_ = 0;
};

/// One line for people: the rule's text with its variables filled in, else the trap's name and all its variables.
QString textOf(const TrapRule* rule, const QString& trapName, const QList<snmp::mib::NamedVariable>& variables);

} // namespace trunkline::collection
