// Revenue that is charged in advance is earned day by day (IFRS 15: over time). Pure.
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"
#include "models/core/timestamp.h"

#include <QList>

namespace trunkline::ledger {

/// What was charged for a period that was not over yet.
struct Deferral {
    DeferralId id;
    QString sourceKey;      ///< of the line that charged it: one deferral for each
    QString revenueAccount; ///< where it is earned
    Money amount;           ///< negative for what was given back
    BillingPeriod period;
    BillingDate dated;      ///< of the document
    bool operator==(const Deferral&) const = default;
};

struct EarnedPart {
    BillingDate month; ///< its first day
    Money amount;
    bool operator==(const EarnedPart&) const = default;
};

/// A part for each calendar month that the period touches: its days over all days, what is earned by its end rounded
/// half up, so that the parts sum to the amount exactly.
QList<EarnedPart> earnedParts(const Deferral& deferral);

/// The first day of a day's month.
BillingDate monthOf(BillingDate day);

} // namespace trunkline::ledger
