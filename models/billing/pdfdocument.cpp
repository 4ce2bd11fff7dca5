#include "models/billing/pdfdocument.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

#include <hpdf.h>

namespace trunkline::billing {

struct PdfDocument::Parts {
    HPDF_Doc doc = nullptr;
    HPDF_Font fonts[2] = {};
    HPDF_Page page = nullptr;
    QList<HPDF_Page> pages;
    HPDF_STATUS failure = HPDF_OK; ///< the first one
};

namespace {

const char* const fontFiles[] = {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"};

// Called by C code, which no exception may cross: the failure is kept and told at the end.
void keepFailure(HPDF_STATUS error, HPDF_STATUS, void* kept)
{
    HPDF_STATUS& failure = *static_cast<HPDF_STATUS*>(kept);
    if (failure == HPDF_OK)
        failure = error;
}

void setColour(HPDF_Page page, PdfColour c)
{
    HPDF_Page_SetRGBFill(page, c.red, c.green, c.blue);
    HPDF_Page_SetRGBStroke(page, c.red, c.green, c.blue);
}

// Glyphs are numbered by their code points, and the map back (for copying, searching, reading aloud)
// is the identity. libharu's own map is written in operators that PDF does not allow there (ISO 32000-1,
// 9.10.3), so that readers warn or ignore it; a range may not cross the last byte, hence 256 of them.
QByteArray identityMap()
{
    QByteArray map("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                   "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (int high = 0; high < 256; ++high) {
        if (high % 100 == 0)
            map += QByteArray::number(std::min(100, 256 - high)) + " beginbfrange\n";
        const QByteArray first = QByteArray::number(high, 16).rightJustified(2, '0');
        map += '<' + first + "00> <" + first + "ff> <" + first + "00>\n";
        if (high % 100 == 99 || high == 255)
            map += "endbfrange\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

void writeUnicodeMap(HPDF_Font font)
{
    const auto map = font ? static_cast<HPDF_Dict>(HPDF_Dict_GetItem(font, "ToUnicode", HPDF_OCLASS_DICT)) : nullptr;
    if (!map)
        return;
    HPDF_MemStream_FreeData(map->stream);
    HPDF_Stream_WriteStr(map->stream, identityMap().constData());
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

PdfDocument::PdfDocument(const QString& title, const QString& author, BillingDate day) : parts_(std::make_unique<Parts>())
{
    for (const char* file : fontFiles)
        if (!QFile::exists(QString::fromLatin1(file)))
            throw NotFound(QCoreApplication::translate("InvoicePdf", "The font %1 for invoices is missing; install the package fonts-dejavu-core.").arg(QLatin1String(file)));
    parts_->doc = HPDF_New(keepFailure, &parts_->failure);
    if (!parts_->doc)
        throw StoreFailure(QCoreApplication::translate("InvoicePdf", "There is not enough memory for a PDF; close other programs and try again."));
    HPDF_UseUTFEncodings(parts_->doc);
    HPDF_SetCompressionMode(parts_->doc, HPDF_COMP_ALL);
    for (int i = 0; i < 2; ++i)
        if (const char* name = HPDF_LoadTTFontFromFile(parts_->doc, fontFiles[i], HPDF_TRUE))
            writeUnicodeMap(parts_->fonts[i] = HPDF_GetFont(parts_->doc, name, "UTF-8"));
    // libharu writes these as they are: without a mark they would be read as Latin letters.
    const auto info = [this](HPDF_InfoType type, const QString& text) {
        HPDF_SetInfoAttr(parts_->doc, type, text.toLatin1().constData());
    };
    info(HPDF_INFO_TITLE, title);
    info(HPDF_INFO_AUTHOR, author);
    info(HPDF_INFO_CREATOR, QStringLiteral("Trunkline"));
    HPDF_SetInfoDateAttr(parts_->doc, HPDF_INFO_CREATION_DATE, HPDF_Date{day.year(), day.month(), day.day(), 0, 0, 0, 'Z', 0, 0});
}

PdfDocument::~PdfDocument()
{
    if (parts_->doc)
        HPDF_Free(parts_->doc);
}

void PdfDocument::addPage()
{
    parts_->page = HPDF_AddPage(parts_->doc);
    HPDF_Page_SetSize(parts_->page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    parts_->pages.append(parts_->page);
}

int PdfDocument::pages() const
{
    return int(parts_->pages.size());
}

void PdfDocument::goToPage(int page)
{
    parts_->page = parts_->pages.at(page);
}

void PdfDocument::text(float x, float baseline, const QString& text, float size, Weight weight, PdfColour colour, Align align)
{
    if (text.isEmpty())
        return;
    if (align == Align::Right)
        x -= widthOf(text, size, weight);
    setColour(parts_->page, colour);
    HPDF_Page_BeginText(parts_->page);
    HPDF_Page_SetFontAndSize(parts_->page, parts_->fonts[int(weight)], size);
    HPDF_Page_TextOut(parts_->page, x, pageHeight - baseline, text.toUtf8().constData());
    HPDF_Page_EndText(parts_->page);
}

void PdfDocument::line(float x1, float y1, float x2, float y2, float width, PdfColour colour)
{
    setColour(parts_->page, colour);
    HPDF_Page_SetLineWidth(parts_->page, width);
    HPDF_Page_MoveTo(parts_->page, x1, pageHeight - y1);
    HPDF_Page_LineTo(parts_->page, x2, pageHeight - y2);
    HPDF_Page_Stroke(parts_->page);
}

void PdfDocument::box(float x, float y, float width, float height, PdfColour colour)
{
    setColour(parts_->page, colour);
    HPDF_Page_Rectangle(parts_->page, x, pageHeight - y - height, width, height);
    HPDF_Page_Fill(parts_->page);
}

float PdfDocument::widthOf(const QString& text, float size, Weight weight) const
{
    const QByteArray utf8 = text.toUtf8();
    const HPDF_TextWidth width = HPDF_Font_TextWidth(parts_->fonts[int(weight)], reinterpret_cast<const HPDF_BYTE*>(utf8.constData()), HPDF_UINT(utf8.size()));
    return float(width.width) * size / 1000;
}

QStringList PdfDocument::wrapped(const QString& text, float width, float size, Weight weight) const
{
    QStringList lines;
    QString current;
    const auto fits = [&](const QString& tried) { return widthOf(tried, size, weight) <= width; };
    for (QString word : text.split(u' ', Qt::SkipEmptyParts)) {
        const QString joined = current.isEmpty() ? word : current + u' ' + word;
        if (fits(joined)) {
            current = joined;
            continue;
        }
        if (!current.isEmpty())
            lines.append(current);
        while (!fits(word) && word.size() > 1) {
            qsizetype length = word.size() - 1;
            while (length > 1 && !fits(word.first(length)))
                --length;
            lines.append(word.first(length));
            word = word.sliced(length);
        }
        current = word;
    }
    if (!current.isEmpty())
        lines.append(current);
    return lines;
}

QByteArray PdfDocument::bytes()
{
    QByteArray file;
    if (parts_->failure == HPDF_OK && HPDF_SaveToStream(parts_->doc) == HPDF_OK) {
        HPDF_UINT32 size = HPDF_GetStreamSize(parts_->doc);
        file.resize(qsizetype(size));
        HPDF_ResetStream(parts_->doc);
        HPDF_ReadFromStream(parts_->doc, reinterpret_cast<HPDF_BYTE*>(file.data()), &size);
        file.resize(qsizetype(size));
    }
    if (parts_->failure != HPDF_OK)
        throw StoreFailure(QCoreApplication::translate("InvoicePdf", "The PDF can't be made (libharu error 0x%1).").arg(parts_->failure, 4, 16, QLatin1Char('0')));
    return file;
}

} // namespace trunkline::billing
