// The part of BER (X.690) that SNMP uses (RFC 3417 section 8), with strict bounds: one reader and one writer
// for what we ask, for what we hear, and for the agents of the simulator.
#pragma once

#include "snmp/value.h"

#include <QByteArray>
#include <QByteArrayView>

#include <span>
#include <vector>

namespace trunkline::snmp {

inline constexpr quint8 berInteger = 0x02;
inline constexpr quint8 berOctets = 0x04;
inline constexpr quint8 berSequence = 0x30;

/// Whether an identifier has a BER form: two arcs or fewer than 129, the first 0 to 2, and the
/// second below 40 unless the first is 2.
bool isEncodable(const Oid& oid);

/// Writes elements from the last to the first, so that each length is known when it is written.
class BerWriter {
public:
    /// How much is written; give it to close() to wrap everything written since.
    qsizetype mark() const { return qsizetype(buffer_.size()) - at_; }
    void integer(quint8 tag, qint64 number);
    void unsignedInteger(quint8 tag, quint64 number);
    void octets(quint8 tag, QByteArrayView content);
    /// An element that is encoded already.
    void raw(QByteArrayView encoded);
    void oid(const Oid& oid);
    /// An identifier of which the front is encoded already.
    void oid(QByteArrayView front, std::span<const std::uint32_t> tail);
    void value(const Value& value);
    void varBind(const VarBind& binding);
    void varBinds(const VarBinds& bindings);
    /// Tag and length in front of all that was written since `mark`.
    void close(quint8 tag, qsizetype mark);

    /// What was written since `mark`, to be changed in place; valid until the next call.
    std::span<char> since(qsizetype mark) { return {buffer_.data() + at_, std::size_t(this->mark() - mark)}; }
    QByteArrayView view() const { return {buffer_.data() + at_, mark()}; }
    /// Starts anew and keeps the memory.
    void clear() { at_ = qsizetype(buffer_.size()); }
    QByteArray take();

private:
    void put(char octet)
    {
        if (at_ == 0)
            grow(1);
        buffer_[std::size_t(--at_)] = octet;
    }
    void grow(qsizetype least);
    void arc(quint64 number);

    std::vector<char> buffer_; ///< filled from its end
    qsizetype at_ = 0;
};

/// Reads elements one after the other. The first failure is kept: from then on ok() is false and
/// every read gives an empty value, so that a caller may check once at the end.
/// Refused: indefinite lengths, lengths beyond the enclosing element, numbers outside the range
/// that is asked for, identifiers over 128 arcs or 32 bits an arc.
class BerReader {
public:
    explicit BerReader(QByteArrayView input) : begin_(input.data()), at_(input.data()), end_(input.data() + input.size()) {}

    bool ok() const { return ok_; }
    bool atEnd() const { return at_ == end_; }
    /// All read, nothing wrong, nothing behind it.
    bool finished() const { return ok_ && atEnd(); }
    /// The tag of the next element; 0 at the end.
    quint8 peekTag() const { return atEnd() ? 0 : quint8(*at_); }
    /// Where the next element starts in the input.
    qsizetype position() const { return at_ - begin_; }

    /// The content of the next element, which must have this tag.
    QByteArrayView content(quint8 tag);
    qint64 integer(quint8 tag, qint64 min, qint64 max);
    quint64 unsignedInteger(quint8 tag, quint64 max);
    Oid oid();
    Value value();
    VarBinds varBinds();
    /// Whatever is left.
    QByteArrayView rest() const { return {at_, end_ - at_}; }

private:
    void fail()
    {
        ok_ = false;
        at_ = end_;
    }

    const char* begin_;
    const char* at_;
    const char* end_;
    bool ok_ = true;
};

// The contents of elements, for readers that look at the tag themselves.

/// Two's complement of one to eight octets.
std::optional<qint64> integerOf(QByteArrayView content);
/// One to nine octets without a sign. Many agents leave out the leading zero of a large counter: four octets
/// (and eight) are read as the unsigned number they are meant to be, as net-snmp does; shorter ones with the
/// sign set stand for nothing certain and are refused.
std::optional<quint64> unsignedOf(QByteArrayView content);
/// Appends the arcs of an identifier's tail; false when one is padded, cut or over 32 bits, or when there are more
/// than 127 of them.
bool appendArcs(QByteArrayView content, std::vector<std::uint32_t>& arcs);
/// A whole identifier; nothing when it is none.
std::optional<Oid> oidOf(QByteArrayView content);

inline QByteArrayView BerReader::content(quint8 tag)
{
    if (end_ - at_ < 2 || quint8(*at_) != tag) {
        fail();
        return {};
    }
    const char* from = at_ + 2;
    std::size_t length = quint8(at_[1]);
    if (length & 0x80) {
        // 0x80 would be the indefinite form; more than four bytes is no datagram.
        const std::ptrdiff_t octets = std::ptrdiff_t(length & 0x7f);
        if (octets == 0 || octets > 4 || end_ - from < octets) {
            fail();
            return {};
        }
        length = 0;
        for (const char* stop = from + octets; from != stop; ++from)
            length = length << 8 | quint8(*from);
    }
    if (length > std::size_t(end_ - from)) {
        fail();
        return {};
    }
    at_ = from + length;
    return {from, qsizetype(length)};
}

} // namespace trunkline::snmp
