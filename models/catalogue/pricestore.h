// The rows of tax rates, promotions and agreed prices. Reads run on any thread's connection; writes inside a Change only.
#pragma once

#include "models/catalogue/promotion.h"
#include "models/catalogue/tax.h"
#include "models/store/connection.h"

namespace trunkline::catalogue {

/// What a customer pays for an offering instead of its price, for subscriptions that begin or move while it is valid.
struct CustomerPrice {
    CustomerPriceId id;
    CustomerId customerId;
    QString offeringCode;
    UnitPrice price;                  ///< of one interval of the offering
    std::optional<Money> setupFee = {}; ///< nothing leaves the offering's
    BillingDate validFrom;
    std::optional<BillingDate> validTo = {};
    QString reason = {};
    bool operator==(const CustomerPrice&) const = default;
};

QJsonObject toJson(const CustomerPrice& price);

/// By class and day.
QList<TaxRate> taxRates(store::Connection& connection);
/// By code.
QList<Promotion> promotions(store::Connection& connection);
std::optional<Promotion> promotion(store::Connection& connection, const QString& code);
/// All of a customer, by offering and day.
QList<CustomerPrice> customerPrices(store::Connection& connection, CustomerId customer);
/// The one that is valid on the day, the newest among several.
std::optional<CustomerPrice> customerPriceOn(store::Connection& connection, CustomerId customer, const QString& offeringCode, Currency currency, BillingDate day);

void putTaxRate(store::Connection& connection, const TaxRate& rate);
void putPromotion(store::Connection& connection, const Promotion& promotion);
void insertCustomerPrice(store::Connection& connection, const CustomerPrice& price);

} // namespace trunkline::catalogue
