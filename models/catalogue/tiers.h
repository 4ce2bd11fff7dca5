// What a quantity of a period costs: the price of a unit by how much was used in all (TMF620 price kinds).
#pragma once

#include "models/core/money.h"

#include <QList>

#include <optional>

namespace trunkline::catalogue {

enum class TierModel {
    Graduated, ///< each tier's units at the tier's price
    Volume,    ///< all units at the price of the tier that the quantity reaches
    Package,   ///< each started block of `perUnits` units of a tier costs its price
};

struct Tier {
    std::optional<std::int64_t> upTo; ///< the last unit of the tier; nothing in the last one
    std::int64_t priceMicros = 0;     ///< of `perUnits` units
    std::int64_t perUnits = 1;
    std::int64_t flatMicros = 0;      ///< once, when the tier is reached
    bool operator==(const Tier&) const = default;
};

struct TieredPrice {
    Currency currency;
    TierModel model = TierModel::Graduated;
    QList<Tier> tiers; ///< ascending
    std::int64_t minimumMicros = 0;
    std::optional<std::int64_t> capMicros;
    bool operator==(const TieredPrice&) const = default;
};

/// One step of an answer to "why does it cost that?".
struct TierCharge {
    qsizetype tier = 0;
    std::int64_t quantity = 0; ///< units of the tier; blocks are `quantity / perUnits`, rounded up
    std::int64_t amountMicros = 0;
    bool operator==(const TierCharge&) const = default;
};

struct TieredCharge {
    QList<TierCharge> steps;
    std::int64_t adjustmentMicros = 0; ///< up to the minimum, down to the cap
    std::int64_t totalMicros = 0;
};

/// Throws InvalidInput, saying what is wrong, when a quantity may have no price or two.
void checkTiers(const TieredPrice& price);
/// Requires a checked price and 0 ≤ quantity ≤ 10^15, or 10^18 when no unit costs more than a micro. Nothing used costs nothing, not even the minimum. Each tier is
/// rounded once, halves up, to millionths.
TieredCharge chargeOf(const TieredPrice& price, std::int64_t quantity);

} // namespace trunkline::catalogue
