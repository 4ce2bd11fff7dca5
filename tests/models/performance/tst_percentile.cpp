// The 95th percentile that is billed, against the same figure computed by the database's own arithmetic from what the ports truly
// carried: a civil month with a change to summer time, four ports, polls that come early, late, or not at all.

#include "models/performance/percentile.h"
#include "models/performance/rollup.h"
#include "models/performance/sampleappender.h"
#include "tests/models/performance/measuredmonth.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::performance;
using test::TestStore;

namespace {

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

    /// A port that was down is no gap: it is left out or zero, as the contract says, where that is a whole interval without traffic.
    void aPortThatWasDownIsWhatTheTermsSay()
    {
        const PortTraffic busy{points({100, 200, 300, 400}), {}};
        PortTraffic down{points({50, 0}), {}};
        down.down = {{{fiveMinutesMs}, {4 * fiveMinutesMs - 1}}}; // not quite all of the last interval
        const Timestamp end{4 * fiveMinutesMs};
        QCOMPARE(billedRate({busy, down}, {BilledTraffic::In, 95, DownPort::LeftOut}, {0}, end), (BilledRate{300, Timestamp{2 * fiveMinutesMs}, 3, 1, 0, 2, 0}));
        QCOMPARE(billedRate({busy, down}, {BilledTraffic::In, 95, DownPort::Zero}, {0}, end), (BilledRate{300, Timestamp{2 * fiveMinutesMs}, 3, 1, 0, 2, 0}));
        QCOMPARE(billedRate({down}, {BilledTraffic::In, 95, DownPort::LeftOut}, {0}, end), (BilledRate{50, Timestamp{0}, 1, 0, 1, 2, 2}));
        QCOMPARE(billedRate({down}, {BilledTraffic::In, 50, DownPort::Zero}, {0}, end), (BilledRate{0, Timestamp{fiveMinutesMs}, 3, 0, 1, 2, 0}));
        down.in = points({50, 60, 70, 80}); // what was measured was not down
        QCOMPARE(billedRate({down}, {BilledTraffic::In, 100, DownPort::LeftOut}, {0}, end), (BilledRate{80, Timestamp{3 * fiveMinutesMs}, 4, 0, 0, 0, 0}));
    }

    void aPortCountsWhileItBelongsToTheContract()
    {
        const PortTraffic always{points({10, 10, 10, 10}), {}};
        PortTraffic later{points({5, 5, 5, 5}), {}};
        later.counted = TimeSpan{{2 * fiveMinutesMs}, {3 * fiveMinutesMs}};
        const Timestamp end{4 * fiveMinutesMs};
        QCOMPARE(billedRate({always, later}, {BilledTraffic::In, 100, DownPort::LeftOut}, {0}, end), (BilledRate{15, Timestamp{2 * fiveMinutesMs}, 4, 0, 0, 0, 0}));
        QCOMPARE(billedRate({later}, {BilledTraffic::In, 100, DownPort::LeftOut}, {0}, end), (BilledRate{5, Timestamp{2 * fiveMinutesMs}, 1, 0, 3, 0, 0}));
    }

    void thePercentileIsSettable()
    {
        PortTraffic port;
        for (int i = 1; i <= 200; ++i)
            port.in.append(fiveMinutes(i - 1, i));
        for (const auto& [percentile, rate] : {std::pair(1, 2), std::pair(50, 100), std::pair(90, 180), std::pair(98, 196), std::pair(99, 198), std::pair(100, 200)})
            QCOMPARE(billedRate({port}, {BilledTraffic::In, percentile, DownPort::LeftOut}, {0}, {200 * fiveMinutesMs}).bps, std::optional<std::int64_t>(rate));
    }

    void aMonthOfFourPortsEqualsTheDatabasesOwnArithmetic_data() { test::engineRows(); }
    void aMonthOfFourPortsEqualsTheDatabasesOwnArithmetic()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        QList<PortId> ports;
        for (int i = 0; i < 4; ++i)
            ports.append(s.ids.next<PortTag>());
        test::MeasuredMonth month(*s.connection, s.ids.next<DeviceTag>(), ports, monthStart, monthEnd);
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
