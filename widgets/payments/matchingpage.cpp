#include "widgets/payments/matchingpage.h"

#include "models/payments/paymentservice.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/sectioncard.h"
#include "widgets/office/whybutton.h"
#include "widgets/payments/linedialogs.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

struct MatchingLists {
    QList<payments::ProposedLine> lines;
    QList<payments::PaymentRow> payments;
};

} // namespace

MatchingPage::MatchingPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : QWidget(parent), desk_(desk), splitter_(new QSplitter), lines_(new TablePane(QStringLiteral("bankLineTable"))), payments_(new TablePane(QStringLiteral("paymentTable"))), notices_(new NoticeBar(this)),
      proposal_(new SectionCard(QStringLiteral("proposalCard"), tr("What it is about"))), accept_(nullptr), whose_(nullptr), aside_(nullptr), release_(new QPushButton(tr("Open again"))), returned_(new QPushButton(tr("Returned …")))
{
    setObjectName(QStringLiteral("matchingPage"));
    const bool may = desk_.actor().may(access::Permission::RecordPayments);
    lines_->setAccessibleName(tr("Movements at the bank that wait for a decision"));
    lines_->setModel(&lineModel_);
    lines_->setEmptyState(tr("Every movement at the bank is dealt with. Import a bank statement to see the next ones."), may ? tr("Import a bank statement …") : QString());
    auto* import = new QPushButton(tr("Import …"));
    import->setObjectName(QStringLiteral("importStatementButton"));
    import->setToolTip(tr("Read a bank statement (camt.053) or notification (camt.054)"));
    import->setEnabled(may);
    auto* sure = new QPushButton(tr("Accept all that are sure"));
    sure->setObjectName(QStringLiteral("acceptSureButton"));
    sure->setEnabled(may);
    lines_->addTool(import);
    lines_->addTool(sure);
    payments_->setAccessibleName(tr("Payments"));
    payments_->setModel(&paymentModel_);
    payments_->setEmptyState(tr("No payment is recorded yet."));
    release_->setObjectName(QStringLiteral("releasePaymentButton"));
    release_->setToolTip(tr("What the chosen payment settled is open again, and the amount is the account's credit"));
    returned_->setObjectName(QStringLiteral("returnedPaymentButton"));
    returned_->setToolTip(tr("The bank took the chosen direct debit or transfer back"));
    payments_->addTool(release_);
    payments_->addTool(returned_);
    connect(release_, &QPushButton::clicked, this, &MatchingPage::release);
    connect(returned_, &QPushButton::clicked, this, &MatchingPage::markReturned);
    connect(payments_, &TablePane::currentChanged, this, &MatchingPage::showPayment);
    addWhys(detail);
    showPayment();
    splitter_->setObjectName(QStringLiteral("matchingSplitter"));
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(lines_);
    splitter_->addWidget(buildProposal());
    splitter_->setSizes({76 * gridStep, 52 * gridStep});
    notices_->setObjectName(QStringLiteral("matchingNotice"));
    notices_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(splitter_, 1);
    connect(import, &QPushButton::clicked, this, &MatchingPage::askForFile);
    connect(sure, &QPushButton::clicked, this, &MatchingPage::acceptSure);
    connect(lines_, &TablePane::emptyAction, this, &MatchingPage::askForFile);
    connect(lines_, &TablePane::retryRequested, this, &MatchingPage::refresh);
    connect(lines_, &TablePane::currentChanged, this, &MatchingPage::showProposal);
    connect(lines_, &TablePane::opened, this, &MatchingPage::accept);
}

void MatchingPage::addWhys(DetailPane& detail)
{
    new WhyButton(QStringLiteral("bankLineWhyButton"), *lines_, desk_, detail, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::ProposedLine* line = lineModel_.find(key);
        if (!line)
            return std::nullopt;
        FactGroup facts;
        facts.title = tr("Movement");
        facts.facts = {{tr("Text"), line->line.purpose()}};
        return whyAbout({QStringLiteral("statement"), line->line.statementId.toString()}, line->line.otherName(), line->line.amount.toDisplay(), {facts});
    });
    new WhyButton(QStringLiteral("paymentWhyButton"), *payments_, desk_, detail, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::PaymentRow* row = paymentModel_.find(key);
        if (!row)
            return std::nullopt;
        return WhySubject{{}, row->payment.number, row->payment.amount.toDisplay(), {}, [number = row->payment.number](store::Connection& connection) {
            const auto posting = ledger::postingBySourceKey(connection, QStringLiteral("payment:") + number);
            return posting ? overview::whyEntry(connection, posting->entry) : QList<overview::ChainStep>();
        }};
    });
}

