// What a bill run costs with size, by counting and not by time: statements and rows of the database, octets held.
#include "models/billing/drafts.h"
#include "models/catalogue/offeringstore.h"
#include "models/store/bulkinsert.h"
#include "tests/models/billing/billedshop.h"

#include <QTest>

#include <malloc.h>
#include <sqlite3.h>

using namespace trunkline;
using namespace trunkline::billing;
using test::BilledShop;

namespace {

const BillingDate firstOfApril(2026, 4, 1);
const BillCycle march{1, {BillingDate(2026, 3, 1), firstOfApril}};

struct Crowd : BilledShop {
    using BilledShop::BilledShop;

    /// Accounts with services each, charged since the first of March; or ended on the 15th of February, and billed to then.
    void add(int accounts, int services, bool ended = false, AccountId known = {})
    {
        const catalogue::Offering sold = catalogue::requireOffering(db(), offering);
        store::Change change(s.context, {QStringLiteral("test"), QStringLiteral("test")});
        QList<std::pair<CustomerId, AccountId>> owners{{buyer, known}};
        if (known.isNull()) {
            owners.clear();
            store::BulkInsert customers(db(), QStringLiteral("INSERT INTO customer (id, number, name, email, phone)"), 5);
            for (int i = 0; i < accounts; ++i) {
                owners.append({change.ids().next<CustomerTag>(), change.ids().next<AccountTag>()});
                customers.add({owners[i].first, QStringLiteral("C-1%1").arg(i, 6, 10, QLatin1Char('0')), QStringLiteral("Customer %1").arg(i), "", ""});
            }
            customers.finish();
            store::BulkInsert rows(db(), QStringLiteral("INSERT INTO account (id, customer_id, number, currency, bill_day, payment_days, street, post_code, city, country, vat_id)"), 11);
            for (int i = 0; i < accounts; ++i)
                rows.add({owners[i].second, owners[i].first, QStringLiteral("A-1%1").arg(i, 6, 10, QLatin1Char('0')), "EUR", 1, 14, "Lindenweg 5", "10115", "Berlin", "DE", ""});
            rows.finish();
        }
        store::BulkInsert serviceRows(db(), QStringLiteral("INSERT INTO service (id, name, customer_id, offering_id, port_id, state)"), 6);
        store::BulkInsert subscriptions(db(), QStringLiteral("INSERT INTO subscription (id, service_id, account_id, offering_id, currency, monthly_price_micros, starts_on, started_ms, ends_on, charged_until)"), 10);
        for (const auto& [ownerId, accountId] : owners)
            for (int k = 0; k < services; ++k) {
                const ServiceId service = change.ids().next<ServiceTag>();
                serviceRows.add({service, QStringLiteral("S-%1").arg(++numbered), ownerId, sold.id, change.ids().next<PortTag>(), ended ? "terminated" : "active"});
                const std::optional<BillingDate> end = ended ? std::optional(BillingDate(2026, 2, 15)) : std::nullopt;
                subscriptions.add({change.ids().next<SubscriptionTag>(), service, accountId, sold.id, "EUR", sold.price.micros, ended ? BillingDate(2026, 1, 1) : BillingDate(2026, 3, 1),
                                   s.clock.now(), end, end});
            }
        serviceRows.finish();
        subscriptions.finish();
        change.commit({QStringLiteral("test.built"), QStringLiteral("test"), QStringLiteral("1"), {}, {}, {}, {}});
    }

