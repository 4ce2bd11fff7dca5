#include "models/documents/fontface.h"

#include "models/core/errors.h"
#include "models/documents/pdfsyntax.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

#include <algorithm>

#include <hb-ot.h>
#include <hb-subset.h>

namespace trunkline::documents {

namespace {

struct BlockRange {
    char32_t first;
    char32_t last;
    int block;
};
constexpr BlockRange blockRanges[] = {{0x20, 0x7e, 0}, {0xa0, 0xff, 0}, {0x100, 0x24f, 1}, {0x370, 0x3ff, 2}, {0x400, 0x52f, 3}, {0x2009, 0x2009, 0},
                                      {0x2010, 0x2027, 0}, {0x202f, 0x2030, 0}, {0x20ac, 0x20ac, 0}, {0x2212, 0x2212, 0}};

constexpr std::size_t keptCuts = 64;

/// The longest text of the cluster that begins at `start`: up to the next cluster, in the order of the text.
QString clusterText(QStringView text, const hb_glyph_info_t* infos, unsigned count, unsigned start)
{
    unsigned end = unsigned(text.size());
    for (unsigned i = 0; i < count; ++i)
        if (infos[i].cluster > start)
            end = std::min(end, infos[i].cluster);
    return text.mid(start, end - start).toString();
}

std::int16_t read16(const char* at)
{
    return std::int16_t(quint16(uchar(at[0]) << 8 | uchar(at[1])));
}

QByteArray unicodeMap(const GlyphTexts& texts)
{
    QByteArray map("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                   "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    std::size_t done = 0;
    for (const auto& [glyph, text] : texts) {
        if (done % 100 == 0)
            map += QByteArray::number(qulonglong(std::min<std::size_t>(100, texts.size() - done))) + " beginbfchar\n";
        map += '<' + QByteArray::number(glyph, 16).rightJustified(4, '0') + "> <";
        for (const QChar unit : text)
            map += QByteArray::number(unit.unicode(), 16).rightJustified(4, '0');
        map += ">\n";
        if (++done % 100 == 0 || done == texts.size())
            map += "endbfchar\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

} // namespace

FontFace::FontFace(const QString& path)
{
    const std::shared_ptr<hb_blob_t> blob(hb_blob_create_from_file_or_fail(QFile::encodeName(path).constData()), [](hb_blob_t* b) { hb_blob_destroy(b); });
    if (blob)
        face_.reset(hb_face_create(blob.get(), 0), [](hb_face_t* f) { hb_face_destroy(f); });
    const std::shared_ptr<hb_blob_t> outlines(face_ ? hb_face_reference_table(face_.get(), HB_TAG('g', 'l', 'y', 'f')) : hb_blob_get_empty(), [](hb_blob_t* b) { hb_blob_destroy(b); });
    if (hb_blob_get_length(outlines.get()) == 0)
        throw NotFound(QCoreApplication::translate("InvoicePdf", "The font %1 for documents is missing or no TrueType font; install the package fonts-dejavu-core.").arg(path));
    font_.reset(hb_font_create(face_.get()), [](hb_font_t* f) { hb_font_destroy(f); });
    unitsPerEm_ = std::max(16, int(hb_face_get_upem(face_.get())));
    char name[128] = {};
    unsigned length = sizeof name;
    hb_ot_name_get_utf8(face_.get(), HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length, name);
    for (const char* letter = name; *letter; ++letter)
        if (std::isalnum(uchar(*letter)) || *letter == '-')
            name_ += *letter;
}

int FontFace::thousandths(int fontUnits) const
{
    const int scaled = fontUnits * 1000;
    return (scaled + (scaled < 0 ? -unitsPerEm_ : unitsPerEm_) / 2) / unitsPerEm_;
}

int FontFace::blockOf(char32_t letter)
{
    for (const BlockRange& range : blockRanges)
        if (letter >= range.first && letter <= range.last)
            return range.block;
    return -1;
}

bool FontFace::has(char32_t letter) const
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(font_.get(), letter, &glyph);
}

Glyph FontFace::glyphOf(char32_t letter) const
{
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(font_.get(), letter, &glyph);
    return {std::uint16_t(glyph), std::int16_t(thousandths(hb_font_get_glyph_h_advance(font_.get(), glyph))), 0, 0, 0};
}

GlyphRun FontFace::shape(QStringView text, bool rightToLeft) const
{
    const std::unique_ptr<hb_buffer_t, decltype(&hb_buffer_destroy)> buffer(hb_buffer_create(), hb_buffer_destroy);
    hb_buffer_add_utf16(buffer.get(), reinterpret_cast<const uint16_t*>(text.utf16()), int(text.size()), 0, int(text.size()));
    hb_buffer_set_language(buffer.get(), hb_language_from_string("und", -1)); // never the machine's
    hb_buffer_set_direction(buffer.get(), rightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(buffer.get());
    // "fi" stays two letters: who copies a word out of the document gets the word.
    const hb_feature_t plain[] = {{HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
                                  {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};
    hb_shape(font_.get(), buffer.get(), plain, rightToLeft ? 0 : 2);
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
    const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer.get(), &count);
    GlyphRun run;
    run.glyphs.reserve(count);
    for (unsigned i = 0; i < count; ++i) {
        const hb_codepoint_t id = infos[i].codepoint;
        const int own = thousandths(hb_font_get_glyph_h_advance(font_.get(), id));
        const int kern = thousandths(places[i].x_advance) - own;
        run.glyphs.push_back({std::uint16_t(id), std::int16_t(own), std::int16_t(kern), std::int16_t(thousandths(places[i].x_offset)), std::int16_t(thousandths(places[i].y_offset))});
        run.width += own + kern;
        const bool firstOfCluster = i == 0 || infos[i - 1].cluster != infos[i].cluster;
        const QString meant = firstOfCluster ? clusterText(text, infos, count, infos[i].cluster) : QString();
        const QList<uint> letters = meant.toUcs4();
        hb_codepoint_t nominal = 0;
        const int block = letters.size() == 1 && hb_font_get_nominal_glyph(font_.get(), letters[0], &nominal) && nominal == id ? blockOf(letters[0]) : -1;
        if (block >= 0)
            run.blocks |= 1u << block;
        else
            run.others.emplace_back(std::uint16_t(id), meant);
    }
    return run;
}

QByteArray FontFace::metrics() const
{
    const std::shared_ptr<hb_blob_t> head(hb_face_reference_table(face_.get(), HB_TAG('h', 'e', 'a', 'd')), [](hb_blob_t* b) { hb_blob_destroy(b); });
    unsigned length = 0;
    const char* bytes = hb_blob_get_data(head.get(), &length);
    const auto box = [&](int n) { return QByteArray::number(length >= 44 ? thousandths(read16(bytes + 36 + 2 * n)) : 0); };
    const auto metric = [&](hb_ot_metrics_tag_t tag) {
        hb_position_t value = 0;
        hb_ot_metrics_get_position_with_fallback(font_.get(), tag, &value);
        return QByteArray::number(thousandths(value));
    };
    return "/FontBBox [" + box(0) + ' ' + box(1) + ' ' + box(2) + ' ' + box(3) + "] /ItalicAngle 0 /Ascent " + metric(HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER)
        + " /Descent " + metric(HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER) + " /CapHeight " + metric(HB_OT_METRICS_TAG_CAP_HEIGHT) + " /StemV 80";
}

EmbeddedFont FontFace::cut(std::uint32_t blocks, const GlyphTexts& others) const
{
    GlyphTexts texts = others;
    for (const BlockRange& range : blockRanges)
        for (char32_t letter = range.first; letter <= range.last; ++letter) {
            hb_codepoint_t glyph = 0;
            if ((blocks >> range.block & 1) && hb_font_get_nominal_glyph(font_.get(), letter, &glyph) && glyph)
                texts.try_emplace(std::uint16_t(glyph), QString::fromUcs4(&letter, 1));
        }
    const std::unique_ptr<hb_subset_input_t, decltype(&hb_subset_input_destroy)> input(hb_subset_input_create_or_fail(), hb_subset_input_destroy);
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    for (const char* table : {"GSUB", "GPOS", "GDEF", "MATH", "BASE", "JSTF", "kern", "cmap", "name", "post", "OS/2", "DSIG", "gasp", "FFTM", "meta", "vhea", "vmtx"})
        hb_set_add(hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG), hb_tag_from_string(table, -1));
    QByteArray widths("[");
    for (const auto& [glyph, text] : texts) {
        hb_set_add(hb_subset_input_glyph_set(input.get()), glyph);
        widths += QByteArray::number(glyph) + '[' + QByteArray::number(thousandths(hb_font_get_glyph_h_advance(font_.get(), glyph))) + ']';
    }
    const std::unique_ptr<hb_face_t, decltype(&hb_face_destroy)> subset(hb_subset_or_fail(face_.get(), input.get()), hb_face_destroy);
    if (!subset)
        throw StoreFailure(QCoreApplication::translate("InvoicePdf", "The font %1 can't be embedded; reinstall its package.").arg(QString::fromLatin1(name_)));
    const std::unique_ptr<hb_blob_t, decltype(&hb_blob_destroy)> blob(hb_face_reference_blob(subset.get()), hb_blob_destroy);
    unsigned length = 0;
    const char* bytes = hb_blob_get_data(blob.get(), &length);
    GlyphTexts named = texts;
    std::erase_if(named, [](const auto& each) { return each.second.isEmpty(); });
    const QByteArray map = unicodeMap(named);
    // Six capitals name the part: made of what is in it, so that two parts of one font never share a name.
    const QByteArray hash = QCryptographicHash::hash(widths, QCryptographicHash::Md5);
    QByteArray tag;
    for (int i = 0; i < 6; ++i)
        tag += char('A' + uchar(hash[i]) % 26);
    return {tag + '+' + name_, pdf::deflated(QByteArrayView(bytes, length), 9), qsizetype(length), widths + ']', pdf::deflated(map, 9), map.size(), metrics()};
}

std::shared_ptr<const EmbeddedFont> FontFace::embedded(std::uint32_t blocks, const GlyphTexts& others) const
{
    const auto key = std::pair(blocks, others);
    if (const auto known = cut_.find(key); known != cut_.end())
        return known->second;
    if (cut_.size() >= keptCuts)
        cut_.clear();
    return cut_.emplace(key, std::make_shared<EmbeddedFont>(cut(blocks, others))).first->second;
}

} // namespace trunkline::documents
