#include "models/billing/subscriptionstore.h"

#include "models/store/inlist.h"

#include <algorithm>

namespace trunkline::billing {

static Subscription subscriptionFrom(const store::Row& row)
{
    const Currency currency = Currency::parse(row.text("currency"));
    Subscription s{row.id<SubscriptionId>("id"), row.id<ServiceId>("service_id"), row.id<AccountId>("account_id"), row.id<OfferingId>("offering_id"),
                   UnitPrice{row.integer("monthly_price_micros"), currency}, row.date("starts_on"), row.timestamp("started_ms"), row.maybeDate("ends_on"),
                   phasesFrom(row.text("phases_json").toUtf8(), currency), {}, std::nullopt, row.maybeDate("committed_until"), row.maybeDate("charged_until"),
                   row.maybeDate("corrected_from")};
    if (!row.isNull("parent_id"))
        s.parentId = row.id<SubscriptionId>("parent_id");
    if (!row.isNull("setup_fee_minor"))
        s.setupFee = Money{row.integer("setup_fee_minor"), currency};
    return s;
}

static std::optional<Subscription> oneSubscription(const std::optional<store::Row>& row)
{
    return row ? std::optional(subscriptionFrom(*row)) : std::nullopt;
}

static QList<Subscription> subscriptionsFrom(const QList<store::Row>& rows)
{
    QList<Subscription> all;
    for (const store::Row& row : rows)
        all.append(subscriptionFrom(row));
    return all;
}

QList<Subscription> subscriptionsOfAccount(store::Connection& connection, AccountId account)
{
    return subscriptionsFrom(connection.rows(QStringLiteral("SELECT * FROM subscription WHERE account_id = ? ORDER BY started_ms, id"), {account}));
}

QList<Subscription> subscriptionsToBill(store::Connection& connection, const QStringList& accountIds)
{
    QList<Subscription> all = subscriptionsFrom(store::rowsIn(
        connection,
        QStringLiteral("SELECT * FROM subscription s WHERE s.account_id IN ({keys}) AND (s.ends_on IS NULL OR s.charged_until IS NULL OR s.charged_until < s.ends_on OR s.corrected_from IS NOT NULL "
                       "OR EXISTS (SELECT 1 FROM usage_identity i WHERE i.service_id = s.service_id) OR EXISTS (SELECT 1 FROM offering_allowance o WHERE o.offering_id = s.offering_id) "
                       "OR (EXISTS (SELECT 1 FROM offering o WHERE (o.id = s.offering_id OR s.phases_json LIKE '%' || o.id || '%') AND (o.terms_json LIKE '%\"burstable\":%' OR o.terms_json LIKE '%\"volume\":%')) "
                       "AND NOT EXISTS (SELECT 1 FROM invoice_line t WHERE t.subscription_id = s.id AND t.source_key >= 'traffic:' AND t.source_key < 'traffic;' AND t.period_to >= s.ends_on)) "
                       "OR EXISTS (SELECT 1 FROM sla_credit c WHERE c.service_id = s.service_id AND NOT EXISTS (SELECT 1 FROM invoice_line l WHERE l.source_key = 'credit:' || c.id)))"),
        accountIds));
    std::sort(all.begin(), all.end(), [](const Subscription& a, const Subscription& b) {
        return a.startedAt != b.startedAt ? a.startedAt < b.startedAt : a.id.toString() < b.id.toString();
    });
    return all;
}

QList<Subscription> childrenOf(store::Connection& connection, SubscriptionId parent)
{
    return subscriptionsFrom(connection.rows(QStringLiteral("SELECT * FROM subscription WHERE parent_id = ? ORDER BY started_ms, id"), {parent}));
}

QList<Subscription> runningSubscriptionsOf(store::Connection& connection, OfferingId offering)
{
    return subscriptionsFrom(connection.rows(QStringLiteral("SELECT * FROM subscription WHERE offering_id = ? AND ends_on IS NULL ORDER BY started_ms, id"), {offering}));
}

std::optional<Subscription> subscription(store::Connection& connection, SubscriptionId id)
{
    return oneSubscription(connection.row(QStringLiteral("SELECT * FROM subscription WHERE id = ?"), {id}));
}

std::optional<Subscription> subscriptionOfService(store::Connection& connection, ServiceId service)
{
    return oneSubscription(connection.row(QStringLiteral("SELECT * FROM subscription WHERE service_id = ? AND parent_id IS NULL "
                                                         "ORDER BY CASE WHEN ends_on IS NULL THEN 0 ELSE 1 END, started_ms DESC LIMIT 1"), {service}));
}

void insertSubscription(store::Connection& connection, const Subscription& s)
{
    connection.exec(QStringLiteral("INSERT INTO subscription (id, service_id, account_id, offering_id, currency, monthly_price_micros, starts_on, started_ms, ends_on, "
                                   "phases_json, parent_id, setup_fee_minor, committed_until, charged_until, corrected_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {s.id, s.serviceId, s.accountId, s.offeringId, s.price.currency.code(), s.price.micros, s.startsOn, s.startedAt, s.endsOn,
                     QString::fromUtf8(phasesJson(s.phases)), s.parentId, s.setupFee ? std::optional(s.setupFee->minor) : std::nullopt, s.committedUntil, s.chargedUntil,
                     s.correctedFrom});
}

void updateSubscription(store::Connection& connection, const Subscription& s)
{
    connection.exec(QStringLiteral("UPDATE subscription SET offering_id = ?, ends_on = ?, phases_json = ?, committed_until = ?, charged_until = ?, corrected_from = ? WHERE id = ?"),
                    {s.offeringId, s.endsOn, QString::fromUtf8(phasesJson(s.phases)), s.committedUntil, s.chargedUntil, s.correctedFrom, s.id});
}

void setCharged(store::Connection& connection, SubscriptionId id, BillingDate until)
{
    connection.exec(QStringLiteral("UPDATE subscription SET charged_until = ?, corrected_from = NULL WHERE id = ?"), {until, id});
}

} // namespace trunkline::billing
