#include "models/documents/documentfile.h"

#include "models/billing/invoicestore.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <array>

namespace trunkline::documents {

using billing::Invoice;

namespace {

constexpr std::array formatNames{"pdf", "factur-x", "ubl", "cii"};

QString fileText(const char* text)
{
    return QCoreApplication::translate("Documents", text);
}

} // namespace

QString nameOf(DocumentFormat format)
{
    return QString::fromLatin1(formatNames[std::size_t(format)]);
}

DocumentFormat documentFormatNamed(const QString& name)
{
    QStringList known;
    for (std::size_t i = 0; i < formatNames.size(); ++i) {
        known.append(QString::fromLatin1(formatNames[i]));
        if (name == known.last())
            return DocumentFormat(i);
    }
    throw InvalidInput(fileText("“%1” is no form of a document; choose one of %2.").arg(name, known.join(QStringLiteral(", "))));
}

DocumentFile documentFile(store::Connection& connection, const Invoice& invoice, DocumentFormat format, EInvoiceProfile profile)
{
    InvoiceExtras extras = invoiceExtras(connection, invoice);
    if (format == DocumentFormat::Pdf)
        return {invoice.number + QStringLiteral(".pdf"), "application/pdf", invoicePdf(invoice, extras)};
    if (format == DocumentFormat::FacturX && profile != EInvoiceProfile::En16931)
        throw Refused(fileText("Factur-X has the profile en16931 only; export cii or ubl for the profile %1.").arg(nameOf(profile)));
    // What the seller says of itself is as it is today: an e-invoice that lacks an address can be mended and sent.
    const EInvoice e = eInvoice(invoice, documentSettings(connection), buyerDetails(connection, invoice.accountId), profile);
    if (format == DocumentFormat::Ubl)
        return {invoice.number + QStringLiteral(".xml"), "application/xml", toUbl(e)};
    const QByteArray cii = toCii(e);
    if (format == DocumentFormat::Cii)
        return {invoice.number + QStringLiteral("-cii.xml"), "application/xml", cii};
    extras.facturX = cii;
    return {invoice.number + QStringLiteral(".pdf"), "application/pdf", invoicePdf(invoice, extras)};
}

void writeDocument(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        throw StoreFailure(fileText("%1 can't be written (%2); choose another place.").arg(path, file.errorString()));
}

bool printBatch(store::Connection& connection, const QList<InvoiceId>& invoices, const QString& path, const PrintWatcher& watcher)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        throw StoreFailure(fileText("%1 can't be written (%2); choose another place.").arg(path, file.errorString()));
    std::optional<PdfDocument> pdf;
    int done = 0;
    for (const InvoiceId id : invoices) {
        const auto invoice = billing::invoice(connection, id);
        if (!invoice)
            throw NotFound(fileText("One of the chosen documents is not in the database; refresh the list and choose again."));
        if (!pdf) // dated by its first document: the same batch gives the same file
            pdf.emplace(file, PdfDocument::About{fileText("Documents"), invoice->seller.name, QString(invoice->localeName).replace(u'_', u'-'), invoice->issuedOn});
        drawInvoice(*pdf, *invoice, invoiceExtras(connection, *invoice));
        if (watcher && !watcher(++done)) {
            file.cancelWriting();
            return false;
        }
    }
    if (!pdf)
        throw InvalidInput(fileText("There is no document to print; choose some."));
    pdf->finish();
    if (!file.commit())
        throw StoreFailure(fileText("%1 can't be written (%2); choose another place.").arg(path, file.errorString()));
    return true;
}

} // namespace trunkline::documents
