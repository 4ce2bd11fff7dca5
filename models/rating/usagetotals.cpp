#include "models/rating/usagetotals.h"

#include <algorithm>

namespace trunkline::rating {

namespace {

/// The days in which there may be such usage: late files may reach far back.
std::pair<std::int64_t, std::int64_t> daysOf(store::Connection& connection, const UsageMark& before, const UsageMark& now)
{
    const auto files = connection.row(QStringLiteral("SELECT MIN(first_ms) AS first_ms, MIN(CASE WHEN seq > ? THEN first_ms END) AS late_ms FROM usage_file WHERE seq <= ?"), {before.seq, now.seq});
    if (!files || files->isNull("first_ms"))
        return {1, 0}; // none
    Timestamp first = std::max(before.until, files->timestamp("first_ms"));
    if (!files->isNull("late_ms"))
        first = std::min(first, files->timestamp("late_ms"));
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

namespace {

constexpr std::int64_t identityDaysAtOnce = 4'096; // as many seeks, so that their records fit in memory
constexpr qsizetype identitiesAtOnce = 64;

/// The records of some identities and days within a span, in no order.
void readSlice(store::Connection& connection, const QList<std::int64_t>& identities, const std::pair<std::int64_t, std::int64_t>& days, const UsageSpan& span,
               const std::function<void(RatedUsage)>& take)
{
    for (qsizetype at = 0; at < identities.size(); at += identitiesAtOnce) {
        const qsizetype count = std::min(identitiesAtOnce, identities.size() - at);
        qsizetype places = 1; // few lengths, so that the prepared statements are few; the last identity fills up
        while (places < count)
            places *= 2;
        QString marks = QStringLiteral("?, ").repeated(places);
        marks.chop(2);
        store::Binds binds{days.first, days.second, span.upTo.seq, span.upTo.until, span.after.until, span.after.seq};
        for (qsizetype i = 0; i < places; ++i)
            binds.append(identities[at + std::min(i, count - 1)]);
        const QString sql = QStringLiteral("WITH RECURSIVE d (day) AS (SELECT CAST(? AS BIGINT) UNION ALL SELECT day + 1 FROM d WHERE day < ?) "
                                           "SELECT r.identity_id AS identity_id, r.start_ms AS start_ms, r.destination AS destination, r.quantity AS quantity, r.charged AS charged, "
                                           "r.amount_micros AS amount, r.tariff_id AS tariff_id, r.price_rule AS price_rule, r.file_id AS file_id, r.line AS line, f.known_tariff AS known_tariff "
                                           "FROM d JOIN usage_record r ON r.day = d.day JOIN usage_file f ON f.id = r.file_id "
                                           "WHERE f.seq <= ? AND r.start_ms < ? AND (r.start_ms >= ? OR f.seq > ?) AND r.identity_id IN (%1)").arg(marks);
        for (const store::Row& row : connection.rows(sql, binds))
            take({row.integer("identity_id"), row.timestamp("start_ms"), row.text("destination"), row.integer("quantity"), row.integer("charged"), row.integer("amount"),
                  row.integer("tariff_id"), int(row.integer("price_rule")), row.integer("file_id"), row.integer("line"), row.integer("known_tariff")});
    }
}

} // namespace

void eachUsage(store::Connection& connection, const QList<std::int64_t>& identities, const QList<UsageSpan>& spans,
               const std::function<void(const RatedUsage& record, qsizetype span)>& take)
{
    if (identities.isEmpty() || spans.isEmpty())
        return;
    std::vector<std::pair<std::int64_t, std::int64_t>> days;
    for (const UsageSpan& span : spans)
        days.push_back(daysOf(connection, span.after, span.upTo));
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = 0;
    for (const auto& [from, to] : days) {
        first = std::min(first, from);
        last = std::max(last, to);
    }
    const std::int64_t step = std::clamp<std::int64_t>(identityDaysAtOnce / identities.size(), 1, 31);
    std::vector<std::pair<RatedUsage, qsizetype>> slice;
    for (std::int64_t day = first; day <= last; day += step) {
        slice.clear();
        for (qsizetype i = 0; i < spans.size(); ++i)
            if (const std::pair part{std::max(day, days[std::size_t(i)].first), std::min(day + step - 1, days[std::size_t(i)].second)}; part.first <= part.second)
                readSlice(connection, identities, part, spans[i], [&](RatedUsage record) { slice.emplace_back(std::move(record), i); });
        std::sort(slice.begin(), slice.end(), [](const auto& a, const auto& b) {
            return std::tie(a.first.start, a.first.identityId, a.first.fileId, a.first.line) < std::tie(b.first.start, b.first.identityId, b.first.fileId, b.first.line);
        });
        for (const auto& [record, span] : slice)
            take(record, span);
    }
}

QList<RatedUsage> unbilledRecords(store::Connection& connection, const QList<std::int64_t>& identities, const UsageMark& before, const UsageMark& now)
{
    QList<RatedUsage> records;
    eachUsage(connection, identities, {{before, now}}, [&](const RatedUsage& record, qsizetype) { records.append(record); });
    return records;
}

} // namespace trunkline::rating
