#include "models/rating/balance.h"

#include <algorithm>

namespace trunkline::rating {

std::int64_t fundsAt(const Balance& balance, Timestamp at)
{
    std::int64_t funds = 0;
    for (const BalanceLot& lot : balance.lots)
        if (!lot.expires || at < *lot.expires)
            funds += lot.leftMicros;
    return funds;
}

std::int64_t availableAt(const Balance& balance, Timestamp at)
{
    std::int64_t reserved = 0;
    for (const Reservation& each : balance.reservations)
        if (at < each.expires)
            reserved += each.amountMicros;
    return fundsAt(balance, at) + balance.limitMicros - balance.debtMicros - reserved;
}

Balance spent(Balance balance, const Reservation& reservation, std::int64_t usedMicros)
{
    if (usedMicros < 0 || usedMicros > reservation.amountMicros)
        qFatal("A session can't spend more than it reserved");
    std::sort(balance.lots.begin(), balance.lots.end(), [](const BalanceLot& a, const BalanceLot& b) {
        if (a.expires != b.expires)
            return a.expires && (!b.expires || *a.expires < *b.expires);
        return a.id < b.id;
    });
    std::int64_t wanted = usedMicros;
    for (BalanceLot& lot : balance.lots) {
        if (lot.expires && *lot.expires <= reservation.made)
            continue;
        const std::int64_t taken = std::min(wanted, lot.leftMicros);
        lot.leftMicros -= taken;
        wanted -= taken;
    }
    balance.debtMicros += wanted;
    balance.spentMicros += usedMicros;
    balance.reservations.removeIf([&](const Reservation& each) { return each.session == reservation.session; });
    return balance;
}

Balance toppedUp(Balance balance, std::int64_t amountMicros, std::int64_t lotId, std::optional<Timestamp> expires)
{
    const std::int64_t repaid = std::min(balance.debtMicros, amountMicros);
    balance.debtMicros -= repaid;
    if (amountMicros > repaid)
        balance.lots.append({lotId, amountMicros - repaid, expires});
    return balance;
}

} // namespace trunkline::rating
