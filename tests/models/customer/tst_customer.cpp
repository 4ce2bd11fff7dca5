#include "models/core/errors.h"
#include "models/customer/customerservice.h"
#include "models/customer/customerstore.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::customer;
using test::TestStore;

class CustomerTest : public QObject {
    Q_OBJECT

    static AccountDraft berlin(int billDay = 1)
    {
        return {Currency::parse(u"EUR"), billDay, 14, QStringLiteral("Lindenweg 5"), QStringLiteral("10115"), QStringLiteral("Berlin"), QStringLiteral("DE"), {}};
    }

private Q_SLOTS:
    void numbersAreGapless_data() { test::engineRows(); }
    void numbersAreGapless()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        CustomerService service(s.context);
        const Customer first = service.create(test::administrator(), {QStringLiteral(" Bäckerei Öz "), QStringLiteral("info@oez.example"), QStringLiteral("+49 30 123456")});
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.create(test::administrator(), {QStringLiteral("  ")}));
        const Customer second = service.create(test::withRole(access::Role::CustomerService), {QStringLiteral("Anna Klein")});
        QCOMPARE(first.number, QStringLiteral("C-000001"));
        QCOMPARE(first.name, QStringLiteral("Bäckerei Öz"));
        QCOMPARE(second.number, QStringLiteral("C-000002"));
        QCOMPARE(customers(*s.connection), QList({first, second}));
        QCOMPARE(customerByNumber(*s.connection, QStringLiteral("C-000002")), std::optional(second));
    }

    void accountsBelongToCustomers_data() { test::engineRows(); }
    void accountsBelongToCustomers()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        CustomerService service(s.context);
        const Customer owner = service.create(test::administrator(), {QStringLiteral("Anna Klein")});
        const Customer other = service.create(test::administrator(), {QStringLiteral("Ben Gross")});
        const Account a = service.openAccount(test::administrator(), owner.id, berlin());
        const Account b = service.openAccount(test::administrator(), other.id, berlin(31));
        QCOMPARE(a.number, QStringLiteral("A-000001"));
        QCOMPARE(accounts(*s.connection), QList({a, b}));
        QCOMPARE(accounts(*s.connection, owner.id), QList({a}));
        QCOMPARE(accountsOfBillDay(*s.connection, 31), QList({b}));
        QCOMPARE(account(*s.connection, a.id), std::optional(a));
        QCOMPARE(accountByNumber(*s.connection, QStringLiteral("A-000002")), std::optional(b));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.openAccount(test::administrator(), CustomerId(QUuid::createUuid()), berlin()));
    }

    void changesKeepWhatMustStay_data() { test::engineRows(); }
    void changesKeepWhatMustStay()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        CustomerService service(s.context);
        const Customer owner = service.create(test::administrator(), {QStringLiteral("Anna Klein")});
        const Account a = service.openAccount(test::administrator(), owner.id, berlin());
        const Customer renamed = service.change(test::administrator(), owner.id, {QStringLiteral("Anna Groß"), QStringLiteral("anna@example.org")});
        QCOMPARE(renamed.number, owner.number);
        QCOMPARE(customer::customer(*s.connection, owner.id), std::optional(renamed));
        AccountDraft moved = berlin(15);
        moved.street = QStringLiteral("Am Ufer 2");
        const Account changed = service.changeAccount(test::administrator(), a.id, moved);
        QCOMPARE(account(*s.connection, a.id), std::optional(changed));
        QCOMPARE(changed.street, QStringLiteral("Am Ufer 2"));
        QCOMPARE(changed.number, a.number);
        moved.currency = Currency::parse(u"CHF");
        QVERIFY_THROWS_EXCEPTION(Refused, service.changeAccount(test::administrator(), a.id, moved));
        const auto entries = store::journalOf(*s.connection, QStringLiteral("account"), a.id.toString());
        QCOMPARE(entries.last().before["billDay"].toInt(), 1);
        QCOMPARE(entries.last().after["billDay"].toInt(), 15);
    }

    void contactsComeAndGo_data() { test::engineRows(); }
    void contactsComeAndGo()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        CustomerService service(s.context);
        const Customer owner = service.create(test::administrator(), {QStringLiteral("Klein GmbH")});
        const Customer other = service.create(test::administrator(), {QStringLiteral("Gross GmbH")});
        const Contact contact = service.addContact(test::administrator(), owner.id, {QStringLiteral("Carla"), QStringLiteral("technical"), QStringLiteral("c@klein.example")});
        QCOMPARE(contacts(*s.connection, owner.id), QList({contact}));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.changeContact(test::administrator(), other.id, contact.id, {QStringLiteral("Carla")}));
        const Contact changed = service.changeContact(test::administrator(), owner.id, contact.id, {QStringLiteral(" Carla Klein "), QStringLiteral("billing"), {}, QStringLiteral("+49 30 1")});
        QCOMPARE(changed.id, contact.id);
        QCOMPARE(changed.name, QStringLiteral("Carla Klein"));
        QCOMPARE(contacts(*s.connection, owner.id), QList({changed}));
        const auto entry = store::journalOf(*s.connection, QStringLiteral("contact"), contact.id.toString()).last();
        QCOMPARE(entry.kind, QStringLiteral("contact.changed"));
        QCOMPARE(entry.before[QLatin1String("email")].toString(), QStringLiteral("c@klein.example"));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.changeContact(test::administrator(), owner.id, contact.id, {QStringLiteral("  ")}));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.removeContact(test::administrator(), other.id, contact.id));
        service.removeContact(test::administrator(), owner.id, contact.id);
        QCOMPARE(contacts(*s.connection, owner.id), QList<Contact>());
    }

    void refusals_data() { test::engineRows(); }
    void refusals()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        CustomerService service(s.context);
        const Customer owner = service.create(test::administrator(), {QStringLiteral("Anna Klein")});
        const std::int64_t end = store::journalEnd(*s.connection);
        for (int day : {0, 32, -1}) {
            try {
                service.openAccount(test::administrator(), owner.id, berlin(day));
                QFAIL("it was accepted");
            } catch (const InvalidInput& error) {
                QVERIFY2(error.sentence().contains(QString::number(day)), error.what());
            }
        }
        AccountDraft abroad = berlin();
        abroad.country = QStringLiteral("Germany");
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.openAccount(test::administrator(), owner.id, abroad));
        AccountDraft slow = berlin();
        slow.paymentDays = 366;
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.openAccount(test::administrator(), owner.id, slow));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.create(test::administrator(), {QStringLiteral("Ben"), QStringLiteral("no address")}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.addContact(test::administrator(), owner.id, {QStringLiteral("Ben"), {}, {}, QStringLiteral("call me")}));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.create(test::withRole(access::Role::NocOperator), {QStringLiteral("Ben")}));
        QCOMPARE(store::journalEnd(*s.connection), end);
        QCOMPARE(accounts(*s.connection).size(), 0);
    }
};

QTEST_GUILESS_MAIN(CustomerTest)
#include "tst_customer.moc"
