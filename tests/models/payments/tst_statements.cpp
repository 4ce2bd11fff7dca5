#include "tests/models/payments/paidshop.h"

#include "models/payments/bankcodes.h"
#include "models/payments/bankstore.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::payments;
using test::BankMovement;
using test::camt;
using test::eur;
using test::PaidShop;
using test::refusalOf;

namespace {

ProposedLine proposed(PaidShop& shop, int index = 0)
{
    return proposedLines(shop.db()).at(index);
}

void accept(PaidShop& shop, const ProposedLine& line)
{
    StatementService(shop.s.context).accept(test::withRole(access::Role::BillingClerk), line.line.id, line.proposal);
}

} // namespace

class StatementsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importsOnce_data() { test::engineRows(); }
    void importsOnce()
    {
        QFETCH(QString, engine);
        PaidShop shop(engine);
        shop.connectService(0);
        const auto invoice = shop.billMarch().first();
        const QByteArray file = camt({{QStringLiteral("58.31"), QStringLiteral("Rechnung INV 2026 000001, danke"), QStringLiteral("R1")}, {QStringLiteral("12.00"), QStringLiteral("?"), QStringLiteral("R2"), QStringLiteral("Nobody"), QStringLiteral("GB82WEST12345698765432")},
                                      {QStringLiteral("5.00"), {}, {}, QStringLiteral("x"), {}, {}, {}, {}, {}, QStringLiteral("2026-04-07"), QStringLiteral("PDNG")}});
        QVERIFY(refusalOf([&] { shop.importFile(file, test::withRole(access::Role::Auditor)); }).contains(QStringLiteral("record-payments")));
        QCOMPARE(shop.importFile(file), (ImportResult{1, 2, 0, 1}));
        QCOMPARE(shop.importFile(file), (ImportResult{1, 0, 2, 1}));
        // The bank's notification of the same movement, in another message and version.
        QCOMPARE(shop.importFile(camt({{QStringLiteral("58.31"), QStringLiteral("INV-2026-000001"), QStringLiteral("R1")}}, QStringLiteral("camt.054.001.08"), QStringLiteral("N-9"))), (ImportResult{1, 0, 1, 0}));
        QCOMPARE(shop.ledgerOf(ledger::accounts::bank), eur("70.31"));
        QCOMPARE(shop.ledgerOf(ledger::accounts::suspense), eur("-70.31"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());
        QVERIFY(refusalOf([&] { shop.importFile(camt({{QStringLiteral("1.00")}}, QStringLiteral("camt.052.001.08"))); }).contains(QStringLiteral("interim report")));

        const auto lines = proposedLines(shop.db());
        QCOMPARE(lines.size(), 2);
        const auto found = std::find_if(lines.begin(), lines.end(), [](const ProposedLine& l) { return l.proposal.kind == ProposalKind::Payment; });
        QVERIFY(found != lines.end());
        QCOMPARE(found->proposal.confidence, Confidence::Sure);
        QCOMPARE(found->proposal.allocations, QList({Allocation{{invoice.id, {}}, eur("58.31")}}));
        QVERIFY(found->proposal.reasons.first().contains(QStringLiteral("INV-2026-000001")));
        accept(shop, *found);
        QVERIFY(refusalOf([&] { accept(shop, *found); }).contains(QStringLiteral("dealt with already")));
        QCOMPARE(shop.open(invoice.id), eur("0.00"));
        // Nobody's money: a person says what it is.
        const auto other = proposed(shop);
        QCOMPARE(other.proposal.kind, ProposalKind::None);
        QVERIFY(refusalOf([&] { accept(shop, other); }).contains(QStringLiteral("whose payment")));
        StatementService service(shop.s.context);
        QVERIFY(refusalOf([&] { service.setAside(test::administrator(), other.line.id, QStringLiteral("assets:receivable:invoices"), QStringLiteral("x")); }).contains(QStringLiteral("for customers")));
        service.setAside(test::withRole(access::Role::BillingClerk), other.line.id, QStringLiteral("income:other"), QStringLiteral("Interest of the bank"));
        QCOMPARE(shop.ledgerOf(ledger::accounts::suspense), eur("0.00"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());
        // The payer's bank account is known from now on.
        QCOMPARE(matchingFacts(shop.db()).payers.value(QStringLiteral("DE89370400440532013000")), shop.account);
    }

    void aFileIsTakenWholeOrNotAtAll()
    {
        PaidShop shop(QStringLiteral("sqlite"));
        QByteArray file = camt({{QStringLiteral("1.00"), {}, QStringLiteral("A")}, {QStringLiteral("2.00"), {}, QStringLiteral("B")}});
        file.replace("2.00", "two");
        QVERIFY(refusalOf([&] { shop.importFile(file); }).contains(QStringLiteral("two")));
        QVERIFY(bankLines(shop.db()).isEmpty());
        QVERIFY(ledger::trialBalance(shop.db()).isEmpty());
    }

    void proposals_data()
    {
        QTest::addColumn<QString>("amount");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("iban");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("confidence");
        QTest::addColumn<int>("parts");
        const QString known = QStringLiteral("DE02120300000000202051"); // the first account's mandate
        const QString stranger = QStringLiteral("GB82WEST12345698765432");
        QTest::newRow("the number in the text") << "58.31" << "for inv2026000001." << "" << stranger << "payment" << "sure" << 1;
        QTest::newRow("both numbers") << "116.62" << "INV-2026-000001 INV-2026-000003" << "" << stranger << "payment" << "sure" << 2;
        QTest::newRow("a longer number is another one") << "1.00" << "INV-2026-0000019" << "" << stranger << "none" << "none" << 0;
        QTest::newRow("the creditor reference") << "58.31" << "" << creditorReference(QStringLiteral("INV-2026-000002")) << stranger << "payment" << "sure" << 1;
        QTest::newRow("the number, another amount") << "50.00" << "INV-2026-000001" << "" << stranger << "payment" << "likely" << 1;
        QTest::newRow("the payer's account and an amount") << "58.31" << "thank you" << "" << known << "payment" << "likely" << 1;
        QTest::newRow("the payer's account, all that is open") << "116.62" << "thank you" << "" << known << "payment" << "likely" << 2;
        QTest::newRow("the payer's account only") << "30.00" << "thank you" << "" << known << "payment" << "possible" << 1;
        QTest::newRow("an amount that several have") << "58.31" << "" << "" << stranger << "none" << "none" << 0;
        QTest::newRow("money that leaves") << "-58.31" << "INV-2026-000001" << "" << known << "none" << "none" << 0;
    }
    // Three invoices over 58.31: two of the first account, one of another.
    void proposals()
    {
        QFETCH(QString, amount);
        QFETCH(QString, text);
        QFETCH(QString, reference);
        QFETCH(QString, iban);
        PaidShop shop(QStringLiteral("sqlite"));
        const AccountId second = shop.newAccount(QStringLiteral("Other"));
        shop.connectService(0);
        shop.connectService(1, second);
        shop.billMarch();
        shop.clockTo("2026-05-01T06:00:00Z");
        billing::BillRunService(shop.s.context).post(test::administrator(), {1, {BillingDate(2026, 4, 1), BillingDate(2026, 5, 1)}}, BillingDate(2026, 5, 1));
        Mandate mandate;
        mandate.accountId = shop.account;
        mandate.debtorName = QStringLiteral("Öz");
        mandate.iban = QStringLiteral("DE02120300000000202051");
        mandate.signedOn = BillingDate(2026, 3, 1);
        DirectDebitService(shop.s.context).sign(test::administrator(), mandate);
        shop.importFile(camt({{amount, text, QStringLiteral("R"), QStringLiteral("Öz"), iban, {}, reference}}));
        const auto line = proposed(shop);
        QTEST(nameOf(line.proposal.kind), "kind");
        QTEST(nameOf(line.proposal.confidence), "confidence");
        QTEST(int(line.proposal.allocations.size()), "parts");
        if (line.proposal.kind == ProposalKind::Payment) {
            QVERIFY(!line.proposal.reasons.isEmpty());
            accept(shop, line);
        }
        QCOMPARE(shop.wrongInTheBooks(), QStringList());
    }

    // A closed month: the bank's movement of it is posted on the first open day.
    void movementsOfClosedMonths()
    {
        PaidShop shop(QStringLiteral("sqlite"));
        shop.clockTo("2026-05-02T06:00:00Z");
        ledger::LedgerService(shop.s.context).closeMonth(test::administrator(), BillingDate(2026, 4, 1));
        shop.importFile(camt({{QStringLiteral("10.00"), {}, QStringLiteral("R")}}));
        QCOMPARE(ledger::linesOf(shop.db(), QString::fromLatin1(ledger::accounts::bank), eur("0").currency).first().dated, BillingDate(2026, 5, 1));
        auto line = proposed(shop);
        line.proposal = {ProposalKind::Payment, Confidence::Sure, shop.account, {}, {}, {}};
        accept(shop, line);
        QCOMPARE(creditOf(shop.db(), shop.account, eur("0").currency), eur("10.00"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());
    }
};

QTEST_GUILESS_MAIN(StatementsTest)
#include "tst_statements.moc"
