#include "models/documents/letterlayout.h"

#include "models/billing/documenttext.h"

#include <algorithm>

namespace trunkline::documents {

using billing::InvoiceParty;

namespace {

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

} // namespace

LetterLayout::LetterLayout(PdfDocument& pdf, const LetterHead& head)
    : pdf_(pdf), head_(head), locale_(head.localeName), template_(documentTemplate(head.settings.layout)), words_(DocumentWords::of(head.settings.words, head.localeName)),
      accent_(PdfColour::named(head.settings.accentColour))
{
}

QString LetterLayout::amount(const Money& money) const
{
    return billing::amountText(money, locale_);
}

QString LetterLayout::foreignCountry() const
{
    return head_.buyer.country == head_.seller.country ? QString() : countryOf(head_.buyer); // mail within a country does not name it
}

void LetterLayout::drawLetterhead()
{
    pdf_.box(0, 0, PdfDocument::pageWidth, template_.bar, accent_);
    const InvoiceParty& seller = head_.seller;
    if (head_.logo) {
        const auto& box = template_.logo;
        const PdfImage& logo = *head_.logo;
        const float scale = std::min(box.width / float(logo.width), box.height / float(logo.height));
        pdf_.image(box.x, box.y + (box.height - float(logo.height) * scale) / 2, float(logo.width) * scale, float(logo.height) * scale, logo);
    } else {
        pdf_.text(template_.left, template_.name.top, seller.name, template_.name.size, Weight::Bold, accent_);
    }
    const DocumentSettings& settings = head_.settings;
    float y = template_.address.top;
    for (const QString& each : {head_.logo ? seller.name : QString(), seller.street, placeOf(seller), countryOf(seller), settings.contactPhone, settings.contactEmail,
                                seller.vatId.isEmpty() ? QString() : word("vatId").arg(seller.vatId)}) {
        if (each.isEmpty())
            continue;
        pdf_.text(template_.right, y, each, template_.address.size, Weight::Regular, template_.grey, Align::Right);
        y += template_.address.leading;
    }
}

// Where the window of an envelope is (DIN 5008, form B: 45 mm from the top, 20 mm from the left).
void LetterLayout::drawBuyer()
{
    const InvoiceParty& seller = head_.seller;
    const auto& window = template_.window;
    QStringList sender;
    for (const QString& each : {seller.name, seller.street, placeOf(seller)})
        if (!each.isEmpty())
            sender.append(each);
    pdf_.text(template_.left, template_.senderBaseline, sender.join(QStringLiteral(" · ")), 6.5f, Weight::Regular, template_.grey);
    pdf_.line(template_.left, template_.senderBaseline + 3.5f, template_.left + template_.windowWidth, template_.senderBaseline + 3.5f, 0.5f, template_.hairline);
    float y = window.top;
    const InvoiceParty& buyer = head_.buyer;
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

void LetterLayout::drawFacts(const QList<Fact>& facts)
{
    float y = template_.facts.top;
    const float size = template_.facts.size;
    for (const Fact& fact : facts) {
        if (fact.value.isEmpty())
            continue;
        pdf_.text(template_.factsX, y, fact.name, size, Weight::Regular, template_.grey);
        pdf_.text(template_.right, y, fact.value, size, fact.strong ? Weight::Bold : Weight::Regular, template_.ink, Align::Right);
        y += template_.facts.leading;
    }
    y_ = std::max(y_, y);
}

void LetterLayout::drawTitle(const QStringList& paragraphs)
{
    y_ = std::max(template_.title.top, y_ + 28);
    pdf_.text(template_.left, y_, head_.title, template_.title.size, Weight::Bold, template_.ink);
    y_ += 20;
    for (const QString& text : paragraphs)
        if (!text.isEmpty()) {
            paragraph(text, template_.right - template_.left);
            y_ += 6;
        }
    y_ += 14;
}

void LetterLayout::paragraph(const QString& text, float width)
{
    for (const QString& each : pdf_.wrapped(text, width, template_.rowSize)) {
        if (y_ > template_.bottom)
            nextPage();
        pdf_.text(template_.left, y_, each, template_.rowSize, Weight::Regular, template_.ink);
        y_ += 13;
    }
}

void LetterLayout::drawTableHead(const QList<TemplateColumn>& columns, const QString& currency)
{
    for (const TemplateColumn& column : columns) {
        QString name = word(column.show == QLatin1String("net") ? "netIn" : column.show.toLatin1().constData());
        if (name.contains(QLatin1String("%1")))
            name = name.arg(currency);
        pdf_.text(column.x, y_, name, template_.headSize, Weight::Bold, template_.grey, column.align);
    }
    y_ += 6;
    pdf_.line(template_.left, y_, template_.right, y_, 1.2f, accent_);
    y_ += 15;
}

void LetterLayout::startPage()
{
    pdf_.box(0, 0, PdfDocument::pageWidth, template_.bar, accent_);
    y_ = template_.top;
    pdf_.text(template_.left, y_, head_.seller.name, 9, Weight::Bold, accent_);
    pdf_.text(template_.right, y_, head_.title, 9, Weight::Regular, template_.grey, Align::Right);
    y_ += 32;
}

void LetterLayout::nextPage()
{
    pdf_.addPage();
    startPage();
}

void LetterLayout::drawCode()
{
    if (code_.empty())
        return;
    const float x = template_.right - template_.codeSize;
    pdf_.modules(x, y_ - 9, template_.codeSize, code_);
    pdf_.text(template_.right, y_ + template_.codeSize, word("code"), 6.5f, Weight::Regular, template_.grey, Align::Right);
}

/// Of the pages that are open; they are written.
void LetterLayout::drawFooters()
{
    for (int page = 0; page < pdf_.pages(); ++page) {
        pdf_.goToPage(page);
        drawFooter(page_ + page + 1);
    }
    page_ += pdf_.pages();
    pdf_.writePages();
}

void LetterLayout::drawFooter(int page)
{
    QStringList columns = head_.settings.footer;
    if (columns.isEmpty()) {
        QStringList facts{head_.seller.name};
        if (!head_.seller.vatId.isEmpty())
            facts.append(word("vatId").arg(head_.seller.vatId));
        if (!head_.sellerIban.isEmpty())
            facts.append(word("iban").arg(head_.sellerIban));
        if (!head_.settings.bic.isEmpty())
            facts.append(word("bic").arg(head_.settings.bic));
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
