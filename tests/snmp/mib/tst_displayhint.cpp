#include "snmp/mib/displayhint.h"

#include <QTest>

using namespace trunkline::snmp::mib;

class DisplayHintTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void integers_data()
    {
        QTest::addColumn<QString>("hint");
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("decimal") << "d" << qint64(-17) << "-17";
        QTest::newRow("two places") << "d-2" << qint64(1234) << "12.34";
        QTest::newRow("less than one") << "d-3" << qint64(7) << "0.007";
        QTest::newRow("negative") << "d-1" << qint64(-5) << "-0.5";
        QTest::newRow("the smallest number") << "d-1" << std::numeric_limits<qint64>::min() << "-922337203685477580.8";
        QTest::newRow("hexadecimal") << "x" << qint64(255) << "ff";
        QTest::newRow("no hint for integers") << "255a" << qint64(1) << "";
        QTest::newRow("places that are none") << "d-99999999999" << qint64(1) << "";
    }
    void integers()
    {
        QFETCH(QString, hint);
        QFETCH(qint64, value);
        QFETCH(QString, shown);
        QCOMPARE(hintedInteger(hint, value).value_or(QString()), shown);
    }

    void octets_data()
    {
        QTest::addColumn<QString>("hint");
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<QString>("shown");
        QTest::newRow("a MAC address") << "1x:" << QByteArray::fromHex("001a2b3c4d5e") << "00:1a:2b:3c:4d:5e";
        QTest::newRow("RFC 2579's date") << "2d-1d-1d,1d:1d:1d.1d,1a1d:1d" << QByteArray::fromHex("07c8051a0d1e0f002d0400") << "1992-5-26,13:30:15.0,-4:0";
        QTest::newRow("text") << "255a" << QByteArray("eth0") << "eth0";
        QTest::newRow("UTF-8") << "255t" << QByteArray("B\xc3\xbcro") << QStringLiteral("Büro");
        QTest::newRow("an address") << "1d.1d.1d.1d" << QByteArray::fromHex("c0000201") << "192.0.2.1";
        QTest::newRow("repeated, with a terminator") << "*1d./1d" << QByteArray::fromHex("0301020309") << "1.2.3/9";
        QTest::newRow("the last format goes on") << "1d.2x:" << QByteArray::fromHex("010203040506") << "1.0203:0405:06";
        QTest::newRow("nothing") << "1x:" << QByteArray() << "";
        QTest::newRow("a length of zero ends") << "0a" << QByteArray("abc") << "";
        QTest::newRow("a repeat beyond the end") << "*1x:" << QByteArray::fromHex("ff01") << "01";
        QTest::newRow("no format") << "12" << QByteArray("abc") << "";
        QTest::newRow("too large a number for a format") << "9999999999x" << QByteArray("abc") << "";
    }
    void octets()
    {
        QFETCH(QString, hint);
        QFETCH(QByteArray, octets);
        QFETCH(QString, shown);
        QCOMPARE(hintedOctets(hint, octets).value_or(QString()), shown);
    }
};

QTEST_APPLESS_MAIN(DisplayHintTest)
#include "tst_displayhint.moc"
