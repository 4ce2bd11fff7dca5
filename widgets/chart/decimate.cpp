#include "widgets/chart/decimate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trunkline::widgets {

QList<QList<ChartPoint>> splitAtGaps(const QList<ChartPoint>& points, qint64 longestStepMs)
{
    QList<QList<ChartPoint>> stretches;
    QList<ChartPoint> stretch;
    const auto finish = [&] {
        if (!stretch.isEmpty())
            stretches.append(std::exchange(stretch, {}));
    };
    for (const ChartPoint& point : points) {
        if (!std::isfinite(point.value)) {
            finish();
            continue;
        }
        if (longestStepMs > 0 && !stretch.isEmpty() && point.atMs - stretch.constLast().atMs > longestStepMs)
            finish();
        stretch.append(point);
    }
    finish();
    return stretches;
}

QList<ChartPoint> decimate(const QList<ChartPoint>& points, qint64 fromMs, qint64 toMs, int columns)
{
    QList<ChartPoint> kept;
    if (columns < 1 || toMs <= fromMs)
        return kept;
    const auto earlier = [](const ChartPoint& point, qint64 at) { return point.atMs < at; };
    auto first = std::lower_bound(points.begin(), points.end(), fromMs, earlier);
    const auto end = std::lower_bound(first, points.end(), toMs, earlier);
    if (first != points.begin())
        kept.append(*(first - 1));
    const double perColumn = static_cast<double>(toMs - fromMs) / columns;
    while (first != end) {
        const auto column = static_cast<qint64>(static_cast<double>(first->atMs - fromMs) / perColumn);
        auto least = first, greatest = first, last = first;
        auto next = first;
        for (; next != end && static_cast<qint64>(static_cast<double>(next->atMs - fromMs) / perColumn) == column; ++next) {
            if (next->value < least->value)
                least = next;
            if (next->value > greatest->value)
                greatest = next;
            last = next;
        }
        std::array<decltype(first), 4> four{first, least, greatest, last};
        std::sort(four.begin(), four.end());
        const auto distinct = std::unique(four.begin(), four.end());
        std::for_each(four.begin(), distinct, [&](const auto& point) { kept.append(*point); });
        first = next;
    }
    if (end != points.end())
        kept.append(*end);
    return kept;
}

} // namespace trunkline::widgets
