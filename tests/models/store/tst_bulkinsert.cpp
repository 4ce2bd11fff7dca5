#include "models/core/errors.h"
#include "models/store/bulkinsert.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using store::BulkInsert;
using test::TestStore;

class BulkInsertTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allRowsArrive_data() { test::engineRows(); }
    void allRowsArrive()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        s.connection->exec(QStringLiteral("CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT NOT NULL)"));
        for (const int rows : {0, 1, 31, 32, 33, 100}) {
            s.connection->exec(QStringLiteral("DELETE FROM thing"));
            BulkInsert insert(*s.connection, QStringLiteral("INSERT INTO thing (id, name)"), 2);
            for (int i = 0; i < rows; ++i)
                insert.add({i, QString::number(i)});
            QCOMPARE(insert.finish(), rows);
            const auto row = s.connection->row(QStringLiteral("SELECT COUNT(*) AS n, COALESCE(SUM(id), 0) AS total FROM thing WHERE name = CAST(id AS TEXT)"));
            QCOMPARE(row->integer("n"), rows);
            QCOMPARE(row->integer("total"), rows * (rows - 1) / 2);
        }
    }

    void onlyWhatChangedIsCounted_data() { test::engineRows(); }
    void onlyWhatChangedIsCounted()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        s.connection->exec(QStringLiteral("CREATE TABLE thing (id BIGINT PRIMARY KEY, version BIGINT NOT NULL)"));
        const auto write = [&](int version) {
            BulkInsert insert(*s.connection, QStringLiteral("INSERT INTO thing (id, version)"), 2,
                              QStringLiteral("ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version WHERE thing.version = EXCLUDED.version - 1"));
            for (int id = 0; id < 40; ++id)
                insert.add({id, id == 7 ? 1 : version});
            return insert.finish();
        };
        QCOMPARE(write(1), 40);
        QCOMPARE(write(2), 39);
        BulkInsert nowhere(*s.connection, QStringLiteral("INSERT INTO nothing (id)"), 1);
        nowhere.add({1});
        QVERIFY_THROWS_EXCEPTION(StoreFailure, nowhere.finish());
    }
};

QTEST_GUILESS_MAIN(BulkInsertTest)
#include "tst_bulkinsert.moc"
