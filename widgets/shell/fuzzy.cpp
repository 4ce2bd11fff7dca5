#include "widgets/shell/fuzzy.h"

#include "models/core/sortkey.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace trunkline::widgets {

namespace {

QList<QStringView> wordsOf(QStringView text)
{
    QList<QStringView> words;
    qsizetype start = -1;
    for (qsizetype at = 0; at <= text.size(); ++at) {
        const bool inside = at < text.size() && text[at].isLetterOrNumber();
        if (inside && start < 0)
            start = at;
        if (!inside && start >= 0) {
            words.append(text.mid(start, at - start));
            start = -1;
        }
    }
    return words;
}

bool lettersInOrder(QStringView letters, QStringView word)
{
    qsizetype found = 0;
    for (const QChar c : word) {
        if (found < letters.size() && c == letters[found])
            ++found;
    }
    return found == letters.size();
}

/// 0 for none.
int scoreOfWord(QStringView wanted, QStringView word)
{
    if (word == wanted)
        return 100;
    if (word.startsWith(wanted))
        return 90;
    if (word.contains(wanted))
        return 70;
    const int allowed = wanted.size() >= 8 ? 2 : wanted.size() >= 4 ? 1 : 0;
    if (allowed > 0) {
        if (const int edits = editsToPrefix(wanted, word); edits <= allowed)
            return 60 - 10 * edits;
    }
    return wanted.size() >= 3 && word.front() == wanted.front() && lettersInOrder(wanted, word) ? 30 : 0;
}

} // namespace

int editsToPrefix(QStringView word, QStringView text)
{
    const auto rows = static_cast<std::size_t>(word.size()) + 1, columns = static_cast<std::size_t>(text.size()) + 1;
    std::vector<std::vector<int>> cost(rows, std::vector<int>(columns, 0));
    for (std::size_t row = 0; row < rows; ++row)
        cost[row][0] = static_cast<int>(row);
    for (std::size_t column = 0; column < columns; ++column)
        cost[0][column] = static_cast<int>(column);
    const auto letter = [](QStringView of, std::size_t place) { return of[static_cast<qsizetype>(place)]; };
    for (std::size_t row = 1; row < rows; ++row) {
        for (std::size_t column = 1; column < columns; ++column) {
            const int replaced = cost[row - 1][column - 1] + (letter(word, row - 1) == letter(text, column - 1) ? 0 : 1);
            cost[row][column] = std::min({cost[row - 1][column] + 1, cost[row][column - 1] + 1, replaced});
            const bool swapped = row > 1 && column > 1 && letter(word, row - 1) == letter(text, column - 2) && letter(word, row - 2) == letter(text, column - 1);
            if (swapped)
                cost[row][column] = std::min(cost[row][column], cost[row - 2][column - 2] + 1);
        }
    }
    return *std::min_element(cost.back().begin(), cost.back().end());
}

std::optional<int> fuzzyScore(QStringView query, QStringView text)
{
    const QString wanted = searchable(query), offered = searchable(text);
    if (wanted.trimmed().isEmpty())
        return 0;
    const QList<QStringView> words = wordsOf(offered);
    int sum = 0, asked = 0;
    // First as it was typed: "ge-0/0/1" is one thing, though it has four words.
    for (const QString& piece : wanted.split(u' ', Qt::SkipEmptyParts)) {
        ++asked;
        if (const qsizetype at = offered.indexOf(piece); at >= 0 && piece.size() > 1) {
            const bool whole = (at == 0 || !offered[at - 1].isLetterOrNumber());
            const qsizetype end = at + piece.size();
            const bool ends = end == offered.size() || !offered[end].isLetterOrNumber();
            sum += whole && ends ? 100 : whole ? 90 : 70;
            sum += at == 0 ? 8 : 0;
            continue;
        }
        for (const QStringView part : wordsOf(piece)) {
            int best = 0;
            for (qsizetype number = 0; number < words.size(); ++number) {
                const int score = scoreOfWord(part, words[number]);
                best = std::max(best, score > 0 && number == 0 ? score + 8 : score);
            }
            if (best == 0)
                return std::nullopt;
            sum += best;
            ++asked;
        }
        --asked;
    }
    return asked > 0 ? std::optional(10 * sum / asked - static_cast<int>(std::min<qsizetype>(offered.size(), 80)) / 4) : std::nullopt;
}

} // namespace trunkline::widgets
