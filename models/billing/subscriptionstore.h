// The rows of subscriptions. Reads run on any thread's connection; writes inside a Change only.
#pragma once

#include "models/billing/subscription.h"
#include "models/store/connection.h"

namespace trunkline::billing {

/// Oldest first.
QList<Subscription> subscriptionsOfAccount(store::Connection& connection, AccountId account);
std::optional<Subscription> subscription(store::Connection& connection, SubscriptionId id);
/// The running one, else the one that ended last.
std::optional<Subscription> subscriptionOfService(store::Connection& connection, ServiceId service);
/// The day up to which recurring charges are on invoices; nothing when none is.
std::optional<BillingDate> chargedUntil(store::Connection& connection, SubscriptionId id);

void insertSubscription(store::Connection& connection, const Subscription& subscription);
void setEndsOn(store::Connection& connection, SubscriptionId id, BillingDate endsOn);

} // namespace trunkline::billing
