// Invoices as PDF with embedded fonts: ours, which cuts a font once and shares it, against Qt's QPdfWriter in the same run.
#include "tests/bench/bench.h"

#include "models/billing/invoicetotals.h"
#include "models/documents/invoicepdf.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>

#include <stdexcept>

namespace trunkline::bench {

namespace {

using namespace billing;

constexpr int documentLines = 30;
constexpr int documentsOwn = 2000;
constexpr int documentsOfQt = 100;
constexpr double documentsTarget = 1000;
constexpr int documentRounds = 3;

/// Every document differs in its numbers, names and amounts.
Invoice documentOf(int number)
{
    const Currency eur = Currency::parse(u"EUR");
    const char* const names[] = {"Bäckerei Öz & Söhne", "Żółta Łódź sp. z o.o.", "Фабрика Свет", "Ελληνική Εταιρεία"};
    Invoice i{InvoiceId(), QStringLiteral("INV-2026-%1").arg(number, 6, 10, QLatin1Char('0')), DocumentKind::Invoice, {}, QStringLiteral("A-%1").arg(number), {},
              QStringLiteral("C-%1").arg(number), {}, BillingDate(2026, 4, 1), BillingDate(2026, 4, 15), {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)},
              {QStringLiteral("Northwind Fibre"), QStringLiteral("Hafenstraße 12"), QStringLiteral("24937"), QStringLiteral("Flensburg"), QStringLiteral("DE"), QStringLiteral("DE123456789")},
              QStringLiteral("DE89370400440532013000"),
              {QString::fromUtf8(names[number % 4]) + QStringLiteral(" %1").arg(number), QStringLiteral("Lindenweg %1").arg(number % 200), QStringLiteral("10115"), QStringLiteral("Berlin"), QStringLiteral("DE"), {}},
              QStringLiteral("de_DE"), {}, {}, Money::zero(eur), Money::zero(eur), Money::zero(eur), {}, {}};
    for (int n = 1; n <= documentLines; ++n) {
        const UnitPrice price{(1 + (number * 31 + n * 7) % 9000) * 10'000, eur};
        i.lines.append({{}, n, LineKind::Recurring, QStringLiteral("Fibre %1").arg(n * 50), QStringLiteral("SVC-%1").arg(number * documentLines + n, 6, 10, QLatin1Char('0')), {}, {}, i.period,
                        {1, 1}, price, price.times(1, Rounding::HalfUp), n % 5 ? 1900 : 700, {}, {}, TaxCategory::Standard, {}, QStringLiteral("MON")});
    }
    addTotals(i);
    return i;
}

QJsonObject ownDocuments(const QStringList&)
{
    QList<Invoice> invoices;
    for (int n = 0; n < documentsOwn; ++n)
        invoices.append(documentOf(n));
    documents::invoicePdf(invoices.first()); // the fonts are read once for a whole program
    qint64 bytes = 0;
    const double before = cpuMicroseconds();
    for (const Invoice& invoice : invoices) {
        const QByteArray pdf = documents::invoicePdf(invoice);
        if (!pdf.startsWith("%PDF-1.7") || !pdf.endsWith("%%EOF\n") || pdf.size() < 20'000)
            throw std::runtime_error("a document is not whole");
        bytes += pdf.size();
    }
    return {{"perSecond", documentsOwn / (cpuMicroseconds() - before) * 1e6}, {"kilobytes", double(bytes) / documentsOwn / 1000}};
}

/// What a page needs at least, drawn at fixed places.
QJsonObject qtDocuments(const QStringList&)
{
    QList<Invoice> invoices;
    for (int n = 0; n < documentsOfQt; ++n)
        invoices.append(documentOf(n));
    const double before = cpuMicroseconds();
    for (const Invoice& invoice : invoices) {
        QByteArray pdf;
        QBuffer out(&pdf);
        out.open(QIODevice::WriteOnly);
        QPdfWriter writer(&out);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setResolution(72);
        QPainter painter(&writer);
        painter.setFont(QFont(QStringLiteral("DejaVu Sans"), 9));
        const auto put = [&](int x, int y, const QString& text) { painter.drawText(x, y, text); };
        int y = 40;
        for (const QString& head : {invoice.seller.name, invoice.buyer.name, invoice.buyer.street, invoice.number, invoice.accountNumber, invoice.customerNumber}) {
            put(40, y, head);
            y += 14;
        }
        for (const InvoiceLine& line : invoice.lines) {
            if (y > 720) {
                writer.newPage();
                y = 40;
            }
            put(0, y, QString::number(line.position));
            put(30, y, line.text);
            put(30, y + 11, line.detail);
            put(250, y, QStringLiteral("1 Monat"));
            put(330, y, line.unitPrice.toPlainString());
            put(400, y, QStringLiteral("19 %"));
            put(450, y, line.net.toPlainString());
            y += 30;
        }
        put(450, y, invoice.gross.toPlainString());
        painter.end();
        if (!pdf.startsWith("%PDF"))
            throw std::runtime_error("QPdfWriter wrote no document");
    }
    return {{"perSecond", documentsOfQt / (cpuMicroseconds() - before) * 1e6}};
}

QList<Row> documentRows()
{
    Rounds own, qt;
    double kilobytes = 0;
    for (int round = 0; round < documentRounds; ++round) {
        const QJsonObject ours = work(QStringLiteral("documents-own"), {});
        own.values.append(ours["perSecond"].toDouble());
        kilobytes = ours["kilobytes"].toDouble();
        qt.values.append(work(QStringLiteral("documents-qt"), {})["perSecond"].toDouble());
    }
    return {{QStringLiteral("PDF invoices of %1 lines, fonts embedded, payment code (%2 kB each)").arg(documentLines).arg(kilobytes, 0, 'f', 0), own.median(),
             QStringLiteral("documents/s CPU"), QStringLiteral("QPdfWriter %1").arg(qt.median(), 0, 'f', 0), own.median() / qt.median(), QStringLiteral("≥ 1000"),
             own.median() >= documentsTarget, own.spread(0)}};
}

const Registration documentBench("documents", documentRows);
const WorkerRegistration ownDocumentWorker("documents-own", ownDocuments, true);
const WorkerRegistration qtDocumentWorker("documents-qt", qtDocuments, true);

} // namespace

} // namespace trunkline::bench
