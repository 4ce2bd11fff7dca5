// Direct debits: the mandates, and the files for the bank with what is in each.
#pragma once

#include "models/payments/debitrows.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QPushButton;
class QSplitter;

namespace trunkline::widgets {

class DetailPane;
class EntryDialog;
class NoticeBar;
class PromptBar;
class TablePane;

class DebitPage : public QWidget {
    Q_OBJECT
public:
    DebitPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    void refresh();
    QList<TablePane*> tables() const { return {mandates_, orders_, ordered_}; }
    QSplitter* splitter() const { return splitter_; }
    /// The chosen file as it was made; whole or not at all, told in the bar.
    void exportTo(const QString& path);

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);

private:
    void buildMandates();
    QWidget* buildOrders();
    void addWhys(DetailPane& detail);
    void offerActions();
    void readOrdered();
    void addMandate();
    void revoke();
    void endAfterNext();
    void makeFile();
    void makeRefunds();
    void askForExport();
    void markReturned();
    void follow(EntryDialog* form);
    template <class Work>
    void write(const QString& failure, Work work);
    QString reference() const;

    Desk& desk_;
    payments::MandateModel mandateModel_;
    payments::BankOrderModel orderModel_;
    payments::OrderedModel orderedModel_;
    QSplitter* splitter_;
    TablePane* mandates_;
    TablePane* orders_;
    TablePane* ordered_;
    NoticeBar* notices_;
    PromptBar* prompt_;
    QPushButton* revoke_ = nullptr;
    QPushButton* last_ = nullptr;
    QPushButton* export_ = nullptr;
    QPushButton* returned_ = nullptr;
    Asking listAnswer_;
    Asking orderedAnswer_;
    Asking exportAnswer_;
};

} // namespace trunkline::widgets
