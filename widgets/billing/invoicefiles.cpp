// InvoicesPage: what leaves the house of the chosen documents. Files, paper and e-mail.

#include "models/billing/invoicestore.h"
#include "widgets/billing/documentsending.h"
#include "widgets/billing/invoicespage.h"
#include "widgets/billing/printing.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>
#include <QUrl>

namespace trunkline::widgets {

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

void InvoicesPage::printSelected(const QString& path)
{
    sending_->print(selected(), path);
}

void InvoicesPage::mailSelected()
{
    sending_->mail(selected());
}

void InvoicesPage::openShown()
{
    if (!shown_ || !folder_.isValid())
        return;
    const QString path = folder_.filePath(shown_->invoice.number + QStringLiteral(".pdf"));
    try {
        documents::writeDocument(path, shown_->pdf);
    } catch (const Error& error) {
        return notices_->showNotice({Tone::Bad, tr("The document was not opened."), error.sentence(), {}, {}});
    }
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        notices_->showNotice({Tone::Bad, tr("The document was not opened."), tr("No program for PDF files is known here; save it instead."), {}, {}});
}

void InvoicesPage::printShown()
{
    if (!shown_)
        return;
    auto* printer = new QPrinter(QPrinter::HighResolution);
    printer->setDocName(shown_->invoice.number);
    auto* dialog = new QPrintDialog(printer, this);
    dialog->setObjectName(QStringLiteral("paperDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, printer] {
        if (!printPages(*document_, *printer))
            notices_->showNotice({Tone::Bad, tr("The document was not printed."), tr("The printer took no page; look at its state or choose another one."), {}, {}});
    });
    connect(dialog, &QObject::destroyed, this, [printer] { delete printer; });
    dialog->open();
}

void InvoicesPage::mailShown()
{
    if (shown_)
        sending_->mail({chosen_});
}

} // namespace trunkline::widgets
