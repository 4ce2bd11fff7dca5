// Prepaid money and credit limits: what is there can be spent once, by however many sessions at once.
#include "models/core/errors.h"
#include "models/ledger/ledgerservice.h"
#include "models/rating/balanceservice.h"
#include "tests/models/ordering/shop.h"

#include <atomic>
#include <random>
#include <thread>

using namespace trunkline;
using namespace trunkline::rating;
using namespace trunkline::test;

namespace {

const Currency eur = Currency::parse(u"EUR");
Money money(const char* amount) { return Money::parse(QString::fromLatin1(amount), eur); }
UnitPrice price(const char* amount) { return UnitPrice::parse(QString::fromLatin1(amount), eur); }
const QString mainBucket = QStringLiteral("main");

} // namespace

class BalanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reservedSpentAndReleased_data() { engineRows(); }
    void reservedSpentAndReleased()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        BalanceService service(shop.s.context);
        const access::Actor actor = administrator();
        const Timestamp now = shop.s.clock.now(), later = now.plusMs(3'600'000);
        QVERIFY_THROWS_EXCEPTION(NotFound, service.reserve(actor, shop.account, mainBucket, QStringLiteral("s1"), price("1"), later));
        service.topUp(actor, shop.account, mainBucket, money("10.00"), {}, QStringLiteral("voucher-1"));
        service.topUp(actor, shop.account, mainBucket, money("10.00"), {}, QStringLiteral("voucher-1")); // once
        QCOMPARE(availableAt(*balanceOf(shop.db(), shop.account, mainBucket), now), 10'000'000);
        service.reserve(actor, shop.account, mainBucket, QStringLiteral("s1"), price("6"), later);
        QVERIFY_THROWS_EXCEPTION(Refused, service.reserve(actor, shop.account, mainBucket, QStringLiteral("s2"), price("4.000001"), later));
        service.reserve(actor, shop.account, mainBucket, QStringLiteral("s1"), price("10"), later); // the same session wants more
        QVERIFY_THROWS_EXCEPTION(Refused, service.commit(actor, QStringLiteral("s1"), price("10.01")));
        QCOMPARE(availableAt(service.commit(actor, QStringLiteral("s1"), price("2.5")), now), 7'500'000);
        QVERIFY_THROWS_EXCEPTION(NotFound, service.commit(actor, QStringLiteral("s1"), price("2.5")));
        service.reserve(actor, shop.account, mainBucket, QStringLiteral("s2"), price("7.5"), later);
        QCOMPARE(availableAt(service.release(actor, QStringLiteral("s2")), now), 7'500'000);
        // On credit, and paid back by the next top-up.
        service.setLimit(actor, shop.account, mainBucket, money("5.00"));
        service.reserve(actor, shop.account, mainBucket, QStringLiteral("s3"), price("12.5"), later);
        const Balance owing = service.commit(actor, QStringLiteral("s3"), price("12.5"));
        QCOMPARE(owing.debtMicros, 5'000'000);
        QCOMPARE(availableAt(owing, now), 0);
        const Balance paid = service.topUp(actor, shop.account, mainBucket, money("8.00"), {}, QStringLiteral("voucher-2"));
        QCOMPARE(paid.debtMicros, 0);
        QCOMPARE(fundsAt(paid, now), 3'000'000);
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.release(withRole(access::Role::NocEngineer), QStringLiteral("s3")));
        QVERIFY_THROWS_EXCEPTION(Refused, service.setLimit(actor, shop.account, mainBucket, Money::parse(u"1", Currency::parse(u"USD"))));
    }

    /// What is topped up is owed until it is used; parts of a cent are revenue when they are whole.
    void prepaidMoneyIsInTheLedger_data() { engineRows(); }
    void prepaidMoneyIsInTheLedger()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        BalanceService service(shop.s.context);
        const access::Actor actor = administrator();
        const auto ledgerSays = [&](const char* account) { return ledger::balanceOf(shop.db(), QString::fromLatin1(account), eur).toPlainString(); };
        service.topUp(actor, shop.account, mainBucket, money("10.00"), {}, QStringLiteral("voucher-1"), TopUpPayment::Cash);
        service.topUp(actor, shop.account, mainBucket, money("10.00"), {}, QStringLiteral("voucher-1"), TopUpPayment::Cash); // once
        service.topUp(actor, shop.account, mainBucket, money("5.00"), {}, QStringLiteral("transfer-1"));
        QCOMPARE(ledgerSays(ledger::accounts::prepaid), QStringLiteral("-15.00"));
        QCOMPARE(ledgerSays(ledger::accounts::cash), QStringLiteral("10.00"));
        QCOMPARE(ledgerSays(ledger::accounts::clearing), QStringLiteral("5.00"));
        const auto use = [&](const char* amount) {
            service.reserve(actor, shop.account, mainBucket, QStringLiteral("s"), price("9"), shop.s.clock.now().plusMs(60'000));
            service.commit(actor, QStringLiteral("s"), price(amount));
            QCOMPARE(checkPrepaid(shop.db()), QStringList());
        };
        const char* revenue = "income:revenue:usage";
        use("0.006");
        QCOMPARE(ledgerSays(revenue), QStringLiteral("0.00"));
        use("0.006"); // 0.012 in all
        QCOMPARE(ledgerSays(revenue), QStringLiteral("-0.01"));
        use("0");
        use("8.989");
        QCOMPARE(ledgerSays(revenue), QStringLiteral("-9.00"));
        QCOMPARE(ledgerSays(ledger::accounts::prepaid), QStringLiteral("-6.00"));
        service.setLimit(actor, shop.account, mainBucket, money("5.00"));
        use("8.5"); // on credit: the customer owes
        QCOMPARE(ledgerSays(ledger::accounts::prepaid), QStringLiteral("2.50"));
        QCOMPARE(ledger::checkLedger(shop.db()), QStringList());
    }

    /// A balance of before there were postings begins with what it holds.
    void anOldBalanceOpensInTheLedger_data() { engineRows(); }
    void anOldBalanceOpensInTheLedger()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        BalanceService service(shop.s.context);
        const access::Actor actor = administrator();
        shop.db().exec(QStringLiteral("INSERT INTO balance (id, account_id, bucket, currency, limit_micros, debt_micros) VALUES (77, ?, 'main', 'EUR', 0, 0)"), {shop.account});
        shop.db().exec(QStringLiteral("INSERT INTO balance_lot (id, balance_id, left_micros, expires_ms) VALUES (77, 77, 7494000, NULL)")); // 0.006 of 7.50 are used
        QCOMPARE(checkPrepaid(shop.db()), QStringList());
        service.reserve(actor, shop.account, mainBucket, QStringLiteral("s"), price("7"), shop.s.clock.now().plusMs(60'000));
        service.commit(actor, QStringLiteral("s"), price("1.004"));
        QCOMPARE(ledger::balanceOf(shop.db(), QStringLiteral("equity:opening balances"), eur).toPlainString(), QStringLiteral("7.50"));
        QCOMPARE(ledger::balanceOf(shop.db(), QStringLiteral("income:revenue:usage"), eur).toPlainString(), QStringLiteral("-1.01"));
        QCOMPARE(checkPrepaid(shop.db()), QStringList());
        shop.db().exec(QStringLiteral("UPDATE balance_lot SET left_micros = left_micros + 10000 WHERE id = 77"));
        QCOMPARE(checkPrepaid(shop.db()).size(), 1);
    }

    void moneyAndReservationsExpire_data() { engineRows(); }
    void moneyAndReservationsExpire()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        BalanceService service(shop.s.context);
        const access::Actor actor = administrator();
        const Timestamp start = shop.s.clock.now();
        service.topUp(actor, shop.account, mainBucket, money("5.00"), start.plusMs(60'000), QStringLiteral("promotion"));
        service.topUp(actor, shop.account, mainBucket, money("5.00"), {}, QStringLiteral("voucher"));
        // What expires first is spent first.
        service.reserve(actor, shop.account, mainBucket, QStringLiteral("s1"), price("3"), start.plusMs(120'000));
        service.commit(actor, QStringLiteral("s1"), price("3"));
        QCOMPARE(fundsAt(*balanceOf(shop.db(), shop.account, mainBucket), start.plusMs(59'999)), 7'000'000);
        QCOMPARE(fundsAt(*balanceOf(shop.db(), shop.account, mainBucket), start.plusMs(60'000)), 5'000'000);
        // A session that reserved in time may still use it; one that never ends holds nothing for ever.
        service.reserve(actor, shop.account, mainBucket, QStringLiteral("s2"), price("7"), start.plusMs(120'000));
        shop.s.clock.set(start.plusMs(90'000));
        QVERIFY_THROWS_EXCEPTION(Refused, service.reserve(actor, shop.account, mainBucket, QStringLiteral("s3"), price("0.01"), start.plusMs(200'000)));
        QCOMPARE(fundsAt(service.commit(actor, QStringLiteral("s2"), price("4")), shop.s.clock.now()), 3'000'000);
        service.reserve(actor, shop.account, mainBucket, QStringLiteral("s4"), price("3"), start.plusMs(120'000));
        shop.s.clock.set(start.plusMs(120'000));
        QVERIFY_THROWS_EXCEPTION(Refused, service.commit(actor, QStringLiteral("s4"), price("1")));
        service.reserve(actor, shop.account, mainBucket, QStringLiteral("s5"), price("3"), start.plusMs(200'000));
    }

    // Eight sessions at once want more than there is: exactly what is there and the limit is spent.
    void parallelSessionsStayAboveTheLimit_data() { engineRows(); }
    void parallelSessionsStayAboveTheLimit()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        BalanceService(shop.s.context).topUp(administrator(), shop.account, mainBucket, money("20.00"), {}, QStringLiteral("voucher"));
        BalanceService(shop.s.context).setLimit(administrator(), shop.account, mainBucket, money("5.00"));
        std::atomic<int> granted = 0, refused = 0, other = 0;
        std::vector<std::thread> sessions;
        for (int t = 0; t < 8; ++t)
            sessions.emplace_back([&, t] {
                try {
                    const auto connection = shop.s.another();
                    IdSource ids(shop.s.clock, quint64(100 + t));
                    store::Context context{*connection, shop.s.clock, ids};
                    for (int i = 0; i < 6; ++i) {
                        const QString session = QStringLiteral("t%1-%2").arg(t).arg(i);
                        try {
                            BalanceService(context).reserve(administrator(), shop.account, mainBucket, session, price("1"), shop.s.clock.now().plusMs(1'000));
                            BalanceService(context).commit(administrator(), session, price("1"));
                            ++granted;
                        } catch (const Refused&) {
                            ++refused;
                        }
                    }
                } catch (const Error& error) {
                    qWarning("%s", qPrintable(error.sentence()));
                    ++other;
                }
            });
        for (std::thread& each : sessions)
            each.join();
        QCOMPARE(other.load(), 0);
        QCOMPARE(granted.load(), 25);
        QCOMPARE(refused.load(), 48 - 25);
        const Balance left = *balanceOf(shop.db(), shop.account, mainBucket);
        QCOMPARE(availableAt(left, shop.s.clock.now()), 0);
        QCOMPARE(left.debtMicros, 5'000'000);
        QVERIFY(left.lots.isEmpty() && left.reservations.isEmpty());
    }

    // Pain: a call goes on below a balance of zero. A session asks for a minute at a time, by the price of its destination; where the money
    // ends, it ends, and the next one does not begin.
    void aSessionEndsWhereTheMoneyDoes_data() { engineRows(); }
    void aSessionEndsWhereTheMoneyDoes()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        BalanceService service(shop.s.context);
        service.topUp(administrator(), shop.account, mainBucket, money("1.00"), {}, QStringLiteral("voucher"));
        service.setLimit(administrator(), shop.account, mainBucket, money("0.25"));
        const UnitPrice minute = price("0.09");
        int minutes = 0;
        for (bool goesOn = true; goesOn && minutes < 100; ++minutes) {
            try {
                service.reserve(administrator(), shop.account, mainBucket, QStringLiteral("call"), UnitPrice{minute.micros * (minutes + 1), eur}, shop.s.clock.now().plusMs(120'000));
                shop.s.clock.advanceMs(60'000);
                const Balance now = *balanceOf(shop.db(), shop.account, mainBucket);
                QVERIFY(availableAt(now, shop.s.clock.now()) >= 0);
            } catch (const Refused& refusal) {
                goesOn = false;
                --minutes;
                QVERIFY2(refusal.sentence().contains(QLatin1String("1.25")), qPrintable(refusal.sentence())); // what there is
            }
        }
        QCOMPARE(minutes, 13); // 1.17 of 1.25
        const Balance ended = service.commit(administrator(), QStringLiteral("call"), UnitPrice{minute.micros * minutes, eur});
        QCOMPARE(ended.debtMicros, 170'000);
        QCOMPARE(availableAt(ended, shop.s.clock.now()), 80'000);
        QVERIFY_THROWS_EXCEPTION(Refused, service.reserve(administrator(), shop.account, mainBucket, QStringLiteral("next"), minute, shop.s.clock.now().plusMs(60'000)));
    }

    // Random lives: what was added is what was spent, what expired unspent, and what is there; the limit always holds.
    void moneyIsConserved()
    {
        const unsigned seed = 23;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int life = 0; life < 300; ++life) {
            Balance balance{1, {}, mainBucket, eur, std::int64_t(random() % 50), 0, {}, {}};
            std::int64_t added = 0, used = 0, nextLot = 1;
            Timestamp now{0};
            for (int i = 0; i < 60; ++i) {
                now = now.plusMs(random() % 20);
                if (random() % 4 == 0) {
                    const std::int64_t amount = 1 + random() % 40;
                    balance = toppedUp(balance, amount, nextLot++, random() % 2 ? std::optional(now.plusMs(1 + random() % 100)) : std::nullopt);
                    added += amount;
                } else if (const std::int64_t most = availableAt(balance, now); most > 0 && random() % 2) {
                    balance.reservations.append({QString::number(i), 1 + std::int64_t(random()) % most, now, now.plusMs(1'000'000)});
                } else if (!balance.reservations.isEmpty()) {
                    const Reservation ended = balance.reservations[qsizetype(random() % std::size_t(balance.reservations.size()))];
                    const std::int64_t amount = std::int64_t(random()) % (ended.amountMicros + 1);
                    balance = spent(balance, ended, amount);
                    used += amount;
                }
                std::int64_t left = 0;
                for (const BalanceLot& lot : std::as_const(balance.lots))
                    left += lot.leftMicros;
                QCOMPARE(left - balance.debtMicros, added - used);
                QVERIFY(balance.debtMicros >= 0 && balance.debtMicros <= balance.limitMicros);
            }
        }
    }
};

QTEST_GUILESS_MAIN(BalanceTest)
#include "tst_balance.moc"
