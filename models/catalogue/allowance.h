// What an offering includes of usage: so many units a period, perhaps carried over or shared (an allowance among TMF620's
// prices). Data only: rating/bucket counts what is left, billing draws from it.
#pragma once

#include "models/catalogue/price.h"
#include "models/catalogue/tariff.h"
#include "models/core/id.h"

#include <QStringList>

namespace trunkline::catalogue {

/// Published once and never changed; what includes something else has a code of its own.
struct Allowance {
    QString code; ///< "MINUTES-500"
    QString name; ///< "500 minutes": what the customer reads
    QString kind = QStringLiteral("voice"); ///< of the usage that it is for, as tariffs name it
    UsageUnit unit = UsageUnit::Second;
    std::int64_t quantity = 0;               ///< units of a whole period, for each piece of the subscription
    Interval interval = {};                  ///< its period; those of months end on the account's bill day
    int rolloverPeriods = 0;                 ///< for how many further periods unused units stay
    std::optional<std::int64_t> mostCarried; ///< no more than so many units are carried into a period
    bool isShared = false;   ///< all services of the account draw from it, and what several subscriptions bring adds up
    bool isProrated = false; ///< a part of a period brings a part of the units, by the operator's way to prorate; else the whole
    QStringList zones;       ///< codes of the tariff's zones for which it is; empty for all
    bool operator==(const Allowance&) const = default;
};

/// A version of an offering includes an allowance for a time.
struct OfferedAllowance {
    OfferingId offeringId;
    Allowance allowance;
    BillingDate from;
    std::optional<BillingDate> to = {}; ///< the first day without it
    bool operator==(const OfferedAllowance&) const = default;
};

/// Throws InvalidInput, naming the part and what is wrong with it.
void checkAllowance(const Allowance& allowance);

/// allowanceFrom(toJson(a)) == a.
QJsonObject toJson(const Allowance& allowance);
/// Throws InvalidInput when it is no allowance.
Allowance allowanceFrom(const QJsonObject& document);

} // namespace trunkline::catalogue
