// What is kept of a longer time, from the samples in it. Pure.
#pragma once

#include "models/performance/samplecode.h"
#include "models/performance/series.h"

#include <span>

namespace trunkline::performance {

inline constexpr std::int64_t fiveMinutesMs = 300'000;
inline constexpr std::int64_t hourMs = 3'600'000;
inline constexpr std::int64_t dayMs = 86'400'000;
inline constexpr std::int64_t rollupPeriodsMs[] = {fiveMinutesMs, hourMs, dayMs};

/// The period that a sample belongs to: the one that its interval ends in.
Timestamp periodOf(Timestamp sampledAt, std::int64_t periodMs);

/// What the sample says: a counter's rate in its unit a second, a gauge's value. Requires that it was measured.
std::int64_t figureOf(const Sample& sample, const MetricTraits& metric);

/// Adds a round to the period that it belongs to; `metrics` by slot. Periods stay in order.
void addRound(std::vector<RollupPeriod>& periods, const SampleRound& round, std::span<const Metric> metrics, std::int64_t periodMs);

/// The mean over a rollup's time; nothing where it has none (nothing measured, or damaged).
std::optional<std::int64_t> meanOf(const Rollup& rollup, const MetricTraits& metric);

} // namespace trunkline::performance
