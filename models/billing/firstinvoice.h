// What the first invoice of an order would say, by the rules that will bill it.
#pragma once

#include "models/billing/invoice.h"
#include "models/ordering/order.h"
#include "models/store/connection.h"

namespace trunkline::billing {

/// The invoice of the first bill day after the requested date, if the service is activated on that
/// date and nothing else is on the account. Throws NotFound for an unknown customer, account or
/// offering, Refused when the account could not be billed.
Invoice firstInvoice(store::Connection& connection, const ordering::OrderRequest& request);

} // namespace trunkline::billing
