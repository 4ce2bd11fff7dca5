#include "app/ctl/offeringoptions.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::ctl {

static QString optionText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

qint64 wholeNumber(const QCommandLineParser& parser, const char* option)
{
    bool number = false;
    const qint64 value = parser.value(QString::fromLatin1(option)).toLongLong(&number);
    if (!number)
        throw InvalidInput(optionText("--%1 takes a whole number, not “%2”.").arg(QString::fromLatin1(option), parser.value(QString::fromLatin1(option))));
    return value;
}

QList<QCommandLineOption> offeringOptions()
{
    const auto option = [](const char* name, const QString& about, const char* value) { return QCommandLineOption(QString::fromLatin1(name), about, QString::fromLatin1(value)); };
    return {option("name", optionText("what the invoice says"), "TEXT"), option("price", optionText("of one interval"), "AMOUNT"), option("setup-fee", "", "AMOUNT"),
            option("vat-basis-points", optionText("1900 is 19 %"), "N"), option("tax-class", optionText("instead of an own rate, see tax list"), "CLASS"),
            option("down-kbps", "", "N"), option("up-kbps", "", "N"), option("interval", optionText("P1M, P3M, P1Y, P30D …"), "P1M"),
            option("timing", optionText("advance or arrears"), "WHEN"), option("trial-days", optionText("free at the start"), "N"),
            option("minimum-months", optionText("how long the customer is bound"), "N"), option("termination-fee", optionText("for ending early, an amount"), "AMOUNT"),
            option("termination-basis-points", optionText("for ending early, of what remains"), "N"),
            option("suspended-basis-points", optionText("of the price while suspended"), "N"), option("includes", optionText("parts of the bundle and what they cost of their price"), "CODE[:N],…"),
            option("options", optionText("what may be added"), "CODE,…"), option("also", optionText("the price in another currency"), "CUR:AMOUNT[:SETUP],…"),
            option("burst-by", optionText("charge the rate of traffic: in, out, larger or sum; “none” charges it no more"), "WHAT"),
            option("burst-percentile", optionText("of the five-minute rates (else 95)"), "N"), option("burst-commit", optionText("Mbit/s that the price pays for"), "N"),
            option("burst-commit-price", optionText("of one Mbit/s of the commit; the offering's price becomes that of all"), "AMOUNT"),
            option("burst-overage", optionText("of one Mbit/s above the commit, for a month"), "AMOUNT"), option("burst-minimum", optionText("least of commit and overage in a month"), "AMOUNT"),
            option("burst-round", optionText("to whole Mbit/s: exact, half-up, up or down"), "HOW"), option("burst-down-port", optionText("what a port that was down counts as: left-out or zero"), "WHAT"),
            option("volume-by", optionText("charge the volume of traffic: in, out, larger or sum; “none” charges it no more"), "WHAT"),
            option("volume-tiers", optionText("up to how many gigabytes and the price of one; the last without an end"), "GB:AMOUNT,…,:AMOUNT"),
            option("volume-model", optionText("graduated, volume or package"), "HOW"), option("volume-minimum", optionText("least that a month's volume costs when there is any"), "AMOUNT"),
            option("volume-cap", optionText("most that a month's volume costs"), "AMOUNT")};
}

static BilledTraffic trafficNamed(const QString& name)
{
    if (const auto traffic = billedTrafficNamed(name))
        return *traffic;
    throw InvalidInput(optionText("“%1” is no traffic to bill by; write in, out, larger or sum.").arg(name));
}

/// Changes what is told; nothing when the price was not there and is not told of.
static void readBurstable(const QCommandLineParser& parser, catalogue::OfferingDraft& draft)
{
    const auto told = [&](const char* name) { return parser.isSet(QString::fromLatin1(name)); };
    const auto text = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    const Currency currency = draft.price.currency;
    std::optional<catalogue::BurstablePrice>& price = draft.terms.burstable;
    if (text("burst-by") == QLatin1String("none"))
        price.reset();
    else if (told("burst-by")) {
        if (!price)
            price = catalogue::BurstablePrice{BilledTraffic::Larger, 95, 0, {0, currency}};
        price->traffic = trafficNamed(text("burst-by"));
    }
    for (const char* name : {"burst-percentile", "burst-commit", "burst-commit-price", "burst-overage", "burst-minimum", "burst-round", "burst-down-port"})
        if (told(name) && !price)
            throw InvalidInput(optionText("--%1 is of a burstable price; say by what with --burst-by.").arg(QString::fromLatin1(name)));
    if (told("burst-percentile"))
        price->percentile = int(wholeNumber(parser, "burst-percentile"));
    if (told("burst-commit"))
        price->commitMbps = wholeNumber(parser, "burst-commit");
    if (told("burst-commit-price"))
        draft.price = UnitPrice::of(UnitPrice::parse(text("burst-commit-price"), currency).times(price->commitMbps, Rounding::HalfUp));
    if (told("burst-overage"))
        price->overage = UnitPrice::parse(text("burst-overage"), currency);
    if (told("burst-minimum"))
        price->minimumMinor = Money::parse(text("burst-minimum"), currency).minor;
    if (told("burst-round"))
        price->wholeMbps = catalogue::wholeMbpsNamed(text("burst-round"));
    if (told("burst-down-port")) {
        const auto down = downPortNamed(text("burst-down-port"));
        if (!down)
            throw InvalidInput(optionText("“%1” is nothing that a port that was down counts as; write left-out or zero.").arg(text("burst-down-port")));
        price->down = *down;
    }
}

