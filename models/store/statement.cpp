#include "models/store/statement.h"

#include <QSqlQuery>
#include <QSqlRecord>

#include <sqlite3.h>

#include <utility>

namespace trunkline::store {

QSqlError sqliteError(sqlite3* database)
{
    return QSqlError(QString(), QString::fromUtf8(sqlite3_errmsg(database)), QSqlError::StatementError, QString::number(sqlite3_extended_errcode(database)));
}

namespace {

class SqliteStatement : public Statement {
public:
    SqliteStatement(sqlite3* database, const QString& sql) : database_(database)
    {
        const QByteArray text = sql.toUtf8();
        if (sqlite3_prepare_v3(database, text.constData(), int(text.size()), SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) != SQLITE_OK)
            error_ = sqliteError(database);
    }
    ~SqliteStatement() override { sqlite3_finalize(statement_); }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    bool isPrepared() const override { return !error_.isValid() || statement_; }

    bool exec(const Binds& binds) override
    {
        if (!statement_)
            return isPrepared(); // nothing but a comment
        if (binds.size() != sqlite3_bind_parameter_count(statement_)) {
            error_ = QSqlError(QString(), QStringLiteral("%1 values for %2 places").arg(binds.size()).arg(sqlite3_bind_parameter_count(statement_)), QSqlError::StatementError);
            return false;
        }
        finish();
        error_ = {};
        for (qsizetype i = 0; i < binds.size(); ++i)
            bind(int(i) + 1, binds[i].value());
        return step();
    }

    bool next() override
    {
        if (std::exchange(first_, false))
            return hasRow_;
        return hasRow_ && step() && hasRow_;
    }

    QVariantList values() const override
    {
        const int count = sqlite3_column_count(statement_);
        QVariantList values;
        values.reserve(count);
        for (int i = 0; i < count; ++i)
            values.append(value(i));
        return values;
    }

    std::shared_ptr<const Columns> columns() override
    {
        if (!columns_ || columns_->size() != sqlite3_column_count(statement_)) {
            QList<QByteArray> names;
            for (int i = 0; i < sqlite3_column_count(statement_); ++i)
                names.append(sqlite3_column_name(statement_, i));
            columns_ = std::make_shared<const Columns>(std::move(names));
        }
        return columns_;
    }

    std::int64_t changedRows() const override { return sqlite3_changes64(database_); }

    void finish() override
    {
        sqlite3_reset(statement_);
        hasRow_ = false;
        first_ = true;
    }

    QSqlError error() const override { return error_; }

private:
    /// Texts and octets stay with the statement until the next exec(), so that SQLite need not copy them.
    void bind(int place, const QVariant& value)
    {
        const qsizetype at = place - 1;
        if (bound_.size() <= at)
            bound_.resize(at + 1);
        switch (value.typeId()) {
        case QMetaType::LongLong: sqlite3_bind_int64(statement_, place, value.toLongLong()); return;
        case QMetaType::Double: sqlite3_bind_double(statement_, place, value.toDouble()); return;
        case QMetaType::QString:
            bound_[at] = value.toString().toUtf8();
            sqlite3_bind_text64(statement_, place, bound_[at].constData(), sqlite3_uint64(bound_[at].size()), SQLITE_STATIC, SQLITE_UTF8);
            return;
        case QMetaType::QByteArray:
            bound_[at] = value.toByteArray();
            if (bound_[at].isNull())
                break;
            sqlite3_bind_blob64(statement_, place, bound_[at].constData(), sqlite3_uint64(bound_[at].size()), SQLITE_STATIC);
            return;
        default: break;
        }
        sqlite3_bind_null(statement_, place);
    }

    bool step()
    {
        const int outcome = sqlite3_step(statement_);
        hasRow_ = outcome == SQLITE_ROW;
        if (hasRow_ || outcome == SQLITE_DONE)
            return true;
        error_ = sqliteError(database_);
        sqlite3_reset(statement_);
        return false;
    }

    QVariant value(int column) const
    {
        switch (sqlite3_column_type(statement_, column)) {
        case SQLITE_INTEGER: return qlonglong(sqlite3_column_int64(statement_, column));
        case SQLITE_FLOAT: return sqlite3_column_double(statement_, column);
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
            return QString::fromUtf8(text, sqlite3_column_bytes(statement_, column));
        }
        case SQLITE_BLOB: {
            const auto* octets = static_cast<const char*>(sqlite3_column_blob(statement_, column));
            return QByteArray(octets, sqlite3_column_bytes(statement_, column));
        }
        default: return {};
        }
    }

    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
    std::shared_ptr<const Columns> columns_;
    QByteArrayList bound_;
    QSqlError error_;
    bool hasRow_ = false;
    bool first_ = true; ///< the row that exec() found is the first to be read
};

class DriverStatement : public Statement {
public:
    DriverStatement(const QSqlDatabase& database, const QString& sql, bool prepared) : query_(database), sql_(prepared ? QString() : sql)
    {
        query_.setForwardOnly(true);
        query_.setNumericalPrecisionPolicy(QSql::HighPrecision); // sums of money must not pass through a double
        isPrepared_ = !prepared || query_.prepare(sql);
    }

    bool isPrepared() const override { return isPrepared_; }

    bool exec(const Binds& binds) override
    {
        if (!sql_.isEmpty() || !isPrepared_)
            return isPrepared_ && query_.exec(sql_);
        for (qsizetype i = 0; i < binds.size(); ++i)
            query_.bindValue(int(i), binds[i].value(), binds[i].value().typeId() == QMetaType::QByteArray ? QSql::In | QSql::Binary : QSql::In);
        return query_.exec();
    }

    bool next() override { return query_.next(); }

    QVariantList values() const override
    {
        QVariantList values;
        values.reserve(columns_->size());
        for (int i = 0; i < columns_->size(); ++i)
            values.append(query_.value(i));
        return values;
    }

    std::shared_ptr<const Columns> columns() override
    {
        if (!columns_) {
            const QSqlRecord record = query_.record();
            QList<QByteArray> names;
            for (int i = 0; i < record.count(); ++i)
                names.append(record.fieldName(i).toUtf8());
            columns_ = std::make_shared<const Columns>(std::move(names));
        }
        return columns_;
    }

    std::int64_t changedRows() const override { return query_.numRowsAffected(); }
    void finish() override { query_.finish(); }
    QSqlError error() const override { return query_.lastError(); }

private:
    QSqlQuery query_;
    QString sql_; ///< of what runs as it stands
    bool isPrepared_ = false;
    std::shared_ptr<const Columns> columns_;
};

} // namespace

std::shared_ptr<Statement> sqliteStatement(sqlite3* database, const QString& sql)
{
    return std::make_shared<SqliteStatement>(database, sql);
}

std::shared_ptr<Statement> driverStatement(const QSqlDatabase& database, const QString& sql, bool prepared)
{
    return std::make_shared<DriverStatement>(database, sql, prepared);
}

} // namespace trunkline::store
