#include "models/billing/billablestore.h"

#include "models/catalogue/allowancestore.h"
#include "models/catalogue/offeringstore.h"
#include "models/catalogue/pricestore.h"
#include "models/store/inlist.h"

namespace trunkline::billing {

namespace {

QJsonObject taxJson(const LineTax& tax)
{
    return {{"category", codeOf(tax.category)}, {"basisPoints", tax.basisPoints}, {"reason", tax.reason}};
}

void putDate(QJsonObject& o, const char* key, const std::optional<BillingDate>& date)
{
    if (date)
        o[QLatin1String(key)] = date->toIso();
}

std::optional<BillingDate> dateIn(const QJsonObject& o, const char* key)
{
    const QString text = o[QLatin1String(key)].toString();
    return text.isEmpty() ? std::nullopt : std::optional(BillingDate::parse(text));
}

} // namespace

QJsonObject toJson(const Discount& d)
{
    QJsonObject o{{"id", d.id.toString()}, {"accountId", d.accountId.toString()}, {"subscriptionId", d.subscriptionId.toString()}, {"promotion", d.promotionCode},
                  {"text", d.text}, {"basisPoints", d.basisPoints}, {"from", d.from.toIso()}, {"wholeBundle", d.wholeBundle}, {"reason", d.reason}};
    if (d.amount) {
        o["amount"] = d.amount->toPlainString();
        o["currency"] = d.amount->currency.code();
    }
    if (d.onUsage)
        o["onUsage"] = true;
    putDate(o, "to", d.to);
    return o;
}

Discount discountFrom(const QJsonObject& o)
{
    Discount d{DiscountId::fromString(o["id"].toString()), AccountId::fromString(o["accountId"].toString()), SubscriptionId::fromString(o["subscriptionId"].toString()),
               o["promotion"].toString(), o["text"].toString(), o["basisPoints"].toInt(), std::nullopt, BillingDate::parse(o["from"].toString()), dateIn(o, "to"),
               o["wholeBundle"].toBool(), o["reason"].toString(), std::nullopt};
    if (o.contains(QLatin1String("amount")))
        d.amount = Money::parse(o["amount"].toString(), Currency::parse(o["currency"].toString()));
    d.onUsage = o["onUsage"].toBool();
    return d;
}

QJsonObject toJson(const AccountCharge& c)
{
    QJsonObject o{{"id", c.id.toString()}, {"accountId", c.accountId.toString()}, {"kind", nameOf(c.kind)}, {"text", c.text}, {"reason", c.reason},
            {"net", c.net.toPlainString()}, {"currency", c.net.currency.code()}, {"tax", taxJson(c.tax)}, {"on", c.on.toIso()},
            {"subscriptionId", c.subscriptionId.isNull() ? QString() : c.subscriptionId.toString()}, {"serviceId", c.serviceId.isNull() ? QString() : c.serviceId.toString()}};
    if (c.period) {
        putDate(o, "from", c.period->from);
        putDate(o, "to", c.period->to);
    }
    return o;
}

AccountCharge accountChargeFrom(const QJsonObject& o)
{
    const auto tax = o["tax"].toObject();
    AccountCharge c{AccountChargeId::fromString(o["id"].toString()), AccountId::fromString(o["accountId"].toString()), lineKindNamed(o["kind"].toString()),
                    o["text"].toString(), o["reason"].toString(), Money::parse(o["net"].toString(), Currency::parse(o["currency"].toString())),
                    {taxCategoryOf(tax["category"].toString()), tax["basisPoints"].toInt(), tax["reason"].toString()}, BillingDate::parse(o["on"].toString()), {}, {}, std::nullopt};
    if (!o["subscriptionId"].toString().isEmpty())
        c.subscriptionId = SubscriptionId::fromString(o["subscriptionId"].toString());
    if (!o["serviceId"].toString().isEmpty())
        c.serviceId = ServiceId::fromString(o["serviceId"].toString());
    if (const auto from = dateIn(o, "from"), to = dateIn(o, "to"); from && to)
        c.period = BillingPeriod{*from, *to};
    return c;
}

QList<Discount> discountsOf(store::Connection& connection, SubscriptionId subscription)
{
    QList<Discount> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT discount_json FROM discount WHERE subscription_id = ? ORDER BY id"), {subscription}))
        all.append(discountFrom(row.json("discount_json")));
    return all;
}

bool hasPromotion(store::Connection& connection, AccountId account, const QString& promotionCode)
{
    return connection.row(QStringLiteral("SELECT 1 AS one FROM discount WHERE account_id = ? AND promotion_code = ? LIMIT 1"), {account, promotionCode}).has_value();
}

QList<AccountCharge> accountCharges(store::Connection& connection, AccountId account)
{
    QList<AccountCharge> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT charge_json FROM account_charge WHERE account_id = ? ORDER BY created_ms, id"), {account}))
        all.append(accountChargeFrom(row.json("charge_json")));
    return all;
}

void insertDiscount(store::Connection& connection, const Discount& d)
{
    connection.exec(QStringLiteral("INSERT INTO discount (id, account_id, subscription_id, promotion_code, discount_json) VALUES (?, ?, ?, ?, ?)"),
                    {d.id, d.accountId, d.subscriptionId, d.promotionCode, toJson(d)});
}

void updateDiscount(store::Connection& connection, const Discount& d)
{
    connection.exec(QStringLiteral("UPDATE discount SET discount_json = ? WHERE id = ?"), {toJson(d), d.id});
}

void insertAccountCharge(store::Connection& connection, const AccountCharge& c, Timestamp at)
{
    connection.exec(QStringLiteral("INSERT INTO account_charge (id, account_id, charge_json, created_ms) VALUES (?, ?, ?, ?)"), {c.id, c.accountId, toJson(c), at});
}

QSet<QString> invoicedKeys(store::Connection& connection, const QStringList& sourceKeys)
{
    QSet<QString> keys;
    for (const store::Row& row : store::rowsIn(connection, QStringLiteral("SELECT source_key FROM invoice_line WHERE source_key IN ({keys})"), sourceKeys))
        keys.insert(row.text("source_key"));
    return keys;
}

Biller biller(store::Connection& connection)
{
    Biller now{store::requireProfile(connection), billingSettings(connection), catalogue::taxRates(connection), {}};
    for (const catalogue::Offering& offering : catalogue::offerings(connection))
        now.offerings.insert(offering.id, offering);
    for (const catalogue::OfferedAllowance& offered : catalogue::offeredAllowances(connection))
        now.allowances[offered.offeringId].append(offered);
    return now;
}

} // namespace trunkline::billing
