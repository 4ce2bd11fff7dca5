#include "models/catalogue/promotion.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

namespace trunkline::catalogue {

namespace {

struct PromotionTexts {
    Q_DECLARE_TR_FUNCTIONS(Promotion)
};

} // namespace

QJsonObject toJson(const Promotion& p)
{
    QJsonObject o{{"code", p.code}, {"name", p.name}, {"basisPoints", p.basisPoints}, {"periods", p.periods}, {"offerings", QJsonArray::fromStringList(p.offerings)},
                  {"newCustomersOnly", p.newCustomersOnly}, {"wholeBundle", p.wholeBundle}, {"validFrom", p.validFrom.toIso()}};
    if (p.amount) {
        o["amount"] = p.amount->toPlainString();
        o["currency"] = p.amount->currency.code();
    }
    if (p.onUsage)
        o["onUsage"] = true;
    if (p.validTo)
        o["validTo"] = p.validTo->toIso();
    return o;
}

Promotion promotionFrom(const QJsonObject& o)
{
    Promotion p{o["code"].toString(), o["name"].toString(), o["basisPoints"].toInt(), std::nullopt, o["periods"].toInt(), {}, o["newCustomersOnly"].toBool(),
                o["wholeBundle"].toBool(), BillingDate::parse(o["validFrom"].toString()), std::nullopt};
    for (const QJsonValue& code : o["offerings"].toArray())
        p.offerings.append(code.toString());
    if (o.contains(QLatin1String("amount")))
        p.amount = Money::parse(o["amount"].toString(), Currency::parse(o["currency"].toString()));
    p.onUsage = o["onUsage"].toBool();
    if (o.contains(QLatin1String("validTo")))
        p.validTo = BillingDate::parse(o["validTo"].toString());
    return p;
}

void checkPromotion(const Promotion& p)
{
    static const QRegularExpression codeForm(QStringLiteral("^[A-Z0-9][A-Z0-9-]{0,31}$"));
    if (!codeForm.match(p.code).hasMatch())
        throw InvalidInput(PromotionTexts::tr("“%1” is not a code for a promotion; use capitals, digits and dashes, such as SPRING-26.").arg(p.code));
    if (p.name.trimmed().isEmpty())
        throw InvalidInput(PromotionTexts::tr("The promotion %1 has no name; write what the customer reads on the invoice.").arg(p.code));
    if (p.amount ? p.basisPoints != 0 || p.amount->minor <= 0 : p.basisPoints < 1 || p.basisPoints > 10'000)
        throw InvalidInput(PromotionTexts::tr("The promotion %1 takes nothing off; write either a part of the price (up to 100 %) or an amount.").arg(p.code));
    if (p.periods < 0 || p.periods > 120)
        throw InvalidInput(PromotionTexts::tr("The promotion %1 does not last between 0 (no end) and 120 periods.").arg(p.code));
    if (!p.validFrom.isValid() || (p.validTo && *p.validTo <= p.validFrom))
        throw InvalidInput(PromotionTexts::tr("The promotion %1 has no first day, or ends before it.").arg(p.code));
}

} // namespace trunkline::catalogue
