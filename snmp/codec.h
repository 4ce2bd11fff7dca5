// The one place that calls net-snmp: notifications of v3 and the reports and responses to them.
//
// net-snmp keeps its v3 users and the clocks of remote engines in process-wide lists and its Debian
// build has no locks. So the codec keeps none of that in the library: each call takes a lock, links
// the one user it needs, tells the library that engine's clock, and takes both out again. Two devices
// that share a cloned engine id therefore do not disturb each other, a forged engine id leaves no
// trace in memory, and several engines may run in one process.
#pragma once

#include "snmp/localengine.h"
#include "snmp/usm.h"

#include <QByteArray>

#include <optional>

namespace trunkline::snmp {

namespace codec {

/// Starts net-snmp without its MIB, configuration and persistent files. The first call in a process
/// decides who the local engine is.
void initialise(const LocalEngine& local);
QByteArray localEngineId();

struct DecodedNotification {
    std::optional<Message> message;
    Problem problem = Problem::None;
    EngineClock clock;
    QByteArray answer; ///< the response to an inform, or the report that RFC 3414 section 3.2 asks for
};

/// A v3 message. `user` holds the keys for the engine the message names; null when there are none.
DecodedNotification decodeNotification(const QByteArray& bytes, const LocalisedUser* user, EngineClock clock);

} // namespace codec
} // namespace trunkline::snmp
