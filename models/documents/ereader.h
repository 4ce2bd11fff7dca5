// Inside of readEInvoice: one function for each syntax.
#pragma once

#include "models/documents/einvoice.h"
#include "models/documents/xmltree.h"

namespace trunkline::documents {

EInvoice readUbl(const XmlElement& root);
EInvoice readCii(const XmlElement& root);

/// Nothing when the element is not there or empty. Throws InvalidInput when it is no number.
std::optional<Decimal> readDecimal(const XmlElement& from, const char* path);
/// "2026-04-01" or "20260401"; invalid when it is not there. Throws InvalidInput for anything else.
BillingDate readDate(const XmlElement& from, const char* path);
/// Both syntaxes alike: a discount of nothing is none, and a price with a discount has a gross price (BT-146 = BT-148 − BT-147).
void settlePrices(ELine& line);

} // namespace trunkline::documents
