// Jobs about the house itself: the operator, users, the journal.

#include "app/ctl/secret.h"
#include "app/ctl/session.h"
#include "models/access/operatorsetup.h"
#include "models/access/userservice.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace trunkline::ctl {

namespace {

QString houseText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

QString newPassword(const QCommandLineParser& parser)
{
    const QString file = parser.value(QStringLiteral("password-file"));
    return file.isEmpty() ? QString() : readSecrets(file, {houseText("New password")}).first();
}

int setUp(Session& session, const QCommandLineParser& parser)
{
    store::OperatorProfile profile;
    profile.name = parser.value(QStringLiteral("operator"));
    if (profile.name.isEmpty())
        throw InvalidInput(houseText("An operator needs a name: --operator “Northwind Fibre”."));
    profile.currency = Currency::parse(parser.value(QStringLiteral("currency")));
    profile.zone = OperatorZone::named(parser.value(QStringLiteral("time-zone")));
    profile.street = parser.value(QStringLiteral("street"));
    profile.postCode = parser.value(QStringLiteral("post-code"));
    profile.city = parser.value(QStringLiteral("city"));
    profile.country = parser.value(QStringLiteral("country"));
    profile.vatId = parser.value(QStringLiteral("vat-id"));
    profile.iban = parser.value(QStringLiteral("iban"));
    access::setUpOperator(session.context(), profile, QSysInfo::machineHostName(), newPassword(parser));
    session.say(houseText("%1 is set up in %2; user “admin” may do everything. Next: “trunklinectl credential add”, then “trunklinectl discover”.")
                    .arg(profile.name, session.connection().url().toDisplay()));
    return Done;
}

QList<access::Role> rolesFrom(const QCommandLineParser& parser)
{
    QList<access::Role> roles;
    for (const QString& name : parser.value(QStringLiteral("roles")).split(u',', Qt::SkipEmptyParts))
        roles.append(access::roleNamed(name.trimmed()));
    return roles;
}

int addUser(Session& session, const QCommandLineParser& parser)
{
    const QString name = parser.positionalArguments().first();
    access::UserService(session.context()).create(session.actor(), name, parser.value(QStringLiteral("display-name")), rolesFrom(parser), newPassword(parser));
    session.say(houseText("User “%1” was added.").arg(name));
    return Done;
}

int setRoles(Session& session, const QCommandLineParser& parser)
{
    const QString name = parser.positionalArguments().first();
    access::UserService(session.context()).setRoles(session.actor(), name, rolesFrom(parser));
    session.say(houseText("The roles of “%1” were set.").arg(name));
    return Done;
}

int setPassword(Session& session, const QCommandLineParser& parser)
{
    const QString name = parser.positionalArguments().first();
    access::UserService(session.context()).setPassword(session.actor(), name, readSecrets(parser.value(QStringLiteral("password-file")), {houseText("New password")}).first());
    session.say(houseText("The password of “%1” was set.").arg(name));
    return Done;
}

int listUsers(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ManageUsers);
    Listing listing{{{"name", houseText("User")}, {"displayName", houseText("Name")}, {"roles", houseText("Roles")},
                     {"hasPassword", houseText("Password")}, {"active", houseText("Active")}}, {}, houseText("There are no users; run “trunklinectl setup”.")};
    for (const access::User& user : access::users(session.connection())) {
        QJsonArray roles;
        for (access::Role role : user.roles)
            roles.append(access::nameOf(role));
        listing.rows.append(QJsonObject{{"name", user.name}, {"displayName", user.displayName}, {"roles", roles},
                                        {"hasPassword", user.hasPassword}, {"active", user.active}});
    }
    session.show(listing);
    return Done;
}

int listJournal(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewJournal);
    Listing listing{{{"seq", houseText("No"), true}, {"at", houseText("Time")}, {"actor", houseText("Actor")}, {"kind", houseText("What")},
                     {"subject", houseText("Subject")}}, {}, houseText("The journal is empty.")};
    bool numeric = true;
    const std::int64_t after = parser.value(QStringLiteral("after")).toLongLong(&numeric);
    if (!numeric || after < 0)
        throw InvalidInput(houseText("“%1” is no journal number; write --after 120.").arg(parser.value(QStringLiteral("after"))));
    for (const store::JournalEntry& entry : store::journalAfter(session.connection(), after, 10'000))
        listing.rows.append(QJsonObject{{"seq", qint64(entry.seq)}, {"id", entry.id.toString()}, {"at", session.time(entry.at)}, {"actor", entry.actor},
                                        {"workstation", entry.workstation}, {"kind", entry.kind}, {"subject", entry.subjectType + u' ' + entry.subjectId},
                                        {"before", entry.before.object()}, {"after", entry.after.object()}, {"cause", entry.cause ? entry.cause->toString() : QString()}});
    session.show(listing);
    return Done;
}

int verifyJournal(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewJournal);
    if (const auto broken = store::firstBrokenEntry(session.connection()))
        throw StoreFailure(houseText("The journal was changed from outside: entry %1 does not fit the chain. Compare it with a backup.").arg(*broken));
    session.say(houseText("The journal is whole: %1 entries fit the chain.").arg(store::journalEnd(session.connection())));
    return Done;
}

} // namespace

QList<Command> houseCommands()
{
    const auto option = [](const char* name, const QString& text, const char* value, const char* fallback = "") {
        return QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value), QString::fromLatin1(fallback));
    };
    const auto passwordFile = option("password-file", houseText("a file that holds the new password"), "FILE");
    const auto roles = option("roles", houseText("roles, separated by commas"), "ROLES");
    return {
        {"setup", "", houseText("set up an operator in a new database"), 0, 0,
         {option("operator", houseText("its name"), "NAME"), option("currency", houseText("ISO 4217 code"), "CODE", "EUR"),
          option("time-zone", houseText("where its days begin"), "NAME", "Europe/Berlin"), option("street", houseText("address on invoices"), "TEXT"),
          option("post-code", "", "TEXT"), option("city", "", "TEXT"), option("country", houseText("ISO 3166 code"), "CODE"),
          option("vat-id", "", "TEXT"), option("iban", "", "TEXT"), passwordFile}, setUp, true},
        {"user list", "", houseText("who may work here"), 0, 0, {}, listUsers},
        {"user add", "NAME", houseText("add a user"), 1, 1, {option("display-name", houseText("name for people"), "TEXT"), roles, passwordFile}, addUser},
        {"user roles", "NAME", houseText("set a user's roles"), 1, 1, {roles}, setRoles},
        {"user password", "NAME", houseText("set a user's password"), 1, 1, {passwordFile}, setPassword},
        {"journal list", "", houseText("what happened, in order"), 0, 0, {option("after", houseText("only behind this number"), "NUMBER", "0")}, listJournal},
        {"journal verify", "", houseText("check that the past was not changed"), 0, 0, {}, verifyJournal},
    };
}

} // namespace trunkline::ctl
