// A customer's recurring charge for a service: it starts with the evidence of the activation.
#pragma once

#include "models/billing/chargeplan.h"
#include "models/catalogue/offering.h"

#include <QJsonObject>

#include <optional>

namespace trunkline::billing {

struct Subscription {
    SubscriptionId id;
    ServiceId serviceId;
    AccountId accountId;
    OfferingId offeringId; ///< of its newest phase
    UnitPrice price;       ///< at its start, of one piece for one interval
    BillingDate startsOn;  ///< the day of startedAt in the operator's zone; charged in full
    Timestamp startedAt;
    std::optional<BillingDate> endsOn; ///< the first day that is not charged
    QList<ChargePhase> phases = {};    ///< empty is one phase from the start on: a month in arrears
    SubscriptionId parentId = {};      ///< of the bundle or service that it belongs to; null when it stands alone
    std::optional<Money> setupFee = {};            ///< instead of the offering's
    std::optional<BillingDate> committedUntil = {}; ///< ending before this day costs the early-termination fee
    std::optional<BillingDate> chargedUntil = {};   ///< the first day that is on no invoice yet; nothing when none is
    std::optional<BillingDate> correctedFrom = {};  ///< the first day of what a change after the bill concerns
    bool operator==(const Subscription&) const = default;
};

/// Its phases, also when there is one only, and its end.
ChargeTimeline timelineOf(const Subscription& subscription);

/// How an offering is charged from a day on at a price: its trial, then the price; empty for a piece a month in arrears.
QList<ChargePhase> openingPhases(const catalogue::Offering& offering, const UnitPrice& price, BillingDate from, std::int64_t quantity);

QJsonObject toJson(const Subscription& subscription);
/// As kept with a subscription; phasesFrom(phasesJson(p)) == p. Prices are in `currency`.
QByteArray phasesJson(const QList<ChargePhase>& phases);
QList<ChargePhase> phasesFrom(const QByteArray& json, Currency currency);

} // namespace trunkline::billing
