// One call, from the switch's line to the invoice's: what is rated, explained, debited and billed is one amount; what has no price
// is never free.
#include "tests/models/billing/phoneshop.h"

#include "models/rating/balanceservice.h"
#include "models/rating/explain.h"
#include "models/rating/usagecheck.h"

using namespace trunkline;
using namespace trunkline::billing;
using namespace trunkline::test;

namespace {

const Currency eur = Currency::parse(u"EUR");

/// A tariff of one zone and one rate.
catalogue::Tariff oneRate(const QString& code, const catalogue::Rate& rate, const QString& prefix = {})
{
    catalogue::Tariff tariff = PhoneShop::tariff(code, eur, QStringLiteral("Europe/Berlin"));
    tariff.zones = {{"ALL", "Everywhere", {prefix}}};
    tariff.rates = {rate};
    tariff.rules = {{"ALL", rate.code, "EVER", 0}};
    return tariff;
}

catalogue::Rate rateOf(std::int64_t priceMicros, std::int64_t increment, int decimals, Rounding rounding = Rounding::HalfUp)
{
    return {QStringLiteral("R"), 0, {{0, priceMicros, 60, increment}}, rounding, decimals, 0, {}, {}};
}

/// Another service of the shop's account, with an offering and a number of its own; without a tariff when `tariff` is empty.
inventory::Service anotherService(PhoneShop& shop, int port, const QString& offeringCode, const QString& number, const QString& tariff)
{
    catalogue::OfferingDraft draft = fibre100Draft();
    draft.code = draft.name = offeringCode;
    const OfferingId offering = catalogue::CatalogueService(shop.s.context).publish(administrator(), draft).id;
    if (!tariff.isEmpty())
        catalogue::TariffService(shop.s.context).choose(administrator(), offering, tariff);
    const inventory::Service service = shop.connectService(port, shop.account, offering);
    rating::UsageService(shop.s.context).identify(administrator(), number, service.id, shop.s.clock.now());
    return service;
}

} // namespace

class RecordToLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Pains: a call of 57 s is billed as 30 s, and its detail and its debit disagree; 0.174 is recorded where 0.18 was agreed.
    void chargeDetailAndDebitAgree_data() { engineRows(); }
    void chargeDetailAndDebitAgree()
    {
        QFETCH(QString, engine);
        struct Case {
            const char* tariff;
            catalogue::Rate rate;
            int seconds, charged;
            std::int64_t micros;
            const char* net;
            const char* duration;
        };
        const QList<Case> cases{{"BY-30", rateOf(120'000, 30, 6), 57, 60, 120'000, "0.12", "0:01:00"},
                                {"BY-60", rateOf(120'000, 60, 6), 57, 60, 120'000, "0.12", "0:01:00"},
                                {"BY-1", rateOf(120'000, 1, 6), 57, 57, 114'000, "0.11", "0:00:57"},
                                {"CENTS-UP", rateOf(180'000, 1, 2, Rounding::Up), 58, 58, 180'000, "0.18", "0:00:58"}, // 0.174
                                {"CENTS", rateOf(180'000, 1, 2), 58, 58, 170'000, "0.17", "0:00:58"}};
        PhoneShop shop(engine);
        rating::BalanceService balances(shop.s.context);
        QByteArray lines;
        std::int64_t spent = 0;
        balances.topUp(administrator(), shop.account, QStringLiteral("main"), Money::parse(u"10", eur), {}, QStringLiteral("voucher"));
        int port = 0;
        for (const Case& each : cases) {
            const QString code = QString::fromLatin1(each.tariff);
            catalogue::TariffService(shop.s.context).publish(administrator(), oneRate(code, each.rate));
            ++port;
            anotherService(shop, port, code, QStringLiteral("493010%1").arg(port), code);
            lines += QByteArray("493010") + QByteArray::number(port) + ",2026-03-10 10:00:00," + QByteArray::number(each.seconds) + ",4930777,c" + QByteArray::number(port) + '\n';

            // What is explained, and what a session of a prepaid balance would be debited.
            const rating::RateBook book(oneRate(code, each.rate));
            const rating::RatePlan plan{{{book.validFromMs(), &book}}};
            const rating::RatePlan* const plans[] = {&plan};
            const rating::Usage usage{Timestamp::parse(u"2026-03-10T10:00:00Z").ms, each.seconds, "4930777"};
            rating::Rating rated;
            rating::rate(usage, plans, {}, rated);
            QCOMPARE(rated.totalMicros, each.micros);
            const rating::Explanation told = rating::explain(usage, rated, {}, QLocale::c());
            std::int64_t steps = 0;
            for (const rating::ExplainedStep& step : told.steps)
                if (!step.amount.isEmpty())
                    steps += UnitPrice::parse(step.amount, eur).micros;
            QCOMPARE(steps, each.micros);
            balances.reserve(administrator(), shop.account, QStringLiteral("main"), code, UnitPrice{each.micros, eur}, shop.s.clock.now().plusMs(60'000));
            spent += each.micros;
            QCOMPARE(rating::fundsAt(balances.commit(administrator(), code, UnitPrice{rated.totalMicros, eur}), shop.s.clock.now()), 10'000'000 - spent);
        }
        shop.import("march.csv", lines);
        for (int i = 0; i < cases.size(); ++i) {
            const auto row = shop.db().row(QStringLiteral("SELECT r.charged AS charged, r.amount_micros AS amount FROM usage_record r JOIN usage_identity i ON i.id = r.identity_id WHERE i.identifier = ?"),
                                           {QStringLiteral("493010%1").arg(i + 1)});
            QCOMPARE(row->integer("charged"), cases[i].charged);
            QCOMPARE(row->integer("amount"), cases[i].micros);
        }
        shop.clockTo("2026-04-01T08:00:00Z");
        const QList<InvoiceLine> billed = PhoneShop::usageOf(shop.post(BillingDate(2026, 4, 1)));
        QCOMPARE(billed.size(), cases.size());
        for (int i = 0; i < cases.size(); ++i) {
            QCOMPARE(billed[i].net.toPlainString(), QString::fromLatin1(cases[i].net));
            QVERIFY2(billed[i].detail.endsWith(QLatin1String(cases[i].duration)), qPrintable(billed[i].detail));
        }
    }

    // Pain: a number that was sold on and has no price is charged 0.00; an invoice is due in 1970.
    void whatHasNoPriceIsNeverFree_data() { engineRows(); }
    void whatHasNoPriceIsNeverFree()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        catalogue::TariffService tariffs(shop.s.context);
        tariffs.publish(administrator(), oneRate(QStringLiteral("GERMANY"), rateOf(60'000, 60, 6), QStringLiteral("49")));
        catalogue::Tariff april = oneRate(QStringLiteral("APRIL"), rateOf(60'000, 60, 6));
        april.validFrom = BillingDate(2026, 4, 1);
        tariffs.publish(administrator(), april);
        const auto resold = anotherService(shop, 1, QStringLiteral("DID"), QStringLiteral("4930002"), {});
        anotherService(shop, 2, QStringLiteral("GERMAN"), QStringLiteral("4930003"), QStringLiteral("GERMANY"));
        anotherService(shop, 3, QStringLiteral("SOON"), QStringLiteral("4930004"), QStringLiteral("APRIL"));
        const rating::UsageCounts counts = shop.read(QStringLiteral("march.csv"), "4930002,2026-03-10 10:00:00,60,4930777,c1\n"   // no tariff at all
                                                                                   "4930003,2026-03-10 10:00:00,60,33140,c2\n"     // no zone
                                                                                   "4930004,2026-03-10 10:00:00,60,4930777,c3\n"   // no version yet
                                                                                   "4930009,2026-03-10 10:00:00,60,4930777,c4\n"); // nobody's number
        QCOMPARE(counts.suspended, 4);
        QCOMPARE(counts.rated, 0);
        QCOMPARE(counts.free, 0);
        const QHash<QString, std::int64_t> reasons = rating::suspendedByReason(shop.db());
        QCOMPARE(reasons.value(QStringLiteral("no-tariff")), 2);
        QCOMPARE(reasons.value(QStringLiteral("no-destination")), 1);
        QCOMPARE(reasons.value(QStringLiteral("unknown-subscriber")), 1);
        QVERIFY(rating::checkUsage(shop.db()).wrong.isEmpty());
        shop.clockTo("2026-04-01T08:00:00Z");
        const Invoice march = shop.post(BillingDate(2026, 4, 1));
        QVERIFY(PhoneShop::usageOf(march).isEmpty());
        for (const InvoiceLine& line : march.lines)
            QVERIFY2(!line.net.isZero(), qPrintable(line.text));
        QCOMPARE(march.dueOn, BillingDate(2026, 4, 15));

        // Once it has a price it is charged, as what it is: late.
        tariffs.choose(administrator(), resold.offeringId, QStringLiteral("GERMANY"));
        QCOMPARE(rating::UsageService(shop.s.context).recycle(administrator()).rated, 1);
        shop.clockTo("2026-05-01T08:00:00Z");
        const Invoice next = shop.post(BillingDate(2026, 5, 1));
        QCOMPARE(PhoneShop::usageOf(next).size(), 1);
        QCOMPARE(PhoneShop::usageOf(next).first().kind, LineKind::Delta);
        QCOMPARE(PhoneShop::usageOf(next).first().net.toPlainString(), QStringLiteral("0.06"));
        QCOMPARE(next.dueOn, BillingDate(2026, 5, 15));
    }

    // Pain: one rate card for all of a customer.
    void oneCustomerHasSeveralTariffs_data() { engineRows(); }
    void oneCustomerHasSeveralTariffs()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine); // 0.10 a minute
        catalogue::TariffService(shop.s.context).publish(administrator(), oneRate(QStringLiteral("CHEAP"), rateOf(20'000, 60, 6)));
        anotherService(shop, 1, QStringLiteral("BUSINESS"), QStringLiteral("4930002"), QStringLiteral("CHEAP"));
        shop.import("march.csv", "4930001,2026-03-10 10:00:00,60,4930777,c1\n4930002,2026-03-10 10:00:00,60,4930777,c2\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const QList<InvoiceLine> lines = PhoneShop::usageOf(shop.post(BillingDate(2026, 4, 1)));
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].net.toPlainString(), QStringLiteral("0.10"));
        QCOMPARE(lines[1].net.toPlainString(), QStringLiteral("0.02"));
    }

    // Pain: of a callback only one leg is charged. Both legs are the caller's, begin at once and bear one call's identifier. Where the mapping does
    // not say that the destination tells them apart, the second is no duplicate: it waits for a person, and both are charged in the end.
    void bothLegsOfACallbackAreCharged_data() { engineRows(); }
    void bothLegsOfACallbackAreCharged()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        const QByteArray legs = "4930001,2026-03-10 10:00:00,60,4930777,c1\n4930001,2026-03-10 10:00:00,120,33140,c1\n";
        const rating::UsageCounts blind = shop.read(QStringLiteral("march.csv"), legs + legs); // and what is sent twice
        QCOMPARE(blind.rated, 1);
        QCOMPARE(blind.duplicates, 1);
        QCOMPARE(blind.suspended, 2);
        QCOMPARE(rating::suspendedByReason(shop.db()).value(QStringLiteral("same-key")), 2);
        rating::UsageService usage(shop.s.context);
        QCOMPARE(usage.recycle(administrator()).suspended, 2); // not by itself
        rating::UsageMapping mapping = PhoneShop::mapping(QStringLiteral("UTC"));
        mapping.keys = {4, 3};
        usage.saveMapping(administrator(), mapping);
        const rating::UsageCounts again = usage.recycle(administrator());
        QCOMPARE(again.rated, 1);
        QCOMPARE(again.duplicates, 1);
        QVERIFY(rating::checkUsage(shop.db()).wrong.isEmpty());
        shop.clockTo("2026-04-01T08:00:00Z");
        const QList<InvoiceLine> lines = PhoneShop::usageOf(shop.post(BillingDate(2026, 4, 1)));
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].net.toPlainString(), QStringLiteral("0.10"));
        QCOMPARE(lines[1].net.toPlainString(), QStringLiteral("2.50"));

        // With the right mapping from the start nothing waits.
        PhoneShop seeing(engine);
        rating::UsageService(seeing.s.context).saveMapping(administrator(), mapping);
        const rating::UsageCounts seen = seeing.read(QStringLiteral("march.csv"), legs + legs);
        QCOMPARE(seen.rated, 2);
        QCOMPARE(seen.duplicates, 2);
    }
};

QTEST_GUILESS_MAIN(RecordToLineTest)
#include "tst_recordtoline.moc"
