// Reads e-invoices: which of the two syntaxes it is, and what both need.
#include "models/documents/ereader.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::documents {

std::optional<Decimal> readDecimal(const XmlElement& from, const char* path)
{
    const QString text = from.textAt(path);
    if (text.isEmpty())
        return std::nullopt;
    const auto number = Decimal::parse(text);
    if (!number)
        throw InvalidInput(QCoreApplication::translate("EInvoice", "“%1” in %2 is no number.").arg(text, QLatin1String(path)));
    return number;
}

BillingDate readDate(const XmlElement& from, const char* path)
{
    QString text = from.textAt(path).left(10);
    if (text.size() == 8 && !text.contains(u'-'))
        text.insert(6, u'-').insert(4, u'-');
    return text.isEmpty() ? BillingDate() : BillingDate::parse(text);
}

void settlePrices(ELine& line)
{
    if (line.priceDiscount && line.priceDiscount->units == 0)
        line.priceDiscount.reset();
    if (line.priceDiscount && line.netPrice && !line.grossPrice)
        line.grossPrice = line.netPrice->plus(*line.priceDiscount);
}

EInvoice readEInvoice(const QByteArray& xml)
{
    const XmlElement root = readXml(xml);
    if (root.name == QLatin1String("Invoice") || root.name == QLatin1String("CreditNote"))
        return readUbl(root);
    if (root.name == QLatin1String("CrossIndustryInvoice"))
        return readCii(root);
    throw InvalidInput(QCoreApplication::translate("EInvoice", "“%1” is no e-invoice: a UBL Invoice or CreditNote or a CrossIndustryInvoice is.").arg(root.name));
}

} // namespace trunkline::documents
