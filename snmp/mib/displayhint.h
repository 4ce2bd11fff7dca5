// RFC 2579 section 3.1: how an object wants its value to be shown.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace trunkline::snmp::mib {

/// "d-2" and 1234 give "12.34"; "x" gives hexadecimal digits, "o" octal, "b" binary. Nothing when the hint is none for integers.
std::optional<QString> hintedInteger(QStringView hint, qint64 value);

/// "1x:" and six octets give "00:1a:2b:3c:4d:5e" (every octet with both its digits), "255a" and "255t" text,
/// "2d-1d-1d,1d:1d:1d.1d,1a1d:1d" a date and time. Nothing when the hint is malformed.
std::optional<QString> hintedOctets(QStringView hint, const QByteArray& octets);

} // namespace trunkline::snmp::mib
