// One invoice being laid out, from the top down, as its template says.
#pragma once

#include "models/billing/documenttext.h"
#include "models/documents/invoicepdf.h"
#include "models/documents/letterlayout.h"

namespace trunkline::documents {

class InvoiceLayout : LetterLayout {
public:
    InvoiceLayout(PdfDocument& pdf, const billing::Invoice& invoice, const InvoiceExtras& extras);
    void draw();

private:
    QString currency() const { return invoice_.net.currency.code(); }
    QString terms() const;
    QString rateText(const billing::TaxTotal& tax) const;
    QString quantityText(const billing::InvoiceLine& line) const;
    QString factText(const QString& fact, QString& value) const;
    QList<Fact> facts() const;
    QStringList reasons() const;
    const QString& span(const BillingPeriod& period);

    void drawCarried();
    void drawLine(const billing::InvoiceLine& line);
    void drawTaxes(float y);
    void drawSums();
    void drawTerms();
    int pagesOf(const UsageDetail& usage) const;
    void drawUsage(const UsageDetail& usage);
    void drawUsageTitle(const UsageDetail& usage, const billing::InvoiceLine* line);
    void drawUsageRow(const UsageEntry& entry, Weight weight);
    void nextUsagePage();
    float sumsHeight() const;
    float termsHeight() const;

    const billing::Invoice& invoice_;
    const InvoiceExtras& extras_;
    Money carried_;
    std::pair<BillingPeriod, QString> span_; ///< lines share their period, mostly
};

} // namespace trunkline::documents
