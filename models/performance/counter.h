// From two readings of a counter to what was counted between them. A counter that restarted is a gap,
// never a spike; a wrap continues.
#pragma once

#include "models/core/timestamp.h"

#include <cstdint>

namespace trunkline::performance {

/// When a device was read: by our clock and by its own.
struct Moment {
    Timestamp at;                  ///< when the answer came
    std::uint32_t uptimeTicks = 0; ///< sysUpTime, hundredths of a second, in the same answer
    bool operator==(const Moment&) const = default;
};

/// One reading of ifHCInOctets and the like (IF-MIB, RFC 2863).
struct CounterReading {
    Timestamp at;                          ///< when the answer came
    std::uint64_t value = 0;
    int bits = 64;                         ///< 32 or 64
    std::uint32_t uptimeTicks = 0;         ///< sysUpTime, hundredths of a second, in the same answer
    std::uint32_t discontinuityTicks = 0;  ///< ifCounterDiscontinuityTime
    bool operator==(const CounterReading&) const = default;
};

enum class Interval {
    Counted,       ///< amount is right
    Rebooted,      ///< the device restarted in between: unknown, a gap
    ClockStepped,  ///< our clock and the device's disagree about how long it was: a gap
    Discontinuous, ///< ifCounterDiscontinuityTime changed: a gap
    WentBack,      ///< the counter fell without a reason, further than a wrap explains: a gap
    AboveLineRate, ///< more than the line can carry: flagged, not believed
    NotLater,      ///< the second reading is not later than the first: nothing to tell
};

struct CountedInterval {
    Interval kind = Interval::NotLater;
    std::int64_t amount = 0;      ///< octets, when Counted or AboveLineRate
    std::int64_t intervalMs = 0;
    bool operator==(const CountedInterval&) const = default;
};

/// `speedBps` is the line rate, `bitsEach` what a unit that is counted takes of it at least. Five percent over the line
/// are allowed for the clocks of device and poller. 0 when the speed is unknown: then only what no
/// line carries is above it.
CountedInterval countBetween(const CounterReading& before, const CounterReading& after, std::int64_t speedBps, int bitsEach = 8);

/// The two halves of countBetween. What the clocks say holds for all that was read in the same round: Counted when
/// nothing speaks against it, Rebooted, ClockStepped or NotLater. A reading that is older by up to an
/// hour is one that came late or twice; by more, our clock was set back.
Interval timeBetween(const Moment& before, const Moment& after);
/// What the counter says then: Counted, WentBack or AboveLineRate. Requires elapsedMs > 0.
CountedInterval amountBetween(std::uint64_t before, std::uint64_t after, int bits, std::int64_t elapsedMs, std::int64_t speedBps, int bitsEach = 8);

/// Whether the device restarted between two readings of sysUpTime, `elapsedMs` apart. Its own wrap after
/// 497 days (2^32 ticks) is no restart.
bool restartedBetween(std::uint32_t ticksBefore, std::uint32_t ticksAfter, std::int64_t elapsedMs);

/// Amount × scale a second, rounded down. Requires intervalMs > 0.
std::int64_t ratePerSecond(std::int64_t amount, int scale, std::int64_t intervalMs);
/// Octets in a time as bits a second, rounded down. Requires intervalMs > 0.
std::int64_t rateBps(std::int64_t octets, std::int64_t intervalMs);

} // namespace trunkline::performance
