// A tariff made ready for millions of records: the longest prefix by a trie, prices by time of week and date in the
// tariff's own time zone. Immutable, so that many threads rate by one book.
#pragma once

#include "models/catalogue/tariff.h"
#include "models/core/zoneoffsets.h"

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace trunkline::rating {

/// The longest of many prefixes, in the time it takes to read the number once.
class PrefixTrie {
public:
    /// Later entries for a prefix replace earlier ones. Numbers of digits, +, * and # are quick; other names work.
    void insert(std::string_view prefix, int value);
    /// The value of the longest prefix of `number`; −1 when there is none.
    int longestMatch(std::string_view number) const;

private:
    static constexpr int none = -1;
    struct Node {
        std::array<std::int32_t, 13> next;
        int value = none;
        Node() { next.fill(none); }
    };
    std::vector<Node> nodes_{1};
    std::map<std::string, int, std::less<>> names_; ///< prefixes with other characters
};

class RateBook {
public:
    static constexpr int none = -1;

    /// Throws InvalidInput as checkTariff() does.
    explicit RateBook(catalogue::Tariff tariff);

    const catalogue::Tariff& tariff() const { return tariff_; }
    std::int64_t validFromMs() const { return validFromMs_; }

    /// The prices of the longest prefix of a destination; none when no prefix fits.
    int groupOf(std::string_view destination) const { return prefixes_.longestMatch(destination); }

    /// What holds from a moment on: the position of a rule in the tariff (none when there is no price then), until when.
    struct Hold {
        int rule = none;
        std::int64_t untilMs = std::numeric_limits<std::int64_t>::max();
    };
    Hold holdAt(int group, std::int64_t atMs) const;

    const catalogue::Rate& rateOf(int rule) const { return tariff_.rates[rules_[std::size_t(rule)].rate]; }
    const catalogue::Zone& zoneOf(int rule) const { return tariff_.zones[rules_[std::size_t(rule)].zone]; }
    const catalogue::TimeBand& bandOf(int rule) const { return tariff_.bands[rules_[std::size_t(rule)].band]; }

private:
    struct Rule {
        qsizetype zone, rate, band;
        int weight;
        int startSecond;
        catalogue::DayMask days;
        bool isDated; ///< only in some months, days or years
    };
    bool holdsOn(const Rule& rule, std::int64_t day, catalogue::DayMask kind) const;

    catalogue::Tariff tariff_;
    std::int64_t validFromMs_ = 0;
    std::vector<Rule> rules_;
    std::vector<std::vector<int>> groups_; ///< rules of the zones that have a prefix
    PrefixTrie prefixes_;
    ZoneOffsets offsets_;
    std::unordered_set<std::int64_t> holidays_; ///< days since 1970
};

} // namespace trunkline::rating
