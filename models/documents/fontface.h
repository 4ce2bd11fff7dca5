// One TrueType font as documents need it: text becomes glyphs by HarfBuzz, and the part of the font that a
// document uses is cut out of it. Lengths are thousandths of the font's size, as PDF counts them.
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

struct hb_face_t;
struct hb_font_t;

namespace trunkline::documents {

struct Glyph {
    std::uint16_t id = 0;
    std::int16_t advance = 0; ///< as the font says
    std::int16_t kern = 0;    ///< added to the advance
    std::int16_t dx = 0;      ///< where it is drawn, from where it would be
    std::int16_t dy = 0;
};

/// Which text a glyph stands for, where the font's own table does not tell: "لا" for a ligature.
using GlyphTexts = std::map<std::uint16_t, QString>;

/// Text in one font and direction, in the order in which it is drawn.
struct GlyphRun {
    int face = 0; ///< place in the FontSet
    std::vector<Glyph> glyphs;
    int width = 0;
    std::uint32_t blocks = 0; ///< bit n: a letter of FontFace::blockOf() == n
    std::vector<std::pair<std::uint16_t, QString>> others; ///< glyphs outside the blocks
};

/// What a document embeds of a font; the streams are deflated.
struct EmbeddedFont {
    QByteArray name; ///< "ABCDEF+DejaVuSans"
    QByteArray file;
    qsizetype fileLength = 0; ///< before deflating
    QByteArray widths;        ///< the array W of a CIDFont
    QByteArray toUnicode;
    qsizetype toUnicodeLength = 0;
    QByteArray metrics;       ///< the numbers of a FontDescriptor
};

class FontFace {
public:
    /// Throws NotFound when the file is not there or is no TrueType font.
    explicit FontFace(const QString& path);

    bool has(char32_t letter) const;
    GlyphRun shape(QStringView text, bool rightToLeft) const;
    /// One glyph without shaping, for figures.
    Glyph glyphOf(char32_t letter) const;

    /// Letters that documents embed together, so that most documents share a font file: 0 Latin-1 and
    /// punctuation, 1 more Latin, 2 Greek, 3 Cyrillic. −1 for all others.
    static int blockOf(char32_t letter);
    /// The same parts give the same bytes. Kept for the next document.
    std::shared_ptr<const EmbeddedFont> embedded(std::uint32_t blocks, const GlyphTexts& others) const;

private:
    int thousandths(int fontUnits) const;
    QByteArray metrics() const;
    EmbeddedFont cut(std::uint32_t blocks, const GlyphTexts& others) const;

    std::shared_ptr<hb_face_t> face_;
    std::shared_ptr<hb_font_t> font_;
    int unitsPerEm_ = 1000;
    QByteArray name_;
    mutable std::map<std::pair<std::uint32_t, GlyphTexts>, std::shared_ptr<const EmbeddedFont>> cut_;
};

} // namespace trunkline::documents
