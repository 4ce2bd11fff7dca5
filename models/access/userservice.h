// Users, their roles and passwords (Argon2id by libsodium).
#pragma once

#include "models/access/actor.h"

namespace trunkline::access {

struct User {
    UserId id;
    QString name;
    QString displayName;
    QList<Role> roles;
    bool hasPassword = false;
    bool active = true;
    bool operator==(const User&) const = default;
};

QList<User> users(store::Connection& connection);

/// Signs in. A user without a password may sign in only on an embedded database (the file's own rights
/// guard it). Throws SignInFailed; the sentence does not tell whether name or password was wrong.
Actor signIn(store::Connection& connection, const QString& name, const QString& password, const QString& workstation);

/// Argon2id hash of a new password. Throws InvalidInput under ten characters.
QString passwordHash(const QString& password);
/// The row of a new user and its roles; the caller holds the Change.
void insertUser(store::Connection& connection, const User& user, const std::optional<QString>& hash);

class UserService {
public:
    explicit UserService(store::Context& context) : context_(context) {}

    /// Without a password (empty) the user can use the embedded database only. Throws Refused when the
    /// name is taken, InvalidInput for an empty name or a password under ten characters.
    User create(const Actor& actor, const QString& name, const QString& displayName, const QList<Role>& roles, const QString& password);
    void setPassword(const Actor& actor, const QString& name, const QString& password);
    /// Both throw Refused when nobody would be left who may manage users.
    void setRoles(const Actor& actor, const QString& name, const QList<Role>& roles);
    void setActive(const Actor& actor, const QString& name, bool active);

private:
    store::Context& context_;
};

} // namespace trunkline::access
