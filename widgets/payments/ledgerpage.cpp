#include "widgets/payments/ledgerpage.h"

#include "models/ledger/ledgerexport.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/payments/whydetail.h"

#include <QFileDialog>
#include <QPushButton>
#include <QSaveFile>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace trunkline::widgets {

LedgerPage::LedgerPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : QWidget(parent), desk_(desk), detail_(detail), splitter_(new QSplitter), balances_(new TablePane(QStringLiteral("trialBalanceTable"))), lines_(new TablePane(QStringLiteral("ledgerLineTable"))),
      notices_(new NoticeBar(this)), why_(new QPushButton(tr("Why?")))
{
    setObjectName(QStringLiteral("ledgerPage"));
    balances_->setAccessibleName(tr("Trial balance"));
    balances_->setModel(&balanceModel_);
    balances_->setEmptyState(tr("Nothing is posted yet. The first bill run writes the first postings."));
    auto* check = new QPushButton(tr("Check the books"));
    check->setObjectName(QStringLiteral("checkBooksButton"));
    auto* save = new QPushButton(tr("Export the ledger …"));
    save->setObjectName(QStringLiteral("exportLedgerButton"));
    balances_->addTool(check);
    balances_->addTool(save);
    splitter_->setObjectName(QStringLiteral("ledgerSplitter"));
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(balances_);
    splitter_->addWidget(buildLines());
    splitter_->setSizes({58 * gridStep, 78 * gridStep});
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
    why_->setObjectName(QStringLiteral("ledgerWhyButton"));
    why_->setEnabled(false);
    lines_->addTool(why_);
    connect(why_, &QPushButton::clicked, this, &LedgerPage::askWhy);
    connect(lines_, &TablePane::opened, this, &LedgerPage::askWhy);
    connect(lines_, &TablePane::targetActivated, this, &LedgerPage::askWhy);
    connect(lines_, &TablePane::currentChanged, this, [this](const QVariant& key) { why_->setEnabled(key.isValid()); });
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

void LedgerPage::askWhy()
{
    const ledger::AccountLine* line = lineModel_.find(lines_->currentKey().toString());
    if (line)
        showWhyOf(whyAnswer_, desk_, detail_, *notices_, line->entry, {line->text, line->amount.toDisplay(),
                  {{tr("Posting"), {{tr("Number"), QLocale().toString(qlonglong(line->number))}, {tr("Date"), line->dated.toDisplay()}, {tr("Account"), line->accountNumber}}}}});
}

} // namespace trunkline::widgets
