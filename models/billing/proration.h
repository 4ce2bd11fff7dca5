// Which part of which period is charged. Pure; parts are exact fractions (days over days), rounded
// only when they become money.
#pragma once

#include "models/core/timestamp.h"

#include <QList>

#include <optional>

namespace trunkline::billing {

/// How recurring charges meet the calendar. Both count actual days: the first day (the day of
/// activation in the operator's zone) is charged in full, the end is the first day that is not; a
/// part costs its days over the days of the full period it belongs to.
enum class ChargeConvention {
    InArrears, ///< Trunkline's: a period is charged when it is over, so that what failed in it is known
    InAdvance, ///< a period is charged when it begins
};

inline constexpr ChargeConvention recurringConvention = ChargeConvention::InArrears;

enum class PeriodLength { Monthly = 1, Quarterly = 3, Annual = 12 }; ///< in months

/// charged.days() / full.days() of the price of a period.
struct PeriodShare {
    BillingPeriod charged;
    BillingPeriod full;
    bool isWhole() const { return charged == full; }
    bool operator==(const PeriodShare&) const = default;
};

/// In arrears, monthly: what of a subscription from `start` to `end` (exclusive; open when absent) is
/// charged when everything before `chargedFrom` is charged already and all periods that ended by
/// `until` are to be. A changed bill day gives a part of the new period: nothing twice, nothing lost.
QList<PeriodShare> sharesInArrears(BillingDate start, std::optional<BillingDate> end, BillingDate chargedFrom, BillingDate until, int billDay);

/// In advance: all periods that begin on or before `target`. A leading part belongs to the full period
/// that ends on the first bill day. Throws InvalidInput when the end or the target lies before the start.
QList<PeriodShare> sharesInAdvance(PeriodLength length, BillingDate start, std::optional<BillingDate> end, BillingDate target, int billDay);

} // namespace trunkline::billing
