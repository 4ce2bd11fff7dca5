#include "models/billing/invoicepdf.h"

#include "models/billing/invoicerules.h"
#include "models/billing/pdfdocument.h"
#include "models/catalogue/offering.h"

#include <QCoreApplication>

#include <algorithm>


namespace trunkline::billing {

namespace {

using Weight = PdfDocument::Weight;
using Align = PdfDocument::Align;

QString pdfText(const char* text)
{
    return QCoreApplication::translate("InvoicePdf", text);
}

constexpr float left = 56.7f;                          // 20 mm
constexpr float right = PdfDocument::pageWidth - 56.7f;
constexpr float bottom = PdfDocument::pageHeight - 79; // nothing but the footer below
constexpr PdfColour ink{0.10f, 0.12f, 0.14f};
constexpr PdfColour grey{0.38f, 0.41f, 0.45f};
constexpr PdfColour hairline{0.82f, 0.84f, 0.86f};

// Right edges of the columns of figures; descriptions end before the first.
constexpr float textLeft = left + 22;
constexpr float textRight = 290;
constexpr float quantityRight = 372;
constexpr float priceRight = 432;
constexpr float taxRight = 474;

/// One invoice being laid out, from the top down.
class InvoiceLayout {
public:
    InvoiceLayout(const Invoice& invoice, const QString& accent)
        : invoice_(invoice), locale_(invoice.localeName), accent_(PdfColour::named(accent)),
          pdf_(documentTitle(invoice), invoice.seller.name, invoice.issuedOn)
    {
    }

    QByteArray make()
    {
        pdf_.addPage();
        drawLetterhead();
        drawBuyer();
        drawFacts();
        drawTitle();
        drawTableHead();
        for (const InvoiceLine& line : invoice_.lines)
            drawLine(line);
        drawSums();
        drawTerms();
        drawFooters();
        return pdf_.bytes();
    }

private:
    QString amount(const Money& money) const { return amountText(money, locale_); }
    QString currency() const { return invoice_.net.currency.code(); }

    /// "Germany" for "DE"; mail within a country does not name it.
    static QString countryOf(const InvoiceParty& party)
    {
        const QLocale::Territory territory = QLocale::codeToTerritory(party.country);
        return territory == QLocale::AnyTerritory ? party.country : QLocale::territoryToString(territory);
    }
    QString foreignCountry() const { return invoice_.buyer.country == invoice_.seller.country ? QString() : countryOf(invoice_.buyer); }

    static QString placeOf(const InvoiceParty& party) { return QStringLiteral("%1 %2").arg(party.postCode, party.city).trimmed(); }

    void drawLetterhead()
    {
        pdf_.box(0, 0, PdfDocument::pageWidth, 7, accent_);
        pdf_.text(left, 58, invoice_.seller.name, 17, Weight::Bold, accent_);
        float y = 48;
        const InvoiceParty& seller = invoice_.seller;
        for (const QString& each : {seller.street, placeOf(seller), countryOf(seller), seller.vatId.isEmpty() ? QString() : pdfText("VAT ID %1").arg(seller.vatId)}) {
            if (each.isEmpty())
                continue;
            pdf_.text(right, y, each, 8, Weight::Regular, grey, Align::Right);
            y += 11.5f;
        }
    }

    // Where the window of an envelope is (DIN 5008, form B: 45 mm from the top, 20 mm from the left).
    void drawBuyer()
    {
        const InvoiceParty& seller = invoice_.seller;
        QStringList sender;
        for (const QString& each : {seller.name, seller.street, placeOf(seller)})
            if (!each.isEmpty())
                sender.append(each);
        pdf_.text(left, 140, sender.join(QStringLiteral(" · ")), 6.5f, Weight::Regular, grey);
        pdf_.line(left, 143.5f, left + 226, 143.5f, 0.5f, hairline);
        float y = 162;
        const InvoiceParty& buyer = invoice_.buyer;
        for (const QString& each : pdf_.wrapped(buyer.name, 226, 10.5f, Weight::Bold)) {
            pdf_.text(left, y, each, 10.5f, Weight::Bold, ink);
            y += 15;
        }
        for (const QString& each : {buyer.street, placeOf(buyer), foreignCountry()}) {
            if (each.isEmpty())
                continue;
            pdf_.text(left, y, each, 10.5f, Weight::Regular, ink);
            y += 15;
        }
        y_ = y;
    }

