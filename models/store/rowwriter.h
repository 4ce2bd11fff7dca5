// Thousands of rows a second into one table, below Qt's driver.
#pragma once

#include "models/store/connection.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace trunkline::store {

/// Writes rows by the shortest way that the engine has: SQLite's own prepared statement, PostgreSQL's COPY. Within the caller's
/// transaction, which must not be over before the writer is. Errors are those of Connection::exec(); what was added is in
/// the table after finish() at the latest, or never.
class RowWriter {
public:
    /// With the columns of a key, a row whose key is in the table (or among the rows before it) is left out and counted as skipped;
    /// without, it is an error.
    RowWriter(Connection& connection, const QString& table, const QStringList& columns, const QStringList& keyColumns = {});
    ~RowWriter();
    RowWriter(const RowWriter&) = delete;
    RowWriter& operator=(const RowWriter&) = delete;

    /// The cells of a row in the order of the columns. An absent value is NULL; a null string is the empty text.
    RowWriter& text(QStringView value);
    RowWriter& utf8(std::string_view value);
    RowWriter& integer(std::int64_t value);
    RowWriter& null();
    template <class Tag>
    RowWriter& id(const Id<Tag>& value) { return value.isNull() ? null() : uuid(value.uuid()); }
    RowWriter& maybeText(const std::optional<QString>& value) { return value ? text(*value) : null(); }
    void endRow();
    void finish();
    /// Which rows since the last finish() were left out, by their places from 0; after finish().
    std::vector<std::size_t> takeSkipped() { return std::exchange(skipped_, {}); }

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
    void insertRows(SqliteStatement& statement);
    void appendCopyRow();
    void copyRows();
    void insertCopied();

    Connection& connection_;
    QString table_;
    QStringList columnNames_;
    QStringList keyColumns_;
    QString sql_; ///< INSERT or COPY
    qsizetype columns_;
    std::unique_ptr<SqliteStatement> statement_; ///< of SQLite only: one row
    std::unique_ptr<SqliteStatement> several_;   ///< many rows: what a statement costs by itself is paid once for them. Without a key only
    std::vector<Cell> cells_;
    QByteArray octets_; ///< of the rows that are being put together; grows and stays
    qsizetype used_ = 0;
    QByteArray copy_;   ///< of PostgreSQL: all rows
    std::size_t rows_ = 0;
    std::vector<std::size_t> skipped_;
};

} // namespace trunkline::store
