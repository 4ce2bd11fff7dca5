#include "models/catalogue/tax.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace trunkline::catalogue {

void checkTaxRate(const TaxRate& rate)
{
    const auto text = [](const char* sentence) { return QCoreApplication::translate("Tax", sentence); };
    static const QRegularExpression classForm(QStringLiteral("^[a-z][a-z0-9-]{0,31}$"));
    if (!classForm.match(rate.taxClass).hasMatch())
        throw InvalidInput(text("“%1” is not a tax class; use small letters, digits and dashes, such as reduced.").arg(rate.taxClass));
    if (!rate.validFrom.isValid())
        throw InvalidInput(text("The tax rate of %1 has no first day.").arg(rate.taxClass));
    if (rate.basisPoints < 0 || rate.basisPoints > 10'000)
        throw InvalidInput(text("The tax rate of %1 is not between 0 % and 100 %.").arg(rate.taxClass));
    if ((rate.category == TaxCategory::Standard) != (rate.basisPoints > 0))
        throw InvalidInput(text("The category S goes with a rate above 0 %, every other one with 0 %; correct %1.").arg(rate.taxClass));
    if (needsReason(rate.category) == rate.reason.trimmed().isEmpty())
        throw InvalidInput(text("The category %1 of %2: write a reason for E, AE, K, G and O, and none for S and Z.").arg(codeOf(rate.category), rate.taxClass));
}

QJsonObject toJson(const TaxRate& rate)
{
    return {{"taxClass", rate.taxClass}, {"validFrom", rate.validFrom.toIso()}, {"basisPoints", rate.basisPoints}, {"category", codeOf(rate.category)}, {"reason", rate.reason}};
}

std::optional<TaxRate> taxRateOn(const QList<TaxRate>& rates, const QString& taxClass, BillingDate day)
{
    std::optional<TaxRate> found;
    for (const TaxRate& rate : rates)
        if (rate.taxClass == taxClass && rate.validFrom <= day && (!found || found->validFrom < rate.validFrom))
            found = rate;
    return found;
}

} // namespace trunkline::catalogue
