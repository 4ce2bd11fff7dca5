#include "app/ctl/session.h"

#include "app/ctl/secret.h"
#include "models/billing/invoiceledger.h"
#include "models/access/userservice.h"
#include "models/core/errors.h"
#include "models/store/migrations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTextStream>

#include <unistd.h>

namespace trunkline::ctl {

namespace {

QString sessionText(const char* text)
{
    return QCoreApplication::translate("Session", text);
}

void print(const QString& text)
{
    QTextStream(stdout) << text << Qt::endl;
}

QString cell(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? sessionText("yes") : sessionText("no");
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue& part : value.toArray())
            parts.append(cell(part));
        return parts.join(QLatin1String(", "));
    }
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toString();
}

/// The password: from the file that TRUNKLINE_PASSWORD_FILE names, else typed at the terminal.
QString askPassword(const QString& user)
{
    const QString file = qEnvironmentVariable("TRUNKLINE_PASSWORD_FILE");
    if (file.isEmpty() && !isatty(STDIN_FILENO))
        throw SignInFailed(sessionText("“%1” needs a password; put it into a file and name that in TRUNKLINE_PASSWORD_FILE.").arg(user));
    return readSecrets(file, {sessionText("Password of %1").arg(user)}).first();
}

} // namespace

QString defaultDatabase()
{
    const QString named = qEnvironmentVariable("TRUNKLINE_DATABASE");
    if (!named.isEmpty())
        return named;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/trunkline");
    QDir().mkpath(folder);
    return QStringLiteral("sqlite:") + folder + QStringLiteral("/trunkline.db");
}

Session::Session(Options options) : options_(std::move(options)), ids_(clock_) {}

Session::~Session() = default;

store::Context& Session::context()
{
    if (!context_) {
        const auto url = store::DatabaseUrl::parse(options_.database);
        if (url.engine == store::Engine::Sqlite && !options_.createsDatabase && !QFile::exists(url.path))
            throw StoreFailure(sessionText("There is no database at %1; create one with “trunklinectl setup” or “trunklinectl demo create”.").arg(url.path));
        connection_ = store::Connection::open(url);
        store::migrate(*connection_, clock_.now());
        clock_.setOffsetMs(store::demoClockOffsetMs(*connection_));
        context_ = std::make_unique<store::Context>(store::Context{*connection_, clock_, ids_});
        billing::enterOldInvoices(*context_, {QStringLiteral("migration"), QSysInfo::machineHostName()});
    }
    return *context_;
}

const access::Actor& Session::actor()
{
    if (!actor_) {
        bool hasPassword = false;
        for (const access::User& user : access::users(connection()))
            hasPassword = hasPassword || (user.name == options_.user && user.hasPassword);
        const bool shared = connection().engine() == store::Engine::PostgreSql;
        actor_ = access::signIn(connection(), options_.user, hasPassword || shared ? askPassword(options_.user) : QString(), QSysInfo::machineHostName());
    }
    return *actor_;
}

store::OperatorProfile Session::profile()
{
    if (!profile_)
        profile_ = store::requireProfile(connection());
    return *profile_;
}

const Clock& Session::clock()
{
    return systemClock();
}

SystemClock& Session::systemClock()
{
    context();
    return clock_;
}

const store::Sealer& Session::sealer()
{
    if (!sealer_) {
        const QString named = qEnvironmentVariable("TRUNKLINE_KEY_FILE");
        sealer_ = store::Sealer::fromKeyFile(named.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
                                                                   + QStringLiteral("/trunkline/seal.key")
                                                             : named);
    }
    return *sealer_;
}

QString Session::time(Timestamp instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.ms, QTimeZone(profile().zone.name().toLatin1())).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

void Session::show(const Listing& listing)
{
    if (options_.json)
        return print(QString::fromUtf8(QJsonDocument(listing.rows).toJson()).trimmed());
    if (listing.rows.isEmpty())
        return print(listing.empty);
    QList<qsizetype> widths;
    for (const auto& column : listing.columns) {
        qsizetype width = column.title.size();
        for (const QJsonValue& row : listing.rows)
            width = std::max(width, cell(row[column.key]).size());
        widths.append(width);
    }
    const auto line = [&](const std::function<QString(const Listing::Column&)>& text) {
        QString out;
        for (qsizetype i = 0; i < listing.columns.size(); ++i) {
            const QString t = text(listing.columns[i]);
            out += (listing.columns[i].right ? t.rightJustified(widths[i]) : t.leftJustified(widths[i])) + QStringLiteral("  ");
        }
        while (out.endsWith(u' '))
            out.chop(1);
        print(out);
    };
    line([](const auto& column) { return column.title; });
    for (const QJsonValue& row : listing.rows)
        line([&](const auto& column) { return cell(row[column.key]); });
}

void Session::show(const QJsonObject& object, const QList<Listing::Column>& lines)
{
    if (options_.json)
        return print(QString::fromUtf8(QJsonDocument(object).toJson()).trimmed());
    qsizetype width = 0;
    for (const auto& column : lines)
        width = std::max(width, column.title.size() + 1);
    for (const auto& column : lines)
        if (const QString text = cell(object[column.key]); !text.isEmpty())
            print((column.title + u':').leftJustified(width + 1) + text);
}

void Session::say(const QString& sentence, const QJsonObject& object)
{
    if (!options_.json)
        return print(sentence);
    QJsonObject said = object;
    said["said"] = sentence;
    print(QString::fromUtf8(QJsonDocument(said).toJson()).trimmed());
}

} // namespace trunkline::ctl
