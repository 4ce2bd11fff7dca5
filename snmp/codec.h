// The one place that calls net-snmp: messages to bytes and back, and the cryptography of v3.
//
// net-snmp keeps its v3 users and the clocks of remote engines in process-wide lists and its Debian
// build has no locks. So the codec keeps none of that in the library: each call takes a lock, links
// the one user it needs, tells the library that engine's clock, and takes both out again. Two devices
// that share a cloned engine id therefore do not disturb each other, a forged engine id leaves no
// trace in memory, and several engines may run in one process.
#pragma once

#include "snmp/localiseduser.h"
#include "snmp/message.h"

#include <QByteArray>

#include <optional>

namespace trunkline::snmp {

/// snmpEngineBoots and snmpEngineTime of an engine (RFC 3414 section 2.2), as far as authenticated
/// messages told them; zero when nothing is known.
struct EngineClock {
    quint32 boots = 0;
    quint32 seconds = 0;
    bool operator==(const EngineClock&) const = default;
};

/// This program as a v3 engine, which matters to senders of informs only: they keep its id, and refuse
/// a boots number that goes back. An empty id stands for a random one.
struct LocalEngine {
    QByteArray id;
    quint32 boots = 1;
};

namespace codec {

/// Starts net-snmp without its MIB, configuration and persistent files. The first call in a process
/// decides who the local engine is.
void initialise(const LocalEngine& local);
QByteArray localEngineId();

/// Bytes to send; empty when net-snmp cannot encode it, which means it is too long for a message.
QByteArray encodeCommunity(Version version, const QByteArray& community, qint32 requestId, const Pdu& pdu);
/// The question to which a device answers with its engine id (RFC 3414 section 4).
QByteArray encodeDiscovery(qint32 messageId);
QByteArray encodeUsm(const LocalisedUser& user, EngineClock clock, qint32 messageId, qint32 requestId, const Pdu& pdu);

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

struct Decoded {
    std::optional<Message> message;
    Problem problem = Problem::None;
    EngineClock clock; ///< of the remote engine after this message
};

Decoded decodeCommunity(const QByteArray& bytes);
/// An answer or report to a question of this program. `user` may be null for a discovery.
Decoded decodeUsm(const QByteArray& bytes, const LocalisedUser* user, EngineClock clock);

struct DecodedNotification {
    std::optional<Message> message;
    Problem problem = Problem::None;
    EngineClock clock;
    QByteArray answer; ///< the response to an inform, or the report that RFC 3414 section 3.2 asks for
};

/// Any version. For v3 `user` holds the keys for the engine the message names; null when there are none.
DecodedNotification decodeNotification(const QByteArray& bytes, const LocalisedUser* user, EngineClock clock);

} // namespace codec
} // namespace trunkline::snmp
