#include "models/catalogue/offeringterms.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::catalogue {

namespace {

constexpr const char* terminationFees[] = {"none", "amount", "remaining"};

void requireTerm(bool holds, const char* sentence)
{
    if (!holds)
        throw InvalidInput(QCoreApplication::translate("Catalogue", sentence));
}

TerminationFee terminationFeeNamed(const QString& name)
{
    for (std::size_t i = 0; i < std::size(terminationFees); ++i)
        if (name == QLatin1String(terminationFees[i]))
            return TerminationFee(i);
    throw InvalidInput(QCoreApplication::translate("Catalogue", "“%1” is no early-termination fee; choose none, amount or remaining.").arg(name));
}

} // namespace

QJsonObject toJson(const OfferingTerms& t)
{
    QJsonArray prices, includes;
    for (const CurrencyPrice& price : t.otherCurrencies)
        prices.append(QJsonObject{{"currency", price.recurring.currency.code()}, {"price", price.recurring.toPlainString()}, {"setupFee", price.setupFee.toPlainString()}});
    for (const BundleItem& item : t.includes)
        includes.append(QJsonObject{{"code", item.code}, {"priceBasisPoints", item.priceBasisPoints}});
    QJsonObject o{{"interval", nameOf(t.interval)}, {"timing", nameOf(t.timing)}, {"trialDays", t.trialDays}, {"minimumMonths", t.minimumMonths},
            {"terminationFee", QString::fromLatin1(terminationFees[std::size_t(t.terminationFee)])}, {"terminationMinor", qint64(t.terminationMinor)},
            {"terminationBasisPoints", t.terminationBasisPoints}, {"suspendedBasisPoints", t.suspendedBasisPoints}, {"taxClass", t.taxClass},
            {"otherCurrencies", prices}, {"includes", includes}, {"options", QJsonArray::fromStringList(t.options)}};
    if (t.burstable)
        o["burstable"] = toJson(*t.burstable);
    if (t.volume)
        o["volume"] = toJson(*t.volume);
    return o;
}

OfferingTerms termsFrom(const QJsonObject& o)
{
    OfferingTerms t;
    if (o.isEmpty())
        return t;
    t.interval = intervalNamed(o["interval"].toString());
    t.timing = chargeTimingNamed(o["timing"].toString());
    t.trialDays = o["trialDays"].toInt();
    t.minimumMonths = o["minimumMonths"].toInt();
    t.terminationFee = terminationFeeNamed(o["terminationFee"].toString());
    t.terminationMinor = o["terminationMinor"].toInteger();
    t.terminationBasisPoints = o["terminationBasisPoints"].toInt();
    t.suspendedBasisPoints = o["suspendedBasisPoints"].toInt();
    t.taxClass = o["taxClass"].toString();
    for (const QJsonValue& each : o["otherCurrencies"].toArray()) {
        const Currency currency = Currency::parse(each["currency"].toString());
        t.otherCurrencies.append({UnitPrice::parse(each["price"].toString(), currency), Money::parse(each["setupFee"].toString(), currency)});
    }
    for (const QJsonValue& each : o["includes"].toArray())
        t.includes.append({each["code"].toString(), each["priceBasisPoints"].toInt()});
    for (const QJsonValue& each : o["options"].toArray())
        t.options.append(each.toString());
    if (o.contains(QLatin1String("burstable")))
        t.burstable = burstablePriceFrom(o["burstable"].toObject());
    if (o.contains(QLatin1String("volume")))
        t.volume = volumePriceFrom(o["volume"].toObject());
    return t;
}

void checkTerms(const OfferingTerms& terms, Currency currency)
{
    requireTerm(terms.trialDays >= 0 && terms.trialDays <= 366, QT_TRANSLATE_NOOP("Catalogue", "The trial is not between 0 and 366 days."));
    requireTerm(terms.minimumMonths >= 0 && terms.minimumMonths <= 120, QT_TRANSLATE_NOOP("Catalogue", "The minimum term is not between 0 and 120 months."));
    requireTerm(terms.suspendedBasisPoints >= 0 && terms.suspendedBasisPoints <= 10'000,
                QT_TRANSLATE_NOOP("Catalogue", "What a suspended service costs is not between 0 % and 100 % of the price."));
    requireTerm(terms.terminationFee == TerminationFee::None || terms.minimumMonths > 0,
                QT_TRANSLATE_NOOP("Catalogue", "There is a fee for ending early, but no minimum term; write for how many months the customer is bound."));
    requireTerm(terms.terminationFee != TerminationFee::Amount || terms.terminationMinor > 0, QT_TRANSLATE_NOOP("Catalogue", "The fee for ending early has no amount."));
    requireTerm(terms.terminationFee != TerminationFee::Remaining || (terms.terminationBasisPoints > 0 && terms.terminationBasisPoints <= 10'000),
                QT_TRANSLATE_NOOP("Catalogue", "The fee for ending early is not between 0.01 % and 100 % of what remains."));
    if (terms.burstable)
        checkBurstable(*terms.burstable, currency);
    if (terms.volume)
        checkVolume(*terms.volume, currency);
    requireTerm(!terms.burstable || terms.interval.months() > 0, QT_TRANSLATE_NOOP("Catalogue", "A burstable price is of months; let the offering's price be for a month, several or a year."));
    QStringList currencies{currency.code()};
    for (const CurrencyPrice& price : terms.otherCurrencies) {
        requireTerm(price.recurring.micros >= 0 && !price.setupFee.isNegative(), QT_TRANSLATE_NOOP("Catalogue", "The offering has a negative price; write 0 for what is free."));
        requireTerm(!currencies.contains(price.recurring.currency.code()), QT_TRANSLATE_NOOP("Catalogue", "The offering has two prices in one currency."));
        currencies.append(price.recurring.currency.code());
    }
    for (const BundleItem& item : terms.includes)
        requireTerm(!item.code.isEmpty() && item.priceBasisPoints >= 0 && item.priceBasisPoints <= 10'000,
                    QT_TRANSLATE_NOOP("Catalogue", "A part of the bundle has no code, or costs less than nothing or more than its price."));
}

} // namespace trunkline::catalogue
