// Usage of a past time by the prices that should have held: what that changes comes as deltas on the next invoice.
#pragma once

#include "models/access/actor.h"
#include "models/billing/billable.h"

#include <functional>

namespace trunkline::billing {

struct Rerating {
    std::int64_t records = 0; ///< whose tariff was corrected since they were rated
    QList<AccountCharge> charges; ///< one for each service and zone that costs something else
    bool operator==(const Rerating&) const = default;
};

/// What became of many.
struct ReratingResult {
    int accounts = 0; ///< with other prices
    std::int64_t records = 0;
    int charges = 0;
    QStringList refused; ///< sentences: accounts that can't be rated anew now
};

class ReratingService {
public:
    explicit ReratingService(store::Context& context) : context_(context) {}

    /// Rates the account's usage that began on the days of a period by all versions of its tariffs that are there now ("usage.rerated", "charge.added" for each
    /// difference, attributed to its days). What is on no invoice yet will be billed by them. What was included stays included; prepaid balances are not touched.
    /// Asked again it finds nothing more. Needs post-bills. Throws InvalidInput without a reason, NotFound, Refused when usage is between two invoices (taken back
    /// and not billed again), has no price any more, or was included by terms that changed since.
    Rerating rerate(const access::Actor& actor, AccountId account, const BillingPeriod& days, const QString& reason);
    /// All accounts, each for itself: interrupted anywhere and asked again it goes on. `watch` is called after each and stops it by false.
    ReratingResult rerateAll(const access::Actor& actor, const BillingPeriod& days, const QString& reason, const std::function<bool(const ReratingResult&)>& watch = {});

private:
    store::Context& context_;
};

} // namespace trunkline::billing
