#include "models/performance/rollup.h"

#include "models/performance/counter.h"

#include <algorithm>

namespace trunkline::performance {

Timestamp periodOf(Timestamp sampledAt, std::int64_t periodMs)
{
    return {(sampledAt.ms - 1) / periodMs * periodMs};
}

std::int64_t figureOf(const Sample& sample, const MetricTraits& metric)
{
    return metric.counts ? ratePerSecond(sample.value, metric.scale, std::max<std::int64_t>(1, sample.intervalMs)) : sample.value;
}

void addRound(std::vector<RollupPeriod>& periods, const SampleRound& round, std::span<const Metric> metrics, std::int64_t periodMs)
{
    const Timestamp start = periodOf(round.at, periodMs);
    auto period = std::find_if(periods.rbegin(), periods.rend(), [&](const RollupPeriod& one) { return one.start <= start; }).base();
    if (period == periods.begin() || std::prev(period)->start != start)
        period = std::next(periods.insert(period, {start, {}}));
    std::vector<Rollup>& slots = std::prev(period)->slots;
    slots.resize(std::max(slots.size(), round.samples.size()));
    for (std::size_t slot = 0; slot < round.samples.size(); ++slot) {
        const Sample& sample = round.samples[slot];
        if (sample.mark != Mark::Measured || slot >= metrics.size())
            continue;
        const std::int64_t figure = figureOf(sample, traitsOf(metrics[slot]));
        slots[slot].add({figure, figure, sample.value, 1, sample.intervalMs});
    }
}

std::optional<std::int64_t> meanOf(const Rollup& rollup, const MetricTraits& metric)
{
    const std::int64_t divisor = metric.counts ? rollup.coveredMs : rollup.samples;
    if (rollup.samples <= 0 || divisor <= 0)
        return std::nullopt;
    return metric.counts ? ratePerSecond(rollup.sum, metric.scale, rollup.coveredMs) : rollup.sum / rollup.samples;
}

} // namespace trunkline::performance