void MatchingPage::showPayment()
{
    const payments::PaymentRow* row = paymentModel_.find(payments_->currentKey().toString());
    const bool may = row && desk_.actor().may(access::Permission::RecordPayments);
    release_->setEnabled(may && row->payment.amount.minor > 0 && row->unallocated != row->payment.amount);
    returned_->setEnabled(may && row->payment.amount.minor > 0 && (row->payment.method == payments::PaymentMethod::DirectDebit || row->payment.method == payments::PaymentMethod::Transfer));
}

void MatchingPage::release()
{
    if (const payments::PaymentRow* row = paymentModel_.find(payments_->currentKey().toString()))
        write(tr("The payment was left as it is."), [actor = desk_.actor(), payment = row->payment](store::Context& context) {
            payments::PaymentService(context).unallocate(actor, payment.id);
            return MatchingPage::tr("What %1 settled is open again.").arg(payment.number);
        });
}

void MatchingPage::markReturned()
{
    const payments::PaymentRow* row = paymentModel_.find(payments_->currentKey().toString());
    if (!row)
        return;
    auto* dialog = new ReturnedDialog(desk_, row->payment.id, row->payment.number, row->payment.amount, this);
    connect(dialog, &EntryDialog::written, this, [this](const QString& sentence) {
        notices_->showNotice({Tone::Good, sentence, {}, {}, {}});
        refresh();
    });
    dialog->open();
}

QWidget* MatchingPage::buildProposal()
{
    accept_ = proposal_->addButton(QStringLiteral("acceptLineButton"), tr("Accept"));
    accept_->setToolTip(tr("Enter on the line does the same"));
    whose_ = proposal_->addButton(QStringLiteral("whosePaymentButton"), tr("Whose is it …"));
    aside_ = proposal_->addButton(QStringLiteral("setAsideButton"), tr("No customer's …"));
    for (QPushButton* button : {accept_, whose_, aside_})
        button->setEnabled(false);
    connect(accept_, &QPushButton::clicked, this, &MatchingPage::accept);
    connect(whose_, &QPushButton::clicked, this, &MatchingPage::askWhose);
    connect(aside_, &QPushButton::clicked, this, &MatchingPage::askWhatElse);
    connect(proposal_, &SectionCard::targetActivated, this, &MatchingPage::targetActivated);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    auto* top = new QWidget;
    auto* column = new QVBoxLayout(top);
    column->addWidget(proposal_);
    column->addStretch();
    parts->addWidget(top);
    parts->addWidget(payments_);
    return parts;
}

void MatchingPage::refresh()
{
    if (lineModel_.totalRows() == 0)
        lineModel_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return MatchingLists{payments::proposedLines(connection), payments::payments(connection)};
    }, [this](const MatchingLists& lists) {
        lineModel_.replace(lists.lines);
        paymentModel_.replace(lists.payments);
        if (!lists.lines.isEmpty() && !lines_->currentKey().isValid())
            lines_->view()->selectRow(0);
        showProposal();
        showPayment();
    }, [this](const Error& error) {
        lineModel_.setFailed(error.sentence());
        paymentModel_.setFailed(error.sentence());
    });
}

