// What a billing clerk does to posted money, on a real database by clicks and keys: credits, mandates, files for the bank, refunds, holds, rules, postings by
// hand and the close of a month. And of every table of the money pages: it exports, and says why.
#include "models/billing/adjustmentservice.h"
#include "models/billing/billablestore.h"
#include "models/catalogue/priceservice.h"
#include "models/core/tablemodel.h"
#include "models/documents/einvoicerules.h"
#include "models/payments/debitrows.h"
#include "models/payments/dunningcases.h"
#include "tests/models/payments/paidshop.h"
#include "tests/widgets/orders/officedesk.h"
#include "widgets/billing/billingworkspace.h"
#include "widgets/billing/invoicespage.h"
#include "widgets/billing/printing.h"
#include "widgets/common/joblist.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/office/entrydialog.h"
#include "widgets/office/sectioncard.h"
#include "widgets/office/whybutton.h"
#include "widgets/payments/debitpage.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPdfDocument>
#include <QPrinter>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>

using namespace trunkline;
using namespace trunkline::test;
using namespace trunkline::widgets;

namespace {

/// The billing workspace of a shop that billed March.
struct Clerk {
    explicit Clerk(int services = 1, const access::Actor& actor = administrator()) : shop(QStringLiteral("sqlite")), invoice(march(shop, services))
    {
        office = std::make_unique<OfficeDesk>(shop.s, actor);
        workspace = std::make_unique<BillingWorkspace>(office->desk, office->detail, jobs);
        office->show(*workspace);
    }
    static billing::Invoice march(PaidShop& shop, int services)
    {
        for (int port = 0; port < services; ++port)
            shop.connectService(port);
        return shop.billMarch().first();
    }
    void goTo(const char* page) { office->find<QTabWidget>("billingTabs")->setCurrentWidget(office->find<QWidget>(page)); }
    TablePane* table(const char* name) { return office->find<TablePane>(name); }
    bool rows(const char* name, int count)
    {
        return waitFor([&] { return table(name)->model()->rowCount() == count; });
    }
    /// The first row of a table, chosen.
    void choose(const char* name) { table(name)->view()->selectRow(0); }
    void click(const char* button) { office->find<QPushButton>(button)->click(); }
    EntryDialog* dialog(const char* name)
    {
        EntryDialog* found = nullptr;
        if (!waitFor([&] { return (found = office->window.findChild<EntryDialog*>(QString::fromLatin1(name))) != nullptr; }))
            qFatal("no dialog %s", name);
        return found;
    }
    template <class Field>
    static Field* in(QWidget* form, const char* name) { return form->findChild<Field*>(QString::fromLatin1(name)); }
    static void type(QWidget* form, const char* name, const QString& text) { in<QLineEdit>(form, name)->setText(text); }
    static void save(QWidget* form) { QTest::keyClick(form, Qt::Key_Return); }
    bool told(const char* bar, Tone tone)
    {
        return waitFor([&] { return office->find<NoticeBar>(bar)->isVisible() && office->find<NoticeBar>(bar)->notice().tone == tone; });
    }

    PaidShop shop;
    billing::Invoice invoice;
    JobList jobs;
    std::unique_ptr<OfficeDesk> office;
    std::unique_ptr<BillingWorkspace> workspace;
};

} // namespace

class ClerkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void aPartOfAnInvoiceIsGivenBack()
    {
        Clerk clerk(2);
        clerk.workspace->showTarget({QStringLiteral("invoice"), clerk.invoice.id.toString()});
        QVERIFY(clerk.rows("invoiceLineTable", int(clerk.invoice.lines.size())));
        QVERIFY(waitFor([&] { return clerk.office->detail.findChild<QPushButton*>(QStringLiteral("do-creditInvoice")); }));
        clerk.office->detail.findChild<QPushButton*>(QStringLiteral("do-creditInvoice"))->click();
        EntryDialog* form = clerk.dialog("creditDialog");
        auto* lines = Clerk::in<QTableWidget>(form, "creditLines");
        QVERIFY(waitFor([&] { return lines->rowCount() == int(clerk.invoice.lines.size()); }));
        // By keyboard: Space takes the whole line, typing on its amount a part of it.
        lines->setFocus();
        lines->setCurrentCell(0, 0);
        QTest::keyClick(lines, Qt::Key_Space);
        QCOMPARE(lines->item(0, 0)->checkState(), Qt::Checked);
        QCOMPARE(lines->item(0, 3)->text(), clerk.invoice.lines.first().net.toPlainString());
        lines->item(0, 3)->setText(QStringLiteral("10"));
        auto* sum = Clerk::in<QLabel>(form, "creditSum");
        QVERIFY(waitFor([&] { return sum->text().contains(eur("11.90").toDisplay()); }));
        lines->item(0, 3)->setText(QStringLiteral("1000")); // more than is left
        QVERIFY(waitFor([&] { return sum->text().contains(QStringLiteral("is left")); }));
        lines->item(0, 3)->setText(QStringLiteral("10"));
        OfficeDesk::shoot(*form, QStringLiteral("clerk-1-credit"));
        Clerk::save(form); // no reason yet
        QVERIFY(waitFor([&] { return Clerk::in<NoticeBar>(form, "dialogNotice")->isVisible(); }));
        QCOMPARE(billing::invoices(clerk.shop.db()).size(), 1);
        Clerk::type(form, "creditReason", QStringLiteral("the line was noisy"));
        Clerk::save(form);
        QVERIFY(waitFor([&] { return billing::invoices(clerk.shop.db()).size() == 2; }));
        QVERIFY(clerk.told("invoiceNotice", Tone::Good));
        QCOMPARE(clerk.shop.open(clerk.invoice.id), clerk.invoice.gross - eur("11.90")); // set against it at once
        QVERIFY(waitFor([&] {
            const auto& groups = clerk.office->detail.detail().overview;
            return !groups.isEmpty() && std::any_of(groups.first().facts.begin(), groups.first().facts.end(), [](const Fact& fact) { return fact.text.contains(QStringLiteral("CN-2026-000001")); });
        }));
        // It is an e-invoice that names what it is about, in the figures of the norm.
        billing::Invoice credit = *billing::invoiceByNumber(clerk.shop.db(), QStringLiteral("CN-2026-000001"));
        credit.seller = {QStringLiteral("Northwind Fibre"), QStringLiteral("Am Kai 1"), QStringLiteral("24937"), QStringLiteral("Seeburg"), QStringLiteral("DE"), QStringLiteral("DE123456789")}; // the shop's operator is nobody yet
        const auto document = documents::readEInvoice(documents::toUbl(documents::eInvoice(credit, {}, {})));
        QVERIFY(document.isCreditNote());
        QCOMPARE(document.preceding.first().number, clerk.invoice.number);
        QCOMPARE(documents::brokenRules(document), QStringList());
        // The rest: the whole invoice, with a reason.
        clerk.office->detail.findChild<QPushButton*>(QStringLiteral("do-cancelInvoice"))->click();
        form = clerk.dialog("cancelInvoiceDialog");
        Clerk::type(form, "cancelReason", QStringLiteral("wrong account"));
        OfficeDesk::shoot(*form, QStringLiteral("clerk-2-cancel"));
        Clerk::save(form);
        QVERIFY(waitFor([&] { return billing::invoices(clerk.shop.db()).size() == 3; }));
        QVERIFY(waitFor([&] { return clerk.shop.open(clerk.invoice.id) == eur("0"); }));
        QCOMPARE(clerk.shop.owed(), eur("0"));
        QCOMPARE(clerk.shop.wrongInTheBooks(), QStringList());
    }

    void aClerkAdjustsButPostsNoCredit()
    {
        Clerk clerk(1, withRole(access::Role::BillingClerk));
        clerk.workspace->showTarget({QStringLiteral("invoice"), clerk.invoice.id.toString()});
        QPushButton* adjust = nullptr;
        QVERIFY(waitFor([&] { return (adjust = clerk.office->detail.findChild<QPushButton*>(QStringLiteral("do-adjustAccount"))) != nullptr; }));
        QVERIFY(!clerk.office->detail.findChild<QPushButton*>(QStringLiteral("do-creditInvoice"))->isEnabled());
        QVERIFY(!clerk.office->detail.findChild<QPushButton*>(QStringLiteral("do-cancelInvoice"))->isEnabled());
        adjust->click();
        EntryDialog* form = clerk.dialog("adjustmentDialog");
        Clerk::type(form, "adjustmentAmount", QStringLiteral("100.01"));
        Clerk::type(form, "adjustmentText", QStringLiteral("Goodwill"));
        Clerk::type(form, "adjustmentReason", QStringLiteral("noise"));
        OfficeDesk::shoot(*form, QStringLiteral("clerk-3-adjust"));
        Clerk::save(form);
        auto* bar = Clerk::in<NoticeBar>(form, "dialogNotice");
        QVERIFY(waitFor([&] { return bar->isVisible(); })); // the role's limit
        QVERIFY2(bar->notice().why.contains(QStringLiteral("100.00")), qPrintable(bar->notice().why));
        Clerk::type(form, "adjustmentAmount", QStringLiteral("100"));
        Clerk::save(form);
        QVERIFY(waitFor([&] { return billing::accountCharges(clerk.shop.db(), clerk.shop.account).size() == 1; }));
        QCOMPARE(billing::accountCharges(clerk.shop.db(), clerk.shop.account).first().net, eur("-100"));
        QVERIFY(clerk.told("invoiceNotice", Tone::Good));
    }

    void aDocumentGoesOnPaper()
    {
        Clerk clerk;
        QTemporaryDir folder;
        QPdfDocument document;
        const QByteArray pdf = documents::documentFile(clerk.shop.db(), clerk.invoice, documents::DocumentFormat::Pdf).content;
        QBuffer bytes;
        bytes.setData(pdf);
        bytes.open(QIODevice::ReadOnly);
        document.load(&bytes);
        QPrinter printer;
        printer.setOutputFileName(folder.filePath(QStringLiteral("paper.pdf")));
        QVERIFY(printPages(document, printer));
        QPdfDocument paper;
        QCOMPARE(paper.load(folder.filePath(QStringLiteral("paper.pdf"))), QPdfDocument::Error::None);
        QCOMPARE(paper.pageCount(), document.pageCount());
        QPdfDocument nothing;
        QVERIFY(!printPages(nothing, printer));
    }

    void mandatesAndTheFileForTheBank()
    {
        Clerk clerk;
        clerk.goTo("debitPage");
        QVERIFY(waitFor([&] { return clerk.table("mandateTable")->model()->state() == TableModel::State::Ready; }));
        clerk.click("paymentSettingsButton");
        EntryDialog* form = clerk.dialog("paymentSettingsDialog");
        QVERIFY(waitFor([&] { return Clerk::in<QLineEdit>(form, "writeOffLimit")->text() == QLatin1String("25.00"); }));
        QVERIFY(waitFor([&] { return form->focusWidget() == Clerk::in<QLineEdit>(form, "creditorId"); })); // fields come before the buttons
        Clerk::type(form, "creditorId", QStringLiteral("none"));
        Clerk::save(form);
        QVERIFY(waitFor([&] { return Clerk::in<NoticeBar>(form, "dialogNotice")->isVisible(); }));
        Clerk::type(form, "creditorId", QStringLiteral("DE98ZZZ09999999999"));
        Clerk::save(form);
        QVERIFY(clerk.told("debitNotice", Tone::Good));
        clerk.click("addMandateButton");
        form = clerk.dialog("mandateDialog");
        Clerk::type(form, "mandateAccount", QStringLiteral("A-000009"));
        Clerk::type(form, "mandateName", QStringLiteral("Bäckerei Öz"));
        Clerk::type(form, "mandateIban", QStringLiteral("DE89 3704 0044 0532 0130 00"));
        Clerk::in<QDateEdit>(form, "mandateSigned")->setDate(QDate(2026, 3, 1));
        Clerk::save(form);
        QVERIFY(waitFor([&] { return Clerk::in<NoticeBar>(form, "dialogNotice")->isVisible(); })); // there is no such account
        Clerk::type(form, "mandateAccount", QStringLiteral("A-000001"));
        Clerk::save(form);
        QVERIFY(clerk.rows("mandateTable", 1));
        QVERIFY(clerk.told("debitNotice", Tone::Good));
        // The file: what would be collected stands there first.
        clerk.click("makeDebitsButton");
        form = clerk.dialog("debitFileDialog");
        auto* planned = Clerk::in<TablePane>(form, "plannedDebitTable");
        QVERIFY(waitFor([&] { return planned->model()->rowCount() == 1; }));
        QVERIFY(planned->toCsv().contains(clerk.invoice.number));
        OfficeDesk::shoot(*form, QStringLiteral("clerk-4-debits"));
        QCOMPARE(payments::bankOrders(clerk.shop.db()).size(), 0);
        Clerk::save(form);
        QVERIFY(clerk.rows("bankOrderTable", 1));
        QVERIFY(clerk.rows("orderedTable", 1));
        QCOMPARE(clerk.shop.open(clerk.invoice.id), eur("0"));
        QVERIFY(waitFor([&] { return clerk.table("mandateTable")->toCsv().contains(QStringLiteral("RCUR")); })); // the next sequence
        OfficeDesk::shoot(clerk.office->window, QStringLiteral("clerk-5-debitpage"));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("DD.xml"));
        clerk.office->find<DebitPage>("debitPage")->exportTo(path);
        QVERIFY(waitFor([&] { return QFile::exists(path); }));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), payments::bankOrders(clerk.shop.db()).first().file());
        // The bank took it back.
        clerk.shop.clockTo("2026-04-20T08:00:00Z");
        clerk.choose("orderedTable");
        QVERIFY(waitFor([&] { return clerk.office->find<QPushButton>("orderReturnedButton")->isEnabled(); }));
        clerk.click("orderReturnedButton");
        form = clerk.dialog("returnedDialog");
        Clerk::type(form, "returnedReason", QStringLiteral("no cover"));
        Clerk::save(form);
        QVERIFY(waitFor([&] { return clerk.shop.open(clerk.invoice.id) == clerk.invoice.gross; }));
        QVERIFY(waitFor([&] { return !clerk.office->find<QPushButton>("orderReturnedButton")->isEnabled(); })); // once
        // Revoked, after a question that names it.
        clerk.choose("mandateTable");
        clerk.click("revokeMandateButton");
        QVERIFY(clerk.office->find<QLabel>("debitPromptQuestion")->text().contains(QStringLiteral("M-000001")));
        clerk.click("debitPromptConfirm");
        QVERIFY(waitFor([&] { return payments::mandates(clerk.shop.db()).first().revokedOn.has_value(); }));
        QCOMPARE(clerk.shop.wrongInTheBooks(), QStringList());
    }

    void creditGoesBackToTheCustomer()
    {
        Clerk clerk;
        payments::PaymentService(clerk.shop.s.context).record(administrator(), {clerk.shop.account, payments::PaymentMethod::Transfer, BillingDate(2026, 4, 1), eur("100.00"), {}, QStringLiteral("Deniz Öz"), QStringLiteral("DE89370400440532013000")});
        clerk.goTo("accountsPage");
        QVERIFY(clerk.rows("ageingTable", 1));
        clerk.choose("ageingTable");
        QVERIFY(waitFor([&] { return clerk.office->find<QPushButton>("refundButton")->isEnabled(); }));
        clerk.click("refundButton");
        EntryDialog* form = clerk.dialog("refundDialog");
        QCOMPARE(Clerk::in<QLineEdit>(form, "refundAmount")->text(), QStringLiteral("41.69"));
        QVERIFY(waitFor([&] { return Clerk::in<QLineEdit>(form, "refundIban")->text() == QLatin1String("DE89370400440532013000"); })); // who paid it
        Clerk::type(form, "refundReason", QStringLiteral("paid twice"));
        OfficeDesk::shoot(*form, QStringLiteral("clerk-6-refund"));
        Clerk::save(form);
        QVERIFY(waitFor([&] { return payments::waitingRefunds(clerk.shop.db()).size() == 1; }));
        QCOMPARE(clerk.shop.owed(), eur("0"));
        clerk.goTo("debitPage");
        clerk.click("makeRefundsButton");
        QVERIFY(clerk.rows("bankOrderTable", 1));
        QVERIFY(payments::waitingRefunds(clerk.shop.db()).isEmpty());
        QCOMPARE(clerk.shop.wrongInTheBooks(), QStringList());
    }

    void dunningRestsAndGoesOn()
    {
        Clerk clerk;
        clerk.shop.clockTo("2026-04-22T08:00:00Z");
        clerk.goTo("dunningPage");
        QVERIFY(clerk.rows("dunningTable", 1));
        clerk.choose("dunningTable");
        clerk.click("holdButton");
        EntryDialog* form = clerk.dialog("holdDialog");
        Clerk::type(form, "holdReason", QStringLiteral("pays in parts"));
        Clerk::in<QDateEdit>(form, "holdUntil")->setDate(QDate(2026, 5, 10));
        Clerk::save(form);
        QVERIFY(clerk.rows("dunningTable", 0));
        QVERIFY(clerk.rows("dunningCaseTable", 1));
        OfficeDesk::shoot(clerk.office->window, QStringLiteral("clerk-7-hold"));
        clerk.choose("dunningCaseTable");
        clerk.click("endCaseButton");
        form = clerk.dialog("holdDialog");
        Clerk::type(form, "holdReason", QStringLiteral("did not pay"));
        Clerk::save(form);
        QVERIFY(clerk.rows("dunningTable", 1));
        QVERIFY(clerk.rows("dunningCaseTable", 0));
        // Disputed from the accounts, settled from here.
        payments::PaymentService(clerk.shop.s.context).dispute(administrator(), clerk.invoice.id, QStringLiteral("never ordered"));
        clerk.workspace->activated();
        QVERIFY(clerk.rows("dunningCaseTable", 1));
        clerk.choose("dunningCaseTable");
        QVERIFY(!clerk.office->find<QPushButton>("retryNetworkButton")->isEnabled());
        clerk.click("endCaseButton");
        form = clerk.dialog("disputeDialog");
        Clerk::type(form, "disputeReason", QStringLiteral("ordered by the wife"));
        Clerk::save(form);
        QVERIFY(clerk.rows("dunningCaseTable", 0));
    }

    void rulesAreEdited()
    {
        Clerk clerk;
        clerk.goTo("dunningPage");
        clerk.click("dunningRulesButton");
        EntryDialog* form = clerk.dialog("rulesDialog");
        auto* steps = Clerk::in<QTableWidget>(form, "rulesSteps");
        QVERIFY(waitFor([&] { return steps->rowCount() == 4; }));
        steps->item(0, 1)->setText(QStringLiteral("soon"));
        Clerk::in<QPushButton>(form, "saveButton")->click();
        auto* bar = Clerk::in<NoticeBar>(form, "dialogNotice");
        QVERIFY(waitFor([&] { return bar->isVisible(); }));
        QVERIFY2(bar->notice().why.contains(QStringLiteral("soon")), qPrintable(bar->notice().why));
        steps->item(0, 1)->setText(QStringLiteral("5"));
        steps->item(1, 2)->setText(QStringLiteral("3.50"));
        Clerk::in<QComboBox>(form, "rulesCode")->setEditText(QStringLiteral("gentle"));
        Clerk::in<QPushButton>(form, "addStepButton")->click();
        QCOMPARE(steps->rowCount(), 5);
        Clerk::in<QPushButton>(form, "removeStepButton")->click(); // the new one is chosen
        QCOMPARE(steps->rowCount(), 4);
        OfficeDesk::shoot(*form, QStringLiteral("clerk-8-rules"));
        Clerk::in<QPushButton>(form, "saveButton")->click();
        QVERIFY(waitFor([&] { return payments::dunningPolicyCodes(clerk.shop.db()).contains(QStringLiteral("gentle")); }));
        const auto policy = payments::dunningPolicy(clerk.shop.db(), QStringLiteral("gentle"), eur("0").currency);
        QCOMPARE(policy.steps.size(), 4);
        QCOMPARE(policy.steps[0].afterDays, 5);
        QCOMPARE(policy.steps[1].fee, eur("3.50"));
        QVERIFY(policy.steps[3].suspend);
    }

    void theBooksArePostedAndClosed()
    {
        Clerk clerk;
        clerk.goTo("ledgerPage");
        QVERIFY(clerk.rows("trialBalanceTable", 3));
        clerk.click("postByHandButton");
        EntryDialog* form = clerk.dialog("postingDialog");
        auto* legs = Clerk::in<QTableWidget>(form, "postingLegs");
        Clerk::in<QPushButton>(form, "addLegButton")->click();
        QCOMPARE(legs->rowCount(), 3);
        Clerk::in<QComboBox>(form, "legAccount1")->setEditText(QStringLiteral("assets:bank"));
        Clerk::in<QComboBox>(form, "legAccount2")->setEditText(QStringLiteral("equity:opening balances"));
        Clerk::in<QComboBox>(form, "legAccount3")->setEditText(QStringLiteral("assets:cash"));
        legs->item(0, 1)->setText(QStringLiteral("90"));
        legs->item(1, 2)->setText(QStringLiteral("100"));
        auto* difference = Clerk::in<QLabel>(form, "postingDifference");
        QVERIFY2(difference->text().contains(eur("10.00").toDisplay()), qPrintable(difference->text()));
        Clerk::type(form, "postingText", QStringLiteral("Opening balance"));
        Clerk::in<QPushButton>(form, "saveButton")->click();
        QVERIFY(Clerk::in<NoticeBar>(form, "dialogNotice")->isVisible()); // no reason
        Clerk::type(form, "postingReason", QStringLiteral("the books of before"));
        Clerk::in<QPushButton>(form, "saveButton")->click();
        QVERIFY(waitFor([&] { return Clerk::in<NoticeBar>(form, "dialogNotice")->isVisible() && Clerk::in<QPushButton>(form, "saveButton")->isEnabled(); })); // 10 are missing
        legs->item(2, 1)->setText(QStringLiteral("10"));
        QVERIFY(difference->text().contains(QStringLiteral("equal")));
        OfficeDesk::shoot(*form, QStringLiteral("clerk-9-posting"));
        Clerk::in<QPushButton>(form, "saveButton")->click();
        QVERIFY(waitFor([&] { return clerk.shop.ledgerOf("assets:bank") == eur("90.00"); }));
        QCOMPARE(clerk.shop.ledgerOf("equity:opening balances"), eur("-100.00"));
        // The month: what it would do, then it is done.
        clerk.shop.clockTo("2026-05-02T08:00:00Z");
        clerk.click("closeMonthButton");
        form = clerk.dialog("closeMonthDialog");
        auto* meaning = Clerk::in<QLabel>(form, "closeMeaning");
        QVERIFY(waitFor([&] { return meaning->text().contains(BillingDate(2026, 5, 1).toDisplay()); })); // April, the first with a posting
        OfficeDesk::shoot(*form, QStringLiteral("clerk-10-close"));
        Clerk::in<QPushButton>(form, "saveButton")->click();
        QVERIFY(waitFor([&] { return ledger::openFrom(clerk.shop.db()) == std::optional(BillingDate(2026, 5, 1)); }));
        QVERIFY(clerk.told("ledgerNotice", Tone::Good));
    }

    void theAccountsItemsAreDealtWith()
    {
        Clerk clerk(2);
        const auto credit = billing::AdjustmentService(clerk.shop.s.context).credit(administrator(), clerk.invoice.id, {{clerk.invoice.lines.first().sourceKey, eur("10")}}, QStringLiteral("noise"), BillingDate(2026, 4, 1));
        clerk.goTo("accountsPage");
        QVERIFY(clerk.rows("openItemTable", 2));
        clerk.table("openItemTable")->select(credit.id.toString());
        clerk.office->find<QAction>("applyCreditAction")->trigger();
        EntryDialog* form = clerk.dialog("applyCreditDialog");
        QCOMPARE(Clerk::in<QLineEdit>(form, "applyAmount")->text(), QStringLiteral("11.90"));
        Clerk::save(form);
        QVERIFY(waitFor([&] { return clerk.shop.open(clerk.invoice.id) == clerk.invoice.gross - eur("11.90"); }));
        QVERIFY(clerk.told("accountsNotice", Tone::Good));
        clerk.table("openItemTable")->select(clerk.invoice.id.toString());
        clerk.office->find<QAction>("writeOffAction")->trigger();
        form = clerk.dialog("writeOffDialog");
        Clerk::type(form, "writeOffAmount", QStringLiteral("1"));
        Clerk::type(form, "writeOffReason", QStringLiteral("not worth a letter"));
        Clerk::save(form);
        QVERIFY(waitFor([&] { return clerk.shop.open(clerk.invoice.id) == clerk.invoice.gross - eur("12.90"); }));
        QCOMPARE(clerk.shop.wrongInTheBooks(), QStringList());
    }

    // The page walk: every table of the money pages has its export, to both kinds of file, and a Why that answers for its first row.
    void everyTableExportsAndSaysWhy()
    {
        // No figures of their own: what may be billed, and a file before it is read. What is chosen among invoices is in the pane with its Why.
        const QStringList withoutButton{QStringLiteral("cycleTable"), QStringLiteral("mappingPreview"), QStringLiteral("invoiceTable")};
        Clerk clerk;
        fill(clerk);
        QTemporaryDir folder;
        auto* tabs = clerk.office->find<QTabWidget>("billingTabs");
        int answered = 0;
        QStringList seen;
        for (int at = 0; at < tabs->count(); ++at) {
            tabs->setCurrentIndex(at);
            for (TablePane* table : tabs->widget(at)->findChildren<TablePane*>()) {
                const QString name = table->objectName();
                seen.append(name);
                QVERIFY2(table->findChild<QToolButton*>(QStringLiteral("export")), qPrintable(name));
                auto* why = table->findChild<WhyButton*>();
                QVERIFY2((why != nullptr) != withoutButton.contains(name), qPrintable(name));
                QVERIFY2(waitFor([&] { return table->model()->state() == TableModel::State::Ready || name.startsWith(QLatin1String("draft")) || name.startsWith(QLatin1String("compare")) || name.startsWith(QLatin1String("usage")) || name.startsWith(QLatin1String("suspense")) || name.startsWith(QLatin1String("mapping")); }), qPrintable(name));
                if (table->model()->rowCount() == 0)
                    continue;
                for (const char* ending : {".csv", ".xlsx"}) {
                    const QString path = folder.filePath(name + QLatin1String(ending));
                    QVERIFY2(table->exportTo(path) && QFileInfo(path).size() > 10, qPrintable(path));
                }
                if (!why)
                    continue;
                table->view()->selectRow(0);
                QVERIFY2(waitFor([&] { return why->isEnabled(); }), qPrintable(name));
                why->click();
                QVERIFY2(waitFor([&] { return !clerk.office->detail.detail().why.isEmpty(); }), qPrintable(name));
                ++answered;
                clerk.office->detail.clear();
            }
        }
        for (const char* name : {"ageingTable", "statementTable", "openItemTable", "mandateTable", "bankOrderTable", "orderedTable", "dunningTable", "dunningCaseTable", "trialBalanceTable", "ledgerLineTable", "paymentTable",
                                 "bankLineTable", "draftTable", "draftLineTable", "compareTable", "offeringTable", "promotionTable", "invoiceLineTable", "usageFileTable", "suspenseTable", "mappingTable"})
            QVERIFY2(seen.contains(QLatin1String(name)), name);
        QVERIFY2(answered >= 15, qPrintable(QString::number(answered)));
    }

