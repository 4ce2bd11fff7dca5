#include "models/core/errors.h"
#include "models/ledger/ledgerexport.h"
#include "models/ledger/ledgerservice.h"
#include "tests/support/hledger.h"
#include "tests/support/teststore.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::ledger;
using test::TestStore;

namespace {

const Currency euro = Currency::parse(u"EUR");

Money eur(const char* amount)
{
    return Money::parse(QString::fromLatin1(amount), euro);
}

QString name(const char* account)
{
    return QString::fromLatin1(account);
}

template <class Doing>
QString refusalOf(Doing doing)
{
    try {
        doing();
    } catch (const Error& error) {
        return error.sentence();
    }
    return QStringLiteral("(not refused)");
}

/// A posting as another room writes it.
std::optional<Posting> postIn(TestStore& s, const PostingDraft& draft)
{
    store::Change change(s.context, {QStringLiteral("test"), QStringLiteral("test")});
    const auto entry = change.append({QStringLiteral("test.posted"), QStringLiteral("test"), draft.sourceKey, {}, {}, {}, {}});
    const auto posted = post(change, entry, draft);
    change.commit();
    return posted;
}

PostingDraft moved(const char* key, BillingDate dated, const char* from, const char* to, Money amount)
{
    return {dated, QStringLiteral("Moved; for “%1”").arg(QLatin1String(key)), QString::fromLatin1(key), {{name(to), amount}, {name(from), -amount}}};
}

void deferIn(TestStore& s, const char* key, Money amount, BillingPeriod period, BillingDate dated)
{
    store::Change change(s.context, {QStringLiteral("test"), QStringLiteral("test")});
    const auto entry = change.append({QStringLiteral("test.posted"), QStringLiteral("test"), QString::fromLatin1(key), {}, {}, {}, {}});
    post(change, entry, moved(key, dated, accounts::deferredRevenue, accounts::bank, amount));
    defer(change, {{}, QString::fromLatin1(key), QStringLiteral("income:revenue:recurring"), amount, period, dated});
    change.commit();
}

} // namespace

class LedgerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPostingMustBalance()
    {
        const BillingDate day(2026, 3, 1);
        PostingDraft draft = moved("k", day, accounts::bank, accounts::cash, eur("5.00"));
        draft.legs.append({name(accounts::fees), eur("0.00")});
        QCOMPARE(checkedPosting(draft).legs.size(), 2); // zero legs are left out
        draft.legs[2].amount = eur("0.01");
        QVERIFY(refusalOf([&] { checkedPosting(draft); }).contains(QStringLiteral("0.01")));
        draft.legs[2] = {QStringLiteral("Bank"), eur("0.00")};
        QVERIFY(refusalOf([&] { checkedPosting(draft); }).contains(QStringLiteral("“Bank” is no account")));
        draft.legs[2] = {name(accounts::fees), Money::zero(Currency::parse(u"USD"))};
        QVERIFY(refusalOf([&] { checkedPosting(draft); }).contains(QStringLiteral("mixes EUR and USD")));
        draft.legs.removeLast();
        draft.sourceKey.clear();
        QVERIFY(refusalOf([&] { checkedPosting(draft); }).contains(QStringLiteral("source key")));
        QCOMPARE(vatAccount(1900), QStringLiteral("liabilities:vat:19"));
        QCOMPARE(vatAccount(550), QStringLiteral("liabilities:vat:5.5"));
        QCOMPARE(vatAccount(725), QStringLiteral("liabilities:vat:7.25"));
    }

    void postsAndSums_data() { test::engineRows(); }
    void postsAndSums()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const auto first = postIn(s, moved("a", BillingDate(2026, 3, 1), accounts::fees, accounts::bank, eur("12.00")));
        QCOMPARE(first->number, 1);
        QCOMPARE(posting(*s.connection, first->id), first);
        QCOMPARE(postingBySourceKey(*s.connection, QStringLiteral("a")), first);
        QVERIFY(!postIn(s, moved("zero", BillingDate(2026, 3, 1), accounts::fees, accounts::bank, eur("0.00"))));
        postIn(s, moved("b", BillingDate(2026, 4, 1), accounts::bank, accounts::cash, eur("2.50")));
        QVERIFY(refusalOf([&] { postIn(s, moved("a", BillingDate(2026, 4, 1), accounts::bank, accounts::cash, eur("1.00"))); }) != QStringLiteral("(not refused)"));
        QCOMPARE(balanceOf(*s.connection, name(accounts::bank), euro), eur("9.50"));
        const auto all = trialBalance(*s.connection);
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0], (AccountBalance{name(accounts::bank), eur("12.00"), eur("2.50"), eur("9.50")}));
        QCOMPARE(trialBalance(*s.connection, BillingDate(2026, 4, 1)).size(), 2);
        const auto lines = linesOf(*s.connection, name(accounts::bank), euro);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.last().after, eur("9.50"));
        QCOMPARE(store::journalEntry(*s.connection, lines.first().entry)->kind, QStringLiteral("test.posted"));
        QCOMPARE(checkLedger(*s.connection), QStringList());
    }

    // What the program would never do, the database refuses by itself.
    void theDatabaseKeepsTheBooks_data() { test::engineRows(); }
    void theDatabaseKeepsTheBooks()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const auto first = postIn(s, moved("a", BillingDate(2026, 3, 1), accounts::fees, accounts::bank, eur("12.00")));
        const auto refused = [&](const QString& sql, const store::Binds& binds) {
            try {
                store::Transaction transaction(*s.connection);
                s.connection->exec(sql, binds);
                transaction.commit();
            } catch (const StoreFailure&) {
                return true;
            }
            return false;
        };
        QVERIFY(refused(QStringLiteral("UPDATE ledger_leg SET amount_minor = 1 WHERE posting_id = ?"), {first->id}));
        QVERIFY(refused(QStringLiteral("DELETE FROM ledger_leg WHERE posting_id = ?"), {first->id}));
        QVERIFY(refused(QStringLiteral("UPDATE ledger_posting SET dated = '2026-01-01' WHERE id = ?"), {first->id}));
        QVERIFY(refused(QStringLiteral("DELETE FROM ledger_posting WHERE id = ?"), {first->id}));
        if (engine == QLatin1String("postgresql"))
            QVERIFY(refused(QStringLiteral("TRUNCATE ledger_leg CASCADE"), {}));
        // A third leg after the last one.
        const QString leg = QStringLiteral("INSERT INTO ledger_leg (posting_id, position, account, amount_minor, running_minor) VALUES (?, ?, 'assets:bank', ?, ?)");
        QVERIFY(refused(leg, {first->id, 3, 5, 5}));
        // An unbalanced posting: its own sums are right, but they do not end at zero.
        const auto unbalanced = [&](int second, int running) {
            try {
                store::Transaction transaction(*s.connection);
                const PostingId id = s.ids.next<PostingTag>();
                s.connection->exec(QStringLiteral("INSERT INTO ledger_posting (id, number, dated, currency, text, source_key, entry_id, last_leg, rest_minor) VALUES (?, 99, '2026-03-01', 'EUR', 'x', 'x', ?, 2, 0)"),
                                   {id, first->entry});
                s.connection->exec(leg, {id, 1, 100, 100});
                s.connection->exec(leg, {id, 2, second, running});
                transaction.commit();
            } catch (const StoreFailure&) {
                return true;
            }
            return false;
        };
        QVERIFY(unbalanced(-99, 1));
        QVERIFY(unbalanced(-99, 0));
        QCOMPARE(trialBalance(*s.connection).size(), 2);
        QVERIFY(!unbalanced(-100, 0));
        QCOMPARE(checkLedger(*s.connection), QStringList());
    }

    void aClosedMonthStaysClosed_data() { test::engineRows(); }
    void aClosedMonthStaysClosed()
    {
        QFETCH(QString, engine);
        TestStore s(engine, QStringLiteral("2026-04-01T06:00:00Z"));
        s.setUpOperator();
        LedgerService books(s.context);
        const auto manager = test::withRole(access::Role::BillingManager);
        QVERIFY(refusalOf([&] { books.closeMonth(test::withRole(access::Role::BillingClerk), BillingDate(2026, 3, 1)); }).contains(QStringLiteral("keep-ledger")));
        QVERIFY(refusalOf([&] { books.closeMonth(manager, BillingDate(2026, 4, 1)); }).contains(QStringLiteral("2026-05-01")));
        deferIn(s, "advance", eur("10.00"), {BillingDate(2026, 3, 15), BillingDate(2026, 4, 15)}, BillingDate(2026, 3, 15));
        QVERIFY(refusalOf([&] { books.closeMonth(manager, BillingDate(2026, 3, 20)); }).contains(QStringLiteral("recognise")));
        books.recognise(manager, BillingDate(2026, 3, 1));
        books.closeMonth(manager, BillingDate(2026, 3, 20));
        QCOMPARE(openFrom(*s.connection), BillingDate(2026, 4, 1));
        QVERIFY(refusalOf([&] { books.closeMonth(manager, BillingDate(2026, 3, 20)); }).contains(QStringLiteral("closed already")));
        QVERIFY(refusalOf([&] { postIn(s, moved("late", BillingDate(2026, 3, 31), accounts::bank, accounts::cash, eur("1.00"))); }).contains(QStringLiteral("from 2026-04-01 on")));
        QVERIFY(postIn(s, moved("now", BillingDate(2026, 4, 1), accounts::bank, accounts::cash, eur("1.00"))));
        // Past the program, the database refuses too.
        try {
            s.connection->exec(QStringLiteral("INSERT INTO ledger_posting (id, number, dated, currency, text, source_key, entry_id, last_leg, rest_minor) SELECT 'x', 98, '2026-03-31', 'EUR', 'x', 'x', entry_id, 2, 0 FROM ledger_posting LIMIT 1"));
            QFAIL("posted into a closed month");
        } catch (const StoreFailure& failure) {
            QVERIFY2(failure.sentence().contains(QStringLiteral("closed month")), qPrintable(failure.sentence()));
        }
        QVERIFY(refusalOf([&] { s.connection->exec(QStringLiteral("DELETE FROM ledger_closing")); }) != QStringLiteral("(not refused)"));
    }

    // 100.00 for 31 days from 20 January: 12 days, 19 days; and an odd cent that must not be lost.
    void advanceChargesAreEarnedByDay()
    {
        const Deferral month{{}, QStringLiteral("k"), QStringLiteral("income:revenue:recurring"), eur("100.00"), {BillingDate(2026, 1, 20), BillingDate(2026, 2, 20)}, BillingDate(2026, 1, 20)};
        QCOMPARE(earnedParts(month), QList({EarnedPart{BillingDate(2026, 1, 1), eur("38.71")}, EarnedPart{BillingDate(2026, 2, 1), eur("61.29")}}));
        Deferral cent = month;
        cent.amount = eur("0.01");
        cent.period = {BillingDate(2026, 1, 1), BillingDate(2026, 4, 1)};
        QCOMPARE(earnedParts(cent), QList({EarnedPart{BillingDate(2026, 1, 1), eur("0.00")}, EarnedPart{BillingDate(2026, 2, 1), eur("0.01")}, EarnedPart{BillingDate(2026, 3, 1), eur("0.00")}}));
        const auto seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int i = 0; i < 5'000; ++i) {
            const BillingDate from = BillingDate(2024, 1, 1).plusDays(random() % 900);
            const Money amount{std::int64_t(random() % 2'000'000) - 1'000'000, euro};
            const Deferral any{{}, QStringLiteral("k"), QStringLiteral("income:revenue:recurring"), amount, {from, from.plusDays(1 + random() % 800)}, from};
            Money sum = Money::zero(euro);
            for (const EarnedPart& part : earnedParts(any)) {
                sum += part.amount;
                QVERIFY(part.amount.isZero() || part.amount.isNegative() == amount.isNegative());
            }
            QCOMPARE(sum, amount);
        }
    }

    void recognisesEachPartOnce_data() { test::engineRows(); }
    void recognisesEachPartOnce()
    {
        QFETCH(QString, engine);
        TestStore s(engine, QStringLiteral("2026-02-01T06:00:00Z"));
        s.setUpOperator();
        LedgerService books(s.context);
        const auto manager = test::withRole(access::Role::BillingManager);
        deferIn(s, "month", eur("100.00"), {BillingDate(2026, 1, 20), BillingDate(2026, 2, 20)}, BillingDate(2026, 1, 20));
        deferIn(s, "year", eur("365.00"), {BillingDate(2025, 12, 1), BillingDate(2026, 12, 1)}, BillingDate(2026, 1, 25)); // charged late
        deferIn(s, "back", eur("-0.01"), {BillingDate(2026, 1, 1), BillingDate(2026, 3, 1)}, BillingDate(2026, 1, 31));
        QVERIFY(refusalOf([&] { books.recognise(manager, BillingDate(2026, 2, 1)); }).contains(QStringLiteral("not over")));
        QVERIFY(refusalOf([&] { previewClose(test::withRole(access::Role::CustomerService), *s.connection, BillingDate(2026, 1, 1), BillingDate(2026, 2, 1)); }).contains(QStringLiteral("view-ledger")));
        QCOMPARE(previewClose(manager, *s.connection, BillingDate(2026, 2, 1), BillingDate(2026, 2, 1)).obstacles.size(), 1); // not over
        QCOMPARE(nextMonthToClose(*s.connection, BillingDate(2026, 2, 1)), BillingDate(2026, 1, 1));
        const MonthClose preview = previewClose(manager, *s.connection, BillingDate(2026, 1, 15), BillingDate(2026, 2, 1));
        QVERIFY(preview.obstacles.isEmpty());
        const Recognition january = books.recognise(manager, BillingDate(2026, 1, 1));
        QCOMPARE(preview.deferrals, january.deferrals);
        QCOMPARE(preview.recognitions.size(), january.postings.size());
        QCOMPARE(preview.recognitions.first().legs, january.postings.first().legs); // what is shown is what is posted
        QVERIFY(previewClose(manager, *s.connection, BillingDate(2026, 1, 15), BillingDate(2026, 2, 1)).recognitions.isEmpty());
        QCOMPARE(january.postings.size(), 1); // December's part belongs to January: the document is of January
        QCOMPARE(january.postings.first().dated, BillingDate(2026, 1, 31));
        QCOMPARE(balanceOf(*s.connection, QStringLiteral("income:revenue:recurring"), euro), -eur("100.70")); // 38.71 + 31 + 31 − 0.01
        QCOMPARE(books.recognise(manager, BillingDate(2026, 1, 1)).deferrals, 0);
        QCOMPARE(checkLedger(*s.connection), QStringList());
        books.closeMonth(manager, BillingDate(2026, 1, 1));
        QCOMPARE(nextMonthToClose(*s.connection, BillingDate(2026, 2, 1)), BillingDate(2026, 2, 1));
        QCOMPARE(previewClose(manager, *s.connection, BillingDate(2026, 1, 1), BillingDate(2026, 2, 1)).obstacles.size(), 1); // closed already
        s.clock.set(Timestamp::parse(u"2027-01-01T06:00:00Z"));
        books.recognise(manager, BillingDate(2026, 12, 1));
        QCOMPARE(balanceOf(*s.connection, QStringLiteral("income:revenue:recurring"), euro), -eur("464.99"));
        QVERIFY(balanceOf(*s.connection, name(accounts::deferredRevenue), euro).isZero());
        QVERIFY(openDeferrals(*s.connection, BillingDate(2030, 1, 1)).isEmpty());
        QCOMPARE(checkLedger(*s.connection), QStringList());
    }

    void postsByHand()
    {
        TestStore s(QStringLiteral("sqlite"));
        s.setUpOperator();
        LedgerService books(s.context);
        const PostingDraft opening{BillingDate(2026, 3, 1), QStringLiteral("Opening balance"), {}, {{name(accounts::bank), eur("1000.00")}, {QStringLiteral("equity:opening balances"), eur("-1000.00")}}};
        QVERIFY(refusalOf([&] { books.postManually(test::withRole(access::Role::Auditor), opening); }).contains(QStringLiteral("keep-ledger")));
        const Posting posted = books.postManually(test::withRole(access::Role::BillingManager), opening, QStringLiteral("the books of before"));
        QCOMPARE(store::journalEntry(*s.connection, posted.entry)->after["reason"].toString(), QStringLiteral("the books of before"));
        QCOMPARE(store::journalEntry(*s.connection, posted.entry)->kind, QStringLiteral("ledger.posted"));
        PostingDraft receivable = opening;
        receivable.legs[0].account = name(accounts::receivable);
        QVERIFY(refusalOf([&] { books.postManually(test::administrator(), receivable); }).contains(QStringLiteral("documents only")));
    }

    // Random books in three currencies: hledger finds them sound, and its sums are ours.
    void hledgerAgrees()
    {
        if (!test::hasHledger())
            QSKIP("hledger is not installed");
        TestStore s(QStringLiteral("sqlite"));
        const auto seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const QStringList names{name(accounts::bank), name(accounts::cash), name(accounts::suspense), name(accounts::fees), vatAccount(1900), QStringLiteral("expenses:bad debt"), name(accounts::customerCredit)};
        for (int i = 0; i < 300; ++i) {
            const Currency currency = Currency::parse(QStringList{QStringLiteral("EUR"), QStringLiteral("JPY"), QStringLiteral("KWD")}[int(random() % 3)]);
            PostingDraft draft{BillingDate(2026, 1, 1).plusDays(random() % 365), QStringLiteral("Posting %1; with “words” | and\nlines").arg(i), QStringLiteral("random:%1").arg(i), {}};
            Money rest = Money::zero(currency);
            for (int leg = 0; leg < 1 + int(random() % 4); ++leg) {
                draft.legs.append({names[int(random() % std::uint64_t(names.size()))], Money{std::int64_t(random() % 1'000'000) - 500'000, currency}});
                rest += draft.legs.last().amount;
            }
            draft.legs.append({name(accounts::revenue), -rest});
            postIn(s, draft);
        }
        QCOMPARE(checkLedger(*s.connection), QStringList());
        const QString path = s.folder.filePath(QStringLiteral("books.journal"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        writeHledger(*s.connection, file);
        file.close();
        const auto sound = test::hledger(path, {QStringLiteral("check"), QStringLiteral("--strict")});
        QVERIFY2(sound.exitCode == 0, qPrintable(sound.errors));
        QHash<QString, QStringList> ours;
        for (const AccountBalance& each : trialBalance(*s.connection))
            if (!each.balance.isZero())
                ours[each.account].append(QStringLiteral("%1 %2").arg(each.balance.toPlainString(), each.balance.currency.code()));
        const auto theirs = test::hledgerBalances(path);
        QCOMPARE(theirs.size(), ours.size());
        for (auto each = ours.cbegin(); each != ours.cend(); ++each) {
            QStringList found = theirs.value(each.key()).split(QStringLiteral(", "));
            found.sort();
            QStringList expected = each.value();
            expected.sort();
            QCOMPARE(found, expected);
        }

        QBuffer csv;
        QVERIFY(csv.open(QIODevice::ReadWrite));
        writeCsv(*s.connection, csv);
        QVERIFY(csv.data().startsWith("number,date,text,source,account,billing account,debit,credit,currency\r\n1,"));
    }
};

QTEST_GUILESS_MAIN(LedgerTest)
#include "tst_ledger.moc"
