// Who owes what, by how long it is overdue, and the account's statement with its running balance.
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

class AccountsPage : public QWidget {
    Q_OBJECT
public:
    AccountsPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    void refresh();
    QList<TablePane*> tables() const { return {ageing_, statement_, items_}; }
    QSplitter* splitter() const { return splitter_; }

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);

private:
    struct Chosen {
        QList<payments::StatementLine> statement;
        QList<payments::OpenItem> items;
    };

    QWidget* buildAccount();
    void buildActions();
    void addWhys();
    void choose(AccountId account);
    void readAccount();
    const payments::AgeingRow* chosenRow() const { return accounts_.find(chosen_.toString()); }
    void recordPayment();
    void refund();
    /// The credit of the account settles its oldest items.
    void allocate();
    /// For the chosen item, when it is one that can be given up, disputed or set against an invoice.
    void writeOff();
    void dispute();
    void applyCredit();
    void follow(EntryDialog* form);

    Desk& desk_;
    DetailPane& detail_;
    payments::AgeingModel accounts_;
    payments::StatementModel lines_;
    payments::OpenItemModel open_;
    QSplitter* splitter_;
    TablePane* ageing_;
    TablePane* statement_;
    TablePane* items_;
    NoticeBar* notices_;
    QList<QWidget*> accountTools_; ///< of use when an account is chosen
    AccountId chosen_;
    Asking ageingAnswer_;
    Asking accountAnswer_;
};

} // namespace trunkline::widgets
