#include "models/billing/postedusage.h"

namespace trunkline::billing {

/// Up to where the account's bills before this one reached: marks only go forward. Ids are given in the order of posting.
static rating::UsageMark markBefore(store::Connection& connection, const OperatorZone& zone, const Invoice& invoice, std::int64_t seq)
{
    if (const auto run = connection.row(QStringLiteral("SELECT r.period_to, r.usage_seq FROM invoice i JOIN bill_run r ON r.id = i.run_id WHERE i.account_id = ? AND r.kind = 'cycle' AND i.id < ? "
                                                       "ORDER BY r.period_to DESC, r.usage_seq DESC LIMIT 1"), {invoice.accountId, invoice.id}))
        return {zone.startOf(run->date("period_to")), run->integer("usage_seq")};
    const auto first = connection.row(QStringLiteral("SELECT MIN(first_ms) AS first_ms FROM usage_file WHERE seq <= ?"), {seq});
    return {first && !first->isNull("first_ms") ? first->timestamp("first_ms") : Timestamp{}, 0};
}

std::optional<PostedUsage> postedUsage(store::Connection& connection, const OperatorZone& zone, const Invoice& invoice, const InvoiceLine& line)
{
    // "usage:<service>:<tariff>:<end of the cycle>:<seq>:<late>:<zone>", see billableusage
    if ((line.kind != LineKind::Usage && line.kind != LineKind::Delta) || !line.sourceKey.startsWith(QLatin1String("usage:")) || line.sourceKey.count(u':') < 6)
        return std::nullopt;
    const auto part = [&](int i) { return line.sourceKey.section(u':', i, i); };
    PostedUsage usage{{}, part(2).toLongLong(), line.sourceKey.section(u':', 6), part(5) == QLatin1String("1"), {}, {zone.startOf(BillingDate::parse(part(3))), part(4).toLongLong()}};
    usage.before = markBefore(connection, zone, invoice, usage.now.seq);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id FROM usage_identity WHERE service_id = ? ORDER BY id"), {line.serviceId}))
        usage.identities.append(row.integer("id"));
    return usage;
}

} // namespace trunkline::billing
