// The cryptography of the User-based Security Model: keys (RFC 3414 A.2), HMAC-SHA-1-96 (RFC 3414),
// HMAC-SHA-256-192 (RFC 7860) and AES-128 in CFB mode (RFC 3826). Pure functions.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace trunkline::simulator {

enum class AuthProtocol { Sha1, Sha256 };

/// "SHA" or "SHA-256", as the Net-SNMP tools call them.
QByteArray authProtocolName(AuthProtocol protocol);
/// How many octets the authentication parameters take: 12 or 24.
qsizetype macLength(AuthProtocol protocol);

/// The key of a password; costs milliseconds by design, so keep it. Empty for an empty password.
QByteArray passwordKey(AuthProtocol protocol, QByteArrayView password);
/// The key of one engine, made from the password's key.
QByteArray localizedKey(AuthProtocol protocol, QByteArrayView key, QByteArrayView engineId);
/// The truncated HMAC of a whole message whose authentication parameters are zeros.
QByteArray messageMac(AuthProtocol protocol, QByteArrayView localKey, QByteArrayView message);

enum class Direction { Encrypt, Decrypt };
/// AES-128-CFB with the first 16 octets of the localized key; `salt` is the 8 octets of
/// msgPrivacyParameters. Empty when the salt or the key is too short.
QByteArray aesCfb(Direction direction, QByteArrayView localKey, qint32 boots, qint32 time, QByteArrayView salt, QByteArrayView data);

} // namespace trunkline::simulator
