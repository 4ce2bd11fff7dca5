// The forms about customers: a new one, a contact, an account. Each writes by itself and tells what it made.
#pragma once

#include "widgets/customers/accountfields.h"
#include "widgets/office/entrydialog.h"

#include <memory>

class QCheckBox;

namespace trunkline::widgets {

class CustomerDialog : public EntryDialog {
    Q_OBJECT
public:
    explicit CustomerDialog(Desk& desk, QWidget* parent = nullptr);

Q_SIGNALS:
    void created(const trunkline::CustomerId& id);

protected:
    void save() override;

private:
    Desk& desk_;
    QLineEdit* name_;
    QLineEdit* email_;
    QLineEdit* phone_;
    std::unique_ptr<AccountFields> account_;
};

class ContactDialog : public EntryDialog {
    Q_OBJECT
public:
    ContactDialog(Desk& desk, const customer::Customer& customer, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    Desk& desk_;
    CustomerId customer_;
    QLineEdit* name_;
    QLineEdit* role_;
    QLineEdit* email_;
    QLineEdit* phone_;
};

class AccountDialog : public EntryDialog {
    Q_OBJECT
public:
    AccountDialog(Desk& desk, const customer::Customer& customer, QWidget* parent = nullptr);

Q_SIGNALS:
    void opened(const trunkline::AccountId& id);

protected:
    void save() override;

private:
    Desk& desk_;
    CustomerId customer_;
    std::unique_ptr<AccountFields> account_;
};

} // namespace trunkline::widgets
