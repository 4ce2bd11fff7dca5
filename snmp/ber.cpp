#include "snmp/ber.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace trunkline::snmp {

namespace {

constexpr std::size_t firstRoom = 512;

} // namespace

bool isEncodable(const Oid& oid)
{
    if (oid.size() > Oid::maxArcs)
        return false;
    if (oid.size() > 0 && oid[0] > 2)
        return false;
    return oid.size() < 2 || (oid[0] < 2 ? oid[1] < 40 : oid[1] <= std::numeric_limits<quint32>::max() - 80);
}

// --- writing ---------------------------------------------------------------------------------------

void BerWriter::grow(qsizetype least)
{
    const std::size_t used = std::size_t(mark());
    std::vector<char> larger(std::max({firstRoom, 2 * buffer_.size(), used + std::size_t(least)}));
    std::copy(buffer_.begin() + at_, buffer_.end(), larger.end() - std::ptrdiff_t(used));
    buffer_.swap(larger);
    at_ = qsizetype(buffer_.size() - used);
}

void BerWriter::integer(quint8 tag, qint64 number)
{
    const qsizetype start = mark();
    // As few bytes as still carry the sign.
    char last = 0;
    do {
        put(last = char(number & 0xff));
        number >>= 8;
    } while (!((number == 0 && !(last & 0x80)) || (number == -1 && (last & 0x80))));
    close(tag, start);
}

void BerWriter::unsignedInteger(quint8 tag, quint64 number)
{
    const qsizetype start = mark();
    char last = 0;
    do {
        put(last = char(number & 0xff));
        number >>= 8;
    } while (number != 0);
    if (last & 0x80)
        put(0);
    close(tag, start);
}

void BerWriter::raw(QByteArrayView encoded)
{
    if (encoded.isEmpty())
        return;
    if (at_ < encoded.size())
        grow(encoded.size());
    at_ -= encoded.size();
    std::memcpy(buffer_.data() + at_, encoded.data(), std::size_t(encoded.size()));
}

void BerWriter::octets(quint8 tag, QByteArrayView content)
{
    const qsizetype start = mark();
    raw(content);
    close(tag, start);
}

void BerWriter::arc(quint64 number)
{
    put(char(number & 0x7f));
    for (number >>= 7; number != 0; number >>= 7)
        put(char((number & 0x7f) | 0x80));
}

void BerWriter::oid(const Oid& oid)
{
    const qsizetype start = mark();
    for (std::size_t i = oid.size(); i > 2; --i)
        arc(oid[i - 1]);
    // The first two arcs share one number; a missing one counts as 0 (as 0.0 stands for "none").
    const quint64 first = oid.empty() ? 0 : oid[0];
    const quint64 second = oid.size() < 2 ? 0 : oid[1];
    arc(first * 40 + second);
    close(quint8(Type::ObjectId), start);
}

void BerWriter::oid(QByteArrayView front, std::span<const std::uint32_t> tail)
{
    const qsizetype start = mark();
    for (std::size_t i = tail.size(); i > 0; --i)
        arc(tail[i - 1]);
    raw(front);
    close(quint8(Type::ObjectId), start);
}

void BerWriter::value(const Value& value)
{
    const quint8 tag = quint8(value.type);
    if (const auto* number = std::get_if<std::int64_t>(&value.data))
        integer(tag, *number);
    else if (const auto* positive = std::get_if<std::uint64_t>(&value.data))
        unsignedInteger(tag, *positive);
    else if (const auto* id = std::get_if<Oid>(&value.data))
        oid(*id);
    else if (const auto* bytes = std::get_if<QByteArray>(&value.data))
        octets(tag, *bytes);
    else
        close(tag, mark());
}

void BerWriter::varBind(const VarBind& binding)
{
    const qsizetype start = mark();
    value(binding.value);
    oid(binding.oid);
    close(berSequence, start);
}

void BerWriter::varBinds(const VarBinds& bindings)
{
    const qsizetype start = mark();
    for (auto it = bindings.crbegin(); it != bindings.crend(); ++it)
        varBind(*it);
    close(berSequence, start);
}

void BerWriter::close(quint8 tag, qsizetype start)
{
    qsizetype length = mark() - start;
    if (length < 0x80) {
        put(char(length));
    } else {
        char bytes = 0;
        for (; length != 0; length >>= 8, ++bytes)
            put(char(length & 0xff));
        put(char(0x80 | bytes));
    }
    put(char(tag));
}

QByteArray BerWriter::take()
{
    const QByteArray bytes = view().toByteArray();
    clear();
    return bytes;
}

// --- reading ---------------------------------------------------------------------------------------

