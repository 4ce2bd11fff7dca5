#include "widgets/billing/invoicespage.h"

#include "models/billing/adjustmentservice.h"
#include "models/billing/documenttext.h"
#include "models/billing/invoicestore.h"
#include "widgets/billing/creditdialogs.h"
#include "widgets/billing/documentsending.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/story.h"
#include "widgets/office/whybutton.h"
#include "widgets/payments/adjustmentdialog.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPdfDocument>
#include <QPdfView>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>

namespace trunkline::widgets {

InvoicesPage::InvoicesPage(Desk& desk, DetailPane& detail, JobList& jobs, QWidget* parent)
    : QWidget(parent), desk_(desk), detail_(detail), splitter_(new QSplitter), table_(new TablePane(QStringLiteral("invoiceTable"))), lineTable_(new TablePane(QStringLiteral("invoiceLineTable"))),
      notices_(new NoticeBar(this)), document_(new QPdfDocument(this)), view_(new QPdfView(this)), documentMenu_(new QPushButton(tr("Document"))),
      sending_(new DocumentSending(desk, jobs, this)), saveSelected_(new QAction(tr("Save the selected as PDF …"), this)),
      printSelected_(new QAction(tr("Print the selected as one PDF …"), this)), mailSelected_(new QAction(tr("Send the selected by e-mail"), this)),
      credit_(new QAction(tr("Give back …"), this)), cancel_(new QAction(tr("Take back …"), this)), adjust_(new QAction(tr("Adjust …"), this))
{
    setObjectName(QStringLiteral("invoicesPage"));
    table_->setAccessibleName(tr("Invoices"));
    table_->setModel(&model_);
    for (int column = 0; column < model_.columnCount(); ++column) // beside the document only what finds it; the rest by the column chooser
        table_->view()->setColumnHidden(column, QStringList{QStringLiteral("due"), QStringLiteral("net"), QStringLiteral("vat")}.contains(model_.columnId(column)));
    table_->setEmptyState(tr("No invoice was posted yet. Run a bill cycle to make the first ones."));
    saveSelected_->setObjectName(QStringLiteral("saveSelectedPdfs"));
    table_->addRowAction(saveSelected_);
    printSelected_->setObjectName(QStringLiteral("printSelected"));
    table_->addRowAction(printSelected_);
    mailSelected_->setObjectName(QStringLiteral("mailSelected"));
    mailSelected_->setEnabled(desk.actor().may(access::Permission::SendDocuments));
    table_->addRowAction(mailSelected_);
    splitter_->setObjectName(QStringLiteral("invoiceSplitter"));
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(table_);
    splitter_->addWidget(buildDocument());
    splitter_->setSizes({64 * gridStep, 60 * gridStep}); // number, customer, date and total without a cut
    splitter_->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter_);
    connect(saveSelected_, &QAction::triggered, this, &InvoicesPage::askForFolder);
    connect(printSelected_, &QAction::triggered, this, [this] { sending_->askForPrint(selected()); });
    connect(sending_, &DocumentSending::told, notices_, &NoticeBar::showNotice);
    connect(mailSelected_, &QAction::triggered, this, &InvoicesPage::mailSelected);
    connect(table_, &TablePane::retryRequested, this, &InvoicesPage::refresh);
    connect(table_, &TablePane::targetActivated, this, [this](const Target& target) {
        if (target.kind == QLatin1String("invoice"))
            choose(InvoiceId::fromString(target.id));
        else
            Q_EMIT detail_.targetActivated(target);
    });
    connect(table_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        if (key.isValid())
            choose(InvoiceId::fromString(key.toString()));
    });
}

