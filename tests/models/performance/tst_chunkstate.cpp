// What can go wrong with a counter, scene by scene: a device with steady traffic is polled every minute, and
// things happen to it. No scene may show more than the traffic there was.

#include "models/performance/chunkstate.h"

#include <QTest>

#include <functional>
#include <limits>
#include <random>

using namespace trunkline;
using namespace trunkline::performance;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr quint32 top32 = std::numeric_limits<quint32>::max();
constexpr quint64 top64 = std::numeric_limits<quint64>::max();

/// A port that carries 100 kbit/s (750,000 octets a minute) on a gigabit line, and the one who asks it.
struct Scene {
    ChunkState state;
    qint64 now = 1'772'323'200'000;       // true time
    qint64 clockError = 0;                // of our clock
    quint64 counter = 5'000'000'000;
    quint64 wildValue = 0;                // what the agent says once instead
    bool wild = false;
    qint64 uptimeTicks = 50'000'000;
    qint64 uptimeGrainTicks = 1;          // how finely the agent tells its uptime; 0: it never moves
    quint32 discontinuity = 0;
    int bits = 64;
    qint64 speedBps = 1'000'000'000;
    qint64 octetsAMinute = 750'000;
    qint64 trueOctets = 0;                // since the first reading
    qint64 countedOctets = 0;
    qint64 fastestBps = 0;
    QString told;                         // f first, . counted, g gap, ! flagged, - nothing

    Scene() { state.last.resize(1); }

    void pass(qint64 ms)
    {
        now += ms;
        uptimeTicks += ms / 10;
        counter += quint64(octetsAMinute * ms / minute);
        trueOctets += octetsAMinute * ms / minute;
    }
    void reboot(qint64 upForMs)
    {
        uptimeTicks = upForMs / 10;
        counter = quint64(octetsAMinute * upForMs / minute);
    }
    void ask()
    {
        const qint64 ticks = uptimeGrainTicks == 0 ? 4'711 : uptimeTicks / uptimeGrainTicks * uptimeGrainTicks;
        const quint64 said = std::exchange(wild, false) ? wildValue : counter;
        state.beginRound({{now + clockError}, quint32(ticks)});
        const auto outcome = state.read(0, traitsOf(Metric::InOctets), bits == 32 ? said & top32 : said, bits, discontinuity, speedBps);
        state.endRound();
        const auto reread = ChunkState::decode(state.encode()); // as if the program were started again each time
        QVERIFY(reread.has_value());
        state = *reread;
        told += outcome.first ? u'f' : outcome.kind == Interval::NotLater ? u'-' : outcome.sample.mark == Mark::Measured ? u'.' : outcome.sample.mark == Mark::Flagged ? u'!' : u'g';
        if (outcome.sample.mark != Mark::Measured)
            return;
        countedOctets += outcome.sample.value;
        fastestBps = std::max<qint64>(fastestBps, rateBps(outcome.sample.value, outcome.sample.intervalMs));
    }
    void poll(int times = 1)
    {
        for (int i = 0; i < times; ++i) {
            pass(minute);
            ask();
        }
    }
    void sayOnce(quint64 value)
    {
        wild = true;
        wildValue = value;
    }
};

using Script = std::function<void(Scene&)>;

} // namespace

Q_DECLARE_METATYPE(Script)

class ChunkStateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faults_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<QString>("told");
        const auto scene = [](const char* name, Script script, const char* told) { QTest::newRow(name) << script << QString::fromLatin1(told); };

        scene("nothing happens", [](Scene& s) { s.poll(5); }, "f....");
        scene("the traffic stands still", [](Scene& s) { s.octetsAMinute = 0; s.poll(4); }, "f...");
        scene("64-bit wrap", [](Scene& s) { s.counter = top64 - 2'000'000; s.poll(5); }, "f....");
        scene("32-bit wrap", [](Scene& s) { s.bits = 32; s.counter = top32 - 2'000'000; s.poll(5); }, "f....");
        scene("32-bit wrap, speed unknown", [](Scene& s) { s.bits = 32; s.speedBps = 0; s.counter = top32 - 2'000'000; s.poll(5); }, "f....");
        scene("32 bits that wrap oftener than we look", [](Scene& s) { s.bits = 32; s.octetsAMinute = 7'000'000'000; s.poll(4); }, "f...");

        scene("restart", [](Scene& s) { s.poll(2); s.reboot(0); s.poll(3); }, "f.g..");
        scene("restart, the counter is higher already", [](Scene& s) { s.counter = 100; s.poll(2); s.pass(10 * minute); s.reboot(9 * minute); s.poll(2); }, "f.g.");
        scene("restart after a long silence, the uptime is higher already", [](Scene& s) { s.uptimeTicks = 1'000; s.poll(2); s.pass(24 * hour); s.reboot(12 * hour); s.poll(2); }, "f.g.");
        scene("restart of a device that had just started", [](Scene& s) { s.reboot(0); s.poll(1); s.pass(30'000); s.reboot(0); s.pass(61'000); s.ask(); s.poll(2); }, "fg..");
        scene("two restarts in a row", [](Scene& s) { s.poll(2); s.reboot(0); s.poll(1); s.reboot(5'000); s.poll(2); }, "f.gg.");
        scene("restart within a minute's grace", [](Scene& s) { s.reboot(3'000); s.ask(); s.pass(30'000); s.reboot(0); s.pass(30'000); s.ask(); s.poll(1); }, "fg.");
        scene("restart that keeps the counters", [](Scene& s) { s.poll(2); s.uptimeTicks = 0; s.poll(2); }, "f.g.");
        scene("restart just before the uptime's wrap", [](Scene& s) { s.uptimeTicks = qint64(top32) - 300'000; s.poll(2); s.reboot(0); s.poll(2); }, "f.g.");

        scene("the uptime wraps after 497 days", [](Scene& s) { s.uptimeTicks = qint64(top32) - 10'000; s.poll(5); }, "f....");
        scene("uptime and counter wrap together", [](Scene& s) { s.bits = 32; s.counter = top32 - 1'000'000; s.uptimeTicks = qint64(top32) - 10'000; s.poll(5); }, "f....");
        scene("an uptime that never moves", [](Scene& s) { s.uptimeGrainTicks = 0; s.poll(4); }, "f...");
        scene("an uptime that never moves, and a restart", [](Scene& s) { s.uptimeGrainTicks = 0; s.poll(2); s.reboot(0); s.poll(3); }, "f.g..");
        scene("an uptime in steps of five seconds", [](Scene& s) { s.uptimeGrainTicks = 500; s.poll(5); }, "f....");

        scene("discontinuity with a reset", [](Scene& s) { s.poll(2); s.counter = 0; s.discontinuity = 51'000'000; s.poll(3); }, "f.g..");
        scene("discontinuity without a fall", [](Scene& s) { s.poll(2); s.counter += 1'000'000'000; s.discontinuity = 51'000'000; s.poll(2); }, "f.g.");
        scene("a discontinuity time that is told once only", [](Scene& s) { s.poll(2); s.discontinuity = 7; s.poll(1); s.discontinuity = 0; s.poll(2); }, "f.gg.");
        scene("counters cleared by a person", [](Scene& s) { s.poll(2); s.counter = 0; s.poll(3); }, "f.g..");
        scene("counters cleared, speed unknown", [](Scene& s) { s.speedBps = 0; s.poll(2); s.counter = 0; s.poll(3); }, "f.g..");
        scene("64 bits become 32", [](Scene& s) { s.poll(2); s.bits = 32; s.poll(2); }, "f.g.");

        scene("zero once", [](Scene& s) { s.poll(2); s.sayOnce(0); s.poll(3); }, "f.g..");
        scene("zero once, and the way back is below line speed", [](Scene& s) { s.counter = 1'000'000; s.poll(2); s.sayOnce(0); s.poll(3); }, "f.g..");
        scene("a wild value once", [](Scene& s) { s.poll(2); s.sayOnce(top64 / 3); s.poll(3); }, "f.!..");
        scene("a wild value once, speed unknown", [](Scene& s) { s.speedBps = 0; s.poll(2); s.sayOnce(top64 / 3); s.poll(3); }, "f.!..");
        scene("a leap that stays", [](Scene& s) { s.poll(2); s.counter += 90'000'000'000; s.poll(3); }, "f.!..");
        scene("a little less than before, as sums of members do", [](Scene& s) { s.poll(2); s.sayOnce(s.counter - 10); s.poll(3); }, "f.g..");
        scene("three values that don't agree", [](Scene& s) { s.poll(2); s.sayOnce(top64 / 3); s.poll(1); s.sayOnce(7); s.poll(3); }, "f.!g..");
        scene("a wild value, and a restart", [](Scene& s) { s.poll(2); s.sayOnce(top64 / 3); s.poll(1); s.reboot(0); s.poll(2); }, "f.!g.");
        scene("all ones once", [](Scene& s) { s.poll(2); s.sayOnce(top64); s.poll(3); }, "f.!..");
        scene("a speed in the wrong unit", [](Scene& s) { s.speedBps = 1'000; s.poll(4); }, "f!!!");

        scene("three rounds without an answer", [](Scene& s) { s.poll(2); s.pass(3 * minute); s.poll(2); }, "f...");
        scene("the same answer twice", [](Scene& s) { s.poll(2); s.ask(); s.poll(1); }, "f.-.");
        scene("an old answer", [](Scene& s) { s.poll(2); s.clockError = -40'000; s.pass(20'000); s.ask(); s.clockError = 0; s.pass(40'000); s.ask(); }, "f.-.");
        scene("an answer that took twenty seconds", [](Scene& s) { s.poll(2); s.clockError = 20'000; s.poll(1); s.clockError = 0; s.poll(2); }, "f.gg.");

        scene("our clock leaps ahead a quarter of an hour", [](Scene& s) { s.poll(2); s.clockError = 15 * minute; s.poll(3); }, "f.g..");
        scene("our clock goes back half a minute", [](Scene& s) { s.poll(2); s.clockError = -30'000; s.poll(3); }, "f.g..");
        scene("our clock goes back five minutes", [](Scene& s) { s.poll(2); s.clockError = -5 * minute - 1'000; s.poll(8); }, "f.-----g..");
        scene("our clock goes back a day", [](Scene& s) { s.poll(2); s.clockError = -24 * hour; s.poll(3); }, "f.g..");
        scene("our clock goes back a day while the device restarts", [](Scene& s) { s.poll(2); s.clockError = -24 * hour; s.reboot(0); s.poll(3); }, "f.g..");
        scene("our clock comes back from next year", [](Scene& s) { s.clockError = 365 * 24 * hour; s.poll(2); s.clockError = 0; s.poll(3); }, "f.g..");
        scene("our clock drifts by a second a minute", [](Scene& s) { for (int i = 0; i < 5; ++i, s.clockError += 1'000) s.poll(1); }, "f....");
    }
    void faults()
    {
        QFETCH(Script, script);
        QFETCH(QString, told);
        Scene scene;
        script(scene);
        QCOMPARE(scene.told, told);
        // No spike: at most what the two clocks may disagree about, and never more octets than there were.
        QVERIFY2(scene.fastestBps <= rateBps(scene.octetsAMinute, minute) * 118 / 100, qPrintable(QString::number(scene.fastestBps)));
        QVERIFY(scene.countedOctets <= scene.trueOctets);
        const bool undisturbed = !told.contains(u'g') && !told.contains(u'!') && scene.bits == 64;
        if (undisturbed) // all but what came before the first reading
            QCOMPARE(scene.countedOctets, scene.trueOctets - scene.octetsAMinute);
    }

    // However a time is cut into intervals, the amounts add up to the same, over wraps and missed rounds.
    void aSplitSumsToTheWhole_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 50; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }
    void aSplitSumsToTheWhole()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        const int bits = seed % 2 == 0 ? 32 : 64;
        const std::size_t slots = 1 + random() % 8;
        ChunkState state;
        state.last.resize(slots);
        std::vector<quint64> counters(slots);
        std::vector<quint64> whole(slots);
        std::vector<quint64> sums(slots);
        for (quint64& counter : counters)
            counter = (bits == 32 ? top32 : top64) - random() % 100'000;
        std::vector<quint64> unread(slots);
        Moment now{{1'772'323'200'000}, quint32(random())};
        for (int round = 0; round < 300; ++round) {
            const qint64 step = 1'000 + qint64(random() % 100'000);
            now = {now.at.plusMs(step), now.uptimeTicks + quint32(step / 10)};
            state.beginRound(now);
            for (std::size_t slot = 0; slot < slots; ++slot) {
                const quint64 amount = random() % 10'000;
                counters[slot] += amount;
                unread[slot] += amount;
                if (random() % 3 == 0)
                    continue; // not read this time
                const auto outcome = state.read(slot, traitsOf(Metric::InOctets), bits == 32 ? counters[slot] & top32 : counters[slot], bits, 0, 1'000'000'000);
                if (outcome.first)
                    unread[slot] = 0;
                else
                    QCOMPARE(outcome.kind, Interval::Counted);
                sums[slot] += quint64(outcome.sample.value);
                whole[slot] += std::exchange(unread[slot], 0);
            }
            state.endRound();
            QVERIFY(state.moments.size() <= slots && state.doubts.empty());
            if (random() % 10 == 0)
                state = ChunkState::decode(state.encode()).value();
        }
        QCOMPARE(sums, whole);
    }

    void aGaugeIsRightWhateverTheClocksDid()
    {
        ChunkState state;
        state.last.resize(1);
        const MetricTraits& metric = traitsOf(Metric::Temperature);
        const auto read = [&](qint64 at, quint32 ticks, qint64 value) {
            state.beginRound({{at}, ticks});
            const auto outcome = state.read(0, metric, quint64(value), 64, 0, 0);
            state.endRound();
            return outcome.sample;
        };
        QCOMPARE(read(minute, 6'000, 415), (Sample{415, 0, Mark::Measured}));
        QCOMPARE(read(2 * minute, 12'000, -20), (Sample{-20, minute, Mark::Measured}));
        QCOMPARE(read(3 * minute, 100, 300), (Sample{300, 0, Mark::Measured})); // a restart in between
        QCOMPARE(read(3 * minute, 100, 300), Sample());
        QCOMPARE(read(4 * minute, 6'100, std::numeric_limits<qint64>::min()).mark, Mark::Flagged);
        QCOMPARE(read(5 * minute, 12'100, std::numeric_limits<qint64>::max()).mark, Mark::Flagged);
    }

    void damageIsNoState()
    {
        Scene scene;
        scene.poll(3);
        scene.sayOnce(0);
        scene.poll(1); // and a doubt
        const QByteArray whole = scene.state.encode();
        for (qsizetype length = 0; length < whole.size(); ++length)
            QVERIFY(!ChunkState::decode(whole.left(length)));
        QVERIFY(!ChunkState::decode(whole + 'x'));
        std::mt19937 random(1);
        for (int i = 0; i < 20'000; ++i) {
            QByteArray damaged = whole;
            damaged[qsizetype(random() % std::size_t(whole.size()))] = char(random());
            if (auto state = ChunkState::decode(damaged))
                for (const auto& last : state->last)
                    QVERIFY(last.bits == 0 || last.moment < state->moments.size());
        }
    }
};

QTEST_APPLESS_MAIN(ChunkStateTest)
#include "tst_chunkstate.moc"