std::optional<qint64> integerOf(QByteArrayView content)
{
    if (content.isEmpty() || content.size() > 8)
        return std::nullopt;
    quint64 number = (content[0] & 0x80) ? ~quint64(0) : 0;
    for (const char octet : content)
        number = number << 8 | quint8(octet);
    return qint64(number);
}

std::optional<quint64> unsignedOf(QByteArrayView content)
{
    const qsizetype size = content.size();
    if (size == 0 || size > 9 || (size == 9 && content[0] != 0))
        return std::nullopt;
    if ((content[0] & 0x80) && size != 4 && size != 8)
        return std::nullopt;
    quint64 number = 0;
    for (const char octet : content)
        number = number << 8 | quint8(octet);
    return number;
}

bool appendArcs(QByteArrayView content, std::vector<std::uint32_t>& arcs)
{
    const std::size_t most = arcs.size() + Oid::maxArcs - 1;
    quint64 arc = 0;
    bool inside = false;
    for (const char c : content) {
        const quint8 octet = quint8(c);
        if (!inside && octet == 0x80) // padding
            return false;
        arc = arc << 7 | (octet & 0x7f);
        if (arc > std::numeric_limits<quint32>::max())
            return false;
        inside = octet & 0x80;
        if (inside)
            continue;
        if (arcs.size() == most)
            return false;
        arcs.push_back(quint32(arc));
        arc = 0;
    }
    return !inside;
}

std::optional<Oid> oidOf(QByteArrayView content)
{
    if (content.isEmpty())
        return Oid{0, 0};
    thread_local std::vector<std::uint32_t> arcs; // its memory is asked for once
    arcs.assign(1, 0);
    // Arcs of the second level go up to 2^32 - 1 - 80, so that the shared number has 32 bits.
    if (!appendArcs(content, arcs))
        return std::nullopt;
    arcs[0] = arcs[1] < 40 ? 0 : arcs[1] < 80 ? 1 : 2;
    arcs[1] -= arcs[0] * 40;
    return Oid(arcs);
}

qint64 BerReader::integer(quint8 tag, qint64 min, qint64 max)
{
    const auto number = integerOf(content(tag));
    if (!ok_ || !number || *number < min || *number > max) {
        fail();
        return 0;
    }
    return *number;
}

quint64 BerReader::unsignedInteger(quint8 tag, quint64 max)
{
    const auto number = unsignedOf(content(tag));
    if (!ok_ || !number || *number > max) {
        fail();
        return 0;
    }
    return *number;
}

Oid BerReader::oid()
{
    const QByteArrayView bytes = content(quint8(Type::ObjectId));
    auto id = ok_ ? oidOf(bytes) : std::nullopt;
    if (!id)
        fail();
    return id ? *std::move(id) : Oid();
}

Value BerReader::value()
{
    constexpr quint8 unsigned32 = 0x47; // UInteger32 of RFC 1442, historic: a Gauge32
    constexpr quint64 max32 = std::numeric_limits<quint32>::max();
    const quint8 tag = peekTag();
    switch (Type(tag)) {
    case Type::Integer:
        return Value::integer(integer(tag, std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max()));
    case Type::Counter32:
    case Type::Gauge32:
    case Type::TimeTicks: return {Type(tag), std::uint64_t(unsignedInteger(tag, max32))};
    case Type::Counter64: return Value::counter64(unsignedInteger(tag, std::numeric_limits<quint64>::max()));
    case Type::ObjectId: return Value::oid(oid());
    case Type::OctetString:
    case Type::Opaque: return {Type(tag), content(tag).toByteArray()};
    case Type::IpAddress: {
        const QByteArrayView bytes = content(tag);
        if (bytes.size() != 4)
            fail();
        return {Type::IpAddress, bytes.toByteArray()};
    }
    case Type::Null:
    case Type::NoSuchObject:
    case Type::NoSuchInstance:
    case Type::EndOfMibView:
        if (!content(tag).isEmpty())
            fail();
        return {Type(tag), {}};
    }
    if (tag == unsigned32)
        return {Type::Gauge32, std::uint64_t(unsignedInteger(tag, max32))};
    fail();
    return {};
}

VarBinds BerReader::varBinds()
{
    BerReader list(content(berSequence));
    VarBinds bindings;
    while (ok_ && list.ok() && !list.atEnd()) {
        BerReader item(list.content(berSequence));
        VarBind binding;
        binding.oid = item.oid();
        binding.value = item.value();
        if (!item.finished())
            fail();
        bindings.append(std::move(binding));
    }
    if (!list.ok())
        fail();
    return ok_ ? bindings : VarBinds();
}

} // namespace trunkline::snmp
