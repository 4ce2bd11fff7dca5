#include "models/billing/linetax.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::billing {

LineTax taxOf(const catalogue::Offering& offering, const customer::Account& account, const QList<catalogue::TaxRate>& rates, BillingDate suppliedOn)
{
    if (account.taxExemption)
        return {*account.taxExemption, 0, account.taxReason};
    if (offering.terms.taxClass.isEmpty())
        return {taxCategoryOfRate(offering.taxRateBasisPoints), offering.taxRateBasisPoints, {}};
    const auto rate = catalogue::taxRateOn(rates, offering.terms.taxClass, suppliedOn);
    if (!rate)
        throw Refused(QCoreApplication::translate("Invoice", "The tax class %1 of %2 has no rate on %3; add one with “trunklinectl tax add”, then run again.")
                          .arg(offering.terms.taxClass, offering.name, suppliedOn.toIso()));
    return {rate->category, rate->basisPoints, rate->reason};
}

} // namespace trunkline::billing
