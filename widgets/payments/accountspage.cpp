#include "widgets/payments/accountspage.h"

#include "models/payments/paymentservice.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/whybutton.h"
#include "widgets/payments/accountdialogs.h"
#include "widgets/payments/adjustmentdialog.h"
#include "widgets/payments/dunningdialogs.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace trunkline::widgets {

AccountsPage::AccountsPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : QWidget(parent), desk_(desk), detail_(detail), splitter_(new QSplitter), ageing_(new TablePane(QStringLiteral("ageingTable"))), statement_(new TablePane(QStringLiteral("statementTable"))),
      items_(new TablePane(QStringLiteral("openItemTable"))), notices_(new NoticeBar(this))
{
    setObjectName(QStringLiteral("accountsPage"));
    ageing_->setAccessibleName(tr("What accounts owe, by age"));
    ageing_->setModel(&accounts_);
    ageing_->setEmptyState(tr("Nobody owes anything. Posted invoices stand here until they are paid."));
    buildActions();
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
    items_->setAccessibleName(tr("Invoices, credit notes and fees of the account"));
    items_->setModel(&open_);
    items_->setEmptyState(tr("The account has no invoice yet."));
    auto* parts = new QSplitter;
    parts->setChildrenCollapsible(false);
    parts->addWidget(statement_);
    parts->addWidget(items_);
    connect(items_, &TablePane::targetActivated, this, &AccountsPage::targetActivated);
    addWhys();
    return parts;
}

void AccountsPage::buildActions()
{
    const access::Actor& actor = desk_.actor();
    const auto tool = [&](const char* name, const QString& text, bool may, void (AccountsPage::*slot)()) {
        auto* button = new QPushButton(text);
        button->setObjectName(QString::fromLatin1(name));
        button->setEnabled(false);
        ageing_->addTool(button);
        if (may)
            accountTools_.append(button);
        connect(button, &QPushButton::clicked, this, slot);
    };
    tool("recordPaymentButton", tr("Record a payment …"), actor.may(access::Permission::RecordPayments), &AccountsPage::recordPayment);
    tool("allocateButton", tr("Use the credit"), actor.may(access::Permission::RecordPayments), &AccountsPage::allocate);
    tool("refundButton", tr("Refund …"), actor.may(access::Permission::SendPayments), &AccountsPage::refund);
    auto* more = new QPushButton(tr("Account"));
    more->setObjectName(QStringLiteral("accountMenu"));
    more->setEnabled(false);
    auto* menu = new QMenu(more);
    const auto choice = [&](QMenu* where, const char* name, const QString& text, bool may, auto doing) {
        QAction* action = where->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        action->setEnabled(may);
        connect(action, &QAction::triggered, this, doing);
        return action;
    };
    const auto form = [this](auto make) {
        return [this, make] {
            if (const payments::AgeingRow* row = chosenRow())
                follow(make(*row));
        };
    };
    choice(menu, "adjustAction", tr("Adjust …"), actor.may(access::Permission::PreviewBills), form([this](const payments::AgeingRow& row) { return new AdjustmentDialog(desk_, row.accountId, row.accountNumber, row.total.currency, this); }));
    choice(menu, "holdAction", tr("Not dunned before …"), actor.may(access::Permission::RunDunning), form([this](const payments::AgeingRow& row) { return new HoldDialog(desk_, row.accountId, row.accountNumber, this); }));
    choice(menu, "policyAction", tr("Dunning rules …"), actor.may(access::Permission::RunDunning), form([this](const payments::AgeingRow& row) { return new ChooseRulesDialog(desk_, row.accountId, row.accountNumber, this); }));
    more->setMenu(menu);
    ageing_->addTool(more);
    accountTools_.append(more);
    auto* item = new QPushButton(tr("Item"));
    item->setObjectName(QStringLiteral("itemMenu"));
    item->setAccessibleName(tr("What is done with the chosen item"));
    auto* itemMenu = new QMenu(item);
    items_->addRowAction(choice(itemMenu, "writeOffAction", tr("Write off …"), true, [this] { writeOff(); }));
    items_->addRowAction(choice(itemMenu, "disputeAction", tr("The customer disagrees, or does no more …"), true, [this] { dispute(); }));
    items_->addRowAction(choice(itemMenu, "applyCreditAction", tr("Set a credit note against an invoice …"), true, [this] { applyCredit(); }));
    item->setMenu(itemMenu);
    items_->addTool(item);
}

