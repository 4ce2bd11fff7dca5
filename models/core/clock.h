// The time, given in from outside: nothing below app/ asks the machine what time it is.
#pragma once

#include "models/core/timestamp.h"

#include <atomic>

namespace trunkline {

class Clock {
public:
    virtual ~Clock() = default;
    /// Safe from every thread.
    virtual Timestamp now() const = 0;
};

/// The machine's clock, moved by an offset that a demo operator may set; 0 for a real one.
class SystemClock : public Clock {
public:
    explicit SystemClock(std::int64_t offsetMs = 0) : offsetMs_(offsetMs) {}
    Timestamp now() const override;
    void setOffsetMs(std::int64_t offsetMs) { offsetMs_ = offsetMs; }
    std::int64_t offsetMs() const { return offsetMs_; }

private:
    std::atomic<std::int64_t> offsetMs_;
};

/// A clock that stands still until it is moved: for tests and simulations.
class SettableClock : public Clock {
public:
    explicit SettableClock(Timestamp start) : ms_(start.ms) {}
    Timestamp now() const override { return {ms_}; }
    void set(Timestamp instant) { ms_ = instant.ms; }
    void advanceMs(std::int64_t delta) { ms_ += delta; }

private:
    std::atomic<std::int64_t> ms_;
};

} // namespace trunkline
