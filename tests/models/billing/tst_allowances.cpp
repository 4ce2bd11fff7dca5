// What is included costs nothing, is stated, is carried over as long as it may be, and is never drawn twice.
#include "models/billing/adjustmentservice.h"
#include "models/billing/usageaudit.h"
#include "models/rating/usagecheck.h"
#include "tests/models/billing/phoneshop.h"

#include <random>

using namespace trunkline;
using namespace trunkline::billing;
using namespace trunkline::test;

namespace {

BillingDate day(const char* iso)
{
    return BillingDate::parse(QString::fromLatin1(iso));
}

std::int64_t numberIn(PhoneShop& shop, const char* sql)
{
    return shop.db().row(QString::fromLatin1(sql))->integer("n");
}

/// Previews and posts the cycle that ends on the day; both must be the same, and nothing must be left.
QStringList run(PhoneShop& shop, const char* iso)
{
    shop.clockTo(qPrintable(QString::fromLatin1(iso) + QStringLiteral("T08:00:00Z")));
    const QStringList drafted = PhoneShop::told(shop.preview(day(iso)));
    const QStringList posted = PhoneShop::told(shop.post(day(iso)));
    if (drafted != posted || !draftInvoices(shop.db(), cycleEndedBy(day(iso), 1), day(iso)).isEmpty())
        return {QStringLiteral("preview and posting differ, or something is left")};
    return posted;
}

} // namespace

class AllowancesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsIncludedIsStatedAndTheRestIsCharged_data() { engineRows(); }
    void whatIsIncludedIsStatedAndTheRestIsCharged()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.include(PhoneShop::seconds(600), day("2026-03-01"));
        shop.import("march.csv", "4930001,2026-03-04 10:00:00,301,4930777,c3\n4930001,2026-03-02 10:00:00,61,4930777,c1\n4930001,2026-03-03 10:00:00,300,4930777,c2\n"
                                 "4930001,2026-03-04 10:00:00,10,33140,c4\n4930001,2026-03-05 10:00:00,10,49800,c5\n");
        QCOMPARE(run(shop, "2026-04-01"), QStringList({"usage 03-01..04-01 0.30", "usage 03-01..04-01 1.25", "usage 03-01..04-01 0.00 0:10:00 0:10:00-0:00:00"}));
        QCOMPARE(numberIn(shop, "SELECT SUM(billed) AS n FROM usage_window"), 2); // the call that was included in part cost something
        QCOMPARE(numberIn(shop, "SELECT SUM(included) AS n FROM usage_window"), 2);
        QCOMPARE(numberIn(shop, "SELECT SUM(free) AS n FROM usage_window"), 1);
        QCOMPARE(numberIn(shop, "SELECT SUM(quantity) AS n FROM allowance_draw"), 600);
    }

    // Usage of a past period draws from that period's units, not from this one's; what later usage took of them is gone.
    void lateUsageDrawsFromItsOwnPeriod_data() { engineRows(); }
    void lateUsageDrawsFromItsOwnPeriod()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.include(PhoneShop::seconds(600, 1), day("2026-03-01"));
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,120,4930777,c1\n");
        QCOMPARE(run(shop, "2026-04-01"), QStringList({"usage 03-01..04-01 0.00 0:02:00 0:10:00-0:08:00"}));
        shop.import("april.csv", "4930001,2026-04-02 10:00:00,180,4930777,c2\n"); // of March's eight minutes five are left
        QCOMPARE(run(shop, "2026-05-01"), QStringList({"usage 04-01..05-01 0.00 0:03:00 0:18:00-0:15:00/0:08:00"}));
        shop.import("late.csv", "4930001,2026-03-03 10:00:00,420,4930777,c3\n4930001,2026-05-03 10:00:00,60,4930777,c4\n");
        QCOMPARE(run(shop, "2026-06-01"), QStringList({"delta 03-03..03-04 0.20", "delta 03-01..04-01 0.00 0:05:00 0:05:00-0:00:00", "usage 05-01..06-01 0.00 0:01:00 0:20:00-0:19:00/0:10:00"}));
    }

    void unitsAreSharedByTheServicesOfAnAccount_data() { engineRows(); }
    void unitsAreSharedByTheServicesOfAnAccount()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        catalogue::Allowance pool = PhoneShop::seconds(300);
        pool.isShared = true;
        shop.include(pool, day("2026-03-01"));
        shop.phone(1, "4930002");
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,480,4930777,c1\n4930002,2026-03-03 10:00:00,180,4930777,c2\n");
        // Two services bring five minutes each; the first takes eight of them.
        QCOMPARE(run(shop, "2026-04-01"), QStringList({"usage 03-01..04-01 0.00 0:10:00 0:10:00-0:00:00", "usage 03-01..04-01 0.10"}));
    }

    void aPartOfAPeriodBringsAPartOfTheUnits_data() { engineRows(); }
    void aPartOfAPeriodBringsAPartOfTheUnits()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        catalogue::Allowance prorated = PhoneShop::seconds(3'100);
        prorated.isProrated = true;
        shop.include(prorated, day("2026-03-22")); // ten of 31 days
        shop.import("march.csv", "4930001,2026-03-21 10:00:00,60,4930777,c0\n4930001,2026-03-23 10:00:00,1200,4930777,c1\n"); // before it, and with it
        QCOMPARE(run(shop, "2026-04-01"), QStringList({"usage 03-01..04-01 0.43", "usage 03-01..04-01 0.00 0:16:40 0:16:40-0:00:00"}));
    }

    // A document over nothing is made for nobody: what was included is stated on the next one.
    void includedUsageAloneIsNoDocument()
    {
        PhoneShop shop(QStringLiteral("sqlite"));
        catalogue::OfferingDraft yearly = fibre100Draft();
        yearly.code = QStringLiteral("YEARLY");
        yearly.terms.interval = {1, catalogue::IntervalUnit::Years};
        yearly.terms.timing = catalogue::ChargeTiming::Advance;
        const OfferingId what = catalogue::CatalogueService(shop.s.context).publish(administrator(), yearly).id;
        catalogue::TariffService(shop.s.context).choose(administrator(), what, QStringLiteral("VOICE"));
        shop.include(PhoneShop::seconds(600), day("2026-03-01"), what);
        const AccountId account = shop.newAccount(QStringLiteral("Yearly"));
        shop.phone(1, "4930009", what, account);
        shop.account = account;
        shop.import("march.csv", "4930009,2026-03-02 10:00:00,60,4930777,c1\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        BillRunService runs(shop.s.context);
        QCOMPARE(PhoneShop::told(shop.post(day("2026-04-01"))), QStringList({"usage 03-01..04-01 0.00 0:01:00 0:10:00-0:09:00"})); // the year's charge is on it
        shop.import("april.csv", "4930009,2026-04-02 10:00:00,120,4930777,c2\n");
        shop.clockTo("2026-05-01T08:00:00Z");
        const BillRun may = runs.start(administrator(), cycleEndedBy(day("2026-05-01"), 1), day("2026-05-01"));
        QVERIFY(!runs.postAccount(administrator(), may, account));
        runs.end(administrator(), may, BillRunState::Finished);
        shop.import("may.csv", "4930009,2026-05-02 10:00:00,60,33140,c3\n");
        shop.clockTo("2026-06-01T08:00:00Z");
        QCOMPARE(PhoneShop::told(shop.post(day("2026-06-01"))), QStringList({"usage 05-01..06-01 1.25", "usage 04-01..05-01 0.00 0:02:00 0:10:00-0:08:00"}));
    }

    // Taken back by a credit note and billed again: the usage and what it drew come once more, as often as that happens.
    void usageOfACancelledInvoiceIsBilledAgainOnce_data() { engineRows(); }
    void usageOfACancelledInvoiceIsBilledAgainOnce()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.include(PhoneShop::seconds(600, 1), day("2026-03-01"));
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,660,4930777,c1\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const QStringList lines{"usage 03-01..04-01 0.10", "usage 03-01..04-01 0.00 0:10:00 0:10:00-0:00:00"};
        Invoice march = shop.post(day("2026-04-01"));
        QCOMPARE(PhoneShop::told(march), lines);
        const Money gross = march.gross;
        for (int time = 0; time < 2; ++time) {
            AdjustmentService(shop.s.context).cancel(administrator(), march.id, QStringLiteral("wrong address"), true, day("2026-04-01"));
            QCOMPARE(numberIn(shop, "SELECT SUM(quantity) AS n FROM allowance_draw"), 0);
            march = shop.post(day("2026-04-01"));
            QCOMPARE(march.gross, gross);
            QCOMPARE(PhoneShop::told(march), QStringList({"usage 03-02..03-03 0.10", lines[1]}));
            QVERIFY(draftInvoices(shop.db(), cycleEndedBy(day("2026-04-01"), 1), day("2026-04-01")).isEmpty());
        }
        QCOMPARE(numberIn(shop, "SELECT SUM(billed + included + free) AS n FROM usage_window"), 1);
        // Without “bill again” nothing comes back, and what was drawn stays drawn.
        AdjustmentService(shop.s.context).cancel(administrator(), march.id, QStringLiteral("goodwill"), false, day("2026-04-01"));
        QVERIFY(draftInvoices(shop.db(), cycleEndedBy(day("2026-04-01"), 1), day("2026-04-01")).isEmpty());
        QCOMPARE(numberIn(shop, "SELECT SUM(quantity) AS n FROM allowance_draw"), 600);
    }

    // Ten minutes a month that stay for two more: every line of thirteen months, with what expires, what comes late and what is paid.
    void thirteenMonthsOfMinutes_data() { engineRows(); }
    void thirteenMonthsOfMinutes()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.include(PhoneShop::seconds(600, 2), day("2026-03-01"));
        struct Month {
            const char* billed;
            QByteArray calls; ///< "2026-03-05 4 49": when, how many minutes, where to
            QStringList lines;
        };
        const QList<Month> months{
            {"2026-04-01", "2026-03-05 4 49", {"usage 03-01..04-01 0.00 0:04:00 0:10:00-0:06:00"}},
            {"2026-05-01", "2026-04-05 5 49", {"usage 04-01..05-01 0.00 0:05:00 0:16:00-0:11:00/0:06:00"}},
            {"2026-06-01", "", {}},
            {"2026-07-01", "2026-06-05 20 49;2026-06-06 5 49", {"usage 06-01..07-01 0.00 0:25:00 0:30:00-0:05:00/0:20:00"}}, // a minute of March is gone
            {"2026-08-01", "2026-07-05 18 49", {"usage 07-01..08-01 0.30", "usage 07-01..08-01 0.00 0:15:00 0:15:00-0:00:00/0:05:00"}},
            {"2026-09-01", "2026-08-05 2 49", {"usage 08-01..09-01 0.00 0:02:00 0:10:00-0:08:00"}},
            {"2026-10-01", "", {}},
            {"2026-11-01", "", {}},
            {"2026-12-01", "2026-08-15 9 49;2026-11-05 30 49", // the first one comes late: eight minutes of August were never used
             {"delta 08-15..08-16 0.10", "delta 08-01..09-01 0.00 0:08:00 0:08:00-0:00:00", "usage 11-01..12-01 0.00 0:30:00 0:30:00-0:00:00/0:20:00"}},
            {"2027-01-01", "2026-12-31 12 49", {"usage 12-01..01-01 0.20", "usage 12-01..01-01 0.00 0:10:00 0:10:00-0:00:00"}},
            {"2027-02-01", "2027-01-05 1 33;2027-01-06 3 49", {"usage 01-01..02-01 1.25", "usage 01-01..02-01 0.00 0:03:00 0:10:00-0:07:00"}},
            {"2027-03-01", "", {}},
            {"2027-04-01", "2027-03-28 8 49", {"usage 03-01..04-01 0.00 0:08:00 0:27:00-0:19:00/0:17:00"}}};
        int calls = 0;
        for (const Month& month : months) {
            QByteArray lines;
            for (const QByteArray& call : month.calls.split(';'))
                if (const QList<QByteArray> words = call.split(' '); words.size() == 3)
                    lines += "4930001," + words[0] + " 10:00:00," + QByteArray::number(60 * words[1].toInt()) + ',' + words[2] + "30777,c" + QByteArray::number(++calls) + '\n';
            if (!lines.isEmpty())
                shop.import(month.billed, lines);
            QCOMPARE(run(shop, month.billed), month.lines);
        }
        QCOMPARE(numberIn(shop, "SELECT SUM(billed + included + free) AS n FROM usage_window"), calls);
        QCOMPARE(wrongUsageWindows(shop.db()), QStringList());
    }

    void whatNeverFitsTheTariffIsRefused()
    {
        PhoneShop shop(QStringLiteral("sqlite"));
        catalogue::Allowance wrong = PhoneShop::seconds(600);
        wrong.code = QStringLiteral("OCTETS");
        wrong.unit = catalogue::UsageUnit::Octet;
        QVERIFY_THROWS_EXCEPTION(Refused, shop.include(wrong, day("2026-03-01")));
        wrong = PhoneShop::seconds(600);
        wrong.code = QStringLiteral("MOON");
        wrong.zones = QStringList{QStringLiteral("HOME"), QStringLiteral("MOON")};
        QVERIFY_THROWS_EXCEPTION(Refused, shop.include(wrong, day("2026-03-01")));
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n");
        QCOMPARE(run(shop, "2026-04-01"), QStringList({"usage 03-01..04-01 0.10"}));
    }

    // Whoever takes a record from what was billed behind the program's back is found out.
    void whatIsOnInvoicesIsCheckedAgainstTheRecords()
    {
        PhoneShop shop(QStringLiteral("sqlite"));
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n4930001,2026-03-03 10:00:00,60,4930777,c2\n");
        run(shop, "2026-04-01");
        QCOMPARE(wrongUsageWindows(shop.db()), QStringList());
        const rating::UsageCheck check = rating::checkUsage(shop.db());
        QVERIFY(check.wrong.isEmpty());
        QCOMPARE(check.billed, 2);
        shop.db().exec(QStringLiteral("DELETE FROM usage_record WHERE start_ms = (SELECT MIN(start_ms) FROM usage_record)"));
        QCOMPARE(wrongUsageWindows(shop.db()).size(), 1);
    }

    // Lives by chance: several services, own and shared units, files that come late, invoices taken back. Every minute is paid or included, once;
    // no period gives more than it brought.
    void everyMinuteIsPaidOrIncludedOnce_data() { engineRows(); }
    void everyMinuteIsPaidOrIncludedOnce()
    {
        QFETCH(QString, engine);
        const unsigned seed = 20260401;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int life = 0; life < 3; ++life) {
            PhoneShop shop(engine);
            const std::int64_t own = 60 * std::int64_t(5 + random() % 20), shared = 60 * std::int64_t(5 + random() % 20);
            catalogue::Allowance minutes = PhoneShop::seconds(own, int(random() % 3));
            if (random() % 2)
                minutes.mostCarried = 60 * std::int64_t(random() % 30);
            shop.include(minutes, day("2026-03-01"));
            catalogue::Allowance pool = PhoneShop::seconds(shared, int(random() % 2));
            pool.code = QStringLiteral("POOL");
            pool.isShared = true;
            shop.include(pool, day("2026-03-01"));
            shop.phone(1, "4930002");
            std::int64_t used = 0, records = 0, paid = 0;
            QList<Invoice> posted;
            for (int month = 4; month <= 8; ++month) {
                const int files = 1 + int(random() % 2);
                for (int file = 0; file < files; ++file) {
                    QByteArray lines;
                    for (int call = int(random() % 12) + 1; call > 0; --call) {
                        // Some are of months before.
                        const int of = std::max(3, month - 1 - int(random() % 4 == 0 ? random() % 3 : 0));
                        const int seconds = int(random() % 600);
                        used += (seconds + 59) / 60;
                        lines += QStringLiteral("493000%1,2026-%2-%3 %4:00:00,%5,4930777,c%6\n").arg(1 + random() % 2).arg(of, 2, 10, QLatin1Char('0')).arg(2 + random() % 27, 2, 10, QLatin1Char('0'))
                                     .arg(random() % 24, 2, 10, QLatin1Char('0')).arg(seconds).arg(++records).toLatin1();
                    }
                    shop.import(qPrintable(QStringLiteral("%1-%2.csv").arg(month).arg(file)), lines);
                }
                const QByteArray on = QStringLiteral("2026-%1-01").arg(month, 2, 10, QLatin1Char('0')).toLatin1();
                const QStringList told = run(shop, on.constData());
                QVERIFY2(!told.join(u'\n').contains(QLatin1String("differ")), qPrintable(told.join(u'\n')));
                if (random() % 2) {
                    const auto summaries = invoices(shop.db());
                    const auto some = std::find_if(summaries.begin(), summaries.end(), [&](const InvoiceSummary& each) { return each.kind == DocumentKind::Invoice && !taken_.contains(each.number); });
                    if (some == summaries.end())
                        continue;
                    taken_.insert(some->number);
                    AdjustmentService(shop.s.context).cancel(administrator(), some->id, QStringLiteral("again"), true, day(on.constData()));
                    if (random() % 2)
                        shop.post(day(on.constData()));
                }
            }
            run(shop, "2026-09-01");
            for (const InvoiceSummary& each : invoices(shop.db()))
                for (const InvoiceLine& line : PhoneShop::usageOf(*invoice(shop.db(), each.id)))
                    paid += line.net.minor;
            QCOMPARE(paid % 10, 0); // ten cents a minute
            QCOMPARE(numberIn(shop, "SELECT SUM(billed + included + free) AS n FROM usage_window"), records);
            QCOMPARE(numberIn(shop, "SELECT COUNT(*) AS n FROM usage_window WHERE invoice_id IS NULL"), 0);
            QCOMPARE(wrongUsageWindows(shop.db()), QStringList());
            const std::int64_t drawn = numberIn(shop, "SELECT CAST(SUM(quantity) AS BIGINT) AS n FROM allowance_draw");
            QCOMPARE(paid / 10 * 60 + drawn, used * 60);
            for (const store::Row& row : shop.db().rows(QStringLiteral("SELECT allowance_code, CAST(SUM(quantity) AS BIGINT) AS n FROM allowance_draw GROUP BY owner_id, allowance_code, granted_on")))
                QVERIFY(row.integer("n") >= 0 && row.integer("n") <= (row.text("allowance_code") == QLatin1String("POOL") ? 2 * shared : own));
            taken_.clear();
        }
    }

private:
    QSet<QString> taken_;
};

QTEST_GUILESS_MAIN(AllowancesTest)
#include "tst_allowances.moc"
