#include "models/core/errors.h"
#include "models/inventory/credential.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/serviceservice.h"
#include "models/inventory/servicestore.h"
#include "tests/support/teststore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace trunkline;
using namespace trunkline::inventory;
using test::TestStore;

class ServicesTest : public QObject {
    Q_OBJECT

    static PortId freePort(TestStore& s)
    {
        FoundDevice found;
        found.sysName = QStringLiteral("olt-1");
        found.serialNumber = QStringLiteral("S1");
        found.address = QStringLiteral("192.0.2.1");
        FoundPort port;
        port.name = QStringLiteral("ont-0/3");
        port.ifType = 6;
        port.adminState = AdminState::Down;
        found.ports = {port};
        const auto recorded = InventoryService(s.context).recordDiscovery(test::administrator(), found);
        return ports(*s.connection, recorded.id).first().id;
    }

    static Service reserved(TestStore& s, PortId port, int number)
    {
        Service service;
        service.id = s.ids.next<ServiceTag>();
        service.name = serviceName(number);
        service.customerId = s.ids.next<CustomerTag>();
        service.offeringId = s.ids.next<OfferingTag>();
        service.orderId = s.ids.next<OrderTag>();
        service.portId = port;
        return service;
    }

private Q_SLOTS:
    void aServiceLivesAndFreesItsPort_data() { test::engineRows(); }
    void aServiceLivesAndFreesItsPort()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const PortId port = freePort(s);
        const Service service = reserved(s, port, 12);
        QCOMPARE(service.name, QStringLiteral("SVC-000012"));
        insertService(*s.connection, service);
        QCOMPARE(inventory::service(*s.connection, service.id), std::optional(service));
        try {
            insertService(*s.connection, reserved(s, port, 13));
            QFAIL("A held port was given twice");
        } catch (const Refused& refused) {
            QVERIFY2(refused.sentence().contains("ont-0/3") && refused.sentence().contains("olt-1") && refused.sentence().contains("SVC-000012"),
                     refused.what());
        }
        QVERIFY_THROWS_EXCEPTION(NotFound, insertService(*s.connection, reserved(s, s.ids.next<PortTag>(), 14)));
        // The row itself says no, too, when two orders race past the question.
        QVERIFY_THROWS_EXCEPTION(StoreFailure, s.connection->exec("INSERT INTO service (id, name, customer_id, offering_id, port_id, state) VALUES (?, 'x', 'c', 'o', ?, 'active')",
                                                                  {"another", port}));

