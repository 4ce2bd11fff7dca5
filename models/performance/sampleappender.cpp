#include "models/performance/sampleappender.h"

#include "models/inventory/inventorystore.h"
#include "models/performance/chunkstate.h"
#include "models/store/bulkinsert.h"

#include <algorithm>

namespace trunkline::performance {

struct SampleAppender::Chunk {
    std::int32_t id = 0;
    std::int64_t version = 0; ///< 0: nothing was written yet
    Timestamp at;             ///< of the last round
    const std::vector<Metric>* metrics = nullptr; ///< by slot
    ChunkState state;
    bool changed = false;     ///< in the batch in hand
};

namespace {

/// Another program has written to a chunk since we read where it stands.
struct StaleChunk {};
/// A round's moment has a row already: our clock was set back, and came to the same millisecond again.
struct TakenMoment {};

} // namespace

/// One transaction's work.
class SampleAppender::Batch {
public:
    /// `lookFirst`: asks for each round whether its moment is taken, and puts it into the row that is there.
    Batch(SampleAppender& appender, bool lookFirst)
        : appender_(appender), lookFirst_(lookFirst), transaction_(appender.connection_),
          rounds_(appender.connection_, QStringLiteral("INSERT INTO sample_round (chunk_id, at_ms, interval_ms, samples)"), 4,
                  QStringLiteral("ON CONFLICT (chunk_id, at_ms) DO NOTHING")),
          states_(appender.connection_, QStringLiteral("INSERT INTO sample_state (chunk_id, version, at_ms, readings)"), 4,
                  QStringLiteral("ON CONFLICT (chunk_id) DO UPDATE SET version = EXCLUDED.version, at_ms = EXCLUDED.at_ms, readings = EXCLUDED.readings "
                                 "WHERE sample_state.version = EXCLUDED.version - 1"))
    {
        takeSampleTurn(appender.connection_);
    }

    void append(const DeviceRound& round)
    {
        Draft* draft = nullptr;
        used_ = 0;
        for (const Reading& reading : round.readings) {
            if (!draft || draft->chunk->id != reading.place.chunk)
                draft = &draftOf(reading.place.chunk, round.moment);
            take(*draft, reading);
        }
        for (std::size_t i = 0; i < used_; ++i)
            finish(drafts_[i], round.moment.at);
    }

    AppendResult commit()
    {
        for (Chunk* chunk : changed_)
            states_.add({chunk->id, ++chunk->version, chunk->at, chunk->state.encode()});
        if (rounds_.finish() != added_)
            throw TakenMoment();
        if (states_.finish() != std::int64_t(changed_.size()))
            throw StaleChunk();
        transaction_.commit();
        for (Chunk* chunk : changed_)
            chunk->changed = false;
        return result_;
    }

private:
    /// A round of one chunk, while its readings come in.
    struct Draft {
        Chunk* chunk = nullptr;
        SampleRound round;
        bool tells = false; ///< something about the interval
    };

    Draft& draftOf(std::int32_t id, const Moment& moment)
    {
        for (std::size_t i = 0; i < used_; ++i)
            if (drafts_[i].chunk->id == id)
                return drafts_[i];
        if (used_ == drafts_.size())
            drafts_.emplace_back();
        Draft& draft = drafts_[used_++];
        draft.chunk = &appender_.chunk(id);
        draft.round.intervalMs = 0;
        draft.round.samples.assign(draft.chunk->metrics->size(), {});
        draft.tells = false;
        draft.chunk->state.beginRound(moment);
        return draft;
    }

    void take(Draft& draft, const Reading& reading)
    {
        const std::size_t slot = std::size_t(reading.place.slot);
        if (slot >= draft.chunk->metrics->size())
            learnSlots(draft, slot);
        const ChunkState::Outcome outcome = draft.chunk->state.read(slot, traitsOf((*draft.chunk->metrics)[slot]), reading.value, reading.bits,
                                                                    reading.discontinuityTicks, reading.speedBps);
        if (outcome.kind == Interval::NotLater) {
            ++result_.repeated;
            return;
        }
        draft.round.samples[slot] = outcome.sample;
        if (outcome.first)
            ++result_.first;
        if (outcome.sample.mark == Mark::Absent)
            return;
        draft.tells = true;
        if (outcome.sample.mark != Mark::Measured) {
            ++(outcome.sample.mark == Mark::Gap ? result_.gaps : result_.flagged);
            return;
        }
        ++result_.stored;
        if (draft.round.intervalMs == 0)
            draft.round.intervalMs = outcome.sample.intervalMs;
    }

    /// Series that were made after the chunk was read.
    void learnSlots(Draft& draft, std::size_t slot)
    {
        draft.chunk->metrics = &appender_.layoutOf(draft.chunk->id);
        if (slot >= draft.chunk->metrics->size())
            qFatal("Chunk %d has no slot %d: a place is asked of placesOf()", draft.chunk->id, int(slot));
        draft.chunk->state.last.resize(draft.chunk->metrics->size());
        draft.round.samples.resize(draft.chunk->metrics->size());
    }

    void finish(Draft& draft, Timestamp at)
    {
        Chunk& chunk = *draft.chunk;
        if (!chunk.state.endRound())
            return;
        const bool continued = std::exchange(chunk.at, at) == at;
        if (draft.tells && !((continued || lookFirst_) && joined(draft, at))) {
            rounds_.add({chunk.id, at, draft.round.intervalMs, encodeRound(draft.round)});
            ++added_;
        }
        if (!std::exchange(chunk.changed, true))
            changed_.push_back(&chunk);
    }

