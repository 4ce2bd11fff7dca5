#include "models/rating/usagerecords.h"

#include <algorithm>

namespace trunkline::rating {

void eachUnbilledRecord(store::Connection& connection, const QList<std::int64_t>& identities, std::int64_t tariffNumber, const UsageMark& before, const UsageMark& now,
                        const std::function<void(const RatedUsage&)>& take)
{
    if (identities.isEmpty())
        return;
    Timestamp first = before.until;
    const auto late = connection.row(QStringLiteral("SELECT MIN(first_ms) AS first_ms FROM usage_file WHERE seq > ? AND seq <= ?"), {before.seq, now.seq});
    if (late && !late->isNull("first_ms"))
        first = std::min(first, late->timestamp("first_ms"));
    store::Binds whose;
    for (const std::int64_t identity : identities)
        whose.append(identity);
    const QString sql = QStringLiteral("SELECT r.identity_id, r.start_ms, r.destination, r.quantity, r.charged, r.amount_micros, r.price_rule, r.file_id, r.line FROM usage_record r JOIN usage_file f ON f.id = r.file_id "
                                       "WHERE r.day = ? AND r.identity_id IN (%1) AND r.tariff_id = ? AND f.seq <= ? AND r.start_ms < ? AND (r.start_ms >= ? OR f.seq > ?) "
                                       "ORDER BY r.start_ms, r.identity_id, r.file_id, r.line").arg(QStringList(identities.size(), QStringLiteral("?")).join(u','));
    for (std::int64_t day = dayOf(first.ms); day <= dayOf(now.until.ms - 1); ++day)
        for (const store::Row& row : connection.rows(sql, store::Binds{day} + whose + store::Binds{tariffNumber, now.seq, now.until, before.until, before.seq}))
            take({row.integer("identity_id"), row.timestamp("start_ms"), row.text("destination"), row.integer("quantity"), row.integer("charged"), row.integer("amount_micros"), tariffNumber,
                  int(row.integer("price_rule")), row.integer("file_id"), row.integer("line")});
}

} // namespace trunkline::rating
