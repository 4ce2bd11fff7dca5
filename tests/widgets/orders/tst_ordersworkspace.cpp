// The orders workspace on a real database: the wizard, its refusals, the timeline.
#include "tests/widgets/orders/officedesk.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/office/sectioncard.h"
#include "widgets/orders/ordersworkspace.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

using namespace trunkline;
using namespace trunkline::test;
using namespace trunkline::widgets;

class OrdersWorkspaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void emptyListLeadsToTheWizard()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        OfficeDesk office(shop.s);
        OrdersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        QVERIFY(waitFor([&] { return office.find<TablePane>("orderTable")->model()->state() == TableModel::State::Ready; }));
        office.find<QPushButton>("newOrderButton")->click();
        auto* wizard = office.find<QWizard>("orderWizard");
        QVERIFY(wizard);
        auto* customers = wizard->findChild<TablePane*>("wizardCustomers");
        QVERIFY(waitFor([&] { return customers->model()->rowCount() == 1; }));
        QCOMPARE(wizard->currentPage()->objectName(), QStringLiteral("wizardCustomer"));
        QVERIFY(!wizard->button(QWizard::FinishButton)->isVisible());
    }

    void wizardSubmitsAnOrder()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        freePortsOf(shop);
        OfficeDesk office(shop.s);
        OrdersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        QWizard* wizard = toSummary(office);
        QVERIFY(wizard);
        auto* invoice = wizard->findChild<SectionCard*>("firstInvoice");
        QVERIFY(waitFor([&] { return !invoice->rows().isEmpty(); }));
        // 1 March, bill day 1: all of March at 49.00 and 19 % of it.
        QCOMPARE(invoice->rows().last().last().text, Money::parse(u"58.31", Currency::parse(u"EUR")).toDisplay());
        OfficeDesk::shoot(*wizard, QStringLiteral("orders-wizard-summary"));
        wizard->button(QWizard::FinishButton)->click();
        auto* table = office.find<TablePane>("orderTable");
        QVERIFY(waitFor([&] { return table->model()->rowCount() == 1; }));
        const auto orders = ordering::orders(*shop.s.connection);
        QCOMPARE(orders.size(), 1);
        QCOMPARE(orders.first().customerId, shop.buyer);
        QCOMPARE(orders.first().portId, shop.ports.first());
        QVERIFY(waitFor([&] { return office.detail.detail().title == QLatin1String("O-000001"); }));
        QVERIFY(waitFor([&] { return !office.find<QWizard>("orderWizard"); }));
    }

    void refusedOrderShowsItsSentence()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        freePortsOf(shop);
        OfficeDesk office(shop.s);
        OrdersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        QWizard* wizard = toSummary(office);
        QVERIFY(wizard);
        // Somebody else takes the port meanwhile.
        ordering::OrderService(shop.s.context).submit(administrator(), shop.request(0));
        wizard->button(QWizard::FinishButton)->click();
        auto* notice = wizard->currentPage()->findChild<NoticeBar*>("wizardNotice");
        QVERIFY(waitFor([&] { return notice->isVisible(); }));
        QVERIFY2(notice->notice().why.contains(QLatin1String("ge-0/0/1")), qPrintable(notice->notice().why));
        QVERIFY(wizard->isVisible());
        QVERIFY(wizard->button(QWizard::FinishButton)->isEnabled());
        QCOMPARE(ordering::orders(*shop.s.connection).size(), 1); // the other one's
        OfficeDesk::shoot(*wizard, QStringLiteral("orders-wizard-refused"));
    }

    void saysWhyNoPortFits()
    {
        LivedShop shop(QStringLiteral("sqlite")); // its ports are in a state nobody knows: none is free
        OfficeDesk office(shop.s);
        OrdersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        QWizard* wizard = toPorts(office);
        QVERIFY(wizard);
        auto* notice = wizard->currentPage()->findChild<NoticeBar*>("wizardNotice");
        QVERIFY(waitFor([&] { return notice->isVisible(); }));
        QVERIFY(!notice->notice().why.isEmpty());
        QVERIFY(!wizard->button(QWizard::NextButton)->isEnabled());
    }

    void timelineShowsEvidenceAndFailure()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        freePortsOf(shop);
        shop.order(0);
        ordering::OrderService orders(shop.s.context);
        const ordering::Order broken = orders.submit(administrator(), shop.request(1));
        orders.plan(shop.flow, broken.id, {{QStringLiteral("activate-port"), {}}, {QStringLiteral("verify-port"), {}}});
        const auto task = ordering::tasks(shop.db(), broken.id).first();
        orders.startTask(shop.flow, task.id);
        const QString why = QStringLiteral("access-1 at 127.0.0.9 did not answer within 3 s; check the device and try again.");
        orders.taskFailed(shop.flow, task.id, why);
        const ordering::Order third = orders.submit(administrator(), shop.request(2));
        OfficeDesk office(shop.s);
        OrdersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        auto* table = office.find<TablePane>("orderTable");
        QVERIFY(waitFor([&] { return table->model()->rowCount() == 3; }));
        workspace.showTarget({QStringLiteral("order"), ordering::orderByNumber(shop.db(), QStringLiteral("O-000001"))->id.toString()});
        QVERIFY(waitFor([&] { return office.find<QLabel>("evidence") != nullptr; }));
        QVERIFY(office.find<QLabel>("evidence")->text().contains(QLatin1String("ifAdminStatus.501")));
        OfficeDesk::shoot(office.window, QStringLiteral("orders-completed"));
        workspace.showTarget({QStringLiteral("order"), broken.id.toString()});
        QVERIFY(waitFor([&] { return office.find<QLabel>("taskFailure") != nullptr; }));
        QCOMPARE(office.find<QLabel>("taskFailure")->text(), why);
        OfficeDesk::shoot(office.window, QStringLiteral("orders-fallout"));
        office.find<QPushButton>("retryButton")->click();
        QVERIFY(waitFor([&] { return ordering::order(shop.db(), broken.id)->state == ordering::OrderState::InProgress; }));
        QCOMPARE(ordering::task(shop.db(), task.id)->state, ordering::TaskState::Pending);
        // The state filter shows what was chosen, and cancelling gives the port back.
        workspace.showTarget({QStringLiteral("order"), third.id.toString()});
        QVERIFY(waitFor([&] { return office.find<QLabel>("orderTitle")->text().startsWith(third.number); }));
        office.find<QPushButton>("cancelOrderButton")->click();
        QVERIFY(waitFor([&] { return ordering::order(shop.db(), third.id)->state == ordering::OrderState::Cancelled; }));
        auto* states = office.find<QComboBox>("orderStateFilter");
        states->setCurrentIndex(states->findData(int(ordering::OrderState::Completed)));
        QCOMPARE(table->model()->rowCount(), 1);
    }