static void readVolume(const QCommandLineParser& parser, catalogue::OfferingDraft& draft)
{
    const auto told = [&](const char* name) { return parser.isSet(QString::fromLatin1(name)); };
    const auto text = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    const Currency currency = draft.price.currency;
    std::optional<catalogue::VolumePrice>& price = draft.terms.volume;
    if (text("volume-by") == QLatin1String("none"))
        price.reset();
    else if (told("volume-by")) {
        if (!price)
            price = catalogue::VolumePrice{BilledTraffic::Sum, {currency, catalogue::TierModel::Graduated, {}, 0, std::nullopt}};
        price->traffic = trafficNamed(text("volume-by"));
    }
    for (const char* name : {"volume-tiers", "volume-model", "volume-minimum", "volume-cap"})
        if (told(name) && !price)
            throw InvalidInput(optionText("--%1 is of a price of volumes; say by what with --volume-by.").arg(QString::fromLatin1(name)));
    if (told("volume-tiers"))
        price->price.tiers = catalogue::gigabyteTiersFrom(text("volume-tiers"), currency);
    if (told("volume-model"))
        price->price.model = catalogue::tierModelNamed(text("volume-model"));
    if (told("volume-minimum"))
        price->price.minimumMicros = UnitPrice::parse(text("volume-minimum"), currency).micros;
    if (told("volume-cap"))
        price->price.capMicros = UnitPrice::parse(text("volume-cap"), currency).micros;
}

static QList<catalogue::BundleItem> bundleOf(const QString& text)
{
    QList<catalogue::BundleItem> items;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts))
        items.append({part.section(u':', 0, 0), part.section(u':', 1, 1).toInt()});
    return items;
}

static QList<catalogue::CurrencyPrice> pricesOf(const QString& text)
{
    QList<catalogue::CurrencyPrice> prices;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        const Currency currency = Currency::parse(part.section(u':', 0, 0));
        const QString setup = part.section(u':', 2, 2);
        prices.append({UnitPrice::parse(part.section(u':', 1, 1), currency), setup.isEmpty() ? Money::zero(currency) : Money::parse(setup, currency)});
    }
    return prices;
}

void readOffering(const QCommandLineParser& parser, catalogue::OfferingDraft& draft)
{
    const auto told = [&](const char* name) { return parser.isSet(QString::fromLatin1(name)); };
    const auto text = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    catalogue::OfferingTerms& terms = draft.terms;
    const Currency currency = draft.price.currency;
    if (told("name"))
        draft.name = text("name");
    if (told("price"))
        draft.price = UnitPrice::parse(text("price"), currency);
    if (told("setup-fee"))
        draft.setupFee = Money::parse(text("setup-fee"), currency);
    const std::pair<const char*, int*> numbers[] = {{"vat-basis-points", &draft.taxRateBasisPoints}, {"trial-days", &terms.trialDays}, {"minimum-months", &terms.minimumMonths},
                                                    {"termination-basis-points", &terms.terminationBasisPoints}, {"suspended-basis-points", &terms.suspendedBasisPoints}};
    for (const auto& [name, field] : numbers)
        if (told(name))
            *field = int(wholeNumber(parser, name));
    if (told("down-kbps"))
        draft.downKbps = wholeNumber(parser, "down-kbps");
    if (told("up-kbps"))
        draft.upKbps = wholeNumber(parser, "up-kbps");
    if (told("tax-class"))
        terms.taxClass = text("tax-class");
    if (told("interval"))
        terms.interval = catalogue::intervalNamed(text("interval"));
    if (told("timing"))
        terms.timing = catalogue::chargeTimingNamed(text("timing"));
    if (told("termination-basis-points"))
        terms.terminationFee = catalogue::TerminationFee::Remaining;
    if (told("termination-fee")) {
        terms.terminationFee = catalogue::TerminationFee::Amount;
        terms.terminationMinor = Money::parse(text("termination-fee"), currency).minor;
    }
    if (told("includes"))
        terms.includes = bundleOf(text("includes"));
    if (told("options"))
        terms.options = text("options").split(u',', Qt::SkipEmptyParts);
    if (told("also"))
        terms.otherCurrencies = pricesOf(text("also"));
    readBurstable(parser, draft);
    readVolume(parser, draft);
}

} // namespace trunkline::ctl
