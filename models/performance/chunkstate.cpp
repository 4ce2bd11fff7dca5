#include "models/performance/chunkstate.h"

#include <algorithm>

namespace trunkline::performance {

/// Gauges beyond are no measurements; sums of the others never overflow.
static constexpr std::int64_t greatestGauge = std::int64_t(1) << 50;

QByteArray ChunkState::encode() const
{
    QByteArray bytes(qsizetype(2 + moments.size() * 2 + last.size() * 3 + doubts.size() * 3) * longestNumber, Qt::Uninitialized);
    auto* const begin = reinterpret_cast<std::uint8_t*>(bytes.data());
    std::uint8_t* to = putNumber(begin, moments.size());
    for (const Moment& moment : moments) {
        to = putNumber(to, zigzag(moment.at.ms));
        to = putNumber(to, moment.uptimeTicks);
    }
    to = putNumber(to, last.size());
    std::int64_t discontinuity = 0; // that of the slot before: mostly the same
    for (const Last& one : last) {
        to = putNumber(to, one.bits == 0 ? 0 : 1 + std::uint64_t(one.moment) * 2 + (one.bits == 64 ? 1 : 0));
        if (one.bits == 0)
            continue;
        to = putNumber(to, one.value);
        to = putNumber(to, zigzag(one.discontinuityTicks - discontinuity));
        discontinuity = one.discontinuityTicks;
    }
    to = putNumber(to, doubts.size());
    for (const Doubt& one : doubts) {
        to = putNumber(to, one.slot);
        to = putNumber(to, one.moment);
        to = putNumber(to, one.value);
    }
    bytes.truncate(to - begin);
    return bytes;
}

std::optional<ChunkState> ChunkState::decode(const QByteArray& bytes)
{
    ByteReader reader(bytes);
    ChunkState state;
    state.moments.resize(reader.number(2 * slotsPerChunk)); // each slot's and each doubt's, at most
    for (Moment& moment : state.moments) {
        moment.at.ms = reader.signedNumber();
        moment.uptimeTicks = std::uint32_t(reader.number());
    }
    state.last.resize(reader.number(slotsPerChunk));
    std::uint64_t discontinuity = 0;
    for (Last& one : state.last) {
        const std::size_t code = reader.number(state.moments.size() * 2);
        if (code == 0)
            continue;
        one.moment = std::uint16_t((code - 1) / 2);
        one.bits = ((code - 1) & 1) != 0 ? 64 : 32;
        one.value = reader.number();
        discontinuity += std::uint64_t(reader.signedNumber());
        one.discontinuityTicks = std::uint32_t(discontinuity);
    }
    state.doubts.resize(reader.number(state.last.size()));
    for (Doubt& one : state.doubts) {
        one.slot = std::uint16_t(reader.number(state.last.size()));
        one.moment = std::uint16_t(reader.number(state.moments.size()));
        one.value = reader.number();
        if (one.slot == state.last.size() || one.moment == state.moments.size() || state.last[one.slot].bits == 0)
            return std::nullopt;
        state.last[one.slot].doubted = true;
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
    const auto place = before.doubted ? std::find_if(doubts.begin(), doubts.end(), [&](const Doubt& one) { return one.slot == slot; }) : doubts.end();
    const bool doubted = place != doubts.end();
    const Doubt doubt = doubted ? *place : Doubt();
    const Verdict sinceDoubt = doubted ? verdicts_[doubt.moment] : Verdict{Interval::Counted, 0};
    if (time.kind == Interval::NotLater || sinceDoubt.kind == Interval::NotLater)
        return {};
    anyRead_ = true;
    if (doubted)
        doubts.erase(place);
    const auto moment = std::uint16_t(moments.size() - 1);
    const Last old = std::exchange(before, {value, discontinuityTicks, moment, std::uint8_t(bits), false});
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
    CountedInterval counted = amountBetween(old.value, value, bits, time.elapsedMs, speedBps, metric.bitsEach);
    if (counted.kind != Interval::Counted && doubted && sinceDoubt.kind == Interval::Counted)
        counted = amountBetween(doubt.value, value, bits, sinceDoubt.elapsedMs, speedBps, metric.bitsEach);
    if (counted.kind == Interval::Counted)
        return {counted.kind, false, {counted.amount, counted.intervalMs, Mark::Measured}};
    before = old;
    before.doubted = true;
    doubts.push_back({std::uint16_t(slot), moment, value});
    return {counted.kind, false, {0, 0, counted.kind == Interval::AboveLineRate ? Mark::Flagged : Mark::Gap}};
}

bool ChunkState::endRound()
{
    verdicts_.clear();
    std::vector<int> places(moments.size(), -1);
    std::vector<Moment> kept;
    const auto keep = [&](std::uint16_t& moment) {
        int& place = places[moment];
        if (place < 0) {
            place = int(kept.size());
            kept.push_back(moments[moment]);
        }
        moment = std::uint16_t(place);
    };
    for (Last& one : last)
        if (one.bits != 0)
            keep(one.moment);
    for (Doubt& one : doubts)
        keep(one.moment);
    moments = std::move(kept);
    return anyRead_;
}

} // namespace trunkline::performance
