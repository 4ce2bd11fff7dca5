// The customers workspace on a real database: the page of one customer, a new one, refusals in the form.
#include "tests/widgets/orders/officedesk.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/customers/customersworkspace.h"
#include "widgets/office/sectioncard.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace trunkline;
using namespace trunkline::test;
using namespace trunkline::widgets;

class CustomersWorkspaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void onePageShowsItAll()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        const inventory::Service service = shop.order(0);
        shop.outage(service, 6 * 60);
        shop.bill();
        customer::CustomerService(shop.s.context).addContact(administrator(), shop.buyer, {QStringLiteral("Deniz Öz"), QStringLiteral("technical"), QStringLiteral("deniz@oez.example"), {}});
        customer::CustomerService(shop.s.context).create(administrator(), {QStringLiteral("Anna Weber")});
        OfficeDesk office(shop.s);
        CustomersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        auto* list = office.find<TablePane>("customerList");
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 2; }));
        list->view()->selectRow(0);
        QVERIFY(waitFor([&] { return office.find<QLabel>("customerTitle")->text() == QStringLiteral("Bäckerei Öz"); }));
        QCOMPARE(office.find<SectionCard>("customerServices")->rows().size(), 1);
        QCOMPARE(office.find<SectionCard>("customerContacts")->rows().first().first().text, QStringLiteral("Deniz Öz"));
        const auto balance = billing::balanceOf(shop.db(), shop.account, Currency::parse(u"EUR"));
        QCOMPARE(office.find<SectionCard>("customerAccounts")->rows().first().last().text, balance.toDisplay());
        const SectionCard* invoices = office.find<SectionCard>("customerInvoices");
        QCOMPARE(invoices->rows().size(), 1);
        QCOMPARE(invoices->rows().first().first().target.kind, QStringLiteral("invoice"));
        QVERIFY(waitFor([&] { return !office.detail.detail().history.isEmpty(); }));
        OfficeDesk::shoot(office.window, QStringLiteral("customers"));
        // A service leads to why it is as it is.
        workspace.showTarget({QStringLiteral("service"), service.id.toString()});
        QVERIFY(waitFor([&] { return office.detail.detail().title == service.name; }));
        QVERIFY(!office.detail.detail().why.isEmpty());
    }

    void newCustomerIsEnteredAndRefused()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        OfficeDesk office(store);
        CustomersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        auto* list = office.find<TablePane>("customerList");
        QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Ready; }));
        OfficeDesk::shoot(office.window, QStringLiteral("customers-empty"));
        office.find<QPushButton>("newCustomerButton")->click();
        auto* dialog = office.find<QDialog>("customerDialog");
        QVERIFY(dialog);
        auto* save = dialog->findChild<QPushButton*>("saveButton");
        save->click(); // no name
        QVERIFY(dialog->findChild<NoticeBar*>("dialogNotice")->isVisible());
        QVERIFY(customer::customers(*store.connection).isEmpty());
        dialog->findChild<QLineEdit*>("customerName")->setText(QStringLiteral("Anna Weber"));
        dialog->findChild<QLineEdit*>("accountStreet")->setText(QStringLiteral("Lindenweg 5"));
        dialog->findChild<QLineEdit*>("accountCity")->setText(QStringLiteral("Berlin"));
        OfficeDesk::shoot(*dialog, QStringLiteral("customers-new"));
        save->click();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 1; }));
        const auto made = customer::customers(*store.connection);
        QCOMPARE(made.size(), 1);
        QCOMPARE(customer::accounts(*store.connection, made.first().id).first().street, QStringLiteral("Lindenweg 5"));
        QVERIFY(waitFor([&] { return office.find<QLabel>("customerTitle")->text() == QStringLiteral("Anna Weber"); }));
        // A contact for the one who is shown.
        office.find<QPushButton>("addContactButton")->click();
        auto* contact = office.find<QDialog>("contactDialog");
        contact->findChild<QLineEdit*>("contactName")->setText(QStringLiteral("Ben Weber"));
        contact->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return office.find<SectionCard>("customerContacts")->rows().size() == 1; }));
    }

    void whoMayNotSeeIsTold()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        const access::Actor nobody(QStringLiteral("nobody"), QStringLiteral("test-desk"), {});
        OfficeDesk office(store, nobody);
        CustomersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        auto* list = office.find<TablePane>("customerList");
        QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Failed; }));
        QVERIFY(list->model()->failure().contains(QLatin1String("view-customers")));
        QVERIFY(!office.find<QPushButton>("newCustomerButton")->isEnabled());
    }
};

QTEST_MAIN(CustomersWorkspaceTest)
#include "tst_customersworkspace.moc"
