#include "models/catalogue/allowanceservice.h"

#include "models/catalogue/offeringstore.h"
#include "models/catalogue/tariffstore.h"
#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::catalogue {

using access::Permission;

namespace {

struct AllowanceServiceTexts {
    Q_DECLARE_TR_FUNCTIONS(AllowanceService)
};

QJsonObject toJson(const Offering& offering, const OfferedAllowance& offered)
{
    QJsonObject json{{"code", offering.code}, {"version", offering.version}, {"allowance", offered.allowance.code}, {"from", offered.from.toIso()}};
    if (offered.to)
        json["to"] = offered.to->toIso();
    return json;
}

/// What counts in another unit, or is for zones that the tariff does not have, would never be drawn from.
void requireFit(const Allowance& allowance, const Tariff& tariff)
{
    if (tariff.unit != allowance.unit)
        throw Refused(AllowanceServiceTexts::tr("The allowance %1 counts in “%2”, but the offering's tariff %3 in “%4”.").arg(allowance.code, nameOf(allowance.unit), tariff.code, nameOf(tariff.unit)));
    for (const QString& zone : allowance.zones)
        if (std::none_of(tariff.zones.begin(), tariff.zones.end(), [&](const Zone& each) { return each.code == zone; }))
            throw Refused(AllowanceServiceTexts::tr("The allowance %1 is for the zone “%2”, which the offering's tariff %3 does not have.").arg(allowance.code, zone, tariff.code));
}

} // namespace

Allowance AllowanceService::publish(const access::Actor& actor, const Allowance& allowance)
{
    actor.require(Permission::EditCatalogue);
    checkAllowance(allowance);
    store::Change change(context_, actor.who());
    if (allowanceCalled(change.connection(), allowance.code))
        throw Refused(AllowanceServiceTexts::tr("There is an allowance %1 already, and it never changes; give the new one a code of its own.").arg(allowance.code));
    insertAllowance(change.connection(), allowance);
    change.commit({QStringLiteral("allowance.published"), QStringLiteral("allowance"), allowance.code, {}, toJson(allowance), {}, {}});
    return allowance;
}

OfferedAllowance AllowanceService::choose(const access::Actor& actor, OfferingId offering, const QString& code, BillingDate from, std::optional<BillingDate> to)
{
    actor.require(Permission::EditCatalogue);
    if (to && *to < from)
        throw InvalidInput(AllowanceServiceTexts::tr("The allowance %1 would end before it begins on %2.").arg(code, from.toIso()));
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const Offering chosen = requireOffering(connection, offering);
    const auto allowance = allowanceCalled(connection, code);
    if (!allowance)
        throw NotFound(AllowanceServiceTexts::tr("There is no allowance %1; publish it first.").arg(code));
    if (const QString tariff = tariffCodesOf(connection, offering).value(allowance->kind); !tariff.isEmpty())
        requireFit(*allowance, tariffVersions(connection, tariff).last().tariff);
    const OfferedAllowance after{offering, *allowance, from, to};
    QJsonObject before;
    for (const OfferedAllowance& each : offeredAllowances(connection))
        if (each.offeringId == offering && each.allowance.code == code)
            before = toJson(chosen, each);
    setOfferedAllowance(connection, after);
    change.commit({QStringLiteral("offering.allowanceChosen"), QStringLiteral("offering"), offering.toString(), before, toJson(chosen, after), {}, {}});
    return after;
}

} // namespace trunkline::catalogue
