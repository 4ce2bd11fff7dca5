#include "models/documents/fontset.h"

#include <QFile>
#include <QHash>

#include <algorithm>

#include <fribidi.h>

namespace trunkline::documents {

namespace {

// Debian's places. Those of the second list are used where they are installed.
const char* const firstFonts[] = {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"};
const char* const otherFonts[] = {"noto/NotoSansArabic-Regular.ttf", "noto/NotoSansHebrew-Regular.ttf", "noto/NotoSansDevanagari-Regular.ttf",
                                  "noto/NotoSansBengali-Regular.ttf", "noto/NotoSansGurmukhi-Regular.ttf", "noto/NotoSansGujarati-Regular.ttf",
                                  "noto/NotoSansTamil-Regular.ttf", "noto/NotoSansTelugu-Regular.ttf", "noto/NotoSansKannada-Regular.ttf",
                                  "noto/NotoSansMalayalam-Regular.ttf", "noto/NotoSansSinhala-Regular.ttf", "noto/NotoSansThai-Regular.ttf",
                                  "noto/NotoSansLao-Regular.ttf", "noto/NotoSansKhmer-Regular.ttf", "noto/NotoSansMyanmar-Regular.ttf",
                                  "noto/NotoSansEthiopic-Regular.ttf", "noto/NotoSansArmenian-Regular.ttf", "noto/NotoSansGeorgian-Regular.ttf",
                                  "noto/NotoSans-Regular.ttf", "../../fonts-droid-fallback/truetype/DroidSansFallback.ttf"};
constexpr std::size_t keptWords = 20'000;

bool isRightToLeft(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar letter) {
        return letter.unicode() >= 0x590 && (letter.isSurrogate() || letter.direction() == QChar::DirR || letter.direction() == QChar::DirAL);
    });
}

/// A mark or joiner belongs to the letter before it, whatever font has it.
bool staysWithLast(char32_t letter)
{
    return QChar::isSurrogate(letter) || QChar::category(letter) == QChar::Mark_NonSpacing || QChar::category(letter) == QChar::Mark_SpacingCombining || letter == 0x200c
        || letter == 0x200d;
}

} // namespace

FontSet& FontSet::ofThisThread()
{
    thread_local FontSet fonts;
    return fonts;
}

