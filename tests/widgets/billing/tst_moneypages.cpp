// Payments, accounts, dunning and the ledger as pages of the billing workspace, on a real database.
#include "models/core/tablemodel.h"
#include "tests/models/payments/paidshop.h"
#include "tests/support/hledger.h"
#include "tests/widgets/orders/officedesk.h"
#include "widgets/billing/billingworkspace.h"
#include "widgets/common/joblist.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/office/sectioncard.h"
#include "widgets/payments/dunningpage.h"
#include "widgets/payments/ledgerpage.h"
#include "widgets/payments/matchingpage.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace trunkline;
using namespace trunkline::test;
using namespace trunkline::widgets;

namespace {

QString cellOf(const TablePane* table, int row, const char* column)
{
    for (int i = 0; i < table->model()->columnCount(); ++i)
        if (table->model()->columnId(i) == QLatin1String(column))
            return table->model()->index(row, i).data().toString();
    return QStringLiteral("no column %1").arg(QLatin1String(column));
}

void goTo(OfficeDesk& office, const char* page)
{
    auto* tabs = office.find<QTabWidget>("billingTabs");
    tabs->setCurrentWidget(office.find<QWidget>(page));
}

} // namespace

class MoneyPagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void aStatementIsMatchedByKeyboard()
    {
        PaidShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        shop.connectService(1, shop.newAccount(QStringLiteral("Anna Weber")));
        const auto invoices = shop.billMarch();
        shop.clockTo("2026-04-22T08:00:00Z");
        OfficeDesk office(shop.s);
        JobList jobs;
        BillingWorkspace workspace(office.desk, office.detail, jobs);
        office.show(workspace);
        goTo(office, "matchingPage");
        const QString path = shop.s.folder.filePath(QStringLiteral("april.xml"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(camt({{QStringLiteral("58.31"), QStringLiteral("INV-2026-000001"), QStringLiteral("R1")}, {QStringLiteral("30.00"), QStringLiteral("thank you"), QStringLiteral("R2"), QStringLiteral("A. Weber"), QStringLiteral("GB82WEST12345698765432")}}));
        file.close();
        auto* page = office.find<MatchingPage>("matchingPage");
        auto* lines = office.find<TablePane>("bankLineTable");
        page->importFile(path);
        QVERIFY(waitFor([&] { return lines->model()->rowCount() == 2; }));
        const int sure = cellOf(lines, 0, "account").isEmpty() ? 1 : 0;
        QCOMPARE(cellOf(lines, sure, "account"), QStringLiteral("A-000001"));
        lines->view()->selectRow(sure);
        OfficeDesk::shoot(office.window, QStringLiteral("money-1-payments"));
        QVERIFY(office.find<QPushButton>("acceptLineButton")->isEnabled());
        QVERIFY(std::any_of(office.find<SectionCard>("proposalCard")->rows().begin(), office.find<SectionCard>("proposalCard")->rows().end(), [](const QList<Cell>& row) { return row.last().text.contains(QStringLiteral("INV-2026-000001")); }));
        lines->view()->setFocus();
        QTest::keyClick(lines->view(), Qt::Key_Return);
        QVERIFY(waitFor([&] { return lines->model()->rowCount() == 1; }));
        QCOMPARE(shop.open(invoices.first().id), eur("0.00"));
        // Nobody's: a person says whose.
        QVERIFY(waitFor([&] { return lines->currentKey().isValid() && office.find<QPushButton>("whosePaymentButton")->isEnabled(); }));
        QVERIFY(!office.find<QPushButton>("acceptLineButton")->isEnabled());
        office.find<QPushButton>("whosePaymentButton")->click();
        auto* dialog = office.find<QDialog>("whosePaymentDialog");
        dialog->findChild<QLineEdit*>(QStringLiteral("whoseNumber"))->setText(QStringLiteral("INV-2026-000002"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(waitFor([&] { return lines->model()->rowCount() == 0; }));
        QCOMPARE(shop.open(invoices.last().id), eur("28.31"));
        QCOMPARE(shop.wrongInTheBooks(), QStringList());

        // The accounts: the statement ends with what is owed, and each figure says why.
        goTo(office, "accountsPage");
        auto* ageing = office.find<TablePane>("ageingTable");
        auto* statement = office.find<TablePane>("statementTable");
        QVERIFY(waitFor([&] { return ageing->model()->rowCount() == 1 && statement->model()->rowCount() == 2; }));
        QCOMPARE(cellOf(ageing, 0, "upTo30"), eur("28.31").toDisplay());
        QCOMPARE(cellOf(statement, 1, "balance"), eur("28.31").toDisplay());
        statement->view()->selectRow(0);
        office.find<QPushButton>("statementWhyButton")->click();
        QVERIFY(waitFor([&] { return !office.detail.detail().why.isEmpty(); }));
        OfficeDesk::shoot(office.window, QStringLiteral("money-2-accounts"));
        // A payment by hand: what is owed is proposed.
        office.find<QPushButton>("recordPaymentButton")->click();
        auto* form = office.find<QDialog>("recordPaymentDialog");
        QCOMPARE(form->findChild<QLineEdit*>(QStringLiteral("paymentAmount"))->text(), QStringLiteral("28.31"));
        form->findChild<QLineEdit*>(QStringLiteral("paymentAmount"))->setText(QStringLiteral("8.31"));
        QTest::keyClick(form, Qt::Key_Return);
        QVERIFY(waitFor([&] { return shop.open(invoices.last().id) == eur("20.00"); }));
        QVERIFY(waitFor([&] { return cellOf(ageing, 0, "upTo30") == eur("20.00").toDisplay() && statement->model()->rowCount() == 3; }));
    }

    void lettersAreApprovedAndSent()
    {
        PaidShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        const auto invoice = shop.billMarch().first();
        shop.clockTo("2026-04-22T08:00:00Z");
        OfficeDesk office(shop.s);
        JobList jobs;
        BillingWorkspace workspace(office.desk, office.detail, jobs);
        office.show(workspace);
        goTo(office, "dunningPage");
        auto* table = office.find<TablePane>("dunningTable");
        QVERIFY(waitFor([&] { return table->model()->rowCount() == 1; }));
        QCOMPARE(cellOf(table, 0, "total"), invoice.gross.toDisplay());
        QVERIFY(waitFor([&] { return !office.find<QLabel>("dunningText")->text().isEmpty(); }));
        OfficeDesk::shoot(office.window, QStringLiteral("money-3-dunning"));
        office.find<QPushButton>("sendDunningButton")->click();
        QVERIFY(waitFor([&] { return payments::dunningNotices(shop.db()).size() == 1 && table->model()->rowCount() == 0; }));
        QCOMPARE(office.find<NoticeBar>("dunningNotice")->notice().tone, Tone::Good);
    }

    void theLedgerIsBrowsedCheckedAndExported()
    {
        PaidShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        shop.billMarch();
        OfficeDesk office(shop.s);
        JobList jobs;
        BillingWorkspace workspace(office.desk, office.detail, jobs);
        office.show(workspace);
        goTo(office, "ledgerPage");
        auto* balances = office.find<TablePane>("trialBalanceTable");
        auto* lines = office.find<TablePane>("ledgerLineTable");
        QVERIFY(waitFor([&] { return balances->model()->rowCount() == 3 && lines->model()->rowCount() == 1; })); // receivables, revenue, VAT
        QCOMPARE(cellOf(balances, 0, "title"), QStringLiteral("Receivables: invoices"));
        OfficeDesk::shoot(office.window, QStringLiteral("money-4-ledger"));
        office.find<QPushButton>("checkBooksButton")->click();
        auto* notice = office.find<NoticeBar>("ledgerNotice");
        QVERIFY(waitFor([&] { return notice->isVisible(); }));
        QCOMPARE(notice->notice().tone, Tone::Good);
        const QString path = shop.s.folder.filePath(QStringLiteral("out.journal"));
        office.find<LedgerPage>("ledgerPage")->exportTo(path);
        QVERIFY(waitFor([&] { return QFile::exists(path); }));
        if (hasHledger())
            QCOMPARE(hledger(path, {QStringLiteral("check"), QStringLiteral("--strict")}).exitCode, 0);
        office.find<LedgerPage>("ledgerPage")->exportTo(QStringLiteral("/no/such/folder/out.csv"));
        QVERIFY(waitFor([&] { return notice->notice().tone == Tone::Bad; }));
    }
};

QTEST_MAIN(MoneyPagesTest)
#include "tst_moneypages.moc"
