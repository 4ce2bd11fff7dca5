#include "models/collection/addressrange.h"
#include "models/core/errors.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

class AddressRangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rangesAreWrittenAsPeopleDo_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<int>("size"); // 0: refused
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        QTest::newRow("network") << "192.0.2.0/24" << 254 << "192.0.2.1" << "192.0.2.254";
        QTest::newRow("network named by a host") << "192.0.2.77/30" << 2 << "192.0.2.77" << "192.0.2.78";
        QTest::newRow("two addresses") << "192.0.2.4/31" << 2 << "192.0.2.4" << "192.0.2.5";
        QTest::newRow("one address") << " 192.0.2.4 " << 1 << "192.0.2.4" << "192.0.2.4";
        QTest::newRow("from to, over an octet") << "192.0.2.250 - 192.0.3.5" << 12 << "192.0.2.250" << "192.0.3.5";
        QTest::newRow("short to") << "192.0.2.10-40" << 31 << "192.0.2.10" << "192.0.2.40";
        QTest::newRow("IPv6 network") << "2001:db8::/120" << 256 << "2001:db8::" << "2001:db8::ff";
        QTest::newRow("IPv6 from to") << "2001:db8::fe-2001:db8::101" << 4 << "2001:db8::fe" << "2001:db8::101";
        QTest::newRow("the end of the world") << "255.255.255.255" << 1 << "255.255.255.255" << "255.255.255.255";
        QTest::newRow("the widest") << "10.0.0.0/16" << 65'534 << "10.0.0.1" << "10.0.255.254";
        QTest::newRow("too wide") << "10.0.0.0/8" << 0 << "" << "";
        QTest::newRow("IPv6, too wide") << "2001:db8::/64" << 0 << "" << "";
        QTest::newRow("backwards") << "192.0.2.9-192.0.2.1" << 0 << "" << "";
        QTest::newRow("two families") << "192.0.2.9-2001:db8::1" << 0 << "" << "";
        QTest::newRow("a name") << "router-1" << 0 << "" << "";
        QTest::newRow("no network") << "192.0.2.0/33" << 0 << "" << "";
        QTest::newRow("nothing") << "" << 0 << "" << "";
    }
    void rangesAreWrittenAsPeopleDo()
    {
        QFETCH(QString, range);
        QFETCH(int, size);
        if (size == 0) {
            QVERIFY_THROWS_EXCEPTION(InvalidInput, addressesIn(range));
            return;
        }
        const QStringList addresses = addressesIn(range);
        QCOMPARE(int(addresses.size()), size);
        QTEST(addresses.first(), "first");
        QTEST(addresses.last(), "last");
    }

    void anAgentIsNamedWithOrWithoutItsPort()
    {
        QCOMPARE(agentAddress(QStringLiteral(" 192.0.2.1 ")), (AgentAddress{QStringLiteral("192.0.2.1"), 161}));
        QCOMPARE(agentAddress(QStringLiteral("192.0.2.1"), 1161), (AgentAddress{QStringLiteral("192.0.2.1"), 1161}));
        QCOMPARE(agentAddress(QStringLiteral("192.0.2.1:16161")), (AgentAddress{QStringLiteral("192.0.2.1"), 16161}));
        QCOMPARE(agentAddress(QStringLiteral("2001:db8::161")), (AgentAddress{QStringLiteral("2001:db8::161"), 161}));
        QCOMPARE(agentAddress(QStringLiteral("[2001:db8::1]:1162")), (AgentAddress{QStringLiteral("2001:db8::1"), 1162}));
        for (const char* wrong : {"", "core-1", "core-1:161", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:", "[2001:db8::1", "192.0.2.999", "http://192.0.2.1:161"})
            QVERIFY_THROWS_EXCEPTION(InvalidInput, agentAddress(QString::fromLatin1(wrong)));
    }
};

QTEST_APPLESS_MAIN(AddressRangeTest)
#include "tst_addressrange.moc"
