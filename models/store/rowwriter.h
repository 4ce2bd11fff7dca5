// Thousands of rows a second into one table, below Qt's driver.
#pragma once

#include "models/store/connection.h"

#include <memory>
#include <vector>

namespace trunkline::store {

/// Writes rows by the shortest way that the engine has: SQLite's own prepared statement, PostgreSQL's COPY. Within the caller's
/// transaction, which must not be over before the writer is. Errors are those of Connection::exec(); what was added is in
/// the table after finish() at the latest, or never.
class RowWriter {
public:
    RowWriter(Connection& connection, const QString& table, const QStringList& columns);
    ~RowWriter();
    RowWriter(const RowWriter&) = delete;
    RowWriter& operator=(const RowWriter&) = delete;

    /// The cells of a row in the order of the columns. An absent value is NULL; a null string is the empty text.
    RowWriter& text(QStringView value);
    RowWriter& integer(std::int64_t value);
    RowWriter& null();
    template <class Tag>
    RowWriter& id(const Id<Tag>& value) { return value.isNull() ? null() : uuid(value.uuid()); }
    RowWriter& maybeText(const std::optional<QString>& value) { return value ? text(*value) : null(); }
    void endRow();
    void finish();

private:
    enum class Kind : quint8 { Null, Integer, Text };
    struct Cell {
        Kind kind = Kind::Null;
        std::int64_t number = 0; ///< of a text: where it begins in the row's octets
        qsizetype size = 0;
    };
    struct SqliteStatement;
    RowWriter& uuid(const QUuid& value);
    char* room(qsizetype octets);
    void insertRow();
    void appendCopyRow();

    Connection& connection_;
    QString sql_; ///< INSERT or COPY
    qsizetype columns_;
    std::unique_ptr<SqliteStatement> statement_; ///< of SQLite only
    std::vector<Cell> cells_;
    QByteArray octets_; ///< of the row that is being put together; grows and stays
    qsizetype used_ = 0;
    QByteArray copy_;   ///< of PostgreSQL: all rows
};

} // namespace trunkline::store