void MatchingPage::showProposal()
{
    const payments::ProposedLine* line = lineModel_.find(lines_->currentKey().toString());
    const bool may = desk_.actor().may(access::Permission::RecordPayments);
    accept_->setEnabled(may && line && line->proposal.kind != payments::ProposalKind::None);
    whose_->setEnabled(may && line && !line->line.amount.isNegative());
    aside_->setEnabled(may && line);
    proposal_->setFigure(line ? line->line.amount.toDisplay() : QString());
    if (!line)
        return proposal_->setRows({}, {}, tr("Choose a movement at the left."));
    QList<QList<Cell>> rows{{Cell{tr("From or to")}, Cell{line->line.otherName()}}, {Cell{tr("Text")}, Cell{line->line.purpose()}}};
    if (!line->accountNumber.isEmpty())
        rows.append({Cell{tr("Account")}, Cell{QStringLiteral("%1 %2").arg(line->accountNumber, line->customerName)}});
    for (const QString& reason : line->proposal.reasons)
        rows.append({Cell{tr("Because")}, Cell{reason}});
    Money rest = line->line.amount;
    for (const payments::Allocation& part : line->proposal.allocations)
        rest = rest - part.amount;
    for (qsizetype i = 0; i < line->proposal.allocations.size(); ++i) {
        const payments::Allocation& part = line->proposal.allocations[i];
        const Target invoice = part.item.invoice.isNull() ? Target() : Target{QStringLiteral("invoice"), part.item.invoice.toString()};
        rows.append({Cell{tr("Settles")}, Cell{tr("%1 with %2").arg(line->settles.value(i), part.amount.toDisplay()), invoice}});
    }
    if (line->proposal.kind == payments::ProposalKind::Payment && rest.minor > 0)
        rows.append({Cell{tr("Stays as credit")}, Cell{rest.toDisplay()}});
    if (line->proposal.kind == payments::ProposalKind::None)
        rows.append({Cell{tr("Because")}, Cell{tr("Nothing that is known fits it. Say whose it is.")}});
    proposal_->setRows({}, rows, {});
}

template <class Work>
void MatchingPage::write(const QString& failure, Work work)
{
    whenDone(this, desk_.executor().write(std::move(work)), [this](const QString& done) {
        if (!done.isEmpty())
            notices_->showNotice({Tone::Good, done, {}, {}, {}});
        refresh();
    }, [this, failure](const Error& error) {
        notices_->showNotice({Tone::Bad, failure, error.sentence(), {}, {}});
        refresh();
    });
}

void MatchingPage::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("Import a bank statement"), QString(), tr("Bank statements (*.xml);;All files (*)"));
    dialog->setObjectName(QStringLiteral("importStatementDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &MatchingPage::importFile);
    dialog->open();
}

void MatchingPage::importFile(const QString& path)
{
    write(tr("The bank statement was not imported."), [actor = desk_.actor(), path](store::Context& context) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            throw NotFound(MatchingPage::tr("%1 can't be read (%2).").arg(path, file.errorString()));
        const payments::ImportResult result = payments::StatementService(context).import(actor, file, QFileInfo(path).fileName());
        return MatchingPage::tr("The bank statement is imported. New movements: %1; known already: %2; not booked yet: %3.")
            .arg(QLocale().toString(result.lines), QLocale().toString(result.known), QLocale().toString(result.pending));
    });
}

void MatchingPage::accept()
{
    const payments::ProposedLine* line = lineModel_.find(lines_->currentKey().toString());
    if (!line || line->proposal.kind == payments::ProposalKind::None || !accept_->isEnabled())
        return;
    write(tr("The movement was not accepted."), [actor = desk_.actor(), chosen = *line](store::Context& context) {
        payments::StatementService(context).accept(actor, chosen.line.id, chosen.proposal);
        return QString();
    });
}

void MatchingPage::acceptSure()
{
    write(tr("Not all movements were accepted."), [actor = desk_.actor()](store::Context& context) {
        int accepted = 0;
        for (const payments::ProposedLine& each : payments::proposedLines(context.connection))
            if (each.proposal.confidence == payments::Confidence::Sure) {
                payments::StatementService(context).accept(actor, each.line.id, each.proposal);
                ++accepted;
            }
        return MatchingPage::tr("%Ln movement(s) accepted.", nullptr, accepted);
    });
}

void MatchingPage::askWhose()
{
    if (const payments::ProposedLine* line = lineModel_.find(lines_->currentKey().toString())) {
        auto* dialog = new WhosePaymentDialog(desk_, line->line, this);
        connect(dialog, &QDialog::accepted, this, &MatchingPage::refresh);
        dialog->open();
    }
}

void MatchingPage::askWhatElse()
{
    if (const payments::ProposedLine* line = lineModel_.find(lines_->currentKey().toString())) {
        auto* dialog = new SetAsideDialog(desk_, line->line, this);
        connect(dialog, &QDialog::accepted, this, &MatchingPage::refresh);
        dialog->open();
    }
}

} // namespace trunkline::widgets
