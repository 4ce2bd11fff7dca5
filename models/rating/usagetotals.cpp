#include "models/rating/usagetotals.h"

#include <algorithm>

namespace trunkline::rating {

namespace {

/// The days in which there may be such usage: late files may reach far back.
std::pair<std::int64_t, std::int64_t> daysOf(store::Connection& connection, const UsageMark& before, const UsageMark& now)
{
    Timestamp first = before.until;
    const auto late = connection.row(QStringLiteral("SELECT MIN(first_ms) AS first_ms FROM usage_file WHERE seq > ? AND seq <= ?"), {before.seq, now.seq});
    if (late && !late->isNull("first_ms"))
        first = std::min(first, late->timestamp("first_ms"));
    return {dayOf(first.ms), dayOf(now.until.ms - 1)};
}

/// Day by day, so that each is a seek to its identity's records.
const char* const unbilled = "WITH RECURSIVE d (day) AS (SELECT CAST(? AS BIGINT) UNION ALL SELECT day + 1 FROM d WHERE day < ?) "
                             "SELECT %1 FROM d JOIN usage_record r ON r.day = d.day AND r.identity_id = ? JOIN usage_file f ON f.id = r.file_id "
                             "WHERE f.seq <= ? AND r.start_ms < ? AND (r.start_ms >= ? OR f.seq > ?) %2";

/// `columnBinds` are those of the columns.
QList<store::Row> rowsOf(store::Connection& connection, const QString& columns, const store::Binds& columnBinds, const QString& tail, std::int64_t identity,
                         const std::pair<std::int64_t, std::int64_t>& days, const UsageMark& before, const UsageMark& now)
{
    return connection.rows(QString::fromLatin1(unbilled).arg(columns, tail),
                           store::Binds{days.first, days.second} + columnBinds + store::Binds{identity, now.seq, now.until, before.until, before.seq});
}

} // namespace

std::int64_t newestUsageSeq(store::Connection& connection)
{
    return connection.row(QStringLiteral("SELECT COALESCE(MAX(seq), 0) AS seq FROM usage_file"))->integer("seq");
}

QList<UsageTotal> unbilledUsage(store::Connection& connection, const QList<std::int64_t>& identities, const UsageMark& before, const UsageMark& now)
{
    QList<UsageTotal> totals;
    const auto days = daysOf(connection, before, now);
    const QString columns = QStringLiteral("r.tariff_id AS tariff_id, r.price_rule AS price_rule, CASE WHEN r.start_ms < ? THEN 1 ELSE 0 END AS late, COUNT(*) AS records, "
                                           "CAST(SUM(r.quantity) AS BIGINT) AS quantity, CAST(SUM(r.charged) AS BIGINT) AS charged, CAST(SUM(r.amount_micros) AS BIGINT) AS amount, "
                                           "MIN(r.start_ms) AS first_ms, MAX(r.start_ms) AS last_ms");
    const QString tail = QStringLiteral("GROUP BY r.tariff_id, r.price_rule, late ORDER BY r.tariff_id, r.price_rule, late");
    for (const std::int64_t identity : identities)
        for (const store::Row& row : rowsOf(connection, columns, {before.until}, tail, identity, days, before, now))
            totals.append({identity, row.integer("tariff_id"), int(row.integer("price_rule")), row.flag("late"), row.integer("records"), row.integer("quantity"),
                           row.integer("charged"), row.integer("amount"), row.timestamp("first_ms"), row.timestamp("last_ms")});
    return totals;
}

QList<RatedUsage> unbilledRecords(store::Connection& connection, const QList<std::int64_t>& identities, const UsageMark& before, const UsageMark& now)
{
    QList<RatedUsage> records;
    const auto days = daysOf(connection, before, now);
    const QString columns = QStringLiteral("r.start_ms AS start_ms, r.destination AS destination, r.quantity AS quantity, r.charged AS charged, r.amount_micros AS amount, "
                                           "r.tariff_id AS tariff_id, r.price_rule AS price_rule, r.file_id AS file_id, r.line AS line");
    for (const std::int64_t identity : identities)
        for (const store::Row& row : rowsOf(connection, columns, {}, {}, identity, days, before, now))
            records.append({identity, row.timestamp("start_ms"), row.text("destination"), row.integer("quantity"), row.integer("charged"), row.integer("amount"),
                            row.integer("tariff_id"), int(row.integer("price_rule")), row.integer("file_id"), row.integer("line")});
    std::sort(records.begin(), records.end(), [](const RatedUsage& a, const RatedUsage& b) {
        return std::tie(a.start, a.identityId, a.fileId, a.line) < std::tie(b.start, b.identityId, b.fileId, b.line);
    });
    return records;
}

} // namespace trunkline::rating
