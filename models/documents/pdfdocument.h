// Writes PDF/A-3 (ISO 19005-3, level B): A4 pages with text in embedded fonts, lines, boxes, pictures and attached
// files. Lengths are points (1/72 inch) from the page's top left corner. The same calls give the same bytes.
// A writer of our own because documents are many and alike: fonts are cut once and shared by the documents that
// follow (libraries cut them anew for each: cairo writes 285 documents a second where this writes thousands).
#pragma once

#include "models/core/timestamp.h"
#include "models/documents/fontset.h"
#include "models/documents/pdfimage.h"

#include <QCryptographicHash>
#include <QIODevice>
#include <QStringList>

#include <map>

namespace trunkline::documents {

struct PdfColour {
    float red = 0;
    float green = 0;
    float blue = 0;
    /// "#1f5f8b"; black for anything else.
    static PdfColour named(const QString& text);
    /// Mixed with white: 1 is the colour itself, 0 white.
    PdfColour tint(float part) const { return {1 - (1 - red) * part, 1 - (1 - green) * part, 1 - (1 - blue) * part}; }
    bool operator==(const PdfColour&) const = default;
};

enum class Align { Left, Right };

/// A file inside the document, as Factur-X embeds the invoice for programs.
struct PdfAttachment {
    QString name;         ///< "factur-x.xml"
    QString description;
    QByteArray mimeType;  ///< "text/xml"
    QByteArray relationship; ///< AFRelationship of ISO 32000-2: "Alternative"
    QByteArray content;
};

class PdfDocument {
public:
    static constexpr float pageWidth = 595.276f;
    static constexpr float pageHeight = 841.89f;

    /// What the file says about itself; `day` is when it was made.
    struct About {
        QString title;
        QString author;
        QString language; ///< "de-DE"
        BillingDate day;
    };

    /// Pages go to `out` as they are done, so memory does not grow with their number.
    PdfDocument(QIODevice& out, About about);
    PdfDocument(const PdfDocument&) = delete;
    PdfDocument& operator=(const PdfDocument&) = delete;

    /// Adds a page and draws on it from now on.
    void addPage();
    /// Of those that are not written yet.
    int pages() const { return int(open_.size()); }
    /// Draws on page 0, 1, … of those from now on.
    void goToPage(int page) { page_ = page; }
    /// Writes the pages; what comes begins with a new one.
    void writePages();

    /// `baseline` is the line that letters stand on.
    void text(float x, float baseline, const QString& text, float size, Weight weight = Weight::Regular, PdfColour colour = {}, Align align = Align::Left);
    void line(float x1, float y1, float x2, float y2, float width, PdfColour colour);
    void box(float x, float y, float width, float height, PdfColour colour);
    /// Black squares, row by row, in a square of `size` points.
    void modules(float x, float y, float size, const std::vector<std::vector<bool>>& rows);
    void image(float x, float y, float width, float height, const PdfImage& image);
    float widthOf(const QString& text, float size, Weight weight = Weight::Regular) const;
    /// Broken at spaces and line feeds, and inside words that are wider than the width.
    QStringList wrapped(const QString& text, float width, float size, Weight weight = Weight::Regular) const;

    void attach(PdfAttachment attachment) { attachments_.append(std::move(attachment)); }
    /// More of the document's metadata (XMP), as whole rdf:Description elements.
    void addMetadata(const QByteArray& descriptions) { metadata_ += descriptions; }
    /// Writes the rest. Throws StoreFailure when the file could not be written whole.
    void finish();

private:
    struct Used {
        std::uint32_t blocks = 0;
        GlyphTexts others;
    };
    struct Page {
        std::string content;
        PdfColour fill;
        int face = -1;
        float size = 0;
        bool coloured = false;
    };

    int reserve() { return objects_++; }
    void beginObject(int number);
    void write(const QByteArray& bytes);
    void writeStream(int number, const QByteArray& dictionary, const QByteArray& content);
    void setFill(Page& page, PdfColour colour);
    void showRun(Page& page, const GlyphRun& run);
    QByteArray writeFonts();
    void writeFont(int number, const EmbeddedFont& font);
    void writeImage(int number, const PdfImage& image);
    QByteArray writeAttachments();
    void writeInfo();

    QIODevice& out_;
    About about_;
    FontSet& fonts_;
    qint64 written_ = 0;
    bool whole_ = true; ///< everything went out
    int objects_ = 4;   ///< 1 catalogue, 2 tree of pages, 3 resources
    std::map<int, qint64> places_;
    std::vector<Page> open_;
    int page_ = 0;
    std::vector<int> pageObjects_;
    std::map<int, Used> used_;
    std::map<QByteArray, int> images_;
    QList<PdfAttachment> attachments_;
    QByteArray metadata_;
    QCryptographicHash hash_{QCryptographicHash::Md5};
};

} // namespace trunkline::documents
