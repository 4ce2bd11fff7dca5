// The verbs of the catalogue: publish, revise, retire. All need the permission edit-catalogue.
#pragma once

#include "models/access/actor.h"
#include "models/catalogue/offering.h"

namespace trunkline::catalogue {

class CatalogueService {
public:
    explicit CatalogueService(store::Context& context) : context_(context) {}

    /// Version 1 of a new code ("offering.published"). Throws InvalidInput for a draft that can't be
    /// sold, Refused when the code exists.
    Offering publish(const access::Actor& actor, const OfferingDraft& draft);
    /// The next version of the draft's code, on sale from its validFrom; the version before ends there
    /// ("offering.revised"). Services that were ordered before keep their version. Throws NotFound for
    /// an unknown code, Refused when the new version would begin before the old one.
    Offering revise(const access::Actor& actor, const OfferingDraft& draft);
    /// Not sold from `lastDay` plus one on ("offering.retired").
    Offering retire(const access::Actor& actor, OfferingId id, BillingDate lastDay);

private:
    store::Context& context_;
};

} // namespace trunkline::catalogue
