// How often a recurring price is charged, and when (TMF620: recurringChargePeriod).
#pragma once

#include "models/core/money.h"
#include "models/core/timestamp.h"

#include <QString>

namespace trunkline::catalogue {

enum class IntervalUnit { Days, Months, Years };

/// The time that one recurring price pays for.
struct Interval {
    int count = 1;
    IntervalUnit unit = IntervalUnit::Months;
    /// Whole months; 0 for days, which follow no bill day.
    int months() const { return unit == IntervalUnit::Days ? 0 : unit == IntervalUnit::Years ? count * 12 : count; }
    bool operator==(const Interval&) const = default;
};

enum class ChargeTiming {
    Arrears, ///< charged when it is over, so that what failed in it is known
    Advance, ///< charged when it begins
};

/// "P1M", "P30D", "P1Y" (ISO 8601 durations): stable.
QString nameOf(Interval interval);
/// Throws InvalidInput, naming the text, for what is no duration of days, months or years within ten years.
Interval intervalNamed(const QString& name);
/// "arrears", "advance": stable.
QString nameOf(ChargeTiming timing);
/// Throws InvalidInput.
ChargeTiming chargeTimingNamed(const QString& name);

/// For people: "month", "3 months", "year", "30 days".
QString intervalText(Interval interval);
/// UN/ECE recommendation 20: "MON", "QAN", "SAN", "ANN", "DAY" for one of them, else "C62" (one).
QString unitCodeOf(Interval interval);
/// What a price comes to in a month: a twelfth of a year's, 365 days being twelve months. Halves up.
UnitPrice perMonth(const UnitPrice& price, Interval interval);

} // namespace trunkline::catalogue
