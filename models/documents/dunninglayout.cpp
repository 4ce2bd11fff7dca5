#include "models/documents/dunninglayout.h"

#include "models/billing/documenttext.h"
#include "models/documents/paymentcode.h"

#include <algorithm>

namespace trunkline::documents {

using billing::longYearDate;

static constexpr qsizetype mostQuoted = 140; // what a transfer carries

DunningLayout::DunningLayout(PdfDocument& pdf, const DunningLetter& letter, const DocumentSettings& settings, const std::optional<PdfImage>& logo)
    : LetterLayout(pdf, {letter.seller, letter.sellerIban, letter.buyer, letter.localeName, letter.title, settings, logo}), letter_(letter)
{
    if (const QByteArray payment = paymentCode({letter.seller.name, letter.sellerIban, settings.bic, letter.total, quoted()}); !payment.isEmpty())
        code_ = qrModules(payment);
}

/// The invoices that are paid, as many as a transfer has room for.
QString DunningLayout::quoted() const
{
    QString text;
    for (const DunningLetterItem& item : letter_.items)
        if (text.size() + 1 + item.number.size() <= mostQuoted)
            text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + item.number;
    return text;
}

void DunningLayout::draw()
{
    pdf_.addPage();
    drawLetterhead();
    drawBuyer();
    drawFacts({{word("dunningNumber"), letter_.number, true}, {word("date"), longYearDate(letter_.dated, locale_), false}, {word("customer"), letter_.customerNumber, false},
               {word("account"), letter_.accountNumber, false}, {word("payBy"), longYearDate(letter_.payBy, locale_), true}});
    drawTitle({letter_.text});
    drawTableHead(template_.dunningColumns, currency());
    for (const DunningLetterItem& item : letter_.items)
        drawItem(item);
    drawSums();
    drawTerms();
    pageCount_ = pdf_.pages();
    drawFooters();
}

void DunningLayout::drawItem(const DunningLetterItem& item)
{
    constexpr float leading = 15;
    if (y_ + leading > template_.bottom) {
        nextPage();
        drawTableHead(template_.dunningColumns, currency());
    }
    for (const TemplateColumn& column : template_.dunningColumns) {
        const QString& show = column.show;
        const QString text = show == QLatin1String("dunnedInvoice") ? item.number : show == QLatin1String("dueOn") ? longYearDate(item.dueOn, locale_)
            : show == QLatin1String("daysLate") ? locale_.toString(item.daysOverdue) : show == QLatin1String("lateInterest") ? amount(item.interest) : amount(item.open);
        pdf_.text(column.x, y_, text, template_.rowSize, Weight::Regular, template_.ink, column.align);
    }
    y_ += leading;
}

void DunningLayout::drawSums()
{
    constexpr float leading = 15;
    struct Sum {
        const char* name;
        const Money& amount;
    };
    QList<Sum> sums{{"openSum", letter_.open}};
    if (!letter_.interest.isZero())
        sums.append({"interest", letter_.interest});
    if (!letter_.fee.isZero())
        sums.append({"fee", letter_.fee});
    if (y_ + 8 + float(sums.size()) * leading + 40 > template_.bottom)
        nextPage();
    y_ += 8;
    const float labels = template_.sumLabels, right = template_.right;
    for (const Sum& sum : sums) {
        pdf_.text(labels, y_, word(sum.name), template_.rowSize, Weight::Regular, template_.ink);
        pdf_.text(right, y_, amount(sum.amount), template_.rowSize, Weight::Regular, template_.ink, Align::Right);
        y_ += leading;
    }
    pdf_.box(labels - 10, y_ - 5, right - labels + 20, 27, accent_.tint(0.12f));
    pdf_.text(labels, y_ + 13, word("total"), 11, Weight::Bold, template_.ink);
    pdf_.text(right, y_ + 13, QStringLiteral("%1 %2").arg(amount(letter_.total), currency()), 11, Weight::Bold, accent_, Align::Right);
    y_ += 40;
}

void DunningLayout::drawTerms()
{
    if (y_ + std::max(codeHeight(), 40.0f) > template_.bottom)
        nextPage();
    y_ += 14;
    const float top = y_;
    drawCode();
    const QString payBy = longYearDate(letter_.payBy, locale_);
    const float width = template_.right - template_.left - (code_.empty() ? 0 : template_.codeSize + 16);
    paragraph(letter_.sellerIban.isEmpty() ? word("termsPay").arg(amount(letter_.total), currency(), payBy, quoted())
                                           : word("termsPayTo").arg(amount(letter_.total), currency(), payBy, letter_.sellerIban, quoted()), width);
    y_ = std::max(y_, top + codeHeight());
    if (!head_.settings.closing.isEmpty()) {
        y_ += 6;
        paragraph(head_.settings.closing, template_.right - template_.left);
    }
}

} // namespace trunkline::documents
