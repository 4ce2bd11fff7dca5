// One invoice being laid out, from the top down, as its template says.
#pragma once

#include "models/billing/documenttext.h"
#include "models/documents/documenttemplate.h"
#include "models/documents/invoicepdf.h"

namespace trunkline::documents {

class InvoiceLayout {
public:
    InvoiceLayout(PdfDocument& pdf, const billing::Invoice& invoice, const InvoiceExtras& extras);
    void draw();

private:
    QString word(const char* key) const { return words_.word(key); }
    QString amount(const Money& money) const { return billing::amountText(money, locale_); }
    QString currency() const { return invoice_.net.currency.code(); }
    QString title() const { return documentTitle(invoice_, extras_.settings.words); }
    QString foreignCountry() const;
    QString terms() const;
    QString rateText(const billing::TaxTotal& tax) const;
    QString quantityText(const billing::InvoiceLine& line) const;
    QString factText(const QString& fact, QString& value) const;
    QStringList reasons() const;
    const QString& span(const BillingPeriod& period);

    void startPage();
    void nextPage();
    void drawLetterhead();
    void drawBuyer();
    void drawFacts();
    void drawTitle();
    void drawTableHead(const QList<TemplateColumn>& columns);
    void drawCarried();
    void drawLine(const billing::InvoiceLine& line);
    void drawTaxes(float y);
    void drawSums();
    void drawTerms();
    void drawCode();
    int pagesOf(const UsageDetail& usage) const;
    void drawUsage(const UsageDetail& usage);
    void drawUsageTitle(const UsageDetail& usage, const billing::InvoiceLine* line);
    void drawUsageRow(const UsageEntry& entry, Weight weight);
    void nextUsagePage();
    void drawFooters();
    void drawFooter(int page);
    void paragraph(const QString& text, float width);
    float sumsHeight() const;
    float termsHeight() const;
    float codeHeight() const { return code_.empty() ? 0 : template_.codeSize + 12; }

    PdfDocument& pdf_;
    const billing::Invoice& invoice_;
    const InvoiceExtras& extras_;
    const QLocale locale_;
    const DocumentTemplate& template_;
    const DocumentWords& words_;
    const PdfColour accent_;
    std::vector<std::vector<bool>> code_; ///< of the payment; empty when there is none
    float y_ = 0;                         ///< where the next thing is drawn
    Money carried_;
    int page_ = 0;                        ///< pages of the document that are written already
    int pageCount_ = 0;                   ///< all of it
    std::pair<BillingPeriod, QString> span_; ///< lines share their period, mostly
};

} // namespace trunkline::documents
