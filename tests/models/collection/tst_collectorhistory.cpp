#include "models/collection/collectorhistory.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

class CollectorHistoryTest : public QObject {
    Q_OBJECT

    static constexpr std::int64_t beginMs = 1'772'323'200'000;
    static CollectorTotals at(std::int64_t seconds, qint64 values, qint64 traps = 0, qint64 lateMs = 0) { return {{beginMs + seconds * 1000}, values, traps, lateMs}; }

private Q_SLOTS:
    void nothingIsKnownBeforeTwoReadings()
    {
        CollectorHistory history;
        QVERIFY(!history.now());
        history.add(at(0, 100));
        QVERIFY(!history.now());
        QVERIFY(history.rates().isEmpty());
    }

    void ratesAreWhatTheTotalsGrew()
    {
        CollectorHistory history;
        for (int second = 0; second <= 120; second += 5)
            history.add(at(second, second <= 60 ? 10 * second : 600 + 2 * (second - 60), second / 5, second));
        QVERIFY(history.now());
        QCOMPARE(history.now()->valuesPerSecond, 2.0); // over the last minute only
        QCOMPARE(history.now()->trapsPerSecond, 0.2);
        QCOMPARE(history.now()->latenessMs, 120);
        const auto rates = history.rates();
        QCOMPARE(rates.size(), 8); // stretches of fifteen seconds
        QCOMPARE(rates.first().valuesPerSecond, 10.0);
        QCOMPARE(rates.last().valuesPerSecond, 2.0);
    }

    void anHourIsKept()
    {
        CollectorHistory history;
        for (int second = 0; second <= 3 * 3600; second += 10)
            history.add(at(second, second));
        const auto rates = history.rates();
        QVERIFY(rates.size() <= 3600 / 15 + 2);
        QVERIFY(rates.last().to.msSince(rates.first().from) >= 3'500'000);
        for (const auto& rate : rates)
            QCOMPARE(rate.valuesPerSecond, 1.0);
    }

    // A new collector counts from nothing, and a clock may be set back: neither makes a negative rate.
    void whatGoesBackBeginsAnew()
    {
        CollectorHistory history;
        history.add(at(0, 1000));
        history.add(at(60, 2000));
        history.add(at(75, 5));
        QVERIFY(!history.now());
        QVERIFY(history.rates().isEmpty());
        history.add(at(95, 25));
        QCOMPARE(history.now()->valuesPerSecond, 1.0);
        history.add(at(10, 30));
        QVERIFY(!history.now());
    }
};

QTEST_GUILESS_MAIN(CollectorHistoryTest)
#include "tst_collectorhistory.moc"
