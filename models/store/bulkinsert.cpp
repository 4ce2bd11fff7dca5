#include "models/store/bulkinsert.h"

namespace trunkline::store {

static constexpr qsizetype rowsAtOnce = 32;

BulkInsert::BulkInsert(Connection& connection, QString insert, int columns, QString onConflict)
    : connection_(connection), insert_(std::move(insert)), columns_(columns), onConflict_(std::move(onConflict)), full_(statement(rowsAtOnce))
{
    waiting_.reserve(rowsAtOnce * columns_);
}

QString BulkInsert::statement(qsizetype rows) const
{
    const QString row = u'(' + QStringList(columns_, QStringLiteral("?")).join(u',') + u')';
    return insert_ + QLatin1String(" VALUES ") + QStringList(rows, row).join(u',') + u' ' + onConflict_;
}

void BulkInsert::add(std::initializer_list<Bind> row)
{
    Q_ASSERT(int(row.size()) == columns_);
    waiting_.append(row);
    if (waiting_.size() < rowsAtOnce * columns_)
        return;
    changed_ += connection_.exec(full_, waiting_);
    waiting_.clear();
}

std::int64_t BulkInsert::finish()
{
    // One at a time, not all in one: a statement for every number of rows would be prepared and kept.
    const QString one = statement(1);
    for (qsizetype i = 0; i < waiting_.size(); i += columns_)
        changed_ += connection_.exec(one, waiting_.mid(i, columns_));
    waiting_.clear();
    return changed_;
}

} // namespace trunkline::store
