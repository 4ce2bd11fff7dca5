#include "models/performance/counter.h"

#include "models/core/money.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace trunkline::performance {

/// Agents round, and answers are delayed: a minute or a tenth of the time is forgiven before we call it a restart.
static std::int64_t forgivenTicks(std::int64_t elapsedTicks)
{
    return std::max<std::int64_t>(6'000, elapsedTicks / 10);
}

/// How far the two clocks may disagree about a time. Less than above: a rate over the wrong time would be a spike.
static std::int64_t toleratedMs(std::int64_t elapsedMs)
{
    return std::max(elapsedMs / 10, std::clamp<std::int64_t>(elapsedMs / 5, 2'000, 10'000));
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

std::int64_t ratePerSecond(std::int64_t amount, int scale, std::int64_t intervalMs)
{
    const std::int64_t thousandth = std::int64_t(scale) * 1'000;
    std::int64_t product = 0;
    if (!__builtin_mul_overflow(amount, thousandth, &product)) // nearly always, and several times faster
        return product / intervalMs;
    return std::int64_t(Wide(amount) * thousandth / intervalMs);
}

std::int64_t rateBps(std::int64_t octets, std::int64_t intervalMs)
{
    return ratePerSecond(octets, 8, intervalMs);
}

Interval timeBetween(const Moment& before, const Moment& after)
{
    constexpr std::int64_t longestRepetitionMs = 3'600'000;
    const std::int64_t elapsed = after.at.msSince(before.at);
    if (elapsed <= 0)
        return elapsed >= -longestRepetitionMs ? Interval::NotLater : Interval::ClockStepped;
    if (after.uptimeTicks == before.uptimeTicks) // an agent whose uptime stands still tells nothing
        return Interval::Counted;
    if (restartedBetween(before.uptimeTicks, after.uptimeTicks, elapsed))
        return Interval::Rebooted;
    // Modulo 2^32, like the ticks themselves. A step of our own clock must not bend the rate.
    const std::int64_t lived = std::int64_t(std::uint32_t(after.uptimeTicks - before.uptimeTicks)) * 10;
    return std::abs(lived - elapsed) > toleratedMs(elapsed) ? Interval::ClockStepped : Interval::Counted;
}

CountedInterval amountBetween(std::uint64_t before, std::uint64_t after, int bits, std::int64_t elapsedMs, std::int64_t speedBps, int bitsEach)
{
    constexpr std::int64_t noLineBps = 100'000'000'000'000; // a hundred times the fastest there is
    constexpr std::uint64_t top32 = std::numeric_limits<std::uint32_t>::max();
    const std::uint64_t counted = bits == 32 ? (after - before) & top32 : after - before; // modulo the counter's own range: a wrap continues
    const bool possible = Wide(counted) * bitsEach * 100'000 <= Wide(speedBps > 0 ? speedBps : noLineBps) * elapsedMs * 105
        && counted <= std::uint64_t(std::numeric_limits<std::int64_t>::max() / 2)
        && (bits == 64 || speedBps > 0 || counted <= top32 / 2);
    if (possible)
        return {Interval::Counted, std::int64_t(counted), elapsedMs};
    if (after < before)
        return {Interval::WentBack, 0, elapsedMs};
    return {Interval::AboveLineRate, std::int64_t(counted & std::uint64_t(std::numeric_limits<std::int64_t>::max())), elapsedMs};
}

CountedInterval countBetween(const CounterReading& before, const CounterReading& after, std::int64_t speedBps, int bitsEach)
{
    const std::int64_t elapsed = after.at.msSince(before.at);
    const Interval time = timeBetween({before.at, before.uptimeTicks}, {after.at, after.uptimeTicks});
    if (time == Interval::NotLater)
        return {};
    if (time != Interval::Counted)
        return {time, 0, std::max<std::int64_t>(0, elapsed)};
    if (before.discontinuityTicks != after.discontinuityTicks || before.bits != after.bits)
        return {Interval::Discontinuous, 0, elapsed};
    return amountBetween(before.value, after.value, after.bits, elapsed, speedBps, bitsEach);
}

} // namespace trunkline::performance
