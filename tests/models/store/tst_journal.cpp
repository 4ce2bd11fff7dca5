#include "models/core/errors.h"
#include "models/store/journal.h"
#include "tests/support/teststore.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace trunkline;
using test::TestStore;

class JournalTest : public QObject {
    Q_OBJECT

    static store::JournalEntry write(store::Context& context, const QString& kind, std::optional<JournalEntryId> cause = {}, std::optional<QString> sourceKey = {})
    {
        store::Change change(context, {QStringLiteral("anna"), QStringLiteral("desk-1")});
        return change.commit({kind, QStringLiteral("thing"), QStringLiteral("t-1"), {}, {{"name", "Ärger & Co"}}, cause, sourceKey});
    }

private Q_SLOTS:
    void keepsWhatWasWritten_data() { test::engineRows(); }
    void keepsWhatWasWritten()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const auto first = write(s.context, QStringLiteral("thing.made"));
        s.clock.advanceMs(1000);
        const auto second = write(s.context, QStringLiteral("thing.changed"), first.id, QStringLiteral("key-1"));
        QCOMPARE(store::journalAfter(*s.connection, 0), QList({first, second}));
        QCOMPARE(store::journalAfter(*s.connection, 1), QList({second}));
        QCOMPARE(store::journalEntry(*s.connection, second.id), std::optional(second));
        QCOMPARE(store::journalBySourceKey(*s.connection, QStringLiteral("key-1")), std::optional(second));
        QCOMPARE(store::journalCauses(*s.connection, second.id), QList({second, first}));
        QCOMPARE(store::journalEffects(*s.connection, first.id), QList({second}));
        QCOMPARE(second.at.toIso(), QStringLiteral("2026-03-01T00:00:01.000Z"));
    }

    void aPageAtATimeNewestFirst_data() { test::engineRows(); }
    void aPageAtATimeNewestFirst()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        QVERIFY(store::journalBefore(*s.connection, {}, std::nullopt, 10).isEmpty());
        QList<store::JournalEntry> written;
        for (int number = 0; number < 10; ++number) {
            written.append(write(s.context, number % 2 ? QStringLiteral("thing.made") : QStringLiteral("thing_x.changed")));
            s.clock.advanceMs(120'000);
        }
        {
            store::Change change(s.context, {QStringLiteral("bert"), QStringLiteral("desk-2")});
            written.append(change.commit({QStringLiteral("other.made"), QStringLiteral("other"), QStringLiteral("o-1"), {}, {}, {}, {}}));
        }
        const auto page = [&](const store::JournalFilter& filter, std::optional<std::int64_t> seq = {}, int limit = 100) { return store::journalBefore(*s.connection, filter, seq, limit); };
        QCOMPARE(page({}, std::nullopt, 2), QList({written[10], written[9]}));
        QCOMPARE(page({}, written[9].seq, 2), QList({written[8], written[7]}));
        QCOMPARE(page({QStringLiteral("thing.made"), {}, {}, {}}).size(), 5);
        QCOMPARE(page({QStringLiteral("thing"), {}, {}, {}}).size(), 10);
        QCOMPARE(page({QStringLiteral("thing_"), {}, {}, {}}).size(), 5); // an underscore is itself
        QCOMPARE(page({QStringLiteral("%"), {}, {}, {}}).size(), 0);
        QCOMPARE(page({{}, QStringLiteral("other"), {}, {}}), QList({written[10]}));
        QCOMPARE(page({{}, {}, QStringLiteral("bert"), {}}), QList({written[10]}));
        QCOMPARE(page({{}, {}, QStringLiteral("anna"), written[8].at}), QList({written[9], written[8]}));
        QCOMPARE(store::journalSubjectTypes(*s.connection), QStringList({QStringLiteral("other"), QStringLiteral("thing")}));
    }

    void aCheckTellsHowFarItIsAndStops()
    {
        TestStore s(QStringLiteral("sqlite"));
        for (int number = 0; number < 2100; ++number)
            write(s.context, QStringLiteral("thing.made"));
        s.connection->exec(QStringLiteral("UPDATE journal SET kind = 'thing.forged' WHERE seq = 1500"));
        QList<std::int64_t> told;
        QVERIFY(!store::firstBrokenEntry(*s.connection, [&](std::int64_t checked) {
            told.append(checked);
            return false; // before it comes to what was forged
        }));
        QCOMPARE(told, QList<std::int64_t>({1000}));
        QCOMPARE(store::firstBrokenEntry(*s.connection, [](std::int64_t) { return true; }), std::optional<std::int64_t>(1500));
    }

    void whatWasWrittenSinceAnInstant_data() { test::engineRows(); }
    void whatWasWrittenSinceAnInstant()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        QVERIFY(store::journalSince(*s.connection, s.clock.now(), {QStringLiteral("thing.made")}).isEmpty());
        QList<store::JournalEntry> written;
        for (int number = 0; number < 40; ++number) {
            written.append(write(s.context, number % 2 ? QStringLiteral("thing.made") : QStringLiteral("thing.changed")));
            s.clock.advanceMs(10'000);
        }
        const auto since = [&](int number, const QStringList& kinds) { return store::journalSince(*s.connection, written[number].at, kinds); };
        QCOMPARE(since(36, {QStringLiteral("thing.made")}), QList({written[37], written[39]}));
        QCOMPARE(since(37, {QStringLiteral("thing.made"), QStringLiteral("thing.changed")}), QList({written[38], written[39]}));
        QCOMPARE(since(0, {QStringLiteral("thing.changed")}).size(), 19);
        QVERIFY(since(0, {}).isEmpty());
        // A workstation whose clock is a little behind is not missed.
        s.clock.advanceMs(-15'000);
        const auto behind = write(s.context, QStringLiteral("thing.made"));
        QCOMPARE(since(38, {QStringLiteral("thing.made")}), QList({written[39], behind}));
    }

    void anUncommittedChangeLeavesNothing_data() { test::engineRows(); }
    void anUncommittedChangeLeavesNothing()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        {
            store::Change change(s.context, {QStringLiteral("anna"), QStringLiteral("desk-1")});
            QCOMPARE(change.nextNumber(QStringLiteral("invoice")), 1);
            store::putSetting(change.connection(), QStringLiteral("a"), QStringLiteral("b"));
        }
        QVERIFY(!store::setting(*s.connection, QStringLiteral("a")));
        store::Change change(s.context, {QStringLiteral("anna"), QStringLiteral("desk-1")});
        QCOMPARE(change.nextNumber(QStringLiteral("invoice")), 1);
        QCOMPARE(change.nextNumber(QStringLiteral("invoice")), 2);
    }

    void theSameEffectIsNotWrittenTwice_data() { test::engineRows(); }
    void theSameEffectIsNotWrittenTwice()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const auto entry = write(s.context, QStringLiteral("thing.made"), {}, QStringLiteral("once"));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, write(s.context, QStringLiteral("thing.made"), std::nullopt, QStringLiteral("once")));
        store::Change change(s.context, {QStringLiteral("anna"), QStringLiteral("desk-1")});
        QCOMPARE(change.alreadyDone(QStringLiteral("once")), std::optional(entry));
    }

    void aChangedPastShows_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("broken");
        for (const char* engine : {"sqlite", "postgresql"}) {
            const auto row = [&](const char* what) -> QTestData& { return QTest::addRow("%s: %s", engine, what) << QString::fromLatin1(engine); };
            row("untouched") << QString() << 0;
            row("value changed") << QStringLiteral("UPDATE journal SET after_json = '{}' WHERE seq = 2") << 2;
            row("actor changed") << QStringLiteral("UPDATE journal SET actor = 'eve' WHERE seq = 1") << 1;
            row("entry removed") << QStringLiteral("DELETE FROM journal WHERE seq = 2") << 2;
            row("end cut off") << QStringLiteral("DELETE FROM journal WHERE seq = 3") << 3;
        }
    }
    void aChangedPastShows()
    {
        QFETCH(QString, engine);
        QFETCH(QString, sql);
        QFETCH(int, broken);
        TestStore s(engine);
        for (int i = 0; i < 3; ++i)
            write(s.context, QStringLiteral("thing.made"));
        if (!sql.isEmpty())
            s.connection->exec(sql);
        QCOMPARE(store::firstBrokenEntry(*s.connection).value_or(0), broken);
    }

    void cursorsAreDurable_data() { test::engineRows(); }
    void cursorsAreDurable()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        store::JournalCursor cursor(*s.connection, QStringLiteral("flow"));
        QCOMPARE(cursor.position(), 0);
        cursor.advance(7);
        cursor.advance(9);
        QCOMPARE(store::JournalCursor(*s.another(), QStringLiteral("flow")).position(), 9);
        QCOMPARE(store::JournalCursor(*s.connection, QStringLiteral("other")).position(), 0);
    }

    // Two writers at once: numbers are given in the order of commits, so a reader that has seen
    // entry n never meets a smaller one later.
    void aReaderNeverSkipsALateCommit_data() { test::engineRows(); }
    void aReaderNeverSkipsALateCommit()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        constexpr int each = 40;
        std::atomic<int> running = 2;
        auto writer = [&](quint64 seed) {
            auto connection = s.another();
            IdSource ids(s.clock, seed);
            store::Context context{*connection, s.clock, ids};
            for (int i = 0; i < each; ++i)
                write(context, QStringLiteral("thing.made"));
            --running;
        };
        std::thread a(writer, 1), b(writer, 2);
        QList<std::int64_t> seen;
        for (bool last = false; ; last = running == 0) {
            const bool done = last;
            for (const auto& entry : store::journalAfter(*s.connection, seen.isEmpty() ? 0 : seen.last()))
                seen.append(entry.seq);
            if (done)
                break;
        }
        a.join();
        b.join();
        QCOMPARE(seen.size(), 2 * each);
        QVERIFY(!store::firstBrokenEntry(*s.connection));
    }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
