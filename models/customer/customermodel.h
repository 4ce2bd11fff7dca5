// The tables of customers and accounts.
#pragma once

#include "models/core/valuemodel.h"
#include "models/customer/customer.h"

namespace trunkline::customer {

/// Key: the id's text. Columns: number, name, email, phone.
class CustomerModel : public ValueModel<Customer> {
public:
    explicit CustomerModel(QObject* parent = nullptr);
};

/// Key: the id's text. Columns: number, currency, billDay, paymentDays, address, vatId.
class AccountModel : public ValueModel<Account> {
public:
    explicit AccountModel(QObject* parent = nullptr);
};

/// "Lindenweg 5, 10115 Berlin, DE"; empty parts left out.
QString addressText(const Account& account);

} // namespace trunkline::customer
