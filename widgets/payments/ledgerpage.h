// The ledger: the trial balance, and what stands in each account.
#pragma once

#include "models/payments/paymentmodels.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QSplitter;

namespace trunkline::widgets {

class DetailPane;
class EntryDialog;
class NoticeBar;
class TablePane;

class LedgerPage : public QWidget {
    Q_OBJECT
public:
    LedgerPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    void refresh();
    QList<TablePane*> tables() const { return {balances_, lines_}; }
    QSplitter* splitter() const { return splitter_; }
    /// For hledger, or as CSV when the name ends in .csv; whole or not at all, told in the bar.
    void exportTo(const QString& path);

private:
    QWidget* buildLines();
    void choose(const QString& key);
    void check();
    void askForExport();
    void closeMonth();
    void postByHand();
    void follow(EntryDialog* form);
    void addWhys();

    Desk& desk_;
    DetailPane& detail_;
    payments::BalanceModel balanceModel_;
    payments::AccountLineModel lineModel_;
    QSplitter* splitter_;
    TablePane* balances_;
    TablePane* lines_;
    NoticeBar* notices_;
    QString chosen_;
    Asking balanceAnswer_;
    Asking lineAnswer_;
    Asking checkAnswer_;
    Asking exportAnswer_;
};

} // namespace trunkline::widgets
