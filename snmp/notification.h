// A trap or inform of any version, in the terms of SNMPv2 (RFC 3416 section 4.2.6).
#pragma once

#include "snmp/message.h"

#include <QMetaType>

#include <memory>
#include <optional>

namespace trunkline::snmp {

/// What is said, and by whom.
struct Notification {
    QString sourceAddress; ///< of the datagram; behind a proxy a v1 trap names its agent in snmpTrapAddress.0
    QString domain;       ///< the routing domain of the listener that took it, where its addresses mean something; empty: the operator's own
    Version version = Version::V2c;
    QByteArray community; ///< v1, v2c: any is accepted, the consumer decides whom it believes
    QString user;         ///< v3: authenticated as far as the receiver's credential says
    Oid trapOid;          ///< snmpTrapOID.0
    VarBinds binds;       ///< without sysUpTime.0 and snmpTrapOID.0
    bool inform = false;

    bool operator==(const Notification&) const = default;
};

/// One that arrived. Those that say the same may share what they say.
struct ArrivedNotification {
    std::shared_ptr<const Notification> said; ///< never null
    quint32 uptimeTicks = 0; ///< sysUpTime.0, hundredths of a second
    quint16 sourcePort = 0;
    qint64 waitedMs = 0;     ///< between its arrival and TrapReceiver::received()
};

/// Converts a decoded message, and gives its sysUpTime.0 beside. A v1 trap becomes what RFC 3584 section 3.1 says; snmpTrapAddress.0 and
/// snmpTrapEnterprise.0 are appended where they are missing, snmpTrapCommunity.0 is not, so that no list of
/// variables shows a community. Nothing, and a technical phrase in `reason`, when the message is no
/// notification or has no snmpTrapOID.
std::optional<Notification> toNotification(Message&& message, quint32* uptimeTicks, QString* reason);

} // namespace trunkline::snmp

Q_DECLARE_METATYPE(trunkline::snmp::ArrivedNotification)
