#include "models/store/rowwriter.h"

#include "models/store/statement.h"

#include <QStringEncoder>

#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>

namespace trunkline::store {

namespace {

/// The driver's handle is a pointer within a variant, of a type that Qt does not know.
template <class Handle>
Handle* handleOf(const Connection& connection)
{
    const QVariant handle = connection.nativeHandle();
    return *static_cast<Handle* const*>(handle.constData());
}

QSqlError postgresError(PGconn* server, const PGresult* result)
{
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const bool lost = PQstatus(server) == CONNECTION_BAD;
    return QSqlError(QString(), QString::fromUtf8(PQerrorMessage(server)), QSqlError::StatementError, lost ? QStringLiteral("08006") : QString::fromLatin1(state ? state : ""));
}

struct ResultEnd {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultEnd>;

} // namespace

struct RowWriter::SqliteStatement {
    SqliteStatement(const Connection& connection, const QString& sql) : database(handleOf<sqlite3>(connection))
    {
        const QByteArray text = sql.toUtf8();
        if (sqlite3_prepare_v2(database, text.constData(), int(text.size()), &statement, nullptr) != SQLITE_OK)
            connection.fail(sqliteError(database), sql);
    }
    ~SqliteStatement() { sqlite3_finalize(statement); }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
};

static constexpr qsizetype rowsAtOnce = 16;

static QString listed(const QStringList& names)
{
    return names.join(QLatin1String(", "));
}

RowWriter::RowWriter(Connection& connection, const QString& table, const QStringList& columns, const QStringList& keyColumns)
    : connection_(connection), table_(table), columnNames_(columns), keyColumns_(keyColumns), columns_(columns.size())
{
    cells_.reserve(std::size_t(rowsAtOnce * columns_));
    if (connection.engine() == Engine::PostgreSql) {
        sql_ = keyColumns.isEmpty() ? QStringLiteral("COPY %1 (%2) FROM STDIN").arg(table, listed(columns))
                                    : QStringLiteral("COPY load_%1 (load_row, %2) FROM STDIN").arg(table, listed(columns));
        return;
    }
    const QString row = u'(' + listed(QStringList(columns_, QStringLiteral("?"))) + u')';
    sql_ = QStringLiteral("INSERT INTO %1 (%2) VALUES ").arg(table, listed(columns));
    if (keyColumns.isEmpty())
        several_ = std::make_unique<SqliteStatement>(connection, sql_ + listed(QStringList(rowsAtOnce, row)));
    sql_ += row;
    if (!keyColumns.isEmpty())
        sql_ += QLatin1String(" ON CONFLICT DO NOTHING");
    statement_ = std::make_unique<SqliteStatement>(connection, sql_);
}

RowWriter::~RowWriter() = default;

char* RowWriter::room(qsizetype octets)
{
    if (octets_.size() < used_ + octets)
        octets_.resize(std::max<qsizetype>(2 * octets_.size(), used_ + octets));
    return octets_.data() + used_;
}

RowWriter& RowWriter::text(QStringView value)
{
    constexpr qsizetype mostOctetsOfAUnit = 3;
    char* begin = room(value.size() * mostOctetsOfAUnit);
    QStringEncoder utf8(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    const qsizetype size = utf8.appendToBuffer(begin, value) - begin;
    cells_.push_back({Kind::Text, used_, size});
    used_ += size;
    return *this;
}

RowWriter& RowWriter::utf8(std::string_view value)
{
    std::copy(value.begin(), value.end(), room(qsizetype(value.size())));
    cells_.push_back({Kind::Text, used_, qsizetype(value.size())});
    used_ += qsizetype(value.size());
    return *this;
}

RowWriter& RowWriter::uuid(const QUuid& value)
{
    constexpr qsizetype octets = 36;
    char* at = room(octets);
    const auto hex = [&at](quint64 number, int digits) {
        for (int shift = 4 * digits; shift > 0;)
            *at++ = "0123456789abcdef"[number >> (shift -= 4) & 0xf];
    };
    hex(value.data1, 8), *at++ = '-';
    hex(value.data2, 4), *at++ = '-';
    hex(value.data3, 4), *at++ = '-';
    hex(value.data4[0], 2), hex(value.data4[1], 2), *at++ = '-';
    for (int i = 2; i < 8; ++i)
        hex(value.data4[i], 2);
    cells_.push_back({Kind::Text, used_, octets});
    used_ += octets;
    return *this;
}

RowWriter& RowWriter::integer(std::int64_t value)
{
    cells_.push_back({Kind::Integer, value, 0});
    return *this;
}

RowWriter& RowWriter::null()
{
    cells_.push_back({});
    return *this;
}

void RowWriter::endRow()
{
    if (qsizetype(cells_.size()) % columns_ != 0)
        qFatal("A row of %zu cells for %lld columns: %s", cells_.size() % std::size_t(columns_), qlonglong(columns_), qPrintable(sql_));
    if (several_ && qsizetype(cells_.size()) < rowsAtOnce * columns_)
        return;
    if (statement_)
        insertRows(several_ ? *several_ : *statement_);
    else
        appendCopyRow();
    cells_.clear();
    used_ = 0;
    ++rows_;
}

/// As many rows as the statement takes, from the front.
void RowWriter::insertRows(SqliteStatement& statement)
{
    const int places = sqlite3_bind_parameter_count(statement.statement);
    for (int place = 1; place <= places; ++place) {
        const Cell& cell = cells_[std::size_t(place - 1)];
        switch (cell.kind) {
        case Kind::Null: sqlite3_bind_null(statement.statement, place); break;
        case Kind::Integer: sqlite3_bind_int64(statement.statement, place, cell.number); break;
        case Kind::Text: sqlite3_bind_text(statement.statement, place, octets_.constData() + cell.number, int(cell.size), SQLITE_STATIC); break;
        }
    }
    sqlite3_step(statement.statement);
    if (sqlite3_reset(statement.statement) != SQLITE_OK)
        connection_.fail(sqliteError(statement.database), sql_);
    if (!keyColumns_.isEmpty() && sqlite3_changes(statement.database) == 0)
        skipped_.push_back(rows_);
}

/// COPY's text format: a tab between columns, \N for NULL, a backslash before what would be read as one of these.
void RowWriter::appendCopyRow()
{
    bool first = keyColumns_.isEmpty();
    if (!first)
        copy_ += QByteArray::number(qulonglong(rows_));
    for (const Cell& cell : cells_) {
        if (!std::exchange(first, false))
            copy_ += '\t';
        if (cell.kind == Kind::Null) {
            copy_ += "\\N";
        } else if (cell.kind == Kind::Integer) {
            copy_ += QByteArray::number(qlonglong(cell.number));
        } else {
            for (const char c : QByteArrayView(octets_).sliced(cell.number, cell.size)) {
                switch (c) {
                case '\\': copy_ += "\\\\"; break;
                case '\t': copy_ += "\\t"; break;
                case '\n': copy_ += "\\n"; break;
                case '\r': copy_ += "\\r"; break;
                default: copy_ += c;
                }
            }
        }
    }
    copy_ += '\n';
}

void RowWriter::finish()
{
    for (; several_ && !cells_.empty(); cells_.erase(cells_.begin(), cells_.begin() + columns_))
        insertRows(*statement_);
    used_ = several_ ? 0 : used_;
    rows_ = 0;
    if (copy_.isEmpty())
        return;
    if (keyColumns_.isEmpty())
        copyRows();
    else
        insertCopied();
    copy_.clear();
}

void RowWriter::copyRows()
{
    constexpr qsizetype octetsAtOnce = 1 << 20;
    auto* server = handleOf<PGconn>(connection_);
    const Result begun(PQexec(server, sql_.toUtf8().constData()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN)
        connection_.fail(postgresError(server, begun.get()), sql_);
    bool taken = true;
    for (qsizetype at = 0; taken && at < copy_.size(); at += octetsAtOnce)
        taken = PQputCopyData(server, copy_.constData() + at, int(std::min(octetsAtOnce, copy_.size() - at))) == 1;
    taken = PQputCopyEnd(server, nullptr) == 1 && taken;
    const Result ended(PQgetResult(server));
    const QSqlError error = postgresError(server, ended.get());
    while (Result(PQgetResult(server))) {
    }
    if (!taken || PQresultStatus(ended.get()) != PGRES_COMMAND_OK)
        connection_.fail(error, sql_);
}

/// COPY takes no conflicts: by way of a table of the session.
void RowWriter::insertCopied()
{
    const QString columns = listed(columnNames_), keys = listed(keyColumns_), load = QStringLiteral("load_") + table_;
    connection_.exec(QStringLiteral("CREATE TEMP TABLE IF NOT EXISTS %1 ON COMMIT DELETE ROWS AS SELECT CAST(0 AS BIGINT) AS load_row, %2 FROM %3 WITH NO DATA").arg(load, columns, table_));
    copyRows();
    for (const Row& row : connection_.rows(QStringLiteral("SELECT load_row FROM (SELECT load_row, row_number() OVER (PARTITION BY %1 ORDER BY load_row) AS place FROM %2) AS again WHERE place > 1 "
                                                          "UNION SELECT load_row FROM %2 JOIN %3 USING (%1) ORDER BY load_row")
                                               .arg(keys, load, table_)))
        skipped_.push_back(std::size_t(row.integer("load_row")));
    connection_.exec(QStringLiteral("INSERT INTO %1 (%2) SELECT %2 FROM %3 ORDER BY load_row ON CONFLICT DO NOTHING").arg(table_, columns, load));
    connection_.exec(QStringLiteral("DELETE FROM %1").arg(load));
}

} // namespace trunkline::store
