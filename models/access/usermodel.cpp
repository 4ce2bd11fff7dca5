#include "models/access/usermodel.h"

#include <QCoreApplication>

namespace trunkline::access {

namespace {

struct UserModelTexts {
    Q_DECLARE_TR_FUNCTIONS(UserModel)
};

} // namespace

QString rolesText(const User& user)
{
    QStringList titles;
    for (const Role role : user.roles)
        titles.append(titleOf(role));
    return titles.isEmpty() ? UserModelTexts::tr("No role") : titles.join(QStringLiteral(", "));
}

QList<Column<User>> userColumns()
{
    using C = Column<User>;
    const auto toned = [](auto isGood) {
        return [isGood](const User& user, int role) { return role == ToneRole ? QVariant(int(isGood(user) ? Tone::Good : Tone::Attention)) : QVariant(); };
    };
    return {C(QStringLiteral("name"), UserModelTexts::tr("User"), [](const User& user) { return user.name; }),
            C(QStringLiteral("displayName"), UserModelTexts::tr("Name"), [](const User& user) { return user.displayName; }),
            C(QStringLiteral("roles"), UserModelTexts::tr("Roles"), rolesText),
            C(QStringLiteral("password"), UserModelTexts::tr("Password"), [](const User& user) { return user.hasPassword ? UserModelTexts::tr("Set") : UserModelTexts::tr("None"); })
                .with(toned([](const User& user) { return user.hasPassword; })),
            C(QStringLiteral("state"), UserModelTexts::tr("State"), [](const User& user) { return user.active ? UserModelTexts::tr("Active") : UserModelTexts::tr("Disabled"); })
                .with(toned([](const User& user) { return user.active; }))};
}

} // namespace trunkline::access
