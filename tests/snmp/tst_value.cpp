#include "snmp/value.h"

#include <QTest>

#include <limits>

using namespace trunkline::snmp;

class ValueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsToPeople_data()
    {
        QTest::addColumn<Value>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("integer") << Value::integer(-42) << "-42";
        QTest::newRow("counter32") << Value::unsigned32(Type::Counter32, 4294967295u) << "4294967295";
        QTest::newRow("counter64") << Value::counter64(std::numeric_limits<std::uint64_t>::max()) << "18446744073709551615";
        QTest::newRow("ticks") << Value::unsigned32(Type::TimeTicks, 4711) << "4711";
        QTest::newRow("identifier") << Value::oid(Oid{1, 3, 6, 1}) << "1.3.6.1";
        QTest::newRow("address") << Value{Type::IpAddress, QByteArray("\xC0\x00\x02\xFF", 4)} << "192.0.2.255";
        QTest::newRow("address of three octets") << Value{Type::IpAddress, QByteArray("\xC0\x00\x02", 3)} << "hex: c0 00 02";
        QTest::newRow("text") << Value::octets("ge-0/0/3") << "ge-0/0/3";
        QTest::newRow("UTF-8") << Value::octets(QStringLiteral("Zürich").toUtf8()) << QStringLiteral("Zürich");
        QTest::newRow("MAC") << Value::octets(QByteArray::fromHex("001a2b3c4d5e")) << "hex: 00 1a 2b 3c 4d 5e";
        QTest::newRow("Latin-1") << Value::octets("Z\xfcrich") << "hex: 5a fc 72 69 63 68";
        QTest::newRow("cut UTF-8") << Value::octets("Z\xc3") << "hex: 5a c3";
        QTest::newRow("empty") << Value::octets({}) << "";
        QTest::newRow("opaque") << Value{Type::Opaque, QByteArray::fromHex("9f78043fc00000")} << "hex: 9f 78 04 3f c0 00 00";
        QTest::newRow("null") << Value() << "";
        QTest::newRow("no object") << Value::exception(Type::NoSuchObject) << "noSuchObject";
        QTest::newRow("no instance") << Value::exception(Type::NoSuchInstance) << "noSuchInstance";
        QTest::newRow("end") << Value::exception(Type::EndOfMibView) << "endOfMibView";
    }
    void showsToPeople()
    {
        QFETCH(Value, value);
        QFETCH(QString, shown);
        QCOMPARE(value.toDisplay(), shown);
    }

    void convertsOnlyWhatFits()
    {
        QCOMPARE(Value::integer(-1).toInteger(), std::optional<std::int64_t>(-1));
        QVERIFY(!Value::integer(-1).toUnsigned());
        QCOMPARE(Value::counter64(7).toUnsigned(), std::optional<std::uint64_t>(7));
        QVERIFY(!Value::counter64(std::numeric_limits<std::uint64_t>::max()).toInteger());
        QVERIFY(!Value::octets("7").toInteger());
        QVERIFY(Value::integer(7).toBytes().isEmpty());
        QCOMPARE(Value::octets("x").toBytes(), QByteArray("x"));
    }

    void knowsWhatExists()
    {
        QVERIFY(Value::integer(0).exists());
        QVERIFY(Value().exists());
        QVERIFY(!Value::exception(Type::NoSuchInstance).exists());
    }

    void comparesTypeAndContent()
    {
        QCOMPARE(Value::unsigned32(Type::Gauge32, 7), Value::unsigned32(Type::Gauge32, 7));
        QVERIFY(!(Value::unsigned32(Type::Gauge32, 7) == Value::unsigned32(Type::Counter32, 7)));
        QVERIFY(!(Value::octets("a") == Value::octets("b")));
    }
};

QTEST_GUILESS_MAIN(ValueTest)
#include "tst_value.moc"
