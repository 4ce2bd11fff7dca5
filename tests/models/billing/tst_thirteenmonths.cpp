// Thirteen months of one customer on a settable clock, with every line, on both databases: a promotion, an option in pieces, a season
// without service, a new tax rate, a move to a dearer version, money given back by hand, an early end.

#include "models/billing/adjustmentservice.h"
#include "models/billing/billablestore.h"
#include "models/billing/discountservice.h"
#include "models/catalogue/priceservice.h"
#include "models/core/errors.h"
#include "tests/models/billing/billedshop.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::billing;
using test::BilledShop;

namespace {

BillingDate day(const char* iso)
{
    return BillingDate::parse(QString::fromLatin1(iso));
}

struct Town : BilledShop {
    using BilledShop::BilledShop;

    catalogue::OfferingDraft draft(const char* code, const char* price)
    {
        const Currency eur = Currency::parse(u"EUR");
        catalogue::OfferingDraft d{QString::fromLatin1(code), QString::fromLatin1(code), UnitPrice::parse(QString::fromLatin1(price), eur), Money::zero(eur), 0,
                                   100'000, 40'000, {}, day("2026-01-01"), std::nullopt};
        d.terms.timing = catalogue::ChargeTiming::Advance;
        d.terms.taxClass = QStringLiteral("standard");
        return d;
    }

    catalogue::OfferingDraft office()
    {
        catalogue::OfferingDraft d = draft("OFFICE", "60");
        d.setupFee = Money::parse(u"30", d.price.currency);
        d.terms.minimumMonths = 12;
        d.terms.terminationFee = catalogue::TerminationFee::Remaining;
        d.terms.terminationBasisPoints = 5'000;
        d.terms.suspendedBasisPoints = 2'500;
        d.terms.options = QStringList{QStringLiteral("STATIC-IP")};
        return d;
    }

    void at(const char* iso) { s.clock.set(OperatorZone::named(QStringLiteral("Europe/Berlin")).startOf(day(iso)).plusMs(9 * 3'600'000)); }

    /// Previews and posts the cycle that ends on the day; "kind period net", a line each.
    QStringList run(const char* iso)
    {
        at(iso);
        const BillCycle cycle = cycleEndedBy(day(iso), 31);
        auto drafts = draftInvoices(db(), cycle, day(iso));
        const auto posted = BillRunService(s.context).post(test::administrator(), cycle, day(iso)).invoices;
        QStringList lines;
        if (drafts.size() != posted.size() || drafts.size() > 1 || !draftInvoices(db(), cycle, day(iso)).isEmpty())
            return {QStringLiteral("preview and posting differ, or something is left")};
        if (posted.isEmpty())
            return lines;
        Invoice drafted = *drafts.first().invoice;
        for (qsizetype i = 0; i < posted.first().lines.size(); ++i)
            drafted.lines[i].id = posted.first().lines[i].id;
        drafted.id = posted.first().id;
        drafted.number = posted.first().number;
        drafted.runId = posted.first().runId;
        if (drafted != posted.first())
            return {QStringLiteral("what was posted is not what was previewed")};
        for (const InvoiceLine& line : posted.first().lines)
            lines.append(QStringLiteral("%1 %2 %3").arg(nameOf(line.kind), line.period ? line.period->from.toIso().mid(5) + QStringLiteral("..") + line.period->to.toIso().mid(5)
                                                                                       : QStringLiteral("-"), line.net.toPlainString()));
        gross.append(posted.first().gross.toPlainString());
        return lines;
    }

    QStringList gross;
};

} // namespace

class ThirteenMonthsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLine_data() { test::engineRows(); }
    void everyLine()
    {
        QFETCH(QString, engine);
        Town town(engine);
        const access::Actor admin = test::administrator();
        const Currency eur = Currency::parse(u"EUR");
        catalogue::CatalogueService offerings(town.s.context);
        catalogue::PriceService prices(town.s.context);
        const OfferingId office = offerings.publish(admin, town.office()).id, ip = offerings.publish(admin, town.draft("STATIC-IP", "5")).id;
        prices.addTaxRate(admin, {QStringLiteral("standard"), day("2026-01-01"), 1900});
        prices.addTaxRate(admin, {QStringLiteral("standard"), day("2026-09-01"), 2000});
        catalogue::Promotion spring;
        spring.code = QStringLiteral("SPRING");
        spring.name = QStringLiteral("Spring");
        spring.basisPoints = 5'000;
        spring.periods = 3;
        spring.offerings = QStringList{QStringLiteral("OFFICE")};
        spring.newCustomersOnly = true;
        spring.validFrom = day("2026-03-01");
        prices.publish(admin, spring);
        const AccountId account = town.newAccount(QStringLiteral("Kaya & Sons"), test::accountDraft(31));
        SubscriptionService subscriptions(town.s.context);

        town.at("2026-03-10");
        const auto service = town.connectService(0, account, office);
        const SubscriptionId id = subscriptionOfService(town.db(), service.id)->id;
        DiscountService(town.s.context).redeem(admin, id, QStringLiteral("SPRING"), day("2026-03-10"));
        QVERIFY_THROWS_EXCEPTION(Refused, DiscountService(town.s.context).redeem(admin, id, QStringLiteral("SPRING"), day("2026-03-11"))); // once
        QCOMPARE(town.run("2026-03-31"), QStringList({"setup - 30.00", "recurring 03-10..03-31 40.65", "recurring 03-31..04-30 60.00",
                                                      "discount 03-10..03-31 -20.33", "discount 03-31..04-30 -30.00"}));
        town.at("2026-04-15");
        const auto option = subscriptions.addOption(admin, id, ip, day("2026-04-15"), 2);
        QVERIFY_THROWS_EXCEPTION(Refused, subscriptions.addOption(admin, id, office, day("2026-04-15")));
        QCOMPARE(town.run("2026-04-30"), QStringList({"recurring 04-30..05-31 60.00", "recurring 04-15..04-30 5.00", "recurring 04-30..05-31 10.00", "discount 04-30..05-31 -30.00"}));
        town.at("2026-05-10");
        subscriptions.changeQuantity(admin, SubscriptionId::fromString(option.subjectId), 3, day("2026-05-10"));
        QCOMPARE(town.run("2026-05-31"), QStringList({"recurring 05-31..06-30 60.00", "repair 05-10..05-31 -6.77", "recurring 05-10..05-31 10.16",
                                                      "recurring 05-31..06-30 15.00", "discount 05-31..06-30 -10.00"}));
        town.at("2026-06-20");
        subscriptions.suspend(admin, id, day("2026-07-15"), day("2026-08-20"), QStringLiteral("closed in summer"));
        QCOMPARE(town.run("2026-06-30"), QStringList({"recurring 06-30..07-15 29.03", "recurring 07-15..07-31 7.74", "recurring 06-30..07-31 15.00"}));
        QCOMPARE(town.run("2026-07-31"), QStringList({"recurring 07-31..08-20 9.68", "recurring 08-20..08-31 21.29", "recurring 07-31..08-31 15.00"}));
        QCOMPARE(town.run("2026-08-31"), QStringList({"recurring 08-31..09-30 60.00", "recurring 08-31..09-30 15.00"}));
        QCOMPARE(town.gross.last(), QStringLiteral("90.00")); // 20 %: supplied in September
        QCOMPARE(town.run("2026-09-30"), QStringList({"recurring 09-30..10-31 60.00", "recurring 09-30..10-31 15.00"}));
        town.at("2026-10-05");
        AdjustmentService(town.s.context).adjust(admin, {account, Money::parse(u"-12", eur), QStringLiteral("Goodwill"), QStringLiteral("two calls on hold"),
                                                         QStringLiteral("standard"), 0, day("2026-10-05")});
        catalogue::OfferingDraft dearer = town.office();
        dearer.price = UnitPrice::parse(u"66", eur);
        dearer.validFrom = day("2026-11-01");
        const OfferingId second = offerings.revise(admin, dearer).id;
        QCOMPARE(town.run("2026-10-31"), QStringList({"recurring 10-31..11-30 60.00", "recurring 10-31..11-30 15.00", "adjustment - -12.00"}));
        QCOMPARE(town.run("2026-11-30"), QStringList({"recurring 11-30..12-31 60.00", "recurring 11-30..12-31 15.00"})); // who has it keeps it
        QCOMPARE(subscriptions.moveAll(admin, office, second, day("2026-12-31")), 1);
        QCOMPARE(subscriptions.moveAll(admin, office, second, day("2026-12-31")), 0);
        QCOMPARE(town.run("2026-12-31"), QStringList({"recurring 12-31..01-31 66.00", "recurring 12-31..01-31 15.00"}));
        town.at("2027-01-20");
        subscriptions.end(town.flow, service.id, day("2027-02-14"));
        QCOMPARE(town.run("2027-01-31"), QStringList({"recurring 01-31..02-15 35.36", "recurring 01-31..02-15 8.04"}));
        QCOMPARE(town.run("2027-02-28"), QStringList({"fee - 347.03"})); // half of 66.00 for ten months and 16 of 31 days
        QCOMPARE(town.run("2027-03-31"), QStringList());
        QVERIFY(!store::firstBrokenEntry(town.db()));

        // Invoice = its lines, in every document and in the sum.
        Money lines = Money::zero(eur), net = lines;
        for (const InvoiceSummary& summary : invoices(town.db())) {
            const Invoice posted = *invoice(town.db(), summary.id);
            for (const InvoiceLine& line : posted.lines)
                lines += line.net;
            net += posted.net;
            QCOMPARE(invoiceFrom(toJson(posted)), posted);
        }
        QCOMPARE(lines, net);
    }
};

QTEST_GUILESS_MAIN(ThirteenMonthsTest)
#include "tst_thirteenmonths.moc"
