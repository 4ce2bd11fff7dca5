// Compiled facts as a file, to be shipped or loaded. Whatever the bytes are, reading them ends soon and harms nobody.
#pragma once

#include "snmp/mib/table.h"

#include <optional>

namespace trunkline::snmp::mib {

/// The format, version 1. Eight bytes "TRKMIB" 0 1, then qCompress() of:
///
///     strings   count, then each as length and UTF-8; string 0 is empty
///     modules   count, then a string number each
///     syntaxes  count, then each: module and name (string numbers), base (a byte), hint (string number),
///               count of names, then each: number (zigzag) and string number
///     nodes     count, in ascending order of their identifiers, then each: how many arcs it shares with the
///               one before, how many follow, those; module; name (string number); kind (a byte); syntax + 1;
///               units and severity (string numbers); count of members, then each as an identifier of its own
///
/// Numbers are unsigned, seven bits a byte, the least first, the top bit set where more follow (LEB128). The order
/// lets two modules define one identifier: equal neighbours are allowed.
QByteArray toFile(const Table& table);

/// Nothing, and a technical phrase in `problem`, when the bytes are no table of this version, are cut off, point
/// outside themselves, or are larger than a table can sensibly be (16 MiB, 256 MiB unpacked).
std::optional<Table> fromFile(const QByteArray& bytes, QString* problem);

} // namespace trunkline::snmp::mib
