#include "widgets/payments/accountspage.h"

#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/payments/accountdialogs.h"
#include "widgets/payments/whydetail.h"

#include <QAction>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace trunkline::widgets {

AccountsPage::AccountsPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : QWidget(parent), desk_(desk), detail_(detail), splitter_(new QSplitter), ageing_(new TablePane(QStringLiteral("ageingTable"))), statement_(new TablePane(QStringLiteral("statementTable"))),
      items_(new TablePane(QStringLiteral("openItemTable"))), notices_(new NoticeBar(this)), why_(new QPushButton(tr("Why?"))), record_(new QPushButton(tr("Record a payment …"))), writeOff_(new QAction(tr("Write off …"), this)), dispute_(new QAction(tr("The customer disagrees, or does no more …"), this))
{
    setObjectName(QStringLiteral("accountsPage"));
    ageing_->setAccessibleName(tr("What accounts owe, by age"));
    ageing_->setModel(&accounts_);
    ageing_->setEmptyState(tr("Nobody owes anything. Posted invoices stand here until they are paid."));
    record_->setObjectName(QStringLiteral("recordPaymentButton"));
    record_->setEnabled(false);
    ageing_->addTool(record_);
    connect(record_, &QPushButton::clicked, this, &AccountsPage::recordPayment);
    splitter_->setObjectName(QStringLiteral("accountsSplitter"));
    splitter_->setOrientation(Qt::Vertical);
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(ageing_);
    splitter_->addWidget(buildAccount());
    splitter_->setSizes({36 * gridStep, 48 * gridStep});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    notices_->setObjectName(QStringLiteral("accountsNotice"));
    notices_->hide();
    column->addWidget(notices_);
    column->addWidget(splitter_, 1);
    connect(ageing_, &TablePane::retryRequested, this, &AccountsPage::refresh);
    connect(ageing_, &TablePane::targetActivated, this, &AccountsPage::targetActivated);
    connect(ageing_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        if (key.isValid())
            choose(AccountId::fromString(key.toString()));
    });
}

QWidget* AccountsPage::buildAccount()
{
    statement_->setAccessibleName(tr("Account statement"));
    statement_->setModel(&lines_);
    statement_->setEmptyState(tr("Choose an account above to see what it was charged and paid."));
    why_->setObjectName(QStringLiteral("statementWhyButton"));
    why_->setToolTip(tr("What led to the chosen figure, back to its first cause"));
    why_->setEnabled(false);
    statement_->addTool(why_);
    items_->setAccessibleName(tr("Invoices, credit notes and fees of the account"));
    items_->setModel(&open_);
    items_->setEmptyState(tr("The account has no invoice yet."));
    writeOff_->setObjectName(QStringLiteral("writeOffAction"));
    dispute_->setObjectName(QStringLiteral("disputeAction"));
    if (desk_.actor().may(access::Permission::WriteOff))
        items_->addRowAction(writeOff_);
    if (desk_.actor().may(access::Permission::RecordPayments))
        items_->addRowAction(dispute_);
    connect(writeOff_, &QAction::triggered, this, &AccountsPage::writeOff);
    connect(dispute_, &QAction::triggered, this, &AccountsPage::dispute);
    auto* parts = new QSplitter;
    parts->setChildrenCollapsible(false);
    parts->addWidget(statement_);
    parts->addWidget(items_);
    connect(why_, &QPushButton::clicked, this, &AccountsPage::askWhy);
    connect(statement_, &TablePane::opened, this, &AccountsPage::askWhy);
    connect(statement_, &TablePane::targetActivated, this, &AccountsPage::askWhy);
    connect(statement_, &TablePane::currentChanged, this, [this](const QVariant& key) { why_->setEnabled(key.isValid()); });
    connect(items_, &TablePane::targetActivated, this, &AccountsPage::targetActivated);
    return parts;
}

void AccountsPage::refresh()
{
    if (accounts_.totalRows() == 0)
        accounts_.setLoading();
    const BillingDate today = desk_.profile().zone.dateAt(desk_.clock().now());
    ageingAnswer_.ask(desk_.executor(), [actor = desk_.actor(), today](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return payments::ageing(connection, today);
    }, [this](const QList<payments::AgeingRow>& rows) {
        accounts_.replace(rows);
        if (chosen_.isNull() && !rows.isEmpty())
            ageing_->view()->selectRow(0);
        else
            readAccount();
    }, [this](const Error& error) { accounts_.setFailed(error.sentence()); });
}

void AccountsPage::choose(AccountId account)
{
    if (account == chosen_)
        return;
    chosen_ = account;
    record_->setEnabled(!account.isNull() && desk_.actor().may(access::Permission::RecordPayments));
    lines_.setLoading();
    open_.setLoading();
    readAccount();
}

void AccountsPage::readAccount()
{
    if (chosen_.isNull()) {
        lines_.replace({});
        open_.replace({});
        return;
    }
    const payments::AgeingRow* row = accounts_.find(chosen_.toString());
    const Currency currency = row ? row->total.currency : desk_.profile().currency;
    accountAnswer_.ask(desk_.executor(), [actor = desk_.actor(), account = chosen_, currency](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return Chosen{payments::accountStatement(connection, account, currency), payments::itemsOf(connection, account)};
    }, [this](const Chosen& chosen) {
        lines_.replace(chosen.statement);
        open_.replace(chosen.items);
    }, [this](const Error& error) {
        lines_.setFailed(error.sentence());
        open_.setFailed(error.sentence());
    });
}

void AccountsPage::askWhy()
{
    const payments::StatementLine* line = lines_.find(statement_->currentKey().toString());
    if (line)
        showWhyOf(whyAnswer_, desk_, detail_, *notices_, line->entry, {line->text, line->amount.toDisplay(),
                  {{tr("Posting"), {{tr("Date"), line->dated.toDisplay()}, {tr("Balance after it"), line->balance.toDisplay()}}}}});
}

void AccountsPage::recordPayment()
{
    if (const payments::AgeingRow* row = accounts_.find(chosen_.toString())) {
        auto* dialog = new RecordPaymentDialog(desk_, row->accountId, row->accountNumber, row->total, this);
        connect(dialog, &QDialog::accepted, this, &AccountsPage::refresh);
        dialog->open();
    }
}

void AccountsPage::writeOff()
{
    const payments::OpenItem* item = open_.find(items_->currentKey().toString());
    if (!item || item->open.minor <= 0)
        return notices_->showNotice({Tone::Attention, tr("Only what is open can be written off."), {}, {}, {}});
    auto* dialog = new WriteOffDialog(desk_, *item, this);
    connect(dialog, &QDialog::accepted, this, &AccountsPage::refresh);
    dialog->open();
}

void AccountsPage::dispute()
{
    const payments::OpenItem* item = open_.find(items_->currentKey().toString());
    if (!item || item->ref.invoice.isNull())
        return notices_->showNotice({Tone::Attention, tr("Only invoices can be disputed."), {}, {}, {}});
    auto* dialog = new DisputeDialog(desk_, *item, this);
    connect(dialog, &QDialog::accepted, this, &AccountsPage::refresh);
    dialog->open();
}

} // namespace trunkline::widgets
