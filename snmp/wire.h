// A look at a message before net-snmp gets it: is it one whole BER sequence, which version, and for
// v3 who sent it. Needed because a v3 message can only be decoded with the keys of its user linked in.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace trunkline::snmp {

/// What stands readable at the start of every message (RFC 1157, RFC 1901, RFC 3412 section 6).
struct Envelope {
    int version = -1; ///< 0, 1 or 3, as on the wire
    // v3 only:
    quint8 flags = 0; ///< 1 authenticated, 2 encrypted, 4 reportable
    int securityModel = 0;
    QByteArray engineId;
    quint32 engineBoots = 0;
    quint32 engineTime = 0;
    QByteArray user;

    bool reportable() const { return flags & 4; }
};

/// Nothing when the bytes are not exactly one definite-length SEQUENCE with a known version in it,
/// or when a v3 header is broken or out of the bounds of RFC 3414 (engine id up to 32 octets, user up to 32).
std::optional<Envelope> peekEnvelope(QByteArrayView bytes);

} // namespace trunkline::snmp
