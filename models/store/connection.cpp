#include "models/store/connection.h"

#include "models/core/errors.h"
#include "models/store/migrations.h"
#include "models/store/statement.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlDriver>

#include <sqlite3.h>

#include <algorithm>
#include <atomic>

namespace trunkline::store {

/// Before the first database is opened. Nobody asks how much memory SQLite uses, and to know it each of its allocations takes a lock.
static void prepareSqlite()
{
    static const int prepared = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(prepared);
}

static QString storeText(const char* text)
{
    return QCoreApplication::translate("Store", text);
}

qsizetype Columns::indexOf(QByteArrayView name) const
{
    const auto found = std::find_if(names_.cbegin(), names_.cend(), [&](const QByteArray& each) { return each == name; });
    return found == names_.cend() ? -1 : found - names_.cbegin();
}

const QVariant& Row::value(const char* column) const
{
    const qsizetype found = columns_->indexOf(column);
    if (found < 0)
        qFatal("No column named %s in this row", column);
    return values_.at(found);
}

std::optional<Timestamp> Row::maybeTimestamp(const char* column) const
{
    return isNull(column) ? std::nullopt : std::optional(timestamp(column));
}

std::optional<BillingDate> Row::maybeDate(const char* column) const
{
    return isNull(column) ? std::nullopt : std::optional(date(column));
}

QJsonObject Row::json(const char* column) const
{
    return QJsonDocument::fromJson(text(column).toUtf8()).object();
}

Bind::Bind(const QJsonObject& v) : value_(QString::fromUtf8(QJsonDocument(v).toJson(QJsonDocument::Compact))) {}

Connection::Connection(DatabaseUrl url, QString name) : url_(std::move(url)), name_(std::move(name)) {}

Connection::~Connection()
{
    if (inTransaction_)
        rollback();
    statements_.clear();
    QSqlDatabase::database(name_, false).close();
    QSqlDatabase::removeDatabase(name_);
}

static void explainSqliteFile(const DatabaseUrl& url, Connection::Mode mode)
{
    const QFileInfo file(url.path);
    const QFileInfo folder(file.absolutePath());
    if (!file.exists() && mode == Connection::Mode::ReadOnly)
        throw StoreFailure(storeText("There is no database at %1; name an existing file, or create one with “trunklinectl setup”.").arg(url.path));
    if (!file.exists() && !folder.isDir())
        throw StoreFailure(storeText("The folder %1 for the database does not exist; create it or name another file.").arg(folder.filePath()));
    if (file.isDir())
        throw StoreFailure(storeText("%1 is a folder, not a database file.").arg(url.path));
    if (file.exists() && !file.isReadable())
        throw StoreFailure(storeText("The database %1 can't be read: ask its owner for the right to read it.").arg(url.path));
    if (file.exists() && mode == Connection::Mode::ReadWrite && !file.isWritable())
        throw StoreFailure(storeText("The database %1 is read-only: make the file writable or name another one.").arg(url.path));
}

/// A connection that is refused has no SQLSTATE in libpq, only the server's words.
[[noreturn]] static void refuse(const DatabaseUrl& url, const QString& said)
{
    const QString where = url.toDisplay();
    if (said.contains(QLatin1String("no password supplied")))
        throw StoreFailure(storeText("The database %1 wants a password; put it into ~/.pgpass (or the file that PGPASSFILE names, mode 0600) and try again.").arg(where));
    if (said.contains(QLatin1String("password")) || said.contains(QLatin1String("authentication")))
        throw StoreFailure(storeText("The database %1 refused the user or the password; check both (~/.pgpass, PGPASSFILE).").arg(where));
    if (said.contains(QStringLiteral("database \"%1\" does not exist").arg(url.name)))
        throw StoreFailure(storeText("The server knows no database %1; have its administrator create it (createdb), or name another one.").arg(where));
    throw StoreFailure(storeText("The database %1 can't be opened (%2); check the address and that the server runs.").arg(where, said.simplified()));
}

std::unique_ptr<Connection> Connection::open(const DatabaseUrl& url, Mode mode)
{
    static std::atomic<unsigned> serial = 0;
    const QString name = QStringLiteral("trunkline-%1").arg(++serial);
    // Private constructor: make_unique can't reach it.
    std::unique_ptr<Connection> connection(new Connection(url, name));
    QString failure;
    {
        const bool sqlite = url.engine == Engine::Sqlite;
        if (sqlite) {
            prepareSqlite();
            explainSqliteFile(url, mode);
        }
        QSqlDatabase database = QSqlDatabase::addDatabase(sqlite ? QStringLiteral("QSQLITE") : QStringLiteral("QPSQL"), name);
        database.setDatabaseName(sqlite ? url.path : url.name);
        if (sqlite) {
            database.setConnectOptions(mode == Mode::ReadOnly ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000")
                                                              : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        } else {
            database.setHostName(url.host);
            database.setPort(url.port);
            database.setUserName(url.user);
            database.setConnectOptions(QStringLiteral("connect_timeout=5;tcp_user_timeout=15000;keepalives_idle=15;keepalives_interval=5;keepalives_count=3;application_name=trunkline"));
        }
        if (!database.open())
            failure = database.lastError().databaseText().trimmed();
    }
    if (!failure.isEmpty())
        refuse(url, failure);
    if (url.engine == Engine::Sqlite) {
        connection->sqlite_ = *static_cast<sqlite3* const*>(connection->nativeHandle().constData());
        connection->exec(QStringLiteral("PRAGMA foreign_keys = ON"));
        if (mode == Mode::ReadWrite) {
            connection->row(QStringLiteral("PRAGMA journal_mode = WAL"));
            // FULL: what was posted survives a power cut; samples are batched, so it costs little.
            connection->exec(QStringLiteral("PRAGMA synchronous = FULL"));
            // Two megabytes, the default, are less than what one bulk transaction touches: pages would be written and read again and again.
            connection->exec(QStringLiteral("PRAGMA cache_size = -65536"));
            // Thirty-two megabytes: pages of an index are changed by one transaction after the other, and copied into the file once for all of them.
            connection->row(QStringLiteral("PRAGMA wal_autocheckpoint = 8000"));
        }
    }
    refuseNewerSchema(*connection);
    return connection;
}

/// What libpq knows after a statement that failed. An SQLite file can't get lost.
bool Connection::isLost() const
{
    return engine() == Engine::PostgreSql && !QSqlDatabase::database(name_, false).isOpen();
}

/// A server that is not there may let us wait for seconds: those who have other work to do are not kept from it most of the time.
void Connection::reopen()
{
    constexpr qint64 leastPauseMs = 500;
    constexpr qint64 pauses = 3; // for each time that the attempt took
    if (!notBefore_.hasExpired())
        throw StoreFailure(refusal_);
    statements_.clear();
    QElapsedTimer took;
    took.start();
    try {
        QSqlDatabase database = QSqlDatabase::database(name_, false);
        database.close();
        if (!database.open())
            refuse(url_, database.lastError().databaseText().trimmed());
        refuseNewerSchema(*this);
    } catch (const StoreFailure& failure) {
        refusal_ = failure.sentence();
        notBefore_.setRemainingTime(std::max(leastPauseMs, pauses * took.elapsed()));
        throw;
    }
}

void Connection::fail(const QSqlError& error, const QString& doing) const
{
    const QString native = error.nativeErrorCode();
    const QString detail = error.databaseText().simplified();
    const QString where = url_.toDisplay();
    if (url_.engine == Engine::Sqlite) {
        switch (native.toInt() & 0xff) {
        case 5:
        case 6:
            throw StoreFailure(storeText("The database %1 is locked by another program; close that program or try again.").arg(where));
        case 8:
            throw StoreFailure(storeText("The database %1 is read-only: make the file and its folder writable.").arg(where));
        case 13:
            throw StoreFailure(storeText("The disk is full: %1 could not be written and nothing was changed; free some space and try again.").arg(where));
        case 26:
            throw StoreFailure(storeText("The file %1 is not a Trunkline database; name another file.").arg(where));
        case 11:
            throw StoreFailure(storeText("The database %1 is damaged (%2); restore it from a backup.").arg(where, detail));
        default: break;
        }
    } else if (native == QLatin1String("53100")) {
        throw StoreFailure(storeText("The disk of the database server is full: %1 could not be written and nothing was changed.").arg(where));
    } else if (isLost() || native.startsWith(QLatin1String("08")) || native.startsWith(QLatin1String("57P"))) {
        throw StoreFailure(storeText("The connection to %1 is gone; check the server and try again.").arg(where));
    } else if (native == QLatin1String("25006") || native == QLatin1String("42501")) {
        throw StoreFailure(storeText("The database %1 is read-only for this user; ask its administrator for the right to write.").arg(where));
    }
    throw StoreFailure(storeText("The database %1 failed: %2 (while running: %3)").arg(where, detail, doing.simplified().left(120)));
}

std::shared_ptr<Statement> Connection::run(const QString& sql, const Binds& binds)
{
    if (!inTransaction_ && isLost())
        reopen();
    const auto running = statement(sql, !binds.isEmpty());
    if (!running->exec(binds)) {
        const QSqlError error = running->error();
        if (!running->isPrepared())
            statements_.remove(sql);
        fail(error, sql);
    }
    return running;
}

std::shared_ptr<Statement> Connection::statement(const QString& sql, bool binds)
{
    constexpr qsizetype mostKept = 1000;
    const bool sqlite = engine() == Engine::Sqlite;
    if (!sqlite && !binds)
        return driverStatement(QSqlDatabase::database(name_, false), sql, false);
    if (const auto known = statements_.constFind(sql); known != statements_.cend())
        return *known;
    if (statements_.size() >= mostKept)
        statements_.clear();
    return *statements_.insert(sql, sqlite ? sqliteStatement(sqlite_, sql) : driverStatement(QSqlDatabase::database(name_, false), sql, true));
}

std::int64_t Connection::exec(const QString& sql, const Binds& binds)
{
    const auto running = run(sql, binds);
    const std::int64_t changed = running->changedRows();
    running->finish();
    return changed;
}

QList<Row> Connection::rows(const QString& sql, const Binds& binds)
{
    const auto running = run(sql, binds);
    const auto columns = running->columns();
    QList<Row> result;
    while (running->next())
        result.append(Row(columns, running->values()));
    if (running->error().isValid())
        fail(running->error(), sql);
    running->finish();
    return result;
}

std::optional<Row> Connection::row(const QString& sql, const Binds& binds)
{
    QList<Row> all = rows(sql, binds);
    return all.isEmpty() ? std::nullopt : std::optional(std::move(all.first()));
}

QVariant Connection::nativeHandle() const
{
    return QSqlDatabase::database(name_, false).driver()->handle();
}

void Connection::begin()
{
    if (inTransaction_)
        qFatal("Transactions don't nest: one verb, one transaction");
    exec(engine() == Engine::Sqlite ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"));
    inTransaction_ = true;
}

void Connection::commit()
{
    exec(QStringLiteral("COMMIT"));
    inTransaction_ = false;
}

void Connection::rollback() noexcept
{
    if (isLost()) {
        inTransaction_ = false; // by the server
        return;
    }
    try {
        exec(QStringLiteral("ROLLBACK"));
    } catch (const Error& error) {
        // A full disk or a lost connection rolls back by itself; the first failure is the one to report.
        qWarning("%s", error.what());
    }
    inTransaction_ = false;
}

Transaction::Transaction(Connection& connection) : connection_(connection)
{
    connection_.begin();
}

Transaction::~Transaction()
{
    if (open_)
        connection_.rollback();
}

void Transaction::commit()
{
    connection_.commit();
    open_ = false;
}

} // namespace trunkline::store
