// The sums of a document, as EN 16931 wants them. Pure.
#pragma once

#include "models/billing/invoice.h"

namespace trunkline::billing {

/// One for each tax category and rate: the tax of the lines' sum, halves up (BR-CO-17). Highest rate
/// first. The reason of a category that needs one is that of its lines, each once.
QList<TaxTotal> taxTotalsOf(const QList<InvoiceLine>& lines);

/// Net, taxes, tax and gross of the lines (BR-CO-10, -13, -14, -15).
void addTotals(Invoice& invoice);

/// Throws InvalidInput when a sum is not that of the lines, or a line's category and rate can't go together.
void checkTotals(const Invoice& invoice);

} // namespace trunkline::billing
