#include "models/billing/invoiceledger.h"
#include "models/core/errors.h"
#include "models/ledger/ledgerservice.h"
#include "tests/models/billing/billedshop.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::billing;
using test::BilledShop;

namespace {

const Currency euro = Currency::parse(u"EUR");

Money eur(const char* amount)
{
    return Money::parse(QString::fromLatin1(amount), euro);
}

InvoiceLine lineOf(LineKind kind, Money net, std::optional<BillingPeriod> period, const QString& key)
{
    InvoiceLine line{{}, 1, kind, QStringLiteral("x"), {}, {}, {}, period, {}, UnitPrice::of(net), net, 1900, key, {}, TaxCategory::Standard, {}, {}};
    return line;
}

Invoice document(const QString& number, QList<InvoiceLine> lines)
{
    const Money zero = Money::zero(euro);
    Invoice invoice{{}, number, DocumentKind::Invoice, {}, {}, {}, {}, {}, BillingDate(2026, 4, 1), BillingDate(2026, 4, 15), {}, {}, {}, {}, {}, std::move(lines), {}, zero, zero, zero, {}, {}};
    for (const InvoiceLine& line : invoice.lines)
        invoice.net += line.net;
    const Money tax = invoice.net.part(1900, 10'000, Rounding::HalfUp);
    invoice.taxes = {{1900, invoice.net, tax, TaxCategory::Standard, {}}};
    invoice.tax = tax;
    invoice.gross = invoice.net + tax;
    return invoice;
}

Money legOn(const ledger::PostingDraft& draft, const QString& account)
{
    Money sum = Money::zero(euro);
    for (const ledger::Leg& leg : draft.legs)
        if (leg.account == account)
            sum += leg.amount;
    return sum;
}

} // namespace

class InvoiceLedgerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void advanceChargesAreDeferred()
    {
        const BillingPeriod past{BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)};
        const BillingPeriod ahead{BillingDate(2026, 4, 1), BillingDate(2026, 5, 1)};
        const Invoice invoice = document(QStringLiteral("INV-1"), {lineOf(LineKind::Recurring, eur("49.00"), past, QStringLiteral("a")), lineOf(LineKind::Recurring, eur("30.00"), ahead, QStringLiteral("b")),
                                                                   lineOf(LineKind::Setup, eur("29.00"), {}, QStringLiteral("c")), lineOf(LineKind::Credit, eur("-9.80"), {}, QStringLiteral("d"))});
        const auto draft = ledger::checkedPosting(postingOf(invoice));
        QCOMPARE(legOn(draft, QStringLiteral("assets:receivable:invoices")), invoice.gross);
        QCOMPARE(legOn(draft, QStringLiteral("income:revenue:recurring")), -eur("49.00"));
        QCOMPARE(legOn(draft, QStringLiteral("liabilities:deferred revenue")), -eur("30.00"));
        QCOMPARE(legOn(draft, QStringLiteral("income:revenue:setup")), -eur("29.00"));
        QCOMPARE(legOn(draft, QStringLiteral("income:revenue:credit")), eur("9.80"));
        QCOMPARE(legOn(draft, QStringLiteral("liabilities:vat:19")), -invoice.tax);
        const auto deferrals = deferralsOf(invoice);
        QCOMPARE(deferrals.size(), 1);
        QCOMPARE(deferrals.first().amount, eur("30.00"));
        QCOMPARE(deferrals.first().sourceKey, QStringLiteral("b"));
    }

    // Whatever the lines are: it balances, receivables are the gross, and deferrals are what was deferred.
    void everyDocumentBalances()
    {
        const auto seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int i = 0; i < 2'000; ++i) {
            QList<InvoiceLine> lines;
            for (int l = 0; l < 1 + int(random() % 6); ++l) {
                const BillingDate from = BillingDate(2026, 4, 1).plusDays(int(random() % 60) - 45);
                lines.append(lineOf(LineKind(random() % 9), Money{std::int64_t(random() % 20'000) - 5'000, euro},
                                    random() % 3 ? std::optional(BillingPeriod{from, from.plusDays(1 + random() % 40)}) : std::nullopt, QString::number(l)));
            }
            const Invoice invoice = document(QStringLiteral("INV-1"), lines);
            const auto draft = ledger::checkedPosting(postingOf(invoice));
            QCOMPARE(legOn(draft, QStringLiteral("assets:receivable:invoices")), invoice.gross);
            Money deferred = Money::zero(euro);
            for (const auto& each : deferralsOf(invoice))
                deferred += each.amount;
            QCOMPARE(legOn(draft, QStringLiteral("liabilities:deferred revenue")), -deferred);
        }
    }

    void aRunPostsItsDocuments_data() { test::engineRows(); }
    void aRunPostsItsDocuments()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        shop.clockTo("2026-04-01T06:00:00Z");
        const BillCycle march{1, {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}};
        const auto manager = test::withRole(access::Role::BillingManager);
        const auto posted = BillRunService(shop.s.context).post(manager, march, BillingDate(2026, 4, 1)).invoices;
        QCOMPARE(posted.size(), 1);
        const auto posting = ledger::postingBySourceKey(shop.db(), sourceKeyOf(posted.first()));
        QVERIFY(posting);
        QCOMPARE(store::journalEntry(shop.db(), posting->entry)->kind, QStringLiteral("invoice.posted"));
        QCOMPARE(ledger::balanceOf(shop.db(), QString::fromLatin1(ledger::accounts::receivable), euro, shop.account), posted.first().gross);
        QCOMPARE(ledger::checkLedger(shop.db()), QStringList());
        QCOMPARE(enterOldInvoices(shop.s.context, {QStringLiteral("test"), QStringLiteral("test")}), 0);
        // A run that would date into a closed month does not begin.
        shop.clockTo("2026-06-01T06:00:00Z");
        ledger::LedgerService(shop.s.context).closeMonth(manager, BillingDate(2026, 4, 1));
        const BillCycle april{1, {BillingDate(2026, 4, 1), BillingDate(2026, 5, 1)}};
        try {
            BillRunService(shop.s.context).start(manager, march, BillingDate(2026, 4, 30));
            QFAIL("began");
        } catch (const Refused& refusal) {
            QVERIFY2(refusal.sentence().contains(QStringLiteral("closed month")), qPrintable(refusal.sentence()));
        }
        QCOMPARE(BillRunService(shop.s.context).post(manager, april, BillingDate(2026, 5, 1)).invoices.size(), 1);
    }

    // A database of the time before the ledger.
    void oldDocumentsAreEntered_data() { test::engineRows(); }
    void oldDocumentsAreEntered()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        shop.clockTo("2026-04-01T06:00:00Z");
        const BillCycle march{1, {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}};
        Invoice old = *previewBillRun(test::administrator(), shop.db(), march, BillingDate(2026, 4, 1)).first().invoice;
        const BillRun run = BillRunService(shop.s.context).start(test::administrator(), march, BillingDate(2026, 4, 1));
        store::Change change(shop.s.context, {QStringLiteral("test"), QStringLiteral("test")});
        old.id = change.ids().next<InvoiceTag>();
        old.number = QStringLiteral("INV-2025-000007");
        old.runId = run.id;
        for (InvoiceLine& line : old.lines)
            line.id = change.ids().next<InvoiceLineTag>();
        insertInvoice(change.connection(), old);
        change.commit({QStringLiteral("invoice.posted"), QStringLiteral("invoice"), old.id.toString(), {}, toJson(old), {}, sourceKeyOf(old)});

        QCOMPARE(enterOldInvoices(shop.s.context, {QStringLiteral("test"), QStringLiteral("test")}), 1);
        QCOMPARE(enterOldInvoices(shop.s.context, {QStringLiteral("test"), QStringLiteral("test")}), 0);
        QCOMPARE(balanceOf(shop.db(), shop.account, euro), old.gross);
        QCOMPARE(store::journalEntry(shop.db(), ledger::postingBySourceKey(shop.db(), sourceKeyOf(old))->entry)->kind, QStringLiteral("invoice.posted"));
    }
};

QTEST_GUILESS_MAIN(InvoiceLedgerTest)
#include "tst_invoiceledger.moc"
