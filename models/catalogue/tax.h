// Tax rates with their dates: a class of supplies ("standard", "reduced", "exempt") has one rate a day.
#pragma once

#include "models/core/taxcategory.h"
#include "models/core/timestamp.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace trunkline::catalogue {

struct TaxRate {
    QString taxClass;      ///< small letters, digits and dashes
    BillingDate validFrom; ///< until the next one of the class
    int basisPoints = 0;   ///< 1900 is 19 %
    TaxCategory category = TaxCategory::Standard;
    QString reason = {};   ///< why nothing is charged, for the categories that need it
    bool operator==(const TaxRate&) const = default;
};

/// Throws InvalidInput when category, rate and reason can't go together, or the class is no name.
void checkTaxRate(const TaxRate& rate);
QJsonObject toJson(const TaxRate& rate);

/// The newest rate of the class that is valid on the day.
std::optional<TaxRate> taxRateOn(const QList<TaxRate>& rates, const QString& taxClass, BillingDate day);

} // namespace trunkline::catalogue
