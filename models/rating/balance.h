// What an account may still spend: prepaid lots that expire, then credit up to a limit, less what sessions have reserved.
// Values and pure rules; amounts are millionths of the balance's currency.
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"
#include "models/core/timestamp.h"

#include <optional>

namespace trunkline::rating {

/// One top-up, or what is left of it.
struct BalanceLot {
    std::int64_t id = 0;
    std::int64_t leftMicros = 0;
    std::optional<Timestamp> expires; ///< the first moment at which it is gone
    bool operator==(const BalanceLot&) const = default;
};

/// What a session under way may use.
struct Reservation {
    QString session;
    std::int64_t amountMicros = 0;
    Timestamp made;
    Timestamp expires; ///< from then on it holds nothing
    bool operator==(const Reservation&) const = default;
};

struct Balance {
    std::int64_t id = 0;
    AccountId accountId;
    QString bucket; ///< "main", "data"
    Currency currency;
    std::int64_t limitMicros = 0; ///< how far it may be spent below nothing
    std::int64_t debtMicros = 0;  ///< how far it is
    QList<BalanceLot> lots;
    QList<Reservation> reservations;
    std::int64_t spentMicros = 0; ///< in all, since its money is in the ledger
    bool isBooked = false;        ///< its money is in the ledger
    bool operator==(const Balance&) const = default;
};

/// What the lots hold at a moment.
std::int64_t fundsAt(const Balance& balance, Timestamp at);
/// What may still be reserved: funds + limit − debt − reservations that hold. Below zero when a lot expired under a session.
std::int64_t availableAt(const Balance& balance, Timestamp at);

/// Takes what a session used: from lots that were there when it reserved, the first to expire first, then on credit. Requires that
/// `usedMicros` is at most what was reserved. The reservation is gone.
Balance spent(Balance balance, const Reservation& reservation, std::int64_t usedMicros);
/// A top-up pays the debt first; what is left becomes a lot, with the number given.
Balance toppedUp(Balance balance, std::int64_t amountMicros, std::int64_t lotId, std::optional<Timestamp> expires);

} // namespace trunkline::rating
