// The invoice as customers get it: an A4 PDF with embedded fonts.
#pragma once

#include "models/billing/invoice.h"

#include <QByteArray>
#include <QLocale>

namespace trunkline::billing {

/// The same invoice and colour give the same bytes: dates come from the invoice, never from the clock.
/// A draft (without number) is marked as a preview. Throws NotFound when the font is missing.
QByteArray invoicePdf(const Invoice& invoice, const QString& accentColour = QStringLiteral("#1f5f8b"));

/// The parts of the page that are words and figures, for screens too.
QString documentTitle(const Invoice& invoice);                        ///< "Invoice INV-2026-000001"
QString amountText(const Money& amount, const QLocale& locale);       ///< "1,234.50": without the currency
QString longYearDate(BillingDate day, const QLocale& locale);         ///< the locale's short date, the year in four digits
QString spanText(const BillingPeriod& period, const QLocale& locale); ///< first and last day, both included

} // namespace trunkline::billing
