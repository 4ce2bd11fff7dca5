// SNMP messages as they are on the wire, read and written in place: what the poller sends and hears, thousands of
// times a second, without a copy. net-snmp is the judge of it in tests/snmp/tst_judge.cpp.
#pragma once

#include "snmp/ber.h"
#include "snmp/message.h"

#include <optional>

namespace trunkline::snmp {

inline constexpr qsizetype longestDatagram = 65'507;
inline constexpr qsizetype longestRequest = 1472; ///< one Ethernet frame

inline constexpr quint8 flagAuthenticated = 1; ///< RFC 3412 section 6.4
inline constexpr quint8 flagEncrypted = 2;
inline constexpr quint8 flagReportable = 4;

/// Why a message was not understood.
enum class Problem : quint8 {
    None,
    Malformed,       ///< no SNMP message, or broken inside
    UnknownUser,     ///< v3: no such user here
    WrongDigest,     ///< v3: other keys, or changed on its way
    WrongLevel,      ///< v3: the user cannot do what the flags say
    Undecryptable,   ///< v3
    NotInTimeWindow, ///< v3: old, or the sender's boots went back
    UnknownEngineId, ///< v3: an inform, or its discovery, for another engine than this
};

QString problemText(Problem problem);

/// What stands readable in every message (RFC 1157, RFC 1901, RFC 3412 section 6). The views look into the
/// datagram.
struct Envelope {
    int version = -1;         ///< 0, 1 or 3, as on the wire
    QByteArrayView community; ///< v1, v2c
    QByteArrayView data;      ///< v1, v2c: the PDU; v3: the ScopedPDU, or the octets of an encrypted one
    // v3 only:
    qint32 messageId = 0;
    quint8 flags = 0;
    int securityModel = 0;
    QByteArrayView engineId;
    quint32 engineBoots = 0;
    quint32 engineTime = 0;
    QByteArrayView user;
    QByteArrayView digest; ///< msgAuthenticationParameters
    QByteArrayView salt;   ///< msgPrivacyParameters

    bool reportable() const { return flags & flagReportable; }
    SecurityLevel level() const
    {
        return !(flags & flagAuthenticated) ? SecurityLevel::NoAuthNoPriv : flags & flagEncrypted ? SecurityLevel::AuthPriv : SecurityLevel::AuthNoPriv;
    }
};

/// Nothing when the bytes are not exactly one definite-length SEQUENCE with a known version in it,
/// or when a v3 header is broken or out of the bounds of RFC 3414 (engine id up to 32 octets, user up to 32).
std::optional<Envelope> readEnvelope(QByteArrayView bytes);

/// A PDU of RFC 3416, its variables unread.
struct PduView {
    PduType type = PduType::Response;
    qint32 requestId = 0;
    qint32 errorStatus = 0; ///< GetBulk: the non-repeaters
    qint32 errorIndex = 0;  ///< GetBulk: the max-repetitions
    QByteArrayView binds;   ///< the whole list, with its tag
};

/// Nothing when `bytes` is not exactly one PDU, or a trap of v1.
std::optional<PduView> readPdu(QByteArrayView bytes);
/// The PDU out of a ScopedPDU (RFC 3412 section 6). A block cipher leaves padding behind it.
std::optional<PduView> readScopedPdu(QByteArrayView bytes);
/// The variables; nothing when one of them is broken.
std::optional<VarBinds> readBinds(QByteArrayView list);
/// A trap PDU of v1 (RFC 1157 section 4.1.6) with its variables.
bool readTrapV1(QByteArrayView bytes, TrapV1Header& header, VarBinds& binds);

/// Wraps the list of variables, which is all that `writer` holds, into a PDU. The two numbers are zero or what
/// GetBulk puts there.
void wrapPdu(BerWriter& writer, PduType type, qint32 requestId, qint32 nonRepeaters, qint32 maxRepetitions);
/// Wraps a PDU into a message of v1 or v2c.
void wrapCommunity(BerWriter& writer, Version version, QByteArrayView community);
/// Wraps a PDU into a ScopedPDU; the default context has no name.
void wrapScopedPdu(BerWriter& writer, QByteArrayView contextEngineId, QByteArrayView contextName = {});
/// Wraps data (a ScopedPDU, or octets) into a v3 message; true header values come with `envelope`, whose digest
/// is written as zeros of `digestOctets`. Gives the place of the digest in the writer's since(0).
qsizetype wrapV3(BerWriter& writer, const Envelope& envelope, qsizetype digestOctets);

} // namespace trunkline::snmp
