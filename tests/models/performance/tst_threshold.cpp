// The rule of limits, without a poller around it.
#include "models/performance/gauge.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::performance;

class ThresholdTest : public QObject {
    Q_OBJECT

    static Limits limits()
    {
        Limits all;
        all.low = Limit{Decimal{-28, 0}, LimitSource::Device};
        all.lowWarning = Limit{Decimal{-25, 0}, LimitSource::Profile};
        all.high = Limit{Decimal{-8, 0}, LimitSource::Device};
        return all;
    }

private Q_SLOTS:
    void aValueIsJudgedByTheWorstLimitItBreaks()
    {
        QCOMPARE(judge({-20, 0}, limits()).severity, Severity::Cleared);
        QCOMPARE(judge({-25, 0}, limits()).severity, Severity::Cleared); // at the limit is within
        QCOMPARE(judge({-251, 1}, limits()), (Judgement{Severity::Warning, limits().lowWarning, false}));
        QCOMPARE(judge({-29, 0}, limits()), (Judgement{Severity::Critical, limits().low, false}));
        QCOMPARE(judge({-7, 0}, limits()), (Judgement{Severity::Critical, limits().high, true}));
    }

    void limitsSurviveTheDatabase()
    {
        QCOMPARE(limitsFrom(toJson(limits())), limits());
        QCOMPARE(limitsFrom({{"low", QJsonObject{{"value", "cold"}, {"source", "device"}}}, {"high", QJsonObject{{"value", "5"}, {"source", "nobody"}}}}), Limits());
    }

    // Every walk along a limit, within the margin, is one alarm at most: for any order of values.
    void tremblingIsOneAlarm()
    {
        std::mt19937 random(20);
        ThresholdWatch watch;
        const ThresholdWatch::Rule rule{{5, 1}, 2, 150'000};
        int reports = 0;
        for (int i = 0; i < 10'000; ++i) {
            const Decimal value{-2500 + std::int64_t(random() % 100) - 50, 2}; // -25.5 to -24.51
            reports += watch.take(value, limits(), rule, {i * 60'000}).has_value() ? 1 : 0;
        }
        QCOMPARE(reports, 1);
        QCOMPARE(watch.reported(), Severity::Warning);
    }

    void theHoldCountsReadingsInARow()
    {
        ThresholdWatch watch;
        const ThresholdWatch::Rule rule{{5, 1}, 2, 150'000};
        QVERIFY(!watch.take({-30, 0}, limits(), rule, {0}));
        QVERIFY(!watch.take({-20, 0}, limits(), rule, {60'000}));
        QVERIFY(!watch.take({-30, 0}, limits(), rule, {120'000}));
        QVERIFY(!watch.take({-30, 0}, limits(), rule, {600'000})); // eight minutes later: not in a row
        QVERIFY(!watch.take(Judgement{Severity::Indeterminate, {}, false}, rule, {630'000}));
        QCOMPARE(watch.take({-30, 0}, limits(), rule, {660'000})->severity, Severity::Critical);
    }

    void figuresAreKeptWithTheirDecimals()
    {
        QCOMPARE(storedFigure(QStringLiteral("dbm"), Decimal{-2155, 2}), std::optional<std::int64_t>(-21'550));
        QCOMPARE(valueOf(QStringLiteral("dbm"), -21'550).toString(), QStringLiteral("-21.55"));
        QCOMPARE(valueOf(QStringLiteral("bitErrorRatio"), *storedFigure(QStringLiteral("bitErrorRatio"), *Decimal::parse(u"3e-10"))), (Decimal{3, 10}));
    }
};

QTEST_APPLESS_MAIN(ThresholdTest)
#include "tst_threshold.moc"
