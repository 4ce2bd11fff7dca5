// The rules of EN 16931-1 that are about figures and what must be there, as the program itself checks them: before a document
// leaves the house, and of one that comes in.
#pragma once

#include "models/documents/einvoice.h"

namespace trunkline::documents {

/// The rules that are checked: "BR-CO-10", …
QStringList checkedRules();
/// Those of them that the document breaks, in that order.
QStringList brokenRules(const EInvoice& invoice);

} // namespace trunkline::documents
