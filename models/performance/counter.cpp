#include "models/performance/counter.h"

#include "models/core/money.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace trunkline::performance {

bool restartedBetween(std::uint32_t ticksBefore, std::uint32_t ticksAfter, std::int64_t elapsedMs)
{
    // Without a restart the ticks moved on by the time that passed, modulo 2^32. Agents round, and
    // answers are delayed: a minute or a tenth of the time is forgiven.
    const std::int64_t elapsedTicks = elapsedMs / 10;
    const std::int64_t tolerance = std::max<std::int64_t>(6'000, elapsedTicks / 10);
    if (ticksAfter >= ticksBefore && std::int64_t(ticksAfter - ticksBefore) >= elapsedTicks - tolerance)
        return false;
    const std::uint32_t expected = ticksBefore + std::uint32_t(elapsedTicks);
    const std::int64_t off = std::int64_t(std::int32_t(ticksAfter - expected));
    const bool wrapped = ticksAfter < ticksBefore && std::abs(off) <= tolerance;
    return !wrapped;
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
