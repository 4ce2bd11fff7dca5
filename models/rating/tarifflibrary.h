// Tariffs ready to rate, each version read once. A version never changes; what is asked for by what was known then stays the same.
#pragma once

#include "models/rating/rate.h"
#include "models/store/connection.h"

#include <map>
#include <memory>
#include <unordered_map>

namespace trunkline::rating {

class TariffLibrary {
public:
    static constexpr std::int64_t allVersions = std::numeric_limits<std::int64_t>::max();

    /// The versions of a code with a number of at most `known`, in the order of their days; of those that begin on one day the newest holds.
    /// Lives as long as the library; empty when there is none.
    const RatePlan& plan(store::Connection& connection, const QString& code, std::int64_t known = allVersions);
    /// Throws StoreFailure when the database has no such tariff.
    const RateBook& numbered(store::Connection& connection, std::int64_t number);
    /// Takes a version that is not published as if it were the next one; gives its number, from which on plan() knows it. It takes the place of versions that begin on its day.
    std::int64_t tryOut(store::Connection& connection, const catalogue::Tariff& draft);
    /// Of a book that this library gave.
    std::int64_t numberOf(const RateBook* book) const { return numbers_.at(book); }

private:
    const RateBook& keep(std::int64_t number, const catalogue::Tariff& tariff);

    std::map<std::int64_t, std::unique_ptr<RateBook>> books_;
    std::unordered_map<const RateBook*, std::int64_t> numbers_;
    std::map<std::pair<QString, std::int64_t>, RatePlan> plans_;
    std::map<std::int64_t, QString> drafts_; ///< codes of versions that are not published, by number
};

/// The tariff that was published last; 0 before the first.
std::int64_t newestTariff(store::Connection& connection);

} // namespace trunkline::rating
