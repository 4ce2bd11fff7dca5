// Measured traffic on its way to invoices: what the sample store holds of a period that no invoice has charged.
#pragma once

#include "models/billing/billablestore.h"
#include "models/billing/billingperiod.h"

namespace trunkline::billing {

/// Adds to the facts of accounts the charges for traffic of those subscriptions whose offering prices it, for months that are over by the
/// cycle's end and on no invoice: days in the operator's zone, intervals of five minutes. What is measured after an invoice was posted
/// never changes it; a line says what it was computed from.
void readTraffic(store::Connection& connection, const Biller& biller, const BillCycle& cycle, QList<AccountFacts>& accounts);

/// The same for the cycle alone, whether an invoice holds it or not: what its traffic would cost by the offerings that `biller` knows.
void readTrafficAgain(store::Connection& connection, const Biller& biller, const BillCycle& cycle, QList<AccountFacts>& accounts);

/// The first day of a service's traffic that no invoice holds; nothing when none holds any.
std::optional<BillingDate> trafficChargedUntil(store::Connection& connection, ServiceId service);

/// When a port was down within a time, from the journal's changes of its state.
QList<std::pair<Timestamp, Timestamp>> downTimes(store::Connection& connection, PortId port, Timestamp from, Timestamp to);

} // namespace trunkline::billing
