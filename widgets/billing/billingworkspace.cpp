#include "widgets/billing/billingworkspace.h"

#include "widgets/billing/billingwhys.h"
#include "widgets/billing/billrunpage.h"
#include "widgets/billing/cataloguepage.h"
#include "widgets/billing/invoicespage.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/icons.h"
#include "widgets/common/joblist.h"
#include "widgets/common/tablepane.h"
#include "widgets/payments/accountspage.h"
#include "widgets/payments/debitpage.h"
#include "widgets/payments/dunningpage.h"
#include "widgets/payments/ledgerpage.h"
#include "widgets/payments/matchingpage.h"
#include "widgets/usage/usagepage.h"

#include <QAction>
#include <QSettings>
#include <QSplitter>

namespace trunkline::widgets {

BillingWorkspace::BillingWorkspace(Desk& desk, DetailPane& detail, JobList& jobs)
    : detail_(detail), tabs_(new QTabWidget), run_(new BillRunPage(desk, jobs)), invoices_(new InvoicesPage(desk, detail, jobs)),
      matching_(new MatchingPage(desk, detail)), accounts_(new AccountsPage(desk, detail)), debits_(new DebitPage(desk, detail)), dunning_(new DunningPage(desk, detail)), ledger_(new LedgerPage(desk, detail)), catalogue_(new CataloguePage(desk)), usage_(new UsagePage(desk, jobs)),
      runCycle_(new QAction(tr("Run a bill cycle …"), this))
{
    tabs_->setObjectName(QStringLiteral("billingTabs"));
    tabs_->setDocumentMode(true);
    tabs_->addTab(run_, tr("Bill run"));
    tabs_->addTab(invoices_, tr("Invoices"));
    tabs_->addTab(matching_, tr("Payments"));
    tabs_->addTab(accounts_, tr("Accounts"));
    tabs_->addTab(debits_, tr("Direct debits"));
    tabs_->addTab(dunning_, tr("Dunning"));
    tabs_->addTab(ledger_, tr("Ledger"));
    tabs_->addTab(catalogue_, tr("Catalogue"));
    tabs_->addTab(usage_, tr("Usage"));
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
        if (concerns(entries, {QStringLiteral("offering"), QStringLiteral("promotion")}))
            catalogue_->refresh();
        if (tabs_->currentWidget() == usage_ && concerns(entries, {QStringLiteral("usageFile"), QStringLiteral("usageLine"), QStringLiteral("usageMapping"), QStringLiteral("tariff")}))
            usage_->refresh();
    });
    connectMoney(desk);
    addBillingWhys(tables(), desk, detail_);
    invoices_->refresh();
    catalogue_->refresh();
}

void BillingWorkspace::connectMoney(Desk& desk)
{
    const auto open = [this](const Target& target) {
        if (target.kind == QLatin1String("invoice"))
            showTarget(target);
        else
            Q_EMIT detail_.targetActivated(target);
    };
    connect(matching_, &MatchingPage::targetActivated, this, open);
    connect(accounts_, &AccountsPage::targetActivated, this, open);
    connect(debits_, &DebitPage::targetActivated, this, open);
    connect(dunning_, &DunningPage::targetActivated, this, open);
    connect(&desk, &Desk::changed, this, [this](const QList<store::JournalEntry>& entries) {
        if (!concerns(entries, {QStringLiteral("invoice"), QStringLiteral("payment"), QStringLiteral("account"), QStringLiteral("charge"), QStringLiteral("dunning"), QStringLiteral("statement"), QStringLiteral("bankline"),
                                QStringLiteral("bankorder"), QStringLiteral("ledger"), QStringLiteral("mandate"), QStringLiteral("service")}))
            return;
        if (QWidget* shown = tabs_->currentWidget(); shown == matching_)
            matching_->refresh();
        else if (shown == accounts_)
            accounts_->refresh();
        else if (shown == debits_)
            debits_->refresh();
        else if (shown == dunning_)
            dunning_->refresh();
        else if (shown == ledger_)
            ledger_->refresh();
    });
}

QList<TablePane*> BillingWorkspace::tables() const
{
    return run_->tables() + invoices_->tables() + matching_->tables() + accounts_->tables() + debits_->tables() + dunning_->tables() + ledger_->tables() + catalogue_->tables() + usage_->tables();
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
    catalogue_->refresh();
    activated();
}

void BillingWorkspace::showTarget(const Target& target)
{
    if (target.kind == QLatin1String("offering")) {
        tabs_->setCurrentWidget(catalogue_);
        catalogue_->tables().first()->select(target.id);
        return;
    }
    tabs_->setCurrentWidget(invoices_);
    invoices_->choose(InvoiceId::fromString(target.id));
}

void BillingWorkspace::activated()
{
    QWidget* shown = tabs_->currentWidget();
    if (shown == invoices_)
        return invoices_->showDetail();
    detail_.clear();
    if (shown == matching_)
        matching_->refresh();
    else if (shown == accounts_)
        accounts_->refresh();
    else if (shown == debits_)
        debits_->refresh();
    else if (shown == dunning_)
        dunning_->refresh();
    else if (shown == ledger_)
        ledger_->refresh();
    else if (shown == usage_)
        usage_->refresh();
}

QList<KeyHint> BillingWorkspace::keys() const
{
    return {{tr("Enter"), tr("Preview the cycle, accept the payment, or why the figure is there")}, {QStringLiteral("Ctrl+E"), tr("Export the list")}, {QStringLiteral("Ctrl+Y"), tr("Why the chosen row is as it is")}};
}

QString BillingWorkspace::help() const
{
    return tr("Choose a bill cycle and preview it: the preview shows exactly what posting writes. Compare shows each account against its last invoice, the largest "
              "difference first. Who approves confirms these figures; if they changed meanwhile, nothing is posted. Accounts that can't be billed are parked with the reason. "
              "Under “Invoices” each document shows as customers get it; “Why this line?” leads back to its first cause. "
              "“Payments” holds what the bank told and whose it seems to be: Enter accepts what is proposed. “Accounts” shows what is owed, by its age, with the statement of each account; “Direct debits” the mandates and the files for the bank; "
              "“Dunning” the letters of today, which are sent as they were approved, who is left out, and what the network refused; “Ledger” the trial balance with every posting, postings by hand and the close of a month. "
              "Under “Catalogue” a new version is a draft until it is published; “Try on last month” shows whom it would have cost something else. "
              "“Usage” reads files of calls and data, holds the lines that can't be rated until they are repaired, and says what a call would cost, and why.");
}

void BillingWorkspace::saveLayout(QSettings& settings) const
{
    for (const TablePane* table : tables())
        table->saveLayout(settings);
    settings.setValue(QStringLiteral("billing/splitter"), invoices_->splitter()->saveState());
}

void BillingWorkspace::restoreLayout(const QSettings& settings)
{
    for (TablePane* table : tables())
        table->restoreLayout(settings);
    invoices_->splitter()->restoreState(settings.value(QStringLiteral("billing/splitter")).toByteArray());
}

} // namespace trunkline::widgets
