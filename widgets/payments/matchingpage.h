// Movements at the bank at the left, what they are about at the right: a person accepts with Enter.
#pragma once

#include "models/payments/paymentmodels.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QPushButton;
class QSplitter;

namespace trunkline::widgets {

class DetailPane;
class NoticeBar;
class SectionCard;
class TablePane;

class MatchingPage : public QWidget {
    Q_OBJECT
public:
    MatchingPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    void refresh();
    QList<TablePane*> tables() const { return {lines_, payments_}; }
    QSplitter* splitter() const { return splitter_; }
    /// Reads a statement file on the writing thread and tells in the bar what came of it.
    void importFile(const QString& path);

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);

private:
    QWidget* buildProposal();
    void addWhys(DetailPane& detail);
    /// Of the chosen payment: what it settled is open again, or the bank took it back.
    void release();
    void markReturned();
    void askForFile();
    void showProposal();
    void showPayment();
    /// What is proposed for the chosen line; does nothing where nothing is.
    void accept();
    void acceptSure();
    void askWhose();
    void askWhatElse();
    template <class Work>
    void write(const QString& failure, Work work);

    Desk& desk_;
    payments::BankLineModel lineModel_;
    payments::PaymentModel paymentModel_;
    QSplitter* splitter_;
    TablePane* lines_;
    TablePane* payments_;
    NoticeBar* notices_;
    SectionCard* proposal_;
    QPushButton* accept_;
    QPushButton* whose_;
    QPushButton* aside_;
    QPushButton* release_;
    QPushButton* returned_;
    Asking listAnswer_;
};

} // namespace trunkline::widgets
