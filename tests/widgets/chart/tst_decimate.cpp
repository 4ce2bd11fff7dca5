#include "widgets/chart/decimate.h"
#include "widgets/chart/ticks.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace trunkline::widgets;

class DecimateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Whatever the data: per column the extremes are there, nothing is invented, nothing is out of order.
    void keepsFirstLastAndExtremes_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void keepsFirstLastAndExtremes()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        QList<ChartPoint> points;
        qint64 at = 0;
        for (int number = 0; number < 5000; ++number) {
            at += 1 + random.bounded(30);
            points.append({at, random.bounded(1000.0)});
        }
        const qint64 from = at / 5, to = at - at / 7;
        const int columns = 97;
        const QList<ChartPoint> kept = decimate(points, from, to, columns);
        QVERIFY(kept.size() <= 4 * columns + 2);
        QVERIFY(std::is_sorted(kept.begin(), kept.end(), [](const ChartPoint& a, const ChartPoint& b) { return a.atMs < b.atMs; }));
        for (const ChartPoint& point : kept)
            QVERIFY(points.contains(point));
        const double perColumn = double(to - from) / columns;
        for (int column = 0; column < columns; ++column) {
            const auto within = [&](const ChartPoint& point) {
                return point.atMs >= from && point.atMs < to && int(double(point.atMs - from) / perColumn) == column;
            };
            QList<ChartPoint> all, some;
            std::copy_if(points.begin(), points.end(), std::back_inserter(all), within);
            std::copy_if(kept.begin(), kept.end(), std::back_inserter(some), within);
            QCOMPARE(some.isEmpty(), all.isEmpty());
            if (all.isEmpty())
                continue;
            const auto lower = [](const ChartPoint& a, const ChartPoint& b) { return a.value < b.value; };
            QCOMPARE(some.first(), all.first());
            QCOMPARE(some.last(), all.last());
            QCOMPARE(std::min_element(some.begin(), some.end(), lower)->value, std::min_element(all.begin(), all.end(), lower)->value);
            QCOMPARE(std::max_element(some.begin(), some.end(), lower)->value, std::max_element(all.begin(), all.end(), lower)->value);
        }
        QVERIFY(kept.first().atMs < from);
        QVERIFY(kept.last().atMs >= to);
    }
    void fewPointsStayAsTheyAre()
    {
        const QList<ChartPoint> points{{10, 1}, {20, 5}, {30, 2}};
        QCOMPARE(decimate(points, 0, 100, 1000), points);
        QCOMPARE(decimate(points, 50, 50, 10), QList<ChartPoint>());
        QCOMPARE(decimate({}, 0, 100, 10), QList<ChartPoint>());
    }
    void gapsAreGaps()
    {
        const double none = std::nan("");
        const QList<ChartPoint> points{{0, none}, {10, 1}, {20, 2}, {30, none}, {40, none}, {50, 3}, {200, 4}, {210, 5}};
        const QList<QList<ChartPoint>> expected{{{10, 1}, {20, 2}}, {{50, 3}}, {{200, 4}, {210, 5}}};
        QCOMPARE(splitAtGaps(points, 100), expected);
        QCOMPARE(splitAtGaps(points, 0).size(), 2);
        QCOMPARE(splitAtGaps({{0, none}}, 0).size(), 0);
    }
    void ticksAreRoundAndFew_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<QString>("first");
        QTest::newRow("hour") << qint64(3'600'000) << "10:10";
        QTest::newRow("day") << qint64(86'400'000) << "12:00";
        QTest::newRow("week") << qint64(7 * 86'400'000LL) << "11 Mar";
        QTest::newRow("month") << qint64(30 * 86'400'000LL) << "16 Mar";
        QTest::newRow("year") << qint64(365 * 86'400'000LL) << "Apr";
    }
    void ticksAreRoundAndFew()
    {
        QFETCH(qint64, span);
        QFETCH(QString, first);
        const QTimeZone zone("Europe/Berlin");
        const qint64 from = QDateTime(QDate(2026, 3, 10), QTime(10, 7), zone).toMSecsSinceEpoch();
        const QList<TimeTick> ticks = timeTicks(from, from + span, 9, zone, QLocale::c());
        QVERIFY(ticks.size() >= 3 && ticks.size() <= 10);
        QCOMPARE(ticks.first().label, first);
        for (qsizetype at = 1; at < ticks.size(); ++at)
            QVERIFY(ticks[at].atMs > ticks[at - 1].atMs);
    }
    void ticksKeepTheClockOverSummerTime()
    {
        const QTimeZone zone("Europe/Berlin"); // 2026-03-29 has 23 hours
        const qint64 from = QDateTime(QDate(2026, 3, 29), QTime(0, 0), zone).toMSecsSinceEpoch();
        const QList<TimeTick> ticks = timeTicks(from, from + 24 * 3'600'000, 9, zone, QLocale::c());
        QStringList labels;
        for (const TimeTick& tick : ticks)
            labels.append(tick.label);
        QVERIFY(labels.contains(QStringLiteral("06:00")));
        QVERIFY(labels.contains(QStringLiteral("18:00")));
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(ticks.last().atMs, zone).time().minute(), 0);
    }
    void valuesEndInOneTwoOrFive()
    {
        QCOMPARE(valueTicks(0, 93, 5).high, 100.0);
        QCOMPARE(valueTicks(0, 93, 5).step, 20.0);
        QCOMPARE(valueTicks(0, 0, 5).high, 1.0);
        QCOMPARE(valueTicks(0, std::nan(""), 5).high, 1.0);
        QVERIFY(valueTicks(-3, 7, 5).low <= -3);
    }
    void labelsTellTheTicksAsTheyAre()
    {
        QCOMPARE(valueTicks(0, 1.15, 5).step, 0.25);
        QCOMPARE(valueTicks(0, 1.15, 5).decimals(), 2);
        QCOMPARE(valueTicks(0, 12, 5).step, 2.5);
        QCOMPARE(valueTicks(0, 12, 5).decimals(), 1);
        QCOMPARE(valueTicks(0, 93, 5).decimals(), 0);
        QCOMPARE(valueTicks(0, 0.9, 5).decimals(), 1);
        QCOMPARE(valueTicks(0, 1e11, 5).decimals(), 0);
    }
};

QTEST_APPLESS_MAIN(DecimateTest)
#include "tst_decimate.moc"
