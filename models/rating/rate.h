// What one usage costs. Pure: usage, tariffs and allowances in; parts with their prices out.
#pragma once

#include "models/rating/ratebook.h"

#include <span>

namespace trunkline::rating {

/// One call, session or message.
struct Usage {
    std::int64_t startMs = 0;     ///< UTC
    std::int64_t quantity = 0;    ///< in the unit of the tariff: seconds, octets, messages
    std::string_view destination; ///< as dialled after normalisation; empty where there is none
};

/// The versions of one tariff over time. Usage is cut where the next one begins.
struct RatePlan {
    struct Since {
        std::int64_t fromMs;
        const RateBook* book;
    };
    std::vector<Since> versions; ///< ascending by fromMs
};

/// What is included: minutes, octets or messages that cost nothing until they are used up.
struct Allowance {
    std::int64_t left = 0;
    std::int64_t fromMs = std::numeric_limits<std::int64_t>::min();
    std::int64_t untilMs = std::numeric_limits<std::int64_t>::max(); ///< the first moment at which it is gone
    catalogue::UsageUnit unit = catalogue::UsageUnit::Second;
    std::vector<QString> zones; ///< codes of the zones for which it is; empty for all
};

/// A piece of a usage with one price.
struct RatedPart {
    const RateBook* book = nullptr;
    int rule = 0;
    int step = 0;                 ///< of the rule's rate
    std::int64_t startMs = 0;
    std::int64_t offset = 0;      ///< units of the usage before this part
    std::int64_t quantity = 0;    ///< what was used
    std::int64_t charged = 0;     ///< whole increments; not less than `quantity`
    std::int64_t included = 0;    ///< of `charged`, taken from allowances
    std::int64_t amountMicros = 0;
};

/// What an allowance gave to a part.
struct Draw {
    std::size_t part;
    std::size_t allowance;
    std::int64_t quantity;
};

enum class Outcome {
    Priced,
    NoTariff,      ///< no version of any tariff holds at that time
    NoDestination, ///< no zone has a prefix of the destination
    NoPriceThen,   ///< the zone has no price at that time
    OutOfBounds,   ///< negative, or so much that its price is no amount of money: a broken record
};

struct Rating {
    Outcome outcome = Outcome::Priced;
    std::vector<RatedPart> parts;
    std::vector<Draw> draws;
    std::int64_t connectMicros = 0;
    std::int64_t adjustmentMicros = 0; ///< up to the rate's minimum, or down to its cap
    std::int64_t totalMicros = 0;      ///< parts + connect + adjustment
    std::int64_t cutAt = -1;           ///< the unit at which the network ends the usage (AtCap::CutOff); −1 for none
};

/// Rates a usage by the first plan of `plans` that has a price at each of its moments; what is priced by nobody
/// leaves the whole usage unpriced. What was not used (0 seconds) costs nothing. An increment belongs to the price that held when it began. Allowances are
/// drawn in their order, in what is charged; a part's price is that of what they left. `result` is reused: rating many
/// allocates nothing.
void rate(const Usage& usage, std::span<const RatePlan* const> plans, std::span<Allowance> allowances, Rating& result);

} // namespace trunkline::rating
