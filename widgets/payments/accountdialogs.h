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

/// Credit goes back to the customer; the next refund file takes it.
class RefundDialog : public EntryDialog {
    Q_OBJECT
public:
    /// Name and IBAN of the account's newest payment are proposed, `credit` as the amount.
    RefundDialog(Desk& desk, AccountId account, const QString& accountNumber, const Money& credit, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    AccountId account_;
    Currency currency_;
    QLineEdit* amount_;
    QLineEdit* name_;
    QLineEdit* iban_;
    QLineEdit* reason_;
    Asking payer_;
};

/// A credit note settles an open invoice of the same account.
class ApplyCreditDialog : public EntryDialog {
    Q_OBJECT
public:
    ApplyCreditDialog(Desk& desk, const payments::OpenItem& credit, const QList<payments::OpenItem>& invoices, QWidget* parent);

private:
    void save() override;
    void proposeAmount();

    Desk& desk_;
    payments::OpenItem credit_;
    QList<payments::OpenItem> invoices_;
    QComboBox* invoice_;
    QLineEdit* amount_;
};

} // namespace trunkline::widgets
