// As many points as there are pixels, and none of the peaks lost: M4 (U. Jugel, Z. Jerzak, G. Hackenbroich,
// V. Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", 2014).
#pragma once

#include <QList>

namespace trunkline::widgets {

/// A measured value at an instant (UTC milliseconds). Not-a-number is a gap: nothing was measured.
struct ChartPoint {
    qint64 atMs = 0;
    double value = 0;
    bool operator==(const ChartPoint&) const = default;
};

/// Stretches without a gap. Points must be in order of time. A gap is a value that is no number, or a
/// step in time longer than `longestStepMs` (0: none is too long).
QList<QList<ChartPoint>> splitAtGaps(const QList<ChartPoint>& points, qint64 longestStepMs);

/// First, least, greatest and last point of each of `columns` equal parts of [fromMs, toMs), in order of
/// time, plus the last point before and the first after, so that lines run to the edge. At most 4 a column.
QList<ChartPoint> decimate(const QList<ChartPoint>& points, qint64 fromMs, qint64 toMs, int columns);

} // namespace trunkline::widgets
