// The verbs of allowances. Both need the permission edit-catalogue.
#pragma once

#include "models/access/actor.h"
#include "models/catalogue/allowancestore.h"

namespace trunkline::catalogue {

class AllowanceService {
public:
    explicit AllowanceService(store::Context& context) : context_(context) {}

    /// "allowance.published". Throws InvalidInput for one that includes nothing, Refused when the code is taken.
    Allowance publish(const access::Actor& actor, const Allowance& allowance);
    /// Who has this version of an offering may draw from the allowance from a day on, before `to` ("offering.allowanceChosen"); what was
    /// said of both before is replaced. Throws NotFound, InvalidInput when it ends before it begins, Refused when it counts in
    /// another unit than the offering's tariff, or names a zone that the tariff does not have.
    OfferedAllowance choose(const access::Actor& actor, OfferingId offering, const QString& code, BillingDate from, std::optional<BillingDate> to = {});

private:
    store::Context& context_;
};

} // namespace trunkline::catalogue
