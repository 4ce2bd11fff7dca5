// The rows of subscriptions. Reads run on any thread's connection; writes inside a Change only.
#pragma once

#include "models/billing/subscription.h"
#include "models/store/connection.h"

namespace trunkline::billing {

/// Oldest first.
QList<Subscription> subscriptionsOfAccount(store::Connection& connection, AccountId account);
/// Of many accounts those of which something may be left to bill, oldest first: what has ended and is charged to its end is not read
/// again, unless a credit of its service is on no invoice yet, its service may have usage that comes late, its traffic is not charged to the end, or it
/// brought units that others share.
QList<Subscription> subscriptionsToBill(store::Connection& connection, const QStringList& accountIds);
/// Options and parts of a bundle.
QList<Subscription> childrenOf(store::Connection& connection, SubscriptionId parent);
/// Those that are charged by this version and have no end.
QList<Subscription> runningSubscriptionsOf(store::Connection& connection, OfferingId offering);
std::optional<Subscription> subscription(store::Connection& connection, SubscriptionId id);
/// The running one, else the one that ended last; never an option.
std::optional<Subscription> subscriptionOfService(store::Connection& connection, ServiceId service);

void insertSubscription(store::Connection& connection, const Subscription& subscription);
/// What may change: its offering, end, phases, term and what is charged.
void updateSubscription(store::Connection& connection, const Subscription& subscription);
/// Everything before `until` is on invoices, corrections too.
void setCharged(store::Connection& connection, SubscriptionId id, BillingDate until);

} // namespace trunkline::billing
