// The words and figures of documents that lists and screens show, too.
#pragma once

#include "models/billing/invoice.h"

#include <QLocale>

namespace trunkline::billing {

QString documentTitle(const Invoice& invoice);                        ///< "Invoice INV-2026-000001", in the user's language
QString amountText(const Money& amount, const QLocale& locale);       ///< "1,234.50": without the currency
QString longYearDate(BillingDate day, const QLocale& locale);         ///< the locale's short date, the year in four digits
QString spanText(const BillingPeriod& period, const QLocale& locale); ///< first and last day, both included

} // namespace trunkline::billing
