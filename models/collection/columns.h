// A conceptual table (RFC 2578) out of the variables that a walk gave.
#pragma once

#include "snmp/value.h"

#include <map>

namespace trunkline::collection {

/// The columns of one table entry by row index. Variables of other tables are passed over.
class Columns {
public:
    /// `entry` is the entry's identifier, as 1.3.6.1.2.1.2.2.1 for ifEntry.
    Columns(const snmp::VarBinds& binds, const snmp::Oid& entry);

    using Rows = std::map<snmp::Oid, std::map<quint32, snmp::Value>>;
    const Rows& rows() const { return rows_; }
    bool isEmpty() const { return rows_.empty(); }
    /// Null when the row or the column is not there.
    const snmp::Value* find(const snmp::Oid& index, quint32 column) const;
    std::optional<qint64> number(const snmp::Oid& index, quint32 column) const;
    /// Octets as people read them: see textOf(). Empty when absent.
    QString text(const snmp::Oid& index, quint32 column) const;
    QByteArray octets(const snmp::Oid& index, quint32 column) const;

private:
    Rows rows_;
};

/// DisplayString as agents really send it: UTF-8 or else Latin-1, without the NUL and the blanks
/// that some put at the ends.
QString textOf(const QByteArray& octets);
/// "00:1a:2b:3c:4d:5e"; six octets, or the text of them that some agents send. Empty when it is none.
QString macOf(const QByteArray& octets);
/// "192.0.2.1" or "2001:db8::1" from four or sixteen octets; empty when it is neither.
QString addressOf(const QByteArray& octets);
/// The same, from arcs of an index.
QString addressOf(std::span<const std::uint32_t> arcs);
/// Four or sixteen octets of an address (a scope behind % is passed over); empty when it is none.
QByteArray octetsOfAddress(const QString& text);
/// Whether it is an IPv4 or IPv6 address (a scope behind % is allowed), not a name.
bool isAddress(const QString& text);
/// "192.0.2.0/24", "2001:db8::/32" or an address by itself.
bool isNetwork(const QString& text);
/// Whether the address lies in the network. False when either is none, or they are of two families.
bool isWithin(const QString& address, const QString& network);
/// "192.0.2.4/30" for 192.0.2.6 and 30; empty when it is no address or no length.
QString networkOf(const QString& address, int prefixLength);
/// A scalar of the variables; nothing when it is absent or an exception.
const snmp::Value* scalarOf(const snmp::VarBinds& binds, const snmp::Oid& oid);

} // namespace trunkline::collection
