// SNMP messages on the wire: v1 and v2c (RFC 1157, RFC 1901, RFC 3416) and v3 (RFC 3412).
#pragma once

#include "snmp/ber.h"

#include <optional>

namespace trunkline::simulator {

using snmp::BerReader;
using snmp::BerWriter;
using snmp::berInteger;
using snmp::berOctets;
using snmp::berSequence;
using snmp::isEncodable;
using snmp::Oid;
using snmp::Type;
using snmp::Value;
using snmp::VarBind;
using snmp::VarBinds;

enum class Version : quint8 { V1 = 0, V2c = 1, V3 = 3 };

enum class PduType : quint8 {
    Get = 0xa0, GetNext = 0xa1, Response = 0xa2, Set = 0xa3,
    GetBulk = 0xa5, Inform = 0xa6, TrapV2 = 0xa7, Report = 0xa8,
};

/// RFC 3416 section 3; the first six are all that v1 knows.
enum class ErrorStatus : qint32 {
    NoError = 0, TooBig = 1, NoSuchName = 2, BadValue = 3, ReadOnly = 4, GenErr = 5, NoAccess = 6, WrongType = 7,
    WrongLength = 8, WrongEncoding = 9, WrongValue = 10, NoCreation = 11, InconsistentValue = 12,
    CommitFailed = 14, AuthorizationError = 16, NotWritable = 17,
};

struct Pdu {
    PduType type = PduType::Get;
    qint32 requestId = 0;
    /// The non-repeaters of a GetBulk.
    qint32 errorStatus = 0;
    /// From 1; the max-repetitions of a GetBulk.
    qint32 errorIndex = 0;
    VarBinds bindings;
    bool operator==(const Pdu&) const = default;
};

struct CommunityMessage {
    Version version = Version::V2c;
    QByteArray community;
    Pdu pdu;
    bool operator==(const CommunityMessage&) const = default;
};

struct ScopedPdu {
    QByteArray contextEngineId;
    QByteArray contextName;
    Pdu pdu;
    bool operator==(const ScopedPdu&) const = default;
};

inline constexpr quint8 flagAuth = 0x01;
inline constexpr quint8 flagPriv = 0x02;
inline constexpr quint8 flagReportable = 0x04;

/// A v3 message with the parameters of the User-based Security Model (RFC 3414 section 2.4).
struct V3Message {
    qint32 id = 0;
    qint32 maxSize = 65507;
    quint8 flags = 0;
    QByteArray engineId;
    qint32 engineBoots = 0;
    qint32 engineTime = 0;
    QByteArray user;
    QByteArray authParameters;
    QByteArray privParameters;
    /// The encoded ScopedPdu, or what encryption made of it (flagPriv).
    QByteArray data;
    bool operator==(const V3Message&) const = default;
};

/// The version field of any SNMP message, known or not; nothing when it is no SNMP message.
std::optional<qint64> versionOf(QByteArrayView datagram);

std::optional<CommunityMessage> decodeCommunityMessage(QByteArrayView datagram);
QByteArray encode(const CommunityMessage& message);

/// `authOffset` tells where authParameters lie in the datagram.
std::optional<V3Message> decodeV3Message(QByteArrayView datagram, qsizetype* authOffset = nullptr);
QByteArray encode(const V3Message& message, qsizetype* authOffset = nullptr);

/// Reads the first element only: what AES leaves has no padding, but other ciphers do.
std::optional<ScopedPdu> decodeScopedPdu(QByteArrayView encoded);
QByteArray encode(const ScopedPdu& scoped);

/// How many bytes a variable binding takes.
qsizetype encodedSize(const VarBind& binding);

} // namespace trunkline::simulator
