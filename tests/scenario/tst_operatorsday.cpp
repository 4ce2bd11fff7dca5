// One operator's day on both databases, with exact amounts: from the first discovery to the credit on
// the invoice, and back from the credit to the trap.

#include "models/assurance/outagestore.h"
#include "models/billing/billrunservice.h"
#include "models/billing/invoicestore.h"
#include "models/billing/subscriptionstore.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/ordering/orderstore.h"
#include "models/performance/samplestore.h"
#include "snmp/simulator/simulatorthread.h"
#include "tests/scenario/day.h"
#include "tests/support/teststore.h"
#include "tests/support/wait.h"

#include <QJsonArray>
#include <QTest>

using namespace trunkline;
using test::Day;
using test::TestStore;

namespace {

/// The network and a day in it.
struct DayScene {
    explicit DayScene(const QString& engine) : store(engine, QString::fromLatin1(Day::begins))
    {
        simulator::SimulatorOptions options;
        options.startMs = store.clock.now().ms;
        options.speed = 0;
        network = std::make_unique<simulator::SimulatorThread>(options);
        QString failure;
        if (!network->start(&failure))
            qFatal("%s", qPrintable(failure));
        test::DayNetwork door;
        door.snmpPort = network->port();
        door.command = [this](const QString& line) { return network->command(line); };
        day = std::make_unique<Day>(store.context, store.clock, door);
    }
    store::Connection& connection() { return *store.connection; }
    access::Actor people = test::administrator();
    TestStore store;
    std::unique_ptr<simulator::SimulatorThread> network;
    std::unique_ptr<Day> day;
};

QStringList kindsOf(store::Connection& connection)
{
    QStringList kinds;
    for (const auto& entry : store::journalAfter(connection, 0, 10'000))
        kinds.append(entry.kind);
    return kinds;
}

} // namespace

class OperatorsDayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fromSeedToCreditAndBack_data() { test::engineRows(); }
    void fromSeedToCreditAndBack()
    {
        QFETCH(QString, engine);
        DayScene scene(engine);
        Day& day = *scene.day;
        store::Connection& c = scene.connection();

        // 1. From one seed, every device and link.
        day.setUp();
        day.discover();
        QCOMPARE(inventory::devices(c).size(), scene.network->devices().size());
        const auto links = inventory::links(c);
        QVERIFY(links.size() >= inventory::devices(c).size());
        for (const auto& device : inventory::devices(c)) {
            const auto ports = inventory::ports(c, device.id);
            QVERIFY2(std::any_of(links.begin(), links.end(), [&](const inventory::Link& link) {
                return std::any_of(ports.begin(), ports.end(), [&](const inventory::Port& port) { return port.id == link.aPortId || port.id == link.bPortId; });
            }), qPrintable(device.name));
        }

        // 2. The order is delivered on the network, and the evidence starts the charge.
        QCOMPARE(day.port().adminState, inventory::AdminState::Down);
        day.order();
        const auto order = ordering::orders(c).first();
        QCOMPARE(order.state, ordering::OrderState::Completed);
        const auto service = day.service();
        QCOMPARE(service.state, inventory::ServiceState::Active);
        const auto ports = day.command(QStringLiteral("ports olt-1"));
        QVERIFY2(ports.contains(service.name), qPrintable(ports));
        const auto tasks = ordering::tasks(c, order.id);
        QCOMPARE(tasks.size(), 2);
        QVERIFY(!tasks.last().evidence["steps"].toArray().isEmpty());
        const auto subscription = billing::subscriptionOfService(c, service.id);
        QVERIFY(subscription);
        QCOMPARE(subscription->startedAt, Timestamp::parse(tasks.last().evidence["at"].toString()));
        QCOMPARE(subscription->startsOn, BillingDate(2026, 3, 10));
        QVERIFY(!kindsOf(c).contains(QLatin1String("flow.parked")));

        // 3. Polling draws its traffic.
        day.poll();
        const auto traffic = performance::rates(c, day.port().id, performance::Metric::InOctets, {0}, scene.store.clock.now(), performance::Resolution::Raw);
        QCOMPARE(traffic.size(), 2);
        QVERIFY(traffic.last().meanBps > 0 && traffic.last().meanBps <= day.port().speedBps);

        // 4. A trap becomes one alarm, its repeat counts; the outage names service and customer.
        day.fail();
        const auto raised = *day.alarm();
        QVERIFY(raised.isOpen());
        QCOMPARE(raised.problem, fault::Problem::LinkDown);
        const auto before = day.intake().health().recorded;
        day.command(QStringLiteral("trap repeat olt-1 ont-0/1/3"));
        QVERIFY(test::waitFor([&] { return day.intake().health().recorded > before; }));
        QCOMPARE(day.alarm()->id, raised.id);
        QCOMPARE(day.alarm()->count, 2);
        QCOMPARE(assurance::openOutages(c).size(), 1);
        QCOMPARE(assurance::openOutages(c).first().serviceId, service.id);
        const auto trap = fault::event(c, raised.raisedByEvent);
        QCOMPARE(trap->kind, fault::EventKind::LinkDown);
        QCOMPARE(trap->payload["trap"].toString(), QStringLiteral("1.3.6.1.6.3.1.1.5.3"));

        day.repair();
        QVERIFY(!day.alarm()->isOpen());
        const auto outages = assurance::outagesOfService(c, service.id);
        QCOMPARE(outages.size(), 1);
        QCOMPARE(outages.first().endedAt->msSince(outages.first().startedAt), 390 * 60'000);
        // 150 minutes beyond four hours: three started hours at 10 % of 49.00.
        const auto credits = assurance::creditsOfService(c, service.id);
        QCOMPARE(credits.size(), 1);
        QCOMPARE(credits.first().amount.toPlainString(), QStringLiteral("14.70"));

        // 5. Preview and post agree; the invoice is exact; a second run adds nothing.
        day.moveTo("2026-04-01T06:00:00Z");
        const BillingDate today(2026, 4, 1);
        const auto cycle = billing::cycleEndedBy(today, 1);
        const auto preview = billing::previewBillRun(scene.people, c, cycle, today);
        QCOMPARE(preview.size(), 1);
        const billing::Invoice invoice = day.monthEnd();
        QCOMPARE(invoice.number, QStringLiteral("INV-2026-000001"));
        QCOMPARE(preview.first().invoice->gross, invoice.gross);
        QCOMPARE(preview.first().invoice->lines.size(), invoice.lines.size());
        QMap<billing::LineKind, QString> nets;
        for (const auto& line : invoice.lines)
            nets.insert(line.kind, line.net.toPlainString());
        QCOMPARE(invoice.lines.size(), 3);
        QCOMPARE(nets[billing::LineKind::Setup], QStringLiteral("29.00"));
        QCOMPARE(nets[billing::LineKind::Recurring], QStringLiteral("34.77")); // 22 of 31 days of 49.00
        QCOMPARE(nets[billing::LineKind::Credit], QStringLiteral("-14.70"));
        QCOMPARE(invoice.net.toPlainString(), QStringLiteral("49.07"));
        QCOMPARE(invoice.tax.toPlainString(), QStringLiteral("9.32"));
        QCOMPARE(invoice.gross.toPlainString(), QStringLiteral("58.39"));
        billing::BillRunService(scene.store.context).post(scene.people, cycle, today);
        QCOMPARE(billing::invoices(c).size(), 1);
        QVERIFY_THROWS_EXCEPTION(StoreFailure, c.exec(QStringLiteral("UPDATE invoice SET number = ?"), {"X"}));

        // 6. From the credit line, three steps back to the trap.
        const auto line = *std::find_if(invoice.lines.begin(), invoice.lines.end(), [](const auto& l) { return l.kind == billing::LineKind::Credit; });
        const auto granted = store::journalEntry(c, line.cause.value());
        QCOMPARE(granted->kind, QStringLiteral("credit.granted"));
        const auto credit = assurance::slaCredit(c, SlaCreditId::fromString(granted->subjectId));
        const auto outage = assurance::outage(c, credit->outageId);
        const auto evidence = fault::event(c, outage->openedByEvent);
        QCOMPARE(evidence, trap);

        QVERIFY(!store::firstBrokenEntry(c));
    }
};

QTEST_GUILESS_MAIN(OperatorsDayTest)
#include "tst_operatorsday.moc"
