// The keys of a v3 user at one engine.
#pragma once

#include "snmp/message.h"

#include <memory>
#include <optional>

struct usmUser;

namespace trunkline::snmp {

/// A v3 user with keys localised to one engine (RFC 3414 section 2.6).
class LocalisedUser {
public:
    LocalisedUser() = default;
    /// Nothing when net-snmp refuses the passwords, which it does below eight characters. The costly
    /// part, hashing a megabyte of password, is done once for each password and kept.
    static std::optional<LocalisedUser> derive(const Credential& credential, const QByteArray& engineId);

    SecurityLevel level() const { return level_; }
    AuthProtocol auth() const { return auth_; }
    PrivProtocol priv() const { return priv_; }
    /// The localised keys; empty where the level needs none.
    QByteArrayView authKey() const;
    QByteArrayView privKey() const;
    const QByteArray& name() const { return name_; }
    const QByteArray& engineId() const { return engineId_; }
    usmUser* raw() const { return user_.get(); }

private:
    struct Free {
        void operator()(usmUser* user) const;
    };
    std::unique_ptr<usmUser, Free> user_;
    QByteArray name_;
    QByteArray engineId_;
    SecurityLevel level_ = SecurityLevel::NoAuthNoPriv;
    AuthProtocol auth_ = AuthProtocol::None;
    PrivProtocol priv_ = PrivProtocol::None;
};

} // namespace trunkline::snmp
