#include "tests/models/payments/paidshop.h"

#include "models/payments/debitrows.h"
#include "models/payments/pain.h"
#include "tests/support/oracle.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace trunkline;
using namespace trunkline::payments;
using test::eur;
using test::PaidShop;
using test::refusalOf;

namespace {

const QString debtorIban = QStringLiteral("DE89370400440532013000");

Mandate mandateFor(AccountId account, BillingDate signedOn = BillingDate(2026, 3, 1))
{
    Mandate m;
    m.accountId = account;
    m.debtorName = QStringLiteral("Bäckerei Öz");
    m.iban = debtorIban;
    m.signedOn = signedOn;
    return m;
}

Collectable collectable(const QString& number, BillingDate issued, BillingDate due, const Mandate& mandate, int before = 0)
{
    Collectable c{{{InvoiceId(QUuid::createUuidV5(QUuid(), number)), {}}, ItemKind::Invoice, number, mandate.accountId, issued, due, eur("58.31"), eur("58.31"), false}, mandate, before};
    return c;
}

void useCreditorId(PaidShop& shop, const QString& version = QStringLiteral("08"), std::int64_t returnFee = 0)
{
    PaymentSettings settings;
    settings.creditorId = QStringLiteral("DE98ZZZ09999999999");
    settings.painVersion = version;
    settings.returnFeeMinor = returnFee;
    changePaymentSettings(shop.s.context, test::administrator(), settings);
}

QStringList valuesOf(const QByteArray& xml, const char* element)
{
    QStringList values;
    for (auto found = QRegularExpression(QStringLiteral("<%1(?: [^>]*)?>([^<]*)<").arg(QLatin1String(element))).globalMatch(QString::fromUtf8(xml)); found.hasNext();)
        values.append(found.next().captured(1));
    return values;
}

/// Empty when it is valid.
QString schemaErrors(const QByteArray& xml, const QString& schema)
{
    QProcess process;
    process.start(QStringLiteral("xmllint"), {QStringLiteral("--noout"), QStringLiteral("--nonet"), QStringLiteral("--schema"), schema, QStringLiteral("-")});
    process.write(xml);
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000))
        return QStringLiteral("xmllint does not end");
    return process.exitCode() == 0 ? QString() : QString::fromUtf8(process.readAllStandardError());
}

} // namespace

class DirectDebitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dueDates()
    {
        Mandate m = mandateFor({});
        m.id = MandateId(QUuid::createUuid());
        PaymentSettings settings;
        const BillingDate today(2026, 4, 2);
        const auto dueOf = [&](BillingDate issued, BillingDate due) { return planDebits({collectable(QStringLiteral("A"), issued, due, m)}, settings, today, BillingDate(2027, 1, 1)).first().dueOn; };
        QCOMPARE(dueOf(BillingDate(2026, 4, 1), BillingDate(2026, 4, 15)), BillingDate(2026, 4, 15)); // announced by the invoice, 14 days before
        QCOMPARE(dueOf(BillingDate(2026, 4, 1), BillingDate(2026, 4, 3)), BillingDate(2026, 4, 15));  // due earlier than it may be collected
        QCOMPARE(dueOf(BillingDate(2026, 3, 1), BillingDate(2026, 3, 15)), BillingDate(2026, 4, 6));  // the bank's lead ends on Saturday, the 4th
        QVERIFY(!planDebits({collectable(QStringLiteral("A"), BillingDate(2026, 4, 1), BillingDate(2026, 4, 15), m)}, settings, today, BillingDate(2026, 4, 14)).size());
        Collectable disputed = collectable(QStringLiteral("A"), BillingDate(2026, 4, 1), BillingDate(2026, 4, 15), m);
        disputed.item.disputed = true;
        QVERIFY(planDebits({disputed}, settings, today, BillingDate(2027, 1, 1)).isEmpty());
        m.signedOn = BillingDate(2026, 4, 3);
        QVERIFY(planDebits({collectable(QStringLiteral("A"), BillingDate(2026, 4, 1), BillingDate(2026, 4, 15), m)}, settings, today, BillingDate(2027, 1, 1)).isEmpty());
    }

    // Dolibarr #40572 (pain list, row 26): SeqTp is FRST, RCUR, OOFF or FNAL, never ALL.
    void sequences()
    {
        Mandate m = mandateFor({});
        m.id = MandateId(QUuid::createUuid());
        const auto sequencesOf = [](const Mandate& mandate, int before) {
            QStringList codes;
            for (const PlannedDebit& each : planDebits({collectable(QStringLiteral("A"), BillingDate(2026, 3, 1), BillingDate(2026, 4, 14), mandate, before), collectable(QStringLiteral("B"), BillingDate(2026, 3, 1), BillingDate(2026, 4, 15), mandate, before)},
                                                       {}, BillingDate(2026, 4, 1), BillingDate(2027, 1, 1)))
                codes.append(codeOf(each.sequence));
            return codes;
        };
        QCOMPARE(sequencesOf(m, 0), QStringList({QStringLiteral("FRST"), QStringLiteral("RCUR")}));
        QCOMPARE(sequencesOf(m, 3), QStringList({QStringLiteral("RCUR"), QStringLiteral("RCUR")}));
        m.oneOff = true;
        QCOMPARE(sequencesOf(m, 0), QStringList{QStringLiteral("OOFF")}); // once is once
        QCOMPARE(sequencesOf(m, 1), QStringList());
        m.oneOff = false;
        m.final = true;
        QCOMPARE(sequencesOf(m, 3), QStringList{QStringLiteral("FNAL")});
        for (const Sequence each : {Sequence::First, Sequence::Recurring, Sequence::OneOff, Sequence::Final})
            QVERIFY(codeOf(each) != QLatin1String("ALL"));
    }

    void mandatesAreSigned_data() { test::engineRows(); }
    void mandatesAreSigned()
    {
        QFETCH(QString, engine);
        PaidShop shop(engine);
        DirectDebitService debits(shop.s.context);
        const auto clerk = test::withRole(access::Role::BillingClerk);
        Mandate wrong = mandateFor(shop.account);
        wrong.iban = QStringLiteral("DE89370400440532013001");
        QVERIFY(refusalOf([&] { debits.sign(clerk, wrong); }).contains(QStringLiteral("check digits")));
        const Mandate first = debits.sign(clerk, mandateFor(shop.account));
        QCOMPARE(first.reference, QStringLiteral("M-000001"));
        QCOMPARE(activeMandate(shop.db(), shop.account), std::optional(first));
        const Mandate second = debits.sign(clerk, mandateFor(shop.account, BillingDate(2026, 3, 10)));
        QCOMPARE(mandateReferenced(shop.db(), first.reference)->revokedOn, BillingDate(2026, 3, 10));
        debits.revoke(clerk, second.reference);
        QVERIFY(!activeMandate(shop.db(), shop.account));
        QVERIFY(refusalOf([&] { debits.revoke(clerk, second.reference); }).contains(QStringLiteral("revoked since")));
    }

    // Two accounts, two months, both versions of the message: valid against the schema, counts and sums right; then the bank collects and returns one.
    void collectsAndGetsBack_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("version");
        QTest::newRow("sqlite, 02") << "sqlite" << "02";
        QTest::newRow("sqlite, 08") << "sqlite" << "08";
        QTest::newRow("postgresql, 08") << "postgresql" << "08";
    }
    void collectsAndGetsBack()
    {
        QFETCH(QString, engine);
        QFETCH(QString, version);
        PaidShop shop(engine);
        const AccountId second = shop.newAccount(QStringLiteral("Other & Söhne"));
        shop.connectService(0);
        shop.connectService(1, second);
        const auto march = shop.billMarch();
        DirectDebitService debits(shop.s.context);
        const auto manager = test::withRole(access::Role::BillingManager);
        debits.sign(manager, mandateFor(shop.account));
        debits.sign(manager, mandateFor(second));
        QVERIFY(refusalOf([&] { debits.order(test::withRole(access::Role::BillingClerk), BillingDate(2026, 5, 1)); }).contains(QStringLiteral("send-payments")));
        QVERIFY(refusalOf([&] { debits.order(manager, BillingDate(2026, 5, 1)); }).contains(QStringLiteral("creditor identifier")));
        useCreditorId(shop, version, 500);
        QCOMPARE(debits.preview(manager, BillingDate(2026, 5, 1)).size(), 2);
        const auto first = debits.order(manager, BillingDate(2026, 5, 1));
        QVERIFY(first);
        QVERIFY(!debits.order(manager, BillingDate(2026, 5, 1))); // again adds nothing
        shop.clockTo("2026-05-01T06:00:00Z");
        billing::BillRunService(shop.s.context).post(test::administrator(), {1, {BillingDate(2026, 4, 1), BillingDate(2026, 5, 1)}}, BillingDate(2026, 5, 1));
        const auto next = debits.order(manager, BillingDate(2026, 6, 1));
        QVERIFY(next);
        QCOMPARE(valuesOf(first->file(), "SeqTp"), QStringList{QStringLiteral("FRST")});
        QCOMPARE(valuesOf(next->file(), "SeqTp"), QStringList{QStringLiteral("RCUR")});
        QCOMPARE(valuesOf(first->file(), "NbOfTxs"), QStringList({QStringLiteral("2"), QStringLiteral("2")})); // of the message, of its block
        QCOMPARE(valuesOf(first->file(), "CtrlSum"), QStringList({QStringLiteral("116.62"), QStringLiteral("116.62")}));
        QCOMPARE(valuesOf(first->file(), "InstdAmt"), QStringList({QStringLiteral("58.31"), QStringLiteral("58.31")}));
        QCOMPARE(valuesOf(first->file(), "ReqdColltnDt"), QStringList{QStringLiteral("2026-04-15")});
        QCOMPARE(bankOrderNumbered(shop.db(), first->number)->file(), first->file());
        QCOMPARE(shop.open(march.first().id), eur("0.00"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());

        // The bank collects the block in one sum, then one debtor's bank gives it back with a fee of 3.00.
        const auto debit = directDebits(shop.db(), first->id).first();
        shop.importFile(test::camt({{QStringLiteral("116.62"), {}, QStringLiteral("B1"), {}, {}, {}, {}, {}, debit.blockId},
                                    {QStringLiteral("-61.31"), QStringLiteral("RETURN"), QStringLiteral("B2"), QStringLiteral("Bäckerei Öz"), debtorIban, debit.endToEndId, {}, QStringLiteral("AC04")}}));
        for (int i = 0; i < 2; ++i) {
            const auto line = proposedLines(shop.db()).first();
            QCOMPARE(line.proposal.kind, line.line.amount.isNegative() ? ProposalKind::Returned : ProposalKind::Collected);
            QCOMPARE(line.proposal.confidence, Confidence::Sure);
            StatementService(shop.s.context).accept(manager, line.line.id, line.proposal);
        }
        const auto returned = directDebitOfPayment(shop.db(), debit.payment);
        QCOMPARE(shop.open(returned->invoice), eur("58.31"));
        QCOMPARE(shop.ledgerOf(ledger::accounts::bankFees), eur("3.00"));
        QCOMPARE(shop.ledgerOf(ledger::accounts::fees), eur("-5.00"));
        QCOMPARE(shop.ledgerOf(ledger::accounts::charges), eur("5.00"));
        QCOMPARE(shop.ledgerOf(ledger::accounts::suspense), eur("0.00"));
        QCOMPARE(shop.ledgerOf(ledger::accounts::bank), eur("55.31"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());

        TRUNKLINE_ORACLE_FOLDER(folder, "iso20022/xsd");
        if (QStandardPaths::findExecutable(QStringLiteral("xmllint")).isEmpty())
            QSKIP("xmllint is not installed");
        for (const auto& order : {*first, *next})
            QCOMPARE(schemaErrors(order.file(), folder + QStringLiteral("/pain.008.001.%1.xsd").arg(version)), QString());
        QVERIFY(!schemaErrors(first->file().replace("FRST", "ALL"), folder + QStringLiteral("/pain.008.001.%1.xsd").arg(version)).isEmpty()); // the judge can say no
    }

    void refundFiles_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("03") << "03";
        QTest::newRow("09") << "09";
    }
    void refundFiles()
    {
        QFETCH(QString, version);
        const TransferOrder order{QStringLiteral("CT-000001"), Timestamp::parse(u"2026-04-01T06:00:00Z"), {QStringLiteral("Northwind"), QStringLiteral("DE02120300000000202051"), {}}, BillingDate(2026, 4, 1),
                                  {{QStringLiteral("PAY-000001"), eur("10.00"), {QStringLiteral("Öz"), debtorIban, {}}, QStringLiteral("paid twice")},
                                   {QStringLiteral("PAY-000002"), eur("0.05"), {QStringLiteral("Öz"), debtorIban, QStringLiteral("COBADEFFXXX")}, QStringLiteral("paid twice")}}};
        const QByteArray file = transferFile(order, version);
        QCOMPARE(valuesOf(file, "CtrlSum"), QStringList({QStringLiteral("10.05"), QStringLiteral("10.05")}));
        TRUNKLINE_ORACLE_FOLDER(folder, "iso20022/xsd");
        if (QStandardPaths::findExecutable(QStringLiteral("xmllint")).isEmpty())
            QSKIP("xmllint is not installed");
        QCOMPARE(schemaErrors(file, folder + QStringLiteral("/pain.001.001.%1.xsd").arg(version)), QString());
    }

    // A person says that the bank took it back; the bank's line then meets what is known, and nothing is booked twice.
    void aReturnByHandIsKnownToTheStatement_data() { test::engineRows(); }
    void aReturnByHandIsKnownToTheStatement()
    {
        QFETCH(QString, engine);
        PaidShop shop(engine);
        shop.connectService(0);
        const auto invoice = shop.billMarch().first();
        useCreditorId(shop, QStringLiteral("08"), 300);
        DirectDebitService debits(shop.s.context);
        const Mandate mandate = debits.sign(test::administrator(), mandateFor(shop.account));
        QCOMPARE(mandateRows(shop.db()).first().next, Sequence::First);
        const auto order = debits.order(test::administrator(), BillingDate(2026, 5, 1));
        QVERIFY(order);
        QCOMPARE(orderRows(shop.db()).size(), 1);
        QCOMPARE(orderRows(shop.db()).first().sum, eur("58.31"));
        const QList<OrderedRow> rows = orderedRows(shop.db(), order->id);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().invoiceNumber, invoice.number);
        QCOMPARE(rows.first().sequence, std::optional(Sequence::First));
        QCOMPARE(mandateRows(shop.db()).first().collected, 1);
        QCOMPARE(mandateRows(shop.db()).first().lastUse, std::optional(rows.first().dueOn));
        QCOMPARE(mandateRows(shop.db()).first().next, Sequence::Recurring);
        QCOMPARE(shop.open(invoice.id), eur("0.00"));

        shop.clockTo("2026-04-20T08:00:00Z");
        PaymentService payments(shop.s.context);
        const auto clerk = test::withRole(access::Role::BillingClerk);
        QVERIFY(refusalOf([&] { payments.markReturned(clerk, rows.first().payment, BillingDate(2026, 4, 1), QStringLiteral("no cover")); }).contains(rows.first().paymentNumber)); // before it was due
        QVERIFY(refusalOf([&] { payments.markReturned(clerk, rows.first().payment, BillingDate(2026, 4, 20), QStringLiteral(" ")); }) != QLatin1String("(not refused)"));
        const Payment back = payments.markReturned(clerk, rows.first().payment, BillingDate(2026, 4, 20), QStringLiteral("no cover"));
        QCOMPARE(back.amount, eur("-58.31"));
        QCOMPARE(shop.open(invoice.id), eur("58.31"));
        QCOMPARE(shop.owed(), eur("61.31")); // with the fee for the return
        QCOMPARE(orderedRows(shop.db(), order->id).first().returned, back.number);
        QCOMPARE(mandateRows(shop.db()).first().collected, 0);
        QVERIFY(refusalOf([&] { payments.markReturned(clerk, rows.first().payment, BillingDate(2026, 4, 20), QStringLiteral("again")); }).contains(QStringLiteral("already")));
        QVERIFY(refusalOf([&] { payments.markReturned(clerk, back.id, BillingDate(2026, 4, 20), QStringLiteral("back")); }) != QLatin1String("(not refused)"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());

        // The bank shows both: the collection, and that it took it back.
        shop.importFile(test::camt({{QStringLiteral("58.31"), {}, QStringLiteral("R1"), {}, {}, rows.first().mandate.isEmpty() ? QString() : order->number + u'-' + invoice.number},
                                    {QStringLiteral("-58.31"), {}, QStringLiteral("R2"), QStringLiteral("Bäckerei Öz"), debtorIban, order->number + u'-' + invoice.number, {}, QStringLiteral("AM04"), {}, QStringLiteral("2026-04-21")}}));
        StatementService statements(shop.s.context);
        for (const ProposedLine& line : proposedLines(shop.db()))
            if (line.line.amount.isNegative()) {
                QCOMPARE(line.proposal.kind, ProposalKind::Known);
                QCOMPARE(line.proposal.payment, back.id);
                statements.accept(clerk, line.line.id, line.proposal);
            }
        QCOMPARE(shop.owed(), eur("61.31"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());
    }
};

QTEST_GUILESS_MAIN(DirectDebitTest)
#include "tst_directdebit.moc"
