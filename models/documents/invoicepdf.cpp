#include "models/documents/invoicepdf.h"

#include "models/documents/documenttemplate.h"
#include "models/documents/invoicelayout.h"
#include "models/documents/pdfarchive.h"
#include "models/documents/usagedetail.h"

#include <QBuffer>

namespace trunkline::documents {

using billing::DocumentKind;
using billing::Invoice;

InvoiceExtras invoiceExtras(store::Connection& connection, const Invoice& invoice)
{
    InvoiceExtras extras;
    extras.settings = documentSettingsFor(connection, invoice);
    extras.logo = storedPicture(connection, extras.settings.logo);
    extras.reference = buyerDetails(connection, invoice.accountId).reference;
    extras.usage = usageDetails(connection, invoice, extras.settings);
    return extras;
}

QByteArray invoicePdf(const Invoice& invoice, const InvoiceExtras& extras)
{
    QByteArray bytes;
    bytes.reserve(96 * 1024);
    QBuffer out(&bytes);
    out.open(QIODevice::WriteOnly);
    PdfDocument pdf(out, {documentTitle(invoice, extras.settings.words), invoice.seller.name, QString(invoice.localeName).replace(u'_', u'-'), invoice.issuedOn});
    drawInvoice(pdf, invoice, extras);
    if (!extras.facturX.isEmpty()) {
        pdf.attach({QStringLiteral("factur-x.xml"), QStringLiteral("Factur-X"), "text/xml", "Alternative", extras.facturX});
        pdf.addMetadata(pdf::facturXMetadata("EN 16931"));
    }
    pdf.finish();
    return bytes;
}

void drawInvoice(PdfDocument& pdf, const Invoice& invoice, const InvoiceExtras& extras)
{
    InvoiceLayout(pdf, invoice, extras).draw();
}

QString documentTitle(const Invoice& invoice, const QString& words)
{
    const bool credit = invoice.kind == DocumentKind::CreditNote;
    const DocumentWords& known = DocumentWords::of(words, invoice.localeName);
    if (invoice.number.isEmpty())
        return known.word(credit ? "creditNotePreview" : "invoicePreview");
    return known.word(credit ? "creditNoteTitle" : "invoiceTitle").arg(invoice.number);
}

} // namespace trunkline::documents
