// Where traps are listened for is a setting of the operator.
#include "models/collection/traplistening.h"
#include "models/core/errors.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;
using test::TestStore;

class TrapListeningTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsKeptInTheDatabase_data() { test::engineRows(); }
    void itIsKeptInTheDatabase()
    {
        QFETCH(QString, engine);
        TestStore store(engine);
        store.setUpOperator();
        QCOMPARE(trapListening(*store.connection).port, quint16(0)); // nowhere yet
        const TrapListening wanted{QStringLiteral("192.0.2.7"), 1162};
        const qsizetype entries = store::journalAfter(*store.connection, 0, 1000).size();
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, changeTrapListening(store.context, test::withRole(access::Role::NocOperator), wanted));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, changeTrapListening(store.context, test::administrator(), {QStringLiteral("noc-1"), 1162}));
        QCOMPARE(store::journalAfter(*store.connection, 0, 1000).size(), entries);
        QCOMPARE(trapListening(*store.connection), TrapListening());
        changeTrapListening(store.context, test::administrator(), wanted);
        QCOMPARE(trapListening(*store.connection), wanted);
        const auto entry = store::journalAfter(*store.connection, 0, 1000).last();
        QCOMPARE(entry.kind, QStringLiteral("traps.changed"));
        QCOMPARE(entry.before["port"].toInt(), 0);
        QCOMPARE(entry.after["address"].toString(), wanted.address);
    }
};

QTEST_GUILESS_MAIN(TrapListeningTest)
#include "tst_traplistening.moc"
