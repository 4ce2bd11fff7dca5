// Appending under fire: two collectors on one database, a full disk, a lost server, kill -9. What was acknowledged is
// there, once, and adds up.

#include "models/core/errors.h"
#include "models/performance/compaction.h"
#include "models/performance/sampleappender.h"
#include "models/store/migrations.h"
#include "tests/support/postgres.h"
#include "tests/support/teststore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <cstdio>
#include <random>

using namespace trunkline;
using namespace trunkline::performance;
using test::TestStore;

namespace {

constexpr qint64 minute = 60'000;
const Timestamp start{1'772'323'200'000}; // 2026-03-01T00:00:00Z
constexpr int devices = 3;
constexpr int ports = 100; // with in and out: the series of a device fill most of a chunk

/// Devices whose counters are known for every minute, to whoever asks.
class KnownNetwork {
public:
    explicit KnownNetwork(store::Connection& connection)
    {
        SettableClock clock(start);
        IdSource ids(clock, 11); // the same ports in every process
        for (int device = 0; device < devices; ++device) {
            const auto id = ids.next<DeviceTag>();
            QList<SeriesKey> keys;
            for (int port = 0; port < ports; ++port) {
                const auto portId = ids.next<PortTag>();
                ports_.append(portId);
                keys << SeriesKey{portId.uuid(), Metric::InOctets} << SeriesKey{portId.uuid(), Metric::OutOctets};
            }
            places_.append(placesOf(connection, id, keys));
        }
    }

    static quint64 counter(int device, int series, int minutes)
    {
        const auto speed = quint64(1 + device * 1'000 + series);
        return 1'000 + speed * quint64(minutes) * quint64(minutes + 1) * 10; // faster and faster, so that no two intervals are alike
    }

    DeviceRound round(int device, int minutes) const
    {
        DeviceRound round{{start.plusMs(minutes * minute + device), quint32(100'000 + minutes * 6'000)}, {}};
        for (int series = 0; series < 2 * ports; ++series)
            round.readings.push_back({places_[device][series], counter(device, series, minutes), 0, 64, 10'000'000'000});
        return round;
    }
    std::vector<DeviceRound> rounds(int minutes) const
    {
        std::vector<DeviceRound> all;
        for (int device = 0; device < devices; ++device)
            all.push_back(round(device, minutes));
        return all;
    }

    /// What the store says was counted, against what was; one series in some.
    void verify(store::Connection& connection, int fromMinute, int toMinute, int every = 17, int untilMinute = 100'000) const
    {
        for (int device = 0; device < devices; ++device)
            for (int port = device; port < ports; port += every) {
                const PortId id = ports_[device * ports + port];
                const Timestamp end = start.plusMs(std::min(toMinute + 100, untilMinute - 1) * minute + devices);
                const auto points = rates(connection, id, Metric::OutOctets, {0}, end, Resolution::Raw);
                qint64 at = start.plusMs(fromMinute * minute + device).ms;
                for (const RatePoint& point : points) { // no gap, nothing twice
                    QCOMPARE(point.from.ms, at);
                    const int before = int((point.from.ms - start.ms) / minute);
                    const int after = int((point.to.ms - start.ms) / minute);
                    const qint64 counted = qint64(counter(device, 2 * port + 1, after) - counter(device, 2 * port + 1, before));
                    QCOMPARE(point.meanBps, rateBps(counted, point.to.msSince(point.from)));
                    at = point.to.ms;
                }
                QCOMPARE(at, start.plusMs(toMinute * minute + device).ms);
            }
    }

private:
    QList<PortId> ports_;
    QList<QList<SeriesPlace>> places_;
};

/// Another process: appends minute after minute, compacts now and then, and says what it has done.
int appendUntilKilled(const QString& address, int first)
{
    const auto connection = store::Connection::open(store::DatabaseUrl::parse(address));
    const KnownNetwork network(*connection);
    SampleAppender appender(*connection);
    for (int minutes = first; minutes < 100'000; ++minutes) {
        appender.append(network.rounds(minutes));
        std::printf("%d\n", minutes);
        std::fflush(stdout);
        if (minutes % 20 == 19)
            compact(*connection, start.plusMs(minutes * minute));
    }
    return 0;
}

QElapsedTimer started()
{
    QElapsedTimer timer;
    timer.start();
    return timer;
}

QString addressOf(const TestStore& store)
{
    return store.url.engine == store::Engine::Sqlite ? QStringLiteral("sqlite:") + store.url.path : store.url.toDisplay();
}

} // namespace

class SampleAppenderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRoundIsOneRowAChunk_data() { test::engineRows(); }
    void aRoundIsOneRowAChunk()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const KnownNetwork network(*s.connection);
        SampleAppender appender(*s.connection);
        QCOMPARE(appender.append(network.rounds(0)), (AppendResult{0, 0, 0, devices * 2 * ports, 0, 0}));
        QCOMPARE(appender.append(network.rounds(1)), (AppendResult{devices * 2 * ports, 0, 0, 0, 0, 0}));
        QCOMPARE(s.connection->row(QStringLiteral("SELECT COUNT(*) AS n FROM sample_round"))->integer("n"), devices);
        QCOMPARE(s.connection->row(QStringLiteral("SELECT COUNT(*) AS n FROM sample_state"))->integer("n"), devices);
        network.verify(*s.connection, 0, 1, 1);
    }

    void theSameBatchAgainChangesNothing_data() { test::engineRows(); }
    void theSameBatchAgainChangesNothing()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const KnownNetwork network(*s.connection);
        SampleAppender appender(*s.connection);
        std::vector<DeviceRound> batch;
        for (int minutes = 0; minutes < 5; ++minutes)
            for (const DeviceRound& round : network.rounds(minutes))
                batch.push_back(round);
        appender.append(batch);
        const AppendResult nothing{0, 0, 0, 0, 5 * devices * 2 * ports, 0};
        QCOMPARE(appender.append(batch), nothing);
        const auto other = s.another();
        QCOMPARE(SampleAppender(*other).append(batch), nothing);
        network.verify(*s.connection, 0, 4);
    }

