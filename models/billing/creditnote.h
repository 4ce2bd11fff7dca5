// What takes an invoice back. Pure: documents in, document out.
#pragma once

#include "models/billing/billable.h"

namespace trunkline::billing {

/// A credit note over everything of an invoice that is not given back yet: each line with its sign turned and its own tax. `billed` are the
/// charges of its subscriptions as they stand now: of a charge that was corrected since, only what is left goes back.
/// Source keys are "cancel:<key of the line>". Nothing when nothing is left.
std::optional<Invoice> cancellationOf(const Invoice& invoice, const QList<BilledCharge>& billed, BillingDate issuedOn, const QString& reason);

} // namespace trunkline::billing
