// Figures as people read them, in the system's locale.
#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

namespace trunkline::widgets {

/// A number scaled by a decimal SI prefix: 1 234 000 000 → {"1.23", "G"}.
struct Scaled {
    QString figure;
    QString prefix;
    double factor = 1; ///< divide by it
};
/// Three significant figures; "0" for zero.
Scaled scaled(double value, const QLocale& locale = {});
/// "1.23 Gbit/s".
QString withUnit(double value, const QString& unit, const QLocale& locale = {});
/// "1.2 Gbit/s of 10 Gbit/s" needs the same words everywhere.
QString bitRate(double bitsPerSecond, const QLocale& locale = {});
/// "34 %"; a dash when not a number.
QString percent(double ratio, const QLocale& locale = {});

/// How long ago or for how long, in its two largest parts: "45 s", "12 min", "3 h 20 min", "5 d 4 h".
QString duration(qint64 seconds);
/// Time of day today, day and time this year, the whole date else.
QString instant(const QDateTime& at, const QDateTime& now, const QLocale& locale = {});

} // namespace trunkline::widgets
