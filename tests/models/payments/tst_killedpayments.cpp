// The program is killed (SIGKILL) while it works on a month of payments and started again, after every single transaction, and at questions for the time on
// its way (in the middle of one): the books are what they are without a death. Nothing is paid, collected, dunned or posted twice.

#include "tests/models/payments/paidshop.h"
#include "tests/support/deadlyclock.h"

#include "models/ledger/ledgerexport.h"

#include <QTest>

#include <sys/wait.h>

using namespace trunkline;
using namespace trunkline::payments;
using test::BankMovement;
using test::eur;
using test::PaidShop;

namespace {

bool isFinished(store::Connection& connection, const char* runs)
{
    return connection.row(QStringLiteral("SELECT 1 AS one FROM %1 WHERE state = 'finished'").arg(QLatin1String(runs))).has_value();
}

/// The month's work; each step looks at what is there, as people do after a restart.
void work(store::Context& context, const QByteArray& file)
{
    const auto manager = test::administrator();
    const billing::BillCycle march{1, {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}};
    if (!isFinished(context.connection, "bill_run"))
        billing::BillRunService(context).post(manager, march, BillingDate(2026, 4, 1));
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    StatementService statements(context);
    statements.import(manager, buffer, QStringLiteral("april.xml"));
    for (const ProposedLine& line : proposedLines(context.connection))
        if (line.proposal.kind != ProposalKind::None)
            statements.accept(manager, line.line.id, line.proposal);
    const auto open = itemNumbered(context.connection, QStringLiteral("INV-2026-000002"));
    PaymentService(context).record(manager, {open->accountId, PaymentMethod::Cash, BillingDate(2026, 5, 15), eur("10.00")}, QStringLiteral("receipt:1"));
    DirectDebitService(context).order(manager, BillingDate(2026, 6, 30));
    if (!isFinished(context.connection, "dunning_run"))
        DunningService(context).post(manager, BillingDate(2026, 5, 31));
    ledger::LedgerService(context).recognise(manager, BillingDate(2026, 4, 1));
}

/// What counts of the books: no identifiers.
QStringList booksOf(store::Connection& connection)
{
    QStringList lines;
    for (const auto& each : ledger::trialBalance(connection))
        lines.append(QStringLiteral("%1 %2 %3").arg(each.account, each.debit.toPlainString(), each.credit.toPlainString()));
    for (const OpenItem& item : openItems(connection))
        lines.append(QStringLiteral("%1 %2").arg(item.number, item.open.toPlainString()));
    for (const char* table : {"payment", "settlement", "bank_line", "direct_debit", "dunning_notice", "dunning_charge", "ledger_posting"})
        lines.append(QStringLiteral("%1 %2").arg(QLatin1String(table)).arg(connection.row(QStringLiteral("SELECT COUNT(*) AS n FROM %1").arg(QLatin1String(table)))->integer("n")));
    return lines;
}

} // namespace

class KilledPaymentsTest : public QObject {
    Q_OBJECT

    static void prepare(PaidShop& shop)
    {
        const AccountId second = shop.newAccount(QStringLiteral("Other"));
        const AccountId third = shop.newAccount(QStringLiteral("Third"));
        shop.connectService(0);
        shop.connectService(1, second);
        shop.connectService(2, third);
        PaymentSettings settings;
        settings.creditorId = QStringLiteral("DE98ZZZ09999999999");
        changePaymentSettings(shop.s.context, test::administrator(), settings);
        Mandate mandate;
        mandate.accountId = third;
        mandate.debtorName = QStringLiteral("Third");
        mandate.iban = QStringLiteral("DE89370400440532013000");
        mandate.signedOn = BillingDate(2026, 3, 1);
        DirectDebitService(shop.s.context).sign(test::administrator(), mandate);
        shop.clockTo("2026-05-31T06:00:00Z");
    }

private Q_SLOTS:
    void nothingIsDoneTwice_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<bool>("afterEachCommit");
        for (const char* engine : {"sqlite", "postgresql"}) {
            QTest::addRow("%s, after each transaction", engine) << QString::fromLatin1(engine) << true;
            QTest::addRow("%s, in the middle", engine) << QString::fromLatin1(engine) << false;
        }
    }
    void nothingIsDoneTwice()
    {
        QFETCH(QString, engine);
        QFETCH(bool, afterEachCommit);
        const QByteArray file = test::camt({{QStringLiteral("58.31"), QStringLiteral("INV-2026-000001"), QStringLiteral("R1")}, {QStringLiteral("7.00"), QStringLiteral("?"), QStringLiteral("R2"), QStringLiteral("Nobody"), QStringLiteral("GB82WEST12345698765432")}});
        QStringList expected;
        {
            PaidShop shop(engine);
            prepare(shop);
            work(shop.s.context, file);
            expected = booksOf(shop.db());
            QCOMPARE(checkBooks(shop.db()), QStringList());
        }
        PaidShop shop(engine);
        prepare(shop);
        const Timestamp at = shop.s.clock.now();
        const auto url = shop.s.url;
        shop.s.connection.reset(); // no connection may live through a fork
        int deaths = 0;
        for (int questions = 1;; ++questions) {
            const pid_t child = ::fork();
            if (child == 0) {
                test::DeadlyClock clock(at, afterEachCommit ? 0 : questions);
                IdSource ids(clock);
                const auto connection = store::Connection::open(url);
                store::Context context{*connection, clock, ids};
                if (afterEachCommit)
                    context.committed = [](const store::JournalEntry&) { ::kill(::getpid(), SIGKILL); };
                work(context, file);
                ::_exit(0);
            }
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            if (WIFEXITED(status)) {
                QCOMPARE(WEXITSTATUS(status), 0);
                break;
            }
            QCOMPARE(WTERMSIG(status), SIGKILL);
            ++deaths;
            QVERIFY(deaths < 2'000);
        }
        qInfo("%d deaths", deaths);
        QVERIFY(deaths > (afterEachCommit ? 10 : 5));
        const auto after = store::Connection::open(url);
        QCOMPARE(booksOf(*after), expected);
        QCOMPARE(checkBooks(*after), QStringList());
        QVERIFY(!store::firstBrokenEntry(*after));
    }
};

QTEST_GUILESS_MAIN(KilledPaymentsTest)
#include "tst_killedpayments.moc"
