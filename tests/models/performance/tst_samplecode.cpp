#include "models/performance/samplecode.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::performance;

namespace {

Sample randomSample(std::mt19937_64& random, std::int64_t intervalMs)
{
    switch (random() % 12) {
    case 0: return {};
    case 1: return {0, 0, Mark::Gap};
    case 2: return {0, 0, Mark::Flagged};
    case 3: return {std::int64_t(random() >> (2 + random() % 60)), std::int64_t(random() % 1'000'000), Mark::Measured};
    default: return {std::int64_t(random() >> (2 + random() % 60)) * (random() % 2 == 0 ? 1 : -1), intervalMs, Mark::Measured};
    }
}

std::vector<SampleRound> randomRounds(std::mt19937_64& random)
{
    std::vector<SampleRound> rounds;
    Timestamp at{1'772'323'200'000};
    const std::size_t slots = 1 + random() % 256;
    for (std::size_t count = random() % 70; count > 0; --count) {
        const auto interval = std::int64_t(1 + random() % 100'000);
        at = at.plusMs(interval);
        SampleRound round{at, interval, {}};
        for (std::size_t slot = 0; slot < slots; ++slot)
            round.samples.push_back(randomSample(random, interval));
        rounds.push_back(round);
    }
    return rounds;
}

std::vector<RollupPeriod> randomPeriods(std::mt19937_64& random)
{
    std::vector<RollupPeriod> periods;
    const std::size_t slots = 1 + random() % 256;
    for (std::size_t i = 0; i < 1 + random() % 12; ++i) {
        RollupPeriod period{{std::int64_t(1'772'323'200'000 + i * 300'000)}, {}};
        for (std::size_t slot = 0; slot < slots; ++slot) {
            Rollup rollup;
            for (std::size_t samples = random() % 6; samples > 0; --samples) {
                const auto figure = std::int64_t(random() >> 20) - 1'000;
                rollup.add({figure, figure, figure / 8, 1, 60'000});
            }
            period.slots.push_back(rollup);
        }
        periods.push_back(period);
    }
    return periods;
}

} // namespace

class SampleCodeTest : public QObject {
    Q_OBJECT

    static void addSeeds(quint64 count)
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= count; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }

private Q_SLOTS:
    void roundsComeBack_data() { addSeeds(60); }
    void roundsComeBack()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        const std::vector<SampleRound> rounds = randomRounds(random);
        for (const SampleRound& round : rounds) {
            const QByteArray bytes = encodeRound(round);
            auto read = decodeRound(round.at, round.intervalMs, bytes);
            QVERIFY(read.has_value());
            read->samples.resize(round.samples.size()); // the last ones may be absent
            QCOMPARE(*read, round);
            for (std::size_t slot = 0; slot < round.samples.size(); ++slot)
                QCOMPARE(decodeRoundOf(slot, round.at, round.intervalMs, bytes), std::optional(TimedSample{round.at, round.samples[slot]}));
            QCOMPARE(decodeRoundOf(300, round.at, round.intervalMs, bytes), std::optional(TimedSample{round.at, {}}));
        }
        const QByteArray bytes = encodeRounds(rounds);
        QCOMPARE(decodeRounds(bytes), std::optional(rounds));
        for (std::size_t slot = 0; !rounds.empty() && slot < rounds.front().samples.size(); slot += 7) {
            const auto samples = decodeRoundsOf(slot, bytes);
            QVERIFY(samples && samples->size() == rounds.size());
            for (std::size_t i = 0; i < rounds.size(); ++i)
                QCOMPARE((*samples)[i], (TimedSample{rounds[i].at, rounds[i].samples[slot]}));
        }
        QCOMPARE(decodeRoundsOf(300, bytes), std::optional(std::vector<TimedSample>()));
    }

    void rollupsComeBack_data() { addSeeds(60); }
    void rollupsComeBack()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        const std::vector<RollupPeriod> periods = randomPeriods(random);
        const QByteArray bytes = encodeRollups(periods);
        QCOMPARE(decodeRollups(bytes), std::optional(periods));
        for (std::size_t slot = 0; slot < periods.front().slots.size(); slot += 7) {
            const auto read = decodeRollupsOf(slot, bytes);
            QVERIFY(read && read->size() == periods.size());
            for (std::size_t i = 0; i < periods.size(); ++i)
                QCOMPARE((*read)[i].slots, std::vector{periods[i].slots[slot]});
        }
    }

    // Whatever lies in the row: an answer or none, in bounds (the sanitizers look on), never a hang.
    void damageIsAGap_data() { addSeeds(20); }
    void damageIsAGap()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        const auto rounds = randomRounds(random);
        const QByteArray kinds[] = {encodeRounds(rounds), encodeRollups(randomPeriods(random)), rounds.empty() ? QByteArray() : encodeRound(rounds.front())};
        for (int i = 0; i < 300; ++i) {
            QByteArray bytes = kinds[random() % 3];
            for (std::size_t flips = random() % 4; flips > 0 && !bytes.isEmpty(); --flips)
                bytes[qsizetype(random() % std::size_t(bytes.size()))] = char(random());
            if (random() % 2 == 0)
                bytes.truncate(qsizetype(random() % std::size_t(bytes.size() + 1)));
            if (const auto read = decodeRounds(bytes))
                QVERIFY(read->size() <= mostRounds);
            if (const auto read = decodeRound({0}, 1, bytes))
                QVERIFY(read->samples.size() <= 256);
            decodeRoundsOf(3, bytes);
            decodeRoundOf(3, {0}, 1, bytes);
            decodeRollups(bytes);
            decodeRollupsOf(3, bytes);
        }
        // A block that is cut off is no block.
        QVERIFY(rounds.empty() || !decodeRounds(kinds[0].left(kinds[0].size() - 1)));
        QVERIFY(!decodeRollups(kinds[1].left(kinds[1].size() - 1)));
    }

    void aSteadyHourIsSmall()
    {
        std::vector<SampleRound> rounds;
        for (int i = 0; i < 60; ++i)
            rounds.push_back({{60'000 * i}, 60'000, std::vector<Sample>(256, Sample{750'000, 60'000, Mark::Measured})});
        QVERIFY2(encodeRounds(rounds).size() < 256 * 6, qPrintable(QString::number(encodeRounds(rounds).size())));
    }
};

QTEST_APPLESS_MAIN(SampleCodeTest)
#include "tst_samplecode.moc"
