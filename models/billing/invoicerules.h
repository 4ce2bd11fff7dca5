// What an account owes for a cycle. Pure: the account's facts in, the document out. A preview and a
// posting are both this function.
#pragma once

#include "models/billing/billable.h"
#include "models/billing/billingperiod.h"

namespace trunkline::billing {

/// Setup fees once, recurring charges that are due at the cycle's end, corrections of earlier ones, discounts, usage,
/// one-time charges, and credits of months that began before it; nothing when there is none of them. Taxes are
/// computed on the sum of each category and rate. Throws Refused, saying what to do, when the account can't be
/// billed: no address, prices in another currency, or no tax rate.
std::optional<Invoice> composeInvoice(const Biller& biller, const BillableAccount& account, const BillCycle& cycle, BillingDate issuedOn);

/// Up to which day each subscription is charged when this document is posted; those that it says nothing of are left out.
QHash<SubscriptionId, BillingDate> chargedByInvoice(const Invoice& invoice, const BillableAccount& account);

} // namespace trunkline::billing
