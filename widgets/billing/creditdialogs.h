// What a person gives back of a posted invoice: chosen lines or parts of them, or everything.
#pragma once

#include "models/billing/creditnote.h"
#include "widgets/office/entrydialog.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QTableWidget;

namespace trunkline::widgets {

/// A line is checked and takes what is left of it, or has its amount typed. The credit note that would be posted is shown before it is.
class CreditDialog : public EntryDialog {
    Q_OBJECT
public:
    CreditDialog(Desk& desk, const billing::Invoice& invoice, QWidget* parent);

private:
    void save() override;
    void showLines(const QList<Money>& left);
    void followCell(int row, int column);
    /// Throws InvalidInput for an amount that is none.
    QList<billing::CreditedPart> parts() const;
    void preview();

    Desk& desk_;
    billing::Invoice invoice_;
    QList<Money> left_;
    QTableWidget* lines_;
    QLabel* sum_;
    QLineEdit* reason_;
    QCheckBox* settle_;
    Asking leftAnswer_;
    Asking previewAnswer_;
    bool filling_ = false;
};

/// Takes a whole invoice back.
class CancelDialog : public EntryDialog {
    Q_OBJECT
public:
    CancelDialog(Desk& desk, const billing::Invoice& invoice, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    billing::Invoice invoice_;
    QLineEdit* reason_;
    QCheckBox* again_;
    QCheckBox* settle_;
};

} // namespace trunkline::widgets
