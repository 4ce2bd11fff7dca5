// What arrives faster than it is worked off: bounded, and shared fairly among its sources.
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QString>

#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace trunkline::snmp {

/// Whether what a source has waiting is what fills a queue: a tenth of it and more. In a queue that many fair senders have filled nobody floods.
constexpr bool isFlood(std::size_t waitingOfSource, std::size_t mostItems)
{
    return waitingOfSource >= mostItems / 10;
}

/// Between the thread that receives and the one that stores. Bounded in items and in octets. Every source has a line of its own, and the lines
/// take turns: a flood from one delays the others by one item. A line may be as long as what is free in the queue, so that one flood
/// leaves half of it to others, two a third. What is dropped is counted, by source too (of more than a thousand sources the others together,
/// under an empty name).
template <class Item>
class FairQueue {
public:
    struct Taken {
        Item item;
        qsizetype octets = 0;
        qint64 waitedMs = 0;
    };
    enum class Put { Taken, SourceFull, QueueFull };
    struct Counters {
        quint64 received = 0;
        quint64 droppedOfSource = 0; ///< because a great part of the queue was their source's
        quint64 droppedOfAll = 0;    ///< because the queue was full, or what was left of it smaller than a fair line
        quint64 waiting = 0;
    };

    /// `wake` runs when the queue was empty, on the thread that puts.
    FairQueue(std::size_t mostItems, qsizetype mostOctets, std::function<void()> wake) : mostItems_(mostItems), mostOctets_(mostOctets), wake_(std::move(wake)) { clock_.start(); }

    /// Counted when it is not taken.
    Put put(const QString& source, Item item, qsizetype octets)
    {
        std::unique_lock lock(mutex_);
        const auto known = lines_.find(source);
        const std::size_t length = known == lines_.end() ? 0 : known->second.size();
        const bool full = octets_ + octets > mostOctets_ || counters_.waiting == mostItems_;
        if (full || length >= mostItems_ - counters_.waiting) {
            const Put why = full || !isFlood(length, mostItems_) ? Put::QueueFull : Put::SourceFull;
            ++(why == Put::QueueFull ? counters_.droppedOfAll : counters_.droppedOfSource);
            ++dropped_[dropped_.size() < mostDropSources || dropped_.contains(source) ? source : QString()];
            return why;
        }
        auto& line = known == lines_.end() ? *lines_.try_emplace(source).first : *known;
        if (length == 0)
            turns_.push_back(&line);
        line.second.push_back({std::move(item), octets, -clock_.elapsed()}); // what is taken adds the time of that
        ++counters_.received;
        ++counters_.waiting;
        octets_ += octets;
        if (std::exchange(awake_, true))
            return Put::Taken;
        lock.unlock();
        wake_();
        return Put::Taken;
    }

    /// Up to `most` items; `more` says whether some are left (then no wake comes for them).
    std::list<Taken> take(std::size_t most, bool* more)
    {
        const std::scoped_lock lock(mutex_);
        const qint64 now = clock_.elapsed();
        std::list<Taken> taken;
        while (!turns_.empty() && taken.size() < most) {
            auto* line = turns_.front();
            turns_.pop_front();
            taken.splice(taken.end(), line->second, line->second.begin());
            octets_ -= taken.back().octets;
            taken.back().waitedMs += now;
            --counters_.waiting;
            if (!line->second.empty())
                turns_.push_back(line);
            else if (lines_.size() > mostLines)
                lines_.erase(QString(line->first)); // a copy: the name goes with its line
        }
        *more = awake_ = !turns_.empty();
        return taken;
    }

    Counters counters() const
    {
        const std::scoped_lock lock(mutex_);
        return counters_;
    }
    QHash<QString, quint64> droppedBySource() const
    {
        const std::scoped_lock lock(mutex_);
        return dropped_;
    }

private:
    static constexpr qsizetype mostDropSources = 1000;
    static constexpr std::size_t mostLines = 10'000; ///< of more sources only those have a line who wait
    /// Not noexcept: else the map would make the hashes anew, of each source that shares a bucket, at every look.
    struct SourceHash {
        size_t operator()(const QString& source) const { return qHash(source); }
    };
    using Lines = std::unordered_map<QString, std::list<Taken>, SourceHash>; // its elements stay where they are

    mutable std::mutex mutex_;
    const std::size_t mostItems_;
    const qsizetype mostOctets_;
    Lines lines_;                                   ///< by source; empty ones stay, as whoever has sent will send
    std::deque<typename Lines::value_type*> turns_; ///< all that are not empty, whose turn is next first
    qsizetype octets_ = 0;
    bool awake_ = false;
    Counters counters_;
    QHash<QString, quint64> dropped_;
    QElapsedTimer clock_;
    std::function<void()> wake_;
};

} // namespace trunkline::snmp
