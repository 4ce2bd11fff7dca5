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

/// Where an SNMP agent listens.
struct AgentAddress {
    QString address;
    quint16 port = 161;
    bool operator==(const AgentAddress&) const = default;
};
/// "192.0.2.1", "192.0.2.1:1161", "2001:db8::1" or "[2001:db8::1]:1161", with `port` where none is told. Throws InvalidInput when it is no address, or
/// the port is none.
AgentAddress agentAddress(const QString& text, quint16 port = 161);

} // namespace trunkline::collection
