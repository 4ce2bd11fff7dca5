#include "models/inventory/identity.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::inventory;

class IdentityTest : public QObject {
    Q_OBJECT

    static Identity marks(const QByteArray& engine, const QString& serial, const QString& mac, const QSet<QString>& macs = {}, const QString& address = {})
    {
        return {engine, serial, QStringLiteral("1.3.6.1.4.1.9.1.1"), mac, macs, address, {}, 161, {}};
    }
    static DeviceId idNumber(int n) { return DeviceId(QUuid(uint(n), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)); }

private Q_SLOTS:
    void findsTheDeviceByWhatItCarries_data()
    {
        QTest::addColumn<Identity>("found");
        QTest::addColumn<int>("expected"); // 0: new
        // Known: 1 (E1, S1, M1), 2 (E2, S2, M2), 3 bare at 192.0.2.3.
        QTest::newRow("all the same") << marks("E1", "S1", "M1") << 1;
        QTest::newRow("engine only") << marks("E2", "", "") << 2;
        QTest::newRow("serial only") << marks("", "S2", "") << 2;
        QTest::newRow("base MAC only") << marks("", "", "M1") << 1;
        QTest::newRow("new supervisor: another engine, same chassis and MAC") << marks("E9", "S1", "M1") << 1;
        QTest::newRow("a clone of the engine is another device") << marks("E1", "S9", "M9") << 0;
        QTest::newRow("one mark for, one against is another device") << marks("E1", "S9", "") << 0;
        QTest::newRow("nothing known") << marks("E9", "S9", "M9") << 0;
        QTest::newRow("half of the MACs") << marks("", "", "", {"a", "b", "x"}) << 1;
        QTest::newRow("bare at the same address") << marks("", "", "", {}, "192.0.2.3") << 3;
        QTest::newRow("bare at another address") << marks("", "", "", {}, "192.0.2.4") << 0;
        QTest::newRow("marks at a bare one's address") << marks("E9", "", "", {}, "192.0.2.3") << 0;
    }
    void findsTheDeviceByWhatItCarries()
    {
        QFETCH(Identity, found);
        QFETCH(int, expected);
        const QList<KnownIdentity> known{{idNumber(1), marks("E1", "S1", "M1", {"a", "b", "c", "d"})},
                                         {idNumber(2), marks("E2", "S2", "M2", {"e", "f"})},
                                         {idNumber(3), marks("", "", "", {}, "192.0.2.3")}};
        const auto id = identify(found, known);
        QCOMPARE(id.value_or(DeviceId()), expected == 0 ? DeviceId() : idNumber(expected));
    }

    void sharedMacsSayNothing()
    {
        FoundDevice found;
        found.baseMac = QStringLiteral("00:00:00:00:00:00");
        for (const char* mac : {"00:00:5e:00:01:0a", "00:00:0c:07:ac:01", "02:42:ac:11:00:02", "", "00:1a:2b:3c:4d:5e"}) {
            FoundPort port;
            port.mac = QString::fromLatin1(mac);
            found.ports.append(port);
        }
        const Identity identity = identityOf(found);
        QCOMPARE(identity.macs, QSet<QString>{QStringLiteral("00:1a:2b:3c:4d:5e")});
        QCOMPARE(identity.baseMac, QString());
    }

    void everyPortGetsItsOwnName()
    {
        const auto port = [](qint64 index, const char* name, const char* description) {
            FoundPort p;
            p.ifIndex = index;
            p.name = QString::fromLatin1(name);
            p.description = QString::fromLatin1(description);
            return p;
        };
        const QList<FoundPort> named = withUniqueNames({port(3, "eth0", "second"), port(1, "eth0", "first"), port(2, "lo", "loopback"),
                                                        port(4, "", "Vlan 7"), port(5, "", ""), port(6, "x", "same"), port(7, "x", "same")});
        QStringList names;
        for (const FoundPort& p : named)
            names.append(p.name);
        QCOMPARE(names, QStringList({"first", "lo", "second", "Vlan 7", "if5", "x (6)", "x (7)"}));
    }
};

QTEST_APPLESS_MAIN(IdentityTest)
#include "tst_identity.moc"
