// One thread's door to the database. The same SQL text runs on SQLite and PostgreSQL; every value
// is bound. Used only on the thread that opened it.
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"
#include "models/core/timestamp.h"
#include "models/store/databaseurl.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QVariant>

#include <memory>
#include <optional>

class QSqlError;
struct sqlite3;

namespace trunkline::store {

class Statement;

/// The names of a result's columns. A handful: looking through them is faster than a hash of the name.
class Columns {
public:
    explicit Columns(QList<QByteArray> names) : names_(std::move(names)) {}
    qsizetype size() const { return names_.size(); }
    /// -1 when there is none of this name.
    qsizetype indexOf(QByteArrayView name) const;

private:
    QList<QByteArray> names_;
};

/// A row that was read. Columns are asked for by name; an unknown name is a broken invariant.
class Row {
public:
    Row(std::shared_ptr<const Columns> columns, QVariantList values) : columns_(std::move(columns)), values_(std::move(values)) {}

    bool isNull(const char* column) const { return value(column).isNull(); }
    QString text(const char* column) const { return value(column).toString(); }
    std::int64_t integer(const char* column) const { return value(column).toLongLong(); }
    bool flag(const char* column) const { return integer(column) != 0; }
    QByteArray bytes(const char* column) const { return value(column).toByteArray(); }
    double real(const char* column) const { return value(column).toDouble(); }
    Timestamp timestamp(const char* column) const { return {integer(column)}; }
    std::optional<Timestamp> maybeTimestamp(const char* column) const;
    BillingDate date(const char* column) const { return BillingDate::parse(text(column)); }
    std::optional<BillingDate> maybeDate(const char* column) const;
    QJsonObject json(const char* column) const;
    template <class IdType>
    IdType id(const char* column) const { return IdType::fromString(text(column)); }

private:
    const QVariant& value(const char* column) const;
    std::shared_ptr<const Columns> columns_;
    QVariantList values_;
};

/// A value on its way into a statement. Null ids, absent optionals become NULL.
class Bind {
public:
    Bind(std::nullptr_t) {}
    Bind(const QString& v) : value_(v.isNull() ? QStringLiteral("") : v) {}
    Bind(const char* v) : value_(QString::fromUtf8(v)) {}
    Bind(std::int64_t v) : value_(qlonglong(v)) {}
    Bind(int v) : value_(qlonglong(v)) {}
    Bind(bool v) : value_(qlonglong(v ? 1 : 0)) {}
    Bind(double v) : value_(v) {}
    Bind(const QByteArray& v) : value_(v) {}
    Bind(Timestamp v) : value_(qlonglong(v.ms)) {}
    Bind(BillingDate v) : value_(v.isValid() ? QVariant(v.toIso()) : QVariant()) {}
    Bind(const QJsonObject& v);
    template <class Tag>
    Bind(const Id<Tag>& v) : value_(v.isNull() ? QVariant() : QVariant(v.toString())) {}
    template <class T>
    Bind(const std::optional<T>& v) : value_(v ? Bind(*v).value_ : QVariant()) {}
    const QVariant& value() const { return value_; }

private:
    QVariant value_;
};

using Binds = QList<Bind>;

/// A connection to a server that has died says so once, by StoreFailure; the next statement outside of a transaction opens it
/// again, or says why not. After a refusal it waits a little before it asks the server again.
class Connection {
public:
    enum class Mode {
        ReadWrite, ///< creates an SQLite file that does not exist
        ReadOnly,
    };

    /// Opens and checks that the schema is not newer than this program; does not migrate (see
    /// migrate()). Throws StoreFailure with what to do.
    static std::unique_ptr<Connection> open(const DatabaseUrl& url, Mode mode = Mode::ReadWrite);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    const DatabaseUrl& url() const { return url_; }
    Engine engine() const { return url_.engine; }

    /// Runs a statement; gives the number of rows changed. Throws StoreFailure.
    std::int64_t exec(const QString& sql, const Binds& binds = {});
    QList<Row> rows(const QString& sql, const Binds& binds = {});
    /// The first row, if there is one.
    std::optional<Row> row(const QString& sql, const Binds& binds = {});

    bool inTransaction() const { return inTransaction_; }
    /// For bulk paths below the Qt driver (COPY, sqlite3 API): the driver's own handle.
    QVariant nativeHandle() const;

private:
    friend class Transaction;
    friend class RowWriter;
    Connection(DatabaseUrl url, QString name);
    bool isLost() const;
    void reopen();
    std::shared_ptr<Statement> run(const QString& sql, const Binds& binds);
    std::shared_ptr<Statement> statement(const QString& sql, bool binds);
    void begin();
    void commit();
    void rollback() noexcept;
    [[noreturn]] void fail(const QSqlError& error, const QString& doing) const;

    DatabaseUrl url_;
    QString name_;
    sqlite3* sqlite_ = nullptr; ///< the driver's handle
    QHash<QString, std::shared_ptr<Statement>> statements_; ///< those that may come again
    bool inTransaction_ = false;
    QDeadlineTimer notBefore_{0}; ///< when a server that refused is asked again
    QString refusal_;             ///< its sentence
};

/// A transaction for a scope: rolled back unless commit() was called. Transactions don't nest. On
/// SQLite it takes the write lock at once (BEGIN IMMEDIATE), so that it can't fail half-way on a lock.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

} // namespace trunkline::store
