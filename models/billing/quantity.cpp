#include "models/billing/quantity.h"

#include "models/billing/measuredtraffic.h"
#include "models/core/money.h"

namespace trunkline::billing {

QString quantityText(const Quantity& quantity)
{
    QString text = QString::number(quantity.numerator < 0 ? -quantity.numerator : quantity.numerator);
    if (quantity.denominator != 1)
        text += u'/' + QString::number(quantity.denominator);
    return quantity.numerator < 0 ? QChar(0x2212) + text : text;
}

QString quantityText(const Quantity& quantity, const QString& unitCode, const QLocale& locale)
{
    if (unitCode != QLatin1String("E20") && unitCode != QLatin1String("E34"))
        return quantityText(quantity);
    const std::int64_t millionths = divideRounded(Wide(quantity.numerator) * 1'000'000, quantity.denominator, Rounding::HalfUp);
    return millionths < 0 ? QChar(0x2212) + millionsText(-millionths, locale) : millionsText(millionths, locale);
}

} // namespace trunkline::billing
