#include "models/catalogue/tariffservice.h"

#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::catalogue {

using access::Permission;

namespace {

struct TariffServiceTexts {
    Q_DECLARE_TR_FUNCTIONS(TariffService)
};

} // namespace

StoredTariff TariffService::publish(const access::Actor& actor, Tariff tariff)
{
    return add(actor, std::move(tariff), false);
}

StoredTariff TariffService::correct(const access::Actor& actor, Tariff tariff)
{
    return add(actor, std::move(tariff), true);
}

StoredTariff TariffService::add(const access::Actor& actor, Tariff tariff, bool isCorrection)
{
    actor.require(Permission::EditCatalogue);
    checkTariff(tariff);
    store::Change change(context_, actor.who());
    const QList<StoredTariff> before = tariffVersions(change.connection(), tariff.code);
    if (!before.isEmpty()) {
        const Tariff& last = std::max_element(before.begin(), before.end(), [](const StoredTariff& a, const StoredTariff& b) { return a.tariff.validFrom < b.tariff.validFrom; })->tariff;
        if (!isCorrection && tariff.validFrom <= last.validFrom)
            throw Refused(TariffServiceTexts::tr("Version %1 of the tariff %2 holds from %3; let the new version begin on a later day.")
                              .arg(last.version).arg(last.code, last.validFrom.toIso()));
        if (tariff.kind != last.kind || tariff.unit != last.unit)
            throw Refused(TariffServiceTexts::tr("The tariff %1 rates %2 by %3; give a tariff for another kind of usage a code of its own.")
                              .arg(last.code, last.kind, nameOf(last.unit)));
    }
    if (isCorrection && std::none_of(before.begin(), before.end(), [&](const StoredTariff& each) { return each.tariff.validFrom == tariff.validFrom; }))
        throw Refused(TariffServiceTexts::tr("No version of the tariff %1 begins on %2; there is nothing to correct.").arg(tariff.code, tariff.validFrom.toIso()));
    tariff.version = int(before.size()) + 1;
    const StoredTariff stored{change.nextNumber(QStringLiteral("tariff")), std::move(tariff)};
    insertTariff(change.connection(), stored);
    // The document may have 100,000 prefixes: the journal says which tariff it was, the row keeps it for ever.
    change.commit({isCorrection ? QStringLiteral("tariff.corrected") : QStringLiteral("tariff.published"), QStringLiteral("tariff"), QString::number(stored.number), {},
                   {{"code", stored.tariff.code}, {"version", stored.tariff.version}, {"name", stored.tariff.name}, {"kind", stored.tariff.kind},
                    {"validFrom", stored.tariff.validFrom.toIso()}, {"zones", stored.tariff.zones.size()}},
                   {}, {}});
    return stored;
}

void TariffService::choose(const access::Actor& actor, OfferingId offering, const QString& tariffCode)
{
    actor.require(Permission::EditCatalogue);
    store::Change change(context_, actor.who());
    const Offering chosen = requireOffering(change.connection(), offering);
    const QList<StoredTariff> versions = tariffVersions(change.connection(), tariffCode);
    if (versions.isEmpty())
        throw NotFound(TariffServiceTexts::tr("There is no tariff %1; publish it first.").arg(tariffCode));
    const Tariff& tariff = versions.last().tariff;
    const QString before = tariffCodesOf(change.connection(), offering).value(tariff.kind);
    setTariffCode(change.connection(), offering, tariff.kind, tariffCode);
    change.commit({QStringLiteral("offering.tariffChosen"), QStringLiteral("offering"), offering.toString(),
                   before.isEmpty() ? QJsonObject() : QJsonObject{{"code", chosen.code}, {"kind", tariff.kind}, {"tariff", before}},
                   {{"code", chosen.code}, {"kind", tariff.kind}, {"tariff", tariffCode}}, {}, {}});
}

} // namespace trunkline::catalogue
