#include "models/store/databaseurl.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QUrl>
#include <QUrlQuery>

namespace trunkline::store {

static QString urlText(const char* text)
{
    return QCoreApplication::translate("DatabaseUrl", text);
}

DatabaseUrl DatabaseUrl::parse(const QString& text)
{
    if (text.startsWith(QLatin1String("sqlite:"))) {
        const QString path = text.mid(7);
        if (path.isEmpty())
            throw InvalidInput(urlText("The database “%1” names no file; write sqlite:PATH.").arg(text));
        return sqlite(path);
    }
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != QLatin1String("postgresql") && url.scheme() != QLatin1String("postgres")))
        // What can't be taken apart may still hold a password: nothing behind the user's name is repeated.
        throw InvalidInput(urlText("“%1” is no database address; write sqlite:PATH or postgresql://user@host/name.")
                               .arg(url.isValid() ? url.toDisplayString(QUrl::RemovePassword) : text.contains(u'@') ? text.section(u':', 0, 1) + u'…' : text));
    if (!url.password().isEmpty())
        throw InvalidInput(urlText("The database address holds a password, which others could see in the list of processes; "
                                   "put it into ~/.pgpass (or the file that PGPASSFILE names) and leave it out here."));
    DatabaseUrl result;
    result.engine = Engine::PostgreSql;
    result.host = QUrlQuery(url).queryItemValue(QStringLiteral("host"), QUrl::FullyDecoded);
    if (result.host.isEmpty())
        result.host = url.host().isEmpty() ? QStringLiteral("localhost") : url.host();
    result.port = url.port(5432);
    result.user = url.userName();
    result.name = url.path().mid(1);
    if (result.name.isEmpty())
        throw InvalidInput(urlText("The database address “%1” names no database; write postgresql://user@host/name.").arg(text));
    return result;
}

QString DatabaseUrl::toDisplay() const
{
    if (engine == Engine::Sqlite)
        return QStringLiteral("sqlite:%1").arg(path);
    return QStringLiteral("postgresql://%1%2:%3/%4").arg(user.isEmpty() ? QString() : user + u'@', host).arg(port).arg(name);
}

} // namespace trunkline::store
