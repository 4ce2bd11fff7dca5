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
            option("options", optionText("what may be added"), "CODE,…"), option("also", optionText("the price in another currency"), "CUR:AMOUNT[:SETUP],…")};
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
}

} // namespace trunkline::ctl
