// One dunning letter being laid out: what is open, what it costs that it was not paid, and how to pay it.
#pragma once

#include "models/documents/dunningletter.h"
#include "models/documents/letterlayout.h"

namespace trunkline::documents {

class DunningLayout : LetterLayout {
public:
    DunningLayout(PdfDocument& pdf, const DunningLetter& letter, const DocumentSettings& settings, const std::optional<PdfImage>& logo);
    void draw();

private:
    QString currency() const { return letter_.total.currency.code(); }
    QString quoted() const;
    void drawItem(const DunningLetterItem& item);
    void drawSums();
    void drawTerms();

    const DunningLetter& letter_;
};

} // namespace trunkline::documents
