// What all letters of the house have in common, from the top down: the letterhead, the window with the receiver, facts beside it, a
// title, tables, a payment code, and the footer with the page's number. Pages go out as they are done.
#pragma once

#include "models/billing/invoice.h"
#include "models/documents/documentsettings.h"
#include "models/documents/documenttemplate.h"

#include <QLocale>

namespace trunkline::documents {

/// Who writes to whom, and how it looks. What it refers to must outlive the layout.
struct LetterHead {
    const billing::InvoiceParty& seller;
    const QString& sellerIban;
    const billing::InvoiceParty& buyer;
    const QString& localeName;
    QString title;
    const DocumentSettings& settings;
    const std::optional<PdfImage>& logo;
};

class LetterLayout {
protected:
    struct Fact {
        QString name;
        QString value; ///< one without a value is not shown
        bool strong = false;
    };

    LetterLayout(PdfDocument& pdf, const LetterHead& head);

    QString word(const char* key) const { return words_.word(key); }
    QString amount(const Money& money) const;
    QString foreignCountry() const;

    void drawLetterhead();
    void drawBuyer();
    void drawFacts(const QList<Fact>& facts);
    /// Paragraphs below it that are empty are left out.
    void drawTitle(const QStringList& paragraphs);
    void drawTableHead(const QList<TemplateColumn>& columns, const QString& currency);
    void paragraph(const QString& text, float width);
    void drawCode();
    float codeHeight() const { return code_.empty() ? 0 : template_.codeSize + 12; }
    void startPage();
    void nextPage();
    /// Of the pages that are open; they are written.
    void drawFooters();

    PdfDocument& pdf_;
    const LetterHead head_;
    const QLocale locale_;
    const DocumentTemplate& template_;
    const DocumentWords& words_;
    const PdfColour accent_;
    std::vector<std::vector<bool>> code_; ///< of the payment; empty when there is none
    float y_ = 0;       ///< where the next thing is drawn
    int page_ = 0;      ///< pages of the document that are written already
    int pageCount_ = 0; ///< all of it

private:
    void drawFooter(int page);
};

} // namespace trunkline::documents
