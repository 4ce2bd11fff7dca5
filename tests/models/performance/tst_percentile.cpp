// The 95th percentile that is billed, against the same figure computed by the database's own arithmetic from what the ports truly
// carried: a civil month with a change to summer time, four ports, polls that come early, late, or not at all.

#include "models/performance/percentile.h"
#include "models/performance/rollup.h"
#include "models/performance/sampleappender.h"
#include "tests/support/teststore.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::performance;
using test::TestStore;

namespace {

constexpr int ports = 4;
constexpr qint64 gigabit = 1'000'000'000;
const OperatorZone berlin = OperatorZone::named(QStringLiteral("Europe/Berlin"));
const Timestamp monthStart = berlin.startOf(BillingDate(2026, 3, 1));
const Timestamp monthEnd = berlin.startOf(BillingDate(2026, 4, 1));

RatePoint fiveMinutes(int number, std::int64_t bps)
{
    return {{number * fiveMinutesMs}, {(number + 1) * fiveMinutesMs}, bps, bps, bps};
}

QList<RatePoint> points(std::initializer_list<std::int64_t> rates)
{
    QList<RatePoint> all;
    for (const std::int64_t rate : rates)
        all.append(fiveMinutes(int(all.size()), rate));
    return all;
}

/// What a port truly carried between two polls that can be believed, in rows of SQL.
class Truth {
public:
    explicit Truth(store::Connection& connection) : connection_(connection)
    {
        connection_.exec(QStringLiteral("CREATE TEMPORARY TABLE truth (port INTEGER, direction INTEGER, interval_number BIGINT, octets BIGINT, ms BIGINT)"));
    }
    void add(int port, int direction, qint64 from, qint64 to, qint64 octets)
    {
        rows_.append(QStringLiteral("(%1,%2,%3,%4,%5)").arg(port).arg(direction).arg((to - 1) / 300'000).arg(octets).arg(to - from));
        if (rows_.size() >= 500)
            write();
    }
    void write()
    {
        if (!rows_.isEmpty())
            connection_.exec(QStringLiteral("INSERT INTO truth VALUES ") + rows_.join(u','));
        rows_.clear();
    }
    /// By counting: the least rate that 95 of 100 intervals do not exceed.
    qint64 percentile(const QString& ofInterval, const QString& directions) const { return connection_.row(intervals(ofInterval, directions)
        + QStringLiteral("SELECT MIN(bps) AS bps FROM (SELECT bps, COUNT(*) OVER (ORDER BY bps) AS upto, COUNT(*) OVER () AS n FROM interval_rate) ranked WHERE upto * 100 >= 95 * n"))->integer("bps"); }
    /// PostgreSQL's own.
    qint64 percentileDisc(const QString& ofInterval, const QString& directions) const { return connection_.row(intervals(ofInterval, directions)
        + QStringLiteral("SELECT PERCENTILE_DISC(0.95) WITHIN GROUP (ORDER BY bps) AS bps FROM interval_rate"))->integer("bps"); }
    int measured(const QString& directions) const { return int(connection_.row(intervals(QStringLiteral("SUM(bps)"), directions) + QStringLiteral("SELECT COUNT(*) AS n FROM interval_rate"))->integer("n")); }

private:
    /// A rate for each interval in which every port was measured in the directions that count.
    static QString intervals(const QString& ofInterval, const QString& directions)
    {
        const int whole = ports * (directions.count(u',') + 1);
        return QStringLiteral("WITH port_rate AS (SELECT interval_number, port, direction, CAST(SUM(octets) AS BIGINT) * 8000 / CAST(SUM(ms) AS BIGINT) AS bps FROM truth WHERE direction IN (%1) "
                              "GROUP BY interval_number, port, direction), "
                              "interval_rate AS (SELECT CAST(%2 AS BIGINT) AS bps FROM port_rate WHERE interval_number >= %3 AND interval_number < %4 GROUP BY interval_number HAVING COUNT(*) = %5) ")
            .arg(directions, ofInterval).arg(monthStart.ms / 300'000).arg(monthEnd.ms / 300'000).arg(whole);
    }

    store::Connection& connection_;
    QStringList rows_;
};

/// Ports that are polled for a month: every five minutes more or less, two days every minute, with everything that spoils a bill.
class Month {
public:
    Month(store::Connection& connection, IdSource& ids) : truth(connection), connection_(connection), appender_(connection)
    {
        QList<SeriesKey> keys;
        for (int port = 0; port < ports; ++port) {
            ids_.append(ids.next<PortTag>());
            keys << SeriesKey{ids_[port].uuid(), Metric::InOctets} << SeriesKey{ids_[port].uuid(), Metric::OutOctets};
        }
        places_ = placesOf(connection, ids.next<DeviceTag>(), keys);
    }

    void poll(quint64 seed)
    {
        std::mt19937_64 random(seed);
        qint64 at = 0, planned = monthStart.ms - 590'000;
        for (int number = 0; planned < monthEnd.ms + 600'000; ++number) {
            const bool oftener = number >= 3'000 && number < 3'000 + 2 * 1'440;
            planned += number == 7'000 ? 3 * hourMs : oftener ? 60'000 : 300'000;
            const qint64 before = std::exchange(at, planned + 100'000 + qint64(random() % 20'000));
            const qint64 step = before ? at - before : 300'000;
            const bool restarted = number == 1'000;
            const bool jumped = number == 2'000; // the first port's counter of octets received leaps
            ticks_ += restarted ? 0 : quint32(step / 10);
            if (restarted)
                ticks_ = 100;
            DeviceRound round{{{at}, ticks_}, {}};
            for (int series = 0; series < 2 * ports; ++series) {
                Counter& counter = counters_[series];
                const qint64 carried = qint64(random() % quint64(100'000 * (1 + series) * (step / 1000)));
                counter.value += quint64(carried);
                counter.carried += carried;
                if (jumped && series == 0)
                    counter.value += 1'000'000'000'000'000;
                const bool silent = series / 2 == 2 && number >= 6'000 && number < 6'100; // the third port has no rows for a while
                if (silent)
                    continue;
                round.readings.push_back({places_[series], counter.value, 0, 64, gigabit});
                if (counter.readAt && !restarted && !(jumped && series == 0))
                    truth.add(series / 2, series % 2, counter.readAt, at, counter.carried);
                counter.readAt = at;
                counter.carried = 0;
            }
            batch_.push_back(round);
            if (batch_.size() == 288)
                store();
        }
        store();
        truth.write();
    }

    QList<PortTraffic> traffic() const
    {
        QList<PortTraffic> all;
        for (const PortId port : ids_)
            all.append({rates(connection_, port, Metric::InOctets, monthStart, monthEnd, Resolution::FiveMinutes),
                        rates(connection_, port, Metric::OutOctets, monthStart, monthEnd, Resolution::FiveMinutes)});
        return all;
    }

    Truth truth;
    int flagged = 0;

private:
    struct Counter {
        quint64 value = 0;
        qint64 carried = 0; ///< since it was read
        qint64 readAt = 0;
    };
    void store()
    {
        flagged += appender_.append(batch_).flagged;
        batch_.clear();
    }

    store::Connection& connection_;
    SampleAppender appender_;
    QList<PortId> ids_;
    QList<SeriesPlace> places_;
    Counter counters_[2 * ports];
    quint32 ticks_ = 1'000'000;
    std::vector<DeviceRound> batch_;
};

} // namespace

class PercentileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNearestRankLeavesOutOneInTwenty()
    {
        for (int n = 1; n <= 500; ++n) {
            std::vector<std::int64_t> values;
            for (int i = n; i >= 1; --i)
                values.push_back(i);
            QCOMPARE(nearestRank95(values), n - n / 20);
        }
    }

    /// Two ports that are busy at different times: what is billed is their sum at a time, not the sum of two percentiles.
    void percentileOfSeveralPortsAddsPerInterval()
    {
        const PortTraffic morning{points({100, 100, 0, 0}), points({7, 7, 7, 7})};
        const PortTraffic evening{points({0, 0, 100, 100}), points({1, 1, 1, 1})};
        const Timestamp end{4 * fiveMinutesMs};
        QCOMPARE(percentile95({morning, evening}, BilledTraffic::In, {0}, end).bps, std::optional<std::int64_t>(100));
        QCOMPARE(percentile95({morning, evening}, BilledTraffic::Out, {0}, end).bps, std::optional<std::int64_t>(8));
        QCOMPARE(percentile95({morning, evening}, BilledTraffic::Larger, {0}, end).bps, std::optional<std::int64_t>(100));
        QCOMPARE(percentile95({morning, evening}, BilledTraffic::Sum, {0}, end).bps, std::optional<std::int64_t>(108));
    }

    void largerIsOfEachIntervalAndNotOfTheMonth()
    {
        const PortTraffic port{points({10, 1, 10, 1}), points({1, 20, 1, 20})};
        const Timestamp end{4 * fiveMinutesMs};
        QCOMPARE(percentile95({port}, BilledTraffic::Larger, {0}, end), (BilledRate{20, Timestamp{fiveMinutesMs}, 4, 0, 0}));
        QCOMPARE(percentile95({port}, BilledTraffic::In, {0}, end), (BilledRate{10, Timestamp{0}, 4, 0, 0}));
    }

    /// A gap is no zero: it would push the percentile down to half of the true value.
    void gapsStayGapsAndAreNoZeros()
    {
        const PortTraffic whole{points({100, 200, 300, 400}), {}};
        PortTraffic torn = whole;
        torn.in.removeAt(1);
        torn.in.removeAt(1);
        const Timestamp end{6 * fiveMinutesMs};
        QCOMPARE(percentile95({torn}, BilledTraffic::In, {0}, end), (BilledRate{400, Timestamp{3 * fiveMinutesMs}, 2, 0, 4}));
        QCOMPARE(percentile95({whole, torn}, BilledTraffic::In, {0}, end), (BilledRate{800, Timestamp{3 * fiveMinutesMs}, 2, 2, 2}));
        QCOMPARE(percentile95({whole, {}}, BilledTraffic::In, {0}, end), (BilledRate{{}, {}, 0, 4, 2}));
        QCOMPARE(percentile95({}, BilledTraffic::Sum, {0}, end), (BilledRate{{}, {}, 0, 0, 6}));
        QCOMPARE(percentile95({whole}, BilledTraffic::In, end, {0}), BilledRate());
    }

    void onlyWholeIntervalsOfTheTimeCount()
    {
        const PortTraffic port{points({1, 2, 3, 4}), {}};
        QCOMPARE(percentile95({port}, BilledTraffic::In, {1}, {4 * fiveMinutesMs - 1}).measured, 2);
        QCOMPARE(percentile95({port}, BilledTraffic::In, {1}, {4 * fiveMinutesMs - 1}).bps, std::optional<std::int64_t>(3));
    }

    void aMonthOfFourPortsEqualsTheDatabasesOwnArithmetic_data() { test::engineRows(); }
    void aMonthOfFourPortsEqualsTheDatabasesOwnArithmetic()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        Month month(*s.connection, s.ids);
        month.poll(95);
        QCOMPARE(month.flagged, 1);
        struct Contract {
            BilledTraffic traffic;
            const char* directions;
            const char* ofInterval;
        };
        const Contract contracts[] = {{BilledTraffic::In, "0", "SUM(bps)"}, {BilledTraffic::Out, "1", "SUM(bps)"}, {BilledTraffic::Sum, "0,1", "SUM(bps)"},
                                      {BilledTraffic::Larger, "0,1", "CASE WHEN SUM(CASE direction WHEN 0 THEN bps END) > SUM(CASE direction WHEN 1 THEN bps END) "
                                                                     "THEN SUM(CASE direction WHEN 0 THEN bps END) ELSE SUM(CASE direction WHEN 1 THEN bps END) END"}};
        for (const bool compacted : {false, true}) {
            if (compacted)
                compact(*s.connection, monthEnd.plusMs(2 * hourMs));
            const QList<PortTraffic> traffic = month.traffic();
            for (const Contract& contract : contracts) {
                const BilledRate billed = percentile95(traffic, contract.traffic, monthStart, monthEnd);
                const QString ofInterval = QString::fromLatin1(contract.ofInterval), directions = QString::fromLatin1(contract.directions);
                QCOMPARE(billed.bps, std::optional<std::int64_t>(month.truth.percentile(ofInterval, directions)));
                if (engine == QLatin1String("postgresql"))
                    QCOMPARE(billed.bps, std::optional<std::int64_t>(month.truth.percentileDisc(ofInterval, directions)));
                QCOMPARE(billed.measured, month.truth.measured(directions));
                QCOMPARE(billed.measured + billed.partial + billed.unmeasured, 31 * 288 - 12); // an hour is missing in March
                QVERIFY(billed.measured > 8'600 && billed.partial >= 100 && billed.unmeasured >= 36);
            }
        }
    }

    /// More than the line can carry is a gap in what is billed, and flagged.
    void moreThanTheLineCarriesIsNeverBilled_data() { test::engineRows(); }
    void moreThanTheLineCarriesIsNeverBilled()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = s.ids.next<PortTag>();
        quint64 octets = 0;
        AppendResult sum;
        for (int number = 0; number <= 40; ++number) {
            octets += number == 20 ? 80'000'000'000'000 : number == 30 ? 60'000'000'000 : 37'500'000; // 1 Mbit/s, but for two lies
            const auto result = append(*s.connection, {{port, Metric::InOctets, {{monthStart.ms + number * fiveMinutesMs}, octets, 64, quint32(1'000'000 + number * 30'000), 0}, gigabit}});
            sum.flagged += result.flagged;
        }
        QCOMPARE(sum.flagged, 2);
        const Timestamp end = monthStart.plusMs(40 * fiveMinutesMs);
        const auto billed = percentile95({{rates(*s.connection, port, Metric::InOctets, monthStart, end, Resolution::FiveMinutes), {}}}, BilledTraffic::In, monthStart, end);
        QCOMPARE(billed, (BilledRate{1'000'000, monthStart, 38, 0, 2}));
    }
};

QTEST_GUILESS_MAIN(PercentileTest)
#include "tst_percentile.moc"