QWidget* InvoicesPage::buildDocument()
{
    auto* side = new QWidget;
    notices_->setObjectName(QStringLiteral("invoiceNotice"));
    notices_->hide();
    view_->setObjectName(QStringLiteral("invoicePdf"));
    view_->setAccessibleName(tr("The document"));
    view_->setDocument(document_);
    view_->setPageMode(QPdfView::PageMode::MultiPage);
    view_->setZoomMode(QPdfView::ZoomMode::FitToWidth);
    view_->setFrameShape(QFrame::NoFrame);
    view_->hide(); // until there is a document
    lineTable_->setAccessibleName(tr("Lines of the invoice"));
    lineTable_->setModel(&lines_);
    for (int column = 0; column < lines_.columnCount(); ++column) // the document above says these; the amount must not be cut off
        lineTable_->view()->setColumnHidden(column, QStringList{QStringLiteral("detail"), QStringLiteral("period"), QStringLiteral("price"), QStringLiteral("vat")}.contains(lines_.columnId(column)));
    lineTable_->setEmptyState(tr("Choose an invoice at the left to see its document and lines."));
    auto* why = new WhyButton(QStringLiteral("whyButton"), *lineTable_, desk_, detail_, [this](const QString& key) { return whyOfLine(key); });
    lineTable_->addTool(documentMenu_);
    buildDocumentMenu();
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(view_);
    parts->addWidget(lineTable_);
    parts->setSizes({60 * gridStep, 26 * gridStep});
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(parts, 1);
    connect(lineTable_, &TablePane::opened, why, &WhyButton::ask);
    connect(lineTable_, &TablePane::targetActivated, why, &WhyButton::ask); // the text of a line is a link to its cause
    return side;
}

void InvoicesPage::buildDocumentMenu()
{
    documentMenu_->setObjectName(QStringLiteral("documentButton"));
    documentMenu_->setAccessibleName(tr("What is done with the shown document"));
    documentMenu_->setEnabled(false);
    auto* menu = new QMenu(documentMenu_);
    const auto add = [&](const char* name, const QString& text, void (InvoicesPage::*slot)()) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    add("saveDocument", tr("&Save as …"), &InvoicesPage::askForPath);
    add("openDocument", tr("&Open in another program"), &InvoicesPage::openShown);
    add("printDocument", tr("&Print …"), &InvoicesPage::printShown);
    add("mailDocument", tr("Send by &e-mail"), &InvoicesPage::mailShown)->setEnabled(desk_.actor().may(access::Permission::SendDocuments));
    documentMenu_->setMenu(menu);
    credit_->setObjectName(QStringLiteral("creditInvoice"));
    credit_->setToolTip(tr("Lines or parts of them, by a credit note"));
    cancel_->setObjectName(QStringLiteral("cancelInvoice"));
    cancel_->setToolTip(tr("The whole invoice, by a credit note"));
    adjust_->setObjectName(QStringLiteral("adjustAccount"));
    adjust_->setToolTip(tr("A charge or credit on the account's next invoice"));
    adjust_->setEnabled(desk_.actor().may(access::Permission::PreviewBills));
    connect(credit_, &QAction::triggered, this, [this] { openForm<CreditDialog>(); });
    connect(cancel_, &QAction::triggered, this, [this] { openForm<CancelDialog>(); });
    connect(adjust_, &QAction::triggered, this, [this] {
        if (shown_)
            follow(new AdjustmentDialog(desk_, shown_->invoice.accountId, shown_->invoice.accountNumber, shown_->invoice.gross.currency, this));
    });
}

template <class Form>
void InvoicesPage::openForm()
{
    if (shown_)
        follow(new Form(desk_, shown_->invoice, this));
}

/// What the form did stands in the bar; the journal brings the lists up to date.
void InvoicesPage::follow(EntryDialog* form)
{
    connect(form, &EntryDialog::written, this, [this](const QString& sentence) {
        told_ = sentence;
        readInvoice(); // what was given back stands beside it
    });
    form->open();
}

void InvoicesPage::refresh()
{
    readList();
}

