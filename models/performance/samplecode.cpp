#include "models/performance/samplecode.h"

#include "models/performance/series.h"

#include <algorithm>
#include <array>
#include <limits>

namespace trunkline::performance {

namespace {

constexpr std::size_t mostPeriods = 64;
constexpr std::size_t mostSlots = slotsPerChunk;

// A round: a code a slot. Numbers from firstValue on are values, those below say what else it is.
enum RoundCode : std::uint64_t {
    AbsentRun,   ///< so many slots (a number) are absent
    GapCode,
    FlaggedCode,
    OwnInterval, ///< its interval (a number), then its value
    firstValue,
};

using Column = std::vector<std::int64_t>;

Column columnOf(std::size_t count, auto&& valueAt)
{
    Column column(count);
    for (std::size_t i = 0; i < count; ++i)
        column[i] = valueAt(i);
    return column;
}

Column readColumn(ByteReader& reader, std::size_t count)
{
    Column column(count);
    reader.column(column);
    return column;
}

const Sample& sampleAt(const SampleRound& round, std::size_t slot)
{
    static const Sample absent;
    return slot < round.samples.size() ? round.samples[slot] : absent;
}

const Rollup& rollupAt(const RollupPeriod& period, std::size_t slot)
{
    static const Rollup nothing;
    return slot < period.slots.size() ? period.slots[slot] : nothing;
}

// Most samples of a slot are measured over the round's interval; the others are told in runs that are alike.
bool isPlain(const Sample& sample, const SampleRound& round)
{
    return sample.mark == Mark::Measured && sample.intervalMs == round.intervalMs;
}

struct OddRun {
    std::size_t first = 0;
    std::size_t length = 0;
    Mark mark = Mark::Absent;
    std::int64_t intervalMs = 0; ///< when measured
};

std::vector<OddRun> oddRuns(const std::vector<SampleRound>& rounds, std::size_t slot)
{
    std::vector<OddRun> runs;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        const Sample& sample = sampleAt(rounds[i], slot);
        if (isPlain(sample, rounds[i]))
            continue;
        const std::int64_t interval = sample.mark == Mark::Measured ? sample.intervalMs : 0;
        const bool continues = !runs.empty() && runs.back().first + runs.back().length == i && runs.back().mark == sample.mark && runs.back().intervalMs == interval;
        if (continues)
            ++runs.back().length;
        else
            runs.push_back({i, 1, sample.mark, interval});
    }
    return runs;
}

void writeSlot(ByteWriter& writer, const std::vector<SampleRound>& rounds, std::size_t slot)
{
    const std::vector<OddRun> runs = oddRuns(rounds, slot);
    writer.number(runs.size());
    std::size_t from = 0;
    for (const OddRun& run : runs) {
        writer.number(run.first - from);
        writer.number(run.length);
        writer.number(std::uint64_t(run.mark));
        if (run.mark == Mark::Measured)
            writer.signedNumber(run.intervalMs);
        from = run.first + run.length;
    }
    Column values;
    values.reserve(rounds.size());
    for (const SampleRound& round : rounds)
        if (const Sample& sample = sampleAt(round, slot); sample.mark == Mark::Measured)
            values.push_back(sample.value);
    writer.column(values);
}

/// Reads an hour of rounds, slot after slot.
class RoundsReader {
public:
    explicit RoundsReader(const QByteArray& bytes) : reader_(bytes)
    {
        const std::size_t count = reader_.number(mostRounds);
        slots_ = reader_.number(mostSlots);
        const Column steps = readColumn(reader_, count);
        const Column intervals = readColumn(reader_, count);
        rounds_.resize(reader_.good() ? count : 0);
        std::uint64_t at = 0; // unsigned: damage may overflow
        for (std::size_t i = 0; i < rounds_.size(); ++i) {
            at += std::uint64_t(steps[i]);
            rounds_[i].at.ms = std::int64_t(at);
            rounds_[i].intervalMs = intervals[i];
        }
    }

    std::size_t slots() const { return slots_; }

    /// Puts the samples of the next slot at the end of each round, unless they are passed over.
    void next(bool keep)
    {
        runs_.clear();
        std::size_t measured = rounds_.size();
        std::size_t from = 0;
        for (std::size_t left = reader_.number(rounds_.size()); left > 0 && reader_.good(); --left) {
            OddRun run;
            run.first = from + reader_.number(rounds_.size() - from);
            run.length = reader_.number(rounds_.size() - run.first);
            run.mark = Mark(reader_.number(std::size_t(Mark::Measured)));
            run.intervalMs = run.mark == Mark::Measured ? reader_.signedNumber() : 0;
            measured -= run.mark == Mark::Measured ? 0 : run.length;
            from = run.first + run.length;
            runs_.push_back(run);
        }
        if (!keep)
            return reader_.skipColumn(measured);
        values_.resize(measured);
        reader_.column(values_);
        takeValues();
    }

