// Prices of measured traffic as they are written down, kept and refused.
#include "models/catalogue/offeringmodel.h"
#include "models/core/errors.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::catalogue;

namespace {

const Currency eur = Currency::parse(u"EUR");

OfferingTerms burstableTerms()
{
    OfferingTerms terms;
    terms.burstable = BurstablePrice{BilledTraffic::Sum, 98, 200, UnitPrice::parse(u"0.75", eur), Rounding::Up, 150'00, DownPort::Zero};
    terms.volume = VolumePrice{BilledTraffic::Out, {eur, TierModel::Volume, gigabyteTiersFrom(QStringLiteral("500:0.02, 5000:0.0125,:0"), eur), 5'000'000, 90'000'000}};
    return terms;
}

} // namespace

class TrafficPriceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void termsKeepThem()
    {
        const OfferingTerms terms = burstableTerms();
        checkTerms(terms, eur);
        QCOMPARE(termsFrom(toJson(terms)), terms);
        QVERIFY(!toJson(OfferingTerms()).contains(QLatin1String("burstable")));
        OfferingTerms open = terms;
        open.burstable->wholeMbps.reset();
        open.volume->price.capMicros.reset();
        QCOMPARE(termsFrom(toJson(open)), open);
    }

    void tiersAreWrittenInGigabytes()
    {
        const QList<Tier> tiers = gigabyteTiersFrom(QStringLiteral("500:0.02,:0.01"), eur);
        QCOMPARE(tiers, (QList<Tier>{{500'000'000'000, 20'000, 1'000'000'000, 0}, {std::nullopt, 10'000, 1'000'000'000, 0}}));
        for (const char* wrong : {"500", "x:1", "-5:1", "1:2:3", "5:abc"})
            QVERIFY_THROWS_EXCEPTION(InvalidInput, gigabyteTiersFrom(QLatin1String(wrong), eur));
    }

    void whatCannotBeChargedIsRefused()
    {
        const auto refuse = [](auto change) {
            OfferingTerms terms = burstableTerms();
            change(terms);
            QVERIFY_THROWS_EXCEPTION(InvalidInput, checkTerms(terms, eur));
        };
        refuse([](OfferingTerms& t) { t.burstable->percentile = 0; });
        refuse([](OfferingTerms& t) { t.burstable->percentile = 101; });
        refuse([](OfferingTerms& t) { t.burstable->commitMbps = -1; });
        refuse([](OfferingTerms& t) { t.burstable->overage.micros = -1; });
        refuse([](OfferingTerms& t) { t.burstable->minimumMinor = -1; });
        refuse([](OfferingTerms& t) { t.burstable->overage.currency = Currency::parse(u"USD"); });
        refuse([](OfferingTerms& t) { t.interval = {30, IntervalUnit::Days}; });
        refuse([](OfferingTerms& t) { t.volume->price.tiers.clear(); });
        refuse([](OfferingTerms& t) { t.volume->price.tiers.last().upTo = 10'000'000'000'000; });
        refuse([](OfferingTerms& t) { t.volume->price.tiers.first().perUnits = 1; });
        refuse([](OfferingTerms& t) { t.volume->price.currency = Currency::parse(u"USD"); });
        for (const char* field : {"traffic", "wholeMbps", "downPort"}) {
            QJsonObject o = toJson(*burstableTerms().burstable);
            o[QLatin1String(field)] = QStringLiteral("nonsense");
            QVERIFY_THROWS_EXCEPTION(InvalidInput, burstablePriceFrom(o));
        }
    }

    void theCatalogueShowsThem()
    {
        const QString text = trafficText(burstableTerms(), QLocale(QStringLiteral("en_GB")));
        for (const char* told : {"percentile 98", "in + out", "commit 200 Mbit/s", "0.75 EUR", "to 500 GB 0.02", "to 5,000 GB 0.0125"})
            QVERIFY2(text.contains(QLatin1String(told)), qPrintable(text));
        QVERIFY(trafficText(OfferingTerms()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TrafficPriceTest)
#include "tst_trafficprice.moc"
