#include "widgets/billing/invoicespage.h"

#include "models/billing/documenttext.h"
#include "models/billing/invoicestore.h"
#include "models/documents/mailqueue.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/joblist.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/story.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPdfDocument>
#include <QPdfView>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTimer>

#include <atomic>

namespace trunkline::widgets {

InvoicesPage::InvoicesPage(Desk& desk, DetailPane& detail, JobList& jobs, QWidget* parent)
    : QWidget(parent), desk_(desk), detail_(detail), jobs_(jobs), splitter_(new QSplitter), table_(new TablePane(QStringLiteral("invoiceTable"))), lineTable_(new TablePane(QStringLiteral("invoiceLineTable"))),
      notices_(new NoticeBar(this)), document_(new QPdfDocument(this)), view_(new QPdfView(this)), save_(new QPushButton(tr("Save as …"))),
      why_(new QPushButton(tr("Why this line?"))), saveSelected_(new QAction(tr("Save the selected as PDF …"), this)),
      printSelected_(new QAction(tr("Print the selected as one PDF …"), this)), mailSelected_(new QAction(tr("Send the selected by e-mail"), this))
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
    connect(printSelected_, &QAction::triggered, this, &InvoicesPage::askForPrint);
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
    why_->setObjectName(QStringLiteral("whyButton"));
    why_->setToolTip(tr("What led to the chosen line, back to its first cause"));
    why_->setEnabled(false);
    save_->setObjectName(QStringLiteral("savePdfButton"));
    save_->setEnabled(false);
    lineTable_->addTool(why_);
    lineTable_->addTool(save_);
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
    connect(why_, &QPushButton::clicked, this, &InvoicesPage::askWhy);
    connect(lineTable_, &TablePane::opened, this, &InvoicesPage::askWhy);
    connect(lineTable_, &TablePane::targetActivated, this, &InvoicesPage::askWhy); // the text of a line is a link to its cause
    connect(lineTable_, &TablePane::currentChanged, this, [this](const QVariant& key) { why_->setEnabled(key.isValid()); });
    connect(save_, &QPushButton::clicked, this, &InvoicesPage::askForPath);
    return side;
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
    whyAnswer_.forget();
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
                      overview::historyOf(connection, target)};
    }, [this](const Chosen& chosen) { showInvoice(chosen); },
       [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The invoice could not be shown."), error.sentence(), {}, {}}); });
}

void InvoicesPage::showInvoice(const Chosen& chosen)
{
    notices_->clear();
    shown_ = chosen;
    document_->close();
    bytes_.close();
    bytes_.setData(chosen.pdf);
    bytes_.open(QIODevice::ReadOnly);
    document_->load(&bytes_);
    view_->show();
    lines_.replace(chosen.invoice.lines);
    save_->setEnabled(true);
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
    detail.overview = {facts};
    detail.why = shownSteps(desk_, shown_->why);
    detail.history = shownSteps(desk_, shown_->history);
    detail.takesNotes = false;
    detail_.setActions({});
    detail_.setDetail(detail);
}

/// From the line back to its first cause: a credit leads to the outage, the alarm and the trap.
void InvoicesPage::askWhy()
{
    const billing::InvoiceLine* line = lines_.find(lineTable_->currentKey().toString());
    if (!line || !shown_)
        return;
    whyAnswer_.ask(desk_.executor(), [invoice = shown_->invoice, id = line->id](store::Connection& connection) { return overview::whyLine(connection, invoice, id); },
                    [this, line = *line](const QList<overview::ChainStep>& steps) {
                        Detail detail;
                        detail.target = {QStringLiteral("invoiceline"), line.id.toString()};
                        detail.title = line.text;
                        detail.subtitle = tr("Line %1 of %2").arg(line.position).arg(shown_->invoice.number);
                        FactGroup facts;
                        facts.facts = {{tr("Amount"), line.net.toDisplay()},
                                       {tr("For"), line.detail, line.serviceId.isNull() ? Target{} : Target{QStringLiteral("service"), line.serviceId.toString()}},
                                       {tr("Invoice"), shown_->invoice.number, {QStringLiteral("invoice"), shown_->invoice.id.toString()}}};
                        detail.overview = {facts};
                        detail.why = shownSteps(desk_, steps);
                        detail.takesNotes = false;
                        detail_.setActions({});
                        detail_.setDetail(detail);
                        detail_.showWhy();
                    },
                    [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The causes could not be read."), error.sentence(), {}, {}}); });
}

/// One dialog for all forms: the kind of file says which.
void InvoicesPage::askForPath()
{
    using documents::DocumentFormat;
    const QList<std::pair<QString, DocumentFormat>> forms{{tr("PDF documents (*.pdf)"), DocumentFormat::Pdf}, {tr("Factur-X, a PDF with the e-invoice in it (*.pdf)"), DocumentFormat::FacturX},
                                                          {tr("UBL e-invoice (*.xml)"), DocumentFormat::Ubl}, {tr("CII e-invoice (*.xml)"), DocumentFormat::Cii}};
    QStringList filters;
    for (const auto& [text, format] : forms)
        filters.append(text);
    auto* dialog = new QFileDialog(this, tr("Save the invoice"));
    dialog->setObjectName(QStringLiteral("savePdfDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(shown_->invoice.number + QStringLiteral(".pdf"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, number = shown_->invoice.number](const QString& filter) {
        const QString suffix = filter.contains(QLatin1String("*.xml")) ? QStringLiteral("xml") : QStringLiteral("pdf");
        dialog->setDefaultSuffix(suffix);
        dialog->selectFile(number + u'.' + suffix);
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, forms](const QString& path) {
        DocumentFormat format = DocumentFormat::Pdf;
        for (const auto& [text, each] : forms)
            if (dialog->selectedNameFilter() == text)
                format = each;
        saveDocument(path, format);
    });
    dialog->open();
}

void InvoicesPage::askForFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder for the documents"));
    dialog->setObjectName(QStringLiteral("pdfFolderDialog"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &InvoicesPage::savePdfs);
    dialog->open();
}

QList<InvoiceId> InvoicesPage::selected() const
{
    QList<InvoiceId> chosen;
    for (const QVariant& key : table_->selectedKeys())
        chosen.append(InvoiceId::fromString(key.toString()));
    return chosen;
}

void InvoicesPage::savePdfs(const QString& folder)
{
    pdfAnswer_.ask(desk_.executor(), [actor = desk_.actor(), chosen = selected(), folder](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        for (const InvoiceId id : chosen)
            if (const auto invoice = billing::invoice(connection, id)) {
                const documents::DocumentFile file = documents::documentFile(connection, *invoice, documents::DocumentFormat::Pdf);
                documents::writeDocument(QDir(folder).filePath(file.name), file.content);
            }
        return int(chosen.size());
    }, [this, folder](int saved) { notices_->showNotice({Tone::Good, tr("%Ln document(s) saved to %1.", nullptr, saved).arg(folder), {}, {}, {}}); },
       [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("Not all documents were saved."), error.sentence(), {}, {}}); });
}

