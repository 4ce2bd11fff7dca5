#include "models/core/errors.h"
#include "models/store/rowwriter.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using store::RowWriter;

class RowWriterTest : public QObject {
    Q_OBJECT

    static QStringList columns() { return {"id", "words", "number"}; }
    static QStringList wordsIn(store::Connection& connection)
    {
        QStringList words;
        for (const store::Row& row : connection.rows(QStringLiteral("SELECT words FROM pile ORDER BY number")))
            words.append(row.text("words"));
        return words;
    }
    static void makePile(store::Connection& connection)
    {
        connection.exec(QStringLiteral("CREATE TABLE pile (id TEXT PRIMARY KEY, words TEXT, number BIGINT NOT NULL)"));
    }

private Q_SLOTS:
    void everyTextComesBackAsItWas_data() { test::engineRows(); }
    void everyTextComesBackAsItWas()
    {
        QFETCH(QString, engine);
        test::TestStore s(engine);
        makePile(*s.connection);
        const QStringList words{"plain", "", "tab\tand\nline\rand \\ and \\N", "“Straße” 日本 𝄞", QString(10'000, u'ß'), "it's \"quoted\""};
        {
            store::Transaction transaction(*s.connection);
            RowWriter rows(*s.connection, QStringLiteral("pile"), columns());
            for (qsizetype i = 0; i < words.size(); ++i)
                rows.id(s.ids.next<EventTag>()).text(words[i]).integer(i - 2).endRow();
            rows.finish();
            transaction.commit();
        }
        QCOMPARE(wordsIn(*s.connection), words);
    }

    void whatIsAbsentIsNull_data() { test::engineRows(); }
    void whatIsAbsentIsNull()
    {
        QFETCH(QString, engine);
        test::TestStore s(engine);
        makePile(*s.connection);
        store::Transaction transaction(*s.connection);
        RowWriter rows(*s.connection, QStringLiteral("pile"), columns());
        rows.id(s.ids.next<EventTag>()).null().integer(1).endRow();
        rows.id(EventId()).maybeText(std::nullopt).integer(2);
        if (engine == QLatin1String("sqlite"))
            rows.endRow(); // a key that is NULL is SQLite's own peculiarity
        rows.finish();
        const auto found = s.connection->rows(QStringLiteral("SELECT id, words FROM pile ORDER BY number"));
        QCOMPARE(found.size(), engine == QLatin1String("sqlite") ? 2 : 1);
        QVERIFY(found[0].isNull("words") && !found[0].isNull("id"));
    }

    // What can't be written is told as a sentence, the transaction is rolled back, and the connection goes on.
    void whatCanNotBeWrittenLeavesNothing_data() { test::engineRows(); }
    void whatCanNotBeWrittenLeavesNothing()
    {
        QFETCH(QString, engine);
        test::TestStore s(engine);
        makePile(*s.connection);
        const auto id = s.ids.next<EventTag>();
        const auto twice = [&] {
            store::Transaction transaction(*s.connection);
            RowWriter rows(*s.connection, QStringLiteral("pile"), columns());
            rows.id(id).text(u"one").integer(1).endRow();
            rows.id(id).text(u"two").integer(2).endRow();
            rows.finish();
            transaction.commit();
        };
        QVERIFY_THROWS_EXCEPTION(StoreFailure, twice());
        QVERIFY(wordsIn(*s.connection).isEmpty());
        const auto noSuchTable = [&] {
            store::Transaction transaction(*s.connection);
            RowWriter rows(*s.connection, QStringLiteral("heap"), columns());
            rows.id(id).text(u"one").integer(1).endRow();
            rows.finish();
        };
        QVERIFY_THROWS_EXCEPTION(StoreFailure, noSuchTable());
        s.connection->exec(QStringLiteral("INSERT INTO pile (id, words, number) VALUES (?, ?, ?)"), {id, "after", 1});
        QCOMPARE(wordsIn(*s.connection), QStringList({"after"}));
    }

    // With a key, what is there stays as it is; the others are written, and the writer says which were left out.
    void knownRowsAreSkipped_data() { test::engineRows(); }
    void knownRowsAreSkipped()
    {
        QFETCH(QString, engine);
        test::TestStore s(engine);
        makePile(*s.connection);
        const auto add = [&](std::initializer_list<std::pair<const char*, const char*>> rows) {
            store::Transaction transaction(*s.connection);
            RowWriter writer(*s.connection, QStringLiteral("pile"), columns(), {QStringLiteral("id")});
            int number = 0;
            for (const auto& [id, words] : rows)
                writer.utf8(id).utf8(words).integer(++number).endRow();
            writer.finish();
            transaction.commit();
            return writer.takeSkipped();
        };
        QCOMPARE(add({{"a", "first"}, {"b", "second"}, {"a", "again"}}), (std::vector<std::size_t>{2}));
        QCOMPARE(add({{"c", "third"}, {"b", "other"}, {"d", "fourth"}, {"c", "again"}}), (std::vector<std::size_t>{1, 3}));
        QCOMPARE(s.connection->rows(QStringLiteral("SELECT words FROM pile ORDER BY id")).size(), 4);
        QCOMPARE(s.connection->row(QStringLiteral("SELECT words FROM pile WHERE id = 'b'"))->text("words"), QStringLiteral("second"));
        QVERIFY(add({}).empty());
    }
};

QTEST_GUILESS_MAIN(RowWriterTest)
#include "tst_rowwriter.moc"
