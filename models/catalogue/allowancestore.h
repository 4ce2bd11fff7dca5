// The rows of allowances, and which versions of offerings include them.
#pragma once

#include "models/catalogue/allowance.h"
#include "models/store/connection.h"

namespace trunkline::catalogue {

/// By code.
QList<Allowance> allowances(store::Connection& connection);
std::optional<Allowance> allowanceCalled(store::Connection& connection, const QString& code);
/// Of all offerings, by the allowance's code.
QList<OfferedAllowance> offeredAllowances(store::Connection& connection);

/// Inside a Change.
void insertAllowance(store::Connection& connection, const Allowance& allowance);
/// Takes the place of what was said of both before.
void setOfferedAllowance(store::Connection& connection, const OfferedAllowance& offered);

} // namespace trunkline::catalogue
