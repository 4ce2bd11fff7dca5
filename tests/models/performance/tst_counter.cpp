#include "models/performance/counter.h"

#include <QTest>

#include <limits>

using namespace trunkline;
using namespace trunkline::performance;

Q_DECLARE_METATYPE(trunkline::performance::Interval)

class CounterTest : public QObject {
    Q_OBJECT

    static constexpr quint64 top64 = std::numeric_limits<quint64>::max();
    static constexpr quint32 top32 = std::numeric_limits<quint32>::max();

private Q_SLOTS:
    void tellsCountsFromGaps_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<quint64>("before");
        QTest::addColumn<quint64>("after");
        QTest::addColumn<quint32>("ticksBefore");
        QTest::addColumn<quint32>("ticksAfter");
        QTest::addColumn<qint64>("elapsedMs");
        QTest::addColumn<bool>("discontinuity");
        QTest::addColumn<qint64>("speedBps");
        QTest::addColumn<Interval>("kind");
        QTest::addColumn<qint64>("amount");
        const auto row = [](const char* name, int bits, quint64 before, quint64 after, quint32 ticksBefore, quint32 ticksAfter, qint64 elapsed, bool disc,
                            qint64 speed, Interval kind, qint64 amount) {
            QTest::newRow(name) << bits << before << after << ticksBefore << ticksAfter << elapsed << disc << speed << kind << amount;
        };
        const qint64 gigabit = 1'000'000'000;
        row("plain", 64, 1000, 751000, 50000, 56000, 60'000, false, gigabit, Interval::Counted, 750000);
        row("nothing counted", 64, 1000, 1000, 50000, 56000, 60'000, false, gigabit, Interval::Counted, 0);
        row("32-bit wrap continues", 32, top32 - 999, 1000, 50000, 56000, 60'000, false, gigabit, Interval::Counted, 2000);
        row("64-bit wrap continues", 64, top64 - 999, 1000, 50000, 56000, 60'000, false, gigabit, Interval::Counted, 2000);
        row("64-bit wrap, speed unknown", 64, top64 - 999, 1000, 50000, 56000, 60'000, false, 0, Interval::Counted, 2000);
        row("fell without a restart", 64, 9'000'000'000, 1000, 50000, 56000, 60'000, false, gigabit, Interval::WentBack, 0);
        row("fell without a restart, speed unknown", 64, 9'000'000'000, 1000, 50000, 56000, 60'000, false, 0, Interval::WentBack, 0);
        row("restart, counter fell", 64, 9'000'000'000, 1000, 50000, 300, 60'000, false, gigabit, Interval::Rebooted, 0);
        row("restart, counter is above already", 64, 1000, 2'000'000, 50000, 300, 60'000, false, gigabit, Interval::Rebooted, 0);
        row("restart in a long silence, uptime is above already", 64, 1000, 2000, 300, 360'000, 86'400'000, false, gigabit, Interval::Rebooted, 0);
        row("uptime's own wrap is no restart", 64, 1000, 751000, top32 - 2999, 3000, 60'000, false, gigabit, Interval::Counted, 750000);
        row("restart just before uptime's wrap", 64, 1000, 2000, top32 - 300'000, 500, 60'000, false, gigabit, Interval::Rebooted, 0);
        row("our own clock stepped", 64, 1000, 751000, 1'000'000, 1'006'000, 900'000, false, gigabit, Interval::ClockStepped, 0);
        row("our own clock stands, the device's went on", 64, 1000, 751000, 1'000'000, 1'096'000, 60'000, false, gigabit, Interval::ClockStepped, 0);
        row("discontinuity", 64, 1000, 2000, 50000, 56000, 60'000, true, gigabit, Interval::Discontinuous, 0);
        row("above the line", 64, 1000, 1000 + 8'000'000'000, 50000, 56000, 60'000, false, gigabit, Interval::AboveLineRate, 8'000'000'000);
        row("a little over by clock drift", 64, 0, 7'650'000'000, 50000, 56000, 60'000, false, gigabit, Interval::Counted, 7'650'000'000);
        row("speed unknown", 64, 0, 8'000'000'000, 50000, 56000, 60'000, false, 0, Interval::Counted, 8'000'000'000);
        row("the same moment", 64, 0, 10, 50000, 50000, 0, false, gigabit, Interval::NotLater, 0);
        row("a late answer", 64, 0, 10, 50000, 44000, -60'000, false, gigabit, Interval::NotLater, 0);
    }
    void tellsCountsFromGaps()
    {
        QFETCH(int, bits);
        QFETCH(quint64, before);
        QFETCH(quint64, after);
        QFETCH(quint32, ticksBefore);
        QFETCH(quint32, ticksAfter);
        QFETCH(qint64, elapsedMs);
        QFETCH(bool, discontinuity);
        QFETCH(qint64, speedBps);
        QFETCH(Interval, kind);
        QFETCH(qint64, amount);
        const CountedInterval interval = countBetween({{1'000'000}, before, bits, ticksBefore, 7}, {{1'000'000 + elapsedMs}, after, bits, ticksAfter, discontinuity ? 8u : 7u}, speedBps);
        QCOMPARE(interval.kind, kind);
        QCOMPARE(interval.amount, amount);
    }

    void aStepOfOurClockIsNoRestart()
    {
        QVERIFY(!restartedBetween(1'000'000, 1'006'000, 900'000));
        QVERIFY(restartedBetween(1'000'000, 500, 900'000));
    }

    void ratesAreBitsASecond()
    {
        QCOMPARE(rateBps(750'000, 60'000), 100'000);
        QCOMPARE(rateBps(1, 60'000), 0);
        QCOMPARE(rateBps(std::numeric_limits<qint64>::max() / 8'000, 1), std::numeric_limits<qint64>::max() / 8'000 * 8'000);
    }
};

QTEST_APPLESS_MAIN(CounterTest)
#include "tst_counter.moc"
