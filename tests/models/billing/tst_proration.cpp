#include "models/billing/billingperiod.h"
#include "models/billing/chargeplan.h"
#include "models/core/errors.h"
#include "models/core/money.h"
#include "tests/support/oracle.h"

#include <QFile>
#include <QTest>

#include <numeric>
#include <random>

using namespace trunkline;
using namespace trunkline::billing;

namespace {

/// A fraction in lowest terms.
struct Fraction {
    std::int64_t n = 0;
    std::int64_t d = 1;

    Fraction plus(std::int64_t n2, std::int64_t d2) const
    {
        const std::int64_t top = n * d2 + n2 * d, bottom = d * d2, common = std::gcd(top, bottom);
        return {top / common, bottom / common};
    }
    QString toString() const { return QStringLiteral("%1/%2").arg(n).arg(d); }
};

Fraction sumOf(const QList<PeriodShare>& shares)
{
    Fraction sum;
    for (const PeriodShare& share : shares)
        sum = sum.plus(share.charged.days(), share.full.days());
    return sum;
}

BillingPeriod period(const char* from, const char* to)
{
    return {BillingDate::parse(QString::fromLatin1(from)), BillingDate::parse(QString::fromLatin1(to))};
}

/// What a month in arrears is charged for.
QList<PeriodShare> sharesInArrears(BillingDate start, std::optional<BillingDate> end, BillingDate chargedFrom, BillingDate until, int billDay)
{
    const ChargeTimeline timeline{{{start, {}, UnitPrice::parse(u"49", Currency::parse(u"EUR"))}}, end};
    QList<PeriodShare> shares;
    for (const PlannedCharge& charge : planCharges(timeline, chargedFrom, until, billDay, ProrationBasis::ActualDays))
        shares.append(charge.share);
    return shares;
}

} // namespace

class ProrationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // oracle: numbers of periods that another billing system's tests expect, as exact fractions.
    void periodsInAdvanceAreThoseOfTheOracle()
    {
        TRUNKLINE_ORACLE_FOLDER(data, "billing");
        QFile file(data + QStringLiteral("/proration-cycles.csv"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        file.readLine();
        int counts[3] = {}, refused = 0;
        while (!file.atEnd()) {
            const QList<QByteArray> f = file.readLine().trimmed().split(',');
            QVERIFY(f.size() >= 10);
            const auto date = [&](int i) { return BillingDate::parse(QString::fromLatin1(f[i])); };
            const int kind = int(QByteArrayList{"monthly", "quarterly", "annual"}.indexOf(f[1]));
            QVERIFY2(kind >= 0, f[1]);
            constexpr catalogue::Interval lengths[] = {{1}, {3}, {1, catalogue::IntervalUnit::Years}};
            const auto shares = [&] {
                return sharesInAdvance(lengths[kind], date(2), f[3].isEmpty() ? std::nullopt : std::optional(date(3)), date(4), f[5].toInt());
            };
            if (f[6].isEmpty()) {
                QVERIFY_THROWS_EXCEPTION(InvalidInput, shares());
                ++refused;
                continue;
            }
            const QString expected = QString::fromLatin1(f[6]);
            QVERIFY2(sumOf(shares()).toString() == expected, (f[0] + ": expected " + f[6] + ", got " + sumOf(shares()).toString().toLatin1()).constData());
            ++counts[kind];
        }
        qInfo("oracle: %d monthly, %d quarterly, %d annual cases agree; %d refused as they must be", counts[0], counts[1], counts[2], refused);
        QCOMPARE(counts[0] + counts[1] + counts[2] + refused, 95);
    }

    void periods_data()
    {
        QTest::addColumn<QString>("day");
        QTest::addColumn<int>("billDay");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("first of the month") << "2026-03-01" << 1 << "2026-03-01" << "2026-04-01";
        QTest::newRow("last of the month") << "2026-03-31" << 1 << "2026-03-01" << "2026-04-01";
        QTest::newRow("before the bill day") << "2026-03-14" << 15 << "2026-02-15" << "2026-03-15";
        QTest::newRow("on the bill day") << "2026-03-15" << 15 << "2026-03-15" << "2026-04-15";
        QTest::newRow("31 in February") << "2026-02-28" << 31 << "2026-02-28" << "2026-03-31";
        QTest::newRow("31 before February's end") << "2026-02-27" << 31 << "2026-01-31" << "2026-02-28";
        QTest::newRow("30 over February") << "2026-03-29" << 30 << "2026-02-28" << "2026-03-30";
        QTest::newRow("31 in a leap year") << "2024-02-29" << 31 << "2024-02-29" << "2024-03-31";
        QTest::newRow("over the year") << "2026-01-05" << 20 << "2025-12-20" << "2026-01-20";
    }
    void periods()
    {
        QFETCH(QString, day);
        QFETCH(int, billDay);
        const BillingPeriod found = periodContaining(BillingDate::parse(day), billDay);
        QTEST(found.from.toIso(), "from");
        QTEST(found.to.toIso(), "to");
    }

    // Every day of ten years lies in exactly one period of every bill day, and periods follow each other.
    void periodsTileTheCalendar()
    {
        for (int billDay = 1; billDay <= 31; ++billDay) {
            BillingPeriod current = periodContaining(BillingDate(2023, 1, 1), billDay);
            for (BillingDate day(2023, 1, 1); day < BillingDate(2033, 1, 1); day = day.plusDays(1)) {
                const BillingPeriod found = periodContaining(day, billDay);
                QVERIFY2(found.contains(day), qPrintable(day.toIso()));
                if (found != current) {
                    QCOMPARE(found.from, day);
                    QCOMPARE(found.from, current.to);
                    current = found;
                }
                QVERIFY(found.days() >= 28 && found.days() <= 31);
                QCOMPARE(periodEndedBy(day, billDay).to, found.from);
            }
        }
    }

    void cycles()
    {
        QCOMPARE(cycleEndedBy(BillingDate(2026, 4, 1), 1), (BillCycle{1, period("2026-03-01", "2026-04-01")}));
        QCOMPARE(cycleEndedBy(BillingDate(2026, 3, 31), 1), (BillCycle{1, period("2026-02-01", "2026-03-01")}));
        QCOMPARE(cycleEndedBy(BillingDate(2026, 2, 28), 31), (BillCycle{31, period("2026-01-31", "2026-02-28")}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, cycleEndedBy(BillingDate(2026, 4, 1), 0));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, cycleEndedBy(BillingDate(2026, 4, 1), 32));
    }

    void inArrears()
    {
        const BillingDate start(2026, 3, 10), april(2026, 4, 1), june(2026, 6, 1);
        const QList<PeriodShare> march{{period("2026-03-10", "2026-04-01"), period("2026-03-01", "2026-04-01")}};
        QCOMPARE(sharesInArrears(start, {}, start, april, 1), march); // the day of activation counts in full: 22 of 31
        QCOMPARE(march.first().charged.days(), 22);
        QCOMPARE(sharesInArrears(start, {}, start, april.plusDays(-1), 1), QList<PeriodShare>()); // not over yet
        QCOMPARE(sharesInArrears(start, {}, april, april, 1), QList<PeriodShare>()); // charged already
        // A run that was left out is caught up, a period a line.
        QCOMPARE(sharesInArrears(start, {}, start, june, 1).size(), 3);
        QVERIFY(sharesInArrears(start, {}, start, june, 1)[1].isWhole());
        // The end is the first day that is not charged.
        const QList<PeriodShare> ended = sharesInArrears(start, BillingDate(2026, 4, 16), start, june, 1);
        QCOMPARE(ended.size(), 2);
        QCOMPARE(ended[1].charged, period("2026-04-01", "2026-04-16"));
        QCOMPARE(ended[1].full.days(), 30);
        QCOMPARE(sharesInArrears(start, start, start, june, 1), QList<PeriodShare>());
        QCOMPARE(sharesInArrears(start, BillingDate(2026, 4, 1), start, june, 1), march);
    }

    void anotherBillDayLosesNothing()
    {
        // Charged until 1 April with bill day 1, then bill day 15: 14 of the 31 days from 15 March.
        const QList<PeriodShare> shares = sharesInArrears(BillingDate(2026, 1, 1), {}, BillingDate(2026, 4, 1), BillingDate(2026, 5, 15), 15);
        QCOMPARE(shares.size(), 2);
        QCOMPARE(shares[0], (PeriodShare{period("2026-04-01", "2026-04-15"), period("2026-03-15", "2026-04-15")}));
        QVERIFY(shares[1].isWhole());
    }

    // However runs fall and bill days change: what is charged follows without gap or overlap.
    void runsFollowWithoutGapOrOverlap()
    {
        constexpr unsigned seed = 777;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 500; ++round) {
            const BillingDate start = BillingDate(2024, 1, 1).plusDays(int(random() % 700));
            const std::optional<BillingDate> end = random() % 2 ? std::optional(start.plusDays(int(random() % 500))) : std::nullopt;
            BillingDate charged = start, today = start;
            for (int run = 0; run < 30; ++run) {
                today = today.plusDays(int(random() % 60));
                for (const PeriodShare& share : sharesInArrears(start, end, charged, today, 1 + int(random() % 31))) {
                    QCOMPARE(share.charged.from, charged);
                    QVERIFY(share.charged.days() > 0 && share.charged.days() <= share.full.days());
                    QVERIFY(share.full.from <= share.charged.from && share.charged.to <= share.full.to && share.full.to <= today);
                    charged = share.charged.to;
                    QVERIFY(!end || charged <= *end);
                }
            }
        }
    }

    // Both conventions charge the same days for a subscription that has ended.
    void conventionsAgreeInTheEnd()
    {
        for (int billDay = 1; billDay <= 28; ++billDay)
            for (int length = 1; length < 100; length += 7) {
                const BillingDate start(2026, 1, 10), end = start.plusDays(length), far(2027, 1, 1);
                QCOMPARE(sumOf(sharesInArrears(start, end, start, far, billDay)).toString(),
                         sumOf(sharesInAdvance(catalogue::Interval{}, start, end, far, billDay)).toString());
            }
    }
};

QTEST_GUILESS_MAIN(ProrationTest)
#include "tst_proration.moc"
