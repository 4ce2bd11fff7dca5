// Customers that were forgotten: the number and the books are left.
#pragma once

#include "models/customer/customer.h"
#include "models/store/connection.h"

namespace trunkline::customer {

/// When the customer was erased; nothing when it was not.
std::optional<Timestamp> erasedAt(store::Connection& connection, CustomerId id);
/// For who changes or sells something. Throws NotFound; Refused when the customer was erased.
Customer requireLivingCustomer(store::Connection& connection, CustomerId id);
/// Inside a Change: the number takes the place of the name, e-mail and phone are emptied, contacts go, and so do addresses of accounts.
void eraseCustomer(store::Connection& connection, const Customer& customer, Timestamp at);

} // namespace trunkline::customer
