// What comes with an offering beside its price: how it is charged, for how long it binds, what belongs to it.
#pragma once

#include "models/catalogue/price.h"
#include "models/catalogue/trafficprice.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace trunkline::catalogue {

/// A price of the offering in another currency.
struct CurrencyPrice {
    UnitPrice recurring;
    Money setupFee;
    bool operator==(const CurrencyPrice&) const = default;
};

/// Another offering that is part of this one.
struct BundleItem {
    QString code;               ///< of the offering
    int priceBasisPoints = 0;   ///< of its own price: 0 is included, 9000 is 10 % off
    bool operator==(const BundleItem&) const = default;
};

enum class TerminationFee {
    None,
    Amount,    ///< the same whenever it ends early
    Remaining, ///< a part of what the months to the end of the term would have cost
};

struct OfferingTerms {
    Interval interval = {};
    ChargeTiming timing = ChargeTiming::Arrears;
    int trialDays = 0;                ///< free at the start
    int minimumMonths = 0;            ///< the customer is bound for so long
    TerminationFee terminationFee = TerminationFee::None;
    std::int64_t terminationMinor = 0;    ///< Amount: in the offering's currency
    int terminationBasisPoints = 0;       ///< Remaining: of the price
    int suspendedBasisPoints = 0;     ///< of the price while suspended: 0 is free, 10 000 the full price
    QString taxClass = {};            ///< of the table of rates; empty takes the version's own rate
    QList<CurrencyPrice> otherCurrencies = {};
    QList<BundleItem> includes = {};  ///< started and ended with it
    QStringList options = {};         ///< codes of offerings that may be added
    std::optional<BurstablePrice> burstable = {}; ///< for the rate of the service's traffic
    std::optional<VolumePrice> volume = {};       ///< for its volume
    bool pricesTraffic() const { return burstable || volume; }
    bool operator==(const OfferingTerms&) const = default;
};

/// termsFrom(toJson(t)) == t; an empty object is a monthly price in arrears without anything else.
QJsonObject toJson(const OfferingTerms& terms);
/// Throws InvalidInput for what is no terms.
OfferingTerms termsFrom(const QJsonObject& object);
/// Throws InvalidInput, naming the field, for terms that can't be sold in `currency`.
void checkTerms(const OfferingTerms& terms, Currency currency);

} // namespace trunkline::catalogue
