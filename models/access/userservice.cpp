#include "models/access/userservice.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <sodium.h>

#include <algorithm>

namespace trunkline::access {

namespace {

QString userText(const char* text)
{
    return QCoreApplication::translate("Users", text);
}

bool passwordFits(const QString& hash, const QString& password)
{
    const QByteArray stored = hash.toLatin1();
    const QByteArray bytes = password.toUtf8();
    return sodium_init() >= 0 && crypto_pwhash_str_verify(stored.constData(), bytes.constData(), static_cast<unsigned long long>(bytes.size())) == 0;
}

QJsonObject userJson(const User& user)
{
    QJsonArray roles;
    for (Role role : user.roles)
        roles.append(nameOf(role));
    return {{"name", user.name}, {"displayName", user.displayName}, {"roles", roles}, {"hasPassword", user.hasPassword}, {"active", user.active}};
}

std::optional<User> userNamed(store::Connection& connection, const QString& name)
{
    for (const User& user : users(connection))
        if (user.name == name)
            return user;
    return std::nullopt;
}

User requireUser(store::Connection& connection, const QString& name)
{
    if (auto user = userNamed(connection, name))
        return *user;
    throw NotFound(userText("There is no user “%1”; see “trunklinectl user list”.").arg(name));
}

bool managesUsers(const User& user)
{
    return user.active && std::any_of(user.roles.begin(), user.roles.end(), [](Role role) { return permissionsOf(role).contains(Permission::ManageUsers); });
}

/// Whoever would take the house's last key away is told so.
void requireAnotherKeeper(store::Connection& connection, const User& before, const User& after)
{
    if (!managesUsers(before) || managesUsers(after))
        return;
    for (const User& other : users(connection))
        if (other.id != before.id && managesUsers(other))
            return;
    throw Refused(userText("“%1” is the last active user who may manage users; give another user the role %2 first.").arg(before.name, titleOf(Role::Administrator)));
}

void writeRoles(store::Connection& connection, const User& user)
{
    connection.exec(QStringLiteral("DELETE FROM user_role WHERE user_id = ?"), {user.id});
    for (Role role : user.roles)
        connection.exec(QStringLiteral("INSERT INTO user_role (user_id, role) VALUES (?, ?)"), {user.id, nameOf(role)});
}

} // namespace

QString passwordHash(const QString& password)
{
    if (password.size() < 10)
        throw InvalidInput(userText("The password has fewer than ten characters; choose a longer one."));
    const QByteArray bytes = password.toUtf8();
    char hash[crypto_pwhash_STRBYTES];
    if (sodium_init() < 0 || crypto_pwhash_str(hash, bytes.constData(), static_cast<unsigned long long>(bytes.size()),
                                               crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw StoreFailure(userText("There is not enough memory to secure the password; close other programs and try again."));
    return QString::fromLatin1(hash);
}

void insertUser(store::Connection& connection, const User& user, const std::optional<QString>& hash)
{
    connection.exec(QStringLiteral("INSERT INTO app_user (id, name, display_name, password_hash, active) VALUES (?, ?, ?, ?, ?)"),
                    {user.id, user.name, user.displayName, hash, user.active});
    writeRoles(connection, user);
}

QList<User> users(store::Connection& connection)
{
    QList<User> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id, name, display_name, password_hash, active FROM app_user ORDER BY name"))) {
        User user{row.id<UserId>("id"), row.text("name"), row.text("display_name"), {}, !row.isNull("password_hash"), row.flag("active")};
        for (const store::Row& role : connection.rows(QStringLiteral("SELECT role FROM user_role WHERE user_id = ? ORDER BY role"), {user.id}))
            user.roles.append(roleNamed(role.text("role")));
        all.append(user);
    }
    return all;
}

Actor signIn(store::Connection& connection, const QString& name, const QString& password, const QString& workstation)
{
    const auto row = connection.row(QStringLiteral("SELECT password_hash FROM app_user WHERE name = ? AND active = 1"), {name});
    const bool open = row && row->isNull("password_hash") && connection.engine() == store::Engine::Sqlite && password.isEmpty();
    const bool fits = row && !row->isNull("password_hash") && passwordFits(row->text("password_hash"), password);
    if (!open && !fits)
        throw SignInFailed(userText("The user name or the password is wrong for “%1”; try again, or ask an administrator to set a new password.").arg(name));
    return Actor::withRoles(name, workstation, requireUser(connection, name).roles);
}

User UserService::create(const Actor& actor, const QString& name, const QString& displayName, const QList<Role>& roles, const QString& password)
{
    actor.require(Permission::ManageUsers);
    if (name.trimmed().isEmpty())
        throw InvalidInput(userText("A user needs a name."));
    const std::optional<QString> hash = password.isEmpty() ? std::nullopt : std::optional(passwordHash(password));
    store::Change change(context_, actor.who());
    if (userNamed(change.connection(), name))
        throw Refused(userText("There is a user “%1” already; choose another name.").arg(name));
    const User user{change.ids().next<UserTag>(), name.trimmed(), displayName, roles, hash.has_value(), true};
    insertUser(change.connection(), user, hash);
    change.commit({QStringLiteral("user.created"), QStringLiteral("user"), user.id.toString(), {}, userJson(user), {}, {}});
    return user;
}

void UserService::setPassword(const Actor& actor, const QString& name, const QString& password)
{
    if (actor.name() != name)
        actor.require(Permission::ManageUsers);
    const QString hash = passwordHash(password);
    store::Change change(context_, actor.who());
    const User user = requireUser(change.connection(), name);
    change.connection().exec(QStringLiteral("UPDATE app_user SET password_hash = ? WHERE id = ?"), {hash, user.id});
    change.commit({QStringLiteral("user.passwordSet"), QStringLiteral("user"), user.id.toString(), {}, {}, {}, {}});
}

void UserService::setRoles(const Actor& actor, const QString& name, const QList<Role>& roles)
{
    actor.require(Permission::ManageUsers);
    store::Change change(context_, actor.who());
    const User before = requireUser(change.connection(), name);
    User after = before;
    after.roles = roles;
    requireAnotherKeeper(change.connection(), before, after);
    writeRoles(change.connection(), after);
    change.commit({QStringLiteral("user.rolesSet"), QStringLiteral("user"), after.id.toString(), userJson(before), userJson(after), {}, {}});
}

void UserService::setActive(const Actor& actor, const QString& name, bool active)
{
    actor.require(Permission::ManageUsers);
    store::Change change(context_, actor.who());
    const User before = requireUser(change.connection(), name);
    User after = before;
    after.active = active;
    requireAnotherKeeper(change.connection(), before, after);
    change.connection().exec(QStringLiteral("UPDATE app_user SET active = ? WHERE id = ?"), {active, after.id});
    change.commit({active ? QStringLiteral("user.enabled") : QStringLiteral("user.disabled"), QStringLiteral("user"), after.id.toString(), userJson(before), userJson(after), {}, {}});
}

} // namespace trunkline::access
