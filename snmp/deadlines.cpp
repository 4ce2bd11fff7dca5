#include "snmp/deadlines.h"

#include <algorithm>

namespace trunkline::snmp {

void Deadlines::Entry::lift()
{
    if (!isSet())
        return;
    previous_->next_ = next_;
    next_->previous_ = previous_;
    previous_ = next_ = nullptr;
}

Deadlines::Deadlines()
{
    for (Entry& head : heads_)
        head.previous_ = head.next_ = &head;
}

void Deadlines::set(Entry& entry, std::int64_t atMs)
{
    entry.lift();
    entry.atMs_ = atMs;
    // What is late already comes with the slot that is looked at next.
    Entry& head = heads_[std::size_t(std::max(atMs / slotMs, atSlot_)) % slots];
    entry.previous_ = head.previous_;
    entry.next_ = &head;
    head.previous_->next_ = &entry;
    head.previous_ = &entry;
}

Deadlines::Entry* Deadlines::takeDue(std::int64_t nowMs)
{
    const std::int64_t nowSlot = nowMs / slotMs;
    atSlot_ = std::max(atSlot_, nowSlot - std::int64_t(slots) + 1); // once around is all of them
    for (;; ++atSlot_) {
        Entry& head = heads_[std::size_t(atSlot_) % slots];
        for (Entry* entry = head.next_; entry != &head; entry = entry->next_)
            if (entry->atMs_ <= nowMs) {
                entry->lift();
                return entry;
            }
        if (atSlot_ >= nowSlot)
            return nullptr;
    }
}

std::optional<std::int64_t> Deadlines::nextMs() const
{
    bool any = false;
    for (std::size_t i = 0; i < slots; ++i) {
        const std::int64_t slot = atSlot_ + std::int64_t(i);
        const Entry& head = heads_[std::size_t(slot) % slots];
        any = any || head.next_ != &head;
        std::optional<std::int64_t> first;
        for (const Entry* entry = head.next_; entry != &head; entry = entry->next_)
            if (entry->atMs_ / slotMs <= slot)
                first = std::min(first.value_or(entry->atMs_), entry->atMs_);
        if (first)
            return first;
    }
    if (!any)
        return std::nullopt;
    return (atSlot_ + std::int64_t(slots)) * slotMs; // a later round
}

} // namespace trunkline::snmp
