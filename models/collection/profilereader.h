// Profile files: JSON to values, with a sentence for whatever is wrong in them.
#pragma once

#include "models/collection/profile.h"

#include <QByteArray>
#include <QMap>

namespace trunkline::collection {

/// Names of objects that every profile may use in place of their identifiers.
using ObjectNames = QMap<QString, snmp::Oid>;

/// Throws InvalidInput: file, place in it, what is wrong and what to write.
Profile readProfile(const QByteArray& json, const QString& fileName, const ObjectNames& shared = {});
/// A file of {"name": "OID"} alone.
ObjectNames readObjectNames(const QByteArray& json, const QString& fileName);

} // namespace trunkline::collection
