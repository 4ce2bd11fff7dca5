#include "models/billing/documenttext.h"

#include <QCoreApplication>

namespace trunkline::billing {

static QString titleText(const char* text)
{
    return QCoreApplication::translate("InvoicePdf", text);
}

QString documentTitle(const Invoice& invoice)
{
    if (invoice.kind == DocumentKind::CreditNote)
        return invoice.number.isEmpty() ? titleText("Credit note (preview)") : titleText("Credit note %1").arg(invoice.number);
    return invoice.number.isEmpty() ? titleText("Invoice (preview)") : titleText("Invoice %1").arg(invoice.number);
}

QString amountText(const Money& amount, const QLocale& locale)
{
    return amount.toDisplay(locale).chopped(4); // a space and the code
}

QString longYearDate(BillingDate day, const QLocale& locale)
{
    QString format = locale.dateFormat(QLocale::ShortFormat);
    if (!format.contains(QLatin1String("yyyy")))
        format.replace(QLatin1String("yy"), QLatin1String("yyyy"));
    return locale.toString(day.date(), format);
}

QString spanText(const BillingPeriod& period, const QLocale& locale)
{
    return QStringLiteral("%1 – %2").arg(longYearDate(period.from, locale), longYearDate(period.to.plusDays(-1), locale));
}

} // namespace trunkline::billing
