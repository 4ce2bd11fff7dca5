// The verbs of balances. Each is one Change, and changes have their turn one after the other, so sessions that run side by side
// can't spend the same money. All need the permission rate-usage.
#pragma once

#include "models/access/actor.h"
#include "models/rating/balancebooks.h"

namespace trunkline::rating {

/// By bucket.
QList<Balance> balancesOf(store::Connection& connection, AccountId account);
std::optional<Balance> balanceOf(store::Connection& connection, AccountId account, const QString& bucket);

class BalanceService {
public:
    explicit BalanceService(store::Context& context) : context_(context) {}

    /// Adds money ("balance.toppedUp") and posts it to the ledger; the first top-up or limit opens the bucket. `sourceKey` is unique: the same top-up twice adds
    /// once. Throws NotFound for an unknown account, InvalidInput when it is not positive or expires already, Refused for another currency.
    Balance topUp(const access::Actor& actor, AccountId account, const QString& bucket, Money amount, std::optional<Timestamp> expires, const QString& sourceKey,
                  TopUpPayment payment = TopUpPayment::Bank);
    /// How far below nothing it may be spent ("balance.limitSet"). Throws InvalidInput when negative, Refused for another currency.
    Balance setLimit(const access::Actor& actor, AccountId account, const QString& bucket, Money limit);
    /// Holds an amount for a session until a moment ("balance.reserved"); again for the same session changes how much. Throws Refused,
    /// naming what is available, when it is not enough, NotFound without such a bucket.
    Balance reserve(const access::Actor& actor, AccountId account, const QString& bucket, const QString& session, UnitPrice amount, Timestamp until);
    /// What the session used, once ("balance.spent"), which is revenue then; the rest is free again. Throws NotFound without a reservation, Refused when it lapsed
    /// or more was used than reserved.
    Balance commit(const access::Actor& actor, const QString& session, UnitPrice used);
    /// The session used nothing ("balance.released"). Throws NotFound.
    Balance release(const access::Actor& actor, const QString& session);

private:
    store::Context& context_;
};

} // namespace trunkline::rating
