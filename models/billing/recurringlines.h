// The lines of recurring charges: what is due, and what corrects earlier invoices. Pure.
#pragma once

#include "models/billing/billable.h"
#include "models/billing/billingperiod.h"

namespace trunkline::billing {

/// A line that has what every line of a subscription has; kind, text, amounts and key are the caller's.
InvoiceLine lineFor(const BillableSubscription& subscription, LineKind kind, const LineTax& tax);

/// The offering of a phase: one of the biller's versions, else the subscription's own.
const catalogue::Offering& offeringOf(const Biller& biller, const BillableSubscription& subscription, OfferingId id);

/// By period. Source keys: "recurring:<subscription>:<first day>" (":2", ":3" … behind it when a credit note or repair
/// gave the first back), "repair:<key of the repaired line>:<first day>", "delta:<key>:<how many>".
QList<InvoiceLine> recurringLines(const Biller& biller, const customer::Account& account, const BillableSubscription& subscription, const BillCycle& cycle);

} // namespace trunkline::billing
