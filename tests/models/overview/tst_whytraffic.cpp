// "Why?" of a line that charges traffic: what was measured, as it was kept with the line.
#include "models/overview/chain.h"
#include "tests/models/billing/billedshop.h"

using namespace trunkline;
using namespace trunkline::overview;
using namespace trunkline::test;

class WhyTrafficTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMeasurementComesBeforeItsCauses()
    {
        BilledShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        shop.clockTo("2026-04-01T08:00:00Z");
        billing::Invoice posted = billing::BillRunService(shop.s.context).post(administrator(), billing::cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1)).invoices.first();
        const QList<ChainStep> without = whyLine(shop.db(), posted, posted.lines.first().id);
        billing::MeasuredTraffic measured{BilledTraffic::Sum, {QStringLiteral("core-1 xe-0/0/1")}, 95};
        measured.measured = 8'900;
        measured.unmeasured = 16;
        measured.rank = 8'455;
        measured.bps = 123'456'789;
        measured.at = Timestamp::parse(u"2026-03-14T19:05:00Z");
        measured.commitBps = 100'000'000;
        measured.overBps = 23'456'789;
        posted.lines.first().traffic = measured;
        const QList<ChainStep> with = whyLine(shop.db(), posted, posted.lines.first().id, QLocale(QStringLiteral("en_GB")));
        QCOMPARE(with.size(), without.size() + 1);
        const QString& told = with[1].detail;
        for (const char* part : {"core-1 xe-0/0/1", "number 8,455 of 8,900", "20:05", "commit is 100 Mbit/s, so 23.456789 Mbit/s are above", "16 were not measured"}) // Berlin's time
            QVERIFY2(told.contains(QLatin1String(part)), qPrintable(told));
        QCOMPARE(with[2].entry, without[1].entry);
    }
};

QTEST_GUILESS_MAIN(WhyTrafficTest)
#include "tst_whytraffic.moc"