        ServiceService verbs(s.context);
        const auto evidence = s.ids.next<JournalEntryTag>();
        const Timestamp at = Timestamp::parse(u"2026-03-10T09:00:00Z");
        const auto activated = verbs.activate(test::administrator(), service.id, at, evidence, QStringLiteral("activate:1"));
        QCOMPARE(activated.kind, QStringLiteral("service.activated"));
        QCOMPARE(activated.cause, std::optional(evidence));
        // The same verb after a crash: the same entry, nothing more.
        QCOMPARE(verbs.activate(test::administrator(), service.id, at.plusMs(5), evidence, QStringLiteral("activate:1")), activated);
        QCOMPARE(inventory::service(*s.connection, service.id)->activatedAt, std::optional(at));
        QVERIFY_THROWS_EXCEPTION(Refused, verbs.activate(test::administrator(), service.id, at, evidence));
        QVERIFY_THROWS_EXCEPTION(Refused, verbs.release(test::administrator(), service.id));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, verbs.terminate(test::withRole(access::Role::BillingClerk), service.id, at));
        verbs.terminate(test::administrator(), service.id, at.plusMs(1000), activated.id);
        QCOMPARE(inventory::service(*s.connection, service.id)->state, ServiceState::Terminated);
        insertService(*s.connection, reserved(s, port, 15));
        QCOMPARE(servicesOnPort(*s.connection, port).size(), 2);
        QCOMPARE(servicesOfCustomer(*s.connection, service.customerId).size(), 1);
        QCOMPARE(allServices(*s.connection).size(), 2);
    }

    void aReservedPortIsReleased_data() { test::engineRows(); }
    void aReservedPortIsReleased()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const Service service = reserved(s, freePort(s), 1);
        insertService(*s.connection, service);
        QVERIFY(freePorts(*s.connection).isEmpty());
        QCOMPARE(ServiceService(s.context).release(test::administrator(), service.id).kind, QStringLiteral("service.released"));
        QCOMPARE(freePorts(*s.connection).size(), 1);
    }

    void aFormKeepsSecretsThatItNeverSaw_data() { test::engineRows(); }
    void aFormKeepsSecretsThatItNeverSaw()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const store::Sealer sealer(QByteArray(32, 'k'));
        CredentialService verbs(s.context, sealer);
        const auto admin = test::administrator();
        const auto add = [&](const char* name) {
            Credential draft;
            draft.name = QString::fromLatin1(name);
            draft.community = QByteArray("secret-") + name;
            return verbs.add(admin, draft);
        };
        const Credential first = add("first"), second = add("second"), third = add("third");
        FoundDevice found;
        found.address = QStringLiteral("192.0.2.1");
        found.sysName = QStringLiteral("core-1");
        found.credentialId = first.id;
        InventoryService(s.context).recordDiscovery(admin, found);
        const QList<CredentialUse> uses = credentialUses(*s.connection, sealer, admin);
        QCOMPARE(uses.size(), 3);
        QCOMPARE(uses[0].users.size(), 1);
        QCOMPARE(uses[0].users.first().name, QStringLiteral("core-1"));
        QCOMPARE(uses[0].lastUsedAt(), std::optional(s.clock.now()));
        QVERIFY(uses[1].users.isEmpty() && !uses[1].lastUsedAt());
        QVERIFY(uses[0].credential.community.isEmpty());
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, credentialUses(*s.connection, sealer, test::withRole(access::Role::NocOperator)));

        Credential form = uses[0].credential; // as a form has it: no secret
        form.name = QStringLiteral("renamed");
        verbs.changeKeepingSecrets(admin, form);
        QCOMPARE(credential(*s.connection, sealer, first.id)->community, first.community);
        QCOMPARE(credential(*s.connection, sealer, first.id)->name, QStringLiteral("renamed"));
        form.community = "another";
        verbs.changeKeepingSecrets(admin, form);
        QCOMPARE(credential(*s.connection, sealer, first.id)->community, QByteArray("another"));
        // What another version would need is not there to keep; what it does not need goes.
        form.version = SnmpVersion::V3;
        form.community.clear();
        form.user = QStringLiteral("noc");
        form.auth = AuthProtocol::Sha256;
        QVERIFY_THROWS_EXCEPTION(InvalidInput, verbs.changeKeepingSecrets(admin, form));
        form.authPassword = "long enough";
        verbs.changeKeepingSecrets(admin, form);
        form.authPassword.clear();
        form.user = QStringLiteral("noc-2");
        verbs.changeKeepingSecrets(admin, form);
        const Credential kept = *credential(*s.connection, sealer, first.id);
        QVERIFY(kept.community.isEmpty() && kept.user == QStringLiteral("noc-2") && kept.authPassword == "long enough");
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, verbs.changeKeepingSecrets(test::withRole(access::Role::NocOperator), form));

        // The order to try.
        const auto names = [&] {
            QStringList all;
            for (const Credential& each : credentials(*s.connection, sealer))
                all.append(each.name);
            return all;
        };
        verbs.move(admin, third.id, 1);
        QCOMPARE(names(), QStringList({QStringLiteral("third"), QStringLiteral("renamed"), QStringLiteral("second")}));
        const std::int64_t end = store::journalEnd(*s.connection);
        const auto entry = store::journalAfter(*s.connection, end - 1).first();
        QCOMPARE(entry.kind, QStringLiteral("credential.moved"));
        QCOMPARE(entry.after["order"].toArray().first().toString(), QStringLiteral("third"));
        verbs.move(admin, third.id, 0); // where it is already
        QCOMPARE(store::journalEnd(*s.connection), end);
        verbs.move(admin, third.id, 99);
        QCOMPARE(names().last(), QStringLiteral("third"));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, verbs.move(test::withRole(access::Role::NocOperator), third.id, 1));
        for (const auto& each : store::journalAfter(*s.connection, 0))
            for (const char* secret : {"secret-", "another", "long enough"})
                QVERIFY(!each.before.text().contains(secret) && !each.after.text().contains(secret));
    }

    void credentialsAreSealedAndInOrder_data() { test::engineRows(); }
    void credentialsAreSealedAndInOrder()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const store::Sealer sealer(QByteArray(32, 'k'));
        CredentialService verbs(s.context, sealer);
        const auto admin = test::administrator();
        Credential v2;
        v2.name = QStringLiteral("reading");
        v2.community = QByteArray("caf\xe9-secret");
        v2 = verbs.add(admin, v2);
        Credential v3;
        v3.name = QStringLiteral("writing");
        v3.version = SnmpVersion::V3;
        v3.forWriting = true;
        v3.user = QStringLiteral("noc-rw");
        v3.auth = AuthProtocol::Sha256;
        v3.authPassword = "Northwind-auth-1";
        v3.priv = PrivProtocol::Aes128;
        v3.privPassword = "Northwind-priv-1";
        v3 = verbs.add(admin, v3);
        QCOMPARE(credentials(*s.connection, sealer), QList({v2, v3}));
        QCOMPARE(writeCredential(*s.connection, sealer), std::optional(v3));
        QCOMPARE(v3.position, 2);

        const QByteArray sealed = s.connection->row("SELECT sealed FROM credential WHERE name = 'reading'")->bytes("sealed");
        QVERIFY(!sealed.isEmpty() && !sealed.contains("secret"));
        for (const auto& entry : store::journalAfter(*s.connection, 0))
            for (const char* secret : {"secret", "Northwind-auth-1", "Northwind-priv-1"})
                QVERIFY(!entry.after.text().contains(secret));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, credentials(*s.connection, store::Sealer(QByteArray(32, 'x'))));

        Credential bad = v3;
        bad.privPassword = "short";
        QVERIFY_THROWS_EXCEPTION(InvalidInput, verbs.change(admin, bad));
        bad = v2;
        bad.community.clear();
        QVERIFY_THROWS_EXCEPTION(InvalidInput, verbs.change(admin, bad));
        bad = v2;
        bad.name = v3.name;
        QVERIFY_THROWS_EXCEPTION(Refused, verbs.change(admin, bad));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, verbs.remove(test::withRole(access::Role::NocOperator), v2.id));
        v2.position = 3;
        verbs.change(admin, v2);
        QCOMPARE(credentials(*s.connection, sealer), QList({v3, v2}));
        FoundDevice found;
        found.address = QStringLiteral("192.0.2.1");
        found.credentialId = v2.id;
        InventoryService(s.context).recordDiscovery(admin, found);
        QVERIFY_THROWS_EXCEPTION(Refused, verbs.remove(admin, v2.id));
        verbs.remove(admin, v3.id);
        QVERIFY(!credential(*s.connection, sealer, v3.id));
    }
};

QTEST_GUILESS_MAIN(ServicesTest)
#include "tst_services.moc"
