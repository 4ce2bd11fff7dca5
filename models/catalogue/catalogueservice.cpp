#include "models/catalogue/catalogueservice.h"

#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::catalogue {

using access::Permission;

static QString catalogueText(const char* text)
{
    return QCoreApplication::translate("Catalogue", text);
}

static Offering offeringOf(const OfferingDraft& d, OfferingId id, int version)
{
    return {id, d.code, d.name.trimmed(), version, d.price, d.setupFee, d.taxRateBasisPoints, d.downKbps, d.upKbps, d.sla,
            d.validFrom, d.validTo, d.description.trimmed(), d.terms};
}

Offering CatalogueService::publish(const access::Actor& actor, const OfferingDraft& draft)
{
    actor.require(Permission::EditCatalogue);
    checkOffering(draft);
    store::Change change(context_, actor.who());
    if (newestOffering(change.connection(), draft.code))
        throw Refused(catalogueText("There is an offering %1 already; revise it or choose another code.").arg(draft.code));
    const Offering made = offeringOf(draft, change.ids().next<OfferingTag>(), 1);
    insertOffering(change.connection(), made);
    change.commit({QStringLiteral("offering.published"), QStringLiteral("offering"), made.id.toString(), {}, toJson(made), {}, {}});
    return made;
}

Offering CatalogueService::revise(const access::Actor& actor, const OfferingDraft& draft)
{
    actor.require(Permission::EditCatalogue);
    checkOffering(draft);
    store::Change change(context_, actor.who());
    const auto before = newestOffering(change.connection(), draft.code);
    if (!before)
        throw NotFound(catalogueText("There is no offering %1 to revise; publish it first.").arg(draft.code));
    if (draft.validFrom <= before->validFrom)
        throw Refused(catalogueText("Version %1 of %2 is on sale from %3; let the new version begin on a later day.")
                          .arg(before->version).arg(before->code, before->validFrom.toIso()));
    const Offering made = offeringOf(draft, change.ids().next<OfferingTag>(), before->version + 1);
    insertOffering(change.connection(), made);
    if (!before->validTo || *before->validTo > draft.validFrom)
        setValidTo(change.connection(), before->id, draft.validFrom);
    change.commit({QStringLiteral("offering.revised"), QStringLiteral("offering"), made.id.toString(), toJson(*before), toJson(made), {}, {}});
    return made;
}

Offering CatalogueService::retire(const access::Actor& actor, OfferingId id, BillingDate lastDay)
{
    actor.require(Permission::EditCatalogue);
    store::Change change(context_, actor.who());
    const Offering before = requireOffering(change.connection(), id);
    if (lastDay < before.validFrom)
        throw Refused(catalogueText("%1 is on sale from %2; it can't end before.").arg(before.code, before.validFrom.toIso()));
    Offering after = before;
    after.validTo = lastDay.plusDays(1);
    if (before.validTo && *before.validTo < *after.validTo)
        throw Refused(catalogueText("%1 ends on %2 already; publish a new version to sell it again.").arg(before.code, before.validTo->toIso()));
    setValidTo(change.connection(), id, *after.validTo);
    change.commit({QStringLiteral("offering.retired"), QStringLiteral("offering"), id.toString(), toJson(before), toJson(after), {}, {}});
    return after;
}

} // namespace trunkline::catalogue
