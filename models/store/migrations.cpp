#include "models/store/migrations.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

// A static library registers its resources only when asked to; the macro needs the global namespace.
static void registerSchemaResources()
{
    Q_INIT_RESOURCE(schema);
}

namespace trunkline::store {

namespace {

struct Migration {
    int version;
    QString name;
    QString text;
    QString checksum;
};

const QList<Migration>& migrations()
{
    static const QList<Migration> all = [] {
        registerSchemaResources();
        QList<Migration> read;
        for (const QString& fileName : QDir(QStringLiteral(":/schema")).entryList(QDir::Files, QDir::Name)) {
            QFile file(QStringLiteral(":/schema/") + fileName);
            if (!file.open(QIODevice::ReadOnly))
                qFatal("The schema %s can't be read from the program", qPrintable(fileName));
            const QByteArray text = file.readAll();
            read.append({fileName.left(4).toInt(), fileName, QString::fromUtf8(text),
                         QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex())});
        }
        return read;
    }();
    return all;
}

QStringList statementsOf(const QString& text, Engine engine)
{
    QStringList lines;
    for (const QString& line : text.split(u'\n'))
        if (!line.trimmed().startsWith(QLatin1String("--")))
            lines.append(line);
    QString sql = lines.join(u'\n');
    sql.replace(QLatin1String("{blob}"), engine == Engine::Sqlite ? QLatin1String("BLOB") : QLatin1String("BYTEA"));
    sql.replace(QLatin1String("{rowless}"), engine == Engine::Sqlite ? QLatin1String(" WITHOUT ROWID") : QLatin1String(""));
    // What the engines write differently (triggers) is marked, and runs on its own engine only.
    const QString ours = engine == Engine::Sqlite ? QStringLiteral("{sqlite}") : QStringLiteral("{postgresql}");
    QStringList statements;
    for (const QString& part : sql.split(QStringLiteral(";\n"), Qt::SkipEmptyParts)) {
        const QString statement = part.trimmed();
        if (!statement.startsWith(u'{'))
            statements.append(statement);
        else if (statement.startsWith(ours))
            statements.append(statement.mid(ours.size()).trimmed());
    }
    return statements;
}

bool hasTable(Connection& connection, const QString& table)
{
    const QString sql = connection.engine() == Engine::Sqlite
        ? QStringLiteral("SELECT 1 AS one FROM sqlite_master WHERE type = 'table' AND name = ?")
        : QStringLiteral("SELECT 1 AS one FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?");
    return connection.row(sql, {table}).has_value();
}

} // namespace

int newestSchema()
{
    return migrations().isEmpty() ? 0 : migrations().last().version;
}

int schemaOf(Connection& connection)
{
    if (!hasTable(connection, QStringLiteral("schema_migration")))
        return 0;
    return int(connection.row(QStringLiteral("SELECT COALESCE(MAX(version), 0) AS version FROM schema_migration"))->integer("version"));
}

void refuseNewerSchema(Connection& connection)
{
    const int found = schemaOf(connection);
    if (found > newestSchema())
        throw StoreFailure(QCoreApplication::translate("Store", "The database %1 was written by a newer Trunkline (schema %2, this program knows %3); "
                                                                "update this program.")
                               .arg(connection.url().toDisplay()).arg(found).arg(newestSchema()));
}

void migrate(Connection& connection, Timestamp now)
{
    if (schemaOf(connection) == newestSchema())
        return;
    Transaction transaction(connection);
    if (connection.engine() == Engine::PostgreSql)
        connection.row(QStringLiteral("SELECT pg_advisory_xact_lock(7264815)"));
    connection.exec(QStringLiteral("CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL, "
                                   "checksum TEXT NOT NULL, applied_ms BIGINT NOT NULL)"));
    refuseNewerSchema(connection);
    for (const Migration& migration : migrations()) {
        const auto applied = connection.row(QStringLiteral("SELECT checksum FROM schema_migration WHERE version = ?"), {migration.version});
        if (applied) {
            if (applied->text("checksum") != migration.checksum)
                throw StoreFailure(QCoreApplication::translate("Store", "The schema %1 of the database %2 is not the one this program knows; "
                                                                        "use the program that made it, or export and import.")
                                       .arg(migration.name, connection.url().toDisplay()));
            continue;
        }
        for (const QString& statement : statementsOf(migration.text, connection.engine()))
            if (!statement.trimmed().isEmpty())
                connection.exec(statement);
        connection.exec(QStringLiteral("INSERT INTO schema_migration (version, name, checksum, applied_ms) VALUES (?, ?, ?, ?)"),
                        {migration.version, migration.name, migration.checksum, now});
    }
    transaction.commit();
}

} // namespace trunkline::store
