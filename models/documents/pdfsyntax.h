// The small words of PDF (ISO 32000-1, 7.3): numbers, strings and deflated streams.
#pragma once

#include <QByteArray>
#include <QString>

#include <string>

namespace trunkline::documents::pdf {

/// "12.5" with at most two decimals, appended.
void put(std::string& out, float number);
/// ".125": what of a whole, in thousandths.
void putPart(std::string& out, float part);
/// A text string: ASCII as it is, all else as UTF-16 with its mark; in parentheses, escaped.
QByteArray text(const QString& text);
/// Bytes in parentheses, escaped.
QByteArray bytes(QByteArrayView bytes);
/// zlib's format, as FlateDecode reads it. Level 1 (fast) to 9 (small).
QByteArray deflated(QByteArrayView bytes, int level);
/// Nothing when it is no such stream or would be longer than `most`.
QByteArray inflated(QByteArrayView bytes, qsizetype most);

} // namespace trunkline::documents::pdf
