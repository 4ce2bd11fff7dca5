// The MIB modules whose names this program knows: those it ships, and those that its user has loaded.
#pragma once

#include "snmp/mib/dictionary.h"

namespace trunkline::collection {

/// Where “trunklinectl mib load” puts tables, and the one of a module.
QString userMibFolder();
QString userMibPath(const QString& module);

struct KnownMibs {
    QString path; ///< empty for the shipped ones
    snmp::mib::Table table;
};
/// The shipped tables first, then the user's, each by name. A file of the user's that can't be read is told in the log and left out.
std::vector<KnownMibs> knownMibs();
/// All of them together; the user's go first where both know an identifier.
snmp::mib::Dictionary loadDictionary();
/// The shipped ones alone: what the shipped rules call by name must not change with what a user loads.
snmp::mib::Dictionary shippedDictionary();

} // namespace trunkline::collection
