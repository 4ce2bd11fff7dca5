// What a person says about a movement at the bank.
#pragma once

#include "models/payments/bankline.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QLineEdit;
class QComboBox;
class QDateEdit;

namespace trunkline::widgets {

/// Whose payment it is: the number of an account, or of an invoice that it settles. What is left settles the oldest items.
class WhosePaymentDialog : public EntryDialog {
    Q_OBJECT
public:
    WhosePaymentDialog(Desk& desk, const payments::BankLine& line, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    payments::BankLine line_;
    QLineEdit* number_;
};

/// It is no customer's: which account of the ledger it belongs to, and what it was.
class SetAsideDialog : public EntryDialog {
    Q_OBJECT
public:
    SetAsideDialog(Desk& desk, const payments::BankLine& line, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    payments::BankLine line_;
    QComboBox* account_;
    QLineEdit* note_;
};

/// The bank took a payment back, and no statement says so yet.
class ReturnedDialog : public EntryDialog {
    Q_OBJECT
public:
    ReturnedDialog(Desk& desk, PaymentId payment, const QString& number, const Money& amount, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    PaymentId payment_;
    QString number_;
    QDateEdit* day_;
    QLineEdit* reason_;
};

} // namespace trunkline::widgets
