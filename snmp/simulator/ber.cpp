#include "snmp/simulator/ber.h"

#include <algorithm>
#include <limits>

namespace trunkline::simulator {

bool isEncodable(const Oid& oid)
{
    if (oid.size() > Oid::maxArcs)
        return false;
    if (oid.size() > 0 && oid[0] > 2)
        return false;
    return oid.size() < 2 || (oid[0] < 2 ? oid[1] < 40 : oid[1] <= std::numeric_limits<quint32>::max() - 80);
}

void BerWriter::integer(quint8 tag, qint64 number)
{
    const qsizetype start = mark();
    // As few bytes as still carry the sign.
    do {
        reversed_.append(char(number & 0xff));
        number >>= 8;
    } while (!((number == 0 && !(reversed_.back() & 0x80)) || (number == -1 && (reversed_.back() & 0x80))));
    close(tag, start);
}

void BerWriter::unsignedInteger(quint8 tag, quint64 number)
{
    const qsizetype start = mark();
    do {
        reversed_.append(char(number & 0xff));
        number >>= 8;
    } while (number != 0);
    if (reversed_.back() & 0x80)
        reversed_.append('\0');
    close(tag, start);
}

void BerWriter::raw(QByteArrayView encoded)
{
    const qsizetype start = mark();
    reversed_.append(encoded);
    std::reverse(reversed_.begin() + start, reversed_.end());
}

void BerWriter::octets(quint8 tag, QByteArrayView content)
{
    const qsizetype start = mark();
    raw(content);
    close(tag, start);
}

static void appendSubIdentifier(QByteArray& reversed, quint64 arc)
{
    reversed.append(char(arc & 0x7f));
    for (arc >>= 7; arc != 0; arc >>= 7)
        reversed.append(char((arc & 0x7f) | 0x80));
}

void BerWriter::oid(const Oid& oid)
{
    const qsizetype start = mark();
    for (std::size_t i = oid.size(); i > 2; --i)
        appendSubIdentifier(reversed_, oid[i - 1]);
    // The first two arcs share one number; a missing one counts as 0 (as 0.0 stands for "none").
    const quint64 first = oid.empty() ? 0 : oid[0];
    const quint64 second = oid.size() < 2 ? 0 : oid[1];
    appendSubIdentifier(reversed_, first * 40 + second);
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
        reversed_.append(char(length));
    } else {
        char bytes = 0;
        for (; length != 0; length >>= 8, ++bytes)
            reversed_.append(char(length & 0xff));
        reversed_.append(char(0x80 | bytes));
    }
    reversed_.append(char(tag));
}

QByteArray BerWriter::take()
{
    std::reverse(reversed_.begin(), reversed_.end());
    return std::exchange(reversed_, {});
}

void BerReader::fail()
{
    ok_ = false;
    at_ = input_.size();
}

qsizetype BerReader::length()
{
    if (atEnd())
        return -1;
    const quint8 first = quint8(input_[at_++]);
    if (first < 0x80)
        return first;
    const int bytes = first & 0x7f;
    // 0x80 would be the indefinite form; more than four bytes is no datagram.
    if (bytes == 0 || bytes > 4 || input_.size() - at_ < bytes)
        return -1;
    qsizetype length = 0;
    for (int i = 0; i < bytes; ++i)
        length = (length << 8) | quint8(input_[at_++]);
    return length;
}

QByteArrayView BerReader::content(quint8 tag)
{
    if (!ok_ || peekTag() != tag || tag == 0) {
        fail();
        return {};
    }
    ++at_;
    const qsizetype bytes = length();
    if (bytes < 0 || bytes > input_.size() - at_) {
        fail();
        return {};
    }
    const QByteArrayView found = input_.sliced(at_, bytes);
    at_ += bytes;
    return found;
}

qint64 BerReader::integer(quint8 tag, qint64 min, qint64 max)
{
    const QByteArrayView bytes = content(tag);
    if (!ok_ || bytes.isEmpty() || bytes.size() > 8) {
        fail();
        return 0;
    }
    quint64 number = (bytes[0] & 0x80) ? ~quint64(0) : 0;
    for (char byte : bytes)
        number = (number << 8) | quint8(byte);
    if (qint64(number) < min || qint64(number) > max) {
        fail();
        return 0;
    }
    return qint64(number);
}

quint64 BerReader::unsignedInteger(quint8 tag, quint64 max)
{
    const QByteArrayView bytes = content(tag);
    const bool nineBytes = bytes.size() == 9 && bytes[0] == 0;
    if (!ok_ || bytes.isEmpty() || (bytes[0] & 0x80) || (bytes.size() > 8 && !nineBytes)) {
        fail();
        return 0;
    }
    quint64 number = 0;
    for (char byte : bytes)
        number = (number << 8) | quint8(byte);
    if (number > max) {
        fail();
        return 0;
    }
    return number;
}

Oid BerReader::oid()
{
    const QByteArrayView bytes = content(quint8(Type::ObjectId));
    if (!ok_)
        return {};
    std::vector<std::uint32_t> arcs;
    quint64 arc = 0;
    bool inside = false;
    for (char c : bytes) {
        const quint8 byte = quint8(c);
        // A leading 0x80 would be padding; more than 33 bits can't become an arc.
        if ((!inside && byte == 0x80) || (arc >> 26) != 0) {
            fail();
            return {};
        }
        arc = (arc << 7) | (byte & 0x7f);
        inside = byte & 0x80;
        if (inside)
            continue;
        if (arcs.empty()) {
            const quint32 first = arc < 40 ? 0 : arc < 80 ? 1 : 2;
            arcs.push_back(first);
            arc -= first * 40;
        }
        if (arc > std::numeric_limits<quint32>::max() || arcs.size() == Oid::maxArcs) {
            fail();
            return {};
        }
        arcs.push_back(quint32(arc));
        arc = 0;
    }
    if (inside)
        fail();
    if (arcs.empty())
        arcs = {0, 0};
    return ok_ ? Oid(std::move(arcs)) : Oid();
}

Value BerReader::value()
{
    const quint8 tag = peekTag();
    constexpr quint64 max32 = std::numeric_limits<quint32>::max();
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

} // namespace trunkline::simulator