void InvoicesPage::readList()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return billing::invoices(connection);
    }, [this](const QList<billing::InvoiceSummary>& invoices) {
        model_.replace(invoices);
        if (invoices.isEmpty())
            lines_.replace({});
        else if (chosen_.isNull())
            table_->view()->selectRow(0); // the newest: never an empty sheet beside a list
        else if (table_->currentKey().toString() != chosen_.toString())
            table_->select(chosen_.toString());
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void InvoicesPage::choose(InvoiceId id)
{
    table_->select(id.toString()); // or when the list is here
    if (id == chosen_)
        return;
    chosen_ = id;
    notices_->clear();
    readInvoice();
}

void InvoicesPage::readInvoice()
{
    invoiceAnswer_.ask(desk_.executor(), [actor = desk_.actor(), id = chosen_](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        const auto invoice = billing::invoice(connection, id);
        if (!invoice)
            throw NotFound(tr("There is no such invoice in this database."));
        const Target target{QStringLiteral("invoice"), id.toString()};
        return Chosen{*invoice, documents::documentFile(connection, *invoice, documents::DocumentFormat::Pdf).content, overview::whyOf(connection, target),
                      overview::historyOf(connection, target), billing::creditNotesAbout(connection, *invoice)};
    }, [this](const Chosen& chosen) { showInvoice(chosen); },
       [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The invoice could not be shown."), error.sentence(), {}, {}}); });
}

void InvoicesPage::showInvoice(const Chosen& chosen)
{
    if (!told_.isEmpty())
        notices_->showNotice({Tone::Good, std::exchange(told_, {}), {}, {}, {}});
    shown_ = chosen;
    document_->close();
    bytes_.close();
    bytes_.setData(chosen.pdf);
    bytes_.open(QIODevice::ReadOnly);
    document_->load(&bytes_);
    view_->show();
    lines_.replace(chosen.invoice.lines);
    documentMenu_->setEnabled(true);
    if (isVisible())
        showDetail();
}

void InvoicesPage::showDetail()
{
    if (!shown_)
        return;
    const billing::Invoice& invoice = shown_->invoice;
    Detail detail;
    detail.target = {QStringLiteral("invoice"), invoice.id.toString()};
    detail.title = billing::documentTitle(invoice);
    detail.subtitle = invoice.buyer.name;
    FactGroup facts;
    facts.facts = {{tr("Customer"), tr("%1 (%2)").arg(invoice.buyer.name, invoice.customerNumber), {QStringLiteral("customer"), invoice.customerId.toString()}},
                   {tr("Account"), invoice.accountNumber},
                   {tr("Period"), billing::spanText(invoice.period, QLocale())},
                   {tr("Issued"), invoice.issuedOn.toDisplay()},
                   {tr("Due"), invoice.dueOn.toDisplay()},
                   {tr("Net"), invoice.net.toDisplay()},
                   {tr("VAT"), invoice.tax.toDisplay()},
                   {tr("Total"), invoice.gross.toDisplay()}};
    if (!invoice.note.isEmpty())
        facts.facts.append({tr("Because"), invoice.note});
    for (const billing::PrecedingInvoice& each : invoice.preceding)
        facts.facts.append({tr("About"), tr("%1 of %2").arg(each.number, each.issuedOn.toDisplay())});
    for (const billing::Invoice& each : shown_->credits)
        facts.facts.append({tr("Given back"), tr("%1 by %2").arg((-each.gross).toDisplay(), each.number), {QStringLiteral("invoice"), each.id.toString()}});
    detail.overview = {facts};
    detail.why = shownSteps(desk_, shown_->why);
    detail.history = shownSteps(desk_, shown_->history);
    detail.takesNotes = false;
    const bool mayCredit = desk_.actor().may(access::Permission::PostBills) && invoice.kind == billing::DocumentKind::Invoice;
    credit_->setEnabled(mayCredit);
    cancel_->setEnabled(mayCredit);
    detail_.setActions({credit_, cancel_, adjust_});
    detail_.setDetail(detail);
}

/// From the line back to its first cause: a credit leads to the outage, the alarm and the trap.
std::optional<WhySubject> InvoicesPage::whyOfLine(const QString& key)
{
    const billing::InvoiceLine* line = lines_.find(key);
    if (!line || !shown_)
        return std::nullopt;
    FactGroup facts;
    facts.facts = {{tr("Amount"), line->net.toDisplay()},
                   {tr("For"), line->detail, line->serviceId.isNull() ? Target{} : Target{QStringLiteral("service"), line->serviceId.toString()}},
                   {tr("Invoice"), shown_->invoice.number, {QStringLiteral("invoice"), shown_->invoice.id.toString()}}};
    return WhySubject{{QStringLiteral("invoiceline"), line->id.toString()}, line->text, tr("Line %1 of %2").arg(line->position).arg(shown_->invoice.number), {facts},
                      [invoice = shown_->invoice, id = line->id](store::Connection& connection) { return overview::whyLine(connection, invoice, id); }};
}

} // namespace trunkline::widgets
