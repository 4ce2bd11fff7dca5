#include "app/demo/demooperator.h"

#include <QTest>

#include <numeric>

using namespace trunkline;

class DemoOperatorTest : public QObject {
    Q_OBJECT

    static constexpr std::int64_t minute = 60'000;
    static constexpr std::int64_t hour = 60 * minute;
    static constexpr std::int64_t day = 24 * hour;

private Q_SLOTS:
    void stepsAddUpAndStayFine_data()
    {
        QTest::addColumn<qint64>("total");
        QTest::addColumn<qint64>("longestAtTheEnd"); // of the steps in the last day
        QTest::addColumn<int>("most");               // each costs a round of polling
        QTest::newRow("nothing") << qint64(0) << qint64(0) << 0;
        QTest::newRow("seven minutes") << qint64(7 * minute) << qint64(5 * minute) << 2;
        QTest::newRow("an hour") << qint64(hour) << qint64(5 * minute) << 12;
        QTest::newRow("six hours") << qint64(6 * hour) << qint64(15 * minute) << 24;
        QTest::newRow("a day") << qint64(day) << qint64(15 * minute) << 96;
        QTest::newRow("a day and a bit") << qint64(day + 1) << qint64(15 * minute) << 97;
        QTest::newRow("to the end of the month") << qint64(22 * day) << qint64(15 * minute) << 270;
    }
    void stepsAddUpAndStayFine()
    {
        QFETCH(qint64, total);
        QFETCH(qint64, longestAtTheEnd);
        QFETCH(int, most);
        const QList<std::int64_t> steps = demo::demoSteps(total);
        QCOMPARE(std::accumulate(steps.begin(), steps.end(), std::int64_t(0)), total);
        QVERIFY(steps.size() <= most);
        std::int64_t left = total;
        for (const std::int64_t step : steps) {
            QVERIFY(step > 0 && step <= 3 * hour);
            QVERIFY(left > day || step <= longestAtTheEnd);
            left -= step;
        }
    }
};

QTEST_GUILESS_MAIN(DemoOperatorTest)
#include "tst_demooperator.moc"
