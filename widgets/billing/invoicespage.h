// Posted invoices: the list, the document as customers get it, its lines and why each is there.
#pragma once

#include "models/billing/invoicemodel.h"
#include "models/overview/chain.h"
#include "widgets/office/asking.h"

#include <QBuffer>
#include <QWidget>

class QPdfDocument;
class QPdfView;
class QPushButton;
class QSplitter;

namespace trunkline::widgets {

class DetailPane;
class NoticeBar;
class TablePane;

class InvoicesPage : public QWidget {
    Q_OBJECT
public:
    InvoicesPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    void refresh();
    void choose(InvoiceId id);
    /// The pane shows what is chosen.
    void showDetail();
    /// Writes the shown document whole or not at all; tells either in the bar.
    bool savePdf(const QString& path);
    TablePane* table() const { return table_; }

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

    Desk& desk_;
    DetailPane& detail_;
    billing::InvoiceModel model_;
    billing::InvoiceLineModel lines_;
    TablePane* table_;
    TablePane* lineTable_;
    NoticeBar* notices_;
    QBuffer bytes_;
    QPdfDocument* document_;
    QPdfView* view_;
    QPushButton* save_;
    QPushButton* why_;
    InvoiceId chosen_;
    std::optional<Chosen> shown_;
    LatestAnswer listAnswer_;
    LatestAnswer invoiceAnswer_;
    LatestAnswer whyAnswer_;
};

} // namespace trunkline::widgets
