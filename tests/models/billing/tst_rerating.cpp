// A price was wrong: the usage of a past time by the right one is a difference on the next invoice, once, and nothing else moves.
#include "models/billing/adjustmentservice.h"
#include "models/billing/drafteffect.h"
#include "models/billing/reratingservice.h"
#include "models/rating/balanceservice.h"
#include "tests/models/billing/phoneshop.h"

#include <random>

using namespace trunkline;
using namespace trunkline::billing;
using namespace trunkline::test;

namespace {

const BillingPeriod march{BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)};
const QString why = QStringLiteral("wrong price list");

struct CorrectedShop : PhoneShop {
    using PhoneShop::PhoneShop;

    /// From January on a minute to Germany costs so much.
    void correct(std::int64_t micros)
    {
        catalogue::Tariff tariff = catalogue::tariffVersions(db(), QStringLiteral("VOICE")).last().tariff;
        tariff.rates.first().steps.first().priceMicros = micros;
        catalogue::TariffService(s.context).correct(administrator(), tariff);
    }

    Rerating rerate(const BillingPeriod& days = march) { return ReratingService(s.context).rerate(administrator(), account, days, why); }

    QStringList billed(const char* iso)
    {
        clockTo(qPrintable(QString::fromLatin1(iso) + QStringLiteral("T08:00:00Z")));
        const BillingDate day = BillingDate::parse(QString::fromLatin1(iso));
        const QStringList drafted = told(preview(day));
        const QStringList posted = told(post(day));
        return drafted == posted && billing::draftInvoices(db(), cycleEndedBy(day, 1), day).isEmpty() ? posted : QStringList{QStringLiteral("differ")};
    }
};

} // namespace

class ReratingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // CG #48: rerating debited twice, and balances had to be reset by hand.
    void theDifferenceComesOnceAndBalancesStay_data() { engineRows(); }
    void theDifferenceComesOnceAndBalancesStay()
    {
        QFETCH(QString, engine);
        CorrectedShop shop(engine);
        rating::BalanceService balances(shop.s.context);
        balances.topUp(administrator(), shop.account, QStringLiteral("main"), Money{1'000, Currency::parse(u"EUR")}, {}, QStringLiteral("top-up-1"));
        const auto money = [&] { return shop.db().row(QStringLiteral("SELECT CAST(SUM(left_micros) AS BIGINT) AS n FROM balance_lot"))->integer("n"); };
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n4930001,2026-03-20 10:00:00,61,4930777,c2\n4930001,2026-03-21 10:00:00,60,33140,c3\n");
        QCOMPARE(shop.billed("2026-04-01"), QStringList({"usage 03-01..04-01 0.30", "usage 03-01..04-01 1.25"}));
        QCOMPARE(shop.rerate(), Rerating()); // nothing was corrected
        shop.import("april.csv", "4930001,2026-04-02 10:00:00,60,4930777,c4\n4930001,2026-03-30 10:00:00,60,4930777,c5\n"); // the second one came late
        shop.correct(80'000);
        const Rerating first = shop.rerate();
        QCOMPARE(first.records, 4); // those to Germany and elsewhere, and the late one, which is not billed yet
        QCOMPARE(first.charges.size(), 1);
        QCOMPARE(first.charges.first().net.toPlainString(), QStringLiteral("-0.06"));
        QCOMPARE(first.charges.first().period, std::optional(BillingPeriod{BillingDate(2026, 3, 2), BillingDate(2026, 3, 21)}));
        QCOMPARE(shop.rerate(), Rerating()); // asked again: nothing more
        QCOMPARE(shop.rerate({march.from, BillingDate(2026, 3, 15)}), Rerating());
        QCOMPARE(money(), 10'000'000);
        // What is not billed yet is billed by the new price where its time was rated anew, and by the old one where it was not.
        QCOMPARE(shop.billed("2026-05-01"), QStringList({"usage 04-01..05-01 0.10", "delta 03-30..03-31 0.08", "delta 03-02..03-21 -0.06"}));
        QCOMPARE(shop.rerate(), Rerating());
        shop.correct(120'000);
        QCOMPARE(shop.rerate().charges.first().net.toPlainString(), QStringLiteral("0.16")); // four minutes from 0.08 to 0.12
        QCOMPARE(shop.rerate({BillingDate(2026, 4, 1), BillingDate(2026, 5, 1)}).charges.first().net.toPlainString(), QStringLiteral("0.02"));
        QCOMPARE(shop.billed("2026-06-01"), QStringList({"delta 03-02..03-31 0.16", "delta 04-02..04-03 0.02"}));
        QCOMPARE(money(), 10'000'000);
        QVERIFY(!store::journalOf(shop.db(), QStringLiteral("account"), shop.account.toString()).isEmpty());
    }

    void whatWasIncludedStaysIncluded_data() { engineRows(); }
    void whatWasIncludedStaysIncluded()
    {
        QFETCH(QString, engine);
        CorrectedShop shop(engine);
        shop.include(PhoneShop::seconds(180), march.from);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,120,4930777,c1\n4930001,2026-03-03 10:00:00,120,4930777,c2\n4930001,2026-03-04 10:00:00,60,4930777,c3\n");
        QCOMPARE(shop.billed("2026-04-01"), QStringList({"usage 03-01..04-01 0.20", "usage 03-01..04-01 0.00 0:03:00 0:03:00-0:00:00"}));
        shop.correct(200'000);
        QCOMPARE(shop.rerate().charges.first().net.toPlainString(), QStringLiteral("0.20")); // two minutes were paid for
        QCOMPARE(shop.rerate(), Rerating());
        QCOMPARE(shop.billed("2026-05-01"), QStringList({"delta 03-03..03-05 0.20"}));
        // What is included now was not included then.
        shop.correct(300'000);
        catalogue::AllowanceService(shop.s.context).choose(administrator(), shop.offering, QStringLiteral("MINUTES"), BillingDate(2026, 4, 1));
        QVERIFY_THROWS_EXCEPTION(Refused, shop.rerate());
    }

    // An invoice that is taken back after a rerating is billed again as it was: the difference stands by itself.
    void aCancelledInvoiceAndItsDifferenceAddUp_data() { engineRows(); }
    void aCancelledInvoiceAndItsDifferenceAddUp()
    {
        QFETCH(QString, engine);
        CorrectedShop shop(engine);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,600,4930777,c1\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const Invoice posted = shop.post(march.to);
        shop.correct(70'000);
        QCOMPARE(shop.rerate().charges.first().net.toPlainString(), QStringLiteral("-0.30"));
        AdjustmentService(shop.s.context).cancel(administrator(), posted.id, QStringLiteral("address"), true, march.to);
        shop.correct(60'000);
        QVERIFY_THROWS_EXCEPTION(Refused, shop.rerate()); // between two invoices
        QCOMPARE(shop.billed("2026-04-01"), QStringList({"usage 03-02..03-03 1.00", "delta 03-02..03-03 -0.30"}));
        QCOMPARE(shop.rerate().charges.first().net.toPlainString(), QStringLiteral("-0.10"));
        QCOMPARE(shop.rerate(), Rerating());
    }

    // Stopped between two accounts and asked again: each has its difference, once.
    void allAccountsAreRatedAnewEachForItself_data() { engineRows(); }
    void allAccountsAreRatedAnewEachForItself()
    {
        QFETCH(QString, engine);
        CorrectedShop shop(engine);
        const AccountId other = shop.newAccount(QStringLiteral("Other"));
        shop.phone(1, "4930002", {}, other);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n4930002,2026-03-02 10:00:00,120,4930777,c2\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        QCOMPARE(BillRunService(shop.s.context).post(administrator(), cycleEndedBy(march.to, 1), march.to).progress.posted, 2);
        shop.correct(50'000);
        ReratingService service(shop.s.context);
        QCOMPARE(service.rerateAll(administrator(), march, why, [](const ReratingResult&) { return false; }).charges, 1);
        const ReratingResult rest = service.rerateAll(administrator(), march, why);
        QCOMPARE(rest.charges, 1);
        QVERIFY(rest.refused.isEmpty());
        QCOMPARE(service.rerateAll(administrator(), march, why).records, 0);
        QCOMPARE(shop.db().row(QStringLiteral("SELECT COUNT(*) AS n FROM account_charge"))->integer("n"), 2);
    }

    void needsAReasonAndThePermission()
    {
        CorrectedShop shop(QStringLiteral("sqlite"));
        ReratingService service(shop.s.context);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.rerate(administrator(), shop.account, march, QStringLiteral(" ")));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.rerate(administrator(), shop.account, {march.to, march.from}, why));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.rerate(withRole(access::Role::BillingClerk), shop.account, march, why));
        catalogue::Tariff tariff = catalogue::tariffVersions(shop.db(), QStringLiteral("VOICE")).last().tariff;
        tariff.validFrom = BillingDate(2026, 2, 1);
        QVERIFY_THROWS_EXCEPTION(Refused, catalogue::TariffService(shop.s.context).correct(administrator(), tariff)); // nothing begins then
    }

    // What a draft would have changed last month is what the correction then changes.
    void aDraftsEffectIncludesUsage_data() { engineRows(); }
    void aDraftsEffectIncludesUsage()
    {
        QFETCH(QString, engine);
        CorrectedShop shop(engine);
        shop.include(PhoneShop::seconds(60, 1), march.from);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,660,4930777,c1\n4930001,2026-03-03 10:00:00,60,33140,c2\n");
        const auto differences = [&](const DraftEffect& effect) {
            QStringList told;
            for (const AccountEffect& each : effect.accounts)
                told.append(QStringLiteral("%1 %2").arg(each.before.toPlainString(), each.after.toPlainString()));
            return told;
        };
        catalogue::OfferingDraft dearer = fibre100Draft();
        dearer.price = UnitPrice::parse(u"50.00", dearer.price.currency);
        catalogue::Tariff cheaper = catalogue::tariffVersions(shop.db(), QStringLiteral("VOICE")).last().tariff;
        cheaper.rates.first().steps.first().priceMicros = 50'000;
        shop.clockTo("2026-04-01T08:00:00Z");
        for (int time = 0; time < 2; ++time) { // before it is billed, and after
            QCOMPARE(differences(draftEffect(administrator(), shop.db(), dearer, march.to)), QStringList({"51.25 52.25"}));
            QCOMPARE(differences(draftEffect(administrator(), shop.db(), cheaper, march.to)), QStringList({"51.25 50.75"}));
            if (time == 0)
                QCOMPARE(shop.billed("2026-04-01"), QStringList({"usage 03-01..04-01 1.00", "usage 03-01..04-01 1.25", "usage 03-01..04-01 0.00 0:01:00 0:01:00-0:00:00"}));
        }
        shop.correct(50'000);
        QCOMPARE(shop.rerate().charges.first().net.toPlainString(), QStringLiteral("-0.50"));
        cheaper.code = QStringLiteral("NEW");
        QVERIFY_THROWS_EXCEPTION(Refused, draftEffect(administrator(), shop.db(), cheaper, march.to));
    }

    // Corrections by chance: whatever was asked in whatever order, the customer has paid what the last price says.
    void differencesAddUpToTheLastPrice_data() { engineRows(); }
    void differencesAddUpToTheLastPrice()
    {
        QFETCH(QString, engine);
        const unsigned seed = 48;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        CorrectedShop shop(engine);
        std::int64_t minutes = 0;
        for (int month = 4; month <= 8; ++month) {
            QByteArray lines;
            for (int call = 0; call < 6; ++call) {
                const int of = std::max(3, month - 1 - int(random() % 2)), length = 1 + int(random() % 9);
                minutes += length;
                lines += QStringLiteral("4930001,2026-%1-%2 10:00:00,%3,4930777,m%4c%5\n").arg(of, 2, 10, QLatin1Char('0')).arg(2 + random() % 26, 2, 10, QLatin1Char('0')).arg(60 * length).arg(month).arg(call).toLatin1();
            }
            shop.import(qPrintable(QStringLiteral("%1.csv").arg(month)), lines);
            if (random() % 2)
                shop.correct(10'000 * std::int64_t(1 + random() % 20));
            if (random() % 2)
                shop.rerate({BillingDate(2026, month - 1, 1), BillingDate(2026, month, 1 + int(random() % 20))});
            QVERIFY(shop.billed(qPrintable(QStringLiteral("2026-%1-01").arg(month, 2, 10, QLatin1Char('0')))) != QStringList{QStringLiteral("differ")});
        }
        shop.correct(30'000);
        const BillingPeriod all{march.from, BillingDate(2026, 9, 1)};
        shop.rerate(all);
        QCOMPARE(shop.rerate(all), Rerating());
        shop.billed("2026-09-01");
        std::int64_t paid = 0;
        for (const InvoiceSummary& each : invoices(shop.db()))
            for (const InvoiceLine& line : PhoneShop::usageOf(*invoice(shop.db(), each.id)))
                paid += line.net.minor;
        QCOMPARE(paid, minutes * 3);
    }
};

QTEST_GUILESS_MAIN(ReratingTest)
#include "tst_rerating.moc"
