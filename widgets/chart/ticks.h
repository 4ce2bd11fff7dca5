// Round places for the lines of a chart: times of the operator's calendar, figures that end in 1, 2 or 5.
#pragma once

#include <QList>
#include <QLocale>
#include <QString>
#include <QTimeZone>

namespace trunkline::widgets {

struct TimeTick {
    qint64 atMs = 0;
    QString label;
    bool operator==(const TimeTick&) const = default;
};

/// At most `most` ticks within [fromMs, toMs], at round local times (5 minutes … a year), also over a change
/// to summer time. The label is the time of day, the day or the month, whichever the step needs.
QList<TimeTick> timeTicks(qint64 fromMs, qint64 toMs, int most, const QTimeZone& zone, const QLocale& locale = {});

/// From 0 (or below for negative values) to just over the greatest, about `wanted` steps.
struct ValueTicks {
    double low = 0;
    double high = 1;
    double step = 1;

    /// That tell the ticks apart as they are: 2 for steps of 0.25.
    int decimals() const;
};
ValueTicks valueTicks(double least, double greatest, int wanted);
/// Just around the values, wherever they lie: for levels, where 0 means nothing (°C, dBm).
ValueTicks levelTicks(double least, double greatest, int wanted);

} // namespace trunkline::widgets