FontSet::FontSet()
{
    for (const char* file : firstFonts)
        faces_.push_back(std::make_unique<FontFace>(QString::fromLatin1(file)));
    for (int weight = 0; weight < 2; ++weight) {
        space_[weight] = faces_[std::size_t(weight)]->shape(u" ", false);
        space_[weight].face = weight;
        for (const char letter : std::string_view("0123456789.,-%/ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            figureGlyphs_[weight][int(letter)] = faces_[std::size_t(weight)]->glyphOf(char32_t(letter));
    }
}

void FontSet::loadRest()
{
    restLoaded_ = true;
    for (const char* file : otherFonts)
        if (const QString path = QStringLiteral("/usr/share/fonts/truetype/") + QLatin1String(file); QFile::exists(path))
            faces_.push_back(std::make_unique<FontFace>(path));
}

int FontSet::faceFor(char32_t letter, Weight weight)
{
    for (const int first : {int(weight), 1 - int(weight)})
        if (faces_[std::size_t(first)]->has(letter))
            return first;
    if (!restLoaded_)
        loadRest();
    for (std::size_t other = 2; other < faces_.size(); ++other)
        if (faces_[other]->has(letter))
            return int(other);
    qWarning("no installed font has the letter U+%04X; a box stands for it (packages fonts-noto-core and fonts-droid-fallback have most scripts)", uint(letter));
    return int(weight);
}

void FontSet::add(const GlyphRun& run)
{
    line_.runs.push_back(&run);
    line_.width += run.width;
}

/// Amounts, dates and numbers such as SVC-000123 are many and all different: not worth keeping, and their glyphs need no shaping.
bool FontSet::addFigures(QStringView word, Weight weight)
{
    const Glyph* const glyphs = figureGlyphs_[int(weight)];
    bool digit = false;
    for (const QChar letter : word) {
        if (letter.unicode() >= 128 || !glyphs[letter.unicode()].id)
            return false;
        digit = digit || (letter >= u'0' && letter <= u'9');
    }
    if (!digit)
        return false;
    if (figuresUsed_ == figures_.size())
        figures_.emplace_back();
    GlyphRun& run = figures_[figuresUsed_++];
    run.face = int(weight);
    run.blocks = 1;
    run.glyphs.clear();
    run.width = 0;
    for (const QChar letter : word) {
        run.glyphs.push_back(glyphs[letter.unicode()]);
        run.width += run.glyphs.back().advance;
    }
    add(run);
    return true;
}

void FontSet::appendShaped(std::vector<GlyphRun>& runs, QStringView text, Weight weight, bool rightToLeft)
{
    std::vector<GlyphRun> parts;
    qsizetype begin = 0;
    int current = -1;
    const auto finish = [&](qsizetype end) {
        if (end == begin)
            return;
        GlyphRun run = faces_[std::size_t(current)]->shape(text.mid(begin, end - begin), rightToLeft);
        run.face = current;
        parts.push_back(std::move(run));
        begin = end;
    };
    for (qsizetype at = 0; at < text.size();) {
        const bool pair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const char32_t letter = pair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
        if (current < 0 || !staysWithLast(letter)) {
            const int face = faceFor(letter, weight);
            if (face != current)
                finish(at);
            current = face;
        }
        at += pair ? 2 : 1;
    }
    finish(text.size());
    if (rightToLeft)
        std::reverse(parts.begin(), parts.end());
    std::move(parts.begin(), parts.end(), std::back_inserter(runs));
}

void FontSet::addWord(QStringView word, Weight weight)
{
    auto& known = known_[int(weight)];
    const QString key = word.toString();
    auto place = known.find(key);
    if (place == known.end()) {
        place = known.emplace(key, std::vector<GlyphRun>()).first;
        appendShaped(place->second, word, weight, false);
    }
    for (const GlyphRun& run : place->second)
        add(run);
}

/// Text with right-to-left parts: whole, since its runs change places.
void FontSet::addMixed(const QString& text, Weight weight)
{
    auto& known = known_[int(weight)];
    auto place = known.find(text);
    if (place == known.end()) {
        place = known.emplace(text, std::vector<GlyphRun>()).first;
        const QList<uint> letters = text.toUcs4();
        const auto count = FriBidiStrIndex(letters.size());
        std::vector<FriBidiCharType> types(letters.size());
        std::vector<FriBidiBracketType> brackets(letters.size());
        std::vector<FriBidiLevel> levels(letters.size());
        std::vector<FriBidiStrIndex> order(letters.size());
        for (FriBidiStrIndex i = 0; i < count; ++i)
            order[std::size_t(i)] = i;
        FriBidiParType base = FRIBIDI_PAR_ON;
        fribidi_get_bidi_types(letters.constData(), count, types.data());
        fribidi_get_bracket_types(letters.constData(), count, types.data(), brackets.data());
        const bool reordered = fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), count, &base, levels.data())
            && fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT, types.data(), count, 0, base, levels.data(), nullptr, order.data());
        for (FriBidiStrIndex from = 0; from < count;) { // visual runs of one level
            FriBidiStrIndex to = from + 1;
            const FriBidiLevel level = reordered ? levels[std::size_t(order[std::size_t(from)])] : FriBidiLevel(0);
            const FriBidiStrIndex step = level % 2 ? -1 : 1;
            while (to < count && (!reordered || levels[std::size_t(order[std::size_t(to)])] == level) && order[std::size_t(to)] == order[std::size_t(to - 1)] + step)
                ++to;
            const FriBidiStrIndex first = std::min(order[std::size_t(from)], order[std::size_t(to - 1)]);
            appendShaped(place->second, QString::fromUcs4(reinterpret_cast<const char32_t*>(letters.constData()) + first, to - from), weight, level % 2);
            from = to;
        }
    }
    for (const GlyphRun& run : place->second)
        add(run);
}

const ShapedLine& FontSet::line(const QString& text, Weight weight)
{
    if (known_[int(weight)].size() > keptWords)
        known_[int(weight)].clear();
    line_.runs.clear();
    line_.width = 0;
    figuresUsed_ = 0;
    if (isRightToLeft(text)) {
        addMixed(text, weight);
        return line_;
    }
    const QStringView all(text);
    for (qsizetype at = 0; at < all.size();) {
        if (all[at] == u' ') {
            add(space_[int(weight)]);
            ++at;
            continue;
        }
        const qsizetype space = all.indexOf(u' ', at);
        const QStringView word = all.mid(at, (space < 0 ? all.size() : space) - at);
        if (!addFigures(word, weight))
            addWord(word, weight);
        at += word.size();
    }
    return line_;
}

} // namespace trunkline::documents