    std::optional<std::vector<SampleRound>> finish()
    {
        return reader_.good() ? std::optional(std::move(rounds_)) : std::nullopt;
    }

private:
    void takeValues()
    {
        std::size_t value = 0;
        auto run = runs_.cbegin();
        for (std::size_t i = 0; i < rounds_.size() && reader_.good(); ++i) {
            while (run != runs_.cend() && run->first + run->length <= i)
                ++run;
            const bool odd = run != runs_.cend() && run->first <= i;
            Sample sample{0, odd ? run->intervalMs : rounds_[i].intervalMs, odd ? run->mark : Mark::Measured};
            if (sample.mark == Mark::Measured)
                sample.value = values_[value++];
            rounds_[i].samples.push_back(sample);
        }
    }

    ByteReader reader_;
    std::size_t slots_ = 0;
    std::vector<SampleRound> rounds_;
    std::vector<OddRun> runs_;
    Column values_;
};

/// Reads rollups, slot after slot.
class RollupsReader {
public:
    explicit RollupsReader(const QByteArray& bytes) : reader_(bytes)
    {
        const std::size_t count = reader_.number(mostPeriods);
        slots_ = reader_.number(mostSlots);
        const Column starts = readColumn(reader_, count);
        samples_ = readColumn(reader_, count);
        covered_ = readColumn(reader_, count);
        periods_.resize(reader_.good() ? count : 0);
        for (std::size_t i = 0; i < periods_.size(); ++i)
            periods_[i].start.ms = starts[i];
    }

    std::size_t slots() const { return slots_; }

    void next(bool keep)
    {
        const std::size_t count = periods_.size();
        if (!keep) {
            for (int column = 0; column < 5; ++column)
                reader_.skipColumn(count);
            return;
        }
        for (Column& column : columns_) {
            column.resize(count);
            reader_.column(column);
        }
        const auto sum = [](std::int64_t a, std::int64_t b) { return std::int64_t(std::uint64_t(a) + std::uint64_t(b)); };
        for (std::size_t i = 0; i < count && reader_.good(); ++i)
            periods_[i].slots.push_back({columns_[1][i], sum(columns_[1][i], columns_[2][i]), columns_[0][i], sum(columns_[3][i], samples_[i]), sum(columns_[4][i], covered_[i])});
    }

    std::optional<std::vector<RollupPeriod>> finish()
    {
        return reader_.good() ? std::optional(std::move(periods_)) : std::nullopt;
    }

private:
    ByteReader reader_;
    std::size_t slots_ = 0;
    Column samples_;
    Column covered_;
    std::array<Column, 5> columns_;
    std::vector<RollupPeriod> periods_;
};

template <class Reader>
auto readAllSlots(const QByteArray& bytes)
{
    Reader reader(bytes);
    for (std::size_t slot = 0; slot < reader.slots(); ++slot)
        reader.next(true);
    return reader.finish();
}

template <class Reader>
auto readOneSlot(std::size_t wanted, const QByteArray& bytes)
{
    Reader reader(bytes);
    for (std::size_t slot = 0; slot < std::min(reader.slots(), wanted + 1); ++slot)
        reader.next(slot == wanted);
    return reader.finish();
}

template <class Entries>
std::size_t widest(const Entries& entries, auto&& sizeOf)
{
    std::size_t most = 0;
    for (const auto& entry : entries)
        most = std::max(most, sizeOf(entry));
    return most;
}

} // namespace

void Rollup::add(const Rollup& other)
{
    if (other.samples == 0)
        return;
    min = samples == 0 ? other.min : std::min(min, other.min);
    max = samples == 0 ? other.max : std::max(max, other.max);
    sum += other.sum;
    samples += other.samples;
    coveredMs += other.coveredMs;
}