    /// Puts more readings of the same moment into the row that is there; false when there is none. What is there stays.
    bool joined(const Draft& draft, Timestamp at)
    {
        if (rounds_.finish() != added_) // the row may be one of this batch
            throw TakenMoment();
        const store::Binds key{draft.chunk->id, at};
        const auto row = appender_.connection_.row(QStringLiteral("SELECT interval_ms, samples FROM sample_round WHERE chunk_id = ? AND at_ms = ?"), key);
        if (!row)
            return false;
        auto round = decodeRound(at, row->integer("interval_ms"), row->bytes("samples"));
        if (!round)
            round = SampleRound{at, draft.round.intervalMs, {}}; // damaged: it tells nothing, to anyone
        const std::vector<Sample>& more = draft.round.samples;
        round->samples.resize(std::max(round->samples.size(), more.size()));
        for (std::size_t slot = 0; slot < more.size(); ++slot)
            put(round->samples[slot], more[slot]);
        appender_.connection_.exec(QStringLiteral("UPDATE sample_round SET interval_ms = ?, samples = ? WHERE chunk_id = ? AND at_ms = ?"),
                                   store::Binds{round->intervalMs, encodeRound(*round)} + key);
        return true;
    }

    void put(Sample& there, const Sample& more)
    {
        if (more.mark == Mark::Absent)
            return;
        if (there.mark == Mark::Absent) {
            there = more;
            return;
        }
        ++result_.refused;
        --(more.mark == Mark::Measured ? result_.stored : more.mark == Mark::Gap ? result_.gaps : result_.flagged);
    }

    SampleAppender& appender_;
    const bool lookFirst_;
    store::Transaction transaction_;
    store::BulkInsert rounds_;
    store::BulkInsert states_;
    std::vector<Draft> drafts_; ///< the first `used_` are those of the round in hand; the others keep their memory
    std::size_t used_ = 0;
    std::vector<Chunk*> changed_;
    std::int64_t added_ = 0; ///< rows to rounds_
    AppendResult result_;
};

SampleAppender::SampleAppender(store::Connection& connection) : connection_(connection) {}

SampleAppender::~SampleAppender() = default;

SampleAppender::Chunk& SampleAppender::chunk(std::int32_t id)
{
    if (std::size_t(id) >= chunks_.size())
        chunks_.resize(std::size_t(id) + 1);
    std::unique_ptr<Chunk>& chunk = chunks_[std::size_t(id)];
    if (chunk)
        return *chunk;
    chunk = std::make_unique<Chunk>();
    chunk->id = id;
    chunk->metrics = &layoutOf(id);
    if (const auto row = connection_.row(QStringLiteral("SELECT version, at_ms, readings FROM sample_state WHERE chunk_id = ?"), {id})) {
        chunk->version = row->integer("version");
        chunk->at = row->timestamp("at_ms");
        if (auto state = ChunkState::decode(row->bytes("readings")))
            chunk->state = std::move(*state);
        else
            qWarning("The last readings of sample chunk %d are damaged: its series begin anew, with a gap.", id);
    }
    chunk->state.last.resize(chunk->metrics->size());
    return *chunk;
}

const std::vector<Metric>& SampleAppender::layoutOf(std::int32_t chunk)
{
    return *layouts_.insert(metricsOf(connection_, chunk)).first;
}

AppendResult SampleAppender::append(const std::vector<DeviceRound>& batch)
{
    std::vector<const DeviceRound*> rounds;
    for (const DeviceRound& round : batch)
        rounds.push_back(&round);
    return append(rounds);
}

AppendResult SampleAppender::append(const std::vector<const DeviceRound*>& batch)
{
    bool lookFirst = false;
    for (;;) {
        try {
            Batch work(*this, lookFirst);
            for (const DeviceRound* round : batch)
                work.append(*round);
            return work.commit();
        } catch (const StaleChunk&) {
            chunks_.clear(); // and once more: we hold the turn while we read and write, so it ends
        } catch (const TakenMoment&) {
            chunks_.clear();
            lookFirst = true; // then there is no such surprise
        } catch (...) {
            chunks_.clear(); // what we remember is not what is written; maybe not even what we tried to write
            throw;
        }
    }
}

AppendResult SampleAppender::append(const QList<PortReading>& readings)
{
    QHash<DeviceId, QList<SeriesKey>> unknown;
    for (const PortReading& reading : readings) {
        const SeriesKey key{reading.port.uuid(), reading.metric};
        if (places_.contains(key))
            continue;
        const auto port = inventory::port(connection_, reading.port);
        unknown[port ? port->deviceId : DeviceId()].append(key);
    }
    for (auto device = unknown.cbegin(); device != unknown.cend(); ++device) {
        const QList<SeriesPlace> places = placesOf(connection_, device.key(), device.value());
        for (qsizetype i = 0; i < places.size(); ++i)
            places_.insert(device.value()[i], places[i]);
    }
    std::vector<DeviceRound> batch; // readings of the same moment belong together
    for (const PortReading& one : readings) {
        const Moment moment{one.reading.at, one.reading.uptimeTicks};
        if (batch.empty() || !(batch.back().moment == moment))
            batch.push_back({moment, {}});
        batch.back().readings.push_back({places_.value({one.port.uuid(), one.metric}), one.reading.value, one.reading.discontinuityTicks,
                                         one.reading.bits, one.speedBps});
    }
    return append(batch);
}

} // namespace trunkline::performance
