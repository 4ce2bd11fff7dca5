// A row of a device's table as a profile's rules see it. Pure: variables in, values out.
#pragma once

#include "models/collection/profile.h"
#include "models/collection/variables.h"

namespace trunkline::collection {

class ProfileRow {
public:
    ProfileRow(const Variables& variables, const Profile& profile, const snmp::Oid& entry, snmp::Oid index);

    const snmp::Oid& index() const { return index_; }
    /// The identifier of the object that is meant; empty for indexes and constants, and when a part of
    /// the index is not there.
    snmp::Oid oidOf(const ValueRef& ref) const;
    const snmp::Value* find(const ValueRef& ref) const;
    QString text(const ValueRef& ref) const;
    /// Without any scaling. Text that begins with a number gives that number.
    std::optional<Decimal> number(const ValueRef& ref) const;
    std::optional<Decimal> scaled(const ValueRef& ref, const Scaling& scaling) const;
    bool holds(const QList<Condition>& all) const;
    bool holdsAny(const QList<Condition>& any) const;
    QString name(const NameRule& rule) const;

private:
    bool holds(const Condition& condition) const;
    QString choiceText(const NameChoice& choice) const;
    std::optional<snmp::Oid> resolve(const QList<IndexPart>& parts) const;

    const Variables& variables_;
    const Profile& profile_;
    const snmp::Oid& entry_;
    snmp::Oid index_;
};

/// Whether the object or anything below it was answered.
bool answers(const Variables& variables, const snmp::Oid& oid);

} // namespace trunkline::collection
