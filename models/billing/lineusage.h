// Which usage a posted line charges: its records are found again by what the line's source key and the run say.
#pragma once

#include "models/billing/invoice.h"
#include "models/rating/usagetotals.h"

namespace trunkline::billing {

struct LineUsage {
    QList<std::int64_t> identities;
    std::int64_t tariffNumber = 0;
    QString zone;      ///< code of the tariff's zone
    std::optional<bool> isLate = {}; ///< began before the mark of the bill before, and arrived after it; nothing: both
    rating::UsageSpan span;
};

/// Nothing for a line that charges no rated usage.
std::optional<LineUsage> usageOfLine(store::Connection& connection, const OperatorZone& zone, const Invoice& invoice, const InvoiceLine& line);

} // namespace trunkline::billing
