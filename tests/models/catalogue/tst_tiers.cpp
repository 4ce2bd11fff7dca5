#include "models/catalogue/tiers.h"
#include "models/core/errors.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::catalogue;

static TieredPrice priceOf(TierModel model)
{
    return {Currency::parse(u"EUR"), model, {{100, 10'000, 1, 0}, {1'000, 5'000, 1, 2'000'000}, {{}, 1'000, 1, 0}}, 0, {}};
}

class TiersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void graduatedChargesEachTierItsUnits()
    {
        const TieredPrice price = priceOf(TierModel::Graduated);
        QCOMPARE(chargeOf(price, 0).totalMicros, 0);
        QCOMPARE(chargeOf(price, 100).totalMicros, 1'000'000);
        QCOMPARE(chargeOf(price, 101).totalMicros, 1'000'000 + 2'000'000 + 5'000);
        const TieredCharge large = chargeOf(price, 2'000);
        QCOMPARE(large.steps.size(), 3);
        QCOMPARE(large.steps[2], (TierCharge{2, 1'000, 1'000'000}));
        QCOMPARE(large.totalMicros, 1'000'000 + 2'000'000 + 900 * 5'000 + 1'000'000);
    }

    void volumeChargesAllUnitsAtTheReachedPrice()
    {
        const TieredPrice price = priceOf(TierModel::Volume);
        QCOMPARE(chargeOf(price, 100).totalMicros, 1'000'000);
        QCOMPARE(chargeOf(price, 101).totalMicros, 2'000'000 + 101 * 5'000);
        QCOMPARE(chargeOf(price, 5'000).totalMicros, 5'000'000);
    }

    // 199 units in blocks of 100 at 2.95: two started blocks.
    void packageChargesStartedBlocks()
    {
        const TieredPrice price{Currency::parse(u"USD"), TierModel::Package, {{1'000, 2'950'000, 100, 0}, {{}, 1'000'000, 100, 0}}, 0, {}};
        QCOMPARE(chargeOf(price, 1).totalMicros, 2'950'000);
        QCOMPARE(chargeOf(price, 199).totalMicros, 5'900'000);
        QCOMPARE(chargeOf(price, 1'001).totalMicros, 29'500'000 + 1'000'000);
    }

    void minimumAndCapBoundTheTotal()
    {
        TieredPrice price = priceOf(TierModel::Graduated);
        price.minimumMicros = 500'000;
        price.capMicros = 3'000'000;
        QCOMPARE(chargeOf(price, 1).totalMicros, 500'000);
        QCOMPARE(chargeOf(price, 1).adjustmentMicros, 490'000);
        QCOMPARE(chargeOf(price, 10'000).totalMicros, 3'000'000);
        QCOMPARE(chargeOf(price, 0).totalMicros, 0);
    }

    void everyQuantityHasOnePrice()
    {
        TieredPrice price = priceOf(TierModel::Graduated);
        checkTiers(price);
        price.tiers[1].upTo = 100;
        QVERIFY_THROWS_EXCEPTION(InvalidInput, checkTiers(price));
        price = priceOf(TierModel::Graduated);
        price.tiers.removeLast();
        QVERIFY_THROWS_EXCEPTION(InvalidInput, checkTiers(price));
        price.tiers.clear();
        QVERIFY_THROWS_EXCEPTION(InvalidInput, checkTiers(price));
    }
};

QTEST_GUILESS_MAIN(TiersTest)
#include "tst_tiers.moc"
