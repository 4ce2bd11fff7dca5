#include "snmp/mib/rendering.h"
#include "tests/snmp/mib/townmib.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::snmp;

class RenderingTest : public QObject {
    Q_OBJECT

    const Oid town{1, 3, 6, 1, 4, 1, 99999};
    const Oid entry = town + 1u + 1u;
    mib::Dictionary dictionary_;

    static mib::Dictionary townDictionary()
    {
        std::vector<mib::Table> tables;
        tables.push_back(test::townTable());
        return mib::Dictionary(std::move(tables));
    }

private Q_SLOTS:
    void initTestCase() { dictionary_ = townDictionary(); }

    void values_data()
    {
        QTest::addColumn<QString>("oid");
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QString>("shown");
        const auto integer = [&](const char* name, const Oid& oid, qint64 number, const char* shown) {
            QTest::newRow(name) << oid.toString() << int(Type::Integer) << QByteArray() << number << QString::fromUtf8(shown);
        };
        const auto octets = [&](const char* name, const Oid& oid, const QByteArray& bytes, const char* shown) {
            QTest::newRow(name) << oid.toString() << int(Type::OctetString) << bytes << qint64(0) << QString::fromUtf8(shown);
        };
        integer("an enumeration", entry + 2u + 7u, 3, "broken");
        integer("a number that the enumeration lacks", entry + 2u + 7u, 9, "9");
        integer("units", entry + 3u + 7u, 41, "41 celsius");
        integer("a hint and units", town + 4u + 0u, 655, "65.5 percent");
        octets("a MAC address", entry + 4u + 7u, QByteArray::fromHex("001a2b3c4d5e"), "00:1a:2b:3c:4d:5e");
        octets("a date", town + 2u + 0u, QByteArray::fromHex("07e20c0a0b2d0a052d0600"), "2018-12-10 11:45:10.5 -06:00");
        octets("a date without a zone", town + 2u + 0u, QByteArray::fromHex("07e20c0a0b2d0a05"), "2018-12-10 11:45:10.5");
        octets("bits", town + 3u + 0u, QByteArray::fromHex("8040"), "{hot, wet}");
        octets("a bit without a name", town + 3u + 0u, QByteArray::fromHex("40"), "{bit 1}");
        octets("text of no module", town + 99u, "eth0\nup", "eth0 up");
        octets("octets of no module", town + 99u, QByteArray::fromHex("00ff"), "hex: 00 ff");
        octets("the wrong type for an enumeration", entry + 2u + 7u, "on", "on");
        QTest::newRow("ticks") << (town + 98u).toString() << int(Type::TimeTicks) << QByteArray() << qint64(9'000'123) << "1 d 01:00:01.23";
    }
    void values()
    {
        QFETCH(QString, oid);
        QFETCH(int, type);
        QFETCH(QByteArray, octets);
        QFETCH(qint64, number);
        QFETCH(QString, shown);
        const auto kind = Type(type);
        const Value value = kind == Type::OctetString ? Value::octets(octets) : kind == Type::TimeTicks ? Value::unsigned32(kind, std::uint32_t(number)) : Value::integer(number);
        QCOMPARE(mib::shown(dictionary_, *Oid::parse(oid), value), shown);
    }

    void names()
    {
        QCOMPARE(mib::nameOf(dictionary_, entry + 2u + 7u), "lampState.7");
        QCOMPARE(mib::nameOf(dictionary_, town + 0u + 1u), "lampDown");
        QCOMPARE(mib::nameOf(dictionary_, town + 55u), "1.3.6.1.4.1.99999.55");
        QCOMPARE(mib::shown(dictionary_, town + 98u, Value::oid(entry + 3u + 2u)), "lampHeat.2");
        QCOMPARE(dictionary_.named("TOWN-MIB::lampHeat").node->oid, entry + 3u);
        QVERIFY(!dictionary_.named("OTHER-MIB::lampHeat"));
    }

    void aNotificationIsALine()
    {
        const VarBinds one{{entry + 2u + 7u, Value::integer(3)}, {entry + 3u + 7u, Value::integer(90)}};
        QCOMPARE(mib::sentenceOf("lampDown", mib::namedVariables(dictionary_, one)), "lampDown: lampState broken, lampHeat 90 celsius");
        const VarBinds two{{entry + 2u + 7u, Value::integer(3)}, {entry + 2u + 8u, Value::integer(2)}};
        QCOMPARE(mib::sentenceOf("lampDown", mib::namedVariables(dictionary_, two)), "lampDown: lampState.7 broken, lampState.8 on");
        const VarBinds strange{{{1, 3, 6, 1, 4, 1, 88888, 1}, Value::octets("")}, {{1, 3, 6, 1, 4, 1, 88888, 2}, Value::integer(5)}};
        QCOMPARE(mib::sentenceOf("1.3.6.1.4.1.88888.0.1", mib::namedVariables(dictionary_, strange)),
                 QStringLiteral("1.3.6.1.4.1.88888.0.1: 1.3.6.1.4.1.88888.1 “”, 1.3.6.1.4.1.88888.2 5"));
        QCOMPARE(mib::sentenceOf("lampDown", {}), "lampDown");
    }

    void theLaterTableCounts()
    {
        std::vector<mib::Table> tables;
        tables.push_back(test::townTable());
        tables.push_back(test::townTable());
        tables[1].nodes[4].name = "lightState";
        const mib::Dictionary both(std::move(tables));
        QCOMPARE(both.at(entry + 2u).node->name, "lightState");
        QCOMPARE(both.named("TOWN-MIB::lampState").node->oid, entry + 2u);
    }
};

QTEST_APPLESS_MAIN(RenderingTest)
#include "tst_rendering.moc"