private:
    static QWizard* toPorts(OfficeDesk& office)
    {
        office.find<QPushButton>("newOrderButton")->click();
        auto* wizard = office.find<QWizard>("orderWizard");
        auto* customers = wizard->findChild<TablePane*>("wizardCustomers");
        if (!waitFor([&] { return customers->model()->rowCount() > 0; }))
            return nullptr;
        customers->view()->selectRow(0);
        if (!waitFor([&] { return wizard->button(QWizard::NextButton)->isEnabled(); }))
            return nullptr;
        OfficeDesk::shoot(*wizard, QStringLiteral("orders-wizard-customer"));
        wizard->next();
        if (!waitFor([&] { return wizard->button(QWizard::NextButton)->isEnabled(); }))
            return nullptr;
        OfficeDesk::shoot(*wizard, QStringLiteral("orders-wizard-offering"));
        wizard->next();
        return wizard;
    }

    static QWizard* toSummary(OfficeDesk& office)
    {
        QWizard* wizard = toPorts(office);
        if (!wizard)
            return nullptr;
        auto* ports = wizard->findChild<TablePane*>("wizardPorts");
        if (!waitFor([&] { return ports->model()->rowCount() > 0; }))
            return nullptr;
        ports->view()->selectRow(0);
        OfficeDesk::shoot(*wizard, QStringLiteral("orders-wizard-place"));
        wizard->next();
        OfficeDesk::shoot(*wizard, QStringLiteral("orders-wizard-dates"));
        wizard->next();
        return wizard;
    }
};

QTEST_MAIN(OrdersWorkspaceTest)
#include "tst_ordersworkspace.moc"
