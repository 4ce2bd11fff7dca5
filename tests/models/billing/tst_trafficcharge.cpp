// What measured traffic costs, as pure rules: months and parts of them, commits, roundings, minimums, tiers.
#include "models/billing/trafficcharge.h"
#include "models/catalogue/trafficprice.h"
#include "models/core/errors.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::billing;

namespace {

const Currency eur = Currency::parse(u"EUR");
const QLocale english(QStringLiteral("en_GB"));
const OfferingId offering = OfferingId::fromString(QStringLiteral("01890000-0000-7000-8000-000000000001"));

ChargePhase phase(BillingDate from, std::int64_t pieces = 1, PhaseKind kind = PhaseKind::Normal)
{
    ChargePhase one{from, offering, UnitPrice::parse(u"100", eur)};
    one.quantity = pieces;
    one.kind = kind;
    return one;
}

TrafficPiece wholeMarch(std::int64_t pieces = 1)
{
    const BillingPeriod march{BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)};
    return {offering, {march, march}, pieces, UnitPrice::parse(u"100", eur)};
}

catalogue::BurstablePrice burst(std::int64_t commitMbps, const char* overage)
{
    return {BilledTraffic::Larger, 95, commitMbps, UnitPrice::parse(QString::fromLatin1(overage), eur)};
}

MeasuredTraffic rate(std::int64_t bps)
{
    MeasuredTraffic measured{BilledTraffic::Larger, {QStringLiteral("a 1")}, 95};
    measured.measured = 8'916;
    measured.bps = bps;
    return measured;
}

MeasuredTraffic volume(std::int64_t octets)
{
    MeasuredTraffic measured{BilledTraffic::Sum, {QStringLiteral("a 1")}, {}};
    measured.octets = octets;
    return measured;
}

catalogue::VolumePrice tiers(const char* text, catalogue::TierModel model)
{
    return {BilledTraffic::Sum, {eur, model, catalogue::gigabyteTiersFrom(QLatin1String(text), eur), 0, {}}};
}

} // namespace

class TrafficChargeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void piecesFollowTheBillDayAndTheTimeline()
    {
        const auto all = [](OfferingId) { return true; };
        ChargeTimeline timeline{{phase(BillingDate(2026, 3, 10), 1, PhaseKind::Trial), phase(BillingDate(2026, 3, 20), 5), phase(BillingDate(2026, 4, 25), 5), phase(BillingDate(2026, 5, 5), 8)}, BillingDate(2026, 5, 25)};
        const QList<TrafficPiece> pieces = trafficPieces(timeline, BillingDate(2026, 3, 10), BillingDate(2026, 6, 15), 15, all);
        QList<BillingPeriod> charged;
        for (const TrafficPiece& piece : pieces)
            charged.append(piece.share.charged);
        QCOMPARE(charged, (QList<BillingPeriod>{{BillingDate(2026, 3, 20), BillingDate(2026, 4, 15)}, {BillingDate(2026, 4, 15), BillingDate(2026, 5, 5)}, // a phase that changes nothing does not divide it
                                                {BillingDate(2026, 5, 5), BillingDate(2026, 5, 15)}, {BillingDate(2026, 5, 15), BillingDate(2026, 5, 25)}}));
        QCOMPARE(pieces[2].pieces, 8);
        QCOMPARE(trafficPieces(timeline, BillingDate(2026, 4, 15), BillingDate(2026, 5, 15), 15, all).size(), 2);
        QVERIFY(trafficPieces(timeline, BillingDate(2026, 4, 15), BillingDate(2026, 5, 14), 15, all).isEmpty()); // the month is not over
        QVERIFY(trafficPieces(timeline, BillingDate(2026, 3, 10), BillingDate(2026, 6, 15), 15, [](OfferingId) { return false; }).isEmpty());
    }

    void whatIsAboveTheCommitIsChargedExactly()
    {
        const BillableUsage usage = burstableCharge(burst(100, "1.20"), wholeMarch(), rate(123'456'789), ProrationBasis::ActualDays, english);
        QCOMPARE(usage.quantity, (Quantity{23'456'789, 1'000'000}));
        QCOMPARE(usage.net.toPlainString(), QStringLiteral("28.15")); // 28.1481468
        QCOMPARE(quantityText(usage.quantity, usage.unitCode, english), QStringLiteral("23.456789"));
        QVERIFY(burstableCharge(burst(100, "1.20"), wholeMarch(), rate(100'000'000), ProrationBasis::ActualDays, english).net.isZero());
        QVERIFY(burstableCharge(burst(100, "1.20"), wholeMarch(2), rate(190'000'000), ProrationBasis::ActualDays, english).net.isZero()); // two commits
        MeasuredTraffic nothing = rate(0);
        nothing.bps.reset();
        QVERIFY(burstableCharge(burst(0, "1.20"), wholeMarch(), nothing, ProrationBasis::ActualDays, english).net.isZero());
    }

    void wholeMbitsAreRoundedAsThePriceNamesIt()
    {
        const auto mbps = [](std::optional<Rounding> rounding, std::int64_t bps) {
            catalogue::BurstablePrice price = burst(0, "1");
            price.wholeMbps = rounding;
            return burstableCharge(price, wholeMarch(), rate(bps), ProrationBasis::ActualDays, english).net.toPlainString();
        };
        QCOMPARE(mbps(Rounding::Up, 1'000'001), QStringLiteral("2.00"));
        QCOMPARE(mbps(Rounding::Down, 1'999'999), QStringLiteral("1.00"));
        QCOMPARE(mbps(Rounding::HalfUp, 1'500'000), QStringLiteral("2.00"));
        QCOMPARE(mbps(Rounding::HalfUp, 1'499'999), QStringLiteral("1.00"));
        QCOMPARE(mbps(std::nullopt, 1'499'999), QStringLiteral("1.50"));
    }

    void partOfAMonthCostsItsPart()
    {
        TrafficPiece half = wholeMarch();
        half.share.charged.from = BillingDate(2026, 3, 17);
        const BillableUsage usage = burstableCharge(burst(0, "31"), half, rate(2'000'000), ProrationBasis::ActualDays, english);
        QCOMPARE(usage.quantity, Quantity::of(2 * 15, 31));
        QCOMPARE(usage.net.toPlainString(), QStringLiteral("30.00"));
        QCOMPARE(quantityText(usage.quantity, usage.unitCode, english), QStringLiteral("0.967742"));
        QCOMPARE(burstableCharge(burst(0, "31"), half, rate(2'000'000), ProrationBasis::None, english).net.toPlainString(), QStringLiteral("62.00"));
    }

    void theMinimumCountsTheCommitToo()
    {
        catalogue::BurstablePrice price = burst(10, "1.00");
        price.minimumMinor = 110'00;
        const BillableUsage lifted = burstableCharge(price, wholeMarch(), rate(12'000'000), ProrationBasis::ActualDays, english);
        QCOMPARE(lifted.net.toPlainString(), QStringLiteral("10.00")); // 100 for the commit, 2 above it, 8 up to 110
        QCOMPARE(lifted.unitPrice.part(lifted.quantity.numerator, lifted.quantity.denominator, Rounding::HalfUp), lifted.net);
        QVERIFY2(lifted.detail.contains(QLatin1String("110.00")), qPrintable(lifted.detail));
        QCOMPARE(burstableCharge(price, wholeMarch(), rate(30'000'000), ProrationBasis::ActualDays, english).net.toPlainString(), QStringLiteral("20.00"));
    }

    void volumesGoByTiers()
    {
        const auto net = [](const char* text, catalogue::TierModel model, std::int64_t octets) { return volumeCharge(tiers(text, model), wholeMarch(), volume(octets), english).net.toPlainString(); };
        QCOMPARE(net("100:0.10,:0.05", catalogue::TierModel::Graduated, 150'000'000'000), QStringLiteral("12.50"));
        QCOMPARE(net("100:0.10,:0.05", catalogue::TierModel::Volume, 150'000'000'000), QStringLiteral("7.50"));
        QCOMPARE(net("100:0,:0.50", catalogue::TierModel::Package, 101'000'000'001), QStringLiteral("1.00"));
        QCOMPARE(net(":1000", catalogue::TierModel::Graduated, 1'000'000'000'000'000), QStringLiteral("1000000000.00"));
        QCOMPARE(net(":0.1", catalogue::TierModel::Graduated, 0), QStringLiteral("0.00"));
        const BillableUsage one = volumeCharge(tiers(":0.10", catalogue::TierModel::Graduated), wholeMarch(), volume(1'234'567'890), english);
        QCOMPARE(one.unitCode, QStringLiteral("E34"));
        QCOMPARE(quantityText(one.quantity, one.unitCode, english), QStringLiteral("1.234568"));
        QCOMPARE(one.net.toPlainString(), QStringLiteral("0.12"));
        const BillableUsage two = volumeCharge(tiers("1:0.10,:0.05", catalogue::TierModel::Graduated), wholeMarch(), volume(3'000'000'000), english);
        QCOMPARE(two.traffic->steps.size(), 2);
        QCOMPARE(two.unitPrice.part(two.quantity.numerator, two.quantity.denominator, Rounding::HalfUp), two.net);
    }

    void whatWasMeasuredSurvivesTheDocument()
    {
        MeasuredTraffic measured = rate(5'000'000);
        measured.partial = 1;
        measured.unmeasured = 2;
        measured.down = 3;
        measured.leftOut = 4;
        measured.flagged = 5;
        measured.rank = 6;
        measured.commitBps = 7;
        measured.overBps = 8;
        measured.downPort = DownPort::Zero;
        measured.at = Timestamp::parse(u"2026-03-10T10:05:00Z");
        QCOMPARE(measuredTrafficFrom(toJson(measured)), measured);
        MeasuredTraffic octets = volume(9);
        octets.unmeasuredMs = 60'000;
        octets.steps = {QStringLiteral("x")};
        QCOMPARE(measuredTrafficFrom(toJson(octets)), octets);
    }
};

QTEST_GUILESS_MAIN(TrafficChargeTest)
#include "tst_trafficcharge.moc"
