// Deadlines of everything in flight: a hashed timer wheel (Varghese and Lauck, 1987), so that setting and
// lifting one costs the same however many there are.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace trunkline::snmp {

/// Times are milliseconds of one clock that never goes back.
class Deadlines {
public:
    /// Base of what has a deadline; lifts it when it ends. Must end before its wheel.
    class Entry {
    public:
        Entry() = default;
        ~Entry() { lift(); }
        Entry(const Entry&) = delete;
        Entry& operator=(const Entry&) = delete;

        bool isSet() const { return next_ != nullptr; }
        void lift();

    private:
        friend class Deadlines;
        Entry* previous_ = nullptr;
        Entry* next_ = nullptr;
        std::int64_t atMs_ = 0;
    };

    Deadlines();

    /// Sets it, or moves it.
    void set(Entry& entry, std::int64_t atMs);
    /// Takes out one that is due, in the order of their slots; null when none is. Deadlines that are set while
    /// the caller goes on taking may come in the same turn.
    Entry* takeDue(std::int64_t nowMs);
    /// When to look again: not later than the earliest deadline. Nothing when none is set.
    std::optional<std::int64_t> nextMs() const;

private:
    static constexpr std::int64_t slotMs = 8;
    static constexpr std::size_t slots = 1024;

    std::array<Entry, slots> heads_; ///< rings
    std::int64_t atSlot_ = 0;        ///< all slots before it hold only later rounds
};

} // namespace trunkline::snmp
