// A statement of one of the two engines, as Connection runs it.
#pragma once

#include "models/store/connection.h"

#include <QSqlError>

struct sqlite3;

namespace trunkline::store {

/// What SQLite says was wrong with the last call.
QSqlError sqliteError(sqlite3* database);

class Statement {
public:
    virtual ~Statement() = default;
    /// Else it can't be run, and error() tells why.
    virtual bool isPrepared() const = 0;
    /// False when it failed; error() tells why.
    virtual bool exec(const Binds& binds) = 0;
    /// To the next row: false behind the last one, or when reading failed.
    virtual bool next() = 0;
    virtual QVariantList values() const = 0;
    /// Of the rows.
    virtual std::shared_ptr<const Columns> columns() = 0;
    virtual std::int64_t changedRows() const = 0;
    /// Lets go of what exec() holds, and can be run again.
    virtual void finish() = 0;
    virtual QSqlError error() const = 0;
};

/// Straight to SQLite's interface: Qt's driver makes each name and place anew at every call, which costs more than a row.
std::shared_ptr<Statement> sqliteStatement(sqlite3* database, const QString& sql);
/// By Qt's driver. What binds nothing (BEGIN, DDL) runs as it stands, since PostgreSQL prepares no such thing.
std::shared_ptr<Statement> driverStatement(const QSqlDatabase& database, const QString& sql, bool prepared);

} // namespace trunkline::store
