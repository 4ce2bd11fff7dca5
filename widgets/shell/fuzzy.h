// Finding what was meant: words in any order, cut short, or with a letter wrong.
#pragma once

#include <QStringView>

#include <optional>

namespace trunkline::widgets {

/// How well `text` answers `query`, greater is better; nothing when it does not. Every word of the query
/// must be found: as a word, its beginning, a part of it, letters in order, or with one mistake (two from
/// eight letters on): a letter wrong, missing, too many, or two swapped. Case and accents do not count.
std::optional<int> fuzzyScore(QStringView query, QStringView text);

/// Edits that turn `word` into the best beginning of `text` (optimal string alignment distance).
int editsToPrefix(QStringView word, QStringView text);

} // namespace trunkline::widgets
