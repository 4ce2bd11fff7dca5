// Rated usage on its way to invoices: what an account has not been charged yet, and how far it has.
#pragma once

#include "models/billing/billablestore.h"
#include "models/billing/billingperiod.h"
#include "models/rating/usagetotals.h"

namespace trunkline::billing {

/// Adds to the facts of accounts the usage of their services that began before the cycle's end, of files up to `seq`, and
/// that no invoice of theirs holds: a line for each tariff's zone, and one for what came late for a time that was billed.
void readUsage(store::Connection& connection, const Biller& biller, const BillCycle& cycle, std::int64_t seq, QList<AccountFacts>& accounts);

/// In the Change that posts the account's invoice of the cycle: all that readUsage() gave, and all that cost nothing, is billed. A cycle
/// that ended before the one billed last leaves the mark where it is, and readUsage() gives it nothing: its usage waits for the next one.
void setUsageMark(store::Connection& connection, AccountId account, const rating::UsageMark& mark);
/// Usage before the end of the cycle, in the operator's zone, of files up to `seq`.
rating::UsageMark usageMarkOf(const Biller& biller, const BillCycle& cycle, std::int64_t seq);

} // namespace trunkline::billing
