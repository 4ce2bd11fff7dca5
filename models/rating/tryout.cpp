#include "models/rating/tryout.h"

#include "models/catalogue/offeringstore.h"
#include "models/catalogue/tariffstore.h"
#include "models/core/errors.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

namespace trunkline::rating {

namespace {

struct TryOutTexts {
    Q_DECLARE_TR_FUNCTIONS(TryOut)
};

} // namespace

TryOut::TryOut(store::Connection& connection, const QString& tariffCode)
{
    plan_ = &library_.plan(connection, tariffCode);
    if (plan_->versions.empty())
        throw NotFound(TryOutTexts::tr("There is no tariff %1; publish it first.").arg(tariffCode));
}

TryOut::Answer TryOut::ask(const Usage& usage, const QLocale& locale) const
{
    const RatePlan* const plans[] = {plan_};
    Rating rating;
    rate(usage, plans, {}, rating);
    return {explain(usage, rating, {}, locale), rating.outcome, rating.totalMicros, plan_->versions.back().book->tariff().currency};
}

QString tariffCodeOf(store::Connection& connection, ServiceId service, const QString& kind)
{
    const auto found = inventory::service(connection, service);
    if (!found)
        throw NotFound(TryOutTexts::tr("There is no such service."));
    const QString code = catalogue::tariffCodesOf(connection, found->offeringId).value(kind);
    if (code.isEmpty())
        throw Refused(TryOutTexts::tr("The offering of %1 has no tariff for “%2”; choose one for it.").arg(found->name, kind));
    return code;
}

} // namespace trunkline::rating
