#include "models/ledger/ledgerexport.h"
#include "tests/models/payments/paidshop.h"
#include "tests/support/hledger.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::payments;
using test::eur;
using test::PaidShop;
using test::refusalOf;

namespace {

PaymentDraft paid(AccountId account, const char* amount, BillingDate on = BillingDate(2026, 4, 1))
{
    return {account, PaymentMethod::Transfer, on, eur(amount)};
}

} // namespace

class PaymentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Fibre 100 for March: 49.00 net, 58.31 gross.
    void aPaymentSettlesTheInvoice_data() { test::engineRows(); }
    void aPaymentSettlesTheInvoice()
    {
        QFETCH(QString, engine);
        PaidShop shop(engine);
        shop.connectService(0);
        const auto invoice = shop.billMarch().first();
        QCOMPARE(invoice.gross, eur("58.31"));
        PaymentService payments(shop.s.context);
        const auto clerk = test::withRole(access::Role::BillingClerk);
        QVERIFY(refusalOf([&] { payments.record(test::withRole(access::Role::CustomerService), paid(shop.account, "58.31")); }).contains(QStringLiteral("record-payments")));
        QVERIFY(refusalOf([&] { payments.record(clerk, paid(shop.account, "0.00")); }).contains(QStringLiteral("above zero")));
        QVERIFY(refusalOf([&] { payments.record(clerk, paid(shop.account, "1.00", BillingDate(2026, 4, 2))); }).contains(QStringLiteral("until today")));

        // In parts.
        const Payment first = payments.record(clerk, paid(shop.account, "20.00"), QStringLiteral("receipt:7"));
        QCOMPARE(first.number, QStringLiteral("PAY-000001"));
        QCOMPARE(payments.record(clerk, paid(shop.account, "20.00"), QStringLiteral("receipt:7")), first); // again adds nothing
        QCOMPARE(shop.open(invoice.id), eur("38.31"));
        payments.record(clerk, paid(shop.account, "38.31"));
        QCOMPARE(shop.open(invoice.id), eur("0.00"));
        QVERIFY(openItems(shop.db()).isEmpty());
        QCOMPARE(shop.owed(), eur("0.00"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());

        // Too much is credit, which the next invoice takes.
        payments.record(clerk, paid(shop.account, "100.00"));
        QCOMPARE(creditOf(shop.db(), shop.account, invoice.gross.currency), eur("100.00"));
        QCOMPARE(shop.owed(), eur("-100.00"));
        shop.clockTo("2026-05-01T06:00:00Z");
        const auto next = billing::BillRunService(shop.s.context).post(test::administrator(), {1, {BillingDate(2026, 4, 1), BillingDate(2026, 5, 1)}}, BillingDate(2026, 5, 1)).invoices.first();
        QCOMPARE(payments.allocate(clerk, shop.account), next.gross);
        QCOMPARE(shop.open(next.id), eur("0.00"));
        QCOMPARE(creditOf(shop.db(), shop.account, invoice.gross.currency), eur("100.00") - next.gross);
        QVERIFY(payments.allocate(clerk, shop.account).isZero());

        // Back it goes: open again, and the amount is credit.
        payments.unallocate(clerk, first.id);
        QCOMPARE(shop.open(invoice.id), eur("20.00"));
        QVERIFY(refusalOf([&] { payments.unallocate(clerk, first.id); }).contains(QStringLiteral("settles nothing")));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());

        const auto statement = accountStatement(shop.db(), shop.account, invoice.gross.currency);
        QCOMPARE(statement.size(), 5); // two invoices, three payments
        QCOMPARE(statement.last().balance, shop.owed());
        QCOMPARE(store::journalEntry(shop.db(), statement.first().entry)->kind, QStringLiteral("invoice.posted"));
    }

    void creditGoesBack()
    {
        PaidShop shop(QStringLiteral("sqlite"));
        PaymentService payments(shop.s.context);
        payments.record(test::administrator(), paid(shop.account, "30.00", BillingDate(2026, 3, 1)));
        const QString iban = QStringLiteral("DE89370400440532013000");
        QVERIFY(refusalOf([&] { payments.refund(test::withRole(access::Role::BillingClerk), shop.account, eur("10.00"), QStringLiteral("Öz"), iban, QStringLiteral("paid twice")); }).contains(QStringLiteral("send-payments")));
        QVERIFY(refusalOf([&] { payments.refund(test::administrator(), shop.account, eur("30.01"), QStringLiteral("Öz"), iban, QStringLiteral("paid twice")); }).contains(QStringLiteral("30")));
        QVERIFY(refusalOf([&] { payments.refund(test::administrator(), shop.account, eur("10.00"), QStringLiteral("Öz"), iban, QString()); }).contains(QStringLiteral("reason")));
        const Payment refund = payments.refund(test::withRole(access::Role::BillingManager), shop.account, eur("10.00"), QStringLiteral("Öz"), iban, QStringLiteral("paid twice"));
        QCOMPARE(refund.amount, eur("-10.00"));
        QCOMPARE(creditOf(shop.db(), shop.account, eur("0").currency), eur("20.00"));
        const auto order = DirectDebitService(shop.s.context).orderRefunds(test::administrator());
        QVERIFY(order && order->file().contains("<InstdAmt Ccy=\"EUR\">10.00</InstdAmt>"));
        QVERIFY(!DirectDebitService(shop.s.context).orderRefunds(test::administrator())); // once
        // The bank shows it.
        shop.importFile(test::camt({{QStringLiteral("-10.00"), refund.number, QStringLiteral("R1"), QStringLiteral("Öz"), iban, refund.number}}));
        const auto line = proposedLines(shop.db()).first();
        QCOMPARE(line.proposal.kind, ProposalKind::Known);
        StatementService(shop.s.context).accept(test::administrator(), line.line.id, line.proposal);
        QCOMPARE(shop.ledgerOf(ledger::accounts::clearing), eur("30.00")); // the payment by hand is not on a statement yet
        QCOMPARE(shop.wrongInTheBooks(), QStringList());
    }

    void writeOffsHaveLimits()
    {
        PaidShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        const auto invoice = shop.billMarch().first();
        PaymentService payments(shop.s.context);
        const auto clerk = test::withRole(access::Role::BillingClerk);
        const ItemRef item{invoice.id, {}};
        QVERIFY(refusalOf([&] { payments.writeOff(clerk, item, eur("1.00"), QStringLiteral(" ")); }).contains(QStringLiteral("reason")));
        payments.writeOff(clerk, item, eur("20.00"), QStringLiteral("goodwill"));
        QVERIFY(refusalOf([&] { payments.writeOff(clerk, item, eur("5.01"), QStringLiteral("goodwill")); }).contains(QStringLiteral("write-off-any"))); // 25.00 of an item in all
        QVERIFY(refusalOf([&] { payments.writeOff(test::administrator(), item, eur("38.32"), QStringLiteral("insolvent")); }).contains(QStringLiteral("38.31")));
        payments.writeOff(test::withRole(access::Role::BillingManager), item, eur("38.31"), QStringLiteral("insolvent"));
        QCOMPARE(shop.open(invoice.id), eur("0.00"));
        QCOMPARE(shop.ledgerOf(ledger::accounts::badDebt), eur("58.31"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());
    }

    void whatWasWrittenStays_data() { test::engineRows(); }
    void whatWasWrittenStays()
    {
        QFETCH(QString, engine);
        PaidShop shop(engine);
        PaymentService(shop.s.context).record(test::administrator(), paid(shop.account, "30.00", BillingDate(2026, 3, 1)));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, shop.db().exec(QStringLiteral("UPDATE payment SET amount_minor = 1")));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, shop.db().exec(QStringLiteral("DELETE FROM payment")));
    }

    // Whatever people do, in whatever order: receivables are the sum of the open documents, and hledger agrees with every balance.
    void theBooksAlwaysHold_data() { test::engineRows(); }
    void theBooksAlwaysHold()
    {
        QFETCH(QString, engine);
        PaidShop shop(engine);
        QList<AccountId> accounts{shop.account};
        for (int i = 0; i < 3; ++i)
            accounts.append(shop.newAccount(QStringLiteral("Customer %1").arg(i)));
        for (int i = 0; i < accounts.size(); ++i)
            shop.connectService(i, accounts[i]);
        shop.billMarch();
        PaymentService payments(shop.s.context);
        const auto seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        int done = 0, refused = 0;
        for (int i = 0; i < 120; ++i) {
            const AccountId account = accounts[int(random() % 4)];
            const Money amount{std::int64_t(1 + random() % 4'000), eur("0").currency};
            const auto items = itemsOf(shop.db(), account);
            const auto known = trunkline::payments::payments(shop.db(), account);
            try {
                switch (random() % 6) {
                case 0:
                case 1: payments.record(test::administrator(), {account, PaymentMethod::Cash, BillingDate(2026, 4, 1), amount}); break;
                case 2: payments.allocate(test::administrator(), account, QList<Allocation>{{items.first().ref, amount}}); break;
                case 3: payments.writeOff(test::administrator(), items.first().ref, {1 + amount.minor / 20, amount.currency}, QStringLiteral("goodwill")); break;
                case 4: payments.refund(test::administrator(), account, amount, QStringLiteral("x"), QStringLiteral("DE89370400440532013000"), QStringLiteral("back")); break;
                default:
                    if (!known.isEmpty())
                        payments.unallocate(test::administrator(), known[qsizetype(random() % std::uint64_t(known.size()))].payment.id);
                }
                ++done;
            } catch (const Error&) {
                ++refused;
            }
            if (i % 20 == 19)
                QCOMPARE(shop.wrongInTheBooks(), QStringList());
        }
        qInfo("%d done, %d refused", done, refused);
        QVERIFY(done > 20 && refused > 0);
        for (const AgeingRow& row : ageing(shop.db(), BillingDate(2026, 5, 1)))
            QCOMPARE(row.total, row.notDue + row.upTo30 + row.upTo60 + row.upTo90 + row.older + row.credit);
        if (!test::hasHledger())
            QSKIP("hledger is not installed");
        const QString path = shop.s.folder.filePath(QStringLiteral("books.journal"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        ledger::writeHledger(shop.db(), file);
        file.close();
        const auto sound = test::hledger(path, {QStringLiteral("check"), QStringLiteral("--strict")});
        QVERIFY2(sound.exitCode == 0, qPrintable(sound.errors));
        const auto theirs = test::hledgerBalances(path);
        for (const AccountId account : accounts) {
            const Money owed = ledger::balanceOf(shop.db(), QString::fromLatin1(ledger::accounts::receivable), eur("0").currency, account);
            const QString name = QStringLiteral("assets:receivable:invoices:") + customer::requireAccount(shop.db(), account).number;
            QCOMPARE(theirs.value(name, QStringLiteral("0.00 EUR")), owed.toPlainString() + QStringLiteral(" EUR"));
        }
    }

    // The check can fail: a document that was not posted, a line that nobody posted.
    void theCheckFindsWhatIsWrong()
    {
        PaidShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        const auto invoice = shop.billMarch().first();
        store::Change change(shop.s.context, {QStringLiteral("test"), QStringLiteral("test")});
        billing::Invoice forged = invoice;
        forged.id = change.ids().next<InvoiceTag>();
        forged.number = QStringLiteral("INV-2026-999999");
        forged.lines.clear();
        billing::insertInvoice(change.connection(), forged);
        change.commit();
        const QStringList wrong = shop.wrongInTheBooks();
        QCOMPARE(wrong.size(), 2);
        QVERIFY(wrong.join(u' ').contains(QStringLiteral("INV-2026-999999")));
    }
};

QTEST_GUILESS_MAIN(PaymentsTest)
#include "tst_payments.moc"
