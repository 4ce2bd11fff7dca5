// What a person writes down about an account: a payment, a part that is given up, a disagreement.
#pragma once

#include "models/payments/paymentstore.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace trunkline::widgets {

/// A payment by hand; it settles the oldest open items, the rest stays as credit.
class RecordPaymentDialog : public EntryDialog {
    Q_OBJECT
public:
    /// `owed` is proposed as the amount when it is above zero.
    RecordPaymentDialog(Desk& desk, AccountId account, const QString& accountNumber, const Money& owed, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    AccountId account_;
    Currency currency_;
    QLineEdit* amount_;
    QComboBox* method_;
    QDateEdit* day_;
    QLineEdit* reference_;
};

/// Gives up a part of an item, with its reason.
class WriteOffDialog : public EntryDialog {
    Q_OBJECT
public:
    WriteOffDialog(Desk& desk, const payments::OpenItem& item, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    payments::OpenItem item_;
    QLineEdit* amount_;
    QLineEdit* reason_;
};

/// The customer disagrees with an invoice, or does no more.
class DisputeDialog : public EntryDialog {
    Q_OBJECT
public:
    DisputeDialog(Desk& desk, const payments::OpenItem& item, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    payments::OpenItem item_;
    QLineEdit* reason_;
};

/// "29,90" or "29.90" as people of the locale write it. Throws InvalidInput.
Money typedMoney(const QString& text, Currency currency);

} // namespace trunkline::widgets
