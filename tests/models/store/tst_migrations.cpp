#include "models/core/errors.h"
#include "models/store/migrations.h"
#include "tests/support/postgres.h"
#include "tests/support/teststore.h"

#include <QTest>

#include <thread>

using namespace trunkline;
using store::Connection;

class MigrationsTest : public QObject {
    Q_OBJECT

    static store::DatabaseUrl emptyDatabase(const QString& engine, const QTemporaryDir& folder)
    {
        return engine == QLatin1String("sqlite") ? store::DatabaseUrl::sqlite(folder.filePath(QStringLiteral("empty.db")))
                                                 : store::DatabaseUrl::parse(test::PostgresCluster::instance().createDatabase());
    }

    /// In order; numbers may be left out.
    static QStringList schemaFiles() { return QDir(QStringLiteral(":/schema")).entryList(QDir::Files, QDir::Name); }

    static bool answers(Connection& connection, const char* table)
    {
        try {
            connection.rows(QStringLiteral("SELECT * FROM %1").arg(QLatin1String(table)));
            return true;
        } catch (const StoreFailure&) {
            return false;
        }
    }

private Q_SLOTS:
    void anEmptyDatabaseGetsTheNewestSchema_data() { test::engineRows(); }
    void anEmptyDatabaseGetsTheNewestSchema()
    {
        QFETCH(QString, engine);
        QTemporaryDir folder;
        const auto connection = Connection::open(emptyDatabase(engine, folder));
        QCOMPARE(store::schemaOf(*connection), 0);
        QVERIFY(store::newestSchema() >= 4);
        store::migrate(*connection, {1'000});
        QCOMPARE(store::schemaOf(*connection), store::newestSchema());
        const auto applied = connection->rows(QStringLiteral("SELECT version, applied_ms FROM schema_migration ORDER BY version"));
        QCOMPARE(applied.size(), schemaFiles().size());
        for (int i = 0; i < applied.size(); ++i)
            QCOMPARE(applied[i].integer("version"), schemaFiles()[i].left(4).toInt());
        for (const char* table : {"journal", "offering", "account", "customer_order", "invoice", "invoice_line"})
            QVERIFY2(answers(*connection, table), table);
        store::migrate(*connection, {2'000});
        QCOMPARE(connection->row(QStringLiteral("SELECT MAX(applied_ms) AS ms FROM schema_migration"))->integer("ms"), 1'000);
    }

    // A migration that can't be finished leaves nothing of itself.
    void aFailedMigrationLeavesNothing_data() { test::engineRows(); }
    void aFailedMigrationLeavesNothing()
    {
        QFETCH(QString, engine);
        QTemporaryDir folder;
        const auto connection = Connection::open(emptyDatabase(engine, folder));
        connection->exec(QStringLiteral("CREATE TABLE invoice_line (somebody_elses TEXT)"));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, store::migrate(*connection, {1'000}));
        QCOMPARE(store::schemaOf(*connection), 0);
        QVERIFY(!connection->inTransaction());
        for (const char* table : {"journal", "offering", "schema_migration"})
            QVERIFY2(!answers(*connection, table), table);
        connection->exec(QStringLiteral("DROP TABLE invoice_line"));
        store::migrate(*connection, {1'000});
        QCOMPARE(store::schemaOf(*connection), store::newestSchema());
    }

    void anotherHistoryIsRefused_data() { test::engineRows(); }
    void anotherHistoryIsRefused()
    {
        QFETCH(QString, engine);
        test::TestStore s(engine);
        s.connection->exec(QStringLiteral("UPDATE schema_migration SET checksum = 'other' WHERE version = 1"));
        s.connection->exec(QStringLiteral("DELETE FROM schema_migration WHERE version > 1"));
        try {
            store::migrate(*s.connection, {1'000});
            QFAIL("it was migrated");
        } catch (const StoreFailure& error) {
            QVERIFY2(error.sentence().contains(QLatin1String("0001-house.sql")), error.what());
        }
    }

    void severalProgramsMayStartAtOnce_data() { test::engineRows(); }
    void severalProgramsMayStartAtOnce()
    {
        QFETCH(QString, engine);
        QTemporaryDir folder;
        const store::DatabaseUrl url = emptyDatabase(engine, folder);
        Connection::open(url);
        QString failures[4];
        std::vector<std::thread> threads;
        for (QString& failure : failures)
            threads.emplace_back([&url, &failure] {
                try {
                    const auto connection = Connection::open(url);
                    store::migrate(*connection, {1'000});
                } catch (const Error& error) {
                    failure = error.sentence();
                }
            });
        for (auto& thread : threads)
            thread.join();
        for (const QString& failure : failures)
            QCOMPARE(failure, QString());
        const auto connection = Connection::open(url);
        QCOMPARE(connection->rows(QStringLiteral("SELECT version FROM schema_migration")).size(), schemaFiles().size());
    }
};

QTEST_GUILESS_MAIN(MigrationsTest)
#include "tst_migrations.moc"
