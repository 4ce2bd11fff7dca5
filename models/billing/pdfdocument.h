// A thin, owning layer over libharu: A4 pages, text in an embedded Unicode font, lines and boxes.
// Lengths are points (1/72 inch) from the page's top left corner. The same calls give the same bytes.
#pragma once

#include "models/core/timestamp.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

namespace trunkline::billing {

struct PdfColour {
    float red = 0;
    float green = 0;
    float blue = 0;
    /// "#1f5f8b"; black for anything else.
    static PdfColour named(const QString& text);
    /// Mixed with white: 1 is the colour itself, 0 white.
    PdfColour tint(float part) const { return {1 - (1 - red) * part, 1 - (1 - green) * part, 1 - (1 - blue) * part}; }
};

class PdfDocument {
public:
    enum class Weight { Regular, Bold };
    enum class Align { Left, Right };

    static constexpr float pageWidth = 595.276f;
    static constexpr float pageHeight = 841.89f;

    /// Throws NotFound when the font is not installed.
    PdfDocument(const QString& title, const QString& author, BillingDate day);
    ~PdfDocument();
    PdfDocument(const PdfDocument&) = delete;
    PdfDocument& operator=(const PdfDocument&) = delete;

    /// Adds a page and draws on it from now on.
    void addPage();
    int pages() const;
    /// Draws on page 0, 1, … from now on.
    void goToPage(int page);

    /// `baseline` is the line that letters stand on.
    void text(float x, float baseline, const QString& text, float size, Weight weight = Weight::Regular, PdfColour colour = {}, Align align = Align::Left);
    void line(float x1, float y1, float x2, float y2, float width, PdfColour colour);
    void box(float x, float y, float width, float height, PdfColour colour);
    float widthOf(const QString& text, float size, Weight weight = Weight::Regular) const;
    /// Broken at spaces, and inside words that are wider than the width.
    QStringList wrapped(const QString& text, float width, float size, Weight weight = Weight::Regular) const;

    /// The file. Throws StoreFailure when libharu failed on the way.
    QByteArray bytes();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace trunkline::billing
