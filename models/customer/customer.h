// Who buys (TMF629), whom to call, and what is billed (TMF666).
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"
#include "models/core/taxcategory.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace trunkline::customer {

struct CustomerDraft {
    QString name;
    QString email = {};
    QString phone = {};
};

struct Customer {
    CustomerId id;
    QString number; ///< "C-000001"
    QString name;
    QString email;
    QString phone;
    bool operator==(const Customer&) const = default;
};

struct ContactDraft {
    QString name;
    QString role = {}; ///< "technical", "billing", … as the operator likes
    QString email = {};
    QString phone = {};
};

struct Contact {
    ContactId id;
    CustomerId customerId;
    QString name;
    QString role;
    QString email;
    QString phone;
    bool operator==(const Contact&) const = default;
};

struct AccountDraft {
    Currency currency;
    int billDay = 1;      ///< 1 to 31; in a shorter month its last day
    int paymentDays = 14; ///< from the invoice's date to the due date
    QString street = {};
    QString postCode = {};
    QString city = {};
    QString country = {}; ///< ISO 3166-1 alpha-2
    QString vatId = {};
    std::optional<TaxCategory> taxExemption = {}; ///< E, AE, K, G or O: no tax is charged
    QString taxReason = {};                       ///< why, as documents state it
};

/// What is billed and holds a balance: invoices go to its address, in its currency, on its day.
struct Account {
    AccountId id;
    CustomerId customerId;
    QString number; ///< "A-000001"
    Currency currency;
    int billDay = 1;
    int paymentDays = 14;
    QString street;
    QString postCode;
    QString city;
    QString country;
    QString vatId;
    std::optional<TaxCategory> taxExemption = {}; ///< E, AE, K, G or O: no tax is charged
    QString taxReason = {};                       ///< why, as documents state it
    bool operator==(const Account&) const = default;
};

/// For the journal.
QJsonObject toJson(const Customer& customer);
QJsonObject toJson(const Contact& contact);
QJsonObject toJson(const Account& account);

/// Each throws InvalidInput, naming the field and what to write. An account may be opened without its
/// address; a bill run then parks it until the address is there.
void checkCustomer(const CustomerDraft& draft);
void checkContact(const ContactDraft& draft);
void checkAccount(const AccountDraft& draft);

} // namespace trunkline::customer
