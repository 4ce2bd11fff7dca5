#include "models/core/errors.h"
#include "models/store/databaseurl.h"
#include "models/store/frugal.h"
#include "models/store/migrations.h"
#include "tests/support/postgres.h"
#include "tests/support/teststore.h"
#include "tests/support/wait.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <limits>

#include <unistd.h>

using namespace trunkline;
using store::Connection;
using store::DatabaseUrl;
using test::TestStore;

namespace {

/// Root may write everything: while this lives, the program runs as nobody, where it was root.
class AsOrdinaryUser {
public:
    AsOrdinaryUser() : wasRoot_(getuid() == 0)
    {
        if (wasRoot_ && setresuid(65534, 65534, 0) != 0)
            qFatal("The test can't become an ordinary user");
    }
    ~AsOrdinaryUser()
    {
        if (wasRoot_ && setresuid(0, 0, 0) != 0)
            qFatal("The test can't become root again");
    }

private:
    bool wasRoot_;
};

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

} // namespace

#define QVERIFY_SAYS(sentence, word) QVERIFY2((sentence).contains(QLatin1String(word)), qPrintable(sentence))

class ConnectionTest : public QObject {
    Q_OBJECT

    static store::JournalEntry writeSomething(store::Context& context, const QString& value = QStringLiteral("x"))
    {
        store::Change change(context, {QStringLiteral("anna"), QStringLiteral("desk-1")});
        store::putSetting(change.connection(), QStringLiteral("something"), value);
        return change.commit({QStringLiteral("something.changed"), QStringLiteral("something"), QStringLiteral("1"), {}, {}, {}, {}});
    }

private Q_SLOTS:
    void valuesComeBackAsTheyWere_data() { test::engineRows(); }
    void valuesComeBackAsTheyWere()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        Connection& c = *s.connection;
        c.exec(QStringLiteral("CREATE TABLE kept (a BIGINT, b TEXT, c %1, d DOUBLE PRECISION)")
                   .arg(engine == QLatin1String("sqlite") ? QLatin1String("BLOB") : QLatin1String("BYTEA")));
        const QString insert = QStringLiteral("INSERT INTO kept (a, b, c, d) VALUES (?, ?, ?, ?)");
        const QByteArray bytes("\0\xff\\x41'", 6);
        QCOMPARE(c.exec(insert, {std::numeric_limits<std::int64_t>::max(), QStringLiteral("Größe 漢字 'x' ? $1"), bytes, 0.1}), 1);
        c.exec(insert, {std::numeric_limits<std::int64_t>::min(), QString(), QByteArray(""), -1e300});
        c.exec(insert, {nullptr, nullptr, nullptr, nullptr});
        const auto rows = c.rows(QStringLiteral("SELECT a, b, c, d FROM kept"));
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[0].integer("a"), std::numeric_limits<std::int64_t>::max());
        QCOMPARE(rows[0].text("b"), QStringLiteral("Größe 漢字 'x' ? $1"));
        QCOMPARE(rows[0].bytes("c"), bytes);
        QCOMPARE(rows[0].real("d"), 0.1);
        QCOMPARE(rows[1].integer("a"), std::numeric_limits<std::int64_t>::min());
        QVERIFY(!rows[1].isNull("b") && rows[1].text("b").isEmpty());
        QVERIFY(rows[1].bytes("c").isEmpty());
        QCOMPARE(rows[1].real("d"), -1e300);
        for (const char* column : {"a", "b", "c", "d"})
            QVERIFY2(rows[2].isNull(column), column);
        QVERIFY(!rows[2].maybeTimestamp("a") && !rows[2].maybeDate("b"));
        QVERIFY(!c.row(QStringLiteral("SELECT a FROM kept WHERE b = ?"), {QStringLiteral("no")}));
    }

    // Sums of money are whole numbers that a double can't hold.
    void sumsAreExact_data() { test::engineRows(); }
    void sumsAreExact()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        s.connection->exec(QStringLiteral("CREATE TABLE amounts (minor BIGINT)"));
        for (std::int64_t amount : {9'007'199'254'740'993LL, 9'007'199'254'740'992LL, -2LL})
            s.connection->exec(QStringLiteral("INSERT INTO amounts (minor) VALUES (?)"), {amount});
        QCOMPARE(s.connection->row(QStringLiteral("SELECT SUM(minor) AS total FROM amounts"))->integer("total"), 18'014'398'509'481'983);
    }

    void aTransactionIsAllOrNothing_data() { test::engineRows(); }
    void aTransactionIsAllOrNothing()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const QString failure = refusalOf([&] {
            store::Transaction transaction(*s.connection);
            store::putSetting(*s.connection, QStringLiteral("a"), QStringLiteral("1"));
            s.connection->exec(QStringLiteral("INSERT INTO no_such_table (a) VALUES (?)"), {1});
        });
        QVERIFY_SAYS(failure, "no_such_table");
        QVERIFY(!s.connection->inTransaction());
        QVERIFY(!store::setting(*s.connection, QStringLiteral("a")));
        store::Transaction transaction(*s.connection);
        store::putSetting(*s.connection, QStringLiteral("a"), QStringLiteral("2"));
        transaction.commit();
        QCOMPARE(store::setting(*s.another(), QStringLiteral("a")), std::optional(QStringLiteral("2")));
    }

    void aFrugalConnectionIsOneThatKeepsLess_data() { test::engineRows(); }
    void aFrugalConnectionIsOneThatKeepsLess()
    {
        QFETCH(QString, engine);
        const test::TestStore s(engine);
        const auto frugal = store::openFrugally(s.url);
        QVERIFY(frugal->exec(QStringLiteral("UPDATE schema_migration SET name = name")) > 0);
        if (engine != QLatin1String("sqlite"))
            return;
        const auto kept = [](store::Connection& connection) { return -connection.row(QStringLiteral("PRAGMA cache_size"))->integer("cache_size"); };
        QCOMPARE(kept(*frugal), 8'192); // KiB
        QVERIFY(kept(*s.connection) > kept(*frugal));
        QCOMPARE(frugal->row(QStringLiteral("PRAGMA synchronous"))->integer("synchronous"), 2); // FULL: as durable as the others
    }

    void aLockedDatabase()
    {
        TestStore s(QStringLiteral("sqlite"));
        const auto other = s.another();
        store::Transaction held(*other);
        s.connection->row(QStringLiteral("PRAGMA busy_timeout = 1"));
        const QString failure = refusalOf([&] { writeSomething(s.context); });
        QVERIFY_SAYS(failure, "locked");
        QVERIFY_SAYS(failure, "test.db");
        QCOMPARE(store::journalEnd(*s.connection), 0); // reading goes on meanwhile
    }

    void aReadOnlyFile()
    {
        TestStore s(QStringLiteral("sqlite"));
        writeSomething(s.context);
        s.connection->row(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
        QVERIFY(QFile::setPermissions(s.folder.path(), QFile::permissions(s.folder.path()) | QFileDevice::ReadGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::ExeOther));
        QVERIFY(QFile::setPermissions(s.url.path, QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther));
        const AsOrdinaryUser ordinary;
        const QString failure = refusalOf([&] { Connection::open(s.url); });
        QVERIFY_SAYS(failure, "read-only");
        QVERIFY_SAYS(failure, "test.db");
    }

    void anUnreadableFile()
    {
        TestStore s(QStringLiteral("sqlite"));
        QVERIFY(QFile::setPermissions(s.folder.path(), QFile::permissions(s.folder.path()) | QFileDevice::ReadGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::ExeOther));
        QVERIFY(QFile::setPermissions(s.url.path, QFileDevice::Permissions()));
        const AsOrdinaryUser ordinary;
        QVERIFY_SAYS(refusalOf([&] { Connection::open(s.url, Connection::Mode::ReadOnly); }), "can't be read");
    }

    void aReadOnlyConnection()
    {
        TestStore s(QStringLiteral("sqlite"));
        writeSomething(s.context);
        const auto reader = Connection::open(s.url, Connection::Mode::ReadOnly);
        QCOMPARE(store::journalEnd(*reader), 1);
        store::Context context{*reader, s.clock, s.ids};
        QVERIFY_SAYS(refusalOf([&] { writeSomething(context); }), "read-only");
        QCOMPARE(store::journalEnd(*s.connection), 1);
    }

    void aUserWhoMayOnlyRead()
    {
        TestStore s(QStringLiteral("postgresql"));
        auto& cluster = test::PostgresCluster::instance();
        QCOMPARE(cluster.psql(s.url.name, QStringLiteral("CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA public TO reader; "
                                                         "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")), QByteArray());
        DatabaseUrl url = s.url;
        url.user = QStringLiteral("reader");
        const auto reader = Connection::open(url);
        QCOMPARE(store::journalEnd(*reader), 0);
        store::Context context{*reader, s.clock, s.ids};
        QVERIFY_SAYS(refusalOf([&] { writeSomething(context); }), "read-only for this user");
        QCOMPARE(store::journalEnd(*s.connection), 0);
    }

    // The server wants a password (scram-sha-256): what libpq finds in PGPASSFILE, or does not.
    void passwordsOfTheServer()
    {
        auto& cluster = test::PostgresCluster::instance();
        cluster.createGuardedUser(QStringLiteral("guarded_reader"), QStringLiteral("correct-horse"));
        DatabaseUrl url = DatabaseUrl::parse(cluster.createDatabase());
        url.user = QStringLiteral("guarded_reader");
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("pgpass")));
        qputenv("PGPASSFILE", file.fileName().toUtf8());
        const auto keep = [&](const char* password) {
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
            file.write(QByteArray("127.0.0.1:*:*:guarded_reader:") + password + '\n');
            file.close();
        };
        const QString without = refusalOf([&] { Connection::open(url); });
        QVERIFY_SAYS(without, "wants a password");
        QVERIFY_SAYS(without, qPrintable(url.toDisplay()));
        keep("battery-staple");
        const QString wrong = refusalOf([&] { Connection::open(url); });
        QVERIFY_SAYS(wrong, "refused the user or the password");
        QVERIFY(!wrong.contains(QLatin1String("battery")));
        keep("correct-horse");
        Connection::open(url);
        qunsetenv("PGPASSFILE");
    }

    void aUserWhoMayNotCreate()
    {
        auto& cluster = test::PostgresCluster::instance();
        DatabaseUrl url = DatabaseUrl::parse(cluster.createDatabase()); // since PostgreSQL 15 only its owner creates in it
        cluster.createGuardedUser(QStringLiteral("guarded_guest"), QStringLiteral("correct-horse"));
        url.user = QStringLiteral("guarded_guest");
        qputenv("PGPASSWORD", "correct-horse");
        const auto connection = Connection::open(url);
        qunsetenv("PGPASSWORD");
        const QString failure = refusalOf([&] { store::migrate(*connection, {1}); });
        QVERIFY_SAYS(failure, "right to write");
        QVERIFY(!connection->inTransaction());
        QCOMPARE(cluster.psql(url.name, QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).trimmed(), QByteArray("0"));
    }

    void aNewerSchema_data() { test::engineRows(); }
    void aNewerSchema()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        s.connection->exec(QStringLiteral("INSERT INTO schema_migration (version, name, checksum, applied_ms) VALUES (?, ?, ?, ?)"),
                           {9999, QStringLiteral("9999-later.sql"), QStringLiteral("x"), 1});
        const QString failure = refusalOf([&] { Connection::open(s.url); });
        QVERIFY_SAYS(failure, "newer Trunkline");
        QVERIFY_SAYS(failure, "9999");
        QVERIFY_SAYS(refusalOf([&] { store::migrate(*s.connection, {1}); }), "9999");
    }

    void notADatabase()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("letter.txt"));
        const QByteArray letter(8192, 'a');
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(letter);
        file.close();
        QVERIFY_SAYS(refusalOf([&] { Connection::open(DatabaseUrl::sqlite(path)); }), "not a Trunkline database");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), letter);
    }

    void missingPlaces()
    {
        QTemporaryDir folder;
        const QString missing = folder.filePath(QStringLiteral("no/such/folder/a.db"));
        QVERIFY_SAYS(refusalOf([&] { Connection::open(DatabaseUrl::sqlite(missing)); }), "does not exist");
        QVERIFY(!QDir(folder.filePath(QStringLiteral("no"))).exists());
        QVERIFY_SAYS(refusalOf([&] { Connection::open(DatabaseUrl::sqlite(folder.path())); }), "is a folder");
        const QString absent = folder.filePath(QStringLiteral("absent.db"));
        QVERIFY_SAYS(refusalOf([&] { Connection::open(DatabaseUrl::sqlite(absent), Connection::Mode::ReadOnly); }), "no database");
        QVERIFY(!QFile::exists(absent));
    }

    void noServerAndNoDatabase()
    {
        auto& cluster = test::PostgresCluster::instance();
        const QString known = QStringLiteral("postgresql://trunkline@127.0.0.1:%1/nothing_here").arg(cluster.port());
        QVERIFY_SAYS(refusalOf([&] { Connection::open(DatabaseUrl::parse(known)); }), "nothing_here");
        // Port 1 needs root to be listened on: nobody answers there.
        QVERIFY_SAYS(refusalOf([&] { Connection::open(DatabaseUrl::parse(QStringLiteral("postgresql://trunkline@127.0.0.1:1/a"))); }), "127.0.0.1:1/a");
    }

    void aLostServer()
    {
        TestStore s(QStringLiteral("postgresql"));
        test::PostgresCluster::instance().psql(QStringLiteral("postgres"),
            QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%1'").arg(s.url.name));
        const QString failure = refusalOf([&] { writeSomething(s.context); });
        QVERIFY_SAYS(failure, qPrintable(s.url.toDisplay()));
        QVERIFY(!s.connection->inTransaction());
        QCOMPARE(store::journalEnd(*s.another()), 0);
        writeSomething(s.context); // the next one opens the connection again, with all that was prepared
        QCOMPARE(store::journalEnd(*s.connection), 1);
    }

    // While the server is away each statement is refused by a sentence; when it is back, the same connection goes on.
    void aServerThatStopsAndStartsAgain()
    {
        auto& cluster = test::PostgresCluster::instance();
        TestStore s(QStringLiteral("postgresql"));
        writeSomething(s.context);
        cluster.crash();
        for (int i = 0; i < 3; ++i)
            QVERIFY_SAYS(refusalOf([&] { writeSomething(s.context); }), qPrintable(s.url.toDisplay()));
        cluster.start();
        QString said;
        QVERIFY2(test::waitFor([&] { return (said = refusalOf([&] { writeSomething(s.context); })) == QLatin1String("(not refused)"); }, 30'000), qPrintable(said));
        QCOMPARE(store::journalEnd(*s.connection), 2);
    }

    void aFullDisk()
    {
        TestStore s(QStringLiteral("sqlite"));
        writeSomething(s.context);
        const auto pages = s.connection->row(QStringLiteral("PRAGMA page_count"))->integer("page_count");
        s.connection->row(QStringLiteral("PRAGMA max_page_count = %1").arg(pages));
        const QString failure = refusalOf([&] { writeSomething(s.context, QString(1'000'000, u'x')); });
        QVERIFY_SAYS(failure, "disk is full");
        QVERIFY_SAYS(failure, "test.db");
        QVERIFY(!s.connection->inTransaction());
        const auto other = s.another();
        QCOMPARE(store::setting(*other, QStringLiteral("something")), std::optional(QStringLiteral("x")));
        QCOMPARE(store::journalEnd(*other), 1);
        QVERIFY(!store::firstBrokenEntry(*other));
        s.connection->row(QStringLiteral("PRAGMA max_page_count = 1000000"));
        writeSomething(s.context, QString(1'000'000, u'x'));
        QCOMPARE(store::journalEnd(*other), 2);
    }

    // The server's own words and SQLSTATE, raised where a table grows; a full disk of the server can't be had unprivileged.
    void aFullDiskOfTheServer()
    {
        TestStore s(QStringLiteral("postgresql"));
        writeSomething(s.context);
        auto& cluster = test::PostgresCluster::instance();
        QCOMPARE(cluster.psql(s.url.name, QStringLiteral("CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                                                         "RAISE EXCEPTION 'could not extend file \"base/16384/16385\": No space left on device' USING ERRCODE = '53100'; END $$; "
                                                         "CREATE TRIGGER full_disk BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION disk_is_full()")), QByteArray());
        const QString failure = refusalOf([&] { writeSomething(s.context, QStringLiteral("y")); });
        QVERIFY_SAYS(failure, "disk of the database server is full");
        QVERIFY_SAYS(failure, qPrintable(s.url.toDisplay()));
        QVERIFY(!s.connection->inTransaction());
        const auto other = s.another();
        QCOMPARE(store::setting(*other, QStringLiteral("something")), std::optional(QStringLiteral("x")));
        QCOMPARE(store::journalEnd(*other), 1);
        QCOMPARE(cluster.psql(s.url.name, QStringLiteral("DROP TRIGGER full_disk ON journal")), QByteArray());
        writeSomething(s.context, QStringLiteral("y"));
        QCOMPARE(store::journalEnd(*other), 2);
        QVERIFY(!store::firstBrokenEntry(*other));
    }

    void addressesAreRead()
    {
        QCOMPARE(DatabaseUrl::parse(QStringLiteral("sqlite:/var/lib/a b.db")), DatabaseUrl::sqlite(QStringLiteral("/var/lib/a b.db")));
        const DatabaseUrl url = DatabaseUrl::parse(QStringLiteral("postgresql://anna@db.example:5433/north"));
        QCOMPARE(url, (DatabaseUrl{store::Engine::PostgreSql, {}, QStringLiteral("db.example"), 5433, QStringLiteral("anna"), QStringLiteral("north")}));
        QCOMPARE(DatabaseUrl::parse(url.toDisplay()), url);
        QCOMPARE(DatabaseUrl::parse(QStringLiteral("postgresql:///north")).host, QStringLiteral("localhost"));
        QCOMPARE(DatabaseUrl::parse(QStringLiteral("postgresql:///north?host=/run/postgresql")).host, QStringLiteral("/run/postgresql"));
    }

    void noAddresses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "sqlite:", "north.db", "mysql://host/a", "postgresql://host", "postgresql://host/", "postgresql://ho st/a"})
            QTest::addRow("“%s”", text) << QString::fromLatin1(text);
    }
    void noAddresses()
    {
        QFETCH(QString, text);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, DatabaseUrl::parse(text));
    }

    // Others see a command line; and a refusal that repeats the password would show it again.
    void passwordsInAddressesAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"postgresql://anna:s3cret@host/a", "postgres://anna:s3cret@host/a", "postgresql://anna:s3cret@ho st/a",
                                 "postgresql://anna:s3cret@host/", "mysql://anna:s3cret@host/a"})
            QTest::addRow("%s", text) << QString::fromLatin1(text);
    }
    void passwordsInAddressesAreRefused()
    {
        QFETCH(QString, text);
        const QString failure = refusalOf([&] { DatabaseUrl::parse(text); });
        QVERIFY2(!failure.contains(QLatin1String("s3cret")) && !failure.contains(QLatin1String("not refused")), qPrintable(failure));
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "tst_connection.moc"
