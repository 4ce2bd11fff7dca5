// The User-based Security Model (RFC 3414, RFC 3826, RFC 7860) for what the poller asks and hears: one user at
// one engine, with the digest and the cipher made ready once instead of for each message.
#pragma once

#include "snmp/localiseduser.h"
#include "snmp/wire.h"

#include <memory>
#include <span>

struct evp_cipher_ctx_st;
struct evp_mac_ctx_st;

namespace trunkline::snmp {

/// snmpEngineBoots and snmpEngineTime of an engine (RFC 3414 section 2.2), as far as authenticated
/// messages told them; zero when nothing is known.
struct EngineClock {
    quint32 boots = 0;
    quint32 seconds = 0;
    bool operator==(const EngineClock&) const = default;
};

/// Whether an authenticated message is timely (RFC 3414 section 3.2, 7b). `latest` is the newest clock that the
/// engine told, `elapsedSeconds` ago; a newer one takes its place.
bool isTimely(EngineClock& latest, quint32 elapsedSeconds, EngineClock claimed);

class UsmUser {
public:
    explicit UsmUser(LocalisedUser keys);

    const LocalisedUser& keys() const { return keys_; }

    /// Wraps a PDU of a context into a message of the user's level: encrypted, signed. `salt` must never come twice.
    bool protect(BerWriter& writer, EngineClock clock, qint32 messageId, quint64 salt, QByteArrayView context = {}) const;
    /// Whether the digest is right; blanks it in the message on the way.
    bool verify(std::span<char> message, const Envelope& envelope) const;
    /// The ScopedPDU; decrypts it in place where that is needed. Empty when it cannot.
    QByteArrayView open(std::span<char> message, const Envelope& envelope) const;

private:
    struct FreeCipher {
        void operator()(evp_cipher_ctx_st* context) const;
    };
    struct FreeMac {
        void operator()(evp_mac_ctx_st* context) const;
    };

    qsizetype digestOctets() const;
    bool digest(std::span<const char> message, std::span<unsigned char, 64> out) const;
    bool crypt(bool encrypt, EngineClock clock, QByteArrayView salt, std::span<char> data) const;
    bool encrypt(BerWriter& writer, EngineClock clock, QByteArrayView salt) const;

    LocalisedUser keys_;
    std::unique_ptr<evp_cipher_ctx_st, FreeCipher> cipher_;
    std::unique_ptr<evp_mac_ctx_st, FreeMac> mac_;
};

} // namespace trunkline::snmp
