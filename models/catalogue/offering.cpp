#include "models/catalogue/offering.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace trunkline::catalogue {

static QString offeringText(const char* text)
{
    return QCoreApplication::translate("Catalogue", text);
}

static void requireOffering(bool holds, const char* sentence)
{
    if (!holds)
        throw InvalidInput(offeringText(sentence));
}

QJsonObject toJson(const Offering& o)
{
    QJsonObject json{{"code", o.code}, {"name", o.name}, {"version", o.version}, {"currency", o.price.currency.code()},
                     {"monthlyPrice", monthlyPrice(o).toPlainString()}, {"price", o.price.toPlainString()}, {"setupFee", o.setupFee.toPlainString()},
                     {"taxRateBasisPoints", o.taxRateBasisPoints}, {"downKbps", qint64(o.downKbps)}, {"upKbps", qint64(o.upKbps)},
                     {"validFrom", o.validFrom.toIso()}, {"description", o.description}};
    if (o.terms != OfferingTerms())
        json["terms"] = toJson(o.terms);
    if (o.validTo)
        json["validTo"] = o.validTo->toIso();
    if (o.sla)
        json["sla"] = QJsonObject{{"outageMinutesPerMonth", o.sla->outageMinutesPerMonth},
                                  {"creditBasisPointsPerStartedHour", o.sla->creditBasisPointsPerStartedHour},
                                  {"capBasisPoints", o.sla->capBasisPoints}};
    return json;
}

OfferingDraft draftOf(const Offering& o)
{
    return {o.code, o.name, o.price, o.setupFee, o.taxRateBasisPoints, o.downKbps, o.upKbps, o.sla, o.validFrom, o.validTo, o.description, o.terms};
}

UnitPrice monthlyPrice(const Offering& offering)
{
    return perMonth(offering.price, offering.terms.interval);
}

std::optional<CurrencyPrice> priceIn(const Offering& offering, Currency currency)
{
    if (currency == offering.price.currency)
        return CurrencyPrice{offering.price, offering.setupFee};
    for (const CurrencyPrice& price : offering.terms.otherCurrencies)
        if (price.recurring.currency == currency)
            return price;
    return std::nullopt;
}

static void checkSla(const SlaTerms& sla)
{
    requireOffering(sla.outageMinutesPerMonth >= 0 && sla.outageMinutesPerMonth <= 31 * 24 * 60,
                    QT_TRANSLATE_NOOP("Catalogue", "The allowed outage is not within a month; write minutes from 0 to 44640."));
    requireOffering(sla.creditBasisPointsPerStartedHour >= 1 && sla.creditBasisPointsPerStartedHour <= 10'000,
                    QT_TRANSLATE_NOOP("Catalogue", "The credit for a started hour is not between 0.01 % and 100 % of the monthly price."));
    requireOffering(sla.capBasisPoints >= sla.creditBasisPointsPerStartedHour && sla.capBasisPoints <= 10'000,
                    QT_TRANSLATE_NOOP("Catalogue", "The most that is credited in a month is not between one hour's credit and 100 % of the monthly price."));
}

void checkOffering(const OfferingDraft& draft)
{
    static const QRegularExpression codeForm(QStringLiteral("^[A-Z0-9][A-Z0-9-]{0,31}$"));
    if (!codeForm.match(draft.code).hasMatch())
        throw InvalidInput(offeringText("“%1” is not a code for an offering; use capitals, digits and dashes, such as FIBRE-100.").arg(draft.code));
    requireOffering(!draft.name.trimmed().isEmpty(), QT_TRANSLATE_NOOP("Catalogue", "The offering has no name; write what the customer reads on the invoice."));
    requireOffering(draft.price.micros >= 0 && !draft.setupFee.isNegative(),
                    QT_TRANSLATE_NOOP("Catalogue", "The offering has a negative price; write 0 for what is free."));
    if (draft.price.currency != draft.setupFee.currency)
        throw InvalidInput(offeringText("The price is in %1 and the setup fee in %2; write both in one currency.")
                               .arg(draft.price.currency.code(), draft.setupFee.currency.code()));
    requireOffering(draft.taxRateBasisPoints >= 0 && draft.taxRateBasisPoints <= 10'000,
                    QT_TRANSLATE_NOOP("Catalogue", "The VAT rate is not between 0 % and 100 %."));
    requireOffering(draft.downKbps > 0 && draft.upKbps > 0, QT_TRANSLATE_NOOP("Catalogue", "The offering has no speed; write down and up in kbit/s."));
    requireOffering(draft.validFrom.isValid(), QT_TRANSLATE_NOOP("Catalogue", "The offering has no first day of sale."));
    requireOffering(!draft.validTo || *draft.validTo > draft.validFrom, QT_TRANSLATE_NOOP("Catalogue", "The offering ends before it is sold; choose a later end."));
    checkTerms(draft.terms, draft.price.currency);
    if (draft.sla)
        checkSla(*draft.sla);
}

bool isOnSale(const Offering& offering, BillingDate day)
{
    return offering.validFrom <= day && (!offering.validTo || day < *offering.validTo);
}

QString percentText(int basisPoints, const QLocale& locale)
{
    QString text = locale.toString(basisPoints / 100);
    if (const int rest = basisPoints % 100; rest != 0)
        text += locale.decimalPoint() + (rest % 10 == 0 ? QString::number(rest / 10) : QString::number(rest).rightJustified(2, u'0'));
    return text + QChar(0x00A0) + QLatin1Char('%');
}

QString priceText(const UnitPrice& price, const QLocale& locale)
{
    const std::int64_t perMinor = 1'000'000 / std::min<std::int64_t>(1'000'000, price.currency.minorPerMajor());
    if (price.micros % perMinor == 0)
        return Money{price.micros / perMinor, price.currency}.toDisplay(locale).chopped(4); // a space and the code
    QString plain = price.toPlainString();
    while (plain.endsWith(u'0'))
        plain.chop(1);
    return plain.replace(u'.', locale.decimalPoint());
}

} // namespace trunkline::catalogue