void InvoicesPage::saveDocument(const QString& path, documents::DocumentFormat format)
{
    pdfAnswer_.ask(desk_.executor(), [actor = desk_.actor(), id = chosen_, path, format](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        const auto invoice = billing::invoice(connection, id);
        if (!invoice)
            throw NotFound(tr("There is no such invoice in this database."));
        documents::writeDocument(path, documents::documentFile(connection, *invoice, format).content);
        return path;
    }, [this](const QString& saved) { notices_->showNotice({Tone::Good, tr("Saved to %1.").arg(saved), {}, {}, {}}); },
       [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The invoice was not saved."), error.sentence(), {}, {}}); });
}

void InvoicesPage::askForPrint()
{
    auto* dialog = new QFileDialog(this, tr("One PDF for the printer"), QStringLiteral("batch.pdf"), tr("PDF documents (*.pdf)"));
    dialog->setObjectName(QStringLiteral("printDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &InvoicesPage::printSelected);
    dialog->open();
}

void InvoicesPage::printSelected(const QString& path)
{
    struct Print {
        std::atomic<int> done = 0;
        std::atomic<bool> cancelled = false;
    };
    const auto print = std::make_shared<Print>();
    const QList<InvoiceId> chosen = selected();
    const QString job = QStringLiteral("print-%1").arg(++prints_);
    const auto show = [this, job, print, total = int(chosen.size())](JobView::State state, const QString& detail) {
        jobs_.showJob({job, tr("Print batch"), detail, state, print->done, total, {}});
    };
    auto* ticker = new QTimer(this); // what a reading thread did is shown a few times a second
    ticker->callOnTimeout(this, [show] { show(JobView::State::Running, {}); });
    ticker->start(250);
    connect(&jobs_, &JobList::cancelRequested, ticker, [job, print](const QString& id) { print->cancelled = print->cancelled || id == job; });
    connect(&jobs_, &JobList::dismissRequested, this, [this, job](const QString& id) {
        if (id == job)
            jobs_.removeJob(job);
    });
    show(JobView::State::Running, {});
    whenDone(this, desk_.executor().read([actor = desk_.actor(), chosen, path, print](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return documents::printBatch(connection, chosen, path, [print](int done) {
            print->done = done;
            return !print->cancelled;
        });
    }), [this, show, ticker, path](bool whole) {
        delete ticker;
        show(whole ? JobView::State::Done : JobView::State::Cancelled, whole ? path : QString());
        if (whole)
            notices_->showNotice({Tone::Good, tr("Saved to %1.").arg(path), {}, {}, {}});
    }, [this, show, ticker](const Error& error) {
        delete ticker;
        show(JobView::State::Failed, error.sentence());
        notices_->showNotice({Tone::Bad, tr("The documents were not printed."), error.sentence(), {}, {}});
    });
}

void InvoicesPage::mailSelected()
{
    struct Mailed {
        int queued = 0;
        QString refusal; ///< the first
    };
    whenDone(this, desk_.executor().write([actor = desk_.actor(), chosen = selected()](store::Context& context) {
        Mailed mailed;
        for (const InvoiceId id : chosen)
            try {
                documents::MailService(context).queue(actor, id, documents::DocumentFormat::Pdf);
                ++mailed.queued;
            } catch (const StoreFailure&) {
                throw;
            } catch (const Error& error) {
                if (mailed.refusal.isEmpty())
                    mailed.refusal = error.sentence();
            }
        return mailed;
    }), [this](const Mailed& mailed) {
        notices_->showNotice({mailed.refusal.isEmpty() ? Tone::Good : Tone::Bad, tr("%Ln document(s) wait in the mail queue or were mailed before.", nullptr, mailed.queued), mailed.refusal, {}, {}});
    }, [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("Nothing was mailed."), error.sentence(), {}, {}}); });
}

} // namespace trunkline::widgets
