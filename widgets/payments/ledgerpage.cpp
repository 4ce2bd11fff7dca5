#include "widgets/payments/ledgerpage.h"

#include "models/ledger/ledgerexport.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/whybutton.h"
#include "widgets/payments/ledgerdialogs.h"

#include <QFileDialog>
#include <QPushButton>
#include <QSaveFile>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace trunkline::widgets {

LedgerPage::LedgerPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : QWidget(parent), desk_(desk), detail_(detail), splitter_(new QSplitter), balances_(new TablePane(QStringLiteral("trialBalanceTable"))), lines_(new TablePane(QStringLiteral("ledgerLineTable"))),
      notices_(new NoticeBar(this))
{
    setObjectName(QStringLiteral("ledgerPage"));
    balances_->setAccessibleName(tr("Trial balance"));
    balances_->setModel(&balanceModel_);
    balances_->setEmptyState(tr("Nothing is posted yet. The first bill run writes the first postings."));
    auto* check = new QPushButton(tr("Check the books"));
    check->setObjectName(QStringLiteral("checkBooksButton"));
    auto* save = new QPushButton(tr("Export the ledger …"));
    save->setObjectName(QStringLiteral("exportLedgerButton"));
    const bool mayKeep = desk_.actor().may(access::Permission::KeepLedger);
    auto* post = new QPushButton(tr("Post …"));
    post->setObjectName(QStringLiteral("postByHandButton"));
    post->setToolTip(tr("A posting by hand: two legs or more that add up to nothing"));
    post->setEnabled(mayKeep);
    auto* close = new QPushButton(tr("Close a month …"));
    close->setObjectName(QStringLiteral("closeMonthButton"));
    close->setEnabled(mayKeep);
    for (QPushButton* button : {check, save, post, close})
        balances_->addTool(button);
    connect(post, &QPushButton::clicked, this, &LedgerPage::postByHand);
    connect(close, &QPushButton::clicked, this, &LedgerPage::closeMonth);
    splitter_->setObjectName(QStringLiteral("ledgerSplitter"));
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(balances_);
    splitter_->addWidget(buildLines());
    splitter_->setSizes({66 * gridStep, 70 * gridStep});
    notices_->setObjectName(QStringLiteral("ledgerNotice"));
    notices_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(splitter_, 1);
    connect(check, &QPushButton::clicked, this, &LedgerPage::check);
    connect(save, &QPushButton::clicked, this, &LedgerPage::askForExport);
    connect(balances_, &TablePane::retryRequested, this, &LedgerPage::refresh);
    connect(balances_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        if (key.isValid())
            choose(key.toString());
    });
}

QWidget* LedgerPage::buildLines()
{
    lines_->setAccessibleName(tr("Postings of the account"));
    lines_->setModel(&lineModel_);
    lines_->setEmptyState(tr("Choose an account at the left to see what was posted to it."));
    addWhys();
    return lines_;
}

void LedgerPage::refresh()
{
    if (balanceModel_.totalRows() == 0)
        balanceModel_.setLoading();
    balanceAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewLedger);
        return ledger::trialBalance(connection);
    }, [this](const QList<ledger::AccountBalance>& balances) {
        balanceModel_.replace(balances);
        if (balances.isEmpty())
            lineModel_.replace({});
        else if (chosen_.isEmpty())
            balances_->view()->selectRow(0);
        else
            choose(chosen_);
    }, [this](const Error& error) { balanceModel_.setFailed(error.sentence()); });
}

void LedgerPage::choose(const QString& key)
{
    const ledger::AccountBalance* balance = balanceModel_.find(key);
    if (!balance)
        return;
    if (key != chosen_)
        lineModel_.setLoading();
    chosen_ = key;
    lineAnswer_.ask(desk_.executor(), [actor = desk_.actor(), account = balance->account, currency = balance->balance.currency](store::Connection& connection) {
        actor.require(access::Permission::ViewLedger);
        return ledger::linesOf(connection, account, currency);
    }, [this](const QList<ledger::AccountLine>& lines) { lineModel_.replace(lines); }, [this](const Error& error) { lineModel_.setFailed(error.sentence()); });
}

