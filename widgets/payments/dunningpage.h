// Dunning like a bill run: who would get which letter, the letter beside, then approve and send.
#pragma once

#include "models/payments/dunningservice.h"
#include "models/payments/paymentmodels.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;

namespace trunkline::widgets {

class NoticeBar;
class SectionCard;
class TablePane;

class DunningPage : public QWidget {
    Q_OBJECT
public:
    explicit DunningPage(Desk& desk, QWidget* parent = nullptr);

    void refresh();
    QList<TablePane*> tables() const { return {table_}; }
    QSplitter* splitter() const { return splitter_; }

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);

private:
    QWidget* buildLetter();
    void showLetter();
    /// The figures that are shown are what is sent; if they changed meanwhile, nothing is.
    void send();
    BillingDate today() const;

    Desk& desk_;
    payments::DunningModel model_;
    QList<payments::DunningDraft> drafts_;
    QSplitter* splitter_;
    TablePane* table_;
    NoticeBar* notices_;
    QLabel* figures_;
    SectionCard* letter_;
    QLabel* text_;
    QPushButton* send_;
    Asking answer_;
};

} // namespace trunkline::widgets
