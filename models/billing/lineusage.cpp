#include "models/billing/lineusage.h"

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

/// What the invoice's window says; it says nothing of invoices that were posted before there were windows.
static rating::UsageMark markOfWindow(store::Connection& connection, const OperatorZone& zone, const Invoice& invoice, const rating::UsageMark& upTo)
{
    const auto window = connection.row(QStringLiteral("SELECT after_ms, after_seq FROM usage_window WHERE account_id = ? AND until_ms = ? AND seq = ? AND after_ms > 0"), {invoice.accountId, upTo.until, upTo.seq});
    return window ? rating::UsageMark{window->timestamp("after_ms"), window->integer("after_seq")} : markBefore(connection, zone, invoice, upTo.seq);
}

std::optional<LineUsage> usageOfLine(store::Connection& connection, const OperatorZone& zone, const Invoice& invoice, const InvoiceLine& line)
{
    // "usage:<service>:<tariff>:<end of the window>:<seq>[:<what took it back>]:<late>:<zone>", see billableusage
    if ((line.kind != LineKind::Usage && line.kind != LineKind::Delta) || !line.sourceKey.startsWith(QLatin1String("usage:")) || line.sourceKey.count(u':') < 6)
        return std::nullopt;
    const auto part = [&](int i) { return line.sourceKey.section(u':', i, i); };
    const bool wasTakenBack = part(5).size() > 1;
    const int late = wasTakenBack ? 6 : 5;
    LineUsage usage{{}, part(2).toLongLong(), line.sourceKey.section(u':', late + 1), std::nullopt, {{}, {zone.startOf(BillingDate::parse(part(3))), part(4).toLongLong()}}};
    if (!wasTakenBack)
        usage.isLate = part(late) == QLatin1String("1");
    usage.span.after = markOfWindow(connection, zone, invoice, usage.span.upTo);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id FROM usage_identity WHERE service_id = ? ORDER BY id"), {line.serviceId}))
        usage.identities.append(row.integer("id"));
    return usage;
}

} // namespace trunkline::billing
