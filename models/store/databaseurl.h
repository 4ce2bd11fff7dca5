// Where the database is: `sqlite:PATH` or `postgresql://[user@]host[:port]/name`.
#pragma once

#include <QString>

namespace trunkline::store {

enum class Engine { Sqlite, PostgreSql };

struct DatabaseUrl {
    Engine engine = Engine::Sqlite;
    QString path;     ///< SQLite: the file
    QString host;     ///< PostgreSQL: a host name, or the folder of a Unix socket
    int port = 5432;
    QString user;
    QString name;

    /// Throws InvalidInput for any other form, and for a password in the address: it would show in
    /// lists of processes. PostgreSQL's own means (PGPASSFILE, ~/.pgpass, PGPASSWORD) carry it.
    static DatabaseUrl parse(const QString& text);
    static DatabaseUrl sqlite(const QString& path) { return {Engine::Sqlite, path, {}, 0, {}, {}}; }

    /// For people and logs; holds no secret.
    QString toDisplay() const;
    bool operator==(const DatabaseUrl&) const = default;
};

} // namespace trunkline::store