void AccountsPage::addWhys()
{
    auto* statement = new WhyButton(QStringLiteral("statementWhyButton"), *statement_, desk_, detail_, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::StatementLine* line = lines_.find(key);
        if (!line)
            return std::nullopt;
        FactGroup facts;
        facts.title = tr("Posting");
        facts.facts = {{tr("Date"), line->dated.toDisplay()}, {tr("Balance after it"), line->balance.toDisplay()}};
        return whyEntry(line->entry, line->text, line->amount.toDisplay(), {facts});
    });
    connect(statement_, &TablePane::opened, statement, &WhyButton::ask);
    connect(statement_, &TablePane::targetActivated, statement, &WhyButton::ask);
    new WhyButton(QStringLiteral("ageingWhyButton"), *ageing_, desk_, detail_, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::AgeingRow* row = accounts_.find(key);
        if (!row)
            return std::nullopt;
        return WhySubject{{QStringLiteral("customer"), row->customerId.toString()}, tr("%1 owes %2").arg(row->accountNumber, row->total.toDisplay()), tr("What changed it last"), {},
                          [account = row->accountId, currency = row->total.currency](store::Connection& connection) {
                              const auto lines = payments::accountStatement(connection, account, currency);
                              return lines.isEmpty() ? QList<overview::ChainStep>() : overview::whyEntry(connection, lines.last().entry);
                          }};
    });
    new WhyButton(QStringLiteral("itemWhyButton"), *items_, desk_, detail_, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::OpenItem* item = open_.find(key);
        if (!item)
            return std::nullopt;
        if (!item->ref.invoice.isNull())
            return whyAbout({QStringLiteral("invoice"), item->ref.invoice.toString()}, item->number, item->amount.toDisplay());
        return WhySubject{{}, item->number, item->amount.toDisplay(), {}, [number = item->number](store::Connection& connection) {
            const auto posting = ledger::postingBySourceKey(connection, QStringLiteral("charge:") + number);
            return posting ? overview::whyEntry(connection, posting->entry) : QList<overview::ChainStep>();
        }};
    });
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
    for (QWidget* tool : std::as_const(accountTools_))
        tool->setEnabled(!account.isNull());
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

/// What a form did stands in the bar; the lists are read again.
void AccountsPage::follow(EntryDialog* form)
{
    connect(form, &EntryDialog::written, this, [this](const QString& sentence) {
        notices_->showNotice({Tone::Good, sentence, {}, {}, {}});
        refresh();
    });
    form->open();
}

void AccountsPage::recordPayment()
{
    if (const payments::AgeingRow* row = chosenRow())
        follow(new RecordPaymentDialog(desk_, row->accountId, row->accountNumber, row->total, this));
}

void AccountsPage::refund()
{
    const payments::AgeingRow* row = chosenRow();
    if (!row || row->credit.minor >= 0)
        return notices_->showNotice({Tone::Attention, tr("There is no credit to pay back."), tr("A credit note that is open counts when it is set against an invoice; what is paid too much is credit."), {}, {}});
    follow(new RefundDialog(desk_, row->accountId, row->accountNumber, -row->credit, this));
}

void AccountsPage::allocate()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), account = chosen_](store::Context& context) { return payments::PaymentService(context).allocate(actor, account); }), [this](const Money& used) {
        notices_->showNotice({used.isZero() ? Tone::Attention : Tone::Good, used.isZero() ? tr("There is no credit that an open item could take.") : tr("%1 of the credit settles the oldest items.").arg(used.toDisplay()), {}, {}, {}});
        refresh();
    }, [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The credit was not used."), error.sentence(), {}, {}}); });
}

void AccountsPage::writeOff()
{
    const payments::OpenItem* item = open_.find(items_->currentKey().toString());
    if (!item || item->open.minor <= 0)
        return notices_->showNotice({Tone::Attention, tr("Only what is open can be written off."), {}, {}, {}});
    follow(new WriteOffDialog(desk_, *item, this));
}

void AccountsPage::dispute()
{
    const payments::OpenItem* item = open_.find(items_->currentKey().toString());
    if (!item || item->ref.invoice.isNull())
        return notices_->showNotice({Tone::Attention, tr("Only invoices can be disputed."), {}, {}, {}});
    follow(new DisputeDialog(desk_, *item, this));
}

void AccountsPage::applyCredit()
{
    const payments::OpenItem* credit = open_.find(items_->currentKey().toString());
    QList<payments::OpenItem> invoices;
    for (int row = 0; row < open_.rowCount(); ++row)
        if (const payments::OpenItem* each = open_.valueAt(row); each->kind == payments::ItemKind::Invoice && each->open.minor > 0)
            invoices.append(*each);
    if (!credit || credit->kind != payments::ItemKind::CreditNote || credit->open.isZero() || invoices.isEmpty())
        return notices_->showNotice({Tone::Attention, tr("Choose a credit note that is open; the account must have an open invoice."), {}, {}, {}});
    follow(new ApplyCreditDialog(desk_, *credit, invoices, this));
}

} // namespace trunkline::widgets
