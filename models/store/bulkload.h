// A stream of rows of numbers and texts, at the pace of the database and not of its driver: hundreds of thousands a
// second. What is there already stays and is reported.
#pragma once

#include "models/store/connection.h"

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

namespace trunkline::store {

class BulkLoad {
public:
    struct Column {
        const char* name;
        bool isText = false;
        bool isKey = false; ///< of the primary key
    };
    using Cell = std::variant<std::int64_t, std::string_view>;

    /// Names are the program's own, never input. Used within transactions of the caller.
    BulkLoad(Connection& connection, const char* table, std::vector<Column> columns);
    ~BulkLoad();
    BulkLoad(const BulkLoad&) = delete;
    BulkLoad& operator=(const BulkLoad&) = delete;

    void add(std::initializer_list<Cell> row);
    /// Writes what was added. Gives the positions (in the order of add() since the last flush) of the rows whose key
    /// was there, in the table or in an earlier row. Throws StoreFailure.
    std::vector<std::size_t> flush();

private:
    class Writer;
    class SqliteWriter;
    class PostgresWriter;
    std::unique_ptr<Writer> writer_;
};

} // namespace trunkline::store
