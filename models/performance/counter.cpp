#include "models/performance/counter.h"

#include "models/core/money.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace trunkline::performance {

/// Agents round, and answers are delayed: a minute or a tenth of the time is forgiven.
static std::int64_t forgivenTicks(std::int64_t elapsedTicks)
{
    return std::max<std::int64_t>(6'000, elapsedTicks / 10);
}

bool restartedBetween(std::uint32_t ticksBefore, std::uint32_t ticksAfter, std::int64_t elapsedMs)
{
    const std::int64_t elapsedTicks = elapsedMs / 10;
    const std::int64_t forgiven = forgivenTicks(elapsedTicks);
    if (ticksAfter >= ticksBefore) // up for longer than we looked away, whatever our own clock did meanwhile
        return std::int64_t(ticksAfter) < elapsedTicks - forgiven;
    const std::uint32_t expected = ticksBefore + std::uint32_t(elapsedTicks); // modulo 2^32, as the device counts
    return std::abs(std::int64_t(std::int32_t(ticksAfter - expected))) > forgiven;
}

std::int64_t rateBps(std::int64_t octets, std::int64_t intervalMs)
{
    return std::int64_t(Wide(octets) * 8'000 / intervalMs);
}

CountedInterval countBetween(const CounterReading& before, const CounterReading& after, std::int64_t speedBps)
{
    const std::int64_t elapsed = after.at.msSince(before.at);
    if (elapsed <= 0)
        return {};
    if (restartedBetween(before.uptimeTicks, after.uptimeTicks, elapsed))
        return {Interval::Rebooted, 0, elapsed};
    // Modulo 2^32, like the ticks themselves. A step of our own clock must not bend the rate.
    const std::int64_t lived = std::int64_t(std::uint32_t(after.uptimeTicks - before.uptimeTicks));
    if (std::abs(lived - elapsed / 10) > forgivenTicks(elapsed / 10))
        return {Interval::ClockStepped, 0, elapsed};
    if (before.discontinuityTicks != after.discontinuityTicks || before.bits != after.bits)
        return {Interval::Discontinuous, 0, elapsed};
    const std::uint64_t range = after.bits == 32 ? std::numeric_limits<std::uint32_t>::max() : std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t counted = (after.value - before.value) & range; // modulo the counter's own range: a wrap continues
    const bool fell = after.value < before.value;
    const std::uint64_t possible = speedBps > 0 ? std::uint64_t(Wide(speedBps) * elapsed / 8'000 * 105 / 100) : range / 2;
    if (counted > possible)
        return {fell ? Interval::WentBack : Interval::AboveLineRate, fell ? 0 : std::int64_t(counted & std::uint64_t(std::numeric_limits<std::int64_t>::max())), elapsed};
    return {Interval::Counted, std::int64_t(counted), elapsed};
}

} // namespace trunkline::performance
