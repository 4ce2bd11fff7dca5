#include "models/access/userservice.h"
#include "models/core/errors.h"
#include "tests/support/teststore.h"

#include <QJsonDocument>
#include <QTest>

using namespace trunkline;
using namespace trunkline::access;
using test::TestStore;

class AccessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // What every role may do, written down a second time: a permission given by mistake shows here.
    void rolesHoldTheLeastTheyNeed_data()
    {
        QTest::addColumn<Role>("role");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("permissions");
        QTest::newRow("NOC operator") << Role::NocOperator << "noc-operator"
            << QStringList{"view-network", "view-alarms", "view-customers", "view-orders", "handle-alarms"};
        QTest::newRow("NOC engineer") << Role::NocEngineer << "noc-engineer"
            << QStringList{"view-network", "view-alarms", "view-customers", "view-orders", "view-journal", "handle-alarms", "discover-network",
                           "edit-inventory", "manage-credentials", "activate-services", "record-outages"};
        QTest::newRow("billing clerk") << Role::BillingClerk << "billing-clerk"
            << QStringList{"view-alarms", "view-customers", "view-orders", "view-invoices", "rate-usage", "preview-bills", "send-documents", "view-ledger", "record-payments", "write-off"};
        QTest::newRow("billing manager") << Role::BillingManager << "billing-manager"
            << QStringList{"view-alarms", "view-customers", "view-orders", "view-invoices", "view-journal", "edit-catalogue", "rate-usage", "preview-bills", "post-bills",
                           "send-documents", "view-ledger", "keep-ledger", "record-payments", "send-payments", "write-off", "write-off-any", "run-dunning"};
        QTest::newRow("customer service") << Role::CustomerService << "customer-service"
            << QStringList{"view-network", "view-alarms", "view-customers", "view-orders", "view-invoices", "edit-customers", "take-orders", "send-documents"};
        QTest::newRow("field engineer") << Role::FieldEngineer << "field-engineer" << QStringList{"view-network", "view-alarms", "view-orders"};
        QTest::newRow("auditor") << Role::Auditor << "auditor"
            << QStringList{"view-network", "view-alarms", "view-customers", "view-orders", "view-invoices", "view-journal", "view-ledger"};
        QTest::newRow("administrator") << Role::Administrator << "administrator"
            << QStringList{"view-network", "view-alarms", "view-customers", "view-orders", "view-invoices", "view-journal", "handle-alarms", "discover-network",
                           "edit-inventory", "manage-credentials", "activate-services", "edit-customers", "take-orders", "edit-catalogue", "preview-bills",
                           "post-bills", "record-outages", "manage-users", "manage-operator", "view-ledger", "keep-ledger", "record-payments", "send-payments",
                           "write-off", "write-off-any", "run-dunning", "rate-usage", "send-documents"};
    }
    void rolesHoldTheLeastTheyNeed()
    {
        QFETCH(Role, role);
        QFETCH(QString, name);
        QFETCH(QStringList, permissions);
        QCOMPARE(nameOf(role), name);
        QCOMPARE(roleNamed(name), role);
        QVERIFY(!titleOf(role).isEmpty());
        const Actor actor = Actor::withRoles(QStringLiteral("vera"), QStringLiteral("desk"), {role});
        for (Permission permission : allPermissions()) {
            QCOMPARE(actor.may(permission), permissions.contains(nameOf(permission)));
            if (permissions.contains(nameOf(permission)))
                actor.require(permission);
            else
                QVERIFY_THROWS_EXCEPTION(PermissionMissing, actor.require(permission));
        }
    }

    void everyPermissionHasANameAndAHolder()
    {
        QSet<QString> names;
        for (Permission permission : allPermissions()) {
            names.insert(nameOf(permission));
            QVERIFY(permissionsOf(Role::Administrator).contains(permission));
        }
        QCOMPARE(names.size(), allPermissions().size());
        QVERIFY(!names.contains(QString()));
        QCOMPARE(allRoles().size(), 8);
    }

    void aRefusalNamesThePermission()
    {
        try {
            Actor::withRoles(QStringLiteral("vera"), QStringLiteral("desk"), {Role::BillingClerk}).require(Permission::PostBills);
            QFAIL("a clerk posted bills");
        } catch (const PermissionMissing& error) {
            QVERIFY2(error.sentence().contains(QLatin1String("vera")), error.what());
            QVERIFY2(error.sentence().contains(QLatin1String("post-bills")), error.what());
            QVERIFY2(error.sentence().contains(QLatin1String("Billing manager")), error.what());
            QVERIFY2(!error.sentence().contains(QLatin1String("Billing clerk")), error.what());
        }
    }

    void rolesAddUp()
    {
        const Actor actor = Actor::withRoles(QStringLiteral("vera"), QStringLiteral("desk"), {Role::BillingClerk, Role::FieldEngineer});
        QVERIFY(actor.may(Permission::PreviewBills) && actor.may(Permission::ViewNetwork) && !actor.may(Permission::PostBills));
        QVERIFY(!Actor::withRoles(QStringLiteral("nobody"), QStringLiteral("desk"), {}).may(Permission::ViewNetwork));
    }

    void agentsHoldWhatTheirWorkNeeds()
    {
        QVERIFY(!collectorAgent(QStringLiteral("desk")).may(Permission::PostBills));
        QVERIFY(!collectorAgent(QStringLiteral("desk")).may(Permission::ActivateServices));
        QVERIFY(flowAgent(QStringLiteral("desk")).may(Permission::ActivateServices));
        QVERIFY(!flowAgent(QStringLiteral("desk")).may(Permission::PostBills));
        QVERIFY(!flowAgent(QStringLiteral("desk")).may(Permission::ManageUsers));
    }

    void unknownRoles()
    {
        try {
            roleNamed(u"root");
            QFAIL("it was accepted");
        } catch (const InvalidInput& error) {
            QVERIFY2(error.sentence().contains(QLatin1String("root")) && error.sentence().contains(QLatin1String("noc-operator")), error.what());
        }
    }

    void signingIn_data() { test::engineRows(); }
    void signingIn()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        UserService service(s.context);
        const QString password = QStringLiteral("correct horse");
        service.create(test::administrator(), QStringLiteral("vera"), QStringLiteral("Vera V."), {Role::BillingClerk, Role::Auditor}, password);
        const Actor vera = signIn(*s.connection, QStringLiteral("vera"), password, QStringLiteral("desk-2"));
        QCOMPARE(vera.name(), QStringLiteral("vera"));
        QCOMPARE(vera.workstation(), QStringLiteral("desk-2"));
        QVERIFY(vera.may(Permission::PreviewBills) && vera.may(Permission::ViewJournal) && !vera.may(Permission::PostBills));

        // Wrong name and wrong password sound the same.
        QStringList sentences;
        for (const auto& [name, tried] : {std::pair{"vera", "wrong horse!"}, {"vera", ""}, {"hans", "correct horse"}}) {
            try {
                signIn(*s.connection, QString::fromLatin1(name), QString::fromLatin1(tried), QStringLiteral("desk-2"));
                QFAIL("signed in");
            } catch (const SignInFailed& error) {
                sentences.append(QString(error.sentence()).replace(QLatin1String(name), QLatin1String("?")));
            }
        }
        QCOMPARE(sentences, QStringList(3, sentences.first()));

        service.setPassword(vera, QStringLiteral("vera"), QStringLiteral("another horse"));
        QVERIFY_THROWS_EXCEPTION(SignInFailed, signIn(*s.connection, QStringLiteral("vera"), password, QStringLiteral("desk-2")));
        signIn(*s.connection, QStringLiteral("vera"), QStringLiteral("another horse"), QStringLiteral("desk-2"));
        service.setActive(test::administrator(), QStringLiteral("vera"), false);
        QVERIFY_THROWS_EXCEPTION(SignInFailed, signIn(*s.connection, QStringLiteral("vera"), QStringLiteral("another horse"), QStringLiteral("desk-2")));
    }

    // The rights of an embedded file guard it; a shared server has no such guard.
    void withoutAPassword_data() { test::engineRows(); }
    void withoutAPassword()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        UserService(s.context).create(test::administrator(), QStringLiteral("demo"), QStringLiteral("Demo"), {Role::Administrator}, QString());
        if (engine == QLatin1String("sqlite"))
            QVERIFY(signIn(*s.connection, QStringLiteral("demo"), QString(), QStringLiteral("desk")).may(Permission::PostBills));
        else
            QVERIFY_THROWS_EXCEPTION(SignInFailed, signIn(*s.connection, QStringLiteral("demo"), QString(), QStringLiteral("desk")));
        QVERIFY_THROWS_EXCEPTION(SignInFailed, signIn(*s.connection, QStringLiteral("demo"), QStringLiteral("guess"), QStringLiteral("desk")));
    }

    void users_data() { test::engineRows(); }
    void users()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        UserService service(s.context);
        const QString password = QStringLiteral("correct horse");
        const User made = service.create(test::administrator(), QStringLiteral("vera"), QStringLiteral("Vera V."), {Role::BillingClerk}, password);
        QCOMPARE(access::users(*s.connection), QList({made}));
        QVERIFY_THROWS_EXCEPTION(Refused, service.create(test::administrator(), QStringLiteral("vera"), QString(), {}, password));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.create(test::administrator(), QStringLiteral("hans"), QString(), {}, QStringLiteral("short")));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.create(test::administrator(), QStringLiteral(" "), QString(), {}, password));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.create(test::withRole(Role::BillingManager), QStringLiteral("hans"), QString(), {}, password));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.setPassword(test::withRole(Role::BillingManager), QStringLiteral("vera"), password));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.setRoles(test::administrator(), QStringLiteral("hans"), {}));
        service.setRoles(test::administrator(), QStringLiteral("vera"), {Role::Auditor});
        QCOMPARE(access::users(*s.connection).first().roles, QList({Role::Auditor}));
        QCOMPARE(access::users(*s.connection).size(), 1);
        // Somebody who may manage users always remains.
        service.create(test::administrator(), QStringLiteral("adam"), QString(), {Role::Administrator}, password);
        QVERIFY_THROWS_EXCEPTION(Refused, service.setActive(test::administrator(), QStringLiteral("adam"), false));
        QVERIFY_THROWS_EXCEPTION(Refused, service.setRoles(test::administrator(), QStringLiteral("adam"), {Role::Auditor}));
        service.create(test::administrator(), QStringLiteral("berta"), QString(), {Role::Administrator}, password);
        service.setActive(test::administrator(), QStringLiteral("adam"), false);
        QVERIFY_THROWS_EXCEPTION(Refused, service.setRoles(test::administrator(), QStringLiteral("berta"), {}));
        service.setActive(test::administrator(), QStringLiteral("adam"), true);
        service.setRoles(test::administrator(), QStringLiteral("berta"), {});
        // No secret reaches the journal.
        for (const store::JournalEntry& entry : store::journalAfter(*s.connection, 0))
            QVERIFY(!entry.after.text().contains("argon2"));
    }
};

QTEST_GUILESS_MAIN(AccessTest)
#include "tst_access.moc"
