// The verbs of tariffs. All need the permission edit-catalogue.
#pragma once

#include "models/access/actor.h"
#include "models/catalogue/tariffstore.h"

namespace trunkline::catalogue {

class TariffService {
public:
    explicit TariffService(store::Context& context) : context_(context) {}

    /// The first or next version of the tariff's code ("tariff.published"); its version is given here. Throws
    /// InvalidInput for one that can't rate, Refused when it does not begin after the version before or rates another
    /// kind of usage.
    StoredTariff publish(const access::Actor& actor, Tariff tariff);
    /// A version that begins on the same day as an earlier one and takes its place, from that day until the next version begins ("tariff.corrected"). Usage that was
    /// rated keeps its price until it is rated anew. Throws as publish() does; Refused when no version begins on that day.
    StoredTariff correct(const access::Actor& actor, Tariff tariff);
    /// From now on usage of this version of an offering is rated by the tariff ("offering.tariffChosen"). Throws NotFound.
    void choose(const access::Actor& actor, OfferingId offering, const QString& tariffCode);

private:
    StoredTariff add(const access::Actor& actor, Tariff tariff, bool isCorrection);
    store::Context& context_;
};

} // namespace trunkline::catalogue
