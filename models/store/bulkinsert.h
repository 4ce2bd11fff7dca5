// Many rows by few statements: on PostgreSQL a statement is a journey, whatever it carries.
#pragma once

#include "models/store/connection.h"

namespace trunkline::store {

/// Collects rows and inserts them some dozens at a time. A row that was added is written by finish() at the latest.
class BulkInsert {
public:
    /// `insert` is "INSERT INTO t (a, b)", `columns` how many it has, `onConflict` what follows the values.
    BulkInsert(Connection& connection, QString insert, int columns, QString onConflict = {});
    void add(std::initializer_list<Bind> row);
    /// Gives the number of rows inserted or changed since the construction.
    std::int64_t finish();

private:
    QString statement(qsizetype rows) const;

    Connection& connection_;
    QString insert_;
    int columns_;
    QString onConflict_;
    QString full_;
    Binds waiting_;
    std::int64_t changed_ = 0;
};

} // namespace trunkline::store
