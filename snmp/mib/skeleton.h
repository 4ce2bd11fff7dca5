// A module made from its facts, so that others can import from it. MIB files seldom come alone: a maker's file imports from
// a dozen standard modules, which their licence keeps out of Debian and of this program.
#pragma once

#include "snmp/mib/table.h"

namespace trunkline::snmp::mib {

/// SMIv2 text that defines the names, identifiers and textual conventions of a module of `table`, and the macros of SMI.
QByteArray skeletonOf(const Table& table, qsizetype module);

} // namespace trunkline::snmp::mib
