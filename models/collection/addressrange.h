// Addresses that a person writes as a range.
#pragma once

#include <QStringList>

namespace trunkline::collection {

/// No more addresses than this in one range, nor in all of a plan's.
inline constexpr qsizetype maxRangeAddresses = 65'536;

/// "192.0.2.0/24" (without network and broadcast address up to /30), "192.0.2.10-192.0.2.40", "192.0.2.10-40", "2001:db8::/120",
/// "2001:db8::1-2001:db8::ff", or one address. Throws InvalidInput when it is none of these, ends before it
/// begins, or holds more than maxRangeAddresses.
QStringList addressesIn(const QString& range);

} // namespace trunkline::collection
