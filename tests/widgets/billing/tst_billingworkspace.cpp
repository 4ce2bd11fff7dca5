// The billing workspace on a real database: preview, post, a second run, the PDF, why a credit is there.
#include "models/core/tablemodel.h"
#include "tests/widgets/orders/officedesk.h"
#include "widgets/billing/billingworkspace.h"
#include "widgets/common/joblist.h"
#include "widgets/common/tablepane.h"
#include "widgets/office/sectioncard.h"

#include <QLabel>
#include <QPdfDocument>
#include <QPdfView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace trunkline;
using namespace trunkline::test;
using namespace trunkline::widgets;

class BillingWorkspaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void previewsPostsAndASecondRunAddsNothing()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        shop.order(0);
        shop.connectService(1, shop.newAccount(QStringLiteral("Anna Weber")));
        customer::AccountDraft incomplete = accountDraft();
        incomplete.street.clear();
        shop.connectService(2, shop.newAccount(QStringLiteral("Nowhere Ltd"), incomplete));
        shop.clockTo("2026-04-01T08:00:00Z");
        OfficeDesk office(shop.s);
        JobList jobs;
        BillingWorkspace workspace(office.desk, office.detail, jobs);
        office.show(workspace);
        auto* previewButton = office.find<QPushButton>("previewButton");
        QVERIFY(waitFor([&] { return previewButton->isEnabled(); }));
        OfficeDesk::shoot(office.window, QStringLiteral("billing-1-cycle"));
        previewButton->click();
        auto* drafts = office.find<TablePane>("draftTable");
        QVERIFY(waitFor([&] { return drafts->model()->rowCount() == 3; })); // one of them parked
        const auto* totals = office.find<SectionCard>("previewTotals");
        QCOMPARE(totals->rows().size(), 1);
        const QString previewed = totals->rows().first().last().text;
        QCOMPARE(billing::invoices(shop.db()).size(), 0); // a preview writes nothing
        OfficeDesk::shoot(office.window, QStringLiteral("billing-2-preview"));
        auto* postButton = office.find<QPushButton>("postButton");
        QVERIFY(postButton->isEnabled());
        postButton->click();
        QVERIFY(waitFor([&] { return office.find<QLabel>("doneText")->isVisible(); }));
        const auto posted = billing::invoices(shop.db());
        QCOMPARE(posted.size(), 2);
        Money sum = Money::zero(Currency::parse(u"EUR"));
        for (const auto& each : posted)
            sum += each.gross;
        QCOMPARE(sum.toDisplay(), previewed);
        QCOMPARE(jobs.jobs().size(), 1);
        QCOMPARE(jobs.jobs().first().state, JobView::State::Done);
        OfficeDesk::shoot(office.window, QStringLiteral("billing-4-done"));
        // The same cycle again: only the parked account is left.
        office.find<QPushButton>("anotherRunButton")->click();
        QVERIFY(waitFor([&] { return previewButton->isVisible() && previewButton->isEnabled(); }));
        previewButton->click();
        QVERIFY(waitFor([&] { return drafts->model()->rowCount() == 1; }));
        QVERIFY(!postButton->isEnabled());
        QCOMPARE(billing::invoices(shop.db()).size(), 2);
    }

    void aRunCanBeStoppedBetweenTwoInvoices()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        for (int port = 0; port < 4; ++port)
            shop.connectService(port, shop.newAccount(QStringLiteral("Customer %1").arg(port)));
        shop.clockTo("2026-04-01T08:00:00Z");
        OfficeDesk office(shop.s);
        JobList jobs;
        BillingWorkspace workspace(office.desk, office.detail, jobs);
        office.show(workspace);
        auto* previewButton = office.find<QPushButton>("previewButton");
        QVERIFY(waitFor([&] { return previewButton->isEnabled(); }));
        previewButton->click();
        auto* postButton = office.find<QPushButton>("postButton");
        QVERIFY(waitFor([&] { return postButton->isEnabled(); }));
        postButton->click();
        office.find<QPushButton>("cancelPostButton")->click(); // before the first account comes back
        QVERIFY(waitFor([&] { return office.find<QLabel>("doneText")->isVisible(); }));
        QCOMPARE(jobs.jobs().first().state, JobView::State::Cancelled);
        QCOMPARE(billing::billRuns(shop.db()).first().state, billing::BillRunState::Stopped);
        QVERIFY(billing::invoices(shop.db()).size() < 4);
    }

    void showsTheDocumentAndWhyACreditIsThere()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        const inventory::Service service = shop.order(0);
        shop.clockTo("2026-03-12T08:00:00Z");
        QVERIFY(!shop.outage(service, 6 * 60).isEmpty());
        const billing::Invoice invoice = shop.bill();
        OfficeDesk office(shop.s);
        JobList jobs;
        BillingWorkspace workspace(office.desk, office.detail, jobs);
        office.show(workspace);
        workspace.showTarget({QStringLiteral("invoice"), invoice.id.toString()});
        auto* view = office.find<QPdfView>("invoicePdf");
        QVERIFY(waitFor([&] { return view->document()->pageCount() >= 1; }));
        auto* lines = office.find<TablePane>("invoiceLineTable");
        QVERIFY(waitFor([&] { return lines->model()->rowCount() == invoice.lines.size(); }));
        QVERIFY(waitFor([&] { return office.find<TablePane>("invoiceTable")->model()->rowCount() == 1; }));
        lines->view()->selectRow(int(invoice.lines.size()) - 1); // the credit is the last line
        QCOMPARE(invoice.lines.last().kind, billing::LineKind::Credit);
        office.find<QPushButton>("whyButton")->click();
        QVERIFY(waitFor([&] { return office.detail.detail().target.kind == QLatin1String("invoiceline"); }));
        const auto chain = office.detail.detail().why;
        QVERIFY2(chain.size() >= 4, "line, credit, outage, alarm"); // three steps back
        QCOMPARE(chain[3].target.kind, QStringLiteral("alarm"));
        waitFor([] { return false; }, qEnvironmentVariableIsSet("TRUNKLINE_SHOTS") ? 1500 : 0); // pictures only: the page is drawn in another thread
        OfficeDesk::shoot(office.window, QStringLiteral("billing-invoice"));
    }
};

QTEST_MAIN(BillingWorkspaceTest)
#include "tst_billingworkspace.moc"
