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

/// Reads one round, slot after slot; those that are absent at once.
class RoundReader {
public:
    RoundReader(const QByteArray& bytes, std::int64_t intervalMs) : reader_(bytes), intervalMs_(intervalMs) {}

    bool good() const { return reader_.good(); }
    const Sample& sample() const { return sample_; }
    std::size_t length() const { return length_; }

    bool next()
    {
        if (reader_.atEnd())
            return false;
        sample_ = {0, intervalMs_, Mark::Measured};
        length_ = 1;
        std::uint64_t code = reader_.number();
        if (code == OwnInterval) {
            sample_.intervalMs = reader_.signedNumber();
            code = reader_.number();
            if (code < firstValue)
                reader_.fail();
        }
        if (code >= firstValue)
            sample_.value = unzigzag(code - firstValue);
        else
            sample_ = {0, 0, code == GapCode ? Mark::Gap : code == FlaggedCode ? Mark::Flagged : Mark::Absent};
        if (code == AbsentRun)
            length_ = reader_.number(mostSlots);
        return reader_.good();
    }

private:
    ByteReader reader_;
    std::int64_t intervalMs_;
    Sample sample_;
    std::size_t length_ = 0;
};

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

    const std::vector<SampleRound>& rounds() const { return rounds_; }
    bool good() const { return reader_.good(); }

    void skip()
    {
        reader_.skipColumn(readRuns());
    }

    /// Gives the samples of the next slot to `take(round, sample)`.
    template <class Take>
    void next(Take take)
    {
        values_.resize(readRuns());
        reader_.column(values_);
        std::size_t value = 0;
        auto run = runs_.cbegin();
        for (std::size_t i = 0; i < rounds_.size() && reader_.good(); ++i) {
            while (run != runs_.cend() && run->first + run->length <= i)
                ++run;
            const bool odd = run != runs_.cend() && run->first <= i;
            Sample sample{0, odd ? run->intervalMs : rounds_[i].intervalMs, odd ? run->mark : Mark::Measured};
            if (sample.mark == Mark::Measured)
                sample.value = values_[value++];
            take(rounds_[i], sample);
        }
    }

private:
    /// What is odd about the next slot; gives how many of its samples are measured.
    std::size_t readRuns()
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
        return measured;
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

    void skip()
    {
        for (std::size_t column = 0; column < columns_.size(); ++column)
            reader_.skipColumn(periods_.size());
    }

    /// Puts the next slot at the end of each period.
    void next()
    {
        const std::size_t count = periods_.size();
        for (Column& column : columns_) {
            column.resize(count);
            reader_.column(column);
        }
        const auto sum = [](std::int64_t a, std::int64_t b) { return std::int64_t(std::uint64_t(a) + std::uint64_t(b)); }; // damage may overflow
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

std::optional<SampleRound> decodeRound(Timestamp at, std::int64_t intervalMs, const QByteArray& bytes)
{
    SampleRound round{at, intervalMs, {}};
    RoundReader reader(bytes, intervalMs);
    while (reader.next())
        round.samples.insert(round.samples.end(), reader.length(), reader.sample());
    return reader.good() && round.samples.size() <= mostSlots ? std::optional(std::move(round)) : std::nullopt;
}

std::optional<TimedSample> decodeRoundOf(std::size_t slot, Timestamp at, std::int64_t intervalMs, const QByteArray& bytes)
{
    RoundReader reader(bytes, intervalMs);
    std::size_t passed = 0;
    while (reader.next()) {
        passed += reader.length();
        if (passed > slot)
            return TimedSample{at, reader.sample()};
    }
    return reader.good() ? std::optional(TimedSample{at, {}}) : std::nullopt;
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
    RoundsReader reader(bytes);
    std::vector<SampleRound> rounds = reader.rounds();
    for (SampleRound& round : rounds)
        round.samples.reserve(reader.slots());
    for (std::size_t slot = 0; slot < reader.slots(); ++slot)
        reader.next([round = rounds.begin()](const SampleRound&, const Sample& sample) mutable { (round++)->samples.push_back(sample); });
    return reader.good() ? std::optional(std::move(rounds)) : std::nullopt;
}

std::optional<std::vector<TimedSample>> decodeRoundsOf(std::size_t slot, const QByteArray& bytes)
{
    RoundsReader reader(bytes);
    std::vector<TimedSample> samples;
    for (std::size_t i = 0; i < std::min(slot, reader.slots()); ++i)
        reader.skip();
    if (slot < reader.slots()) {
        samples.reserve(reader.rounds().size());
        reader.next([&](const SampleRound& round, const Sample& sample) { samples.push_back({round.at, sample}); });
    }
    return reader.good() ? std::optional(std::move(samples)) : std::nullopt;
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
    RollupsReader reader(bytes);
    for (std::size_t slot = 0; slot < reader.slots(); ++slot)
        reader.next();
    return reader.finish();
}

std::optional<std::vector<RollupPeriod>> decodeRollupsOf(std::size_t slot, const QByteArray& bytes)
{
    RollupsReader reader(bytes);
    for (std::size_t i = 0; i < std::min(slot, reader.slots()); ++i)
        reader.skip();
    if (slot < reader.slots())
        reader.next();
    return reader.finish();
}

} // namespace trunkline::performance
