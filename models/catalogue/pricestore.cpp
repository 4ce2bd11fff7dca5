#include "models/catalogue/pricestore.h"

namespace trunkline::catalogue {

QJsonObject toJson(const CustomerPrice& p)
{
    QJsonObject o{{"customerId", p.customerId.toString()}, {"offering", p.offeringCode}, {"currency", p.price.currency.code()}, {"price", p.price.toPlainString()},
                  {"validFrom", p.validFrom.toIso()}, {"reason", p.reason}};
    if (p.setupFee)
        o["setupFee"] = p.setupFee->toPlainString();
    if (p.validTo)
        o["validTo"] = p.validTo->toIso();
    return o;
}

QList<TaxRate> taxRates(store::Connection& connection)
{
    QList<TaxRate> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT * FROM tax_rate ORDER BY tax_class, valid_from")))
        all.append({row.text("tax_class"), row.date("valid_from"), int(row.integer("rate_bp")), taxCategoryOf(row.text("category")), row.text("reason")});
    return all;
}

QList<Promotion> promotions(store::Connection& connection)
{
    QList<Promotion> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT promotion_json FROM promotion ORDER BY code")))
        all.append(promotionFrom(row.json("promotion_json")));
    return all;
}

std::optional<Promotion> promotion(store::Connection& connection, const QString& code)
{
    const auto row = connection.row(QStringLiteral("SELECT promotion_json FROM promotion WHERE code = ?"), {code});
    return row ? std::optional(promotionFrom(row->json("promotion_json"))) : std::nullopt;
}

static QList<CustomerPrice> customerPricesFrom(const QList<store::Row>& rows)
{
    QList<CustomerPrice> all;
    for (const store::Row& row : rows) {
        const Currency currency = Currency::parse(row.text("currency"));
        CustomerPrice price{row.id<CustomerPriceId>("id"), row.id<CustomerId>("customer_id"), row.text("offering_code"), {row.integer("price_micros"), currency},
                            std::nullopt, row.date("valid_from"), row.maybeDate("valid_to"), row.text("reason")};
        if (!row.isNull("setup_fee_minor"))
            price.setupFee = Money{row.integer("setup_fee_minor"), currency};
        all.append(price);
    }
    return all;
}

QList<CustomerPrice> customerPrices(store::Connection& connection, CustomerId customer)
{
    return customerPricesFrom(connection.rows(QStringLiteral("SELECT * FROM customer_price WHERE customer_id = ? ORDER BY offering_code, valid_from, id"), {customer}));
}

std::optional<CustomerPrice> customerPriceOn(store::Connection& connection, CustomerId customer, const QString& offeringCode, Currency currency, BillingDate day)
{
    const auto found = customerPricesFrom(connection.rows(
        QStringLiteral("SELECT * FROM customer_price WHERE customer_id = ? AND offering_code = ? AND currency = ? AND valid_from <= ? "
                       "AND (valid_to IS NULL OR valid_to > ?) ORDER BY valid_from DESC, id DESC LIMIT 1"), {customer, offeringCode, currency.code(), day, day}));
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

void putTaxRate(store::Connection& connection, const TaxRate& rate)
{
    connection.exec(QStringLiteral("INSERT INTO tax_rate (tax_class, valid_from, rate_bp, category, reason) VALUES (?, ?, ?, ?, ?)"),
                    {rate.taxClass, rate.validFrom, rate.basisPoints, codeOf(rate.category), rate.reason});
}

void putPromotion(store::Connection& connection, const Promotion& p)
{
    connection.exec(QStringLiteral("INSERT INTO promotion (code, valid_from, valid_to, promotion_json) VALUES (?, ?, ?, ?) ON CONFLICT (code) "
                                   "DO UPDATE SET valid_from = EXCLUDED.valid_from, valid_to = EXCLUDED.valid_to, promotion_json = EXCLUDED.promotion_json"),
                    {p.code, p.validFrom, p.validTo, toJson(p)});
}

void insertCustomerPrice(store::Connection& connection, const CustomerPrice& p)
{
    connection.exec(QStringLiteral("INSERT INTO customer_price (id, customer_id, offering_code, currency, price_micros, setup_fee_minor, valid_from, valid_to, reason) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {p.id, p.customerId, p.offeringCode, p.price.currency.code(), p.price.micros, p.setupFee ? std::optional(p.setupFee->minor) : std::nullopt,
                     p.validFrom, p.validTo, p.reason});
}

} // namespace trunkline::catalogue
