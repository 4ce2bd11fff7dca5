// Whether the usage adds up: every line that was read is somewhere, and the files' counts say where.
#pragma once

#include "models/rating/usagestore.h"

namespace trunkline::rating {

struct UsageCheck {
    UsageCounts read;      ///< of the files that were read, as they counted when they were
    std::int64_t recycled = 0; ///< of their lines put aside, rated since
    std::int64_t suspendedNow = 0;
    std::int64_t rejectedNow = 0;
    std::int64_t duplicatesNow = 0;
    std::int64_t ratedNow = 0; ///< records, those recycled among them
    std::int64_t billed = 0;   ///< of these records: on invoices, for money
    std::int64_t included = 0; ///< on invoices, for nothing
    std::int64_t free = 0;     ///< of a time that is billed, but cost nothing by their tariff
    std::int64_t unbilled() const { return ratedNow - billed - included - free; } ///< on no invoice, or on those of earlier versions
    std::int64_t unfinishedFiles = 0; ///< interrupted: give them again to go on
    QStringList wrong;     ///< sentences; empty when everything adds up
};

/// Counts every record and every line put aside: a sweep through the tables.
UsageCheck checkUsage(store::Connection& connection);

} // namespace trunkline::rating
