// What is taken off usage: a part or an amount, for some periods, with the tax of what it is off; never off the recurring price.
#include "models/billing/discountservice.h"
#include "models/catalogue/priceservice.h"
#include "tests/models/billing/phoneshop.h"

using namespace trunkline;
using namespace trunkline::billing;
using namespace trunkline::test;

namespace {

struct DiscountShop : PhoneShop {
    using PhoneShop::PhoneShop;

    SubscriptionId subscription() { return subscriptionOfService(db(), service.id)->id; }

    Discount discount(BillingDate from, std::optional<BillingDate> to = {})
    {
        Discount made;
        made.subscriptionId = subscription();
        made.text = QStringLiteral("Call discount");
        made.reason = QStringLiteral("agreed");
        made.from = from;
        made.to = to;
        made.onUsage = true;
        return made;
    }

    QStringList discounts(const char* iso)
    {
        clockTo(qPrintable(QString::fromLatin1(iso) + QStringLiteral("T08:00:00Z")));
        QStringList lines;
        const Invoice posted = post(BillingDate::parse(QString::fromLatin1(iso)));
        for (const InvoiceLine& line : posted.lines)
            if (line.kind == LineKind::Discount)
                lines.append(QStringLiteral("%1 %2").arg(line.net.toPlainString()).arg(line.taxRateBasisPoints));
        Money tax = Money::zero(posted.net.currency), sum = tax;
        for (const InvoiceLine& line : posted.lines)
            sum += line.net;
        for (const TaxTotal& each : posted.taxes)
            tax += each.tax;
        if (sum != posted.net || tax != posted.tax || posted.tax != posted.net.part(1900, 10'000, Rounding::HalfUp))
            lines.append(QStringLiteral("sums differ"));
        return lines;
    }
};

constexpr const char* marchCalls = "4930001,2026-03-02 10:00:00,600,4930777,c1\n4930001,2026-03-03 10:00:00,60,33140,c2\n"; // 1.00 and 1.25

} // namespace

class UsageDiscountsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPartIsTakenOffEachLineForSomePeriods_data() { engineRows(); }
    void aPartIsTakenOffEachLineForSomePeriods()
    {
        QFETCH(QString, engine);
        DiscountShop shop(engine);
        catalogue::Promotion promotion;
        promotion.code = QStringLiteral("CALLS-10");
        promotion.name = QStringLiteral("Ten off calls");
        promotion.basisPoints = 1'000;
        promotion.periods = 1;
        promotion.onUsage = true;
        promotion.validFrom = BillingDate(2026, 1, 1);
        catalogue::PriceService(shop.s.context).publish(administrator(), promotion);
        QCOMPARE(catalogue::promotionFrom(catalogue::toJson(promotion)), promotion);
        QVERIFY(DiscountService(shop.s.context).redeem(administrator(), shop.subscription(), promotion.code, BillingDate(2026, 3, 1)).onUsage);
        shop.import("march.csv", marchCalls);
        QCOMPARE(shop.discounts("2026-04-01"), QStringList({"-0.10 1900", "-0.13 1900"}));
        shop.import("april.csv", "4930001,2026-03-09 10:00:00,600,4930777,c3\n4930001,2026-04-03 10:00:00,600,4930777,c4\n");
        QCOMPARE(shop.discounts("2026-05-01"), QStringList({"-0.10 1900"})); // late usage of March has March's discount, April's has none
        const auto revenue = shop.db().row(QStringLiteral("SELECT CAST(SUM(l.amount_minor) AS BIGINT) AS n FROM ledger_leg l WHERE l.account = 'income:revenue:usage'"));
        QCOMPARE(revenue->integer("n"), -(225 - 23 + 200 - 10));
    }

    void anAmountIsTakenOffOncePerBillPeriod_data() { engineRows(); }
    void anAmountIsTakenOffOncePerBillPeriod()
    {
        QFETCH(QString, engine);
        DiscountShop shop(engine);
        Discount off = shop.discount(BillingDate(2026, 3, 1), BillingDate(2026, 5, 1));
        off.amount = Money::parse(u"1.50", Currency::parse(u"EUR"));
        const Discount made = DiscountService(shop.s.context).grant(administrator(), off);
        QCOMPARE(discountFrom(toJson(made)).onUsage, true);
        shop.import("march.csv", marchCalls);
        QCOMPARE(shop.discounts("2026-04-01"), QStringList({"-0.67 1900", "-0.83 1900"})); // the parts sum to it
        shop.import("april.csv", "4930001,2026-04-03 10:00:00,600,4930777,c4\n");
        QCOMPARE(shop.discounts("2026-05-01"), QStringList({"-1.00 1900"})); // no more than the usage
        shop.import("may.csv", "4930001,2026-05-03 10:00:00,600,4930777,c5\n");
        QCOMPARE(shop.discounts("2026-06-01"), QStringList());
    }

    // A discount of the recurring price has nothing to do with usage, also where that came late.
    void theRecurringPriceAndUsageHaveTheirOwn()
    {
        DiscountShop shop(QStringLiteral("sqlite"));
        Discount off = shop.discount(BillingDate(2026, 3, 1));
        off.basisPoints = 5'000;
        off.onUsage = false;
        DiscountService(shop.s.context).grant(administrator(), off);
        shop.import("march.csv", marchCalls);
        QCOMPARE(shop.discounts("2026-04-01"), QStringList({"-24.50 1900"}));
        shop.import("late.csv", "4930001,2026-03-09 10:00:00,600,4930777,c3\n");
        QCOMPARE(shop.discounts("2026-05-01"), QStringList({"-24.50 1900"}));
    }
};

QTEST_GUILESS_MAIN(UsageDiscountsTest)
#include "tst_usagediscounts.moc"
