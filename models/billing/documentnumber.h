// The legal number of a document.
#pragma once

#include "models/billing/billingsettings.h"
#include "models/billing/invoice.h"

namespace trunkline::billing {

/// Gives the document and its lines their identifiers and the next number of its series: that of its kind, its year and, when
/// it has one, the buyer's country. Gapless: given back when the change is not committed.
void numberDocument(Invoice& document, BillRunId run, const BillingSettings& settings, store::Change& change);

} // namespace trunkline::billing