    void drawFacts()
    {
        struct Fact {
            QString name;
            QString value;
        };
        const bool credit = invoice_.kind == DocumentKind::CreditNote;
        QList<Fact> facts{{credit ? pdfText("Credit note") : pdfText("Invoice"), invoice_.number.isEmpty() ? pdfText("preview") : invoice_.number},
                          {pdfText("Date"), longYearDate(invoice_.issuedOn, locale_)},
                          {pdfText("Billing period"), spanText(invoice_.period, locale_)},
                          {pdfText("Customer"), invoice_.customerNumber},
                          {pdfText("Account"), invoice_.accountNumber}};
        if (!invoice_.buyer.vatId.isEmpty())
            facts.append({pdfText("Your VAT ID"), invoice_.buyer.vatId});
        if (!credit)
            facts.append({pdfText("Due"), longYearDate(invoice_.dueOn, locale_)});
        float y = 147;
        for (const Fact& fact : facts) {
            const bool strong = &fact == &facts.first() || (!credit && &fact == &facts.last());
            pdf_.text(330, y, fact.name, 8.5f, Weight::Regular, grey);
            pdf_.text(right, y, fact.value, 8.5f, strong ? Weight::Bold : Weight::Regular, ink, Align::Right);
            y += 14.5f;
        }
    }

    void drawTitle()
    {
        y_ = std::max(290.0f, y_ + 28);
        pdf_.text(left, y_, documentTitle(invoice_), 15, Weight::Bold, ink);
        y_ += 34;
    }

    void drawTableHead()
    {
        const auto head = [&](float x, const QString& text, Align align) { pdf_.text(x, y_, text, 7.5f, Weight::Bold, grey, align); };
        head(left, pdfText("Pos."), Align::Left);
        head(textLeft, pdfText("Description"), Align::Left);
        head(quantityRight, pdfText("Quantity"), Align::Right);
        head(priceRight, pdfText("Price"), Align::Right);
        head(taxRight, pdfText("VAT"), Align::Right);
        head(right, pdfText("Net (%1)").arg(currency()), Align::Right);
        y_ += 6;
        pdf_.line(left, y_, right, y_, 1.2f, accent_);
        y_ += 15;
    }

    void newPage()
    {
        pdf_.addPage();
        pdf_.box(0, 0, PdfDocument::pageWidth, 7, accent_);
        y_ = 48;
        pdf_.text(left, y_, invoice_.seller.name, 9, Weight::Bold, accent_);
        pdf_.text(right, y_, documentTitle(invoice_), 9, Weight::Regular, grey, Align::Right);
        y_ += 32;
    }

    QString quantityOf(const InvoiceLine& line) const
    {
        const QString count = quantityText(line.quantity);
        return line.kind == LineKind::Recurring ? pdfText("%1 month").arg(count) : count;
    }

    void drawLine(const InvoiceLine& line)
    {
        QStringList details;
        if (line.period)
            details.append(pdf_.wrapped(spanText(*line.period, locale_), textRight - textLeft, 8));
        details.append(pdf_.wrapped(line.detail, textRight - textLeft, 8));
        const QStringList heads = pdf_.wrapped(line.text, textRight - textLeft, 9.5f, Weight::Bold);
        // The last line goes on with the sums, so that no page holds sums alone.
        const float after = &line == &invoice_.lines.last() ? 20 + sumsHeight() + termsHeight() : 8;
        const float height = float(heads.size()) * 13 + float(details.size()) * 11;
        if (y_ + height + after > bottom) {
            newPage();
            drawTableHead();
        }
        const PdfColour figures = line.net.isNegative() ? accent_ : ink;
        pdf_.text(left, y_, locale_.toString(line.position), 9, Weight::Regular, grey);
        pdf_.text(quantityRight, y_, quantityOf(line), 9, Weight::Regular, ink, Align::Right);
        pdf_.text(priceRight, y_, catalogue::priceText(line.unitPrice, locale_), 9, Weight::Regular, ink, Align::Right);
        pdf_.text(taxRight, y_, catalogue::percentText(line.taxRateBasisPoints, locale_), 9, Weight::Regular, grey, Align::Right);
        pdf_.text(right, y_, amount(line.net), 9, Weight::Bold, figures, Align::Right);
        for (const QString& head : heads) {
            pdf_.text(textLeft, y_, head, 9.5f, Weight::Bold, ink);
            y_ += 13;
        }
        y_ -= 1;
        for (const QString& detail : details) {
            pdf_.text(textLeft, y_, detail, 8, Weight::Regular, grey);
            y_ += 11;
        }
        pdf_.line(left, y_ - 4, right, y_ - 4, 0.5f, hairline);
        y_ += 11;
    }

