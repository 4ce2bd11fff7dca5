// What is sold (ProductOffering of TMF620): a price, dates, what the line carries and what is promised.
#pragma once

#include "models/catalogue/offeringterms.h"
#include "models/core/id.h"
#include "models/core/money.h"
#include "models/core/timestamp.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace trunkline::catalogue {

/// What a service may be down before money goes back, and how much goes back.
struct SlaTerms {
    int outageMinutesPerMonth = 0;          ///< allowed in a calendar month of the operator's zone
    int creditBasisPointsPerStartedHour = 0; ///< of the monthly price, for each started hour beyond
    int capBasisPoints = 10'000;            ///< of the monthly price: never more than this in a month
    bool operator==(const SlaTerms&) const = default;
};

/// What a clerk writes down for a new version of an offering.
struct OfferingDraft {
    QString code; ///< "FIBRE-100": capitals, digits and dashes; the same over all versions
    QString name; ///< "Fibre 100": what the customer reads on the invoice
    UnitPrice price; ///< of one interval of the terms: a month unless they say otherwise
    Money setupFee;
    int taxRateBasisPoints = 0; ///< VAT: 1900 is 19 %; of versions without a tax class
    std::int64_t downKbps = 0;
    std::int64_t upKbps = 0;
    std::optional<SlaTerms> sla;
    BillingDate validFrom;
    std::optional<BillingDate> validTo; ///< the first day on which it is not sold any more
    QString description = {};
    OfferingTerms terms = {};
};

/// One version of an offering. Prices and terms of a version never change; a new price is a new version.
struct Offering {
    OfferingId id;
    QString code;
    QString name;
    int version = 1;
    UnitPrice price;
    Money setupFee;
    int taxRateBasisPoints = 0;
    std::int64_t downKbps = 0;
    std::int64_t upKbps = 0;
    std::optional<SlaTerms> sla;
    BillingDate validFrom;
    std::optional<BillingDate> validTo;
    QString description;
    OfferingTerms terms = {};
    bool operator==(const Offering&) const = default;
};

/// For the journal.
QJsonObject toJson(const Offering& offering);
/// As it was written down.
OfferingDraft draftOf(const Offering& offering);

/// What it comes to in a month: what promises and figures of a stake are about.
UnitPrice monthlyPrice(const Offering& offering);
/// Its price and setup fee in a currency; nothing when it is not sold in it.
std::optional<CurrencyPrice> priceIn(const Offering& offering, Currency currency);

/// Throws InvalidInput, naming the field, when the draft can't be sold as it stands.
void checkOffering(const OfferingDraft& draft);

/// From validFrom on, before validTo.
bool isOnSale(const Offering& offering, BillingDate day);

/// 1900 → "19 %", 550 → "5.5 %" with the locale's decimal sign.
QString percentText(int basisPoints, const QLocale& locale = QLocale());

/// "49.00", "0.0125": the decimals of the currency, or as many as the price has; without the currency.
QString priceText(const UnitPrice& price, const QLocale& locale = QLocale());

} // namespace trunkline::catalogue
