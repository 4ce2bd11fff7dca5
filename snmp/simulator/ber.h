// The part of BER (X.690) that SNMP uses (RFC 3417 section 8), with strict bounds.
//
// The simulator has its own codec because the SNMP library keeps engines and users in process-wide
// lists: it can't be a hundred different agents at once.
#pragma once

#include "snmp/value.h"

#include <QByteArray>
#include <QByteArrayView>

namespace trunkline::simulator {

using snmp::Oid;
using snmp::Type;
using snmp::Value;
using snmp::VarBind;
using snmp::VarBinds;

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
    qsizetype mark() const { return reversed_.size(); }
    void integer(quint8 tag, qint64 number);
    void unsignedInteger(quint8 tag, quint64 number);
    void octets(quint8 tag, QByteArrayView content);
    /// An element that is encoded already.
    void raw(QByteArrayView encoded);
    void oid(const Oid& oid);
    void value(const Value& value);
    void varBind(const VarBind& binding);
    void varBinds(const VarBinds& bindings);
    /// Tag and length in front of all that was written since `mark`.
    void close(quint8 tag, qsizetype mark);
    QByteArray take();

private:
    QByteArray reversed_;
};

/// Reads elements one after the other. The first failure is kept: from then on ok() is false and
/// every read gives an empty value, so that a caller may check once at the end.
/// Refused: indefinite lengths, lengths beyond the enclosing element, numbers outside the range
/// that is asked for, identifiers over 128 arcs or 32 bits an arc.
class BerReader {
public:
    explicit BerReader(QByteArrayView input) : input_(input) {}

    bool ok() const { return ok_; }
    bool atEnd() const { return at_ == input_.size(); }
    /// All read, nothing wrong, nothing behind it.
    bool finished() const { return ok_ && atEnd(); }
    /// The tag of the next element; 0 at the end.
    quint8 peekTag() const { return atEnd() ? 0 : quint8(input_[at_]); }
    /// Where the next element starts in the input.
    qsizetype position() const { return at_; }

    /// The content of the next element, which must have this tag.
    QByteArrayView content(quint8 tag);
    qint64 integer(quint8 tag, qint64 min, qint64 max);
    quint64 unsignedInteger(quint8 tag, quint64 max);
    Oid oid();
    Value value();
    VarBinds varBinds();

private:
    void fail();
    qsizetype length();

    QByteArrayView input_;
    qsizetype at_ = 0;
    bool ok_ = true;
};

} // namespace trunkline::simulator
