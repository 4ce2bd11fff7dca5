// The verbs about what is not a version of an offering: tax rates, promotions, agreed prices. All need edit-catalogue.
#pragma once

#include "models/access/actor.h"
#include "models/catalogue/pricestore.h"

namespace trunkline::catalogue {

class PriceService {
public:
    explicit PriceService(store::Context& context) : context_(context) {}

    /// "taxRate.added". Throws InvalidInput for a rate that can't be, Refused when the class has one from this day on already:
    /// documents may state it.
    TaxRate addTaxRate(const access::Actor& actor, const TaxRate& rate);
    /// "promotion.published", or "promotion.changed" for a known code: what was granted by it stays as it is.
    Promotion publish(const access::Actor& actor, const Promotion& promotion);
    /// "customerPrice.agreed". Throws NotFound for an unknown offering, InvalidInput without a reason.
    CustomerPrice agree(const access::Actor& actor, CustomerPrice price);

private:
    store::Context& context_;
};

} // namespace trunkline::catalogue
