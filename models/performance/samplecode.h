// How samples lie in the database: the bytes of a poll round, of an hour of rounds, and of what is kept of
// longer times. Every decoder is safe with damaged bytes: it gives nothing then, and whoever reads has a gap.
#pragma once

#include "models/core/timestamp.h"
#include "models/performance/packing.h"

#include <optional>

namespace trunkline::performance {

enum class Mark : std::uint8_t {
    Absent,   ///< not read
    Gap,      ///< read, but nothing can be said about the interval
    Flagged,  ///< above the line rate
    Measured,
};

/// What one series gave in one round.
struct Sample {
    std::int64_t value = 0;      ///< a counter's amount in the interval; a gauge's value
    std::int64_t intervalMs = 0;
    Mark mark = Mark::Absent;
    bool operator==(const Sample&) const = default;
};

/// One round of a chunk, by slot. Slots beyond the last are absent.
struct SampleRound {
    Timestamp at;
    std::int64_t intervalMs = 0; ///< that of most samples
    std::vector<Sample> samples;
    bool operator==(const SampleRound&) const = default;
};

/// A sample of one series, and when its interval ended.
struct TimedSample {
    Timestamp at;
    Sample sample;
    bool operator==(const TimedSample&) const = default;
};

/// What is kept of one series over one period. All of it can be added up exactly.
struct Rollup {
    std::int64_t min = 0; ///< of the rates of a counter, of the values of a gauge
    std::int64_t max = 0;
    std::int64_t sum = 0; ///< of the amounts or values
    std::int64_t samples = 0;
    std::int64_t coveredMs = 0;
    void add(const Rollup& other);
    bool operator==(const Rollup&) const = default;
};

/// One period of a chunk, by slot; no samples, nothing measured.
struct RollupPeriod {
    Timestamp start;
    std::vector<Rollup> slots;
    bool operator==(const RollupPeriod&) const = default;
};

QByteArray encodeRound(const SampleRound& round);
std::optional<SampleRound> decodeRound(Timestamp at, std::int64_t intervalMs, const QByteArray& bytes);
/// The sample of one slot. Absent when damaged.
std::optional<TimedSample> decodeRoundOf(std::size_t slot, Timestamp at, std::int64_t intervalMs, const QByteArray& bytes);

/// What one block holds at most: an hour at two rounds a second. A damaged header can claim no more.
inline constexpr std::size_t mostRounds = 8'192;
/// Rounds in the order of time; they lie slot by slot, so that one series is read without the others.
QByteArray encodeRounds(const std::vector<SampleRound>& rounds);
std::optional<std::vector<SampleRound>> decodeRounds(const QByteArray& bytes);
std::optional<std::vector<TimedSample>> decodeRoundsOf(std::size_t slot, const QByteArray& bytes);

QByteArray encodeRollups(const std::vector<RollupPeriod>& periods);
std::optional<std::vector<RollupPeriod>> decodeRollups(const QByteArray& bytes);
std::optional<std::vector<RollupPeriod>> decodeRollupsOf(std::size_t slot, const QByteArray& bytes);

} // namespace trunkline::performance
