// The forms about customers: a new one, a contact, an account, each also for one that is there already. Each writes by
// itself and tells what it made.
#pragma once

#include "widgets/customers/accountfields.h"
#include "widgets/office/entrydialog.h"

#include <memory>
#include <optional>

namespace trunkline::widgets {

class PromptBar;

/// Who somebody is; a new customer gets an account with it.
class CustomerDialog : public EntryDialog {
    Q_OBJECT
public:
    explicit CustomerDialog(Desk& desk, QWidget* parent = nullptr);
    CustomerDialog(Desk& desk, const customer::Customer& known, QWidget* parent = nullptr);

Q_SIGNALS:
    void created(const trunkline::CustomerId& id);

protected:
    void save() override;

private:
    CustomerDialog(Desk& desk, const std::optional<customer::Customer>& known, const QString& title, const QString& saveText, QWidget* parent);
    void create(const customer::CustomerDraft& person);

    Desk& desk_;
    std::optional<customer::Customer> known_;
    QLineEdit* name_;
    QLineEdit* email_;
    QLineEdit* phone_;
    std::unique_ptr<AccountFields> account_;
};

class ContactDialog : public EntryDialog {
    Q_OBJECT
public:
    ContactDialog(Desk& desk, const customer::Customer& customer, QWidget* parent = nullptr);
    ContactDialog(Desk& desk, const customer::Customer& customer, const customer::Contact& known, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    ContactDialog(Desk& desk, const customer::Customer& customer, const std::optional<customer::Contact>& known, const QString& title, const QString& saveText,
                  QWidget* parent);
    void addRemoval();
    void remove();

    Desk& desk_;
    customer::Customer customer_;
    std::optional<customer::Contact> known_;
    QLineEdit* name_;
    QLineEdit* role_;
    QLineEdit* email_;
    QLineEdit* phone_;
    PromptBar* prompt_;
};

class AccountDialog : public EntryDialog {
    Q_OBJECT
public:
    AccountDialog(Desk& desk, const customer::Customer& customer, QWidget* parent = nullptr);
    AccountDialog(Desk& desk, const customer::Account& known, QWidget* parent = nullptr);

Q_SIGNALS:
    void opened(const trunkline::AccountId& id);

protected:
    void save() override;

private:
    void change(const customer::AccountDraft& draft);

    Desk& desk_;
    CustomerId customer_;
    std::optional<customer::Account> known_;
    std::unique_ptr<AccountFields> account_;
    std::unique_ptr<BuyerFields> buyer_; ///< of an account that is there already
    std::optional<documents::BuyerDetails> details_; ///< as they were read; without them nothing of them is written
    Asking buyerAnswer_;
};

} // namespace trunkline::widgets
