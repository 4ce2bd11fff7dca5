// The periods of a bill day: from one bill day to the next, any day from 1 to 31; in a shorter month
// its last day. Days are the operator's; a bill run on the bill day bills the period that ended.
#pragma once

#include "models/core/timestamp.h"

namespace trunkline::billing {

/// The period that a day lies in. Requires 1 ≤ billDay ≤ 31.
BillingPeriod periodContaining(BillingDate day, int billDay);
/// The last period that is over on `day`: the one a bill run of that day bills.
BillingPeriod periodEndedBy(BillingDate day, int billDay);

/// The accounts with one bill day, and the period that is billed.
struct BillCycle {
    int billDay = 1;
    BillingPeriod period;
    bool operator==(const BillCycle&) const = default;
};

/// Throws InvalidInput for a bill day that is none.
BillCycle cycleEndedBy(BillingDate day, int billDay);

} // namespace trunkline::billing
