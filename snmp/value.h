// What an SNMP variable holds (RFC 2578 section 7, RFC 3416 section 3).
#pragma once

#include "snmp/oid.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>
#include <optional>
#include <variant>

namespace trunkline::snmp {

/// The ASN.1 tag on the wire; the exceptions of a v2 response are types too.
enum class Type : std::uint8_t {
    Integer = 0x02,
    OctetString = 0x04,
    Null = 0x05,
    ObjectId = 0x06,
    IpAddress = 0x40,
    Counter32 = 0x41,
    Gauge32 = 0x42,
    TimeTicks = 0x43,
    Opaque = 0x44,
    Counter64 = 0x46,
    NoSuchObject = 0x80,
    NoSuchInstance = 0x81,
    EndOfMibView = 0x82,
};

/// One typed value. Integer holds qint64 (range of 32 bits signed), the counters, gauges and ticks
/// quint64, OctetString, IpAddress (four bytes) and Opaque bytes, ObjectId an Oid.
struct Value {
    Type type = Type::Null;
    std::variant<std::monostate, std::int64_t, std::uint64_t, QByteArray, Oid> data;

    static Value integer(std::int64_t v) { return {Type::Integer, v}; }
    static Value octets(QByteArray v) { return {Type::OctetString, std::move(v)}; }
    static Value oid(Oid v) { return {Type::ObjectId, std::move(v)}; }
    static Value unsigned32(Type type, std::uint32_t v) { return {type, std::uint64_t(v)}; }
    static Value counter64(std::uint64_t v) { return {Type::Counter64, v}; }
    static Value exception(Type type) { return {type, {}}; }

    /// False for noSuchObject, noSuchInstance and endOfMibView.
    bool exists() const { return std::uint8_t(type) < 0x80; }
    /// The number of an Integer, Counter, Gauge or TimeTicks; nothing for other types.
    std::optional<std::int64_t> toInteger() const;
    std::optional<std::uint64_t> toUnsigned() const;
    /// The bytes of OctetString, IpAddress or Opaque; empty for other types.
    QByteArray toBytes() const;
    /// What a person reads: numbers, UTF-8 text where the octets are text, else "hex: 00 1a …".
    QString toDisplay() const;

    bool operator==(const Value&) const = default;
};

/// A variable binding.
struct VarBind {
    Oid oid;
    Value value;
    bool operator==(const VarBind&) const = default;
};

using VarBinds = QList<VarBind>;

} // namespace trunkline::snmp
