// Everything that rating a stream of records needs to know, read once: whose each identifier is at a time, and by
// which tariffs that service is rated.
#pragma once

#include "models/rating/tarifflibrary.h"
#include "models/rating/textindex.h"
#include "models/rating/usagestore.h"

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
    /// Reads identities, services and tariffs for one kind of usage; of tariffs those with a number of at most `known`.
    UsageRating(store::Connection& connection, QString kind, std::int64_t known = TariffLibrary::allVersions);

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
    QString kind_;
    TextIndex identifiers_;
    std::vector<Holder> holders_;         ///< of one identifier after the other, each in the order of time
    std::vector<std::uint32_t> firstOf_;  ///< of each identifier, and the end
    TariffLibrary library_;
    Rating rating_;
};

} // namespace trunkline::rating
