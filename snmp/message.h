// A decoded SNMP message, whatever its version: what the codec gives to the poller and the trap listener.
#pragma once

#include "snmp/target.h"
#include "snmp/value.h"

namespace trunkline::snmp {

/// The context tag of the PDU on the wire (RFC 3416 section 3, RFC 1157 section 4.1).
enum class PduType : quint8 {
    Get = 0xA0,
    GetNext = 0xA1,
    Response = 0xA2,
    Set = 0xA3,
    TrapV1 = 0xA4,
    GetBulk = 0xA5,
    Inform = 0xA6,
    TrapV2 = 0xA7,
    Report = 0xA8,
};

enum class SecurityLevel : quint8 { NoAuthNoPriv = 1, AuthNoPriv = 2, AuthPriv = 3 };

/// The level a credential asks for and insists on.
inline SecurityLevel securityLevel(const Credential& credential)
{
    if (credential.auth == AuthProtocol::None)
        return SecurityLevel::NoAuthNoPriv;
    return credential.priv == PrivProtocol::None ? SecurityLevel::AuthNoPriv : SecurityLevel::AuthPriv;
}

/// What is asked. GetBulk carries maxRepetitions; non-repeaters are always 0 here.
struct Pdu {
    PduType type = PduType::Get;
    VarBinds binds;
    int maxRepetitions = 0;
};

/// The header fields that only a v1 trap has (RFC 1157 section 4.1.6).
struct TrapV1Header {
    Oid enterprise;
    QByteArray agentAddress; ///< four bytes
    int genericTrap = 0;
    int specificTrap = 0;
    quint32 timestampTicks = 0;
};

struct Message {
    Version version = Version::V2c;
    PduType type = PduType::Response;
    qint32 requestId = 0;
    qint32 messageId = 0; ///< v3 only
    int errorStatus = 0;
    int errorIndex = 0;
    QByteArray community; ///< v1, v2c
    QByteArray user;      ///< v3
    QByteArray engineId;  ///< v3: the authoritative engine
    SecurityLevel level = SecurityLevel::NoAuthNoPriv;
    VarBinds binds;
    TrapV1Header trapV1;
};

} // namespace trunkline::snmp
