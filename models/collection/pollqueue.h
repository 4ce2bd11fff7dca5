// Rounds that wait for the database: in order, bounded, written some hundreds at a time.
#pragma once

#include "models/access/actor.h"
#include "models/collection/pollhealth.h"
#include "models/collection/pollround.h"

#include <deque>
#include <optional>

namespace trunkline::collection {

/// Belongs to the thread of its context. What it stores and what it drops, it counts in the health.
class PollQueue {
public:
    /// All references must outlive it. Of more than `mostHeld` readings the oldest go.
    PollQueue(store::Context& context, const access::Actor& agent, WatchedDevices& devices, std::size_t mostHeld, PollHealth& health);

    void add(PolledUnit unit);
    bool isEmpty() const { return units_.empty(); }
    std::size_t size() const { return units_.size(); }
    /// There is enough for a transaction; somebody waits for one of them.
    bool isFull() const;
    bool isAwaited() const;
    /// Something has happened to a device or port: people wait for alarms.
    bool hasNews() const;

    struct Stored {
        PollSummary summary;
        std::shared_ptr<PollRound> round; ///< of all that were stored
    };
    /// Those in front that belong to the same round, at most a transaction's worth; events before states before samples, so
    /// that a crash in between loses no alarm. Throws StoreFailure: what was not written then is still there.
    Stored storeSome();
    /// Nobody is to wait any longer for what is not stored; gives the rounds, each as often as it was waited for.
    std::vector<std::shared_ptr<PollRound>> letGo();

private:
    std::size_t batchSize() const;
    void writeChanges(std::size_t count, PollSummary& summary);
    void writeReadings(std::size_t count, PollSummary& summary);
    void giveBack();

    store::Context& context_;
    const access::Actor& agent_;
    WatchedDevices& devices_;
    const std::size_t mostHeld_;
    PollHealth& health_;
    performance::SampleAppender samples_;
    std::deque<PolledUnit> units_;
    std::size_t heldReadings_ = 0;
    std::size_t mostUnits_ = 0;         ///< that waited since nobody did
    std::optional<qint64> crowdedAtMs_; ///< when far more than usual had waited, until their memory was given back
};

} // namespace trunkline::collection
