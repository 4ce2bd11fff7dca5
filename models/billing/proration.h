// Which part of which period is charged. Pure; parts are exact fractions (days over days), rounded
// only when they become money.
#pragma once

#include "models/billing/quantity.h"
#include "models/catalogue/price.h"

#include <QList>

#include <optional>

namespace trunkline::billing {

/// How many days a part of a period counts, and of how many.
enum class ProrationBasis {
    ActualDays, ///< its days over the days of the full period it belongs to
    Thirty360,  ///< every month has 30 days (30E/360 within the period): parts of a period still sum to the whole
    None,       ///< a period that began is charged whole, once
};

/// "actual-days", "thirty-360", "none": stable.
QString nameOf(ProrationBasis basis);
/// Throws InvalidInput.
ProrationBasis prorationBasisNamed(const QString& name);

/// The part of the full period that is charged.
struct PeriodShare {
    BillingPeriod charged;
    BillingPeriod full;
    bool isWhole() const { return charged == full; }
    bool operator==(const PeriodShare&) const = default;
};

/// A share as a fraction in lowest terms. Of days intervals the actual days count, whatever the basis.
Quantity fractionOf(const PeriodShare& share, catalogue::Interval interval, ProrationBasis basis);

/// The periods of a price, one behind the other. Those of months meet the bill day, and the first one ends on the
/// first bill day behind `anchor`; those of days begin at the anchor.
class Rhythm {
public:
    /// Requires 1 ≤ billDay ≤ 31.
    Rhythm(catalogue::Interval interval, BillingDate anchor, int billDay);
    BillingPeriod periodContaining(BillingDate day) const;

private:
    BillingDate boundary(std::int64_t k) const;
    catalogue::Interval interval_;
    BillingDate first_;
    int billDay_;
};

/// In advance: all periods that begin on or before `target`. A leading part belongs to the full period
/// that ends on the first bill day. Throws InvalidInput when the end or the target lies before the start.
QList<PeriodShare> sharesInAdvance(catalogue::Interval interval, BillingDate start, std::optional<BillingDate> end, BillingDate target, int billDay);

} // namespace trunkline::billing
