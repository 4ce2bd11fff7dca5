// The verbs of subscriptions. Both need activate-services: the network's evidence starts and ends a charge.
#pragma once

#include "models/access/actor.h"
#include "models/billing/subscription.h"
#include "models/inventory/service.h"

namespace trunkline::billing {

class SubscriptionService {
public:
    explicit SubscriptionService(store::Context& context) : context_(context) {}

    /// Charges a service from `startedAt` on, at the price of its offering's version, to the account of
    /// its order ("subscription.started"). With a source key that was used it gives what it wrote then.
    /// Throws NotFound when there is no order for the service, Refused when it is charged already.
    store::JournalEntry start(const access::Actor& actor, const inventory::Service& service, Timestamp startedAt,
                              std::optional<JournalEntryId> cause = {}, const std::optional<QString>& sourceKey = {});
    /// `lastDay` is the last day that is charged ("subscription.ended"). Throws NotFound when nothing runs
    /// for the service, Refused when a later day is on an invoice already.
    store::JournalEntry end(const access::Actor& actor, ServiceId service, BillingDate lastDay,
                            std::optional<JournalEntryId> cause = {}, const std::optional<QString>& sourceKey = {});

private:
    store::Context& context_;
};

} // namespace trunkline::billing
