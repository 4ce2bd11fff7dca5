// The small words of a profile file: references, indexes, conditions, scalings, limits and names.
#pragma once

#include "models/collection/profile.h"
#include "models/collection/profileplace.h"
#include "models/collection/profilereader.h"

namespace trunkline::collection {

/// Reads them out of a place, with the names of objects and the enumerations that the file has. All throw
/// InvalidInput with the place of what is wrong.
class ProfileReferences {
public:
    ObjectNames names;
    QHash<QString, QHash<qint64, SensorState>> states;

    snmp::Oid oid(const ProfilePlace& at, const QString& key, const QString& text) const;
    ValueRef ref(const ProfilePlace& at, const QString& key, const QJsonValue& value) const;
    /// None when the key is absent.
    ValueRef ref(const ProfilePlace& at, const char* key) const;
    QList<ValueRef> refs(const ProfilePlace& at, const char* key) const;
    QList<Condition> conditions(const ProfilePlace& at, const char* key) const;
    Scaling scaling(const ProfilePlace& at) const;
    /// A column, a constant, an object that says more, or a list of them: the first that gives a value.
    QList<LimitRule> limits(const ProfilePlace& at, const char* key) const;
    QList<qint64> skips(const ProfilePlace& at) const;
    NameRule name(const ProfilePlace& at) const;
    /// None when the key is absent.
    NameRule nameRule(const ProfilePlace& at, const char* key) const;

private:
    QList<IndexPart> index(const ProfilePlace& at, const QString& key, const QString& text) const;
    Condition condition(const ProfilePlace& at, const QString& key, const QJsonValue& value) const;
    LimitRule limit(const ProfilePlace& inner) const;
    NameChoice nameChoice(const ProfilePlace& at, const QString& text) const;
};

} // namespace trunkline::collection
