// Whatever was compacted and what not yet: a chart shows the same.

#include "models/performance/compaction.h"
#include "models/performance/sampleappender.h"
#include "tests/support/teststore.h"

#include <QRegularExpression>
#include <QTest>

#include <map>
#include <random>

using namespace trunkline;
using namespace trunkline::performance;
using test::TestStore;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
const Timestamp start{1'772'323'200'000}; // 2026-03-01T00:00:00Z
constexpr Resolution resolutions[] = {Resolution::Raw, Resolution::FiveMinutes, Resolution::Hour, Resolution::Day};

/// A device with counters and a gauge that is polled unevenly, restarts, and leaves ports out.
class UnevenDevice {
public:
    UnevenDevice(TestStore& store, quint64 seed) : random_(seed)
    {
        QList<SeriesKey> keys;
        for (int i = 0; i < 6; ++i)
            keys.append({store.ids.nextUuid(), i == 5 ? Metric::Temperature : i == 4 ? Metric::InErrors : Metric::InOctets});
        keys_ = keys;
        places_ = placesOf(*store.connection, store.ids.next<DeviceTag>(), keys);
        counters_.assign(6, 0);
    }

    const QList<SeriesKey>& keys() const { return keys_; }

    DeviceRound next()
    {
        const auto step = qint64(random_() % 20 == 0 ? random_() % (3 * hour) : 30'000 + random_() % 90'000);
        moment_ = {moment_.at.plusMs(step), moment_.uptimeTicks + quint32(step / 10)};
        if (random_() % 50 == 0)
            moment_.uptimeTicks = 100;
        DeviceRound round{moment_, {}};
        for (std::size_t i = 0; i < counters_.size(); ++i) {
            counters_[i] += random_() % 2'000'000;
            if (random_() % 15 != 0)
                round.readings.push_back({places_[qsizetype(i)], i == 5 ? quint64(qint64(random_() % 900) - 300) : counters_[i], 0, 64, 1'000'000'000});
        }
        return round;
    }

    std::vector<DeviceRound> next(std::size_t rounds)
    {
        std::vector<DeviceRound> batch;
        while (batch.size() < rounds)
            batch.push_back(next());
        return batch;
    }

    Timestamp now() const { return moment_.at; }

private:
    std::mt19937_64 random_;
    QList<SeriesKey> keys_;
    QList<SeriesPlace> places_;
    std::vector<quint64> counters_;
    Moment moment_{start, 1'000'000};
};

using Picture = QList<QList<RatePoint>>;

Picture everything(store::Connection& connection, const UnevenDevice& device, Timestamp from = {0}, Timestamp to = start.plusMs(1'000 * hour))
{
    Picture picture;
    for (const SeriesKey& key : device.keys())
        for (const Resolution resolution : resolutions)
            picture.append(rates(connection, PortId(key.object), key.metric, from, to, resolution));
    return picture;
}

qint64 count(store::Connection& connection, const char* table)
{
    return connection.row(QStringLiteral("SELECT COUNT(*) AS n FROM ") + QLatin1String(table))->integer("n");
}

/// A port at 100 bit/s, minute after minute; time and the device's own may differ.
std::vector<DeviceRound> steady(SeriesPlace place, int fromMinute, int toMinute, qint64 aheadMs = 0, int livedAtStart = 0)
{
    std::vector<DeviceRound> batch;
    for (int m = fromMinute; m <= toMinute; ++m)
        batch.push_back({{start.plusMs(m * minute + aheadMs), quint32(livedAtStart + m) * 6'000}, {{place, quint64(livedAtStart + m) * 750, 0, 64, 0}}});
    return batch;
}

} // namespace

class CompactionTest : public QObject {
    Q_OBJECT

    void compareWhatIsSeen(TestStore& plain, TestStore& compacted, quint64 seed)
    {
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        UnevenDevice one(plain, seed);
        UnevenDevice other(compacted, seed);
        QCOMPARE(one.keys(), other.keys());
        std::mt19937_64 random(seed);
        SampleAppender toPlain(*plain.connection);
        SampleAppender toCompacted(*compacted.connection);
        for (int batch = 0; batch < 40; ++batch) {
            const std::size_t rounds = 1 + random() % 20;
            toPlain.append(one.next(rounds));
            toCompacted.append(other.next(rounds));
            if (random() % 4 == 0)
                compact(*compacted.connection, other.now().plusMs(-qint64(random() % (3 * hour))));
        }
        QCOMPARE(everything(*compacted.connection, other), everything(*plain.connection, one));
        compact(*compacted.connection, other.now().plusMs(2 * hour));
        QCOMPARE(count(*compacted.connection, "sample_round"), 0);
        QCOMPARE(everything(*compacted.connection, other), everything(*plain.connection, one));
        for (int i = 0; i < 30; ++i) { // any part of it
            const Timestamp from = start.plusMs(qint64(random() % quint64(other.now().msSince(start))));
            const Timestamp to = from.plusMs(qint64(random() % (30 * hour)));
            QCOMPARE(everything(*compacted.connection, other, from, to), everything(*plain.connection, one, from, to));
        }
    }

private Q_SLOTS:
    // The same rounds twice: one store never compacts, the other does whenever chance will, and in part only.
    void aChartNeverShowsWhereTheSeamIs_data() { test::engineRows(); }
    void aChartNeverShowsWhereTheSeamIs()
    {
        QFETCH(QString, engine);
        TestStore plain(engine);
        TestStore compacted(engine);
        for (quint64 seed = 1; seed <= 6 && !QTest::currentTestFailed(); ++seed)
            compareWhatIsSeen(plain, compacted, seed);
    }

    // Against the samples themselves, added up by hand.
    void sumsMinimaAndMaximaAreExact_data() { test::engineRows(); }
    void sumsMinimaAndMaximaAreExact()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        UnevenDevice device(s, 4);
        SampleAppender appender(*s.connection);
        appender.append(device.next(300));
        const SeriesKey key = device.keys().first();
        struct Expected {
            qint64 min = std::numeric_limits<qint64>::max();
            qint64 max = 0;
            qint64 bitMs = 0;
            qint64 ms = 0;
        };
        for (const bool later : {false, true}) {
            if (later)
                compact(*s.connection, device.now().plusMs(2 * hour));
            std::map<qint64, Expected> hours;
            for (const RatePoint& point : rates(*s.connection, PortId(key.object), key.metric, {0}, start.plusMs(1'000 * hour), Resolution::Raw)) {
                Expected& expected = hours[(point.to.ms - 1) / hour * hour];
                expected.min = std::min<qint64>(expected.min, point.meanBps);
                expected.max = std::max<qint64>(expected.max, point.meanBps);
                expected.bitMs += point.meanBps * point.to.msSince(point.from);
                expected.ms += point.to.msSince(point.from);
            }
            const auto points = rates(*s.connection, PortId(key.object), key.metric, {0}, start.plusMs(1'000 * hour), Resolution::Hour);
            QCOMPARE(std::size_t(points.size()), hours.size());
            for (const RatePoint& point : points) {
                const Expected& expected = hours.at(point.to.ms - hour);
                QCOMPARE(point.minBps, expected.min);
                QCOMPARE(point.maxBps, expected.max);
                QVERIFY(std::abs(point.meanBps - expected.bitMs / expected.ms) <= 1); // each sample's rate is rounded down
            }
        }
    }

    void compactingAgainChangesNothing_data() { test::engineRows(); }
    void compactingAgainChangesNothing()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        UnevenDevice device(s, 9);
        SampleAppender appender(*s.connection);
        appender.append(device.next(200));
        compact(*s.connection, device.now());
        const Picture before = everything(*s.connection, device);
        const qint64 blocks = count(*s.connection, "sample_block");
        QVERIFY(blocks > 0);
        compact(*s.connection, device.now());
        compact(*s.another(), device.now());
        QCOMPARE(count(*s.connection, "sample_block"), blocks);
        QCOMPARE(everything(*s.connection, device), before);
    }

    void anHourThatIsNotOverStays_data() { test::engineRows(); }
    void anHourThatIsNotOverStays()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const auto place = placesOf(*s.connection, {}, {{s.ids.nextUuid(), Metric::InOctets}}).first();
        SampleAppender appender(*s.connection);
        appender.append(steady(place, 0, 61));
        compact(*s.connection, start.plusMs(64 * minute)); // within the grace
        QCOMPARE(count(*s.connection, "sample_round"), 61);
        compact(*s.connection, start.plusMs(65 * minute));
        QCOMPARE(count(*s.connection, "sample_round"), 1);
        QCOMPARE(count(*s.connection, "sample_block"), 4); // the hour's samples, its five minutes, itself, and the day so far
    }

    // Many chunks: step by step, and another program may take the second half.
    void stepsCanBeTakenByAnother_data() { test::engineRows(); }
    void stepsCanBeTakenByAnother()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        SampleAppender appender(*s.connection);
        for (int device = 0; device < 10; ++device) {
            const auto place = placesOf(*s.connection, s.ids.next<DeviceTag>(), {{s.ids.nextUuid(), Metric::OutOctets}}).first();
            appender.append(steady(place, 0, 9));
        }
        Compaction first(*s.connection, start.plusMs(2 * hour));
        QVERIFY(first.step(4));
        QCOMPARE(count(*s.connection, "sample_round"), 6 * 9);
        compact(*s.another(), start.plusMs(2 * hour));
        QVERIFY(first.step(4));
        QVERIFY(!first.step(4));
        QVERIFY(!first.step(4));
        QCOMPARE(count(*s.connection, "sample_round"), 0);
        QCOMPARE(count(*s.connection, "sample_block"), 4 * 10);
    }

    // Our clock was a day ahead, and came back: the day is lived through twice, and both are kept.
    void timeThatComesTwiceIsKeptTwice_data() { test::engineRows(); }
    void timeThatComesTwiceIsKeptTwice()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const SeriesKey key{s.ids.nextUuid(), Metric::InOctets};
        const auto place = placesOf(*s.connection, {}, {key}).first();
        SampleAppender appender(*s.connection);
        appender.append(steady(place, 0, 60, 24 * hour));
        compact(*s.connection, start.plusMs(26 * hour));
        appender.append(steady(place, 0, 26 * 60, 7'000, 61));
        compact(*s.connection, start.plusMs(28 * hour));
        const auto raw = rates(*s.connection, PortId(key.object), key.metric, {0}, start.plusMs(100 * hour), Resolution::Raw);
        QCOMPARE(raw.size(), 60 + 26 * 60); // but the gap of the step
        const auto hours = rates(*s.connection, PortId(key.object), key.metric, {0}, start.plusMs(100 * hour), Resolution::Hour);
        QCOMPARE(hours.size(), 27);
        for (const RatePoint& point : hours)
            QCOMPARE(point.maxBps, 100);
    }

    void damagedRowsAreGaps_data() { test::engineRows(); }
    void damagedRowsAreGaps()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const SeriesKey key{s.ids.nextUuid(), Metric::InOctets};
        const auto place = placesOf(*s.connection, {}, {key}).first();
        SampleAppender appender(*s.connection);
        appender.append(steady(place, 0, 4 * 60));
        const auto points = [&](Resolution resolution) { return rates(*s.connection, PortId(key.object), key.metric, start, start.plusMs(24 * hour), resolution).size(); };
        const QRegularExpression said(QStringLiteral("damaged"));

        s.connection->exec(QStringLiteral("UPDATE sample_round SET samples = ? WHERE at_ms = ?"), {QByteArray("\xff\xff"), start.plusMs(10 * minute)});
        QTest::ignoreMessage(QtWarningMsg, said);
        QCOMPARE(points(Resolution::Raw), 239);
        QTest::ignoreMessage(QtWarningMsg, said);
        compact(*s.connection, start.plusMs(3 * hour + 10 * minute)); // goes on without it
        QCOMPARE(points(Resolution::Raw), 239);
        QCOMPARE(points(Resolution::FiveMinutes), 48);

        s.connection->exec(QStringLiteral("UPDATE sample_block SET samples = ? WHERE start_ms = ?"), {QByteArray("\x05\x01\xff"), start.plusMs(hour)});
        QTest::ignoreMessage(QtWarningMsg, said);
        QCOMPARE(points(Resolution::Raw), 179);
        QTest::ignoreMessage(QtWarningMsg, said);
        QCOMPARE(points(Resolution::FiveMinutes), 36);
        QTest::ignoreMessage(QtWarningMsg, said);
        QCOMPARE(points(Resolution::Hour), 3);

        // The day's block is damaged when the fourth hour comes: it begins anew.
        s.connection->exec(QStringLiteral("UPDATE sample_block SET samples = ? WHERE period_ms = 86400000"), {QByteArray("\x05\x01\xff")});
        QTest::ignoreMessage(QtWarningMsg, said);
        compact(*s.connection, start.plusMs(5 * hour));
        QCOMPARE(points(Resolution::Day), 1);
    }

    void whatIsOldGoesByResolution_data() { test::engineRows(); }
    void whatIsOldGoesByResolution()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const SeriesKey key{s.ids.nextUuid(), Metric::InOctets};
        const auto place = placesOf(*s.connection, {}, {key}).first();
        SampleAppender appender(*s.connection);
        appender.append(steady(place, 0, 60));
        compact(*s.connection, start.plusMs(2 * hour));
        const auto left = [&](qint64 days) {
            prune(*s.connection, start.plusMs(days * 24 * hour + hour));
            QList<qsizetype> points;
            for (const Resolution resolution : resolutions)
                points.append(rates(*s.connection, PortId(key.object), key.metric, {0}, start.plusMs(24 * hour), resolution).size());
            return points;
        };
        QCOMPARE(left(13), (QList<qsizetype>{60, 12, 1, 1}));
        QCOMPARE(left(30), (QList<qsizetype>{0, 12, 1, 1}));
        QCOMPARE(left(130), (QList<qsizetype>{0, 0, 1, 1}));
        QCOMPARE(left(900), (QList<qsizetype>{0, 0, 0, 1}));
        QCOMPARE(left(4'100), (QList<qsizetype>{0, 0, 0, 0}));
    }
};

QTEST_GUILESS_MAIN(CompactionTest)
#include "tst_compaction.moc"
