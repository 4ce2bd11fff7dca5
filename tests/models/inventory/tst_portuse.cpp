// What a port is there for, by what is known of it.
#include "models/inventory/portuse.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::inventory;

Q_DECLARE_METATYPE(trunkline::inventory::PortUse)
Q_DECLARE_METATYPE(trunkline::inventory::PortSurroundings)

class PortUseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatAPortIsFor_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("ifType");
        QTest::addColumn<PortSurroundings>("around");
        QTest::addColumn<PortUse>("use");
        const PortSurroundings access{QStringLiteral("switch"), false, 1}, olt{QStringLiteral("olt"), false, 1}, core{QStringLiteral("router"), false, 4};
        const PortSurroundings edge{QStringLiteral("router"), false, 1}, unknown{QStringLiteral("unknown"), false, 0};
        QTest::newRow("access switch") << "Gi1/0/3" << 6 << access << PortUse::Customer;
        QTest::newRow("ONT of an OLT") << "ont-0/1/3" << 6 << olt << PortUse::Customer;
        QTest::newRow("router at the customers' edge") << "ether3" << 6 << edge << PortUse::Customer;
        QTest::newRow("a device of unknown kind") << "eth3" << 6 << unknown << PortUse::Customer;
        QTest::newRow("free port of a core router") << "xe-0/1/3" << 6 << core << PortUse::Core;
        QTest::newRow("management of a core router") << "fxp0" << 6 << core << PortUse::Management;
        QTest::newRow("management of a switch") << "mgmt0" << 6 << access << PortUse::Management;
        QTest::newRow("management of a switch at the edge") << "Management1" << 6 << edge << PortUse::Management;
        QTest::newRow("a port named like none") << "me-too/1" << 6 << access << PortUse::Customer;
        QTest::newRow("link") << "Gi1/0/1" << 6 << PortSurroundings{QStringLiteral("switch"), true, 1} << PortUse::Trunk;
        QTest::newRow("spare uplink") << "uplink-0/1" << 6 << olt << PortUse::Trunk;
        QTest::newRow("PON tree") << "pon-0/1" << 250 << olt << PortUse::Trunk;
        QTest::newRow("VLAN") << "Vl1" << 135 << access << PortUse::Logical;
        QTest::newRow("loopback") << "lo0" << 24 << core << PortUse::Logical;
        QTest::newRow("server") << "enp1s0f1" << 6 << PortSurroundings{QStringLiteral("server"), false, 1} << PortUse::Core;
    }
    void tellsWhatAPortIsFor()
    {
        QFETCH(QString, name);
        QFETCH(int, ifType);
        QFETCH(PortSurroundings, around);
        QFETCH(PortUse, use);
        Port port;
        port.name = name;
        port.ifType = ifType;
        QCOMPARE(useOf(port, around), use);
    }

    void aDescriptionTellsManagementToo()
    {
        Port port;
        port.name = QStringLiteral("GigabitEthernet0");
        port.description = QStringLiteral("Management Ethernet");
        port.ifType = 6;
        QCOMPARE(useOf(port, {QStringLiteral("switch"), false, 1}), PortUse::Management);
    }
};

QTEST_GUILESS_MAIN(PortUseTest)
#include "tst_portuse.moc"
