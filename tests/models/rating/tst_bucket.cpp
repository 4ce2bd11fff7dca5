// Units that a subscription includes: carried over, shared, gone in time, and never counted twice.
#include "models/rating/bucket.h"

#include <QTest>

#include <map>
#include <random>

using namespace trunkline;
using namespace trunkline::rating;

namespace {

BucketDefinition minutes(std::int64_t quantity, int rolloverPeriods, std::optional<std::int64_t> mostCarried = {})
{
    return {QStringLiteral("MINUTES"), catalogue::UsageUnit::Second, quantity, rolloverPeriods, mostCarried, {}};
}

Bucket bucket(std::int64_t left, int periodsLeft)
{
    return {QStringLiteral("MINUTES"), left, periodsLeft};
}

RateBook flatBook()
{
    const Currency eur = Currency::parse(u"EUR");
    catalogue::Tariff tariff{QStringLiteral("FLAT"), QStringLiteral("Flat"), 1, catalogue::UsageUnit::Second, eur, QStringLiteral("UTC"), BillingDate(2026, 1, 1), {}, {}, {}, {}, {}};
    tariff.zones = {{"ALL", "All", {""}}};
    tariff.rates = {{"R", 0, {{0, 1'000, 1, 1}}, Rounding::HalfUp, 6, 0, {}, {}}};
    tariff.bands = {{"EVER", catalogue::everyDay, 0, {}, {}, {}}};
    tariff.rules = {{"ALL", "R", "EVER", 0}};
    return RateBook(tariff);
}

} // namespace

class BucketTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unusedUnitsAreCarriedAsLongAsTheyMay()
    {
        const BucketDefinition once = minutes(100, 1);
        QCOMPARE(nextBuckets(once, {}), (QList<Bucket>{bucket(100, 1)}));
        QCOMPARE(nextBuckets(once, {bucket(30, 1)}), (QList<Bucket>{bucket(30, 0), bucket(100, 1)}));
        QCOMPARE(nextBuckets(once, {bucket(30, 0), bucket(100, 1)}), (QList<Bucket>{bucket(100, 0), bucket(100, 1)}));
        QCOMPARE(nextBuckets(minutes(100, 0), {bucket(30, 0)}), (QList<Bucket>{bucket(100, 0)}));
        QCOMPARE(nextBuckets(once, {bucket(0, 1)}), (QList<Bucket>{bucket(100, 1)}));
    }

    void theOldestAreLostWhenTooManyWouldBeCarried()
    {
        QCOMPARE(nextBuckets(minutes(100, 3, 120), {bucket(80, 1), bucket(90, 3)}), (QList<Bucket>{bucket(30, 0), bucket(90, 2), bucket(100, 3)}));
        QCOMPARE(nextBuckets(minutes(100, 3, 0), {bucket(80, 1)}), (QList<Bucket>{bucket(100, 3)}));
    }

    // From what periods brought and what was drawn follows the same as by going from period to period.
    void bucketsFollowFromDraws()
    {
        const unsigned seed = 31;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int life = 0; life < 200; ++life) {
            const BucketDefinition definition = minutes(0, int(random() % 4), random() % 2 ? std::optional<std::int64_t>(random() % 300) : std::nullopt);
            QList<Bucket> buckets;
            std::vector<std::int64_t> grants;
            std::vector<BucketDraw> draws;
            for (int period = 0; period < 10; ++period) {
                grants.push_back(std::int64_t(random() % 200));
                BucketDefinition now = definition;
                now.quantity = grants.back();
                buckets = nextBuckets(now, buckets);
                QCOMPARE(bucketsOf(definition, grants, draws), buckets);
                for (Bucket& each : buckets)
                    if (const std::int64_t taken = std::int64_t(random()) % (each.left + 1); taken > 0) {
                        draws.push_back({grantedIn(definition, each, period + 1), period, taken});
                        each.left -= taken;
                    }
            }
            // Late usage of a period takes what is left there; what others took later stands.
            for (int late = 0; late < 30; ++late) {
                const int period = int(random() % 10);
                const std::vector<std::int64_t> until(grants.begin(), grants.begin() + period + 1);
                for (const Bucket& each : bucketsOf(definition, until, draws))
                    if (each.left > 0)
                        draws.push_back({grantedIn(definition, each, period + 1), period, 1 + std::int64_t(random()) % each.left});
            }
            std::map<int, std::int64_t> taken;
            for (const BucketDraw& draw : draws) {
                QVERIFY(draw.used >= draw.granted && draw.used <= draw.granted + definition.rolloverPeriods);
                taken[draw.granted] += draw.quantity;
            }
            for (const auto& [period, quantity] : taken)
                QVERIFY2(quantity <= grants[std::size_t(period)], qPrintable(QStringLiteral("%1 of %2").arg(quantity).arg(grants[std::size_t(period)])));
        }
    }

    // A year of calls of several services on one shared list: granted = drawn + lost + left, and what is gone first is drawn first.
    void unitsAreConserved()
    {
        const unsigned seed = 29;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const RateBook book = flatBook();
        const RatePlan plan{{{book.validFromMs(), &book}}};
        const RatePlan* const plans[] = {&plan};
        constexpr std::int64_t month = 30LL * 86'400'000;
        for (int life = 0; life < 60; ++life) {
            const BucketDefinition definition = minutes(std::int64_t(random() % 500), int(random() % 3), random() % 2 ? std::optional<std::int64_t>(random() % 600) : std::nullopt);
            QList<Bucket> buckets;
            std::int64_t granted = 0, drawn = 0, lost = 0, used = 0, paidFor = 0;
            for (int period = 0; period < 12; ++period) {
                std::int64_t before = definition.quantity, after = 0;
                for (const Bucket& each : std::as_const(buckets))
                    before += each.left;
                buckets = nextBuckets(definition, buckets);
                for (const Bucket& each : std::as_const(buckets))
                    after += each.left;
                granted += definition.quantity;
                lost += before - after;
                const std::int64_t fromMs = book.validFromMs() + period * month;
                std::vector<Allowance> allowances = allowancesOf(definition, buckets, fromMs, fromMs + month);
                Rating rating;
                for (int call = 0; call < 12; ++call) {
                    const Usage usage{fromMs + call * 1'000'000, std::int64_t(random() % 90), {}};
                    rate(usage, plans, allowances, rating);
                    used += usage.quantity;
                    paidFor += rating.totalMicros / 1'000;
                    for (const Draw& draw : rating.draws) {
                        drawn += draw.quantity;
                        for (std::size_t older = 0; older < draw.allowance; ++older)
                            QCOMPARE(allowances[older].left, 0);
                    }
                }
                buckets = bucketsAfter(buckets, allowances);
            }
            std::int64_t left = 0;
            for (const Bucket& each : std::as_const(buckets))
                left += each.left;
            QCOMPARE(granted, drawn + lost + left);
            QCOMPARE(used, drawn + paidFor);
        }
    }
};

QTEST_GUILESS_MAIN(BucketTest)
#include "tst_bucket.moc"