    // A wild value and its round, given twice: the doubt must not take the repetition for a confirmation.
    void aDoubtedRoundAgainChangesNothing_data() { test::engineRows(); }
    void aDoubtedRoundAgainChangesNothing()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const KnownNetwork network(*s.connection);
        SampleAppender appender(*s.connection);
        appender.append(network.rounds(0));
        auto wild = network.rounds(1);
        wild[0].readings[5].value = 3;
        QCOMPARE(appender.append(wild), (AppendResult{devices * 2 * ports - 1, 1, 0, 0, 0, 0}));
        QCOMPARE(appender.append(wild), (AppendResult{0, 0, 0, 0, devices * 2 * ports, 0}));
        QCOMPARE(appender.append(network.rounds(2)).stored, devices * 2 * ports);
        network.verify(*s.connection, 0, 2, 1); // the wild one's two minutes are one interval
    }

    // Ports and what is asked later of the same device, at the same moment: one row, and all in it.
    void theTwoPartsOfARoundMayComeApart_data() { test::engineRows(); }
    void theTwoPartsOfARoundMayComeApart()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const KnownNetwork network(*s.connection);
        SampleAppender appender(*s.connection);
        for (int minutes = 0; minutes < 6; ++minutes) {
            std::vector<DeviceRound> first = network.rounds(minutes);
            std::vector<DeviceRound> second = first;
            for (std::size_t device = 0; device < first.size(); ++device) {
                auto& readings = first[device].readings;
                readings.erase(readings.begin() + 37, readings.end());
                second[device].readings.erase(second[device].readings.begin(), second[device].readings.begin() + 37);
            }
            if (minutes % 2 == 0) {
                SampleAppender(*s.connection).append(first);
                SampleAppender(*s.connection).append(second);
            } else {
                first.insert(first.end(), second.begin(), second.end());
                appender.append(first);
            }
        }
        network.verify(*s.connection, 0, 5, 1);
        QCOMPARE(s.connection->row(QStringLiteral("SELECT COUNT(*) AS n FROM sample_round"))->integer("n"), 5 * devices);
    }

    // Our clock was set back and comes to moments that have their row: what is there stays, what finds room joins it,
    // and the rest is counted.
    void aMomentThatIsTaken_data() { test::engineRows(); }
    void aMomentThatIsTaken()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const KnownNetwork network(*s.connection);
        SampleAppender appender(*s.connection);
        constexpr int all = devices * 2 * ports;
        for (const int minutes : {0, 1, 2, 3, 4, 5, 120}) {
            auto rounds = network.rounds(minutes);
            if (minutes == 4)
                rounds[0].readings.erase(rounds[0].readings.begin() + 6); // one that was not read then
            appender.append(rounds);
        }
        const auto twoHoursBack = [&](int minutes) {
            auto rounds = network.rounds(minutes);
            for (DeviceRound& round : rounds)
                round.moment.at = round.moment.at.plusMs(-120 * minute);
            return rounds;
        };
        QCOMPARE(appender.append(twoHoursBack(123)), (AppendResult{0, 0, 0, 0, 0, all}));
        QCOMPARE(appender.append(twoHoursBack(124)), (AppendResult{1, 0, 0, 0, 0, all - 1}));
        QCOMPARE(appender.append(twoHoursBack(125)), (AppendResult{0, 0, 0, 0, 0, all}));
        QCOMPARE(appender.append(twoHoursBack(126)), (AppendResult{all, 0, 0, 0, 0, 0}));
        QCOMPARE(s.connection->row(QStringLiteral("SELECT COUNT(*) AS n FROM sample_round"))->integer("n"), 7 * devices);
        network.verify(*s.connection, 0, 5, 1, 6);
    }

    void twoCollectorsDoNotDouble_data() { test::engineRows(); }
    void twoCollectorsDoNotDouble()
    {
        QFETCH(QString, engine);
        const quint64 seed = 5;
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        std::mt19937_64 random(seed);
        TestStore s(engine);
        const auto second = s.another();
        const KnownNetwork network(*s.connection);
        SampleAppender one(*s.connection);
        SampleAppender other(*second);
        for (int minutes = 0; minutes < 130; ++minutes) {
            if (random() % 2 == 0) // in turns, or both ask the same devices
                one.append(network.rounds(minutes));
            if (random() % 3 != 0)
                other.append(network.rounds(minutes));
            if (random() % 20 == 0)
                compact(random() % 2 == 0 ? *second : *s.connection, start.plusMs(minutes * minute));
        }
        one.append(network.rounds(130));
        // Not every minute was read: what counts is that the intervals follow each other and add up.
        const auto first = s.connection->row(QStringLiteral("SELECT COUNT(*) AS n FROM sample_round"));
        QVERIFY(first->integer("n") > 0);
        for (int m = 0; m < 2; ++m) {
            const auto id = s.connection->row(QStringLiteral("SELECT object_id FROM sample_series WHERE metric = 'out' ORDER BY chunk_id, slot"))->id<PortId>("object_id");
            const auto points = rates(*s.connection, id, Metric::OutOctets, {0}, start.plusMs(1'000 * minute), Resolution::Raw);
            const int began = int(points.first().from.msSince(start) / minute);
            network.verify(*second, began, 130);
            compact(*second, start.plusMs(1'000 * minute));
        }
    }

    void seriesMayJoinLater_data() { test::engineRows(); }
    void seriesMayJoinLater()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const KnownNetwork network(*s.connection);
        SampleAppender appender(*s.connection);
        appender.append(network.rounds(0));
        const auto device = DeviceId::fromString(s.connection->row(QStringLiteral("SELECT device_id FROM sample_chunk ORDER BY id"))->text("device_id"));
        const PortId port = s.ids.next<PortTag>();
        const auto place = placesOf(*s.connection, device, {{port.uuid(), Metric::InErrors}}).first();
        QCOMPARE(place.chunk, 1);
        for (int minutes = 1; minutes <= 3; ++minutes) {
            auto batch = network.rounds(minutes);
            batch[0].readings.push_back({place, quint64(minutes) * 6, 0, 32, 0});
            appender.append(batch);
        }
        const auto points = rates(*s.connection, port, Metric::InErrors, {0}, start.plusMs(10 * minute), Resolution::Raw);
        QCOMPARE(points.size(), 2);
        QCOMPARE(points.first().meanBps, 100); // thousandths: a tenth of an error a second
        network.verify(*s.connection, 0, 3);
    }

    void aFullDiskIsSaidAndTheBatchCanBeGivenAgain_data() { test::engineRows(); }
    void aFullDiskIsSaidAndTheBatchCanBeGivenAgain()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const KnownNetwork network(*s.connection);
        SampleAppender appender(*s.connection);
        appender.append(network.rounds(0));
        const bool sqlite = s.connection->engine() == store::Engine::Sqlite;
        const auto fillDisk = [&] {
            if (sqlite)
                s.connection->row(QStringLiteral("PRAGMA max_page_count = 1")); // as small as the file is
            else
                test::PostgresCluster::instance().psql(s.url.name, QStringLiteral(
                    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$; "
                    "CREATE TRIGGER full_disk BEFORE INSERT ON sample_round FOR EACH ROW WHEN (NEW.chunk_id = 3) EXECUTE FUNCTION full_disk()"));
        };
        const auto freeDisk = [&] {
            if (sqlite)
                s.connection->row(QStringLiteral("PRAGMA max_page_count = 1000000"));
            else
                test::PostgresCluster::instance().psql(s.url.name, QStringLiteral("DROP TRIGGER full_disk ON sample_round"));
        };
        fillDisk();
        int refused = 0;
        int minutes = 1;
        std::vector<std::vector<DeviceRound>> waiting;
        for (; minutes < 60; ++minutes) {
            waiting.push_back(network.rounds(minutes));
            try {
                appender.append(waiting.back());
                waiting.pop_back();
            } catch (const StoreFailure& failure) {
                QVERIFY2(failure.sentence().contains(QLatin1String("disk")) && failure.sentence().contains(QLatin1String("nothing was changed")), failure.what());
                if (++refused == 3)
                    break;
            }
        }
        QCOMPARE(refused, 3);
        const auto other = s.another();
        network.verify(*other, 0, minutes - 3);
        freeDisk();
        for (const auto& batch : waiting)
            QCOMPARE(appender.append(batch).stored, devices * 2 * ports);
        network.verify(*other, 0, minutes);
    }

    void aLostServerIsSaidAndANewConnectionGoesOn()
    {
        TestStore s(QStringLiteral("postgresql"));
        const KnownNetwork network(*s.connection);
        SampleAppender appender(*s.connection);
        appender.append(network.rounds(0));
        appender.append(network.rounds(1));
        test::PostgresCluster::instance().psql(s.url.name, QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'trunkline' AND datname = current_database()"));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, appender.append(network.rounds(2)));
        const auto fresh = s.another();
        SampleAppender next(*fresh);
        next.append(network.rounds(2));
        network.verify(*fresh, 0, 2);
    }

    void damagedReadingsAreAGap_data() { test::engineRows(); }
    void damagedReadingsAreAGap()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const KnownNetwork network(*s.connection);
        SampleAppender(*s.connection).append(network.rounds(0));
        SampleAppender(*s.connection).append(network.rounds(1));
        s.connection->exec(QStringLiteral("UPDATE sample_state SET readings = ? WHERE chunk_id = 2"), {QByteArray("nonsense")});
        SampleAppender appender(*s.connection);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("chunk 2 are damaged")));
        QCOMPARE(appender.append(network.rounds(2)), (AppendResult{2 * 2 * ports, 0, 0, 2 * ports, 0, 0}));
        QCOMPARE(appender.append(network.rounds(3)).stored, devices * 2 * ports);
    }

    // SIGKILL at any moment, again and again: what was acknowledged is there, and the rounds go on from it.
    void killedAtAnyMomentNothingIsLostOrDoubled_data() { test::engineRows(); }
    void killedAtAnyMomentNothingIsLostOrDoubled()
    {
        QFETCH(QString, engine);
        const quint64 seed = 42;
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        std::mt19937_64 random(seed);
        TestStore s(engine);
        int next = 0;
        for (int life = 0; life < 12; ++life) {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--append"), addressOf(s), QString::number(next)});
            int acknowledged = next - 1;
            const int until = next + 1 + int(random() % 45);
            const auto further = qint64(random() % 2'000'000); // ns: somewhere within the next round
            while (acknowledged < until) {
                QVERIFY(process.waitForReadyRead(30'000));
                while (process.canReadLine())
                    acknowledged = process.readLine().trimmed().toInt();
            }
            for (QElapsedTimer timer = started(); timer.nsecsElapsed() < further;)
                continue;
            process.kill();
            QVERIFY(process.waitForFinished(30'000));
            while (process.canReadLine())
                acknowledged = process.readLine().trimmed().toInt();
            // The last round may have been committed without a word. The new life asks anew, a minute later: it loses nothing.
            const KnownNetwork network(*s.connection);
            const auto last = s.connection->row(QStringLiteral("SELECT MIN(at_ms) AS least, MAX(at_ms) AS most FROM sample_state"));
            const int stored = int((last->integer("least") - start.ms) / minute);
            QVERIFY2(stored == acknowledged || stored == acknowledged + 1, qPrintable(QStringLiteral("%1 stored, %2 acknowledged").arg(stored).arg(acknowledged)));
            QVERIFY(last->integer("most") - last->integer("least") < minute); // all devices of the batch, or none
            network.verify(*s.connection, 0, stored, 31);
            next = stored + (random() % 2 == 0 ? 1 : 0); // or the same round again
        }
        QVERIFY(s.connection->row(QStringLiteral("SELECT COUNT(*) AS n FROM sample_block"))->integer("n") > 0);
    }
};

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1String("--append"))
        return appendUntilKilled(arguments[2], arguments[3].toInt());
    SampleAppenderTest test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sampleappender.moc"