void LedgerPage::check()
{
    checkAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewLedger);
        return payments::checkBooks(connection);
    }, [this](const QStringList& wrong) {
        if (wrong.isEmpty())
            notices_->showNotice({Tone::Good, tr("The books hold."), tr("Debits equal credits, and receivables are the sum of the open documents."), {}, {}});
        else
            notices_->showNotice({Tone::Bad, tr("The books do not hold."), wrong.join(u' '), {}, {}});
    }, [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The books could not be checked."), error.sentence(), {}, {}}); });
}

void LedgerPage::askForExport()
{
    auto* dialog = new QFileDialog(this, tr("Export the ledger"), QStringLiteral("ledger.journal"), tr("hledger journals (*.journal);;CSV files (*.csv)"));
    dialog->setObjectName(QStringLiteral("exportLedgerDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &LedgerPage::exportTo);
    dialog->open();
}

void LedgerPage::exportTo(const QString& path)
{
    exportAnswer_.ask(desk_.executor(), [actor = desk_.actor(), path](store::Connection& connection) {
        actor.require(access::Permission::ViewLedger);
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            throw StoreFailure(LedgerPage::tr("%1 can't be written (%2). Choose another folder.").arg(path, file.errorString()));
        path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) ? ledger::writeCsv(connection, file) : ledger::writeHledger(connection, file);
        if (!file.commit())
            throw StoreFailure(LedgerPage::tr("%1 can't be written (%2). Choose another folder.").arg(path, file.errorString()));
        return path;
    }, [this](const QString& saved) { notices_->showNotice({Tone::Good, tr("Saved to %1.").arg(saved), {}, {}, {}}); },
       [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The ledger was not exported."), error.sentence(), {}, {}}); });
}

void LedgerPage::addWhys()
{
    auto* why = new WhyButton(QStringLiteral("ledgerWhyButton"), *lines_, desk_, detail_, [this](const QString& key) -> std::optional<WhySubject> {
        const ledger::AccountLine* line = lineModel_.find(key);
        if (!line)
            return std::nullopt;
        FactGroup facts;
        facts.title = tr("Posting");
        facts.facts = {{tr("Number"), QLocale().toString(qlonglong(line->number))}, {tr("Date"), line->dated.toDisplay()}, {tr("Account"), line->accountNumber}};
        return whyEntry(line->entry, line->text, line->amount.toDisplay(), {facts});
    });
    connect(lines_, &TablePane::opened, why, &WhyButton::ask);
    connect(lines_, &TablePane::targetActivated, why, &WhyButton::ask);
    new WhyButton(QStringLiteral("balanceWhyButton"), *balances_, desk_, detail_, [this](const QString& key) -> std::optional<WhySubject> {
        const ledger::AccountBalance* balance = balanceModel_.find(key);
        if (!balance)
            return std::nullopt;
        FactGroup facts;
        facts.title = tr("What changed it last");
        facts.facts = {{tr("Debit"), balance->debit.toDisplay()}, {tr("Credit"), balance->credit.toDisplay()}};
        return WhySubject{{}, ledger::titleOf(balance->account), balance->balance.toDisplay(), {facts},
                          [account = balance->account, currency = balance->balance.currency](store::Connection& connection) {
                              const auto lines = ledger::linesOf(connection, account, currency);
                              return lines.isEmpty() ? QList<overview::ChainStep>() : overview::whyEntry(connection, lines.last().entry);
                          }};
    });
}

void LedgerPage::follow(EntryDialog* form)
{
    connect(form, &EntryDialog::written, this, [this](const QString& sentence) {
        notices_->showNotice({Tone::Good, sentence, {}, {}, {}});
        refresh();
    });
    form->open();
}

void LedgerPage::closeMonth()
{
    follow(new CloseMonthDialog(desk_, this));
}

void LedgerPage::postByHand()
{
    QStringList accounts;
    for (int row = 0; row < balanceModel_.rowCount(); ++row)
        if (const QString account = balanceModel_.valueAt(row)->account; !accounts.contains(account))
            accounts.append(account);
    follow(new PostingDialog(desk_, accounts, this));
}

} // namespace trunkline::widgets
