// Each period and each call is billed once and costs the same: whatever the hour of the job, the operator's time zone, summer time, and
// the order in which cycles are billed.
#include "models/billing/adjustmentservice.h"
#include "tests/models/billing/phoneshop.h"

using namespace trunkline;
using namespace trunkline::billing;
using namespace trunkline::test;

namespace {

/// "2026-03-01 recurring 2026-02-10..2026-03-01 33.25", a line each, in the order of the documents.
QStringList linesOf(store::Connection& connection, AccountId account)
{
    QStringList all;
    QList<InvoiceSummary> documents = invoices(connection);
    std::sort(documents.begin(), documents.end(), [](const InvoiceSummary& a, const InvoiceSummary& b) { return a.number < b.number; });
    for (const InvoiceSummary& summary : documents)
        if (const Invoice document = *invoice(connection, summary.id); summary.accountId == account)
            for (const InvoiceLine& line : document.lines)
                all.append(QStringLiteral("%1 %2 %3..%4 %5").arg(summary.issuedOn.toIso(), nameOf(line.kind), line.period ? line.period->from.toIso() : QString(),
                                                                 line.period ? line.period->to.toIso() : QString(), line.net.toPlainString()));
    return all;
}

/// What a job of the night does: it posts what has ended by the operator's calendar.
void job(PhoneShop& shop, int billDay)
{
    const BillingDate today = store::requireProfile(shop.db()).zone.dateAt(shop.s.clock.now());
    BillRunService(shop.s.context).post(administrator(), cycleEndedBy(today, billDay), today);
}

/// Two calls of a minute on each day, at its first and its last minute by the wall clock of `zone`.
QByteArray callsOf(BillingDate from, BillingDate to, const char* subscriber = "4930001")
{
    QByteArray lines;
    for (BillingDate day = from; day < to; day = day.plusDays(1))
        for (const char* time : {"00:00:10", "23:59:30"})
            lines += QByteArray(subscriber) + ',' + day.toIso().toLatin1() + ' ' + time + ",60,4930777," + day.toIso().toLatin1() + time[0] + '\n';
    return lines;
}

} // namespace

class BilledOnceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Pain: a monthly subscription invoiced by every run of an hourly job; two invoices when the job is near local midnight.
    void aJobEveryHourMakesOneInvoiceACycle_data() { engineRows(); }
    void aJobEveryHourMakesOneInvoiceACycle()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine, "EUR", {QStringLiteral("Europe/Paris"), BillingDate(2026, 2, 10), 10});
        const AccountId late = shop.newAccount(QStringLiteral("On the last day"), accountDraft(31));
        shop.connectService(1, late);
        const OperatorZone paris = OperatorZone::named(QStringLiteral("Europe/Paris"));
        shop.s.clock.set(paris.startOf(BillingDate(2026, 3, 1)));
        int runs = 0;
        for (; shop.s.clock.now() < paris.startOf(BillingDate(2026, 4, 2)); shop.s.clock.advanceMs(3'600'000), ++runs) {
            job(shop, 1);
            job(shop, 31);
        }
        QCOMPARE(runs, 32 * 24 - 1); // summer time took an hour
        QCOMPARE(linesOf(shop.db(), shop.account), QStringList({"2026-03-01 recurring 2026-02-10..2026-03-01 33.25", "2026-04-01 recurring 2026-03-01..2026-04-01 49.00"}));
        QCOMPARE(linesOf(shop.db(), late), QStringList({"2026-03-01 recurring 2026-02-10..2026-02-28 31.50", "2026-03-31 recurring 2026-02-28..2026-03-31 49.00"}));
        QCOMPARE(invoices(shop.db()).size(), 4);
    }

    // Pain: the job begins on one day and ends on the next.
    void aJobOverMidnightMakesOneInvoiceEach_data() { engineRows(); }
    void aJobOverMidnightMakesOneInvoiceEach()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine, "EUR", {QStringLiteral("Europe/Paris"), BillingDate(2026, 2, 10), 10});
        const AccountId second = shop.newAccount(QStringLiteral("Behind midnight"));
        shop.connectService(1, second);
        const OperatorZone paris = OperatorZone::named(QStringLiteral("Europe/Paris"));
        const Timestamp midnight = paris.startOf(BillingDate(2026, 3, 2));
        shop.s.clock.set(midnight.plusMs(-500)); // the last moment of the bill day
        const BillingDate today = paris.dateAt(shop.s.clock.now());
        BillRunService(shop.s.context).post(administrator(), cycleEndedBy(today, 1), today, [&](const BillRunProgress& progress) {
            if (progress.done == 1)
                shop.s.clock.set(midnight.plusMs(500));
            return true;
        });
        job(shop, 1);
        for (const AccountId account : {shop.account, second})
            QCOMPARE(linesOf(shop.db(), account), QStringList("2026-03-01 recurring 2026-02-10..2026-03-01 33.25"));
    }

    // Pain: the guard against billing twice fails east or west of UTC, usage of a zone is billed twice, accounts of two zones are
    // billed differently for the same steps.
    void theSameStepsCostTheSameInEveryZone_data() { engineRows(); }
    void theSameStepsCostTheSameInEveryZone()
    {
        QFETCH(QString, engine);
        const QStringList expected{"2026-03-01 recurring 2026-02-10..2026-03-01 33.25", "2026-03-01 usage 2026-02-01..2026-03-01 3.60",
                                   "2026-04-01 recurring 2026-03-01..2026-04-01 49.00", "2026-04-01 usage 2026-03-01..2026-04-01 6.20",
                                   "2026-05-01 recurring 2026-04-01..2026-05-01 49.00", "2026-05-01 usage 2026-04-01..2026-05-01 6.00"};
        for (const char* zone : {"UTC", "Europe/Paris", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe"}) {
            const QString name = QString::fromLatin1(zone);
            PhoneShop shop(engine, "EUR", {name, BillingDate(2026, 2, 10), 10, name});
            shop.import("calls.csv", callsOf(BillingDate(2026, 2, 11), BillingDate(2026, 5, 1)));
            for (const BillingDate day : {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1), BillingDate(2026, 5, 1)})
                for (int hour = -26; hour <= 26; hour += 2) {
                    shop.s.clock.set(OperatorZone::named(name).startOf(day).plusMs(hour * 3'600'000LL));
                    job(shop, 1);
                }
            QVERIFY2(linesOf(shop.db(), shop.account) == expected, qPrintable(name + QStringLiteral(": ") + linesOf(shop.db(), shop.account).join(u'\n')));
        }
    }

    // Pain: identical usage, different invoices, depending on whether the account is older than summer time.
    void whoIsOlderThanSummerTimePaysTheSame_data() { engineRows(); }
    void whoIsOlderThanSummerTimePaysTheSame()
    {
        QFETCH(QString, engine);
        for (const char* zone : {"Europe/Berlin", "America/Los_Angeles"}) {
            const QString name = QString::fromLatin1(zone);
            PhoneShop shop(engine, "EUR", {name, BillingDate(2026, 2, 10), 10, name});
            shop.at(name, BillingDate(2026, 4, 1), 0); // its first moment, in summer time
            const AccountId younger = shop.newAccount(QStringLiteral("Younger"));
            const auto service = shop.connectService(1, younger);
            rating::UsageService(shop.s.context).identify(administrator(), QStringLiteral("4930002"), service.id, shop.s.clock.now());
            shop.at(name, BillingDate(2026, 4, 1), 0, 30);
            job(shop, 1);
            shop.read(QStringLiteral("calls.csv"), callsOf(BillingDate(2026, 4, 1), BillingDate(2026, 5, 1), "4930001") + callsOf(BillingDate(2026, 4, 1), BillingDate(2026, 5, 1), "4930002"));
            shop.at(name, BillingDate(2026, 5, 1), 0);
            job(shop, 1);
            const QStringList april{"2026-05-01 recurring 2026-04-01..2026-05-01 49.00", "2026-05-01 usage 2026-04-01..2026-05-01 6.00"};
            QCOMPARE(linesOf(shop.db(), younger), april);
            QCOMPARE(linesOf(shop.db(), shop.account).mid(2), april);
        }
    }

    // Pain: what was billed is not found again, and a period is billed twice: here a cycle that is older than the one billed last.
    void anOlderCycleChargesNothingAgain_data() { engineRows(); }
    void anOlderCycleChargesNothingAgain()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n4930001,2026-04-02 10:00:00,60,4930777,c2\n");
        shop.clockTo("2026-05-01T08:00:00Z");
        QCOMPARE(PhoneShop::usageOf(shop.post(BillingDate(2026, 5, 1))).first().net.toPlainString(), QStringLiteral("0.20"));
        shop.import("late.csv", "4930001,2026-03-03 10:00:00,600,4930777,c3\n4930001,2026-04-03 10:00:00,120,4930777,c4\n");
        AdjustmentService(shop.s.context).adjust(administrator(), {shop.account, Money::parse(u"5", Currency::parse(u"EUR")), QStringLiteral("Visit"), QStringLiteral("on site"), {}, 1900, BillingDate(2026, 3, 20)});
        const auto older = BillRunService(shop.s.context).post(administrator(), cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 5, 2));
        QCOMPARE(older.invoices.size(), 1); // the visit
        shop.clockTo("2026-06-01T08:00:00Z");
        shop.post(BillingDate(2026, 6, 1));
        std::int64_t usage = 0;
        for (const InvoiceSummary& summary : invoices(shop.db()))
            for (const InvoiceLine& line : PhoneShop::usageOf(*invoice(shop.db(), summary.id)))
                usage += line.net.minor;
        QCOMPARE(usage, 10 + 10 + 100 + 20); // each call once
    }

    // Pain: customers of a season are invoiced while they are suspended.
    void aSeasonWithoutServiceCostsNothing_data() { engineRows(); }
    void aSeasonWithoutServiceCostsNothing()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        SubscriptionService subscriptions(shop.s.context);
        subscriptions.suspend(administrator(), subscriptionOfService(shop.db(), shop.service.id)->id, BillingDate(2026, 4, 1), BillingDate(2026, 10, 1), QStringLiteral("season"));
        for (BillingDate day(2026, 4, 1); day <= BillingDate(2026, 11, 1); day = day.plusMonths(1)) {
            shop.at(QStringLiteral("Europe/Berlin"), day, 8);
            job(shop, 1);
        }
        QCOMPARE(linesOf(shop.db(), shop.account), QStringList({"2026-04-01 recurring 2026-03-01..2026-04-01 49.00", "2026-11-01 recurring 2026-10-01..2026-11-01 49.00"}));
    }
};

QTEST_GUILESS_MAIN(BilledOnceTest)
#include "tst_billedonce.moc"
