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
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

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

    void theKeyboardIsWhereTheNextKeyGoes()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        freePortsOf(shop);
        OfficeDesk office(shop.s);
        OrdersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        QWizard* wizard = toPorts(office);
        QVERIFY(wizard);
        auto* ports = wizard->findChild<TablePane*>("wizardPorts");
        QVERIFY(waitFor([&] { return QApplication::focusWidget() == ports->view(); }));
        QTest::keySequence(wizard, QKeySequence::Find);
        QVERIFY(ports->isAncestorOf(QApplication::focusWidget()) && QApplication::focusWidget() != ports->view());
        QVERIFY(ports->select(shop.ports[1].toString()));
        wizard->next();
        wizard->next();
        QWidget* place = wizard->button(QWizard::FinishButton);
        QVERIFY(waitFor([&] { return QApplication::focusWidget() == place; }));
        QTest::keyClick(place, Qt::Key_Return);
        QVERIFY(waitFor([&] { return ordering::orders(*shop.s.connection).size() == 1; }));
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
        // Each port says why: nobody ever asked this switch.
        auto* ports = wizard->findChild<TablePane*>("wizardPorts");
        QCOMPARE(ports->model()->rowCount(), 8);
        QVERIFY(ports->toCsv().contains(QStringLiteral("Its state is not known")));
    }

    void theTechnicalCheckSaysWhyAPortCantBeHad()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        freePortsOf(shop);
        const ordering::Order other = ordering::OrderService(shop.s.context).submit(administrator(), shop.request(0));
        OfficeDesk office(shop.s);
        OrdersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        QWizard* wizard = toPorts(office);
        QVERIFY(wizard);
        auto* ports = wizard->findChild<TablePane*>("wizardPorts");
        QVERIFY(waitFor([&] { return ports->model()->rowCount() == 8; }));
        QVERIFY(ports->select(other.portId.toString()));
        auto* notice = wizard->currentPage()->findChild<NoticeBar*>("wizardNotice");
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->notice().why.contains(QLatin1String("SVC-000001")), qPrintable(notice->notice().why));
        QVERIFY(!wizard->button(QWizard::NextButton)->isEnabled());
        OfficeDesk::shoot(*wizard, QStringLiteral("orders-wizard-check"));
        auto* which = wizard->findChild<QComboBox*>("wizardPortFilter");
        which->setCurrentIndex(1);
        QCOMPARE(ports->model()->rowCount(), 7);
        QVERIFY(ports->select(shop.ports[1].toString()));
        QVERIFY(!notice->isVisible());
        QVERIFY(wizard->button(QWizard::NextButton)->isEnabled());
        // Enter on the port leads on.
        QTest::keyClick(ports->view(), Qt::Key_Return);
        QCOMPARE(wizard->currentPage()->objectName(), QStringLiteral("wizardDates"));
    }

    void theBoardShowsTheOrdersByState()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        freePortsOf(shop);
        shop.order(0);
        ordering::OrderService orders(shop.s.context);
        const ordering::Order broken = orders.submit(administrator(), shop.request(1));
        orders.plan(shop.flow, broken.id, {{QStringLiteral("activate-port"), {}}});
        orders.taskFailed(shop.flow, ordering::tasks(shop.db(), broken.id).first().id, QStringLiteral("access-1 at 127.0.0.9 did not answer within 3 s."));
        const ordering::Order waiting = orders.submit(administrator(), shop.request(2));
        const ordering::Order going = orders.submit(administrator(), shop.request(3));
        orders.plan(shop.flow, going.id, {{QStringLiteral("activate-port"), {}}});
        shop.s.clock.advanceMs(3 * 3'600'000);
        OfficeDesk office(shop.s);
        OrdersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        auto* table = office.find<TablePane>("orderTable");
        QVERIFY(waitFor([&] { return table->model()->rowCount() == 4; }));
        office.find<QToolButton>("boardSwitch")->click();
        auto* board = office.find<QWidget>("orderBoard");
        QVERIFY(board->isVisible());
        QVERIFY(!table->view()->isVisible());
        const auto lane = [&](int at) { return office.find<QListView>(qPrintable(QStringLiteral("lane-%1").arg(at))); };
        for (int at = 0; at < 4; ++at) {
            QCOMPARE(lane(at)->model()->rowCount(), 1);
            QVERIFY(office.find<QLabel>(qPrintable(QStringLiteral("laneTitle-%1").arg(at)))->text().contains(u'1'));
        }
        QCOMPARE(lane(0)->model()->index(0, 0).data().toString(), waiting.number);
        QCOMPARE(lane(2)->model()->index(0, 0).data().toString(), broken.number);
        // With the keys from lane to lane; the timeline follows.
        lane(0)->setFocus();
        lane(0)->setCurrentIndex(lane(0)->model()->index(0, 0));
        QTest::keyClick(lane(0), Qt::Key_Right);
        QTest::keyClick(lane(1), Qt::Key_Right);
        QVERIFY(lane(2)->hasFocus());
        QVERIFY(!lane(0)->currentIndex().isValid()); // one card is chosen, not four
        QVERIFY(waitFor([&] { return office.find<QLabel>("orderTitle")->text().startsWith(broken.number); }));
        OfficeDesk::shoot(office.window, QStringLiteral("orders-board"));
        // What the list filters, the board filters; what is tried again wanders to its new lane.
        table->findChild<QLineEdit*>(QStringLiteral("filter"))->setText(broken.number);
        QCOMPARE(lane(0)->model()->rowCount(), 0);
        QCOMPARE(lane(2)->model()->rowCount(), 1);
        table->findChild<QLineEdit*>(QStringLiteral("filter"))->clear();
        office.find<QPushButton>("retryButton")->click();
        QVERIFY(waitFor([&] { return lane(1)->model()->rowCount() == 2 && lane(2)->model()->rowCount() == 0; }));
        QCOMPARE(lane(1)->currentIndex().data().toString(), broken.number);
    }

    void allThatFellOutIsTriedAgainAtOnce()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        freePortsOf(shop);
        ordering::OrderService orders(shop.s.context);
        QList<OrderId> broken;
        for (int port = 0; port < 3; ++port) {
            broken.append(orders.submit(administrator(), shop.request(port)).id);
            orders.plan(shop.flow, broken.last(), {{QStringLiteral("activate-port"), {}}});
            if (port < 2)
                orders.taskFailed(shop.flow, ordering::tasks(shop.db(), broken.last()).first().id, QStringLiteral("access-1 did not answer."));
        }
        OfficeDesk office(shop.s);
        OrdersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        auto* table = office.find<TablePane>("orderTable");
        QVERIFY(waitFor([&] { return table->model()->rowCount() == 3; }));
        table->view()->selectAll();
        workspace.findChild<QAction*>(QStringLiteral("retrySelected"))->trigger();
        QVERIFY(waitFor([&] { return ordering::order(shop.db(), broken[0])->state == ordering::OrderState::InProgress; }));
        QVERIFY(waitFor([&] { return ordering::order(shop.db(), broken[1])->state == ordering::OrderState::InProgress; }));
        QVERIFY(waitFor([&] { return table->notices()->isVisible() && table->notices()->notice().tone == Tone::Good; }));
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
        // Nothing happens before the question is answered; it names the order, the port and the service.
        const QString question = office.find<QLabel>("orderPromptQuestion")->text();
        for (const QString& named : {third.number, QStringLiteral("Bäckerei Öz"), QStringLiteral("ge-0/0/3"), QStringLiteral("SVC-000003")})
            QVERIFY2(question.contains(named), qPrintable(question));
        OfficeDesk::shoot(office.window, QStringLiteral("orders-cancel"));
        office.find<QPushButton>("orderPromptCancel")->click();
        QVERIFY(!office.find<QWidget>("orderPrompt")->isVisible());
        QCOMPARE(ordering::order(shop.db(), third.id)->state, ordering::OrderState::Submitted);
        office.find<QPushButton>("cancelOrderButton")->click();
        office.find<QPushButton>("orderPromptConfirm")->click();
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
        ports->view()->selectRow(0); // the first that fits
        OfficeDesk::shoot(*wizard, QStringLiteral("orders-wizard-place"));
        wizard->next();
        OfficeDesk::shoot(*wizard, QStringLiteral("orders-wizard-dates"));
        wizard->next();
        return wizard;
    }
};

QTEST_MAIN(OrdersWorkspaceTest)
#include "tst_ordersworkspace.moc"
