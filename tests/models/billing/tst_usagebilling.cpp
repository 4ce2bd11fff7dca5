// Usage on invoices: what a file holds is charged once, by the same code in the preview and in the posting.
#include "tests/models/billing/phoneshop.h"

using namespace trunkline;
using namespace trunkline::billing;
using namespace trunkline::test;

class UsageBillingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callsAreALineForEachZone_data() { engineRows(); }
    void callsAreALineForEachZone()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,61,4930777,c1\n4930001,2026-03-31 21:59:59,60,4930777,c2\n4930001,2026-03-31 22:00:00,60,4930777,c3\n"
                                 "4930001,2026-03-05 10:00:00,10,33140,c4\n4930001,2026-03-06 10:00:00,600,49800123,c5\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const Invoice drafted = shop.preview(BillingDate(2026, 4, 1));
        const QList<InvoiceLine> lines = PhoneShop::usageOf(drafted);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].text, QStringLiteral("Calls: Germany"));
        QCOMPARE(lines[0].net.toPlainString(), QStringLiteral("0.30")); // the call at midnight in Berlin is April's
        QVERIFY2(lines[0].detail.contains(QLatin1String("0:03:00")), qPrintable(lines[0].detail));
        QCOMPARE(lines[1].net.toPlainString(), QStringLiteral("1.25"));
        QVERIFY(lines[0].cause.has_value());
        const Invoice posted = shop.post(BillingDate(2026, 4, 1));
        QCOMPARE(posted.gross, drafted.gross);
        QCOMPARE(PhoneShop::usageOf(posted).size(), 2);
        QVERIFY(draftInvoices(shop.db(), cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1)).isEmpty());
    }

    void whatComesLateIsADeltaOnce_data() { engineRows(); }
    void whatComesLateIsADeltaOnce()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n4930001,2026-04-02 10:00:00,60,4930777,c2\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        QCOMPARE(PhoneShop::usageOf(shop.post(BillingDate(2026, 4, 1))).size(), 1);
        shop.import("late.csv", "4930001,2026-03-10 10:00:00,180,4930777,c3\n4930001,2026-04-03 10:00:00,60,4930777,c4\n");
        shop.clockTo("2026-05-01T08:00:00Z");
        const QList<InvoiceLine> may = PhoneShop::usageOf(shop.post(BillingDate(2026, 5, 1)));
        QCOMPARE(may.size(), 2);
        QCOMPARE(may[0].kind, LineKind::Usage);
        QCOMPARE(may[0].net.toPlainString(), QStringLiteral("0.20"));
        QCOMPARE(may[1].kind, LineKind::Delta);
        QCOMPARE(may[1].net.toPlainString(), QStringLiteral("0.30"));
        QCOMPARE(may[1].period, (std::optional(BillingPeriod{BillingDate(2026, 3, 10), BillingDate(2026, 3, 11)})));
        shop.clockTo("2026-06-01T08:00:00Z");
        QVERIFY(PhoneShop::usageOf(shop.post(BillingDate(2026, 6, 1))).isEmpty());
    }

    // What is read while a run goes on waits for the next one: the run bills what it began with.
    void fileReadDuringARunWaits_data() { engineRows(); }
    void fileReadDuringARunWaits()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        BillRunService runs(shop.s.context);
        const BillRun run = runs.start(administrator(), cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1));
        shop.import("more.csv", "4930001,2026-03-03 10:00:00,600,4930777,c2\n");
        const auto posted = runs.postAccount(administrator(), run, shop.account);
        QCOMPARE(PhoneShop::usageOf(*posted->invoice).first().net.toPlainString(), QStringLiteral("0.10"));
        runs.end(administrator(), run, BillRunState::Finished);
        shop.clockTo("2026-05-01T08:00:00Z");
        const QList<InvoiceLine> may = PhoneShop::usageOf(shop.post(BillingDate(2026, 5, 1)));
        QCOMPARE(may.size(), 1);
        QCOMPARE(may[0].kind, LineKind::Delta);
        QCOMPARE(may[0].net.toPlainString(), QStringLiteral("1.00"));
    }

    void usageInAnotherCurrencyParksTheAccount()
    {
        PhoneShop shop(QStringLiteral("sqlite"), "CHF");
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const auto drafts = draftInvoices(shop.db(), cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1));
        QCOMPARE(drafts.size(), 1);
        QVERIFY2(drafts.first().parked.contains(QLatin1String("CHF")), qPrintable(drafts.first().parked));
    }
};

QTEST_GUILESS_MAIN(UsageBillingTest)
#include "tst_usagebilling.moc"
