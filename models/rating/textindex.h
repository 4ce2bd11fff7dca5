// The places of many short texts: a lookup for each of millions of records costs two reads of memory, not a chain of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trunkline::rating {

/// Numbers texts in the order in which they are added, from 0. Up to four thousand million.
class TextIndex {
public:
    static constexpr std::uint32_t none = UINT32_MAX;

    /// The number of the text, a new one if it was not there.
    std::uint32_t add(std::string_view text)
    {
        if (2 * (texts_.size() + 1) > slots_.size())
            grow();
        Slot& slot = slots_[placeOf(text)];
        if (slot.number == none) {
            slot = {tagOf(text), std::uint32_t(texts_.size())};
            texts_.emplace_back(text);
        }
        return slot.number;
    }
    /// none when it was never added.
    std::uint32_t find(std::string_view text) const { return slots_.empty() ? none : slots_[placeOf(text)].number; }
    std::size_t size() const { return texts_.size(); }

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t number = none;
    };
    static std::size_t hashOf(std::string_view text) { return std::hash<std::string_view>()(text); }
    static std::uint32_t tagOf(std::string_view text) { return std::uint32_t(hashOf(text) >> 32); }

    /// Where the text is, or would be: open addressing, at most half full.
    std::size_t placeOf(std::string_view text) const
    {
        const std::size_t hash = hashOf(text), mask = slots_.size() - 1;
        const auto tag = std::uint32_t(hash >> 32);
        std::size_t at = hash & mask;
        while (slots_[at].number != none && (slots_[at].tag != tag || texts_[slots_[at].number] != text))
            at = (at + 1) & mask;
        return at;
    }
    void grow()
    {
        constexpr std::size_t fewest = 64;
        slots_.assign(slots_.empty() ? fewest : 2 * slots_.size(), {});
        for (std::uint32_t number = 0; number < texts_.size(); ++number)
            slots_[placeOf(texts_[number])] = {tagOf(texts_[number]), number};
    }

    std::vector<Slot> slots_;
    std::vector<std::string> texts_;
};

} // namespace trunkline::rating
