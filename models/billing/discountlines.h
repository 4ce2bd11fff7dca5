// What promotions and agreements take off. Pure. A discount follows the charge it is taken off: also a part that goes back.
#pragma once

#include "models/billing/billable.h"

namespace trunkline::billing {

/// The lines of all discounts of an account on its recurring, repair and delta lines, or on those of usage, in the order of the discounts. No charge
/// falls below 0; a discount of a bundle that is an amount is split among the charges of one period so that the parts sum to it; so is an amount off the usage of one bill period. What came late or was corrected takes part in percents only.
/// Source key "discount:<discount>:<key of the line>".
QList<InvoiceLine> discountLines(const BillableAccount& account, const QList<InvoiceLine>& lines);

} // namespace trunkline::billing
