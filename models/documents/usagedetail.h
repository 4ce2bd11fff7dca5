// The pages behind an invoice that list what its usage lines are made of.
#pragma once

#include "models/documents/invoicepdf.h"

namespace trunkline::documents {

/// A part for each line that charges usage or traffic, in their order: the records with their exact prices and a total that is the line's
/// amount; what was measured of traffic. Empty when the operator lists none (DocumentSettings::usageDetail). Records are read while they
/// are drawn: the connection must live until then.
QList<UsageDetail> usageDetails(store::Connection& connection, const billing::Invoice& invoice, const DocumentSettings& settings);

/// "+49301234***" for 3: at most so many of the last digits are hidden, and nothing that is no digit.
QString masked(QString destination, int digits);

} // namespace trunkline::documents
