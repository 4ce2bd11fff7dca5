// Changes of a subscription's phases. Pure: they change values, not rows.
#pragma once

#include "models/billing/subscription.h"

#include <functional>

namespace trunkline::billing {

/// Lets `edit` change every phase from `from` on, or until the day before `until`: phases are cut at both days. Phases that became equal
/// to the one before them go.
void editPhases(Subscription& subscription, BillingDate from, std::optional<BillingDate> until, const std::function<void(ChargePhase&)>& edit);

/// The phase of a day; that of the first day for an earlier one.
ChargePhase phaseOn(const Subscription& subscription, BillingDate day);

/// What a change from `from` on concerns was billed already: it is corrected on the next invoice.
void markCorrected(Subscription& subscription, BillingDate from);

/// The fee for ending on `end`, the first day that is not charged; nothing when the term is over or there is none.
std::optional<Money> terminationFee(const Subscription& subscription, const catalogue::Offering& offering, BillingDate end);

} // namespace trunkline::billing
