// A signed mandate, and a file of direct debits before it is made.
#pragma once

#include "models/payments/debitrows.h"
#include "models/payments/paymentsettings.h"
#include "widgets/office/entrydialog.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace trunkline::widgets {

class TablePane;

class MandateDialog : public EntryDialog {
    Q_OBJECT
public:
    MandateDialog(Desk& desk, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    QLineEdit* account_;
    QLineEdit* name_;
    QLineEdit* iban_;
    QLineEdit* bic_;
    QDateEdit* signed_;
    QLineEdit* reference_;
    QComboBox* scheme_;
    QCheckBox* oneOff_;
};

/// Shows what a file would collect until a day, then makes it.
class DebitFileDialog : public EntryDialog {
    Q_OBJECT
public:
    DebitFileDialog(Desk& desk, QWidget* parent);

Q_SIGNALS:
    void made(const QString& number);

private:
    void save() override;
    void preview();

    Desk& desk_;
    payments::PlannedDebitModel model_;
    QDateEdit* until_;
    TablePane* planned_;
    QLabel* sum_;
    Asking answer_;
};

/// How this operator is paid: what the bank gave it, and what it asks of customers.
class PaymentSettingsDialog : public EntryDialog {
    Q_OBJECT
public:
    PaymentSettingsDialog(Desk& desk, QWidget* parent);

private:
    void save() override;
    void show(const payments::PaymentSettings& settings);

    Desk& desk_;
    QLineEdit* creditor_;
    QLineEdit* bic_;
    QComboBox* version_;
    QSpinBox* notice_;
    QSpinBox* lead_;
    QLineEdit* returnFee_;
    QLineEdit* writeOff_;
    std::optional<payments::PaymentSettings> known_; ///< what is not shown stays; nothing is saved before it is read
    Asking answer_;
};

} // namespace trunkline::widgets
