// Posted invoices: the list, the document as customers get it, its lines and why each is there.
#pragma once

#include "models/billing/invoicemodel.h"
#include "models/documents/documentfile.h"
#include "models/overview/chain.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QBuffer>
#include <QWidget>

class QAction;
class QPdfDocument;
class QPdfView;
class QPushButton;
class QSplitter;

namespace trunkline::widgets {

class DetailPane;
class JobList;
class NoticeBar;
class TablePane;

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
    QList<TablePane*> tables() const { return {table_, lineTable_}; }
    QSplitter* splitter() const { return splitter_; }

private:
    /// One document, read at once.
    struct Chosen {
        billing::Invoice invoice;
        QByteArray pdf;
        QList<overview::ChainStep> why, history;
    };

    QWidget* buildDocument();
    void readList();
    void readInvoice();
    void showInvoice(const Chosen& chosen);
    void askWhy();
    void askForPath();
    void askForFolder();
    void askForPrint();
    QList<InvoiceId> selected() const;

    Desk& desk_;
    DetailPane& detail_;
    JobList& jobs_;
    billing::InvoiceModel model_;
    billing::InvoiceLineModel lines_;
    QSplitter* splitter_;
    TablePane* table_;
    TablePane* lineTable_;
    NoticeBar* notices_;
    QBuffer bytes_;
    QPdfDocument* document_;
    QPdfView* view_;
    QPushButton* save_;
    QPushButton* why_;
    QAction* saveSelected_;
    QAction* printSelected_;
    QAction* mailSelected_;
    InvoiceId chosen_;
    std::optional<Chosen> shown_;
    Asking listAnswer_;
    Asking invoiceAnswer_;
    Asking whyAnswer_;
    Asking pdfAnswer_;
    int prints_ = 0;
};

} // namespace trunkline::widgets