private:
    /// Something in every table that a day at the desk fills.
    static void fill(Clerk& clerk)
    {
        store::Context& context = clerk.shop.s.context;
        payments::PaymentSettings settings;
        settings.creditorId = QStringLiteral("DE98ZZZ09999999999");
        payments::changePaymentSettings(context, administrator(), settings);
        catalogue::PriceService(context).publish(administrator(), {QStringLiteral("SPRING-26"), QStringLiteral("Spring"), 1'000, {}, 3, {}, false, false, BillingDate(2026, 3, 1)});
        const AccountId other = clerk.shop.newAccount(QStringLiteral("Anna Weber"));
        clerk.shop.clockTo("2026-03-20T08:00:00Z");
        clerk.shop.connectService(1, other);
        clerk.shop.clockTo("2026-04-01T09:00:00Z");
        billing::BillRunService(context).post(administrator(), {1, {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}}, BillingDate(2026, 4, 1));
        payments::Mandate mandate;
        mandate.accountId = other;
        mandate.debtorName = QStringLiteral("Anna Weber");
        mandate.iban = QStringLiteral("DE89370400440532013000");
        mandate.signedOn = BillingDate(2026, 3, 1);
        payments::DirectDebitService debits(context);
        debits.sign(administrator(), mandate);
        QVERIFY(debits.order(administrator(), BillingDate(2026, 5, 1)));
        clerk.shop.importFile(camt({{QStringLiteral("30.00"), QStringLiteral("thank you"), QStringLiteral("R2")}}));
        clerk.shop.clockTo("2026-05-01T08:00:00Z");
        payments::DunningService(context).hold(administrator(), other, BillingDate(2026, 6, 1), QStringLiteral("pays in parts"));
        clerk.workspace->refresh();
        // A preview and its comparison stand on the first page.
        clerk.office->find<QTabWidget>("billingTabs")->setCurrentIndex(0);
        auto* preview = clerk.office->find<QPushButton>("previewButton");
        QVERIFY(waitFor([&] { return preview->isEnabled(); }));
        preview->click();
        auto* compare = clerk.office->find<QPushButton>("compareButton");
        QVERIFY(waitFor([&] { return compare->isEnabled(); }));
        compare->click();
        QVERIFY(waitFor([&] { return clerk.table("compareTable")->model()->rowCount() > 0; }));
    }
};

QTEST_MAIN(ClerkTest)
#include "tst_clerk.moc"
