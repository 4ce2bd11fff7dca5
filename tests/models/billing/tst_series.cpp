// Legal numbers: several series, each without a gap, whatever happens to runs.
#include "models/billing/adjustmentservice.h"
#include "tests/models/billing/billedshop.h"
#include "tests/support/deadlyclock.h"

#include <QTest>

#include <sys/wait.h>

#include <map>

using namespace trunkline;
using namespace trunkline::billing;
using test::BilledShop;

namespace {

const BillCycle march{1, {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}}, april{1, {BillingDate(2026, 4, 1), BillingDate(2026, 5, 1)}};

customer::AccountDraft addressIn(const char* country, const char* city = "Town")
{
    customer::AccountDraft draft = test::accountDraft();
    draft.country = QString::fromLatin1(country);
    draft.city = QString::fromLatin1(city);
    return draft;
}

/// Buyers in three countries, one of whom can't be billed.
void settle(BilledShop& shop)
{
    BillingSettings settings;
    settings.countrySeries = {{QStringLiteral("DE"), QStringLiteral("RE"), QStringLiteral("GU")}, {QStringLiteral("AT"), QStringLiteral("AR"), QStringLiteral("AG")}};
    changeBillingSettings(shop.s.context, test::administrator(), settings);
    shop.connectService(0);
    const QList<customer::AccountDraft> addresses{addressIn("AT"), addressIn("FR"), addressIn("DE", ""), addressIn("AT"), addressIn("DE"), addressIn("IT")};
    for (int i = 0; i < addresses.size(); ++i)
        shop.connectService(i + 1, shop.newAccount(QStringLiteral("Customer %1").arg(i + 1), addresses[i]));
    shop.clockTo("2026-05-01T06:00:00Z");
}

/// Two months' work; each step looks at what is there, as people do after a restart: a run that a person stops, the rest of it, an invoice
/// taken back and billed again, the next month.
void work(store::Context& context)
{
    const access::Actor admin = test::administrator();
    BillRunService runs(context);
    const BillingDate today(2026, 5, 1);
    if (billRuns(context.connection).size() < 2) {
        runs.post(admin, march, today, [](const BillRunProgress& progress) { return progress.posted < 2; });
        runs.post(admin, march, today);
    }
    const auto taken = invoiceByNumber(context.connection, QStringLiteral("AR-2026-000001"));
    if (taken && invoicesOfCustomer(context.connection, taken->customerId).size() < 2)
        AdjustmentService(context).cancel(admin, taken->id, QStringLiteral("wrong address"), true, today);
    runs.post(admin, april, today);
}

/// How many documents each series has; ends the test program at a gap or a number twice.
std::map<QString, int> seriesOf(store::Connection& connection)
{
    std::map<QString, QList<int>> numbers;
    for (const InvoiceSummary& summary : invoices(connection))
        numbers[summary.number.section(u'-', 0, 1)].append(summary.number.section(u'-', 2).toInt());
    std::map<QString, int> series;
    for (auto& [name, all] : numbers) {
        std::sort(all.begin(), all.end());
        for (int i = 0; i < all.size(); ++i)
            if (all[i] != i + 1)
                qFatal("%s has a gap or a double before %d", qPrintable(name), all[i]);
        series[name] = int(all.size());
    }
    return series;
}

const std::map<QString, int> expected{{"RE-2026", 4}, {"AR-2026", 4}, {"AG-2026", 1}, {"INV-2026", 4}};

} // namespace

class SeriesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Pains: no legal series for each tenant; gaps in invoice numbers.
    void eachSeriesIsWithoutAGap_data() { test::engineRows(); }
    void eachSeriesIsWithoutAGap()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        settle(shop);
        work(shop.s.context);
        QCOMPARE(seriesOf(shop.db()), expected);
        // A number that was given inside a transaction that failed is given again.
        BillRunService runs(shop.s.context);
        const BillRun run = runs.start(test::administrator(), april, BillingDate(2026, 5, 1));
        {
            store::Change change(shop.s.context, test::administrator().who());
            QCOMPARE(change.nextNumber(QStringLiteral("invoice:RE-2026")), 5);
        }
        runs.end(test::administrator(), run, BillRunState::Finished);
        store::Change change(shop.s.context, test::administrator().who());
        QCOMPARE(change.nextNumber(QStringLiteral("invoice:RE-2026")), 5);
    }

    // Killed with SIGKILL at each question for the time, also in the middle of transactions, and started again.
    void killedAnywhereNoSeriesHasAGap_data() { test::engineRows(); }
    void killedAnywhereNoSeriesHasAGap()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        settle(shop);
        const Timestamp now = shop.s.clock.now();
        shop.s.connection.reset(); // no connection may live through a fork
        int killed = 0;
        for (int questions = 1; questions < 1'000; ++questions) {
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                try {
                    const test::DeadlyClock clock(now, questions);
                    IdSource ids(clock, quint64(questions));
                    const auto connection = store::Connection::open(shop.s.url);
                    store::Context context{*connection, clock, ids};
                    work(context);
                } catch (const std::exception& error) {
                    ::fputs(error.what(), stderr);
                    ::_exit(1);
                }
                ::_exit(0);
            }
            int status = 0;
            ::waitpid(child, &status, 0);
            if (WIFEXITED(status)) {
                QCOMPARE(WEXITSTATUS(status), 0);
                break;
            }
            QCOMPARE(WTERMSIG(status), SIGKILL);
            ++killed;
        }
        qInfo("killed %d times", killed);
        QVERIFY(killed >= 15);
        shop.s.connection = store::Connection::open(shop.s.url);
        QCOMPARE(seriesOf(*shop.s.connection), expected);
        QVERIFY(!store::firstBrokenEntry(*shop.s.connection));
    }
};

QTEST_GUILESS_MAIN(SeriesTest)
#include "tst_series.moc"
