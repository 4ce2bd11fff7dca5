#include "models/access/operatorsetup.h"

#include "models/access/userservice.h"
#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::access {

static QString setupText(const char* text)
{
    return QCoreApplication::translate("OperatorSetup", text);
}

static QJsonObject profileJson(const store::OperatorProfile& profile)
{
    return {{"name", profile.name}, {"currency", profile.currency.code()}, {"timeZone", profile.zone.name()}, {"demo", profile.demo}};
}

void setUpOperator(store::Context& context, const store::OperatorProfile& profile, const QString& workstation, const QString& adminPassword,
                   std::int64_t demoClockOffsetMs)
{
    if (profile.name.trimmed().isEmpty())
        throw InvalidInput(setupText("An operator needs a name; it stands on every invoice."));
    if (context.connection.engine() == store::Engine::PostgreSql && adminPassword.isEmpty())
        throw InvalidInput(setupText("A shared database needs a password for its administrator; give one of at least ten characters."));
    const std::optional<QString> hash = adminPassword.isEmpty() ? std::nullopt : std::optional(passwordHash(adminPassword));
    store::Change change(context, {QStringLiteral("setup"), workstation});
    if (const auto existing = store::operatorProfile(change.connection()))
        throw Refused(setupText("%1 belongs to %2 already; name another database.").arg(change.connection().url().toDisplay(), existing->name));
    store::putProfile(change.connection(), profile);
    if (profile.demo)
        store::putSetting(change.connection(), QStringLiteral("demo.clockOffsetMs"), QString::number(demoClockOffsetMs));
    insertUser(change.connection(), {change.ids().next<UserTag>(), QStringLiteral("admin"), setupText("Administrator"), {Role::Administrator}, hash.has_value(), true}, hash);
    change.commit({QStringLiteral("operator.setUp"), QStringLiteral("operator"), profile.name, {}, profileJson(profile), {}, {}});
}

void changeOperator(store::Context& context, const Actor& actor, const store::OperatorProfile& profile)
{
    actor.require(Permission::ManageOperator);
    store::Change change(context, actor.who());
    const auto before = store::requireProfile(change.connection());
    store::putProfile(change.connection(), profile);
    change.commit({QStringLiteral("operator.changed"), QStringLiteral("operator"), profile.name, profileJson(before), profileJson(profile), {}, {}});
}

void moveDemoClock(store::Context& context, const Actor& actor, std::int64_t byMs)
{
    actor.require(Permission::ManageOperator);
    store::Change change(context, actor.who());
    if (!store::requireProfile(change.connection()).demo)
        throw Refused(setupText("Only a demo operator's clock can be moved; this one is real."));
    if (byMs <= 0)
        throw Refused(setupText("The clock moves forward only; what was written can't come again."));
    const std::int64_t before = store::demoClockOffsetMs(change.connection());
    store::putSetting(change.connection(), QStringLiteral("demo.clockOffsetMs"), QString::number(before + byMs));
    change.commit({QStringLiteral("demo.clockMoved"), QStringLiteral("operator"), QStringLiteral("demo"), {{"offsetMs", qint64(before)}}, {{"offsetMs", qint64(before + byMs)}}, {}, {}});
}

} // namespace trunkline::access
