#include "models/collection/columns.h"
#include "models/collection/decode.h"
#include "models/collection/discovery.h"
#include "models/collection/oids.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;
using snmp::Oid;
using snmp::Value;

class DecodeTest : public QObject {
    Q_OBJECT

    static Value number(qint64 n) { return Value::integer(n); }
    static Value octets(const QByteArray& bytes) { return Value::octets(bytes); }
    static QByteArray mac(int last) { return QByteArray::fromHex("001a2b3c4d") + char(last); }

    /// A device that hears one neighbour on port 1 by LLDP.
    static DiscoveredDevice device(const QString& name, int number, Neighbour neighbour)
    {
        DiscoveredDevice d;
        d.found.sysName = name;
        d.found.address = QStringLiteral("192.0.2.%1").arg(number);
        d.found.baseMac = macOf(mac(number * 16));
        for (int i = 1; i <= 3; ++i) {
            inventory::FoundPort port;
            port.ifIndex = i;
            port.name = QStringLiteral("Gi0/%1").arg(i);
            port.description = QStringLiteral("GigabitEthernet0/%1").arg(i);
            port.mac = macOf(mac(number * 16 + i));
            d.found.ports.append(port);
        }
        d.neighbours = {neighbour};
        return d;
    }

private Q_SLOTS:
    void textIsWhatPeopleRead_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QByteArray("Gi1/0/1") << "Gi1/0/1";
        QTest::newRow("UTF-8") << QByteArray("K\xc3\xb6ln") << QString::fromUtf8("Köln");
        QTest::newRow("Latin-1") << QByteArray("K\xf6ln") << QString::fromUtf8("Köln");
        QTest::newRow("NUL at the end") << QByteArray("eth0\0", 5) << "eth0";
        QTest::newRow("filled up") << QByteArray("eth0\0junk", 9) << "eth0";
        QTest::newRow("blanks") << QByteArray(" port 1 \r\n") << "port 1";
    }
    void textIsWhatPeopleRead()
    {
        QFETCH(QByteArray, octets);
        QTEST(textOf(octets), "text");
    }

    void addressesAndMacs()
    {
        QCOMPARE(macOf(mac(255)), QStringLiteral("00:1a:2b:3c:4d:ff"));
        QCOMPARE(macOf("E8:28:C1:3C:1C:D8"), QStringLiteral("e8:28:c1:3c:1c:d8"));
        QCOMPARE(macOf("e8-28-c1-3c-1c-d8"), QStringLiteral("e8:28:c1:3c:1c:d8"));
        QCOMPARE(macOf("eth0"), QString());
        QCOMPARE(addressOf(QByteArray::fromHex("c0000207")), QStringLiteral("192.0.2.7"));
        QCOMPARE(addressOf(QByteArray::fromHex("20010db8000000000000000000000001")), QStringLiteral("2001:db8::1"));
        QCOMPARE(addressOf(QByteArray("abc")), QString());
        QVERIFY(isAddress("192.0.2.1") && isAddress("2001:db8::1") && isAddress("fe80::1%eth0"));
        QVERIFY(isWithin("192.0.2.77", "192.0.2.64/26") && isWithin("192.0.2.1", "192.0.2.1") && isWithin("192.0.2.1", "0.0.0.0/0"));
        QVERIFY(isWithin("2001:db8::1", "2001:db8::/32") && !isWithin("2001:db9::1", "2001:db8::/32"));
        QVERIFY(!isWithin("192.0.2.128", "192.0.2.64/26") && !isWithin("192.0.2.1", "2001:db8::/32") && !isWithin("192.0.2.1", "192.0.2.0/33"));
        QVERIFY(isNetwork("10.0.0.0/8") && !isNetwork("10.0.0.0/8/8") && !isNetwork("10.0.0.0/x") && !isNetwork("net"));
        QVERIFY(!isAddress("router-1") && !isAddress("192.0.2") && !isAddress("192.0.2.300") && !isAddress(""));
    }

    void speedIsIfHighSpeedWhereItIsRight_data()
    {
        QTest::addColumn<qint64>("ifSpeed");
        QTest::addColumn<qint64>("ifHighSpeed");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("gigabit") << qint64(1'000'000'000) << qint64(1'000) << qint64(1'000'000'000);
        QTest::newRow("100 Gbit/s, ifSpeed at its end") << qint64(4'294'967'295) << qint64(100'000) << qint64(100'000'000'000);
        QTest::newRow("only ifSpeed") << qint64(64'000) << qint64(0) << qint64(64'000);
        QTest::newRow("E1: ifHighSpeed rounds it") << qint64(2'048'000) << qint64(2) << qint64(2'048'000);
        QTest::newRow("T1: rounds up") << qint64(1'544'000) << qint64(2) << qint64(1'544'000);
        QTest::newRow("they do not agree") << qint64(384'000) << qint64(384) << qint64(384'000'000);
        QTest::newRow("an agent that counts bits") << qint64(0) << qint64(220'000'000) << qint64(220'000'000);
        QTest::newRow("nothing") << qint64(0) << qint64(0) << qint64(0);
    }
    void speedIsIfHighSpeedWhereItIsRight()
    {
        QFETCH(qint64, ifSpeed);
        QFETCH(qint64, ifHighSpeed);
        QTEST(portSpeedBps(ifSpeed, ifHighSpeed), "expected");
    }

    void portsAreRowsOfEitherTable()
    {
        using namespace oids;
        const auto ports = decodePorts({{ifEntry + Oid{2, 7}, octets("GigabitEthernet0/7")}, {ifEntry + Oid{3, 7}, number(6)},
                                        {ifEntry + Oid{5, 7}, Value::unsigned32(snmp::Type::Gauge32, 4'294'967'295)},
                                        {ifEntry + Oid{6, 7}, octets(mac(7))}, {ifEntry + Oid{7, 7}, number(1)}, {ifEntry + Oid{8, 7}, number(7)},
                                        {ifXEntry + Oid{1, 7}, octets("Gi0/7")}, {ifXEntry + Oid{15, 7}, Value::unsigned32(snmp::Type::Gauge32, 25'000)},
                                        {ifXEntry + Oid{18, 7}, octets("to the roof")},
                                        {ifEntry + Oid{2, 3}, octets("lo")}, {ifEntry + Oid{8, 3}, number(99)},
                                        {ifXEntry + Oid{1, 9}, octets("only here")},
                                        {ifEntry + Oid{2, 11}, Value::exception(snmp::Type::NoSuchInstance)},
                                        {ifEntry + Oid{10, 12}, number(5'000)}, // counts, and says nothing of itself
                                        {oids::system + Oid{1, 0}, octets("another table")}});
        QCOMPARE(ports.size(), 3);
        QCOMPARE(ports[0].name, QStringLiteral("lo"));
        QCOMPARE(ports[0].operState, inventory::OperState::Unknown);
        const inventory::FoundPort expected{"Gi0/7", 7, "to the roof", "GigabitEthernet0/7", "00:1a:2b:3c:4d:07", 6, inventory::AdminState::Up,
                                            inventory::OperState::LowerLayerDown, 25'000'000'000};
        QCOMPARE(ports[1], expected);
        QCOMPARE(ports[2].name, QStringLiteral("only here"));
    }

    void aStackIsKnownByItsFirstChassis()
    {
        const Oid entry = oids::entPhysicalEntry;
        const auto facts = decodeEntity({{entry + Oid{5, 1}, number(11)}, {entry + Oid{11, 1}, octets("")},
                                         {entry + Oid{5, 1001}, number(3)}, {entry + Oid{11, 1001}, octets("FCW1")}, {entry + Oid{13, 1001}, octets("WS-1")},
                                         {entry + Oid{5, 1002}, number(9)}, {entry + Oid{10, 1002}, octets("15.0")}, {entry + Oid{12, 1002}, octets("Cisco")},
                                         {entry + Oid{5, 2001}, number(3)}, {entry + Oid{11, 2001}, octets("FCW2")}, {entry + Oid{10, 2001}, octets("12.2")}});
        QCOMPARE(facts, (EntityFacts{"FCW1", "15.0", "WS-1", "Cisco"}));
        QCOMPARE(decodeEntity({}), EntityFacts());
    }

    void theSystemGroupAndItsAddresses()
    {
        using namespace oids;
        const auto facts = decodeSystem({{sysName, octets("core-1")}, {sysDescr, octets("A router")}, {sysObjectId, Value::oid({1, 3, 6, 1, 4, 1, 9, 1, 1})},
                                         {sysServices, number(78)}, {snmpEngineId, octets(QByteArray::fromHex("80000009"))},
                                         {dot1dBaseBridgeAddress, octets(mac(1))}, {lldpLocChassisIdSubtype, number(4)}, {lldpLocChassisId, octets(mac(2))},
                                         {ipAddrEntry + Oid{1, 192, 0, 2, 9}, {snmp::Type::IpAddress, QByteArray::fromHex("c0000209")}},
                                         {ipAddrEntry + Oid{1, 127, 0, 0, 1}, {snmp::Type::IpAddress, QByteArray::fromHex("7f000001")}},
                                         {ipAddressEntry + Oid{3, 1, 4, 192, 0, 2, 9}, number(3)},
                                         {ipAddressEntry + Oid{3, 2, 16, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5}, number(3)}});
        const SystemFacts expected{"core-1", "A router", {}, "1.3.6.1.4.1.9.1.1", 78, QByteArray::fromHex("80000009"), "00:1a:2b:3c:4d:02",
                                   {"192.0.2.9", "2001:db8::5"}};
        QCOMPARE(facts, expected);
    }

    void lldpNeighboursNameBothEnds()
    {
        using namespace oids;
        const Oid r{100, 516, 1}; // local port 516, which the device calls ge-1/0/0 and IF-MIB 532
        const auto neighbours = decodeLldp({{lldpLocPortEntry + Oid{2, 516}, number(5)}, {lldpLocPortEntry + Oid{3, 516}, octets("ge-1/0/0")},
                                            {lldpRemEntry + Oid{4} + r, number(4)}, {lldpRemEntry + Oid{5} + r, octets(mac(9))},
                                            {lldpRemEntry + Oid{6} + r, number(7)}, {lldpRemEntry + Oid{7} + r, octets("612")},
                                            {lldpRemEntry + Oid{8} + r, octets("to core")}, {lldpRemEntry + Oid{9} + r, octets("agg-2")},
                                            {lldpRemManAddrEntry + Oid{3} + r + Oid{1, 4, 192, 0, 2, 2}, number(2)},
                                            {lldpRemManAddrEntry + Oid{4} + r + Oid{1, 4, 192, 0, 2, 2}, number(1)},
                                            {lldpRemManAddrEntry + Oid{3, 100, 516, 2, 1, 4, 192, 0, 2, 3}, number(2)}});
        QCOMPARE(neighbours.size(), 1);
        const Neighbour expected{"lldp", 516, "ge-1/0/0", "agg-2", "00:1a:2b:3c:4d:09", "00:1a:2b:3c:4d:09", 7, "612", {}, "to core", {}, {"192.0.2.2"}};
        QCOMPARE(neighbours.first(), expected);
    }

    void cdpNeighboursAreByIfIndex()
    {
        const Oid entry = oids::cdpCacheEntry;
        const auto neighbours = decodeCdp({{entry + Oid{3, 10103, 1}, number(1)}, {entry + Oid{4, 10103, 1}, octets(QByteArray::fromHex("c0000207"))},
                                           {entry + Oid{6, 10103, 1}, octets("acc-2")}, {entry + Oid{7, 10103, 1}, octets("TenGigabitEthernet1/0/1")}});
        QCOMPARE(neighbours.size(), 1);
        QCOMPARE(neighbours.first().localIfIndex, 10103);
        QCOMPARE(neighbours.first().addresses, QStringList{"192.0.2.7"});
        QCOMPARE(neighbours.first().portId, QStringLiteral("TenGigabitEthernet1/0/1"));
    }

    void whatBothEndsSayIsOneLink()
    {
        Neighbour toB{"lldp", 1, "Gi0/1", "b", macOf(mac(32)), macOf(mac(32)), 3, macOf(mac(34)), macOf(mac(34)), {}, {}, {}};
        Neighbour toA{"cdp", 2, {}, "a", {}, "a", 5, "GigabitEthernet0/1", {}, {}, {}, {"192.0.2.1"}};
        const auto links = linksBetween({device("a", 1, toB), device("b", 2, toA)});
        QCOMPARE(links, (QList<LinkEnds>{{0, "Gi0/1", 1, "Gi0/2", {{"cdp", false}, {"lldp", true}}}}));
    }

    void anAnnouncementMeansADevice_data()
    {
        QTest::addColumn<Neighbour>("neighbour");
        QTest::addColumn<int>("expected"); // -1: none
        const auto hears = [](const QString& name, const QString& chassis, const QStringList& addresses) {
            Neighbour n;
            n.name = name;
            n.chassisMac = chassis;
            n.addresses = addresses;
            return n;
        };
        QTest::newRow("base MAC") << hears("x", macOf(mac(32)), {}) << 1;
        QTest::newRow("MAC of a port") << hears("x", macOf(mac(33)), {}) << 1;
        QTest::newRow("address") << hears("x", {}, {"192.0.2.1"}) << 0;
        QTest::newRow("only a name") << hears("a", {}, {}) << 0;
        QTest::newRow("a name that two have") << hears("twin", {}, {}) << -1;
        QTest::newRow("a name beside an unknown address") << hears("a", {}, {"198.51.100.1"}) << -1;
        QTest::newRow("an unknown chassis") << hears("a", macOf(mac(200)), {}) << -1;
    }
    void anAnnouncementMeansADevice()
    {
        QFETCH(Neighbour, neighbour);
        QFETCH(int, expected);
        const QList<DiscoveredDevice> devices{device("a", 1, {}), device("b", 2, {}), device("twin", 3, {}), device("twin", 4, {})};
        QCOMPARE(int(neighbourDevice(neighbour, devices).value_or(-1)), expected);
    }

    void aPortIsFoundByWhateverTheNeighbourCallsIt_data()
    {
        QTest::addColumn<int>("subtype");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("description");
        QTest::addColumn<int>("ifIndex"); // 0: none
        QTest::newRow("ifName") << 5 << "Gi0/2" << "" << 2;
        QTest::newRow("ifDescr") << 5 << "GigabitEthernet0/3" << "" << 3;
        QTest::newRow("local number") << 7 << "2" << "" << 2;
        QTest::newRow("its own LLDP id") << 7 << "port-b" << "" << 3;
        QTest::newRow("description") << 7 << "612" << "Gi0/1" << 1;
        QTest::newRow("a number that is no local id") << 5 << "2" << "" << 0;
        QTest::newRow("unknown") << 5 << "Te9/9" << "" << 0;
    }
    void aPortIsFoundByWhateverTheNeighbourCallsIt()
    {
        QFETCH(int, subtype);
        QFETCH(QString, id);
        QFETCH(QString, description);
        QFETCH(int, ifIndex);
        Neighbour neighbour;
        neighbour.portIdSubtype = subtype;
        neighbour.portId = id;
        neighbour.portDescription = description;
        const auto ports = device("a", 1, {}).found.ports;
        const auto* port = remotePortOf(neighbour, ports, {{7, 7, "port-b", {}, "GigabitEthernet0/3"}});
        QCOMPARE(port ? int(port->ifIndex) : 0, ifIndex);
    }

    void kindsVendorsAndVersions_data()
    {
        QTest::addColumn<QString>("description");
        QTest::addColumn<QString>("objectId");
        QTest::addColumn<int>("services");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("vendor");
        QTest::addColumn<QString>("version");
        QTest::newRow("Junos") << "Juniper Networks, Inc. mx240 internet router, kernel JUNOS 21.4R3-S5.4, Build date" << "1.3.6.1.4.1.2636.1.1.1.2.29" << 78 << "router" << "Juniper Networks" << "21.4R3-S5.4";
        QTest::newRow("IOS switch") << "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.0(2a)EX5, RELEASE SOFTWARE (fc3)" << "1.3.6.1.4.1.9.1.1208" << 6 << "switch" << "Cisco" << "15.0(2a)EX5";
        QTest::newRow("Catalyst") << "Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.9.4a, RELEASE" << "1.3.6.1.4.1.9.1.2688" << 78 << "switch" << "Cisco" << "17.9.4a";
        QTest::newRow("OLT") << "Fernlicht FL-8000 optical line terminal, release 5.2.1" << "1.3.6.1.4.1.32473.1.8000" << 2 << "olt" << "" << "5.2.1";
        QTest::newRow("radio") << "Fernlicht FR-80 point to point radio 80 GHz, release 2.0" << "1.3.6.1.4.1.32473.1.80" << 2 << "radio" << "" << "2.0";
        QTest::newRow("Linux") << "Linux srv-1 6.1.0-26-amd64 #1 SMP" << "1.3.6.1.4.1.8072.3.2.10" << 72 << "server" << "Net-SNMP" << "6.1.0-26-amd64";
        QTest::newRow("layer 2 and nothing else") << "XYZ-9000" << "1.3.6.1.4.1.99999.1" << 2 << "switch" << "" << "";
        QTest::newRow("nothing") << "" << "" << 0 << "unknown" << "" << "";
    }
    void kindsVendorsAndVersions()
    {
        QFETCH(QString, description);
        QFETCH(QString, objectId);
        QFETCH(int, services);
        SystemFacts facts;
        facts.description = description;
        facts.objectId = objectId;
        facts.services = services;
        QTEST(kindOf(facts, {}), "kind");
        QTEST(vendorOf(objectId), "vendor");
        QTEST(softwareVersionOf(facts, {}), "version");
        QCOMPARE(softwareVersionOf(facts, {{}, QStringLiteral("9.9"), {}, {}}), softwareVersionIn(description).isEmpty() ? QStringLiteral("9.9") : softwareVersionIn(description));
    }
};

QTEST_APPLESS_MAIN(DecodeTest)
#include "tst_decode.moc"
