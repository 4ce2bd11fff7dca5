// The verbs of a subscription: when the charge for a service starts, changes, rests and ends.
#pragma once

#include "models/access/actor.h"
#include "models/billing/subscription.h"
#include "models/inventory/service.h"

#include <functional>

namespace trunkline::billing {

class SubscriptionService {
public:
    explicit SubscriptionService(store::Context& context) : context_(context) {}

    /// Charges a service from `startedAt` on, by its offering's version, to the account of its order ("subscription.started",
    /// also for each part of a bundle). The price is the one that the customer agreed to, else the offering's in the account's
    /// currency. With a source key that was used it gives what it wrote then. Throws NotFound when there is no order for the
    /// service, Refused when it is charged already or not sold in the currency.
    store::JournalEntry start(const access::Actor& actor, const inventory::Service& service, Timestamp startedAt,
                              std::optional<JournalEntryId> cause = {}, const std::optional<QString>& sourceKey = {});
    /// `lastDay` is the last day that is charged ("subscription.ended", its options too). What was billed in advance goes back; the fee for
    /// ending early is charged. Throws NotFound when nothing runs for the service, Refused when a later day was billed in arrears.
    store::JournalEntry end(const access::Actor& actor, ServiceId service, BillingDate lastDay,
                            std::optional<JournalEntryId> cause = {}, const std::optional<QString>& sourceKey = {});

    // What follows needs take-orders, and throws NotFound for an unknown subscription, Refused for a day on which it does not run
    // (a day that is billed already is corrected on the next invoice).

    /// To another version or offering, with its price and terms ("subscription.moved"). Existing customers keep their version until then.
    store::JournalEntry move(const access::Actor& actor, SubscriptionId id, OfferingId to, BillingDate from);
    /// All that run on a version ("subscription.moved" each); gives how many.
    int moveAll(const access::Actor& actor, OfferingId from, OfferingId to, BillingDate day);
    /// "subscription.quantityChanged". Throws InvalidInput for a quantity below 1.
    store::JournalEntry changeQuantity(const access::Actor& actor, SubscriptionId id, std::int64_t quantity, BillingDate from);
    /// Charged as the offering says for a suspended service, until the day before `until`, or until it is resumed
    /// ("subscription.suspended"). A season may be written down long before.
    store::JournalEntry suspend(const access::Actor& actor, SubscriptionId id, BillingDate from, std::optional<BillingDate> until, const QString& reason);
    /// "subscription.resumed": the price counts again from this day on. Throws Refused when it is not suspended then.
    store::JournalEntry resume(const access::Actor& actor, SubscriptionId id, BillingDate from);
    /// Another offering beside the service ("subscription.started"). Throws Refused when it is no option of the subscription's offering.
    store::JournalEntry addOption(const access::Actor& actor, SubscriptionId parent, OfferingId option, BillingDate from, std::int64_t quantity = 1);
    /// "subscription.ended" for an option. Throws Refused for what is none.
    store::JournalEntry endOption(const access::Actor& actor, SubscriptionId option, BillingDate lastDay);

private:
    using Edit = std::function<void(Subscription&)>;
    store::JournalEntry change(const access::Actor& actor, SubscriptionId id, BillingDate from, const char* kind, const QJsonObject& facts, const Edit& edit);
    store::Context& context_;
};

} // namespace trunkline::billing
