#include "models/store/bulkload.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <sqlite3.h>

#include <algorithm>
#include <unordered_set>

namespace trunkline::store {

class BulkLoad::Writer {
public:
    virtual ~Writer() = default;
    virtual void add(std::initializer_list<Cell> row) = 0;
    virtual std::vector<std::size_t> flush() = 0;
};

/// Steps one prepared statement of SQLite's own: the Qt driver costs ten times the insertion.
class BulkLoad::SqliteWriter : public Writer {
public:
    SqliteWriter(Connection& connection, const char* table, const std::vector<Column>& columns)
        : database_(*static_cast<sqlite3* const*>(connection.nativeHandle().constData()))
    {
        QByteArray names, marks;
        for (const Column& column : columns) {
            names += names.isEmpty() ? "" : ",";
            names += column.name;
            marks += marks.isEmpty() ? "?" : ",?";
        }
        const QByteArray sql = QByteArray("INSERT INTO ") + table + " (" + names + ") VALUES (" + marks + ") ON CONFLICT DO NOTHING";
        check(sqlite3_prepare_v3(database_, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
    }
    ~SqliteWriter() override { sqlite3_finalize(statement_); }

    void add(std::initializer_list<Cell> row) override
    {
        int place = 0;
        for (const Cell& cell : row) {
            ++place;
            if (const auto* number = std::get_if<std::int64_t>(&cell)) {
                check(sqlite3_bind_int64(statement_, place, *number));
            } else {
                const std::string_view text = std::get<std::string_view>(cell);
                check(sqlite3_bind_text(statement_, place, text.empty() ? "" : text.data(), int(text.size()), SQLITE_STATIC));
            }
        }
        const int result = sqlite3_step(statement_);
        if (result == SQLITE_DONE && sqlite3_changes(database_) == 0)
            known_.push_back(added_);
        ++added_;
        check(sqlite3_reset(statement_));
        check(result == SQLITE_DONE ? SQLITE_OK : result);
    }

    std::vector<std::size_t> flush() override
    {
        added_ = 0;
        return std::exchange(known_, {});
    }

private:
    void check(int result) const
    {
        if (result != SQLITE_OK)
            throw StoreFailure(QCoreApplication::translate("Store", "The database could not take the rows: %1.").arg(QString::fromUtf8(sqlite3_errmsg(database_))));
    }
    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
    std::size_t added_ = 0;
    std::vector<std::size_t> known_;
};

/// Sends arrays, a column each: one journey for all rows of a batch.
class BulkLoad::PostgresWriter : public Writer {
public:
    PostgresWriter(Connection& connection, const char* table, std::vector<Column> columns)
        : connection_(connection), columns_(std::move(columns)), arrays_(columns_.size())
    {
        QStringList names, arrays, keys, keyArrays, joins;
        for (const Column& column : columns_) {
            const QString name = QString::fromLatin1(column.name);
            const QString array = column.isText ? QStringLiteral("?::text[]") : QStringLiteral("?::bigint[]");
            names.append(name);
            arrays.append(array);
            if (column.isKey) {
                keys.append(name);
                keyArrays.append(array);
                joins.append(QStringLiteral("t.%1 = u.%1").arg(name));
            }
        }
        const QString name = QString::fromLatin1(table);
        insert_ = QStringLiteral("INSERT INTO %1 (%2) SELECT * FROM unnest(%3) ON CONFLICT DO NOTHING").arg(name, names.join(u','), arrays.join(u','));
        known_ = QStringLiteral("SELECT u.n AS n FROM unnest(%1) WITH ORDINALITY AS u(%2, n) JOIN %3 t ON %4")
                     .arg(keyArrays.join(u','), keys.join(u','), name, joins.join(QLatin1String(" AND ")));
    }

    void add(std::initializer_list<Cell> row) override
    {
        std::string key;
        std::size_t place = 0;
        for (const Cell& cell : row) {
            QByteArray& array = arrays_[place];
            array += added_ == 0 ? '{' : ',';
            const qsizetype start = array.size();
            if (const auto* number = std::get_if<std::int64_t>(&cell)) {
                array += QByteArray::number(qlonglong(*number));
            } else {
                array += '"';
                for (const char c : std::get<std::string_view>(cell)) {
                    if (c == '"' || c == '\\')
                        array += '\\';
                    if (c != '\0') // PostgreSQL has no text with it
                        array += c;
                }
                array += '"';
            }
            if (columns_[place].isKey)
                key.append(array.constData() + start, std::size_t(array.size() - start)).append(1, '\0');
            ++place;
        }
        if (!seen_.insert(std::move(key)).second)
            repeated_.push_back(added_);
        ++added_;
    }

    std::vector<std::size_t> flush() override
    {
        if (added_ == 0)
            return {};
        Binds all, keys;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            arrays_[i] += '}';
            all.append(QString::fromUtf8(arrays_[i]));
            if (columns_[i].isKey)
                keys.append(all.last());
            arrays_[i].clear();
        }
        std::vector<std::size_t> known = std::exchange(repeated_, {});
        for (const Row& row : connection_.rows(known_, keys))
            known.push_back(std::size_t(row.integer("n") - 1));
        connection_.exec(insert_, all);
        added_ = 0;
        seen_.clear();
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        return known;
    }

private:
    Connection& connection_;
    std::vector<Column> columns_;
    QString insert_, known_;
    std::vector<QByteArray> arrays_;
    std::unordered_set<std::string> seen_;
    std::vector<std::size_t> repeated_;
    std::size_t added_ = 0;
};

BulkLoad::BulkLoad(Connection& connection, const char* table, std::vector<Column> columns)
{
    if (connection.engine() == Engine::Sqlite)
        writer_ = std::make_unique<SqliteWriter>(connection, table, columns);
    else
        writer_ = std::make_unique<PostgresWriter>(connection, table, std::move(columns));
}

BulkLoad::~BulkLoad() = default;

void BulkLoad::add(std::initializer_list<Cell> row)
{
    writer_->add(row);
}

std::vector<std::size_t> BulkLoad::flush()
{
    return writer_->flush();
}

} // namespace trunkline::store
