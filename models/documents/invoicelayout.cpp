#include "models/documents/invoicelayout.h"

#include "models/billing/invoicerules.h"
#include "models/catalogue/offering.h"
#include "models/documents/paymentcode.h"

#include <algorithm>

namespace trunkline::documents {

using billing::DocumentKind;
using billing::InvoiceLine;
using billing::InvoiceParty;
using billing::longYearDate;
using billing::spanText;

namespace {

constexpr float sumsMinimum = 84;

const char* unitWord(const QString& code)
{
    struct Unit {
        const char* code;
        const char* word;
    };
    constexpr Unit units[] = {{"MON", "month"}, {"ANN", "year"}, {"MIN", "minute"}, {"SEC", "second"}, {"E34", "gigabyte"}, {"E20", "megabit"}, {"4L", "megabyte"}};
    for (const Unit& unit : units)
        if (code == QLatin1String(unit.code))
            return unit.word;
    return "piece";
}

const char* categoryWord(TaxCategory category)
{
    switch (category) {
    case TaxCategory::Exempt: return "exempt";
    case TaxCategory::ReverseCharge: return "reverseCharge";
    case TaxCategory::IntraCommunity: return "intraCommunity";
    case TaxCategory::Export: return "export";
    case TaxCategory::OutsideScope: return "outOfScope";
    case TaxCategory::Standard: case TaxCategory::ZeroRated: break;
    }
    return "zero";
}

} // namespace

InvoiceLayout::InvoiceLayout(PdfDocument& pdf, const billing::Invoice& invoice, const InvoiceExtras& extras)
    : LetterLayout(pdf, {invoice.seller, invoice.sellerIban, invoice.buyer, invoice.localeName, documentTitle(invoice, extras.settings.words), extras.settings, extras.logo}),
      invoice_(invoice), extras_(extras), carried_(Money::zero(invoice.net.currency))
{
    if (const QByteArray payment = paymentCode(invoice, extras.settings.bic); !payment.isEmpty())
        code_ = qrModules(payment);
}

void InvoiceLayout::draw()
{
    pdf_.addPage();
    drawLetterhead();
    drawBuyer();
    drawFacts(facts());
    drawTitle({invoice_.note, extras_.settings.introduction});
    drawTableHead(template_.columns, currency());
    for (const InvoiceLine& line : invoice_.lines)
        drawLine(line);
    drawSums();
    drawTerms();
    pageCount_ = pdf_.pages();
    for (const UsageDetail& usage : extras_.usage)
        pageCount_ += pagesOf(usage);
    for (const UsageDetail& usage : extras_.usage)
        drawUsage(usage);
    drawFooters();
}

/// The name of the fact; its value is empty when there is nothing to say.
QString InvoiceLayout::factText(const QString& fact, QString& value) const
{
    const bool credit = invoice_.kind == DocumentKind::CreditNote;
    if (fact == QLatin1String("number")) {
        value = invoice_.number.isEmpty() ? word("preview") : invoice_.number;
        return credit ? word("creditNote") : word("invoice");
    }
    if (fact == QLatin1String("date"))
        value = longYearDate(invoice_.issuedOn, locale_);
    else if (fact == QLatin1String("period"))
        value = spanText(invoice_.period, locale_);
    else if (fact == QLatin1String("customer"))
        value = invoice_.customerNumber;
    else if (fact == QLatin1String("account"))
        value = invoice_.accountNumber;
    else if (fact == QLatin1String("reference"))
        value = extras_.reference;
    else if (fact == QLatin1String("due") && !credit)
        value = longYearDate(invoice_.dueOn, locale_);
    else if (fact == QLatin1String("preceding") && !invoice_.preceding.isEmpty())
        value = word("precedingOf").arg(invoice_.preceding.first().number, longYearDate(invoice_.preceding.first().issuedOn, locale_));
    else if (fact == QLatin1String("vatId")) {
        value = invoice_.buyer.vatId;
        return word("yourVatId");
    }
    return word(fact.toLatin1().constData());
}

QList<LetterLayout::Fact> InvoiceLayout::facts() const
{
    QList<Fact> all;
    for (const QString& fact : template_.factsShown) {
        Fact one{{}, {}, fact == QLatin1String("number") || fact == QLatin1String("due")};
        one.name = factText(fact, one.value);
        all.append(one);
    }
    return all;
}

void InvoiceLayout::drawCarried()
{
    pdf_.text(template_.columns.value(1).x, y_, word("carried"), template_.detailSize, Weight::Regular, template_.grey);
    pdf_.text(template_.right, y_, amount(carried_), template_.detailSize, Weight::Regular, template_.grey, Align::Right);
    y_ += 16;
}

QString InvoiceLayout::quantityText(const InvoiceLine& line) const
{
    return word(unitWord(line.unitCode)).arg(billing::quantityText(line.quantity, line.unitCode, locale_));
}

const QString& InvoiceLayout::span(const BillingPeriod& period)
{
    if (span_.second.isEmpty() || span_.first != period)
        span_ = {period, spanText(period, locale_)};
    return span_.second;
}

void InvoiceLayout::drawLine(const InvoiceLine& line)
{
    const float textLeft = template_.columns.value(1).x, width = template_.textRight - textLeft;
    QStringList details;
    if (line.period)
        details.append(span(*line.period));
    details.append(pdf_.wrapped(line.detail, width, template_.detailSize));
    const QStringList heads = pdf_.wrapped(line.text, width, template_.textSize, Weight::Bold);
    // The last line goes on with the sums, so that no page holds sums alone.
    const float after = &line == &invoice_.lines.last() ? 20 + sumsHeight() + termsHeight() : 8;
    const float height = float(heads.size()) * 13 + float(details.size()) * 11;
    if (y_ + height + after > template_.bottom && y_ > template_.top + 60) {
        nextPage();
        drawTableHead(template_.columns, currency());
        drawCarried();
    }
    carried_ += line.net;
    for (const TemplateColumn& column : template_.columns) {
        const auto put = [&](const QString& text, Weight weight, PdfColour colour) { pdf_.text(column.x, y_, text, template_.rowSize, weight, colour, column.align); };
        if (column.show == QLatin1String("position"))
            put(locale_.toString(line.position), Weight::Regular, template_.grey);
        else if (column.show == QLatin1String("quantity"))
            put(quantityText(line), Weight::Regular, template_.ink);
        else if (column.show == QLatin1String("price"))
            put(catalogue::priceText(line.unitPrice, locale_), Weight::Regular, template_.ink);
        else if (column.show == QLatin1String("vat"))
            put(catalogue::percentText(line.taxRateBasisPoints, locale_), Weight::Regular, template_.grey);
        else if (column.show == QLatin1String("net"))
            put(amount(line.net), Weight::Bold, line.net.isNegative() ? accent_ : template_.ink);
    }
    for (const QString& head : heads) {
        pdf_.text(textLeft, y_, head, template_.textSize, Weight::Bold, template_.ink);
        y_ += 13;
    }
    y_ -= 1;
    for (const QString& detail : details) {
        pdf_.text(textLeft, y_, detail, template_.detailSize, Weight::Regular, template_.grey);
        y_ += 11;
    }
    pdf_.line(template_.left, y_ - 4, template_.right, y_ - 4, 0.5f, template_.hairline);
    y_ += 11;
}

QString InvoiceLayout::rateText(const billing::TaxTotal& tax) const
{
    if (tax.category == TaxCategory::Standard || tax.category == TaxCategory::ZeroRated)
        return catalogue::percentText(tax.rateBasisPoints, locale_);
    return word(categoryWord(tax.category));
}

void InvoiceLayout::drawTaxes(float y)
{
    const float left = template_.left, netRight = left + 170, taxRight = left + 236;
    pdf_.text(left, y, word("vatRate"), template_.headSize, Weight::Bold, template_.grey);
    pdf_.text(netRight, y, word("net"), template_.headSize, Weight::Bold, template_.grey, Align::Right);
    pdf_.text(taxRight, y, word("vat"), template_.headSize, Weight::Bold, template_.grey, Align::Right);
    pdf_.line(left, y + 5, taxRight, y + 5, 0.5f, template_.hairline);
    y += 17;
    for (const billing::TaxTotal& tax : invoice_.taxes) {
        pdf_.text(left, y, rateText(tax), 8.5f, Weight::Regular, template_.ink);
        pdf_.text(netRight, y, amount(tax.net), 8.5f, Weight::Regular, template_.ink, Align::Right);
        pdf_.text(taxRight, y, amount(tax.tax), 8.5f, Weight::Regular, template_.ink, Align::Right);
        y += 13.5f;
    }
}

float InvoiceLayout::sumsHeight() const
{
    return std::max(sumsMinimum, 26 + float(invoice_.taxes.size()) * 13.5f);
}

void InvoiceLayout::drawSums()
{
    y_ += 8;
    drawTaxes(y_);
    const float labels = template_.sumLabels, right = template_.right, size = template_.rowSize;
    pdf_.text(labels, y_, word("net"), size, Weight::Regular, template_.ink);
    pdf_.text(right, y_, amount(invoice_.net), size, Weight::Regular, template_.ink, Align::Right);
    pdf_.text(labels, y_ + 15, word("vat"), size, Weight::Regular, template_.ink);
    pdf_.text(right, y_ + 15, amount(invoice_.tax), size, Weight::Regular, template_.ink, Align::Right);
    pdf_.box(labels - 10, y_ + 25, right - labels + 20, 27, accent_.tint(0.12f));
    pdf_.text(labels, y_ + 43, word("total"), 11, Weight::Bold, template_.ink);
    pdf_.text(right, y_ + 43, QStringLiteral("%1 %2").arg(amount(invoice_.gross), currency()), 11, Weight::Bold, accent_, Align::Right);
    y_ += sumsHeight();
}

QString InvoiceLayout::terms() const
{
    if (invoice_.number.isEmpty())
        return word("termsPreview");
    if (invoice_.kind == DocumentKind::CreditNote)
        return word("termsCredit").arg(amount(-invoice_.gross), currency(), invoice_.accountNumber);
    if (invoice_.gross.isZero())
        return word("termsNothing");
    const QString due = longYearDate(invoice_.dueOn, locale_);
    if (invoice_.sellerIban.isEmpty())
        return word("termsPay").arg(amount(invoice_.gross), currency(), due, invoice_.number);
    return word("termsPayTo").arg(amount(invoice_.gross), currency(), due, invoice_.sellerIban, invoice_.number);
}

/// Why no tax is charged: each reason once, the words' own where the document says none.
QStringList InvoiceLayout::reasons() const
{
    QStringList all;
    for (const billing::TaxTotal& tax : invoice_.taxes) {
        if (!needsReason(tax.category))
            continue;
        const QString own = word((QByteArray(categoryWord(tax.category)) + "Reason").constData());
        const QString reason = tax.exemptionReason.isEmpty() ? own : tax.exemptionReason;
        if (!all.contains(reason))
            all.append(reason);
    }
    return all;
}

float InvoiceLayout::termsHeight() const
{
    const float width = template_.right - template_.left - (code_.empty() ? 0 : template_.codeSize + 16);
    float height = 14;
    for (const QString& each : QStringList{terms()} + reasons())
        height += float(pdf_.wrapped(each, width, template_.rowSize).size()) * 13;
    return std::max(height, 14 + codeHeight());
}

void InvoiceLayout::drawTerms()
{
    y_ += 14;
    const float top = y_;
    const float width = template_.right - template_.left - (code_.empty() ? 0 : template_.codeSize + 16);
    drawCode();
    for (const QString& each : QStringList{terms()} + reasons())
        paragraph(each, width);
    y_ = std::max(y_, top + codeHeight());
    if (!extras_.settings.closing.isEmpty()) {
        y_ += 6;
        paragraph(extras_.settings.closing, template_.right - template_.left);
    }
}

} // namespace trunkline::documents
