// The invoice as customers get it: PDF/A-3 with embedded fonts, laid out by a template in the language of the document.
#pragma once

#include "models/documents/documentsettings.h"
#include "models/documents/pdfdocument.h"

#include <functional>

namespace trunkline::documents {

/// One call, session or volume, for the pages behind the invoice; all texts as the reader sees them.
struct UsageEntry {
    QString start; ///< in the tariff's time zone
    QString kind;
    QString destination;
    QString zone;
    QString quantity;
    QString amount; ///< exact: parts of a cent are rounded once a line
};
using UsageSink = std::function<void(const UsageEntry&)>;

/// What a usage line is made of.
struct UsageDetail {
    int position = 0; ///< of the line
    qsizetype count = 0; ///< of the entries
    std::function<void(const UsageSink&)> each = {}; ///< gives them, whenever it is called the same: they are drawn as they come
    std::optional<UsageEntry> total = {}; ///< what they come to
    QString note = {}; ///< what a reader must know: how many samples could not be used, and what that means
};

/// What a document shows beside the invoice itself.
struct InvoiceExtras {
    DocumentSettings settings = {};
    std::optional<PdfImage> logo = {};
    QString reference = {}; ///< the buyer's (BT-10)
    QList<UsageDetail> usage = {};
    QByteArray facturX = {}; ///< the CII file to embed; empty: none
};

/// What the database says of it: the settings of the day it was posted, the logo, the buyer's reference, the usage that
/// is listed behind it (read while it is drawn).
InvoiceExtras invoiceExtras(store::Connection& connection, const billing::Invoice& invoice);

/// The same values give the same bytes: dates come from the invoice, words from its language, nothing from the
/// clock or the machine's locale. A draft (without number) is marked as a preview. Throws NotFound when a font is missing.
QByteArray invoicePdf(const billing::Invoice& invoice, const InvoiceExtras& extras = {});
/// As further pages of a document that goes on.
void drawInvoice(PdfDocument& pdf, const billing::Invoice& invoice, const InvoiceExtras& extras);

/// "Invoice INV-2026-000001" in the language of the document.
QString documentTitle(const billing::Invoice& invoice, const QString& words);

} // namespace trunkline::documents
