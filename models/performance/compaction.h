// Rounds become hours, and minimum, maximum, sum and count of longer times. Until then they lie as they came, and
// whoever reads puts both together: nothing is ever missing.
#pragma once

#include "models/store/connection.h"

#include <optional>

namespace trunkline::performance {

/// Takes the rounds of hours that are over away and puts them into blocks, some chunks at a time. A step is a
/// transaction; one that did not happen is made up for by the next compaction.
class Compaction {
public:
    /// Hours that were over some minutes before `now`.
    Compaction(store::Connection& connection, Timestamp now);
    /// False when nothing was left to do. Throws StoreFailure.
    bool step(int chunks = 32);

private:
    store::Connection& connection_;
    Timestamp until_;
    std::int64_t next_ = 1;
    std::int64_t last_ = 0;
};

/// All steps. For the collector, which has other things to do meanwhile, take the steps one by one.
void compact(store::Connection& connection, Timestamp now);

/// How long which resolution is kept.
struct Retention {
    int rawDays = 14;
    int fiveMinuteDays = 120;
    int hourDays = 800;
    int dayDays = 4000;
};
/// Removes compacted samples that are older; gives the number of rows.
std::int64_t prune(store::Connection& connection, Timestamp now, const Retention& retention = {});

/// Both, once an hour and a step at a time, for a collector that has other things to do meanwhile.
class HourlyCompaction {
public:
    explicit HourlyCompaction(store::Connection& connection) : connection_(connection) {}
    /// The next step, when one is due. Throws StoreFailure; a minute later it is tried again.
    void step(Timestamp now);

private:
    store::Connection& connection_;
    std::optional<Compaction> underWay_;
    Timestamp dueAt_;
};

} // namespace trunkline::performance