    int numbered = 0;
};

/// What SQLite does between construction and destruction. The text of all statements is the same on both engines.
struct Counted {
    explicit Counted(store::Connection& connection) : database(*static_cast<sqlite3* const*>(connection.nativeHandle().constData()))
    {
        sqlite3_trace_v2(database, SQLITE_TRACE_STMT | SQLITE_TRACE_ROW, [](unsigned what, void* mine, void*, void*) {
            ++(what == SQLITE_TRACE_ROW ? static_cast<Counted*>(mine)->rows : static_cast<Counted*>(mine)->statements);
            return 0;
        }, this);
    }
    ~Counted() { sqlite3_trace_v2(database, 0, nullptr, nullptr); }
    sqlite3* database;
    std::int64_t statements = 0;
    std::int64_t rows = 0;
};

struct Counts {
    std::int64_t statements = 0;
    std::int64_t rows = 0;
};

Counts drafted(Crowd& crowd, int lines)
{
    const Counted counted(crowd.db());
    qsizetype found = 0;
    for (const DraftedAccount& each : draftInvoices(crowd.db(), march, firstOfApril))
        found += each.invoice ? each.invoice->lines.size() : 0;
    if (found != lines)
        qFatal("%lld lines instead of %d", static_cast<long long>(found), lines);
    return {counted.statements, counted.rows};
}

/// In use by malloc, large pieces too.
std::int64_t octetsHeld()
{
    const struct mallinfo2 now = ::mallinfo2();
    return std::int64_t(now.uordblks + now.hblkhd);
}

/// The most that drafting so many accounts held at a time, beyond what was held before.
std::int64_t mostHeld(const QString& engine, int accounts)
{
    Crowd crowd(engine);
    crowd.add(accounts, 2);
    std::int64_t before = 0, most = 0;
    for (int round = 0; round < 2; ++round) { // the first one fills what is kept: prepared statements, the database's cache
        before = most = octetsHeld();
        draftEach(crowd.db(), march, firstOfApril, [&](const DraftedAccount&) {
            most = std::max(most, octetsHeld());
            return true;
        });
    }
    return most - before;
}

} // namespace

class ManyLinesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Pains: work that grows with the square of the lines; half a minute for each invoice.
    void statementsAndRowsGrowWithTheLines()
    {
        QList<std::int64_t> statements, rows;
        for (const int services : {1'024, 2'048, 4'096}) { // of one account
            Crowd crowd(QStringLiteral("sqlite"));
            crowd.add(1, services);
            const Counts counted = drafted(crowd, services);
            statements.append(counted.statements);
            rows.append(counted.rows);
        }
        qInfo("statements %lld, %lld, %lld; rows %lld, %lld, %lld", static_cast<long long>(statements[0]), static_cast<long long>(statements[1]), static_cast<long long>(statements[2]),
              static_cast<long long>(rows[0]), static_cast<long long>(rows[1]), static_cast<long long>(rows[2]));
        QVERIFY(statements[2] < 4'096 / 16); // far from one for each line
        QCOMPARE(statements[2] - statements[1], 2 * (statements[1] - statements[0]));
        QCOMPARE(rows[2] - rows[1], 2 * (rows[1] - rows[0]));
        for (const int accounts : {512, 1'024, 2'048}) {
            Crowd crowd(QStringLiteral("sqlite"));
            crowd.add(accounts, 1);
            const Counts counted = drafted(crowd, accounts);
            statements.append(counted.statements);
            rows.append(counted.rows);
        }
        QVERIFY(statements[5] - statements[4] <= 2 * (statements[4] - statements[3]) + 2);
        QVERIFY(rows[5] - rows[4] <= 2 * (rows[4] - rows[3]) + 2);
        QVERIFY(rows[5] < 2'048 * 16);
    }

    // Pain: subscriptions that were cancelled long ago are computed again by each run.
    void whatHasEndedIsNotReadAgain()
    {
        Crowd alone(QStringLiteral("sqlite"));
        alone.add(1, 3);
        const Counts expected = drafted(alone, 3);
        Crowd crowd(QStringLiteral("sqlite"));
        crowd.add(1, 3);
        const AccountId account = customer::accountByNumber(crowd.db(), QStringLiteral("A-1000000"))->id;
        crowd.add(1, 2'000, true, account);
        const Counts counted = drafted(crowd, 3);
        QCOMPARE(counted.statements, expected.statements);
        QCOMPARE(counted.rows, expected.rows);
    }

    // Pain: memory grows with the number of customers. What is held is that of a page of accounts, whatever their number.
    void memoryIsFlatInTheCustomers_data() { test::engineRows(); }
    void memoryIsFlatInTheCustomers()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("A sanitizer keeps what is freed: nothing can be counted here.");
#endif
        QFETCH(QString, engine);
        const std::int64_t few = mostHeld(engine, 512), most = mostHeld(engine, 4'096);
        qInfo("%lld octets of 512 accounts, %lld of 4,096", static_cast<long long>(few), static_cast<long long>(most));
        QVERIFY(few > 100'000); // it does count
        QVERIFY(most < few + few / 4 + 65'536);
    }
};

QTEST_GUILESS_MAIN(ManyLinesTest)
#include "tst_manylines.moc"
