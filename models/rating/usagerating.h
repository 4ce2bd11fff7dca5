// Everything that rating a stream of records needs to know, read once: whose each identifier is at a time, and by
// which tariffs that service is rated.
#pragma once

#include "models/rating/rate.h"
#include "models/rating/textindex.h"
#include "models/rating/usagestore.h"

#include <map>
#include <memory>
#include <unordered_map>

namespace trunkline::rating {

/// What rating a record found.
struct RatedRecord {
    Trouble trouble = Trouble::None;
    std::int64_t identityId = 0;
    std::int64_t tariffNumber = 0; ///< of the first part
    int rule = 0;                  ///< of the first part
    std::int64_t charged = 0;
    std::int64_t amountMicros = 0; ///< before anything that is included
};

class UsageRating {
public:
    /// Reads identities, services and tariffs for one kind of usage.
    UsageRating(store::Connection& connection, QString kind);

    /// Without allowances: what is included is decided when a period is billed, in the order of the usage's times.
    RatedRecord rate(const UsageRecord& record);
    /// The parts of the last record that was rated, for those who ask why.
    const Rating& details() const { return rating_; }

private:
    struct Holder {
        std::int64_t fromMs;
        std::int64_t untilMs;
        std::int64_t identityId;
        const RatePlan* plan; ///< null: the offering has no tariff for this kind
    };
    const RatePlan* planOf(store::Connection& connection, const QString& tariffCode);

    QString kind_;
    TextIndex identifiers_;
    std::vector<Holder> holders_;         ///< of one identifier after the other, each in the order of time
    std::vector<std::uint32_t> firstOf_;  ///< of each identifier, and the end
    std::map<QString, std::unique_ptr<RatePlan>> plans_;
    std::vector<std::unique_ptr<RateBook>> books_;
    std::unordered_map<const RateBook*, std::int64_t> numbers_;
    Rating rating_;
};

} // namespace trunkline::rating
