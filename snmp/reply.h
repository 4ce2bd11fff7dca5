// What came of a request.
#pragma once

#include "snmp/value.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace trunkline::snmp {

enum class Failure : quint8 {
    None,
    Timeout,        ///< nothing came; on v1 and v2c also what a wrong community looks like
    Authentication, ///< v3: unknown user, wrong digest, security level not supported, or clocks that never agree
    ErrorStatus,    ///< the agent refused: see errorStatus and errorIndex
    TooBig,         ///< not even the smallest question or answer fits a message
    Malformed,      ///< the device answered, but not what was asked, or what no one can decode
    Unreachable,    ///< no such address, no route, or nothing listens there (ICMP)
    Cancelled,      ///< the engine ended
    LoopingAgent,   ///< a walk that goes back or never ends; binds hold what was read before
    Restarted,      ///< a sweep in whose middle the device restarted: its values are of two lives
};

/// The answer to one get, set or walk. A walk that fails keeps in `binds` what it had read.
struct Reply {
    Failure failure = Failure::None;
    int errorStatus = 0; ///< RFC 3416 section 3: 0 noError, 2 noSuchName, 17 notWritable, …
    int errorIndex = 0;  ///< counted from 1 in what was asked; 0 when it concerns no single variable
    QString detail;      ///< one technical English phrase for logs; never holds a community or password
    VarBinds binds;
    int roundTripMs = 0; ///< from the last message that was sent to its answer
    QByteArray engineId; ///< v3: the snmpEngineID of the device

    bool ok() const { return failure == Failure::None; }
};

/// "notWritable" for 17 and so on; "errorStatus 42" for a status that RFC 3416 does not know.
QString errorStatusName(int errorStatus);

} // namespace trunkline::snmp

Q_DECLARE_METATYPE(trunkline::snmp::Reply)
