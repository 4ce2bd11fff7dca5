// The rated records behind a charge, for those who list them.
#pragma once

#include "models/rating/usagetotals.h"

#include <functional>

namespace trunkline::rating {

/// The records behind unbilledUsage() that one tariff rated, in the order of their times. They are read day by day, so memory does not
/// grow with the length of a period.
void eachUnbilledRecord(store::Connection& connection, const QList<std::int64_t>& identities, std::int64_t tariffNumber, const UsageMark& before, const UsageMark& now,
                        const std::function<void(const RatedUsage&)>& take);

} // namespace trunkline::rating
