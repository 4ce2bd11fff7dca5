#include "models/performance/chunkstate.h"

#include <algorithm>

namespace trunkline::performance {

/// Gauges beyond are no measurements; sums of the others never overflow.
static constexpr std::int64_t greatestGauge = std::int64_t(1) << 50;

QByteArray ChunkState::encode() const
{
    QByteArray bytes(qsizetype(3 + moments.size() * 2 + last.size() * 3) * longestNumber, Qt::Uninitialized);
    auto* const begin = reinterpret_cast<std::uint8_t*>(bytes.data());
    std::uint8_t* to = putNumber(begin, zigzag(at.ms));
    to = putNumber(to, moments.size());
    for (const Moment& moment : moments) {
        to = putNumber(to, zigzag(moment.at.ms));
        to = putNumber(to, moment.uptimeTicks);
    }
    to = putNumber(to, last.size());
    std::int64_t discontinuity = 0; // that of the slot before: mostly the same
    for (const Last& one : last) {
        to = putNumber(to, one.bits == 0 ? 0 : 1 + std::uint64_t(one.moment) * 4 + (one.doubted ? 2 : 0) + (one.bits == 64 ? 1 : 0));
        if (one.bits == 0)
            continue;
        to = putNumber(to, one.value);
        to = putNumber(to, zigzag(one.discontinuityTicks - discontinuity));
        discontinuity = one.discontinuityTicks;
    }
    bytes.truncate(to - begin);
    return bytes;
}

std::optional<ChunkState> ChunkState::decode(const QByteArray& bytes)
{
    ByteReader reader(bytes);
    ChunkState state;
    state.at.ms = reader.signedNumber();
    state.moments.resize(reader.number(slotsPerChunk));
    for (Moment& moment : state.moments) {
        moment.at.ms = reader.signedNumber();
        moment.uptimeTicks = std::uint32_t(reader.number());
    }
    state.last.resize(reader.number(slotsPerChunk));
    std::uint64_t discontinuity = 0;
    for (Last& one : state.last) {
        const std::size_t code = reader.number(state.moments.size() * 4);
        if (code == 0)
            continue;
        one.moment = std::uint16_t((code - 1) / 4);
        one.doubted = ((code - 1) & 2) != 0;
        one.bits = ((code - 1) & 1) != 0 ? 64 : 32;
        one.value = reader.number();
        discontinuity += std::uint64_t(reader.signedNumber());
        one.discontinuityTicks = std::uint32_t(discontinuity);
    }
    return reader.good() && reader.atEnd() ? std::optional(std::move(state)) : std::nullopt;
}

void ChunkState::beginRound(const Moment& now)
{
    verdicts_.clear();
    for (const Moment& before : moments)
        verdicts_.push_back({timeBetween(before, now), now.at.msSince(before.at)});
    moments.push_back(now);
    verdicts_.push_back({Interval::NotLater, 0});
    anyRead_ = false;
}

ChunkState::Outcome ChunkState::read(std::size_t slot, const MetricTraits& metric, std::uint64_t value, int bits, std::uint32_t discontinuityTicks, std::int64_t speedBps)
{
    Last& before = last[slot];
    const bool first = before.bits == 0;
    const Verdict time = first ? Verdict{Interval::Counted, 0} : verdicts_[before.moment];
    const Moment& now = moments.back();
    if (time.kind == Interval::NotLater || (before.doubted && now.at <= at && time.kind == Interval::Counted))
        return {};
    anyRead_ = true;
    const Last old = std::exchange(before, {value, discontinuityTicks, std::uint16_t(moments.size() - 1), std::uint8_t(bits), false});
    if (!metric.counts) {
        if (std::abs(std::int64_t(value) / 2) > greatestGauge / 2)
            return {Interval::AboveLineRate, first, {0, 0, Mark::Flagged}};
        // A value needs no interval: it is right whatever the clocks did meanwhile.
        return {Interval::Counted, first, {std::int64_t(value), time.kind == Interval::Counted ? time.elapsedMs : 0, Mark::Measured}};
    }
    if (first)
        return {Interval::Counted, true, {}};
    if (time.kind != Interval::Counted)
        return {time.kind, false, {0, 0, Mark::Gap}};
    if (old.discontinuityTicks != discontinuityTicks || old.bits != bits)
        return {Interval::Discontinuous, false, {0, 0, Mark::Gap}};
    const CountedInterval counted = amountBetween(old.value, value, bits, time.elapsedMs, speedBps, metric.bitsEach);
    if (counted.kind == Interval::Counted)
        return {counted.kind, false, {counted.amount, counted.intervalMs, Mark::Measured}};
    if (!old.doubted) {
        before = old;
        before.doubted = true;
    }
    return {counted.kind, false, {0, 0, counted.kind == Interval::AboveLineRate ? Mark::Flagged : Mark::Gap}};
}

bool ChunkState::endRound()
{
    verdicts_.clear();
    if (anyRead_)
        at = moments.back().at;
    std::vector<int> places(moments.size(), -1);
    std::vector<Moment> kept;
    for (Last& one : last) {
        if (one.bits == 0)
            continue;
        int& place = places[one.moment];
        if (place < 0) {
            place = int(kept.size());
            kept.push_back(moments[one.moment]);
        }
        one.moment = std::uint16_t(place);
    }
    moments = std::move(kept);
    return anyRead_;
}

} // namespace trunkline::performance
