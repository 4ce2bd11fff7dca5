// Dunning like a bill run: who would get which letter, the letter beside, then approve and send; below them who is left out, and what the network refused.
#pragma once

#include "models/payments/dunningcases.h"
#include "models/payments/dunningservice.h"
#include "models/payments/paymentmodels.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;

namespace trunkline::widgets {

class DetailPane;
class EntryDialog;
class NoticeBar;
class SectionCard;
class TablePane;

class DunningPage : public QWidget {
    Q_OBJECT
public:
    DunningPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    void refresh();
    QList<TablePane*> tables() const { return {table_, cases_}; }
    QSplitter* splitter() const { return splitter_; }

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);

private:
    QWidget* buildLetter();
    void buildCases();
    void addWhys(DetailPane& detail);
    void showCase();
    void hold();
    /// The hold or the dispute of the chosen case is over.
    void endCase();
    void retry();
    void follow(EntryDialog* form);
    void readCases();
    void showLetter();
    /// The figures that are shown are what is sent; if they changed meanwhile, nothing is.
    void send();
    BillingDate today() const;

    Desk& desk_;
    payments::DunningModel model_;
    QList<payments::DunningDraft> drafts_;
    QSplitter* splitter_;
    TablePane* table_;
    payments::DunningCaseModel caseModel_;
    TablePane* cases_;
    NoticeBar* notices_;
    QLabel* figures_;
    SectionCard* letter_;
    QLabel* text_;
    QPushButton* send_;
    QPushButton* hold_;
    QPushButton* end_;
    QPushButton* retry_;
    Asking answer_;
    Asking caseAnswer_;
};

} // namespace trunkline::widgets
