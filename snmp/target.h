// Whom to ask, and with which credentials.
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace trunkline::snmp {

enum class Version : quint8 { V1, V2c, V3 };

/// RFC 3414 (MD5, SHA-1) and RFC 7860 (HMAC-192-SHA-256).
enum class AuthProtocol : quint8 { None, Md5, Sha1, Sha256 };

/// RFC 3826 (AES-128 CFB) and RFC 3414 (DES-CBC, for devices that offer nothing better).
enum class PrivProtocol : quint8 { None, Aes128, Des };

/// What a device wants to see before it answers. A V3 credential without an auth protocol is
/// noAuthNoPriv, without a priv protocol authNoPriv. Passwords of V3 have eight characters or more
/// (RFC 3414 section 11.2). Nothing of it ever appears in a Reply's detail or in a log.
struct Credential {
    Version version = Version::V2c;
    QByteArray community;
    QString user;
    AuthProtocol auth = AuthProtocol::None;
    QByteArray authPassword;
    PrivProtocol priv = PrivProtocol::None;
    QByteArray privPassword;

    bool operator==(const Credential&) const = default;
};

/// One agent. Two targets with the same address and port are the same device: it is asked one thing
/// at a time, whatever the credentials, unless the target allows more.
struct Target {
    QString address; ///< IPv4 or IPv6 literal; link-local IPv6 with its scope ("fe80::1%eth0")
    quint16 port = 161;
    Credential credential;
    int timeoutMs = 1000;    ///< for each message
    int retries = 2;         ///< repeated messages after the first
    int maxRepetitions = 10; ///< rows a GETBULK asks for (RFC 3416 section 4.2.3); a sweep only begins with so many
    int mostInFlight = 1;    ///< requests that the device may have at once, this one included
    QByteArray context = {}; ///< of v3, another instance of the agent's objects (RFC 3411 section 3.3.1), as "vlan-22"

    bool operator==(const Target&) const = default;
};

} // namespace trunkline::snmp

Q_DECLARE_METATYPE(trunkline::snmp::Credential)
Q_DECLARE_METATYPE(trunkline::snmp::Target)