    void drawTaxes(float y)
    {
        pdf_.text(left, y, pdfText("VAT rate"), 7.5f, Weight::Bold, grey);
        pdf_.text(left + 120, y, pdfText("Net"), 7.5f, Weight::Bold, grey, Align::Right);
        pdf_.text(left + 190, y, pdfText("VAT"), 7.5f, Weight::Bold, grey, Align::Right);
        pdf_.line(left, y + 5, left + 190, y + 5, 0.5f, hairline);
        y += 17;
        for (const TaxTotal& tax : invoice_.taxes) {
            pdf_.text(left, y, catalogue::percentText(tax.rateBasisPoints, locale_), 8.5f, Weight::Regular, ink);
            pdf_.text(left + 120, y, amount(tax.net), 8.5f, Weight::Regular, ink, Align::Right);
            pdf_.text(left + 190, y, amount(tax.tax), 8.5f, Weight::Regular, ink, Align::Right);
            y += 13.5f;
        }
    }

    float sumsHeight() const { return std::max(84.0f, 26 + float(invoice_.taxes.size()) * 13.5f); }

    void drawSums()
    {
        y_ += 8;
        drawTaxes(y_);
        const float labels = 340;
        pdf_.text(labels, y_, pdfText("Net"), 9, Weight::Regular, ink);
        pdf_.text(right, y_, amount(invoice_.net), 9, Weight::Regular, ink, Align::Right);
        pdf_.text(labels, y_ + 15, pdfText("VAT"), 9, Weight::Regular, ink);
        pdf_.text(right, y_ + 15, amount(invoice_.tax), 9, Weight::Regular, ink, Align::Right);
        pdf_.box(labels - 10, y_ + 25, right - labels + 20, 27, accent_.tint(0.12f));
        pdf_.text(labels, y_ + 43, pdfText("Total"), 11, Weight::Bold, ink);
        pdf_.text(right, y_ + 43, QStringLiteral("%1 %2").arg(amount(invoice_.gross), currency()), 11, Weight::Bold, accent_, Align::Right);
        y_ += sumsHeight();
    }

    QString terms() const
    {
        if (invoice_.number.isEmpty())
            return pdfText("This is a preview. The document has no number yet and nothing is due.");
        if (invoice_.kind == DocumentKind::CreditNote)
            return pdfText("We owe you %1 %2. The amount stands on your account %3.").arg(amount(-invoice_.gross), currency(), invoice_.accountNumber);
        if (invoice_.gross.isZero())
            return pdfText("Nothing is to be paid.");
        if (invoice_.sellerIban.isEmpty())
            return pdfText("Please pay %1 %2 by %3 and quote %4.")
                .arg(amount(invoice_.gross), currency(), longYearDate(invoice_.dueOn, locale_), invoice_.number);
        return pdfText("Please pay %1 %2 by %3 to %4 and quote %5.")
            .arg(amount(invoice_.gross), currency(), longYearDate(invoice_.dueOn, locale_), invoice_.sellerIban, invoice_.number);
    }

    float termsHeight() const { return 14 + float(pdf_.wrapped(terms(), right - left, 9).size()) * 13; }

    void drawTerms()
    {
        y_ += 14;
        for (const QString& each : pdf_.wrapped(terms(), right - left, 9)) {
            pdf_.text(left, y_, each, 9, Weight::Regular, ink);
            y_ += 13;
        }
    }

    void drawFooters()
    {
        QStringList facts{invoice_.seller.name};
        if (!invoice_.seller.vatId.isEmpty())
            facts.append(pdfText("VAT ID %1").arg(invoice_.seller.vatId));
        if (!invoice_.sellerIban.isEmpty())
            facts.append(pdfText("IBAN %1").arg(invoice_.sellerIban));
        const float y = PdfDocument::pageHeight - 42;
        for (int page = 0; page < pdf_.pages(); ++page) {
            pdf_.goToPage(page);
            pdf_.line(left, y - 13, right, y - 13, 0.5f, hairline);
            pdf_.text(left, y, facts.join(QStringLiteral(" · ")), 7.5f, Weight::Regular, grey);
            pdf_.text(right, y, pdfText("Page %1 of %2").arg(page + 1).arg(pdf_.pages()), 7.5f, Weight::Regular, grey, Align::Right);
        }
    }

    const Invoice& invoice_;
    const QLocale locale_;
    const PdfColour accent_;
    PdfDocument pdf_;
    float y_ = 0; ///< where the next thing is drawn
};

} // namespace

QByteArray invoicePdf(const Invoice& invoice, const QString& accentColour)
{
    return InvoiceLayout(invoice, accentColour).make();
}

QString documentTitle(const Invoice& invoice)
{
    if (invoice.kind == DocumentKind::CreditNote)
        return invoice.number.isEmpty() ? pdfText("Credit note (preview)") : pdfText("Credit note %1").arg(invoice.number);
    return invoice.number.isEmpty() ? pdfText("Invoice (preview)") : pdfText("Invoice %1").arg(invoice.number);
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
