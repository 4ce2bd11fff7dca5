#include "models/performance/samplestore.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::performance;
using test::TestStore;

class SampleStoreTest : public QObject {
    Q_OBJECT

    static constexpr qint64 minute = 60'000;
    static inline const Timestamp start{1'772'323'200'000}; // 2026-03-01T00:00:00Z

    static PortReading reading(PortId port, int minutes, quint64 octets, quint32 rebootedAtMinute = 0)
    {
        return {port, Metric::InOctets, {start.plusMs(minutes * minute), octets, 64, 1'000'000 + quint32(minutes) * 6000 - rebootedAtMinute * 6000u, 0}, 1'000'000'000};
    }

private Q_SLOTS:
    void aDayOfPollsReadsBackAtEveryResolution_data() { test::engineRows(); }
    void aDayOfPollsReadsBackAtEveryResolution()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>();
        for (int m = 0; m <= 120; ++m)
            append(*s.connection, {reading(port, m, quint64(m) * 750'000)});
        const auto raw = rates(*s.connection, port, Metric::InOctets, start, start.plusMs(120 * minute), Resolution::Raw);
        QCOMPARE(raw.size(), 120);
        QCOMPARE(raw.first(), (RatePoint{start, start.plusMs(minute), 100'000, 100'000, 100'000}));
        const auto hours = rates(*s.connection, port, Metric::InOctets, start, start.plusMs(120 * minute), Resolution::Hour);
        QCOMPARE(hours.size(), 2);
        QCOMPARE(hours.last(), (RatePoint{start.plusMs(60 * minute), start.plusMs(120 * minute), 100'000, 100'000, 100'000}));
        QCOMPARE(rates(*s.connection, port, Metric::InOctets, start, start.plusMs(120 * minute), Resolution::FiveMinutes).size(), 24);
        QCOMPARE(rates(*s.connection, port, Metric::OutOctets, start, start.plusMs(120 * minute), Resolution::Raw).size(), 0);
        QCOMPARE(currentLoads(*s.connection, {port}).value(port).inBps, std::optional<std::int64_t>(100'000));
    }

    void aRebootIsAGap_data() { test::engineRows(); }
    void aRebootIsAGap()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>();
        append(*s.connection, {reading(port, 0, 5'000'000'000)});
        append(*s.connection, {reading(port, 1, 5'000'750'000)});
        PortReading rebooted = reading(port, 2, 1'000);
        rebooted.reading.uptimeTicks = 500;
        QCOMPARE(append(*s.connection, {rebooted}).gaps, 1);
        QVERIFY(!currentLoads(*s.connection, {port}).value(port).inBps);
        PortReading after = reading(port, 3, 751'000);
        after.reading.uptimeTicks = 6'500;
        QCOMPARE(append(*s.connection, {after}).stored, 1);
        const auto raw = rates(*s.connection, port, Metric::InOctets, start, start.plusMs(10 * minute), Resolution::Raw);
        QCOMPARE(raw.size(), 2);
        QVERIFY(raw[0].to < raw[1].from);
        for (const RatePoint& point : raw)
            QCOMPARE(point.maxBps, 100'000);
    }

    void theSameRoundTwiceCountsOnce_data() { test::engineRows(); }
    void theSameRoundTwiceCountsOnce()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>();
        append(*s.connection, {reading(port, 0, 0)});
        append(*s.connection, {reading(port, 1, 750'000)});
        QCOMPARE(append(*s.connection, {reading(port, 1, 750'000)}), (AppendResult{0, 0, 0, 0, 1, 0}));
        QCOMPARE(rates(*s.connection, port, Metric::InOctets, start, start.plusMs(minute), Resolution::Raw).size(), 1);
    }

    void aCounterNearTheTopKeepsItsValue_data() { test::engineRows(); }
    void aCounterNearTheTopKeepsItsValue()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>();
        append(*s.connection, {reading(port, 0, std::numeric_limits<quint64>::max() - 374'999)});
        append(*s.connection, {reading(port, 1, 375'000)});
        QCOMPARE(currentLoads(*s.connection, {port}).value(port).inBps, std::optional<std::int64_t>(100'000));
    }

    void aboveTheLineIsFlaggedAndNotStored_data() { test::engineRows(); }
    void aboveTheLineIsFlaggedAndNotStored()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>();
        append(*s.connection, {reading(port, 0, 0)});
        QCOMPARE(append(*s.connection, {reading(port, 1, 80'000'000'000)}).flagged, 1);
        QVERIFY(currentLoads(*s.connection, {port}).value(port).flagged);
        QVERIFY(rates(*s.connection, port, Metric::InOctets, start, start.plusMs(minute), Resolution::Raw).isEmpty());
    }

    void aLatePollHoldsForAllItsTime_data() { test::engineRows(); }
    void aLatePollHoldsForAllItsTime()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>();
        append(*s.connection, {reading(port, 0, 0)});
        append(*s.connection, {reading(port, 360, 360 * 750'000)});
        const auto points = rates(*s.connection, port, Metric::InOctets, start, start.plusMs(360 * minute), Resolution::FiveMinutes);
        QCOMPARE(points, QList<RatePoint>({{start, start.plusMs(360 * minute), 100'000, 100'000, 100'000}}));
    }

    void theLoadsOfThoseThatAreAskedFor_data() { test::engineRows(); }
    void theLoadsOfThoseThatAreAskedFor()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        QList<PortId> ports;
        for (int i = 0; i < 300; ++i)
            ports.append(s.ids.next<PortTag>());
        for (int at = 0; at <= 1; ++at) {
            QList<PortReading> readings;
            for (int i = 0; i < 300; ++i)
                readings.append(reading(ports[i], at, quint64(at) * quint64(i) * 7'500));
            append(*s.connection, readings);
        }
        const QList<PortId> asked = ports.mid(100, 150);
        const auto now = currentLoads(*s.connection, asked);
        const auto then = loadsAt(*s.connection, asked, start);
        QCOMPARE(now.size(), asked.size());
        QCOMPARE(then.size(), asked.size());
        for (int i = 100; i < 250; ++i) {
            QCOMPARE(now[ports[i]].inBps, std::optional<std::int64_t>(i * 1'000));
            QCOMPARE(then[ports[i]].inBps, std::optional<std::int64_t>(i * 1'000));
        }
        QVERIFY(currentLoads(*s.connection, {}).isEmpty());
        QVERIFY(currentLoads(*s.connection, {s.ids.next<PortTag>()}).isEmpty());
    }

    void theRatesOfAPastInstant_data() { test::engineRows(); }
    void theRatesOfAPastInstant()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>(), late = s.ids.next<PortTag>();
        quint64 counted = 0;
        append(*s.connection, {reading(port, 0, 0), reading(late, 0, 0)});
        for (int at = 1; at <= 30; ++at) {
            counted += at <= 10 ? 750'000 : 1'500'000; // 100, then 200 kbit/s
            if (at <= 10 || at > 20)                   // nobody polled meanwhile
                append(*s.connection, {reading(port, at, counted)});
        }
        append(*s.connection, {reading(late, 30, 30 * 750'000)});
        const auto rateAt = [&](int at) { return loadsAt(*s.connection, {port}, start.plusMs(at * minute)).value(port).inBps; };
        for (const bool compacted : {false, true}) {
            if (compacted)
                compact(*s.connection, start.plusMs(65 * minute));
            QCOMPARE(rateAt(3), std::optional<std::int64_t>(100'000));
            QCOMPARE(rateAt(27), std::optional<std::int64_t>(200'000));
            QVERIFY(!rateAt(40)); // not measured yet
            QVERIFY(!rateAt(-10));
            // One interval that lasted half an hour holds for all of it.
            QCOMPARE(loadsAt(*s.connection, {late}, start.plusMs(minute)).value(late).inBps, std::optional<std::int64_t>(100'000));
            QVERIFY(!loadsAt(*s.connection, {late}, start.plusMs(minute)).value(late).outBps);
        }
    }

    void aRebootHidesNothingBefore_data() { test::engineRows(); }
    void aRebootHidesNothingBefore()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>();
        append(*s.connection, {reading(port, 0, 0)});
        append(*s.connection, {reading(port, 4, 4 * 750'000)});
        PortReading rebooted = reading(port, 60, 1'000);
        rebooted.reading.uptimeTicks = 500;
        append(*s.connection, {rebooted});
        PortReading after = reading(port, 61, 751'000);
        after.reading.uptimeTicks = 6'500;
        append(*s.connection, {after});
        QCOMPARE(loadsAt(*s.connection, {port}, start.plusMs(2 * minute)).value(port).inBps, std::optional<std::int64_t>(100'000));
        QVERIFY(!loadsAt(*s.connection, {port}, start.plusMs(30 * minute)).contains(port)); // in the gap
    }

    void whatIsAGap()
    {
        const auto point = [](int from, int to) { return RatePoint{start.plusMs(from * minute), start.plusMs(to * minute), 1, 1, 1}; };
        QVERIFY(!isGap(point(0, 1), point(1, 2), Resolution::Raw));
        QVERIFY(isGap(point(0, 1), point(2, 3), Resolution::Raw));
        QVERIFY(!isGap(point(0, 5), point(6, 10), Resolution::FiveMinutes)); // a poll that came a minute late
        QVERIFY(isGap(point(0, 5), point(10, 15), Resolution::FiveMinutes));  // five minutes without any
        QVERIFY(!isGap(point(0, 60), point(90, 120), Resolution::Hour));
        QVERIFY(isGap(point(0, 60), point(120, 180), Resolution::Hour));
        QVERIFY(!isGap(point(0, 5), point(3, 10), Resolution::FiveMinutes)); // they overlap
    }

    void whatIsStale()
    {
        QVERIFY(!isStale(start, start.plusMs(2 * minute)));
        QVERIFY(isStale(start, start.plusMs(2 * minute + 1)));
    }

    void whatIsOldGoesByResolution_data() { test::engineRows(); }
    void whatIsOldGoesByResolution()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>();
        append(*s.connection, {reading(port, 0, 0)});
        append(*s.connection, {reading(port, 1, 750'000)});
        compact(*s.connection, start.plusMs(30LL * 86'400'000));
        QCOMPARE(prune(*s.connection, start.plusMs(30LL * 86'400'000)), 1);
        QCOMPARE(rates(*s.connection, port, Metric::InOctets, start, start.plusMs(minute), Resolution::Raw).size(), 0);
        QCOMPARE(rates(*s.connection, port, Metric::InOctets, start, start.plusMs(minute), Resolution::FiveMinutes).size(), 1);
    }
};

QTEST_GUILESS_MAIN(SampleStoreTest)
#include "tst_samplestore.moc"
