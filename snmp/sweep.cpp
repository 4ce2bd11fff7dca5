#include "snmp/sweep.h"

#include "snmp/ber.h"

namespace trunkline::snmp {

namespace {

QByteArray encodedFront(const Oid& oid)
{
    BerWriter writer;
    writer.oid(oid);
    BerReader reader(writer.view());
    return reader.content(quint8(Type::ObjectId)).toByteArray();
}

Oid parentOf(const Oid& oid)
{
    return Oid(std::vector<std::uint32_t>(oid.arcs().begin(), oid.arcs().end() - 1));
}

} // namespace

PollPlan::PollPlan(const QList<Oid>& scalars, const QList<Table>& tables, qsizetype mostValues)
    : scalarCount_(int(scalars.size())), mostValues_(mostValues)
{
    for (const Oid& scalar : scalars)
        objects_.push_back({scalar, encodedFront(parentOf(scalar))});
    for (const Table& table : tables) {
        const int first = int(objects_.size());
        for (const quint32 column : table.columns)
            objects_.push_back({table.entry + column, encodedFront(table.entry + column)});
        tables_.push_back({table.entry, first, int(objects_.size())});
    }
}

bool sweepValueOf(quint8 tag, QByteArrayView content, SweepValue& value)
{
    constexpr quint8 unsigned32 = 0x47; // UInteger32 of RFC 1442, historic: a Gauge32
    value.type = tag == unsigned32 ? Type::Gauge32 : Type(tag);
    switch (value.type) {
    case Type::Integer: {
        const auto number = integerOf(content);
        value.number = quint64(number.value_or(0));
        return number && *number == qint32(*number);
    }
    case Type::Counter32:
    case Type::Gauge32:
    case Type::TimeTicks:
    case Type::Counter64: {
        const auto number = unsignedOf(content);
        value.number = number.value_or(0);
        return number && (value.type == Type::Counter64 || *number == quint32(*number));
    }
    case Type::ObjectId: {
        static thread_local std::vector<std::uint32_t> arcs; // only to see whether they are any
        arcs.clear();
        value.octets = content;
        return appendArcs(content, arcs);
    }
    case Type::OctetString:
    case Type::Opaque: value.octets = content; return true;
    case Type::IpAddress: value.octets = content; return content.size() == 4;
    case Type::Null: return content.isEmpty();
    default: return false;
    }
}

Value SweepValue::toValue() const
{
    switch (type) {
    case Type::Integer: return Value::integer(signedNumber());
    case Type::Counter32:
    case Type::Gauge32:
    case Type::TimeTicks:
    case Type::Counter64: return {type, std::uint64_t(number)};
    case Type::ObjectId: return Value::oid(oidOf(octets).value_or(Oid()));
    case Type::OctetString:
    case Type::IpAddress:
    case Type::Opaque: return {type, octets.toByteArray()};
    default: return {type, {}};
    }
}

} // namespace trunkline::snmp
