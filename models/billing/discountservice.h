// The verbs that take something off a subscription's price.
#pragma once

#include "models/access/actor.h"
#include "models/billing/billable.h"

namespace trunkline::billing {

class DiscountService {
public:
    explicit DiscountService(store::Context& context) : context_(context) {}

    /// A customer names a promotion's code: it counts from the day on for its periods ("discount.granted"). Needs take-orders. Throws NotFound for
    /// an unknown code, Refused when it can't be named on the day, does not go with the offering, is for new customers
    /// only, was used by the account already, or is in another currency.
    Discount redeem(const access::Actor& actor, SubscriptionId subscription, const QString& code, BillingDate on);
    /// By agreement, with a reason ("discount.granted"). Needs post-bills. The discount's id and account are given here.
    Discount grant(const access::Actor& actor, Discount discount);
    /// "discount.ended": the last day is the last with the discount.
    Discount end(const access::Actor& actor, SubscriptionId subscription, DiscountId id, BillingDate lastDay);

private:
    store::Context& context_;
};

} // namespace trunkline::billing
