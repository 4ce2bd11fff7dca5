// The fonts of documents: DejaVu Sans for Latin, Greek, Cyrillic, Arabic and Hebrew, behind it Noto and Droid for
// the scripts that it lacks. Words are shaped once and kept.
#pragma once

#include "models/documents/fontface.h"

#include <QHash> // std::hash of QString

#include <deque>
#include <unordered_map>

namespace trunkline::documents {

enum class Weight { Regular, Bold };

/// A line of text, in the order in which it is drawn. Lives until the next one is asked for.
struct ShapedLine {
    std::vector<const GlyphRun*> runs;
    int width = 0; ///< thousandths of the font's size
};

class FontSet {
public:
    /// HarfBuzz's fonts and the kept words belong to one thread. Throws NotFound without DejaVu Sans.
    static FontSet& ofThisThread();

    /// Right-to-left parts are in their places (Unicode's bidirectional algorithm); no line is broken.
    const ShapedLine& line(const QString& text, Weight weight);
    const FontFace& face(int number) const { return *faces_[std::size_t(number)]; }

private:
    FontSet();
    void loadRest();
    int faceFor(char32_t letter, Weight weight);
    bool addFigures(QStringView word, Weight weight);
    void addWord(QStringView word, Weight weight);
    void addMixed(const QString& text, Weight weight);
    void appendShaped(std::vector<GlyphRun>& runs, QStringView text, Weight weight, bool rightToLeft);
    void add(const GlyphRun& run);

    std::vector<std::unique_ptr<FontFace>> faces_; ///< 0 regular, 1 bold, then what is loaded when a letter needs it
    bool restLoaded_ = false;
    std::unordered_map<QString, std::vector<GlyphRun>> known_[2];
    std::deque<GlyphRun> figures_;
    std::size_t figuresUsed_ = 0;
    Glyph figureGlyphs_[2][128];
    GlyphRun space_[2];
    ShapedLine line_;
};

} // namespace trunkline::documents
