// From an unpaid invoice to a port that is switched off on the network, and from the payment back: on both databases.

#include "models/billing/invoicestore.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/serviceservice.h"
#include "models/ledger/ledgerservice.h"
#include "models/payments/accountstatement.h"
#include "models/payments/dunningcases.h"
#include "models/payments/dunningservice.h"
#include "models/payments/paymentservice.h"
#include "models/payments/paymentstore.h"
#include "snmp/simulator/simulatorthread.h"
#include "tests/scenario/day.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using test::Day;

class NonPaymentTest : public QObject {
    Q_OBJECT

    static void dun(test::TestStore& store, Day& day, const char* instant)
    {
        day.moveTo(instant);
        payments::DunningService(store.context).post(test::administrator(), OperatorZone::named(QStringLiteral("Europe/Berlin")).dateAt(store.clock.now()));
        day.runFlows();
    }

private Q_SLOTS:
    void offAndOnAgain_data() { test::engineRows(); }
    void offAndOnAgain()
    {
        QFETCH(QString, engine);
        test::TestStore store(engine, QString::fromLatin1(Day::begins));
        simulator::SimulatorOptions options;
        options.startMs = store.clock.now().ms;
        options.speed = 0;
        simulator::SimulatorThread network(options);
        QString failure;
        QVERIFY2(network.start(&failure), qPrintable(failure));
        test::DayNetwork door;
        door.snmpPort = network.port();
        door.command = [&](const QString& line) { return network.command(line); };
        Day day(store.context, store.clock, door);
        store::Connection& c = *store.connection;

        const billing::Invoice invoice = day.run();
        for (const char* instant : {"2026-04-22T08:00:00Z", "2026-05-06T08:00:00Z", "2026-05-20T08:00:00Z"})
            dun(store, day, instant);
        QCOMPARE(day.service().state, inventory::ServiceState::Active);
        const auto alarmsBefore = fault::alarmHistory(c).size();
        dun(store, day, "2026-06-03T08:00:00Z");
        QCOMPARE(day.service().state, inventory::ServiceState::Suspended);
        const auto suspended = store::journalOf(c, QStringLiteral("service"), day.service().id.toString()).last();
        QCOMPARE(suspended.kind, QStringLiteral("service.suspended"));
        QCOMPARE(store::journalEntry(c, *suspended.cause)->kind, QStringLiteral("dunning.sent"));
        day.pollOnce();
        QCOMPARE(inventory::port(c, day.port().id)->adminState, inventory::AdminState::Down); // on the network, not only in the books
        QCOMPARE(fault::alarmHistory(c).size(), alarmsBefore); // what was switched off on purpose is no fault

        // A part is not enough; the invoice is, whatever is still open of fees.
        const AccountId account = invoice.accountId;
        payments::PaymentService payments(store.context);
        const auto item = [&] { return *trunkline::payments::item(c, {invoice.id, {}}); };
        const Money half = item().open.part(1, 2, Rounding::Down);
        payments.record(test::administrator(), {account, trunkline::payments::PaymentMethod::Cash, BillingDate(2026, 6, 3), half});
        day.runFlows();
        QCOMPARE(day.service().state, inventory::ServiceState::Suspended);
        payments.record(test::administrator(), {account, trunkline::payments::PaymentMethod::Cash, BillingDate(2026, 6, 3), item().open, {}, {}, {}, QList<trunkline::payments::Allocation>{{{invoice.id, {}}, item().open}}});
        day.runFlows();
        QCOMPARE(day.service().state, inventory::ServiceState::Active);
        day.pollOnce();
        QCOMPARE(inventory::port(c, day.port().id)->adminState, inventory::AdminState::Up);
        QCOMPARE(trunkline::payments::checkBooks(c), QStringList());

        // A service that rests for a season stays off when its customer pays.
        inventory::ServiceService(store.context).suspend(test::administrator(), day.service().id);
        payments.record(test::administrator(), {account, trunkline::payments::PaymentMethod::Cash, BillingDate(2026, 6, 3), Money{100, half.currency}});
        day.runFlows();
        QCOMPARE(day.service().state, inventory::ServiceState::Suspended);
    }

    // What a device refuses waits where people see it, with its reason, and is tried again when they say so.
    void whatWasRefusedIsTriedAgain_data() { test::engineRows(); }
    void whatWasRefusedIsTriedAgain()
    {
        QFETCH(QString, engine);
        test::TestStore store(engine, QString::fromLatin1(Day::begins));
        simulator::SimulatorOptions options;
        options.startMs = store.clock.now().ms;
        options.speed = 0;
        simulator::SimulatorThread network(options);
        QString failure;
        QVERIFY2(network.start(&failure), qPrintable(failure));
        test::DayNetwork door;
        door.snmpPort = network.port();
        door.command = [&](const QString& line) { return network.command(line); };
        Day day(store.context, store.clock, door);
        store::Connection& c = *store.connection;
        const auto mayWrite = [&](bool may) { c.exec(QStringLiteral("UPDATE credential SET for_writing = ? WHERE name = ?"), {may, QStringLiteral("private-write")}); };
        const auto cases = [&] { return payments::dunningCases(c, BillingDate(2026, 6, 3)); };

        const billing::Invoice invoice = day.run();
        const AccountId account = invoice.accountId;
        payments::DunningService dunning(store.context);
        QVERIFY_THROWS_EXCEPTION(Refused, dunning.retry(test::administrator(), account)); // nothing waits
        for (const char* instant : {"2026-04-22T08:00:00Z", "2026-05-06T08:00:00Z", "2026-05-20T08:00:00Z"})
            dun(store, day, instant);
        mayWrite(false);
        dun(store, day, "2026-06-03T08:00:00Z");
        QCOMPARE(day.service().state, inventory::ServiceState::Active);
        QCOMPARE(cases().size(), 1);
        QCOMPARE(cases().first().kind, payments::DunningCaseKind::NotSuspended);
        QVERIFY2(cases().first().reason.contains(QLatin1String("credential")), qPrintable(cases().first().reason));
        QVERIFY(cases().first().entry);
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, dunning.retry(test::withRole(access::Role::BillingClerk), account));
        dunning.retry(test::administrator(), account); // still no credential: it waits on
        day.runFlows();
        QCOMPARE(day.service().state, inventory::ServiceState::Active);
        mayWrite(true);
        dunning.retry(test::administrator(), account);
        day.runFlows();
        QCOMPARE(day.service().state, inventory::ServiceState::Suspended);
        QVERIFY(cases().isEmpty());

        // The way back is refused and tried again, too.
        mayWrite(false);
        const Money open = payments::item(c, {invoice.id, {}})->open;
        payments::PaymentService(store.context).record(test::administrator(), {account, payments::PaymentMethod::Cash, BillingDate(2026, 6, 3), open, {}, {}, {}, QList<payments::Allocation>{{{invoice.id, {}}, open}}});
        day.runFlows();
        QCOMPARE(day.service().state, inventory::ServiceState::Suspended);
        QCOMPARE(cases().size(), 1);
        QCOMPARE(cases().first().kind, payments::DunningCaseKind::NotResumed);
        mayWrite(true);
        dunning.retry(test::administrator(), account);
        day.runFlows();
        QCOMPARE(day.service().state, inventory::ServiceState::Active);
        day.pollOnce();
        QCOMPARE(inventory::port(c, day.port().id)->adminState, inventory::AdminState::Up);
        QVERIFY(cases().isEmpty());
    }
};

QTEST_GUILESS_MAIN(NonPaymentTest)
#include "tst_nonpayment.moc"
