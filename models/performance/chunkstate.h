// Where the series of a chunk stand: the last readings, and what a new one makes of them.
#pragma once

#include "models/performance/counter.h"
#include "models/performance/samplecode.h"
#include "models/performance/series.h"

namespace trunkline::performance {

class ChunkState {
public:
    struct Last {
        std::uint64_t value = 0;
        std::uint32_t discontinuityTicks = 0;
        std::uint16_t moment = 0; ///< when it was read: an index
        std::uint8_t bits = 0;    ///< 0: never read
        bool doubted = false;     ///< what was read after it can't be right: see doubts
        bool operator==(const Last&) const = default;
    };

    /// A reading that contradicts the last one.
    struct Doubt {
        std::uint16_t slot = 0;
        std::uint16_t moment = 0;
        std::uint64_t value = 0;
        bool operator==(const Doubt&) const = default;
    };

    /// The last readings by slot, and the moments they are of: nearly always one for all.
    std::vector<Moment> moments;
    std::vector<Last> last;
    std::vector<Doubt> doubts; ///< hardly ever any
    bool operator==(const ChunkState&) const = default;

    QByteArray encode() const;
    /// Nothing when the bytes are damaged.
    static std::optional<ChunkState> decode(const QByteArray& bytes);

    /// A round begins: what the clocks say is asked once for each moment, not for each value.
    void beginRound(const Moment& now);
    /// One reading; nothing when it is not later than the last. Slots must exist. A counter that can't be right (it fell,
    /// or counted more than the line carries) is doubted: the next reading goes on from the one before it if
    /// it can, so that a wild value is no spike, neither there nor back; else from the doubted one, which was
    /// a new beginning then; else it is doubted in its turn.
    struct Outcome {
        Interval kind = Interval::NotLater;
        bool first = false;
        Sample sample;
    };
    Outcome read(std::size_t slot, const MetricTraits& metric, std::uint64_t value, int bits, std::uint32_t discontinuityTicks, std::int64_t speedBps);
    /// Forgets the moments that no reading is of any more. Gives whether anything was read.
    bool endRound();

private:
    struct Verdict {
        Interval kind;
        std::int64_t elapsedMs;
        bool operator==(const Verdict&) const = default;
    };
    std::vector<Verdict> verdicts_; ///< of each moment against the round in hand
    bool anyRead_ = false;
};

} // namespace trunkline::performance
