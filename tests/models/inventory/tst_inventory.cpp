#include "models/core/errors.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "tests/support/teststore.h"

#include <QJsonArray>
#include <QTest>

using namespace trunkline;
using namespace trunkline::inventory;
using test::TestStore;

class InventoryTest : public QObject {
    Q_OBJECT

    static FoundPort foundPort(const QString& name, qint64 index, AdminState admin = AdminState::Up, OperState oper = OperState::Up)
    {
        FoundPort port;
        port.name = name;
        port.ifIndex = index;
        port.ifType = 6;
        port.adminState = admin;
        port.operState = oper;
        port.speedBps = 10'000'000'000;
        return port;
    }

    static FoundDevice foundDevice(const QString& name, const QString& serial, const QString& address)
    {
        FoundDevice found;
        found.sysName = name;
        found.serialNumber = serial;
        found.address = address;
        found.location = QStringLiteral("Seeburg exchange");
        found.kind = QStringLiteral("router");
        found.addresses = {address, QStringLiteral("198.51.100.1")};
        found.ports = {foundPort("ge-0/0/0", 501), foundPort("ge-0/0/1", 502, AdminState::Down, OperState::Down)};
        return found;
    }

    static QStringList kinds(TestStore& s)
    {
        QStringList all;
        for (const auto& entry : store::journalAfter(*s.connection, 0))
            all.append(entry.kind);
        return all;
    }

private Q_SLOTS:
    void aDiscoveredDeviceIsKept_data() { test::engineRows(); }
    void aDiscoveredDeviceIsKept()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        FoundDevice found = foundDevice("core-1", "S1", "192.0.2.1");
        found.engineId = QByteArray::fromHex("80001f8804deadbeef00");
        const RecordedDevice recorded = service.recordDiscovery(test::administrator(), found);
        QCOMPARE(recorded.outcome, RecordedDevice::Outcome::New);
        const auto device = inventory::device(*s.connection, recorded.id);
        QVERIFY(device);
        QCOMPARE(device->name, QStringLiteral("core-1"));
        QCOMPARE(device->engineId, found.engineId);
        QCOMPARE(device->state, DeviceState::Answering);
        QCOMPARE(device->lastSeenAt, std::optional(s.clock.now()));
        QCOMPARE(inventory::site(*s.connection, device->siteId)->name, QStringLiteral("Seeburg exchange"));
        QCOMPARE(ports(*s.connection, recorded.id).size(), 2);
        QCOMPARE(portByIndex(*s.connection, recorded.id, 502)->name, QStringLiteral("ge-0/0/1"));
        QCOMPARE(deviceByAddress(*s.connection, QStringLiteral("198.51.100.1")), device);
        QCOMPARE(deviceByEngineId(*s.connection, found.engineId), device);
        QCOMPARE(deviceByName(*s.connection, QStringLiteral("core-1")), device);
        QCOMPARE(kinds(s), QStringList{"device.discovered"});
        QCOMPARE(store::journalAfter(*s.connection, 0).first().after["ports"].toObject().keys(), QStringList({"ge-0/0/0", "ge-0/0/1"}));
    }

    void whatIsUnchangedWritesNoEntry_data() { test::engineRows(); }
    void whatIsUnchangedWritesNoEntry()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        const FoundDevice found = foundDevice("core-1", "S1", "192.0.2.1");
        const auto first = service.recordDiscovery(test::administrator(), found);
        s.clock.advanceMs(60'000);
        const auto second = service.recordDiscovery(test::administrator(), found);
        QCOMPARE(second.id, first.id);
        QCOMPARE(second.outcome, RecordedDevice::Outcome::Unchanged);
        QCOMPARE(kinds(s).size(), 1);
        QCOMPARE(device(*s.connection, first.id)->lastSeenAt, std::optional(s.clock.now()));
    }

    void aPortKeepsItsIdWhenItsIndexChanges_data() { test::engineRows(); }
    void aPortKeepsItsIdWhenItsIndexChanges()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        FoundDevice found = foundDevice("core-1", "S1", "192.0.2.1");
        const auto recorded = service.recordDiscovery(test::administrator(), found);
        const PortId first = portByName(*s.connection, recorded.id, "ge-0/0/0")->id;
        const PortId second = portByName(*s.connection, recorded.id, "ge-0/0/1")->id;
        std::swap(found.ports[0].ifIndex, found.ports[1].ifIndex);
        QCOMPARE(service.recordDiscovery(test::administrator(), found).outcome, RecordedDevice::Outcome::Changed);
        QCOMPARE(portByIndex(*s.connection, recorded.id, 502)->id, first);
        QCOMPARE(portByIndex(*s.connection, recorded.id, 501)->id, second);
        const auto entry = store::journalAfter(*s.connection, 1).first();
        QCOMPARE(entry.kind, QStringLiteral("device.changed"));
        QCOMPARE(entry.before["ports"].toObject().value("ge-0/0/0").toObject(), QJsonObject({{"ifIndex", 501}}));
        QCOMPARE(entry.after["ports"].toObject().value("ge-0/0/0").toObject(), QJsonObject({{"ifIndex", 502}}));
    }

    void aPortThatIsGoneIsMarkedAndComesBack_data() { test::engineRows(); }
    void aPortThatIsGoneIsMarkedAndComesBack()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        FoundDevice found = foundDevice("core-1", "S1", "192.0.2.1");
        const auto recorded = service.recordDiscovery(test::administrator(), found);
        const PortId gone = portByName(*s.connection, recorded.id, "ge-0/0/1")->id;
        const FoundPort away = found.ports.takeLast();
        service.recordDiscovery(test::administrator(), found);
        QCOMPARE(ports(*s.connection, recorded.id).size(), 1);
        QCOMPARE(ports(*s.connection, recorded.id, true).size(), 2);
        QVERIFY(!portByIndex(*s.connection, recorded.id, 502));
        found.ports.append(away);
        service.recordDiscovery(test::administrator(), found);
        QCOMPARE(portByName(*s.connection, recorded.id, "ge-0/0/1")->id, gone);
        QCOMPARE(ports(*s.connection, recorded.id).size(), 2);
    }

    void namesAndAddressesAreNoIdentity_data() { test::engineRows(); }
    void namesAndAddressesAreNoIdentity()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        const auto one = service.recordDiscovery(test::administrator(), foundDevice("switch", "S1", "192.0.2.1"));
        // The same device at its second address: still one, asked where it was asked.
        const auto again = service.recordDiscovery(test::administrator(), foundDevice("switch", "S1", "192.0.2.9"));
        QCOMPARE(again.id, one.id);
        QCOMPARE(device(*s.connection, one.id)->address, QStringLiteral("192.0.2.1"));
        QVERIFY(addressesOf(*s.connection, one.id).contains(QStringLiteral("192.0.2.9")));
        // Another device of the same name: two.
        const auto other = service.recordDiscovery(test::administrator(), foundDevice("switch", "S2", "192.0.2.2"));
        QVERIFY(other.id != one.id);
        QCOMPARE(devices(*s.connection).size(), 2);
        QVERIFY_THROWS_EXCEPTION(Refused, deviceByName(*s.connection, "switch"));
        // Both say they own 198.51.100.1: then it names neither.
        QVERIFY(!deviceByAddress(*s.connection, "198.51.100.1"));
    }

    // "one router found at eight addresses is one device" (librenms#5025)
    void oneRouterFoundAtEightAddressesIsOneDevice_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<bool>("bare");
        for (const QString& engine : {QStringLiteral("sqlite"), QStringLiteral("postgresql")}) {
            QTest::newRow(qPrintable(engine + QStringLiteral(", it has marks"))) << engine << false;
            QTest::newRow(qPrintable(engine + QStringLiteral(", it has none and lists its addresses"))) << engine << true;
        }
    }
    void oneRouterFoundAtEightAddressesIsOneDevice()
    {
        QFETCH(QString, engine);
        QFETCH(bool, bare);
        TestStore s(engine);
        InventoryService service(s.context);
        FoundDevice found = foundDevice("core-1", bare ? QString() : QStringLiteral("S1"), {});
        found.addresses.clear();
        for (int i = 1; i <= 8; ++i)
            found.addresses.append(QStringLiteral("192.0.2.%1").arg(i));
        QSet<DeviceId> ids;
        for (const QString& address : QStringList(found.addresses)) {
            found.address = address;
            ids.insert(service.recordDiscovery(test::administrator(), found).id);
        }
        QCOMPARE(ids.size(), 1);
        QCOMPARE(devices(*s.connection).size(), 1);
        QCOMPARE(addressesOf(*s.connection, *ids.begin()).size(), 8);
        QCOMPARE(kinds(s), QStringList{"device.discovered"});
    }

    // "two devices with one sysName are two", also when somebody cloned the engine of the one
    void twoDevicesWithOneSysNameAreTwo_data() { test::engineRows(); }
    void twoDevicesWithOneSysNameAreTwo()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        FoundDevice one = foundDevice("switch", "S1", "192.0.2.1");
        FoundDevice other = foundDevice("switch", "S2", "192.0.2.2");
        one.engineId = other.engineId = QByteArray::fromHex("80001f8804deadbeef00");
        one.baseMac = QStringLiteral("00:1a:2b:00:00:01");
        other.baseMac = QStringLiteral("00:1a:2b:00:00:02");
        QVERIFY(service.recordDiscovery(test::administrator(), one).id != service.recordDiscovery(test::administrator(), other).id);
        QCOMPARE(service.recordDiscovery(test::administrator(), one).outcome, RecordedDevice::Outcome::Unchanged);
        QCOMPARE(devices(*s.connection).size(), 2);
        // An engine that two have names neither.
        QVERIFY(!deviceByEngineId(*s.connection, one.engineId));
    }

    // "phantom duplicates" (linuser/zabbix-network-topology#14)
    void phantomDuplicates_data() { test::engineRows(); }
    void phantomDuplicates()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        const auto admin = test::administrator();
        FoundDevice found = foundDevice("core-1", "S1", "192.0.2.1");
        found.engineId = QByteArray::fromHex("80001f8804deadbeef00");
        found.baseMac = QStringLiteral("00:1a:2b:00:00:01");
        const DeviceId id = service.recordDiscovery(admin, found).id;
        const PortId port = portByName(*s.connection, id, "ge-0/0/0")->id;
        const PortId far = portByName(*s.connection, service.recordDiscovery(admin, foundDevice("core-2", "S2", "192.0.2.2")).id, "ge-0/0/0")->id;
        service.recordLinks(admin, {{port, far, {{"lldp", port}}}});
        // Renamed, moved, renumbered, and with another supervisor: still itself, with its ports and its link.
        found.sysName = QStringLiteral("core-one.example.net");
        found.address = QStringLiteral("198.51.100.77");
        found.engineId = QByteArray::fromHex("80001f8804cafe000000");
        for (FoundPort& one : found.ports)
            one.ifIndex += 1000;
        QCOMPARE(service.recordDiscovery(admin, found).id, id);
        service.recordLinks(admin, {{far, port, {{"cdp", far}}}});
        QCOMPARE(devices(*s.connection).size(), 2);
        QCOMPARE(ports(*s.connection, id, true).size(), 2);
        QCOMPARE(links(*s.connection).size(), 1);
        QCOMPARE(links(*s.connection).first().evidence, QStringLiteral("cdp, lldp"));
    }

    void overlappingAddressesLiveInDomains_data() { test::engineRows(); }
    void overlappingAddressesLiveInDomains()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        FoundDevice own = foundDevice("cpe", {}, "10.0.0.1");
        FoundDevice theirs = own;
        theirs.domain = QStringLiteral("vpn-nord");
        const DeviceId first = service.recordDiscovery(test::administrator(), own).id;
        const DeviceId second = service.recordDiscovery(test::administrator(), theirs).id;
        QVERIFY(first != second);
        QCOMPARE(service.recordDiscovery(test::administrator(), theirs).id, second);
        QCOMPARE(device(*s.connection, second)->domain, QStringLiteral("vpn-nord"));
        QVERIFY(!deviceByAddress(*s.connection, "10.0.0.1"));
        QVERIFY_THROWS_EXCEPTION(Refused, deviceByName(*s.connection, "cpe"));
    }

    void aLinkAgesAndDoesNotBlink_data() { test::engineRows(); }
    void aLinkAgesAndDoesNotBlink()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        const auto admin = test::administrator();
        QSet<DeviceId> read;
        QList<PortId> port;
        for (const char* serial : {"S1", "S2", "S3"}) {
            const auto recorded = service.recordDiscovery(admin, foundDevice("r", QString::fromLatin1(serial), QStringLiteral("192.0.2.") + QLatin1String(serial + 1)));
            read.insert(recorded.id);
            port.append(portByName(*s.connection, recorded.id, "ge-0/0/0")->id);
        }
        const QList<FoundLink> found{{port[0], port[1], {{"lldp", port[0]}, {"cdp", port[1]}}}};
        service.recordLinks(admin, found, read);
        const LinkId id = links(*s.connection).first().id;
        QCOMPARE(evidenceOf(*s.connection, id).size(), 2);
        const auto missed = [&] {
            const auto all = links(*s.connection);
            return all.isEmpty() ? -1 : all.first().missed;
        };
        QCOMPARE(service.recordLinks(admin, {}, {}).stale, 0); // nobody was asked
        QCOMPARE(service.recordLinks(admin, {}, read).stale, 1);
        s.clock.advanceMs(1000);
        service.recordLinks(admin, {}, read);
        QCOMPARE(missed(), 2);
        QVERIFY(evidenceOf(*s.connection, id).first().lastSeenAt < s.clock.now());
        service.recordLinks(admin, {{port[0], port[1], {{"lldp", port[0]}}}}, read);
        QCOMPARE(missed(), 0);
        QCOMPARE(evidenceOf(*s.connection, id).first().kind, QStringLiteral("lldp"));
        // Down though it should be up: hidden, not gone.
        service.recordPort(admin, port[0], {{}, OperState::Down, {}, {}});
        for (int i = 0; i < 5; ++i)
            service.recordLinks(admin, {}, read);
        QCOMPARE(missed(), 1);
        // Poorer evidence does not replace it.
        service.recordLinks(admin, {{port[0], port[2], {{"fdb", port[0]}}}}, {});
        QCOMPARE(links(*s.connection).size(), 2);
        service.removeLink(admin, links(*s.connection).last().id);
        service.recordPort(admin, port[0], {{}, OperState::Up, {}, {}});
        QCOMPARE(service.recordLinks(admin, {}, read).removed, 0);
        QCOMPARE(service.recordLinks(admin, {}, read).removed, 1);
        QVERIFY(links(*s.connection).isEmpty());
        const QStringList all = kinds(s);
        QCOMPARE(all.count("link.stale"), 2);
        QCOMPARE(all.count("link.confirmed"), 1);
    }

    void aRetiredDeviceComesBackAsItself_data() { test::engineRows(); }
    void aRetiredDeviceComesBackAsItself()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        const auto admin = test::administrator();
        const FoundDevice found = foundDevice("core-1", "S1", "192.0.2.1");
        const DeviceId id = service.recordDiscovery(admin, found).id;
        Service held;
        held.id = s.ids.next<ServiceTag>();
        held.name = serviceName(1);
        held.customerId = s.ids.next<CustomerTag>();
        held.offeringId = s.ids.next<OfferingTag>();
        held.portId = portByName(*s.connection, id, "ge-0/0/1")->id;
        insertService(*s.connection, held);
        QVERIFY_THROWS_EXCEPTION(Refused, service.retire(admin, id));
        s.connection->exec(QStringLiteral("UPDATE service SET state = 'terminated'"));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.retire(test::withRole(access::Role::Auditor), id));
        service.retire(admin, id);
        QVERIFY(devices(*s.connection).isEmpty() && allPorts(*s.connection).isEmpty() && !deviceByAddress(*s.connection, "192.0.2.1"));
        QCOMPARE(devices(*s.connection, true).size(), 1);
        QCOMPARE(service.recordDiscovery(admin, found).id, id);
        QCOMPARE(devices(*s.connection).size(), 1);
        QCOMPARE(ports(*s.connection, id).size(), 2);
    }

    void aSilentDeviceFoundElsewhereIsAskedThere_data() { test::engineRows(); }
    void aSilentDeviceFoundElsewhereIsAskedThere()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        const auto one = service.recordDiscovery(test::administrator(), foundDevice("switch", "S1", "192.0.2.1"));
        QVERIFY(service.recordDeviceState(test::administrator(), one.id, DeviceState::Silent));
        QVERIFY(!service.recordDeviceState(test::administrator(), one.id, DeviceState::Silent));
        service.recordDiscovery(test::administrator(), foundDevice("switch", "S1", "192.0.2.9"));
        QCOMPARE(device(*s.connection, one.id)->address, QStringLiteral("192.0.2.9"));
        QCOMPARE(device(*s.connection, one.id)->state, DeviceState::Answering);
        QCOMPARE(kinds(s), QStringList({"device.discovered", "device.stateChanged", "device.changed"}));
    }

    void linksAreOneForBothEnds_data() { test::engineRows(); }
    void linksAreOneForBothEnds()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        const auto admin = test::administrator();
        QList<PortId> port;
        for (const char* serial : {"S1", "S2", "S3"}) {
            const auto recorded = service.recordDiscovery(admin, foundDevice("r", QString::fromLatin1(serial), QStringLiteral("192.0.2.") + QLatin1String(serial + 1)));
            port.append(portByName(*s.connection, recorded.id, "ge-0/0/0")->id);
        }
        RecordedLinks outcome = service.recordLinks(admin, {{port[1], port[0], {{"lldp", port[1]}}}, {port[0], port[1], {{"cdp", port[0]}}}});
        QCOMPARE(outcome.added, 1);
        QCOMPARE(links(*s.connection).size(), 1);
        QCOMPARE(links(*s.connection).first().evidence, QStringLiteral("cdp, lldp"));
        s.clock.advanceMs(1000);
        outcome = service.recordLinks(admin, {{port[1], port[0], {{"lldp", port[1]}}}});
        QCOMPARE(outcome.unchanged, 1);
        QCOMPARE(links(*s.connection).first().lastSeenAt, s.clock.now());
        // Nobody reports it: a cut fibre. It stays.
        service.recordLinks(admin, {});
        QCOMPARE(links(*s.connection).size(), 1);
        // An end has another neighbour now: replugged.
        outcome = service.recordLinks(admin, {{port[2], port[0], {{"lldp", port[2]}}}});
        QCOMPARE(outcome.added, 1);
        QCOMPARE(outcome.removed, 1);
        QCOMPARE(links(*s.connection).size(), 1);
        QCOMPARE(kinds(s).mid(3), QStringList({"link.discovered", "link.removed", "link.discovered"}));
    }

    void aPortsStateIsRecordedWhenItChanges_data() { test::engineRows(); }
    void aPortsStateIsRecordedWhenItChanges()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        const auto recorded = service.recordDiscovery(test::administrator(), foundDevice("core-1", "S1", "192.0.2.1"));
        const PortId id = portByName(*s.connection, recorded.id, "ge-0/0/0")->id;
        QVERIFY(!service.recordPort(test::administrator(), id, {AdminState::Up, OperState::Up, {}, {}}));
        const auto entry = service.recordPort(test::administrator(), id, {{}, OperState::Down, {}, {}});
        QVERIFY(entry);
        QCOMPARE(entry->kind, QStringLiteral("port.stateChanged"));
        QCOMPARE(entry->before, QJsonObject({{"operState", "up"}}));
        QCOMPARE(entry->after, QJsonObject({{"operState", "down"}, {"port", "ge-0/0/0"}, {"device", "core-1"}}));
        QCOMPARE(service.recordPort(test::administrator(), id, {{}, {}, QStringLiteral("SVC-000001"), {}})->kind, QStringLiteral("port.changed"));
        QCOMPARE(port(*s.connection, id)->alias, QStringLiteral("SVC-000001"));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.recordPort(test::withRole(access::Role::Auditor), id, {{}, OperState::Up, {}, {}}));
    }

    void freePortsAreWhatACustomerCanGet_data() { test::engineRows(); }
    void freePortsAreWhatACustomerCanGet()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        FoundDevice found = foundDevice("olt-1", "S1", "192.0.2.1");
        found.ports = {foundPort("up", 1), foundPort("free", 2, AdminState::Down, OperState::Down), foundPort("named", 3, AdminState::Down, OperState::Down),
                       foundPort("vlan", 4, AdminState::Down, OperState::Down), foundPort("held", 5, AdminState::Down, OperState::Down)};
        found.ports[2].alias = QStringLiteral("to the roof");
        found.ports[3].ifType = 135;
        const auto recorded = service.recordDiscovery(test::administrator(), found);
        Service held;
        held.id = s.ids.next<ServiceTag>();
        held.name = serviceName(1);
        held.customerId = s.ids.next<CustomerTag>();
        held.offeringId = s.ids.next<OfferingTag>();
        held.portId = portByName(*s.connection, recorded.id, "held")->id;
        insertService(*s.connection, held);
        QStringList free;
        for (const Port& port : freePorts(*s.connection))
            free.append(port.name);
        QCOMPARE(free, QStringList{"free"});
    }

    void peopleNamePlaceAndMoveDevices_data() { test::engineRows(); }
    void peopleNamePlaceAndMoveDevices()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService service(s.context);
        const auto admin = test::administrator();
        const FoundDevice found = foundDevice("core-1", "S1", "192.0.2.1");
        const DeviceId id = service.recordDiscovery(admin, found).id;
        service.rename(admin, id, "  Kernknoten  ");
        service.setMapPosition(admin, id, MapPosition{12.5, -3});
        const Site site = service.createSite(admin, "Neuhafen");
        service.assignSite(admin, id, site.id);
        QVERIFY_THROWS_EXCEPTION(Refused, service.createSite(admin, "Neuhafen"));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.assignSite(admin, id, s.ids.next<SiteTag>()));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.rename(test::withRole(access::Role::BillingClerk), id, "x"));
        // What people gave outlives the next discovery.
        service.recordDiscovery(admin, found);
        const auto device = inventory::device(*s.connection, id);
        QCOMPARE(device->name, QStringLiteral("Kernknoten"));
        QCOMPARE(device->sysName, QStringLiteral("core-1"));
        QCOMPARE(device->position, std::optional(MapPosition{12.5, -3}));
        QCOMPARE(device->siteId, site.id);
        QCOMPARE(deviceByName(*s.connection, "Kernknoten")->id, id);
        QCOMPARE(deviceByName(*s.connection, "core-1")->id, id);
        QCOMPARE(kinds(s), QStringList({"device.discovered", "device.renamed", "device.moved", "site.created", "device.sited"}));
    }
};

QTEST_GUILESS_MAIN(InventoryTest)
#include "tst_inventory.moc"
