// The fields of an account: where invoices go, when, and in which currency.
#pragma once

#include "models/customer/customer.h"
#include "models/documents/documentsettings.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace trunkline::widgets {

class Desk;

/// Adds its rows to a form; the form's widget owns them.
class AccountFields {
public:
    AccountFields(const Desk& desk, QFormLayout& form);

    /// An account that is there already: its currency stays.
    void show(const customer::Account& account);
    /// Throws InvalidInput for a currency that does not exist.
    customer::AccountDraft draft() const;

private:
    QLineEdit* street_;
    QLineEdit* postCode_;
    QLineEdit* city_;
    QComboBox* country_;
    QLineEdit* vatId_;
    QComboBox* taxation_;
    QLineEdit* taxReason_;
    QComboBox* currency_;
    QSpinBox* billDay_;
    QSpinBox* paymentDays_;
};

/// What documents to an account carry beside its address. Adds its rows to a form; the form's widget owns them.
class BuyerFields {
public:
    explicit BuyerFields(QFormLayout& form);

    void show(const documents::BuyerDetails& details);
    documents::BuyerDetails details() const;

private:
    QLineEdit* reference_;
    QLineEdit* order_;
    QLineEdit* email_;
    QComboBox* scheme_;
    QLineEdit* endpoint_;
};

} // namespace trunkline::widgets
