#include "models/documents/pdfdocument.h"

#include "models/core/errors.h"
#include "models/documents/pdfarchive.h"
#include "models/documents/pdfsyntax.h"

#include <QCoreApplication>

namespace trunkline::documents {

using pdf::put;

namespace {

constexpr int contentLevel = 2; ///< of deflating: pages are read once, and written by the thousand

QByteArray ref(int object)
{
    return QByteArray::number(object) + " 0 R";
}

QByteArray entry(const char* name, int object)
{
    return QByteArray(" /") + name + ' ' + ref(object);
}

} // namespace

PdfColour PdfColour::named(const QString& text)
{
    bool ok = false;
    const uint rgb = text.mid(1).toUInt(&ok, 16);
    if (!ok || text.size() != 7 || text[0] != u'#')
        return {};
    return {float(rgb >> 16 & 0xff) / 255, float(rgb >> 8 & 0xff) / 255, float(rgb & 0xff) / 255};
}

PdfDocument::PdfDocument(QIODevice& out, About about) : out_(out), about_(std::move(about)), fonts_(FontSet::ofThisThread())
{
    write("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    hash_.addData(about_.title.toUtf8() + about_.author.toUtf8() + about_.day.toIso().toUtf8());
}

void PdfDocument::write(const QByteArray& bytes)
{
    whole_ = whole_ && out_.write(bytes) == bytes.size();
    written_ += bytes.size();
}

void PdfDocument::beginObject(int number)
{
    places_[number] = written_;
    write(QByteArray::number(number) + " 0 obj\n");
}

void PdfDocument::writeStream(int number, const QByteArray& dictionary, const QByteArray& content)
{
    beginObject(number);
    write("<<" + dictionary + " /Length " + QByteArray::number(content.size()) + ">>\nstream\n" + content + "\nendstream\nendobj\n");
}

void PdfDocument::addPage()
{
    page_ = int(open_.size());
    open_.emplace_back();
    open_.back().content.reserve(32 * 1024);
}

void PdfDocument::writePages()
{
    for (const Page& page : open_) {
        const int content = reserve();
        const int object = reserve();
        const QByteArray packed = pdf::deflated(page.content, contentLevel);
        hash_.addData(packed);
        writeStream(content, " /Filter /FlateDecode", packed);
        beginObject(object);
        std::string box;
        put(box, pageWidth);
        box += ' ';
        put(box, pageHeight);
        write("<</Type /Page /Parent 2 0 R /Resources 3 0 R /MediaBox [0 0 " + QByteArray::fromStdString(box) + "]" + entry("Contents", content) + ">>\nendobj\n");
        pageObjects_.push_back(object);
    }
    open_.clear();
}

void PdfDocument::setFill(Page& page, PdfColour colour)
{
    if (page.coloured && page.fill == colour)
        return;
    page.fill = colour;
    page.coloured = true;
    for (const float part : {colour.red, colour.green, colour.blue}) {
        pdf::putPart(page.content, part);
        page.content += ' ';
    }
    page.content += "rg\n";
}

/// One array of strings and adjustments; glyphs off the line raise it.
void PdfDocument::showRun(Page& page, const GlyphRun& run)
{
    std::string& out = page.content;
    Used& used = used_[run.face];
    used.blocks |= run.blocks;
    for (const auto& [glyph, text] : run.others)
        used.others.try_emplace(glyph, text);
    if (run.face != page.face) {
        page.face = run.face;
        out += "/F" + std::to_string(run.face) + ' ';
        put(out, page.size);
        out += " Tf\n";
    }
    bool inString = false;
    int rise = 0;
    int pending = 0; // thousandths to move to the right before the next glyph
    out += '[';
    const auto closeString = [&] {
        if (inString)
            out += ')';
        inString = false;
    };
    for (const Glyph& glyph : run.glyphs) {
        if (glyph.dy != rise) {
            closeString();
            out += "]TJ ";
            put(out, float(glyph.dy) * page.size / 1000);
            out += " Ts [";
            rise = glyph.dy;
        }
        if (const int move = pending + glyph.dx) {
            closeString();
            out += std::to_string(-move);
        }
        if (!inString)
            out += '(';
        inString = true;
        for (const char byte : {char(glyph.id >> 8), char(glyph.id & 0xff)}) {
            if (byte == '(' || byte == ')' || byte == '\\')
                out += '\\';
            if (byte == '\r')
                out += "\\r";
            else
                out += byte;
        }
        pending = glyph.kern - glyph.dx;
    }
    closeString();
    if (pending)
        out += std::to_string(-pending);
    out += "]TJ";
    out += rise ? " 0 Ts\n" : "\n";
}

void PdfDocument::text(float x, float baseline, const QString& text, float size, Weight weight, PdfColour colour, Align align)
{
    if (text.isEmpty())
        return;
    const ShapedLine& shaped = fonts_.line(text, weight);
    if (align == Align::Right)
        x -= float(shaped.width) * size / 1000;
    Page& page = open_.at(std::size_t(page_));
    setFill(page, colour);
    if (page.size != size) {
        page.size = size;
        page.face = -1;
    }
    page.content += "BT ";
    put(page.content, x);
    page.content += ' ';
    put(page.content, pageHeight - baseline);
    page.content += " Td ";
    for (const GlyphRun* run : shaped.runs)
        showRun(page, *run);
    page.content += "ET\n";
}

void PdfDocument::line(float x1, float y1, float x2, float y2, float width, PdfColour colour)
{
    // Ours are level or upright: a box has no colour of its own to set.
    if (y1 == y2)
        box(x1, y1 - width / 2, x2 - x1, width, colour);
    else
        box(x1 - width / 2, y1, width, y2 - y1, colour);
}

static void putRectangle(std::string& out, float x, float y, float width, float height)
{
    for (const float number : {x, PdfDocument::pageHeight - y - height, width, height}) {
        put(out, number);
        out += ' ';
    }
    out += "re ";
}

void PdfDocument::box(float x, float y, float width, float height, PdfColour colour)
{
    Page& page = open_.at(std::size_t(page_));
    setFill(page, colour);
    putRectangle(page.content, x, y, width, height);
    page.content += "f\n";
}

void PdfDocument::modules(float x, float y, float size, const std::vector<std::vector<bool>>& rows)
{
    Page& page = open_.at(std::size_t(page_));
    setFill(page, {});
    const float side = size / float(rows.size());
    // In modules' own lengths, whole numbers, so that squares meet without hairlines.
    page.content += "q ";
    for (const float number : {side, 0.0f, 0.0f, -side, x, pageHeight - y}) {
        page.content += QByteArray::number(double(number), 'f', 4).toStdString();
        page.content += ' ';
    }
    page.content += "cm\n";
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t from = 0; from < rows[row].size(); ++from) {
            std::size_t to = from;
            while (to < rows[row].size() && rows[row][to])
                ++to;
            if (to == from)
                continue;
            for (const std::size_t number : {from, row, to - from, std::size_t(1)}) {
                put(page.content, float(number));
                page.content += ' ';
            }
            page.content += "re\n";
            from = to;
        }
    page.content += "f Q\n";
}

void PdfDocument::image(float x, float y, float width, float height, const PdfImage& image)
{
    auto known = images_.find(image.key);
    if (known == images_.end()) {
        known = images_.emplace(image.key, reserve()).first;
        writeImage(known->second, image);
    }
    Page& page = open_.at(std::size_t(page_));
    page.content += "q ";
    for (const float number : {width, 0.0f, 0.0f, height, x, pageHeight - y - height}) {
        put(page.content, number);
        page.content += ' ';
    }
    page.content += "cm /I" + std::to_string(known->second) + " Do Q\n";
}

void PdfDocument::writeImage(int number, const PdfImage& image)
{
    const QByteArray size = " /Type /XObject /Subtype /Image /BitsPerComponent 8 /Filter /" + QByteArray(image.jpeg ? "DCTDecode" : "FlateDecode") + " /Width "
        + QByteArray::number(image.width) + " /Height " + QByteArray::number(image.height);
    QByteArray mask;
    if (!image.alpha.isEmpty()) {
        const int alpha = reserve();
        writeStream(alpha, " /Type /XObject /Subtype /Image /BitsPerComponent 8 /Filter /FlateDecode /ColorSpace /DeviceGray /Width " + QByteArray::number(image.width) + " /Height "
                        + QByteArray::number(image.height), image.alpha);
        mask = entry("SMask", alpha);
    }
    writeStream(number, size + " /ColorSpace /" + (image.grey ? "DeviceGray" : "DeviceRGB") + mask, image.data);
}

float PdfDocument::widthOf(const QString& text, float size, Weight weight) const
{
    return float(fonts_.line(text, weight).width) * size / 1000;
}

QStringList PdfDocument::wrapped(const QString& text, float width, float size, Weight weight) const
{
    if (!text.contains(u'\n') && widthOf(text, size, weight) <= width)
        return text.isEmpty() ? QStringList() : QStringList{text};
    QStringList lines;
    const float spaceWidth = widthOf(QStringLiteral(" "), size, weight);
    for (const QString& paragraph : text.split(u'\n')) {
        QString current;
        float currentWidth = 0;
        for (QString word : paragraph.split(u' ', Qt::SkipEmptyParts)) {
            float wordWidth = widthOf(word, size, weight);
            if (!current.isEmpty() && currentWidth + spaceWidth + wordWidth <= width) {
                current += u' ' + word;
                currentWidth += spaceWidth + wordWidth;
                continue;
            }
            if (!current.isEmpty())
                lines.append(current);
            while (wordWidth > width && word.size() > 1) {
                qsizetype length = std::min(word.size() - 1, std::max<qsizetype>(1, qsizetype(float(word.size()) * width / wordWidth)));
                while (length > 1 && (widthOf(word.first(length), size, weight) > width || word[length - 1].isHighSurrogate()))
                    --length;
                if (word[length - 1].isHighSurrogate()) // never half a letter, even where a whole one is too wide
                    ++length;
                lines.append(word.first(length));
                word = word.sliced(length);
                wordWidth = widthOf(word, size, weight);
            }
            current = word;
            currentWidth = wordWidth;
        }
        lines.append(current);
    }
    while (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

} // namespace trunkline::documents
