#include "models/billing/adjustmentservice.h"
#include "models/billing/billablestore.h"
#include "models/billing/comparison.h"
#include "models/billing/drafteffect.h"
#include "models/catalogue/offeringstore.h"
#include "models/catalogue/priceservice.h"
#include "models/core/errors.h"
#include "models/ledger/ledgerservice.h"
#include "tests/models/billing/billedshop.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::billing;
using test::BilledShop;

class AdjustmentsTest : public QObject {
    Q_OBJECT
    const BillCycle march{1, {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}};
    const BillCycle april{1, {BillingDate(2026, 4, 1), BillingDate(2026, 5, 1)}};
    const BillingDate firstOfApril{2026, 4, 1}, firstOfMay{2026, 5, 1};

    static Money eur(const char* amount) { return Money::parse(QString::fromLatin1(amount), Currency::parse(u"EUR")); }
    static access::Actor person(const char* name, access::Role role) { return access::Actor::withRoles(QString::fromLatin1(name), QStringLiteral("desk"), {role}); }

    static QString refusalOf(const std::function<void()>& doing)
    {
        try {
            doing();
        } catch (const Error& error) {
            return error.sentence();
        }
        return {};
    }

private Q_SLOTS:
    void byHandWithAReasonAndALimit_data() { test::engineRows(); }
    void byHandWithAReasonAndALimit()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        AdjustmentService service(shop.s.context);
        AdjustmentDraft draft{shop.account, eur("-100"), QStringLiteral("Goodwill"), QStringLiteral("line was noisy"), {}, 1900, BillingDate(2026, 3, 20)};
        const access::Actor clerk = person("clerk", access::Role::BillingClerk);
        service.adjust(clerk, draft);
        draft.net = eur("-100.01");
        QVERIFY(refusalOf([&] { service.adjust(clerk, draft); }).contains(QLatin1String("100.01")));
        service.adjust(person("boss", access::Role::BillingManager), draft, {}, QStringLiteral("goodwill:1"));
        const AccountCharge again = service.adjust(person("boss", access::Role::BillingManager), draft, {}, QStringLiteral("goodwill:1"));
        QCOMPARE(accountCharges(shop.db(), shop.account).size(), 2); // a repeated step changes nothing
        QCOMPARE(again.net, draft.net);
        draft.reason.clear();
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.adjust(clerk, draft));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.adjust(person("noc", access::Role::NocOperator), draft));

        shop.clockTo("2026-04-01T06:00:00Z");
        const Invoice posted = BillRunService(shop.s.context).post(test::administrator(), march, firstOfApril).invoices.first();
        QCOMPARE(posted.kind, DocumentKind::CreditNote); // 49 less 200.01
        QCOMPARE(posted.net, eur("-151.01"));
        QCOMPARE(posted.lines.last().kind, LineKind::Adjustment);
        QVERIFY(posted.lines.last().cause);
        QVERIFY(draftInvoices(shop.db(), march, firstOfApril).isEmpty());
    }

    void anInvoiceIsTakenBack_data() { test::engineRows(); }
    void anInvoiceIsTakenBack()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        shop.clockTo("2026-04-01T06:00:00Z");
        BillRunService runs(shop.s.context);
        const access::Actor admin = test::administrator();
        const Invoice posted = runs.post(admin, march, firstOfApril).invoices.first();
        AdjustmentService service(shop.s.context);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.cancel(admin, posted.id, QStringLiteral(" "), true, firstOfApril));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.cancel(person("clerk", access::Role::BillingClerk), posted.id, QStringLiteral("x"), true, firstOfApril));
        const Invoice credit = service.cancel(admin, posted.id, QStringLiteral("wrong account"), true, firstOfApril);
        QCOMPARE(credit.number, QStringLiteral("CN-2026-000001"));
        QCOMPARE(credit.kind, DocumentKind::CreditNote);
        QCOMPARE(credit.gross, -posted.gross);
        QCOMPARE(credit.preceding, QList({PrecedingInvoice{posted.number, posted.issuedOn}}));
        QCOMPARE(credit.note, QStringLiteral("wrong account"));
        QCOMPARE(balanceOf(shop.db(), shop.account, Currency::parse(u"EUR")), eur("0"));
        QCOMPARE(invoice(shop.db(), posted.id), std::optional(posted)); // posted documents never change
        QVERIFY(refusalOf([&] { service.cancel(admin, posted.id, QStringLiteral("again"), true, firstOfApril); }).contains(posted.number));
        QVERIFY_THROWS_EXCEPTION(Refused, service.cancel(admin, credit.id, QStringLiteral("back"), true, firstOfApril));
        QCOMPARE(billRuns(shop.db()).size(), 1); // a document by hand is no run of the cycle

        // Its charge comes again with the next one, once.
        const Invoice next = runs.post(admin, april, firstOfMay).invoices.first();
        QCOMPARE(next.net, eur("98"));
        QCOMPARE(next.lines.first().sourceKey, posted.lines.first().sourceKey + QStringLiteral(":2"));
        QVERIFY(draftInvoices(shop.db(), april, firstOfMay).isEmpty());
        QVERIFY(!store::firstBrokenEntry(shop.db()));
    }

    void partsAreGivenBack_data() { test::engineRows(); }
    void partsAreGivenBack()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        shop.connectService(1);
        AdjustmentService service(shop.s.context);
        const access::Actor admin = test::administrator();
        service.adjust(admin, {shop.account, eur("7"), QStringLiteral("Book"), QStringLiteral("sold at the counter"), {}, 700, BillingDate(2026, 3, 20)});
        shop.clockTo("2026-04-01T06:00:00Z");
        const Invoice posted = BillRunService(shop.s.context).post(admin, march, firstOfApril).invoices.first();
        const InvoiceLine line = posted.lines.first(), book = posted.lines.last();
        QCOMPARE(book.taxRateBasisPoints, 700);
        const auto part = [&](const InvoiceLine& of, const char* amount) { return CreditedPart{of.sourceKey, eur(amount)}; };
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.credit(person("clerk", access::Role::BillingClerk), posted.id, {part(line, "1")}, QStringLiteral("x"), firstOfApril));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.credit(admin, posted.id, {}, QStringLiteral("x"), firstOfApril));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.credit(admin, posted.id, {part(line, "1")}, QStringLiteral(" "), firstOfApril));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.credit(admin, posted.id, {part(line, "-1")}, QStringLiteral("x"), firstOfApril));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.credit(admin, posted.id, {part(line, "1"), part(line, "1")}, QStringLiteral("x"), firstOfApril));
        QVERIFY(refusalOf([&] { service.credit(admin, posted.id, {{QStringLiteral("no:such"), eur("1")}}, QStringLiteral("x"), firstOfApril); }).contains(posted.number));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.credit(admin, posted.id, {CreditedPart{line.sourceKey, Money{line.net.minor + 1, line.net.currency}}}, QStringLiteral("x"), firstOfApril));
        QCOMPARE(invoices(shop.db()).size(), 1); // nothing of that was written

        const QList<CreditedPart> chosen{part(line, "10"), CreditedPart{book.sourceKey, book.net}};
        const Invoice preview = previewCredit(shop.db(), posted, chosen, firstOfApril);
        const Invoice credit = service.credit(admin, posted.id, chosen, QStringLiteral("the line was noisy"), firstOfApril);
        QCOMPARE(credit.gross, preview.gross); // what is previewed is posted
        QCOMPARE(credit.number, QStringLiteral("CN-2026-000001"));
        QCOMPARE(credit.preceding, QList({PrecedingInvoice{posted.number, posted.issuedOn}}));
        QCOMPARE(credit.note, QStringLiteral("the line was noisy"));
        QCOMPARE(credit.net, eur("-17"));
        QCOMPARE(credit.tax, eur("-2.39")); // 19 % of 10 and 7 % of 7
        QCOMPARE(credit.taxes.size(), 2);
        QCOMPARE(credit.lines[1].quantity, -book.quantity); // the whole line keeps its figures
        QCOMPARE(credit.lines[1].unitPrice, book.unitPrice);
        QCOMPARE(balanceOf(shop.db(), shop.account, credit.gross.currency), posted.gross + credit.gross);
        const auto why = store::journalEntry(shop.db(), *credit.lines.first().cause);
        QCOMPARE(why->kind, QStringLiteral("invoice.credited"));
        QCOMPARE(why->after["reason"].toString(), QStringLiteral("the line was noisy"));
        QVERIFY(why->cause); // the posting of the invoice
        QCOMPARE(invoice(shop.db(), posted.id), std::optional(posted));

        // What is left is a limit, and a cancellation gives back no more than that.
        QCOMPARE(creditableOf(shop.db(), posted).first(), line.net - eur("10"));
        QCOMPARE(creditableOf(shop.db(), posted).last(), eur("0"));
        QVERIFY(refusalOf([&] { service.credit(admin, posted.id, {CreditedPart{line.sourceKey, line.net}}, QStringLiteral("x"), firstOfApril); }).contains((line.net - eur("10")).toDisplay()));
        const Invoice second = service.credit(admin, posted.id, {part(line, "5")}, QStringLiteral("again"), firstOfApril);
        QVERIFY(second.lines.first().sourceKey != credit.lines.first().sourceKey);
        const Invoice rest = service.cancel(admin, posted.id, QStringLiteral("wrong account"), false, firstOfApril);
        QCOMPARE(posted.net + credit.net + second.net + rest.net, eur("0"));
        QCOMPARE(balanceOf(shop.db(), shop.account, credit.gross.currency), eur("0"));
        for (const Money& left : creditableOf(shop.db(), posted))
            QCOMPARE(left, eur("0"));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.credit(admin, posted.id, {part(line, "1")}, QStringLiteral("x"), firstOfApril));
        QVERIFY(ledger::checkLedger(shop.db()).isEmpty());
        QVERIFY(!store::firstBrokenEntry(shop.db()));
    }

    void aLimitIsNotPassedInSteps()
    {
        BilledShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        BillingSettings settings;
        settings.adjustmentLimits = {{access::Role::BillingManager, 20}};
        changeBillingSettings(shop.s.context, test::administrator(), settings);
        shop.clockTo("2026-04-01T06:00:00Z");
        const Invoice posted = BillRunService(shop.s.context).post(test::administrator(), march, firstOfApril).invoices.first();
        AdjustmentService service(shop.s.context);
        const access::Actor boss = person("boss", access::Role::BillingManager);
        service.credit(boss, posted.id, {{posted.lines.first().sourceKey, eur("10")}}, QStringLiteral("noise"), firstOfApril);
        QVERIFY(refusalOf([&] { service.credit(boss, posted.id, {{posted.lines.first().sourceKey, eur("10")}}, QStringLiteral("noise"), firstOfApril); }).contains(QStringLiteral("23.80")));
    }

    // Everything of a discounted line: its discount goes back with it, and more than the lines give is no credit.
    void discountedLinesAndAllOfThem()
    {
        BilledShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        AdjustmentService service(shop.s.context);
        service.adjust(test::administrator(), {shop.account, eur("-9"), QStringLiteral("Goodwill"), QStringLiteral("noise"), {}, 1900, BillingDate(2026, 3, 20)});
        shop.clockTo("2026-04-01T06:00:00Z");
        const Invoice posted = BillRunService(shop.s.context).post(test::administrator(), march, firstOfApril).invoices.first();
        QVERIFY(posted.lines.last().net.isNegative());
        QVERIFY_THROWS_EXCEPTION(Refused, service.credit(test::administrator(), posted.id, {{posted.lines.last().sourceKey, eur("-9")}}, QStringLiteral("x"), firstOfApril));
        QList<CreditedPart> all;
        for (const InvoiceLine& line : posted.lines)
            all.append({line.sourceKey, line.net});
        QCOMPARE(service.credit(test::administrator(), posted.id, all, QStringLiteral("all"), firstOfApril).gross, -posted.gross);
        QVERIFY(refusalOf([&] { service.cancel(test::administrator(), posted.id, QStringLiteral("x"), false, firstOfApril); }).contains(posted.number));
    }

    void aSecondPersonApproves_data() { test::engineRows(); }
    void aSecondPersonApproves()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        BillingSettings settings;
        settings.approvalLimits = {{access::Role::BillingManager, 50}};
        settings.countrySeries = {{QStringLiteral("DE"), QStringLiteral("RE"), QStringLiteral("GU")}};
        changeBillingSettings(shop.s.context, test::administrator(), settings);
        QCOMPARE(billingSettings(shop.db()), settings);
        shop.clockTo("2026-04-01T06:00:00Z");
        BillRunService runs(shop.s.context);
        const access::Actor one = person("one", access::Role::BillingManager), two = person("two", access::Role::BillingManager);
        const Approval figures = figuresOf(shop.db(), march, firstOfApril);
        QVERIFY(needsSecondPerson(one, settings, figures)); // 58.31
        QVERIFY(!needsSecondPerson(test::administrator(), settings, figures));
        QVERIFY(refusalOf([&] { runs.post(one, march, firstOfApril); }).contains(QLatin1String("second person")));
        runs.approve(one, march, firstOfApril, figures);
        QVERIFY(!refusalOf([&] { runs.post(one, march, firstOfApril); }).isEmpty()); // oneself is no second person
        runs.approve(two, march, firstOfApril, figures);
        shop.connectService(1); // backdated to now: nothing to bill in March, but May is another matter
        const BillRun run = runs.start(one, march, firstOfApril, figures);
        QCOMPARE(store::journalOf(shop.db(), QStringLiteral("billrun"), run.id.toString()).first().after["approvedBy"].toString(), QStringLiteral("two"));
        QCOMPARE(runs.post(one, march, firstOfApril).invoices.first().number, QStringLiteral("RE-2026-000001"));

        // Figures that changed since need a new approval.
        const Approval mays = figuresOf(shop.db(), april, firstOfMay);
        runs.approve(two, april, firstOfMay, mays);
        AdjustmentService(shop.s.context).adjust(one, {shop.account, eur("5"), QStringLiteral("Visit"), QStringLiteral("asked for"), {}, 1900, firstOfApril});
        QVERIFY(!refusalOf([&] { runs.post(one, april, firstOfMay); }).isEmpty());
        QVERIFY_THROWS_EXCEPTION(Refused, runs.approve(two, april, firstOfMay, mays));
    }

    void comparisonNamesEachCause_data() { test::engineRows(); }
    void comparisonNamesEachCause()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        catalogue::OfferingDraft draft = test::fibre100Draft();
        draft.code = QStringLiteral("TAXED");
        draft.terms.taxClass = QStringLiteral("standard");
        const OfferingId taxed = catalogue::CatalogueService(shop.s.context).publish(test::administrator(), draft).id;
        catalogue::PriceService prices(shop.s.context);
        prices.addTaxRate(test::administrator(), {QStringLiteral("standard"), BillingDate(2026, 1, 1), 1900});
        prices.addTaxRate(test::administrator(), {QStringLiteral("standard"), BillingDate(2026, 4, 1), 2100});
        QVERIFY_THROWS_EXCEPTION(Refused, prices.addTaxRate(test::administrator(), {QStringLiteral("standard"), BillingDate(2026, 4, 1), 2200}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, prices.addTaxRate(test::administrator(), {QStringLiteral("free"), BillingDate(2026, 4, 1), 0, TaxCategory::Exempt, {}}));
        shop.connectService(0, {}, taxed);
        shop.clockTo("2026-04-01T06:00:00Z");
        BillRunService(shop.s.context).post(test::administrator(), march, firstOfApril);
        AdjustmentService(shop.s.context).adjust(test::administrator(), {shop.account, eur("5"), QStringLiteral("Visit"), QStringLiteral("asked for"), {}, 1900, firstOfApril});
        const QList<Comparison> compared = compareCycle(shop.db(), april, firstOfMay);
        QCOMPARE(compared.size(), 1);
        QCOMPARE(compared, compareRun(shop.db(), april, draftInvoices(shop.db(), april, firstOfMay)));
        QCOMPARE(compared.first().differences.size(), 1);
        QCOMPARE(compared.first().differences.first().kind, DifferenceKind::Adjustment);
        QCOMPARE(compared.first().taxes.size(), 1);
        QCOMPARE(compared.first().taxes.first().amount, eur("0.98")); // 49 at 21 instead of 19 %
    }

    void exemptAccounts_data() { test::engineRows(); }
    void exemptAccounts()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        customer::AccountDraft draft = test::accountDraft();
        draft.taxExemption = TaxCategory::ReverseCharge;
        draft.taxReason = QStringLiteral("Reverse charge");
        QVERIFY_THROWS_EXCEPTION(InvalidInput, customer::checkAccount(draft)); // without a VAT number
        draft.vatId = QStringLiteral("FR12345678901");
        draft.country = QStringLiteral("FR");
        const AccountId account = shop.newAccount(QStringLiteral("Dupont"), draft);
        QCOMPARE(customer::requireAccount(shop.db(), account).taxExemption, std::optional(TaxCategory::ReverseCharge));
        shop.connectService(0, account);
        shop.clockTo("2026-04-01T06:00:00Z");
        const Invoice posted = BillRunService(shop.s.context).post(test::administrator(), march, firstOfApril).invoices.first();
        QCOMPARE(posted.tax, eur("0"));
        QCOMPARE(posted.taxes, QList({TaxTotal{0, eur("49"), eur("0"), TaxCategory::ReverseCharge, QStringLiteral("Reverse charge")}}));
    }

    // What a draft would change on last month's charges, by the rules that bill.
    void aDraftIsTriedOut_data() { test::engineRows(); }
    void aDraftIsTriedOut()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        shop.clockTo("2026-03-22T06:00:00Z");
        const AccountId other = shop.newAccount(QStringLiteral("Late"), test::accountDraft());
        shop.connectService(1, other);
        shop.clockTo("2026-04-02T06:00:00Z");
        catalogue::OfferingDraft draft = catalogue::draftOf(*catalogue::newestOffering(shop.db(), QStringLiteral("FIBRE-100")));
        draft.validFrom = BillingDate(2026, 5, 1);
        QVERIFY(draftEffect(test::administrator(), shop.db(), draft, BillingDate(2026, 4, 2)).accounts.isEmpty());
        draft.price = UnitPrice::parse(u"59", draft.price.currency);
        const std::int64_t end = store::journalEnd(shop.db());
        const DraftEffect effect = draftEffect(test::administrator(), shop.db(), draft, BillingDate(2026, 4, 2));
        QCOMPARE(store::journalEnd(shop.db()), end);
        QCOMPARE(effect.accounts.size(), 2);
        QCOMPARE(effect.accounts[0].before, eur("49"));
        QCOMPARE(effect.accounts[0].after, eur("59"));
        QCOMPARE(effect.accounts[1].before, eur("15.81")); // 10 of 31 days
        QCOMPARE(effect.accounts[1].after, eur("19.03"));
        QCOMPARE(effect.totals, QList({CurrencyEffect{draft.price.currency, 2, eur("64.81"), eur("78.03")}}));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, draftEffect(person("noc", access::Role::NocOperator), shop.db(), draft, BillingDate(2026, 4, 2)));
    }
};

QTEST_GUILESS_MAIN(AdjustmentsTest)
#include "tst_adjustments.moc"
