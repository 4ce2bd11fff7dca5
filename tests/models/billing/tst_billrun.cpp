#include "models/core/errors.h"
#include "tests/models/billing/billedshop.h"
#include "tests/support/deadlyclock.h"

#include <QTest>

#include <sys/wait.h>

using namespace trunkline;
using namespace trunkline::billing;
using test::BilledShop;

namespace {

const BillCycle march{1, {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}};
const BillingDate firstOfApril(2026, 4, 1);

Money eur(const char* amount)
{
    return Money::parse(QString::fromLatin1(amount), Currency::parse(u"EUR"));
}

/// The document without what posting adds.
Invoice asDraft(Invoice invoice)
{
    invoice.id = {};
    invoice.number.clear();
    invoice.runId = {};
    for (InvoiceLine& line : invoice.lines)
        line.id = {};
    return invoice;
}

template <class Doing>
QString refusalOf(Doing doing)
{
    try {
        doing();
    } catch (const Error& error) {
        return error.sentence();
    }
    return QStringLiteral("(not refused)");
}

} // namespace

class BillRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Fibre 100 from the 10th, an outage of 302 minutes where 240 are allowed: to the cent.
    void theMonthOfTheOutage_data() { test::engineRows(); }
    void theMonthOfTheOutage()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.clockTo("2026-03-09T23:30:00Z"); // the 10th in Berlin
        const auto service = shop.connectService(0);
        shop.clockTo("2026-03-17T13:00:00Z");
        QCOMPARE(shop.outage(service, 302).size(), 1);
        shop.clockTo("2026-04-01T06:00:00Z");

        const auto preview = previewBillRun(test::withRole(access::Role::BillingClerk), shop.db(), march, firstOfApril);
        QCOMPARE(preview.size(), 1);
        const auto result = BillRunService(shop.s.context).post(test::withRole(access::Role::BillingManager), march, firstOfApril);
        QCOMPARE(result.invoices.size(), 1);
        const Invoice& posted = result.invoices.first();
        QCOMPARE(asDraft(posted), *preview.first().invoice);

        QCOMPARE(posted.number, QStringLiteral("INV-2026-000001"));
        QCOMPARE(posted.issuedOn, firstOfApril);
        QCOMPARE(posted.dueOn, BillingDate(2026, 4, 15));
        QCOMPARE(posted.lines.size(), 2);
        const InvoiceLine& recurring = posted.lines[0];
        QCOMPARE(recurring.text, QStringLiteral("Fibre 100"));
        QCOMPARE(recurring.quantity, (Quantity{22, 31}));
        QCOMPARE(*recurring.period, (BillingPeriod{BillingDate(2026, 3, 10), firstOfApril}));
        QCOMPARE(recurring.net, eur("34.77")); // 49.00 × 22/31 = 34.774…
        QCOMPARE(store::journalEntry(shop.db(), *recurring.cause)->kind, QStringLiteral("subscription.started"));
        const InvoiceLine& credit = posted.lines[1];
        QCOMPARE(credit.net, eur("-9.80")); // two started hours beyond four: 20 % of 49.00
        QCOMPARE(credit.quantity, (Quantity{-1, 1}));
        for (const char* word : {"SVC-000001", "17/03/2026 14:00", "17/03/2026 19:02", "5", "4", "20"})
            QVERIFY2(credit.detail.contains(QLatin1String(word)), qPrintable(credit.detail));
        QCOMPARE(store::journalEntry(shop.db(), *credit.cause)->kind, QStringLiteral("credit.granted"));
        QCOMPARE(posted.net, eur("24.97"));
        QCOMPARE(posted.taxes, QList({TaxTotal{1900, eur("24.97"), eur("4.74")}})); // 4.7443
        QCOMPARE(posted.gross, eur("29.71"));
        QCOMPARE(balanceOf(shop.db(), shop.account, posted.net.currency), eur("29.71"));

        // Read back, and the same in the journal.
        QCOMPARE(invoice(shop.db(), posted.id), std::optional(posted));
        QCOMPARE(invoiceByNumber(shop.db(), posted.number), std::optional(posted));
        QCOMPARE(invoicesOfCustomer(shop.db(), shop.buyer).size(), 1);
        const auto entry = store::journalBySourceKey(shop.db(), QStringLiteral("invoice:INV-2026-000001"));
        QCOMPARE(invoiceFrom(entry->after.object()), posted);
        QCOMPARE(store::journalEntry(shop.db(), *entry->cause)->kind, QStringLiteral("billrun.started"));

        // A second run adds nothing.
        const auto again = BillRunService(shop.s.context).post(test::administrator(), march, firstOfApril);
        QCOMPARE(again.invoices.size(), 0);
        QCOMPARE(again.run.state, BillRunState::Finished);
        QVERIFY(draftInvoices(shop.db(), march, firstOfApril).isEmpty());
        QCOMPARE(invoices(shop.db()).size(), 1);
        QVERIFY(!store::firstBrokenEntry(shop.db()));
    }

    void theNextMonthIsWhole_data() { test::engineRows(); }
    void theNextMonthIsWhole()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.clockTo("2026-03-10T09:00:00Z");
        const auto service = shop.connectService(0);
        BillRunService runs(shop.s.context);
        shop.clockTo("2026-04-01T06:00:00Z");
        runs.post(test::administrator(), march, firstOfApril);
        shop.clockTo("2026-04-20T06:00:00Z");
        SubscriptionService(shop.s.context).end(shop.flow, service.id, BillingDate(2026, 5, 15), {}, QStringLiteral("end"));
        const BillCycle may = cycleEndedBy(BillingDate(2026, 6, 1), 1);
        const auto result = runs.post(test::administrator(), may, BillingDate(2026, 6, 1)); // April was left out: it is caught up
        QCOMPARE(result.invoices.size(), 1);
        QCOMPARE(result.invoices.first().lines.size(), 2);
        QCOMPARE(result.invoices.first().lines[0].net, eur("49.00"));
        QCOMPARE(result.invoices.first().lines[0].quantity, (Quantity{1, 1}));
        QCOMPARE(result.invoices.first().lines[1].net, eur("23.71")); // 49.00 × 15/31 = 23.709…
        QCOMPARE(result.invoices.first().number, QStringLiteral("INV-2026-000002"));
        QVERIFY(draftInvoices(shop.db(), cycleEndedBy(BillingDate(2026, 9, 1), 1), BillingDate(2026, 9, 1)).isEmpty());
    }

    // Credits that are more than the charges: the customer gets a credit note of its own series.
    void creditsBeyondCharges_data() { test::engineRows(); }
    void creditsBeyondCharges()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.clockTo("2026-03-30T20:00:00Z");
        const auto service = shop.connectService(0);
        shop.outage(service, 302);
        shop.clockTo("2026-04-01T06:00:00Z");
        const auto result = BillRunService(shop.s.context).post(test::administrator(), march, firstOfApril);
        QCOMPARE(result.invoices.first().kind, DocumentKind::CreditNote);
        QCOMPARE(result.invoices.first().number, QStringLiteral("CN-2026-000001"));
        QCOMPARE(result.invoices.first().net, eur("-6.64")); // 49.00 × 2/31 = 3.161…, less 9.80
        QCOMPARE(result.invoices.first().tax, eur("-1.26"));
        QCOMPARE(balanceOf(shop.db(), shop.account, Currency::parse(u"EUR")), eur("-7.90"));
    }

    void anAccountThatFailsIsParked_data() { test::engineRows(); }
    void anAccountThatFailsIsParked()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        auto homeless = test::accountDraft();
        homeless.street.clear();
        const AccountId bad = shop.newAccount(QStringLiteral("Anna Klein"), homeless);
        const AccountId good = shop.newAccount(QStringLiteral("Ben Gross"));
        shop.connectService(0);
        shop.connectService(1, bad);
        shop.connectService(2, good);
        shop.newAccount(QStringLiteral("Carla without services"));
        shop.clockTo("2026-04-01T06:00:00Z");
        BillRunService runs(shop.s.context);
        const auto preview = draftInvoices(shop.db(), march, firstOfApril);
        QCOMPARE(preview.size(), 3);
        QCOMPARE(totalsOf(preview), QList({CurrencyTotal{Currency::parse(u"EUR"), 2, eur("98.00"), eur("18.62"), eur("116.62")}}));
        const auto result = runs.post(test::administrator(), march, firstOfApril);
        QCOMPARE(result.progress, (BillRunProgress{4, 4, 2, 1}));
        QCOMPARE(result.invoices[1].number, QStringLiteral("INV-2026-000002"));
        const auto parked = parkedAccounts(shop.db(), result.run.id);
        QCOMPARE(parked.size(), 1);
        QCOMPARE(parked.first().accountId, bad);
        QVERIFY2(parked.first().reason.contains(QLatin1String("A-000002")) && parked.first().reason.contains(QLatin1String("address")), qPrintable(parked.first().reason));
        QCOMPARE(store::journalOf(shop.db(), QStringLiteral("account"), bad.toString()).last().kind, QStringLiteral("account.parked"));

        customer::CustomerService(shop.s.context).changeAccount(test::administrator(), bad, test::accountDraft());
        const auto second = runs.post(test::administrator(), march, firstOfApril);
        QCOMPARE(second.progress, (BillRunProgress{4, 4, 1, 0}));
        QCOMPARE(second.invoices.first().number, QStringLiteral("INV-2026-000003"));
        QCOMPARE(second.invoices.first().buyer.street, QStringLiteral("Lindenweg 5"));
        QCOMPARE(billRuns(shop.db()).size(), 2);
    }

    void aStoppedRunKeepsWhatItPosted_data() { test::engineRows(); }
    void aStoppedRunKeepsWhatItPosted()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        for (int i = 1; i < 4; ++i)
            shop.connectService(i, shop.newAccount(QStringLiteral("Customer %1").arg(i)));
        shop.clockTo("2026-04-01T06:00:00Z");
        BillRunService runs(shop.s.context);
        QList<int> seen;
        const auto stopped = runs.post(test::administrator(), march, firstOfApril, [&](const BillRunProgress& p) {
            seen.append(p.done);
            return p.posted < 2;
        });
        QCOMPARE(seen, QList({1, 2}));
        QCOMPARE(stopped.run.state, BillRunState::Stopped);
        QCOMPARE(invoices(shop.db()).size(), 2);
        QCOMPARE(draftInvoices(shop.db(), march, firstOfApril).size(), 2);
        const auto rest = runs.post(test::administrator(), march, firstOfApril);
        QCOMPARE(rest.invoices.size(), 2);
        QCOMPARE(rest.invoices.last().number, QStringLiteral("INV-2026-000004"));
        QVERIFY(refusalOf([&] { runs.end(test::administrator(), rest.run, BillRunState::Stopped); }).contains(QLatin1String("over already")));
    }

    // Killed with SIGKILL again and again, anywhere, also in the middle of a transaction: the invoices
    // are those of a run that nothing disturbed.
    void killedAnywhere_data() { test::engineRows(); }
    void killedAnywhere()
    {
        QFETCH(QString, engine);
        const auto build = [&](BilledShop& shop) {
            const auto service = shop.connectService(0);
            auto homeless = test::accountDraft();
            homeless.city.clear();
            shop.connectService(1, shop.newAccount(QStringLiteral("Parked"), homeless));
            for (int i = 2; i < 5; ++i)
                shop.connectService(i, shop.newAccount(QStringLiteral("Customer %1").arg(i)));
            shop.clockTo("2026-03-17T13:00:00Z");
            shop.outage(service, 302);
            shop.clockTo("2026-04-01T06:00:00Z");
        };
        const auto numbered = [](const QList<InvoiceSummary>& list, store::Connection& db) {
            QMap<QString, Invoice> documents;
            for (const InvoiceSummary& each : list)
                documents.insert(each.number, *invoice(db, each.id));
            return documents;
        };
        const auto comparable = [](const QMap<QString, Invoice>& documents) {
            QStringList texts;
            for (auto it = documents.cbegin(); it != documents.cend(); ++it) {
                QStringList lines;
                for (const InvoiceLine& line : it->lines)
                    lines.append(line.text + u'|' + line.detail + u'|' + quantityText(line.quantity) + u'|' + line.net.toPlainString());
                texts.append(it.key() + u'|' + it->buyer.name + u'|' + it->issuedOn.toIso() + u'|' + it->gross.toPlainString() + u'|' + lines.join(u';'));
            }
            return texts;
        };
        BilledShop calm(engine);
        build(calm);
        BillRunService(calm.s.context).post(test::administrator(), march, firstOfApril);
        const QStringList expected = comparable(numbered(invoices(calm.db()), calm.db()));
        QCOMPARE(expected.size(), 4);

        BilledShop shop(engine);
        build(shop);
        const Timestamp now = shop.s.clock.now();
        shop.s.connection.reset(); // no connection may live through a fork
        int killed = 0;
        for (int questions = 1; questions < 500; ++questions) {
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                try {
                    // The day after for those that come later: a run that goes on keeps its date.
                    const test::DeadlyClock clock(now.plusMs(questions > 5 ? 86'400'000 : 0), questions);
                    IdSource ids(clock, quint64(questions));
                    const auto connection = store::Connection::open(shop.s.url);
                    store::Context context{*connection, clock, ids};
                    BillRunService(context).post(test::administrator(), march, questions > 5 ? firstOfApril.plusDays(1) : firstOfApril);
                } catch (const Error& error) {
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
        QVERIFY(killed >= 10);
        shop.s.connection = store::Connection::open(shop.s.url);
        QCOMPARE(comparable(numbered(invoices(*shop.s.connection), *shop.s.connection)), expected);
        QVERIFY(!store::firstBrokenEntry(*shop.s.connection));
        QCOMPARE(billRuns(*shop.s.connection).size(), 1);
        QCOMPARE(billRuns(*shop.s.connection).first().state, BillRunState::Finished);
    }

    void whatIsPostedStays_data() { test::engineRows(); }
    void whatIsPostedStays()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        shop.clockTo("2026-04-01T06:00:00Z");
        const Invoice posted = BillRunService(shop.s.context).post(test::administrator(), march, firstOfApril).invoices.first();
        for (const char* sql : {"UPDATE invoice SET gross_minor = 1", "DELETE FROM invoice", "UPDATE invoice_line SET net_minor = 1", "DELETE FROM invoice_line",
                                "UPDATE invoice SET document_json = '{}'"}) {
            const QString failure = refusalOf([&] { shop.db().exec(QString::fromLatin1(sql)); });
            QVERIFY2(failure.contains(QLatin1String("a posted invoice is never")), qPrintable(failure));
        }
        QCOMPARE(invoice(shop.db(), posted.id), std::optional(posted));

        // The same charge can't be on a second invoice, whoever writes it.
        Invoice forged = posted;
        forged.number = QStringLiteral("INV-2026-000999");
        forged.id = shop.s.ids.next<InvoiceTag>();
        forged.lines[0].id = shop.s.ids.next<InvoiceLineTag>();
        QVERIFY_THROWS_EXCEPTION(StoreFailure, insertInvoice(shop.db(), forged));
    }

    void seriesAndRefusals_data() { test::engineRows(); }
    void seriesAndRefusals()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        shop.clockTo("2027-01-04T06:00:00Z");
        BillRunService runs(shop.s.context);
        const BillingDate today(2027, 1, 4);
        const BillCycle december = cycleEndedBy(today, 1);
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, runs.post(test::withRole(access::Role::BillingClerk), december, today));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, previewBillRun(test::withRole(access::Role::NocOperator), shop.db(), december, today));
        const QString early = refusalOf([&] { runs.post(test::administrator(), march, BillingDate(2026, 3, 31)); });
        QVERIFY2(early.contains(QLatin1String("2026-04-01")), qPrintable(early));

        BillingSettings settings;
        settings.invoiceSeries = QStringLiteral("RE");
        settings.localeName = QStringLiteral("de_DE");
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, changeBillingSettings(shop.s.context, test::withRole(access::Role::BillingManager), settings));
        changeBillingSettings(shop.s.context, test::administrator(), settings);
        QCOMPARE(billingSettings(shop.db()), settings);
        for (const auto& spoil : QList<std::function<void(BillingSettings&)>>{[](auto& s) { s.invoiceSeries = QStringLiteral("inv 1"); },
                 [](auto& s) { s.creditNoteSeries = s.invoiceSeries; }, [](auto& s) { s.localeName = QStringLiteral("xx"); }}) {
            BillingSettings wrong = settings;
            spoil(wrong);
            QVERIFY_THROWS_EXCEPTION(InvalidInput, changeBillingSettings(shop.s.context, test::administrator(), wrong));
        }
        const auto result = runs.post(test::administrator(), december, today);
        QCOMPARE(result.invoices.first().number, QStringLiteral("RE-2027-000001"));
        QCOMPARE(result.invoices.first().lines.size(), 10); // ten months were left out
        QCOMPARE(result.invoices.first().localeName, QStringLiteral("de_DE"));
    }

    void subscriptions_data() { test::engineRows(); }
    void subscriptions()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.clockTo("2026-03-09T23:30:00Z");
        const auto service = shop.connectService(0);
        SubscriptionService subscriptions(shop.s.context);
        const auto running = subscriptionOfService(shop.db(), service.id);
        QVERIFY(running);
        QCOMPARE(running->startsOn, BillingDate(2026, 3, 10));
        QCOMPARE(running->startedAt, *service.activatedAt);
        QCOMPARE(running->accountId, shop.account);
        QCOMPARE(running->price, UnitPrice::parse(u"49", Currency::parse(u"EUR")));
        const std::int64_t end = store::journalEnd(shop.db());
        const auto again = subscriptions.start(shop.flow, service, *service.activatedAt, {}, QStringLiteral("started:%1").arg(service.id.toString()));
        QCOMPARE(again.kind, QStringLiteral("subscription.started"));
        QCOMPARE(store::journalEnd(shop.db()), end); // a repeated step changes nothing
        QVERIFY(refusalOf([&] { subscriptions.start(shop.flow, service, *service.activatedAt); }).contains(QLatin1String("SVC-000001")));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, subscriptions.start(test::withRole(access::Role::BillingManager), service, *service.activatedAt));
        inventory::Service stranger = service;
        stranger.id = shop.s.ids.next<ServiceTag>();
        QVERIFY_THROWS_EXCEPTION(NotFound, subscriptions.start(shop.flow, stranger, *service.activatedAt));
        QVERIFY_THROWS_EXCEPTION(NotFound, subscriptions.end(shop.flow, stranger.id, BillingDate(2026, 5, 1)));

        shop.clockTo("2026-04-01T06:00:00Z");
        BillRunService(shop.s.context).post(test::administrator(), march, firstOfApril);
        QVERIFY(refusalOf([&] { subscriptions.end(shop.flow, service.id, BillingDate(2026, 3, 20)); }).contains(QLatin1String("2026-03-31")));
        subscriptions.end(shop.flow, service.id, BillingDate(2026, 3, 31));
        QCOMPARE(subscriptionOfService(shop.db(), service.id)->endsOn, std::optional(firstOfApril));
    }
};

QTEST_GUILESS_MAIN(BillRunTest)
#include "tst_billrun.moc"
