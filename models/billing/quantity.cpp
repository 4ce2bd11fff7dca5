#include "models/billing/quantity.h"

namespace trunkline::billing {

QString quantityText(const Quantity& quantity)
{
    QString text = QString::number(quantity.numerator < 0 ? -quantity.numerator : quantity.numerator);
    if (quantity.denominator != 1)
        text += u'/' + QString::number(quantity.denominator);
    return quantity.numerator < 0 ? QChar(0x2212) + text : text;
}

} // namespace trunkline::billing
