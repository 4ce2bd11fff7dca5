// The customers workspace on a real database: the page of one customer, a new one, refusals in the form.
#include "tests/widgets/orders/officedesk.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/customers/customersworkspace.h"
#include "widgets/office/sectioncard.h"

#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
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

    void contactsAccountsAndNamesAreChanged()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        customer::CustomerService customers(shop.s.context);
        const auto known = customers.addContact(administrator(), shop.buyer, {QStringLiteral("Deniz Öz"), QStringLiteral("technical"), QStringLiteral("deniz@oez.example"), {}});
        OfficeDesk office(shop.s);
        CustomersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        auto* contacts = office.find<SectionCard>("customerContacts");
        QVERIFY(waitFor([&] { return contacts->rows().size() == 1; }));
        // The name is the way to its form; what is typed there is written.
        Q_EMIT contacts->targetActivated(contacts->rows().first().first().target);
        auto* dialog = office.find<QDialog>("contactDialog");
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLineEdit*>("contactEmail")->text(), QStringLiteral("deniz@oez.example"));
        dialog->findChild<QLineEdit*>("contactPhone")->setText(QStringLiteral("+49 30 7"));
        OfficeDesk::shoot(*dialog, QStringLiteral("customers-contact"));
        QTest::keyClick(dialog->findChild<QLineEdit*>("contactPhone"), Qt::Key_Return); // Enter saves
        QVERIFY(waitFor([&] { return customer::contacts(shop.db(), shop.buyer).first().phone == QStringLiteral("+49 30 7"); }));
        QVERIFY(waitFor([&] { return contacts->rows().first().last().text.contains(QStringLiteral("+49 30 7")); }));
        // Removing names who it is first.
        QVERIFY(waitFor([&] { return !office.find<QDialog>("contactDialog"); }));
        Q_EMIT contacts->targetActivated(contacts->rows().first().first().target);
        dialog = office.find<QDialog>("contactDialog");
        dialog->findChild<QPushButton*>("removeContactButton")->click();
        QVERIFY(dialog->findChild<QLabel*>("contactPromptQuestion")->text().contains(known.name));
        QCOMPARE(customer::contacts(shop.db(), shop.buyer).size(), 1);
        OfficeDesk::shoot(*dialog, QStringLiteral("customers-contact-remove"));
        dialog->findChild<QPushButton*>("contactPromptConfirm")->click();
        QVERIFY(waitFor([&] { return contacts->rows().isEmpty(); }));
        QVERIFY(customer::contacts(shop.db(), shop.buyer).isEmpty());
        // The account's number leads to its form; the currency stays.
        auto* accounts = office.find<SectionCard>("customerAccounts");
        Q_EMIT accounts->targetActivated(accounts->rows().first().first().target);
        auto* account = office.find<QDialog>("accountDialog");
        QVERIFY(account);
        QVERIFY(!account->findChild<QComboBox*>("accountCurrency")->isEnabled());
        account->findChild<QLineEdit*>("accountStreet")->setText(QStringLiteral("Kastanienallee 1"));
        account->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return customer::account(shop.db(), shop.account)->street == QStringLiteral("Kastanienallee 1"); }));
        office.find<QPushButton>("editCustomerButton")->click();
        auto* person = office.find<QDialog>("customerDialog");
        person->findChild<QLineEdit*>("customerName")->setText(QStringLiteral("Bäckerei Öz GmbH"));
        person->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return office.find<QLabel>("customerTitle")->text() == QStringLiteral("Bäckerei Öz GmbH"); }));
        QCOMPARE(customer::accounts(shop.db(), shop.buyer).size(), 1); // no second one was opened
    }

    // Erasing names what would happen and what stays, asks for the number, and shows what stands in the way.
    void aCustomerIsExportedAndErased()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        const inventory::Service service = shop.order(0);
        const auto other = customer::CustomerService(shop.s.context).create(administrator(), {QStringLiteral("Anna Weber"), QStringLiteral("anna@weber.example")});
        OfficeDesk office(shop.s);
        CustomersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        workspace.showTarget({QStringLiteral("customer"), shop.buyer.toString()});
        QVERIFY(waitFor([&] { return office.find<QLabel>("customerTitle")->text() == QStringLiteral("Bäckerei Öz"); }));
        office.find<QPushButton>("eraseCustomerButton")->click();
        auto* dialog = office.find<QDialog>("erasureDialog");
        QVERIFY(dialog);
        auto* consequences = dialog->findChild<QLabel*>("erasureConsequences");
        QVERIFY(waitFor([&] { return consequences->text().contains(service.name); }));
        QVERIFY(!dialog->findChild<QPushButton*>("saveButton")->isEnabled()); // it is active
        OfficeDesk::shoot(*dialog, QStringLiteral("customers-erase-refused"));
        dialog->findChild<QPushButton*>("cancelButton")->click();

        workspace.showTarget({QStringLiteral("customer"), other.id.toString()});
        QVERIFY(waitFor([&] { return office.find<QLabel>("customerTitle")->text() == QStringLiteral("Anna Weber"); }));
        office.find<QPushButton>("exportCustomerButton")->click();
        auto* file = office.find<QFileDialog>("exportCustomerDialog");
        QVERIFY(file);
        const QString path = shop.s.folder.filePath(QStringLiteral("anna.json"));
        Q_EMIT file->fileSelected(path);
        file->close();
        QVERIFY(waitFor([&] { return QFile::exists(path); }));
        QVERIFY(waitFor([&] { return office.find<NoticeBar>("customerPageNotice")->isVisible(); }));
        QFile written(path);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.readAll().contains("anna@weber.example"));
        QVERIFY(!(written.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));

        QVERIFY(waitFor([&] { return !office.find<QDialog>("erasureDialog"); }));
        office.find<QPushButton>("eraseCustomerButton")->click();
        dialog = office.find<QDialog>("erasureDialog");
        auto* save = dialog->findChild<QPushButton*>("saveButton");
        QVERIFY(waitFor([&] { return save->isEnabled(); }));
        QVERIFY(dialog->findChild<QLabel*>("erasureConsequences")->text().contains(QStringLiteral("can't be undone")));
        dialog->findChild<QLineEdit*>("erasureReason")->setText(QStringLiteral("letter of 4 May"));
        save->click(); // without the number
        QVERIFY(dialog->findChild<NoticeBar*>("dialogNotice")->isVisible());
        QCOMPARE(customer::customer(shop.db(), other.id)->name, QStringLiteral("Anna Weber"));
        OfficeDesk::shoot(*dialog, QStringLiteral("customers-erase"));
        dialog->findChild<QLineEdit*>("erasureNumber")->setText(other.number);
        save->click();
        QVERIFY(waitFor([&] { return customer::customer(shop.db(), other.id)->name == other.number; }));
        QVERIFY(waitFor([&] { return office.find<QLabel>("customerTitle")->text() == other.number; }));
    }

    void noTabOfThePaneIsDead()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        OfficeDesk office(shop.s);
        CustomersWorkspace workspace(office.desk, office.detail);
        office.show(workspace);
        QVERIFY(waitFor([&] { return !office.detail.detail().title.isEmpty(); }));
        auto* tabs = office.detail.findChild<QTabWidget*>(QStringLiteral("detailTabs"));
        for (int at = 0; at < tabs->count(); ++at) {
            if (!tabs->isTabVisible(at))
                continue;
            tabs->setCurrentIndex(at);
            const auto labels = tabs->currentWidget()->findChildren<QLabel*>();
            QVERIFY2(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) { return label->isVisible() && !label->text().isEmpty(); }),
                     qPrintable(tabs->tabText(at)));
        }
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
