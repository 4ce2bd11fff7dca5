// A posted document as a file in one of its forms, and many of them in one file for the printer.
#pragma once

#include "models/documents/einvoice.h"
#include "models/documents/invoicepdf.h"

#include <functional>

namespace trunkline::documents {

enum class DocumentFormat {
    Pdf,
    FacturX, ///< the PDF with the CII file in it
    Ubl,
    Cii,
};
/// "pdf", "factur-x", "ubl", "cii".
QString nameOf(DocumentFormat format);
/// Throws InvalidInput listing those that exist.
DocumentFormat documentFormatNamed(const QString& name);

struct DocumentFile {
    QString name; ///< "INV-2026-000042.pdf"
    QByteArray mimeType;
    QByteArray content;
};

/// Throws Refused, saying what to enter where, when an e-invoice can't be made of it.
DocumentFile documentFile(store::Connection& connection, const billing::Invoice& invoice, DocumentFormat format, EInvoiceProfile profile = EInvoiceProfile::En16931);

/// Writes a file whole or not at all. Throws StoreFailure, naming the path.
void writeDocument(const QString& path, const QByteArray& content);

/// Told after each document; false stops, and no file is left.
using PrintWatcher = std::function<bool(int done)>;
/// One PDF of many documents, each with its own page numbers; memory does not grow with them. False when it was stopped.
bool printBatch(store::Connection& connection, const QList<InvoiceId>& invoices, const QString& path, const PrintWatcher& watcher = {});

} // namespace trunkline::documents
