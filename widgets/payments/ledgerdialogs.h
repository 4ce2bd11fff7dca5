// What a person does to the books: closes a month, posts by hand.
#pragma once

#include "models/ledger/ledgerservice.h"
#include "widgets/office/entrydialog.h"

class QDateEdit;
class QLabel;
class QLineEdit;
class QTableWidget;

namespace trunkline::widgets {

class SectionCard;

/// Shows what closing would post and refuse, then does it: earns what was charged in advance, and closes.
class CloseMonthDialog : public EntryDialog {
    Q_OBJECT
public:
    CloseMonthDialog(Desk& desk, QWidget* parent);

private:
    void save() override;
    void preview();
    void show(const ledger::MonthClose& close, const QStringList& wrong);
    BillingDate month() const;

    Desk& desk_;
    QDateEdit* month_;
    SectionCard* effect_;
    QLabel* meaning_;
    Asking monthAnswer_;
    Asking previewAnswer_;
};

/// Legs in a table; what is missing to a sum of nothing stands below it.
class PostingDialog : public EntryDialog {
    Q_OBJECT
public:
    /// `accounts` are proposed; others may be typed.
    PostingDialog(Desk& desk, const QStringList& accounts, QWidget* parent);

private:
    void save() override;
    void addLeg();
    /// Throws InvalidInput, naming the leg.
    QList<ledger::Leg> legs() const;
    void showDifference();

    Desk& desk_;
    QStringList accounts_;
    QDateEdit* day_;
    QLineEdit* text_;
    QLineEdit* reason_;
    QTableWidget* legs_;
    QLabel* difference_;
};

} // namespace trunkline::widgets
