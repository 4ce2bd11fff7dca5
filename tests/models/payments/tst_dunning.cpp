#include "models/payments/dunningcases.h"
#include "tests/models/payments/paidshop.h"

#include <QJsonArray>
#include <QTest>

using namespace trunkline;
using namespace trunkline::payments;
using test::eur;
using test::PaidShop;
using test::refusalOf;

namespace {

DunningPolicy standard()
{
    return dunningPolicyFrom(standardDunningRules(), Currency::parse(u"EUR"));
}

OpenItem invoice(const QString& number, const char* open, BillingDate due)
{
    return {{InvoiceId(QUuid::createUuidV5(QUuid(), number)), {}}, ItemKind::Invoice, number, {}, due.plusDays(-14), due, eur(open), eur(open), false};
}

DunningFacts facts(const QList<DunnedItem>& items)
{
    return {{}, QStringLiteral("A-000001"), {}, QStringLiteral("Öz"), eur("0.00"), std::nullopt, true, items};
}

const BillingDate due(2026, 4, 15);

} // namespace

class DunningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Actual/365, rounded half up once.
    void interest()
    {
        QCOMPARE(interestFor(eur("100.00"), 627, 365), eur("6.27"));
        QCOMPARE(interestFor(eur("58.31"), 627, 35), eur("0.35"));   // 0.35056…
        QCOMPARE(interestFor(eur("1000.00"), 365, 1), eur("0.10"));
        QCOMPARE(interestFor(eur("50.00"), 365, 1), eur("0.01"));    // 0.005: up
        QCOMPARE(interestFor(eur("49.99"), 365, 1), eur("0.00"));
        QCOMPARE(interestFor(Money::parse(u"1000", Currency::parse(u"JPY")), 627, 35), Money::parse(u"6", Currency::parse(u"JPY")));
    }

    void rulesAreRead()
    {
        QCOMPARE(standard().steps.size(), 4);
        QVERIFY(standard().steps.last().suspend);
        QJsonObject rules = standardDunningRules();
        QJsonArray steps = rules["steps"].toArray();
        QJsonObject second = steps[1].toObject();
        second["afterDays"] = 7;
        steps[1] = second;
        rules["steps"] = steps;
        QVERIFY(refusalOf([&] { dunningPolicyFrom(rules, Currency::parse(u"EUR")); }).contains(QStringLiteral("Step 2")));
        second["afterDays"] = 20;
        second["fee"] = QStringLiteral("-1.00");
        steps[1] = second;
        rules["steps"] = steps;
        QVERIFY(refusalOf([&] { dunningPolicyFrom(rules, Currency::parse(u"EUR")); }).contains(QStringLiteral("negative")));
        rules["steps"] = QJsonArray();
        QVERIFY(refusalOf([&] { dunningPolicyFrom(rules, Currency::parse(u"EUR")); }).contains(QStringLiteral("remind nobody")));
    }

    void stepsComeOneByOne()
    {
        DunnedItem item{invoice(QStringLiteral("I"), "58.31", due), 0, {}, {}};
        QVERIFY(!draftDunning(standard(), facts({item}), due.plusDays(6)));
        const auto reminder = draftDunning(standard(), facts({item}), due.plusDays(7));
        QCOMPARE(reminder->step, 1);
        QCOMPARE(reminder->total, eur("58.31"));
        QVERIFY(!reminder->suspend);
        // Long overdue: still the first step first.
        QCOMPARE(draftDunning(standard(), facts({item}), due.plusDays(200))->step, 1);
        item.lastStep = 1;
        item.lastOn = due.plusDays(20);
        QVERIFY(!draftDunning(standard(), facts({item}), due.plusDays(26))); // a letter a week at most
        const auto second = draftDunning(standard(), facts({item}), due.plusDays(27));
        QCOMPARE(second->fee, eur("2.50"));
        QCOMPARE(second->total, eur("60.81"));
        item.lastStep = 2;
        item.lastOn = due.plusDays(27);
        const auto third = draftDunning(standard(), facts({item}), due.plusDays(35));
        QCOMPARE(third->interest, eur("0.35"));
        QCOMPARE(third->items.first().interestFrom, std::optional(due));
        item.lastStep = 3;
        item.lastOn = due.plusDays(35);
        item.interestUntil = due.plusDays(35);
        const auto last = draftDunning(standard(), facts({item}), due.plusDays(49));
        QVERIFY(last->suspend);
        QCOMPARE(last->interest, eur("0.14")); // fourteen days more, none twice
        item.lastStep = 4;
        QVERIFY(!draftDunning(standard(), facts({item}), due.plusDays(400)));
    }

    void whoIsLeftAlone()
    {
        const DunnedItem item{invoice(QStringLiteral("I"), "58.31", due), 0, {}, {}};
        const BillingDate today = due.plusDays(7);
        DunningFacts f = facts({item});
        f.items[0].item.disputed = true;
        QVERIFY(!draftDunning(standard(), f, today));
        f = facts({item});
        f.holdUntil = today.plusDays(1);
        QVERIFY(!draftDunning(standard(), f, today));
        f.holdUntil = today;
        QVERIFY(draftDunning(standard(), f, today));
        f = facts({item});
        f.credit = eur("58.31"); // paid and not yet allocated
        QVERIFY(!draftDunning(standard(), f, today));
        f.credit = eur("55.00"); // 3.31 left: below the minimum
        QVERIFY(!draftDunning(standard(), f, today));
        f.credit = eur("50.00");
        QCOMPARE(draftDunning(standard(), f, today)->open, eur("8.31"));
        // A disputed invoice beside one that is not: the letter speaks of the other one only.
        f = facts({item, {invoice(QStringLiteral("J"), "10.00", due), 0, {}, {}}});
        f.items[0].item.disputed = true;
        QCOMPARE(draftDunning(standard(), f, today)->total, eur("10.00"));
    }

    // UCRM m-p/2622594 (pain list, row 28): who is away for the season and has nothing active is not suspended again.
    void suspendedCustomersAreNotSuspendedAgain()
    {
        DunningFacts f = facts({{invoice(QStringLiteral("I"), "58.31", due), 3, due.plusDays(35), due.plusDays(35)}});
        QVERIFY(draftDunning(standard(), f, due.plusDays(49))->suspend);
        f.hasActiveService = false;
        QVERIFY(!draftDunning(standard(), f, due.plusDays(49))->suspend);
    }

    void aRun_data() { test::engineRows(); }
    void aRun()
    {
        QFETCH(QString, engine);
        PaidShop shop(engine);
        const AccountId second = shop.newAccount(QStringLiteral("Other"));
        const AccountId third = shop.newAccount(QStringLiteral("Third"));
        shop.connectService(0);
        shop.connectService(1, second);
        shop.connectService(2, third);
        const auto march = shop.billMarch(); // due on the 15th of April
        DunningService dunning(shop.s.context);
        const auto manager = test::withRole(access::Role::BillingManager);
        const auto clerk = test::withRole(access::Role::BillingClerk);
        shop.clockTo("2026-04-22T06:00:00Z");
        const BillingDate first(2026, 4, 22);
        QCOMPARE(previewDunning(clerk, shop.db(), BillingDate(2026, 4, 21)).size(), 0);
        dunning.hold(manager, third, BillingDate(2026, 7, 1), QStringLiteral("moves house"));
        const auto preview = previewDunning(clerk, shop.db(), first);
        QCOMPARE(preview.size(), 2);
        QVERIFY(refusalOf([&] { dunning.start(clerk, first); }).contains(QStringLiteral("run-dunning")));
        const DunningApproval approved = approvalOf(preview);
        QCOMPARE(approved.letters, 2);
        PaymentService(shop.s.context).record(manager, {second, PaymentMethod::Cash, first, eur("58.31")});
        QVERIFY(refusalOf([&] { dunning.post(manager, first, approved); }).contains(QStringLiteral("changed since")));
        const auto sent = dunning.post(manager, first, approvalOf(previewDunning(clerk, shop.db(), first)));
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first().draft.accountId, shop.account);
        QVERIFY(dunning.post(manager, first).isEmpty()); // the same day again sends nothing
        QCOMPARE(dunningNotices(shop.db(), shop.account).size(), 1);
        QCOMPARE(dunningNotices(shop.db()).first()["creditorReference"].toString().left(2), QStringLiteral("RF"));

        shop.clockTo("2026-05-06T06:00:00Z");
        QCOMPARE(dunning.post(manager, BillingDate(2026, 5, 6)).first().draft.fee, eur("2.50"));
        shop.clockTo("2026-05-20T06:00:00Z");
        QCOMPARE(dunning.post(manager, BillingDate(2026, 5, 20)).first().draft.interest, eur("0.35"));
        QVERIFY(!owesSuspension(shop.db(), shop.account));
        shop.clockTo("2026-06-03T06:00:00Z");
        const auto last = dunning.post(manager, BillingDate(2026, 6, 3));
        QVERIFY(last.first().draft.suspend);
        QVERIFY(owesSuspension(shop.db(), shop.account));
        QCOMPARE(shop.owed(), eur("66.30")); // 58.31 + 2.50 + 5.00 + 0.35 + 0.14
        QCOMPARE(shop.wrongInTheBooks(), QStringList());
        // Paid: nothing holds the service back any more, whatever the fees are.
        PaymentService(shop.s.context).record(manager, {shop.account, PaymentMethod::Cash, BillingDate(2026, 6, 3), eur("66.30")});
        QVERIFY(!owesSuspension(shop.db(), shop.account));
        QCOMPARE(shop.owed(), eur("0.00"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());
    }

    void rulesForAnAccount()
    {
        PaidShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        shop.billMarch();
        DunningService dunning(shop.s.context);
        const auto manager = test::withRole(access::Role::BillingManager);
        QVERIFY(refusalOf([&] { dunning.choosePolicy(manager, shop.account, QStringLiteral("gentle")); }).contains(QStringLiteral("there are standard")));
        QJsonObject gentle = standardDunningRules();
        gentle["code"] = QStringLiteral("gentle");
        QJsonArray steps = gentle["steps"].toArray();
        while (steps.size() > 1)
            steps.removeLast();
        QJsonObject only = steps[0].toObject();
        only["afterDays"] = 30;
        steps[0] = only;
        gentle["steps"] = steps;
        dunning.putPolicy(manager, gentle);
        dunning.choosePolicy(manager, shop.account, QStringLiteral("gentle"));
        QCOMPARE(previewDunning(manager, shop.db(), BillingDate(2026, 5, 14)).size(), 0);
        QCOMPARE(previewDunning(manager, shop.db(), BillingDate(2026, 5, 15)).size(), 1);
    }

    void rulesAreWrittenAsTheyAreRead()
    {
        const Currency euro = Currency::parse(u"EUR");
        const DunningPolicy standard = dunningPolicyFrom(standardDunningRules(), euro);
        QVERIFY(standard.steps.size() > 2);
        QCOMPARE(dunningPolicyFrom(toJson(standard), euro), standard);
    }

    void whoIsLeftOutStandsTogether_data() { test::engineRows(); }
    void whoIsLeftOutStandsTogether()
    {
        QFETCH(QString, engine);
        PaidShop shop(engine);
        shop.connectService(0);
        const auto invoice = shop.billMarch().first();
        const BillingDate today(2026, 4, 22);
        QVERIFY(dunningCases(shop.db(), today).isEmpty());
        DunningService(shop.s.context).hold(test::administrator(), shop.account, BillingDate(2026, 5, 1), QStringLiteral("pays in parts"));
        PaymentService(shop.s.context).dispute(test::administrator(), invoice.id, QStringLiteral("never ordered"));
        const QList<DunningCase> cases = dunningCases(shop.db(), today);
        QCOMPARE(cases.size(), 2);
        QCOMPARE(cases[0].kind, DunningCaseKind::Dispute);
        QCOMPARE(cases[0].about, invoice.number);
        QCOMPARE(cases[0].open, std::optional(invoice.gross));
        QCOMPARE(cases[0].reason, QStringLiteral("never ordered"));
        QCOMPARE(cases[1].kind, DunningCaseKind::Hold);
        QCOMPARE(cases[1].until, std::optional(BillingDate(2026, 5, 1)));
        QCOMPARE(store::journalEntry(shop.db(), *cases[1].entry)->after["reason"].toString(), QStringLiteral("pays in parts"));
        QCOMPARE(dunningCases(shop.db(), BillingDate(2026, 5, 1)).size(), 1); // the hold is over then
    }
};

QTEST_GUILESS_MAIN(DunningTest)
#include "tst_dunning.moc"
