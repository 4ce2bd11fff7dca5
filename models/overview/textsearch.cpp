#include "models/overview/textsearch.h"

#include "models/core/sortkey.h"

#include <algorithm>
#include <array>

namespace trunkline::overview {

namespace {

constexpr int longestWord = 64;

/// Letters and figures that belong together; "O-000012" and "pon-0/3" stay one word, and count by their parts too.
QStringList wordsOf(const QString& text)
{
    QStringList words = searchable(text).split(u' ', Qt::SkipEmptyParts);
    const qsizetype whole = words.size();
    for (qsizetype i = 0; i < whole; ++i) {
        QString part;
        const QString word = words[i];
        for (const QChar c : word) {
            if (c.isLetterOrNumber()) {
                part += c;
                continue;
            }
            if (!part.isEmpty() && part.size() < word.size())
                words.append(part);
            part.clear();
        }
        if (!part.isEmpty() && part.size() < word.size())
            words.append(part);
    }
    return words;
}

/// How near one asked word is to one word of an item; 0 when it is not.
int nearness(QStringView asked, QStringView word, int slips)
{
    if (word == asked)
        return 100;
    if (word.startsWith(asked))
        return 70;
    if (asked.size() >= 2 && word.contains(asked))
        return 40;
    if (slips == 0)
        return 0;
    const int apart = slipsBetween(asked, word, slips);
    if (apart <= slips)
        return 30 - 5 * apart;
    // Somebody who is still typing has made the slip in a beginning.
    if (word.size() > asked.size() && slipsBetween(asked, word.left(asked.size()), slips) <= slips)
        return 15;
    return 0;
}

int bestNearness(QStringView asked, const QStringList& words, int slips)
{
    int best = 0;
    for (const QString& word : words)
        best = std::max(best, nearness(asked, word, slips));
    return best;
}

} // namespace

int forgivenSlips(QStringView word)
{
    if (std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); }))
        return 0;
    return word.size() <= 3 ? 0 : word.size() <= 7 ? 1 : 2;
}

int slipsBetween(QStringView a, QStringView b, int limit)
{
    if (a.size() > longestWord || b.size() > longestWord || std::abs(a.size() - b.size()) > limit)
        return a == b ? 0 : limit + 1;
    std::array<int, longestWord + 1> beforeLast{}, last{}, now{};
    for (qsizetype j = 0; j <= b.size(); ++j)
        last[std::size_t(j)] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        now[0] = int(i);
        int best = now[0];
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = std::size_t(j);
            const int changed = last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            now[at] = std::min({changed, last[at] + 1, now[at - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[at] = std::min(now[at], beforeLast[at - 2] + 1);
            best = std::min(best, now[at]);
        }
        if (best > limit)
            return limit + 1;
        beforeLast = last;
        last = now;
    }
    return std::min(last[std::size_t(b.size())], limit + 1);
}

TextIndex::TextIndex(QList<SearchItem> items) : items_(std::move(items))
{
    words_.reserve(std::size_t(items_.size()));
    for (const SearchItem& item : std::as_const(items_))
        words_.push_back({searchable(item.title), wordsOf(item.title), wordsOf(item.keywords.join(u' '))});
}

QList<SearchHit> TextIndex::find(const QString& query, int limit) const
{
    const QString whole = searchable(query.left(100).simplified());
    const QStringList asked = whole.split(u' ', Qt::SkipEmptyParts);
    if (asked.isEmpty() || limit <= 0)
        return {};
    QList<SearchHit> hits;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const Words& words = words_[i];
        int score = words.title == whole ? 400 : words.title.startsWith(whole) ? 200 : 0;
        for (const QString& word : asked) {
            const int slips = forgivenSlips(word);
            // A title says more about a thing than its other names.
            const int found = std::max(2 * bestNearness(word, words.titleWords, slips), bestNearness(word, words.otherWords, slips));
            if (found == 0) {
                score = -1;
                break;
            }
            score += found;
        }
        if (score > 0) {
            const SearchItem& item = items_[qsizetype(i)];
            hits.append({item.target, item.title, item.detail, score});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const SearchHit& a, const SearchHit& b) { return a.score > b.score; });
    return hits.mid(0, limit);
}

} // namespace trunkline::overview
