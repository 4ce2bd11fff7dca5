#include "widgets/billing/billingworkspace.h"

#include "widgets/billing/billrunpage.h"
#include "widgets/billing/invoicespage.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/icons.h"
#include "widgets/common/joblist.h"
#include "widgets/common/tablepane.h"

#include <QAction>
#include <QSettings>
#include <QSplitter>

namespace trunkline::widgets {

BillingWorkspace::BillingWorkspace(Desk& desk, DetailPane& detail, JobList& jobs)
    : detail_(detail), tabs_(new QTabWidget), run_(new BillRunPage(desk, jobs)), invoices_(new InvoicesPage(desk, detail, jobs)),
      runCycle_(new QAction(tr("Run a bill cycle …"), this))
{
    tabs_->setObjectName(QStringLiteral("billingTabs"));
    tabs_->setDocumentMode(true);
    tabs_->addTab(run_, tr("Bill run"));
    tabs_->addTab(invoices_, tr("Invoices"));
    runCycle_->setObjectName(QStringLiteral("runCycle"));
    runCycle_->setEnabled(desk.actor().may(access::Permission::PreviewBills));
    connect(runCycle_, &QAction::triggered, this, [this] { tabs_->setCurrentWidget(run_); });
    connect(run_, &BillRunPage::targetActivated, &detail_, &DetailPane::targetActivated);
    connect(run_, &BillRunPage::invoicesRequested, this, [this] { tabs_->setCurrentWidget(invoices_); });
    connect(tabs_, &QTabWidget::currentChanged, this, &BillingWorkspace::activated);
    connect(&desk, &Desk::changed, this, [this](const QList<store::JournalEntry>& entries) {
        if (concerns(entries, {QStringLiteral("invoice"), QStringLiteral("billrun")}))
            invoices_->refresh();
        if (concerns(entries, {QStringLiteral("account"), QStringLiteral("billrun"), QStringLiteral("operator")}))
            run_->refresh();
    });
    invoices_->refresh();
}

BillingWorkspace::~BillingWorkspace()
{
    delete tabs_.data();
}

QIcon BillingWorkspace::icon() const
{
    return themeIcon({QStringLiteral("view-financial-list"), QStringLiteral("office-chart-bar"), QStringLiteral("document-print")});
}

void BillingWorkspace::refresh()
{
    run_->refresh();
    invoices_->refresh();
}

void BillingWorkspace::showTarget(const Target& target)
{
    tabs_->setCurrentWidget(invoices_);
    invoices_->choose(InvoiceId::fromString(target.id));
}

void BillingWorkspace::activated()
{
    if (tabs_->currentWidget() == invoices_)
        invoices_->showDetail();
    else
        detail_.clear();
}

QList<KeyHint> BillingWorkspace::keys() const
{
    return {{tr("Enter"), tr("Preview the cycle, or why the line is there")}, {QStringLiteral("Ctrl+E"), tr("Export the list")}};
}

QString BillingWorkspace::help() const
{
    return tr("Choose a bill cycle and preview it: the preview shows exactly what posting writes. Compare shows each account against its last invoice, the largest "
              "difference first. Who approves confirms these figures; if they changed meanwhile, nothing is posted. Accounts that can't be billed are parked with the reason. "
              "Under “Invoices” each document shows as customers get it; “Why this line?” leads back to its first cause.");
}

void BillingWorkspace::saveLayout(QSettings& settings) const
{
    for (const TablePane* table : run_->tables() + invoices_->tables())
        table->saveLayout(settings);
    settings.setValue(QStringLiteral("billing/splitter"), invoices_->splitter()->saveState());
}

void BillingWorkspace::restoreLayout(const QSettings& settings)
{
    for (TablePane* table : run_->tables() + invoices_->tables())
        table->restoreLayout(settings);
    invoices_->splitter()->restoreState(settings.value(QStringLiteral("billing/splitter")).toByteArray());
}

} // namespace trunkline::widgets
