#include "models/performance/figures.h"

#include <QTest>

using namespace trunkline;
using performance::RatePoint;

class FiguresTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingMeasuredHasNoFigures() { QCOMPARE(performance::figuresOf({}), performance::RateFigures()); }

    // A long quiet interval weighs more than a short busy one; the extremes are those inside the intervals.
    void theMeanIsWeightedByTime()
    {
        const auto figures = performance::figuresOf({{{0}, {90'000}, 50, 100, 200}, {{90'000}, {100'000}, 900, 1100, 1500}});
        QCOMPARE(figures.minBps, std::optional<std::int64_t>(50));
        QCOMPARE(figures.meanBps, std::optional<std::int64_t>(200));
        QCOMPARE(figures.maxBps, std::optional<std::int64_t>(1500));
    }

    // Of a hundred intervals the five busiest are left out, of one none.
    void the95thPercentileIsTheNearestRank()
    {
        QList<RatePoint> points;
        for (std::int64_t i = 100; i >= 1; --i)
            points.append({{(100 - i) * 1000}, {(101 - i) * 1000}, i, i, i});
        QCOMPARE(performance::figuresOf(points).percentile95Bps, std::optional<std::int64_t>(95));
        QCOMPARE(performance::figuresOf({points.first()}).percentile95Bps, std::optional<std::int64_t>(100));
        QCOMPARE(performance::figuresOf(points.mid(0, 20)).percentile95Bps, std::optional<std::int64_t>(99));
    }
};

QTEST_GUILESS_MAIN(FiguresTest)
#include "tst_figures.moc"
