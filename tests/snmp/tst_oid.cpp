#include "snmp/oid.h"

#include <QTest>

using trunkline::snmp::Oid;

class OidTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAndWrites_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "1.3.6.1" << "1.3.6.1";
        QTest::newRow("leading dot") << ".1.3.6.1.4.1.4294967295" << "1.3.6.1.4.1.4294967295";
        QTest::newRow("empty") << "" << "";
        QTest::newRow("gap") << "1..3" << "";
        QTest::newRow("letters") << "1.3.a" << "";
        QTest::newRow("sign") << "1.-3" << "";
        QTest::newRow("too large an arc") << "1.4294967296" << "";
        QTest::newRow("trailing dot") << "1.3." << "";
    }
    void readsAndWrites()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(Oid::parse(text).value_or(Oid()).toString(), expected);
    }
    void refusesMoreThan128Arcs()
    {
        QVERIFY(Oid::parse(QStringList(128, QStringLiteral("1")).join(u'.')));
        QVERIFY(!Oid::parse(QStringList(129, QStringLiteral("1")).join(u'.')));
    }
    void ordersAsAnAgentWalks()
    {
        QVERIFY(Oid({1, 3, 6}) < Oid({1, 3, 6, 0}));
        QVERIFY(Oid({1, 3, 6, 2}) < Oid({1, 3, 6, 10}));
        QVERIFY(Oid({1, 3, 6, 2, 9}).startsWith({1, 3, 6, 2}));
        QCOMPARE(Oid({1, 3, 6, 2, 9}).after({1, 3, 6}), Oid({2, 9}));
    }
};

QTEST_APPLESS_MAIN(OidTest)
#include "tst_oid.moc"
