// The item models of catalogue, customers, orders and billing over one small business.
#include "models/billing/invoicemodel.h"
#include "models/catalogue/offeringmodel.h"
#include "models/catalogue/offeringstore.h"
#include "models/customer/customermodel.h"
#include "models/ordering/ordermodel.h"
#include "tests/models/billing/billedshop.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace trunkline;
using test::BilledShop;

class BusinessModelsTest : public QObject {
    Q_OBJECT

    static QString cell(const TableModel& model, int row, const char* column, int role = Qt::DisplayRole)
    {
        for (int c = 0; c < model.columnCount(); ++c)
            if (model.columnId(c) == QLatin1String(column)) {
                const QVariant value = model.data(model.index(row, c), role);
                return role == TargetRole ? value.value<Target>().kind + u':' + value.value<Target>().id : value.toString().replace(QChar(0x00A0), u' ');
            }
        qFatal("There is no column %s", column);
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_GB"))); }

    void tablesOfADay_data() { test::engineRows(); }
    void tablesOfADay()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.clockTo("2026-03-10T09:00:00Z");
        const auto service = shop.connectService(0);
        ordering::OrderService orders(shop.s.context);
        const auto failing = orders.submit(test::administrator(), shop.request(1));
        orders.plan(shop.flow, failing.id, {{QStringLiteral("activate-port"), {}}});
        orders.taskFailed(shop.flow, ordering::tasks(shop.db(), failing.id).first().id, QStringLiteral("access-1 did not answer"));
        shop.clockTo("2026-03-17T13:00:00Z");
        shop.outage(service, 302);
        shop.clockTo("2026-04-01T06:00:00Z");
        const billing::BillCycle march = billing::cycleEndedBy(BillingDate(2026, 4, 1), 1);
        const OperatorZone berlin = OperatorZone::named(QStringLiteral("Europe/Berlin"));

        catalogue::OfferingModel offerings;
        QAbstractItemModelTester offeringTester(&offerings);
        offerings.replace(catalogue::offerings(shop.db()));
        QCOMPARE(cell(offerings, 0, "price"), QStringLiteral("49.00 EUR"));
        QCOMPARE(cell(offerings, 0, "down"), QStringLiteral("100"));
        QCOMPARE(cell(offerings, 0, "sla"), QStringLiteral("240 min a month, then 10 % a started hour, at most 100 %"));

        customer::CustomerModel customers;
        customers.replace(customer::customers(shop.db()));
        QCOMPARE(cell(customers, 0, "name", TargetRole), QStringLiteral("customer:") + shop.buyer.toString());
        customer::AccountModel accounts;
        accounts.replace(customer::accounts(shop.db()));
        QCOMPARE(cell(accounts, 0, "address"), QStringLiteral("Lindenweg 5, 10115 Berlin, DE"));

        ordering::OrderModel orderModel(berlin);
        QAbstractItemModelTester orderTester(&orderModel);
        orderModel.replace(ordering::orderRows(shop.db()));
        QCOMPARE(orderModel.rowCount(), 2);
        QCOMPARE(cell(orderModel, 0, "number"), QStringLiteral("O-000002"));
        QCOMPARE(cell(orderModel, 0, "state"), QStringLiteral("Fallout"));
        QCOMPARE(cell(orderModel, 0, "state", ToneRole).toInt(), int(Tone::Bad));
        QCOMPARE(cell(orderModel, 0, "failure"), QStringLiteral("access-1 did not answer"));
        QCOMPARE(cell(orderModel, 1, "customer"), QStringLiteral("Bäckerei Öz"));
        QCOMPARE(cell(orderModel, 1, "service"), QStringLiteral("SVC-000001"));
        QCOMPARE(cell(orderModel, 1, "completed"), QStringLiteral("10/03/2026 10:00"));
        QCOMPARE(cell(orderModel, 1, "failure"), QString());
        ordering::TaskModel tasks(berlin);
        tasks.replace(ordering::tasks(shop.db(), failing.id));
        QCOMPARE(cell(tasks, 0, "kind"), QStringLiteral("Label the port and switch it on"));
        QCOMPARE(cell(tasks, 0, "state"), QStringLiteral("Failed"));

        billing::DraftModel drafts;
        drafts.replace(billing::draftInvoices(shop.db(), march, BillingDate(2026, 4, 1)));
        QCOMPARE(cell(drafts, 0, "total"), QStringLiteral("29.71 EUR"));
        QCOMPARE(cell(drafts, 0, "lines"), QStringLiteral("2"));
        const auto result = billing::BillRunService(shop.s.context).post(test::administrator(), march, BillingDate(2026, 4, 1));
        billing::InvoiceModel invoices;
        QAbstractItemModelTester invoiceTester(&invoices);
        invoices.replace(billing::invoices(shop.db()));
        QCOMPARE(cell(invoices, 0, "number"), QStringLiteral("INV-2026-000001"));
        QCOMPARE(cell(invoices, 0, "due"), QStringLiteral("15/04/2026"));
        QCOMPARE(cell(invoices, 0, "total"), QStringLiteral("29.71 EUR"));
        billing::InvoiceLineModel lines;
        lines.replace(result.invoices.first().lines);
        QCOMPARE(cell(lines, 0, "quantity"), QStringLiteral("22/31"));
        QCOMPARE(cell(lines, 1, "net"), QStringLiteral("\u22129.80 EUR"));
        QCOMPARE(cell(lines, 1, "text", TargetRole), QStringLiteral("journal:") + result.invoices.first().lines[1].cause->toString());
    }
};

QTEST_GUILESS_MAIN(BusinessModelsTest)
#include "tst_businessmodels.moc"
