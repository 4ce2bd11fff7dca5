// A charge or credit by hand, which comes on the account's next invoice.
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"
#include "widgets/office/entrydialog.h"

class QComboBox;
class QLineEdit;

namespace trunkline::widgets {

class AdjustmentDialog : public EntryDialog {
    Q_OBJECT
public:
    AdjustmentDialog(Desk& desk, AccountId account, const QString& accountNumber, Currency currency, QWidget* parent);

private:
    void save() override;
    void readClasses();

    Desk& desk_;
    AccountId account_;
    QString accountNumber_;
    Currency currency_;
    QComboBox* direction_;
    QLineEdit* amount_;
    QComboBox* tax_; ///< data: a tax class; what was typed beside them is a rate
    QLineEdit* text_;
    QLineEdit* reason_;
    Asking classes_;
};

} // namespace trunkline::widgets
