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

QString placeOf(const InvoiceParty& party)
{
    return QStringLiteral("%1 %2").arg(party.postCode, party.city).trimmed();
}

/// "Germany" for "DE".
QString countryOf(const InvoiceParty& party)
{
    const QLocale::Territory territory = QLocale::codeToTerritory(party.country);
    return territory == QLocale::AnyTerritory ? party.country : QLocale::territoryToString(territory);
}

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
    : pdf_(pdf), invoice_(invoice), extras_(extras), locale_(invoice.localeName), template_(documentTemplate(extras.settings.layout)),
      words_(DocumentWords::of(extras.settings.words, invoice.localeName)), accent_(PdfColour::named(extras.settings.accentColour)),
      carried_(Money::zero(invoice.net.currency))
{
    if (const QByteArray payment = paymentCode(invoice, extras.settings.bic); !payment.isEmpty())
        code_ = qrModules(payment);
}

void InvoiceLayout::draw()
{
    pdf_.addPage();
    drawLetterhead();
    drawBuyer();
    drawFacts();
    drawTitle();
    drawTableHead(template_.columns);
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

QString InvoiceLayout::foreignCountry() const
{
    return invoice_.buyer.country == invoice_.seller.country ? QString() : countryOf(invoice_.buyer); // mail within a country does not name it
}

void InvoiceLayout::drawLetterhead()
{
    pdf_.box(0, 0, PdfDocument::pageWidth, template_.bar, accent_);
    const InvoiceParty& seller = invoice_.seller;
    if (extras_.logo) {
        const auto& box = template_.logo;
        const PdfImage& logo = *extras_.logo;
        const float scale = std::min(box.width / float(logo.width), box.height / float(logo.height));
        pdf_.image(box.x, box.y + (box.height - float(logo.height) * scale) / 2, float(logo.width) * scale, float(logo.height) * scale, logo);
    } else {
        pdf_.text(template_.left, template_.name.top, seller.name, template_.name.size, Weight::Bold, accent_);
    }
    const DocumentSettings& settings = extras_.settings;
    float y = template_.address.top;
    for (const QString& each : {extras_.logo ? seller.name : QString(), seller.street, placeOf(seller), countryOf(seller), settings.contactPhone, settings.contactEmail,
                                seller.vatId.isEmpty() ? QString() : word("vatId").arg(seller.vatId)}) {
        if (each.isEmpty())
            continue;
        pdf_.text(template_.right, y, each, template_.address.size, Weight::Regular, template_.grey, Align::Right);
        y += template_.address.leading;
    }
}

// Where the window of an envelope is (DIN 5008, form B: 45 mm from the top, 20 mm from the left).
void InvoiceLayout::drawBuyer()
{
    const InvoiceParty& seller = invoice_.seller;
    const auto& window = template_.window;
    QStringList sender;
    for (const QString& each : {seller.name, seller.street, placeOf(seller)})
        if (!each.isEmpty())
            sender.append(each);
    pdf_.text(template_.left, template_.senderBaseline, sender.join(QStringLiteral(" · ")), 6.5f, Weight::Regular, template_.grey);
    pdf_.line(template_.left, template_.senderBaseline + 3.5f, template_.left + template_.windowWidth, template_.senderBaseline + 3.5f, 0.5f, template_.hairline);
    float y = window.top;
    const InvoiceParty& buyer = invoice_.buyer;
    for (const QString& each : pdf_.wrapped(buyer.name, template_.windowWidth, window.size, Weight::Bold)) {
        pdf_.text(template_.left, y, each, window.size, Weight::Bold, template_.ink);
        y += window.leading;
    }
    for (const QString& part : {buyer.street, placeOf(buyer), foreignCountry()})
        for (const QString& each : pdf_.wrapped(part, template_.windowWidth, window.size)) {
            pdf_.text(template_.left, y, each, window.size, Weight::Regular, template_.ink);
            y += window.leading;
        }
    y_ = y;
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

void InvoiceLayout::drawFacts()
{
    float y = template_.facts.top;
    const float size = template_.facts.size;
    for (const QString& fact : template_.factsShown) {
        QString value;
        const QString name = factText(fact, value);
        if (value.isEmpty())
            continue;
        const bool strong = fact == QLatin1String("number") || fact == QLatin1String("due");
        pdf_.text(template_.factsX, y, name, size, Weight::Regular, template_.grey);
        pdf_.text(template_.right, y, value, size, strong ? Weight::Bold : Weight::Regular, template_.ink, Align::Right);
        y += template_.facts.leading;
    }
    y_ = std::max(y_, y);
}

void InvoiceLayout::drawTitle()
{
    y_ = std::max(template_.title.top, y_ + 28);
    pdf_.text(template_.left, y_, title(), template_.title.size, Weight::Bold, template_.ink);
    y_ += 20;
    for (const QString& text : {invoice_.note, extras_.settings.introduction})
        if (!text.isEmpty()) {
            paragraph(text, template_.right - template_.left);
            y_ += 6;
        }
    y_ += 14;
}

void InvoiceLayout::paragraph(const QString& text, float width)
{
    for (const QString& each : pdf_.wrapped(text, width, template_.rowSize)) {
        if (y_ > template_.bottom)
            nextPage();
        pdf_.text(template_.left, y_, each, template_.rowSize, Weight::Regular, template_.ink);
        y_ += 13;
    }
}

void InvoiceLayout::drawTableHead(const QList<TemplateColumn>& columns)
{
    for (const TemplateColumn& column : columns) {
        QString name = word(column.show.toLatin1().constData());
        if (column.show == QLatin1String("net"))
            name = word("netIn").arg(currency());
        else if (column.show == QLatin1String("amount"))
            name = word("amount").arg(currency());
        pdf_.text(column.x, y_, name, template_.headSize, Weight::Bold, template_.grey, column.align);
    }
    y_ += 6;
    pdf_.line(template_.left, y_, template_.right, y_, 1.2f, accent_);
    y_ += 15;
}

void InvoiceLayout::startPage()
{
    pdf_.box(0, 0, PdfDocument::pageWidth, template_.bar, accent_);
    y_ = template_.top;
    pdf_.text(template_.left, y_, invoice_.seller.name, 9, Weight::Bold, accent_);
    pdf_.text(template_.right, y_, title(), 9, Weight::Regular, template_.grey, Align::Right);
    y_ += 32;
}

void InvoiceLayout::nextPage()
{
    pdf_.addPage();
    startPage();
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
        drawTableHead(template_.columns);
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

void InvoiceLayout::drawCode()
{
    if (code_.empty())
        return;
    const float x = template_.right - template_.codeSize;
    pdf_.modules(x, y_ - 9, template_.codeSize, code_);
    pdf_.text(template_.right, y_ + template_.codeSize, word("code"), 6.5f, Weight::Regular, template_.grey, Align::Right);
}

/// Of the pages that are open; they are written.
void InvoiceLayout::drawFooters()
{
    for (int page = 0; page < pdf_.pages(); ++page) {
        pdf_.goToPage(page);
        drawFooter(page_ + page + 1);
    }
    page_ += pdf_.pages();
    pdf_.writePages();
}

void InvoiceLayout::drawFooter(int page)
{
    QStringList columns = extras_.settings.footer;
    if (columns.isEmpty()) {
        QStringList facts{invoice_.seller.name};
        if (!invoice_.seller.vatId.isEmpty())
            facts.append(word("vatId").arg(invoice_.seller.vatId));
        if (!invoice_.sellerIban.isEmpty())
            facts.append(word("iban").arg(invoice_.sellerIban));
        if (!extras_.settings.bic.isEmpty())
            facts.append(word("bic").arg(extras_.settings.bic));
        columns = {facts.join(QStringLiteral(" · "))};
    }
    const float top = template_.footer.top, width = (template_.right - template_.left) / float(columns.size());
    pdf_.line(template_.left, top - 10, template_.right, top - 10, 0.5f, template_.hairline);
    for (qsizetype column = 0; column < columns.size(); ++column) {
        float at = top;
        for (const QString& each : pdf_.wrapped(columns[column], width - 12, template_.footer.size).mid(0, 4)) {
            pdf_.text(template_.left + width * float(column), at, each, template_.footer.size, Weight::Regular, template_.grey);
            at += template_.footer.leading;
        }
    }
    pdf_.text(template_.right, top + 4 * template_.footer.leading, word("page").arg(page).arg(pageCount_), template_.footer.size, Weight::Regular, template_.grey, Align::Right);
}

} // namespace trunkline::documents
