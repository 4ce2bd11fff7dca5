// Posted invoices: the list, the document as customers get it, its lines and why each is there.
#pragma once

#include "models/billing/invoicemodel.h"
#include "models/documents/documentfile.h"
#include "models/overview/chain.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QWidget>

class QAction;
class QPdfDocument;
class QPdfView;
class QPushButton;
class QSplitter;

namespace trunkline::widgets {

class DetailPane;
class DocumentSending;
class EntryDialog;
class JobList;
class NoticeBar;
class TablePane;
struct WhySubject;

class InvoicesPage : public QWidget {
    Q_OBJECT
public:
    InvoicesPage(Desk& desk, DetailPane& detail, JobList& jobs, QWidget* parent = nullptr);

    void refresh();
    void choose(InvoiceId id);
    /// The pane shows what is chosen.
    void showDetail();
    /// Writes the shown document in a form, whole or not at all; tells either in the bar.
    void saveDocument(const QString& path, documents::DocumentFormat format);
    /// Writes the documents of the selected invoices into a folder, each whole or not at all.
    void savePdfs(const QString& folder);
    /// One PDF of the selected documents, for the printer; a job that can be cancelled.
    void printSelected(const QString& path);
    /// Queues the selected documents for e-mail, each to its customer.
    void mailSelected();
    /// The shown document in the program that this desktop opens PDF files with, on paper, or to its customer.
    void openShown();
    void printShown();
    void mailShown();
    QList<TablePane*> tables() const { return {table_, lineTable_}; }
    QSplitter* splitter() const { return splitter_; }

private:
    /// One document, read at once.
    struct Chosen {
        billing::Invoice invoice;
        QByteArray pdf;
        QList<overview::ChainStep> why, history;
        QList<billing::Invoice> credits; ///< credit notes about it
    };

    QWidget* buildDocument();
    void buildDocumentMenu();
    template <class Form>
    void openForm();
    void follow(EntryDialog* form);
    void readList();
    void readInvoice();
    void showInvoice(const Chosen& chosen);
    std::optional<WhySubject> whyOfLine(const QString& key);
    void askForPath();
    void askForFolder();
    QList<InvoiceId> selected() const;

    Desk& desk_;
    DetailPane& detail_;
    billing::InvoiceModel model_;
    billing::InvoiceLineModel lines_;
    QSplitter* splitter_;
    TablePane* table_;
    TablePane* lineTable_;
    NoticeBar* notices_;
    QBuffer bytes_;
    QPdfDocument* document_;
    QPdfView* view_;
    QPushButton* documentMenu_;
    DocumentSending* sending_;
    QAction* saveSelected_;
    QAction* printSelected_;
    QAction* mailSelected_;
    QAction* credit_;
    QAction* cancel_;
    QAction* adjust_;
    QTemporaryDir folder_; ///< what other programs show
    InvoiceId chosen_;
    std::optional<Chosen> shown_;
    QString told_; ///< what a form did, until the document is read again
    Asking listAnswer_;
    Asking invoiceAnswer_;
    Asking pdfAnswer_;
};

} // namespace trunkline::widgets
