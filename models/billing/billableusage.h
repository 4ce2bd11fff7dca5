// Rated usage on its way to invoices: what an account has not been charged yet, what of it is included, and how far it has been.
#pragma once

#include "models/billing/billablestore.h"
#include "models/billing/billingperiod.h"

namespace trunkline::billing {

/// Adds to the facts of accounts the usage of their services that began before the cycle's end, of files up to `seq`, and
/// that no invoice of theirs holds: a line for each tariff's zone, one for what came late for a time that was billed, and one for each
/// allowance that was drawn from. What is to be written beside the document is in AccountFacts::usage. A cycle
/// that ended before the one billed last is given nothing and leaves the mark where it is.
void readUsage(store::Connection& connection, const Biller& biller, const BillCycle& cycle, std::int64_t seq, QList<AccountFacts>& accounts);

/// The usage of the cycle's period as if none of it were billed, by all tariffs up to a number (0: by those that it was billed by): what a draft would make of it. Nothing of it is to be posted.
void readUsageAgain(store::Connection& connection, const Biller& biller, const BillCycle& cycle, std::int64_t known, QList<AccountFacts>& accounts);

} // namespace trunkline::billing