QByteArray encodeRound(const SampleRound& round)
{
    QByteArray bytes(qsizetype(round.samples.size()) * 3 * longestNumber, Qt::Uninitialized);
    auto* const begin = reinterpret_cast<std::uint8_t*>(bytes.data());
    std::uint8_t* to = begin;
    std::size_t absent = 0;
    for (const Sample& sample : round.samples) {
        if (sample.mark == Mark::Absent) {
            ++absent;
            continue;
        }
        if (absent > 0) {
            to = putNumber(to, AbsentRun);
            to = putNumber(to, std::exchange(absent, 0));
        }
        if (sample.mark != Mark::Measured) {
            to = putNumber(to, sample.mark == Mark::Gap ? GapCode : FlaggedCode);
            continue;
        }
        if (sample.intervalMs != round.intervalMs) {
            to = putNumber(to, OwnInterval);
            to = putNumber(to, zigzag(sample.intervalMs));
        }
        to = putNumber(to, zigzag(sample.value) + firstValue);
    }
    bytes.truncate(to - begin);
    return bytes;
}

bool decodeRound(const QByteArray& bytes, std::size_t slots, SampleRound& round)
{
    ByteReader reader(bytes);
    slots = std::min(slots, mostSlots);
    round.samples.clear();
    while (!reader.atEnd() && round.samples.size() < slots) {
        Sample sample{0, round.intervalMs, Mark::Measured};
        std::uint64_t code = reader.number();
        if (code == AbsentRun) {
            round.samples.resize(std::min(slots, round.samples.size() + reader.number(mostSlots)));
            continue;
        }
        if (code == OwnInterval) {
            sample.intervalMs = reader.signedNumber();
            code = reader.number();
            if (code < firstValue)
                reader.fail();
        }
        if (code >= firstValue)
            sample.value = unzigzag(code - firstValue);
        else
            sample = {0, 0, code == GapCode ? Mark::Gap : Mark::Flagged};
        round.samples.push_back(sample);
    }
    return reader.good();
}

QByteArray encodeRounds(const std::vector<SampleRound>& rounds)
{
    const std::size_t slots = widest(rounds, [](const SampleRound& round) { return round.samples.size(); });
    ByteWriter writer;
    writer.number(rounds.size());
    writer.number(slots);
    writer.column(columnOf(rounds.size(), [&](std::size_t i) { return rounds[i].at.ms - (i == 0 ? 0 : rounds[i - 1].at.ms); }));
    writer.column(columnOf(rounds.size(), [&](std::size_t i) { return rounds[i].intervalMs; }));
    for (std::size_t slot = 0; slot < slots; ++slot)
        writeSlot(writer, rounds, slot);
    return writer.bytes();
}

std::optional<std::vector<SampleRound>> decodeRounds(const QByteArray& bytes)
{
    return readAllSlots<RoundsReader>(bytes);
}

std::optional<std::vector<SampleRound>> decodeRoundsOf(std::size_t slot, const QByteArray& bytes)
{
    return readOneSlot<RoundsReader>(slot, bytes);
}

QByteArray encodeRollups(const std::vector<RollupPeriod>& periods)
{
    const std::size_t slots = widest(periods, [](const RollupPeriod& period) { return period.slots.size(); });
    const std::size_t count = periods.size();
    // Nearly all series of a chunk have as many samples and as much covered time: only what differs is told.
    const auto greatest = [&](std::size_t i, std::int64_t Rollup::*field) {
        std::int64_t most = 0;
        for (const Rollup& rollup : periods[i].slots)
            most = std::max(most, rollup.*field);
        return most;
    };
    const Column samples = columnOf(count, [&](std::size_t i) { return greatest(i, &Rollup::samples); });
    const Column covered = columnOf(count, [&](std::size_t i) { return greatest(i, &Rollup::coveredMs); });
    ByteWriter writer;
    writer.number(count);
    writer.number(slots);
    writer.column(columnOf(count, [&](std::size_t i) { return periods[i].start.ms; }));
    writer.column(samples);
    writer.column(covered);
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const auto at = [&](std::size_t i) -> const Rollup& { return rollupAt(periods[i], slot); };
        writer.column(columnOf(count, [&](std::size_t i) { return at(i).sum; }));
        writer.column(columnOf(count, [&](std::size_t i) { return at(i).min; }));
        writer.column(columnOf(count, [&](std::size_t i) { return at(i).max - at(i).min; }));
        writer.column(columnOf(count, [&](std::size_t i) { return at(i).samples - samples[i]; }));
        writer.column(columnOf(count, [&](std::size_t i) { return at(i).coveredMs - covered[i]; }));
    }
    return writer.bytes();
}

std::optional<std::vector<RollupPeriod>> decodeRollups(const QByteArray& bytes)
{
    return readAllSlots<RollupsReader>(bytes);
}

std::optional<std::vector<RollupPeriod>> decodeRollupsOf(std::size_t slot, const QByteArray& bytes)
{
    return readOneSlot<RollupsReader>(slot, bytes);
}

} // namespace trunkline::performance
