#include "models/catalogue/priceservice.h"

#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::catalogue {

using access::Permission;

static QString priceSentence(const char* sentence)
{
    return QCoreApplication::translate("Catalogue", sentence);
}

TaxRate PriceService::addTaxRate(const access::Actor& actor, const TaxRate& rate)
{
    actor.require(Permission::EditCatalogue);
    checkTaxRate(rate);
    store::Change change(context_, actor.who());
    const QList<TaxRate> known = taxRates(change.connection());
    if (std::any_of(known.begin(), known.end(), [&](const TaxRate& each) { return each.taxClass == rate.taxClass && each.validFrom == rate.validFrom; }))
        throw Refused(priceSentence("The tax class %1 has a rate from %2 on already; let the new one begin on another day.").arg(rate.taxClass, rate.validFrom.toIso()));
    putTaxRate(change.connection(), rate);
    change.commit({QStringLiteral("taxRate.added"), QStringLiteral("taxRate"), rate.taxClass, {}, toJson(rate), {}, {}});
    return rate;
}

Promotion PriceService::publish(const access::Actor& actor, const Promotion& made)
{
    actor.require(Permission::EditCatalogue);
    checkPromotion(made);
    store::Change change(context_, actor.who());
    const auto before = promotion(change.connection(), made.code);
    putPromotion(change.connection(), made);
    change.commit({before ? QStringLiteral("promotion.changed") : QStringLiteral("promotion.published"), QStringLiteral("promotion"), made.code,
                   before ? toJson(*before) : QJsonObject(), toJson(made), {}, {}});
    return made;
}

CustomerPrice PriceService::agree(const access::Actor& actor, CustomerPrice price)
{
    actor.require(Permission::EditCatalogue);
    if (price.price.micros < 0 || (price.setupFee && price.setupFee->isNegative()))
        throw InvalidInput(priceSentence("The offering has a negative price; write 0 for what is free."));
    if (price.reason.trimmed().isEmpty())
        throw InvalidInput(priceSentence("The agreed price has no reason; write who agreed to it and why."));
    if (!price.validFrom.isValid() || (price.validTo && *price.validTo <= price.validFrom))
        throw InvalidInput(priceSentence("The agreed price has no first day, or ends before it."));
    store::Change change(context_, actor.who());
    if (!newestOffering(change.connection(), price.offeringCode))
        throw NotFound(priceSentence("There is no offering %1; see “trunklinectl offering list”.").arg(price.offeringCode));
    price.id = change.ids().next<CustomerPriceTag>();
    insertCustomerPrice(change.connection(), price);
    change.commit({QStringLiteral("customerPrice.agreed"), QStringLiteral("customer"), price.customerId.toString(), {}, toJson(price), {}, {}});
    return price;
}

} // namespace trunkline::catalogue
