#include "models/billing/subscriptionstore.h"

namespace trunkline::billing {

QJsonObject toJson(const Subscription& s)
{
    QJsonObject json{{"serviceId", s.serviceId.toString()}, {"accountId", s.accountId.toString()}, {"offeringId", s.offeringId.toString()},
                     {"currency", s.monthlyPrice.currency.code()}, {"monthlyPrice", s.monthlyPrice.toPlainString()},
                     {"startsOn", s.startsOn.toIso()}, {"startedAt", s.startedAt.toIso()}};
    if (s.endsOn)
        json["endsOn"] = s.endsOn->toIso();
    return json;
}

static Subscription subscriptionFrom(const store::Row& row)
{
    return {row.id<SubscriptionId>("id"), row.id<ServiceId>("service_id"), row.id<AccountId>("account_id"), row.id<OfferingId>("offering_id"),
            UnitPrice{row.integer("monthly_price_micros"), Currency::parse(row.text("currency"))}, row.date("starts_on"), row.timestamp("started_ms"),
            row.maybeDate("ends_on")};
}

static std::optional<Subscription> oneSubscription(const std::optional<store::Row>& row)
{
    return row ? std::optional(subscriptionFrom(*row)) : std::nullopt;
}

QList<Subscription> subscriptionsOfAccount(store::Connection& connection, AccountId account)
{
    QList<Subscription> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT * FROM subscription WHERE account_id = ? ORDER BY started_ms, id"), {account}))
        all.append(subscriptionFrom(row));
    return all;
}

std::optional<Subscription> subscription(store::Connection& connection, SubscriptionId id)
{
    return oneSubscription(connection.row(QStringLiteral("SELECT * FROM subscription WHERE id = ?"), {id}));
}

std::optional<Subscription> subscriptionOfService(store::Connection& connection, ServiceId service)
{
    return oneSubscription(connection.row(QStringLiteral("SELECT * FROM subscription WHERE service_id = ? "
                                                         "ORDER BY CASE WHEN ends_on IS NULL THEN 0 ELSE 1 END, started_ms DESC LIMIT 1"), {service}));
}

std::optional<BillingDate> chargedUntil(store::Connection& connection, SubscriptionId id)
{
    const auto row = connection.row(QStringLiteral("SELECT MAX(period_to) AS until FROM invoice_line WHERE subscription_id = ? AND kind = ?"),
                                    {id, QStringLiteral("recurring")});
    return row->maybeDate("until");
}

void insertSubscription(store::Connection& connection, const Subscription& s)
{
    connection.exec(QStringLiteral("INSERT INTO subscription (id, service_id, account_id, offering_id, currency, monthly_price_micros, starts_on, started_ms, ends_on) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {s.id, s.serviceId, s.accountId, s.offeringId, s.monthlyPrice.currency.code(), s.monthlyPrice.micros, s.startsOn, s.startedAt, s.endsOn});
}

void setEndsOn(store::Connection& connection, SubscriptionId id, BillingDate endsOn)
{
    connection.exec(QStringLiteral("UPDATE subscription SET ends_on = ? WHERE id = ?"), {endsOn, id});
}

} // namespace trunkline::billing
