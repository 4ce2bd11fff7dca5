// A customer's recurring charge for a service: it starts with the evidence of the activation.
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"

#include <QJsonObject>

#include <optional>

namespace trunkline::billing {

struct Subscription {
    SubscriptionId id;
    ServiceId serviceId;
    AccountId accountId;
    OfferingId offeringId;
    UnitPrice monthlyPrice;
    BillingDate startsOn;  ///< the day of startedAt in the operator's zone; charged in full
    Timestamp startedAt;
    std::optional<BillingDate> endsOn; ///< the first day that is not charged
    bool operator==(const Subscription&) const = default;
};

QJsonObject toJson(const Subscription& subscription);

} // namespace trunkline::billing
