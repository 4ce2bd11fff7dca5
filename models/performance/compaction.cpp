#include "models/performance/compaction.h"

#include "models/core/errors.h"
#include "models/performance/flaggedsamples.h"
#include "models/performance/rollup.h"
#include "models/store/bulkinsert.h"

#include <algorithm>
#include <map>

namespace trunkline::performance {

namespace {

constexpr std::int64_t rawPeriod = 0;

/// The time that one row of sample_block spans.
std::int64_t spanOf(std::int64_t periodMs)
{
    return std::max(periodMs, hourMs);
}

/// A chunk's blocks, read when something is added to them and written together. A chunk's rounds come in the
/// order of time, so at most one block of each period is open, but for those that a clock's step brought.
class Blocks {
public:
    Blocks(store::Connection& connection, std::int64_t chunk) : connection_(connection), chunk_(chunk), metrics_(metricsOf(connection, chunk)) {}

    void add(SampleRound round)
    {
        for (const std::int64_t period : rollupPeriodsMs) {
            auto& periods = open(rollups_, period, round.at, decodeRollups);
            addRound(periods, round, metrics_, period);
        }
        auto& rounds = open(rounds_, rawPeriod, round.at, decodeRounds);
        const auto place = std::upper_bound(rounds.begin(), rounds.end(), round, [](const auto& a, const auto& b) { return a.at < b.at; });
        if (rounds.size() < mostRounds)
            rounds.insert(place, std::move(round));
    }

    void write(store::BulkInsert& rows) const
    {
        for (const auto& [key, rounds] : rounds_)
            rows.add({chunk_, key.first, key.second, encodeRounds(rounds)});
        for (const auto& [key, periods] : rollups_)
            rows.add({chunk_, key.first, key.second, encodeRollups(periods)});
    }

private:
    using Key = std::pair<std::int64_t, std::int64_t>; ///< period and start

    template <class Entries, class Decode>
    std::vector<Entries>& open(std::map<Key, std::vector<Entries>>& blocks, std::int64_t period, Timestamp at, Decode decode)
    {
        const Key key{period, periodOf(at, spanOf(period)).ms};
        const auto [block, made] = blocks.try_emplace(key);
        if (!made)
            return block->second;
        const auto row = connection_.row(QStringLiteral("SELECT samples FROM sample_block WHERE chunk_id = ? AND period_ms = ? AND start_ms = ?"), {chunk_, key.first, key.second});
        if (!row)
            return block->second;
        if (auto entries = decode(row->bytes("samples")))
            block->second = std::move(*entries);
        else
            qWarning("A block of sample chunk %lld is damaged and is begun anew.", static_cast<long long>(chunk_));
        return block->second;
    }

    store::Connection& connection_;
    std::int64_t chunk_;
    std::vector<Metric> metrics_;
    std::map<Key, std::vector<SampleRound>> rounds_;
    std::map<Key, std::vector<RollupPeriod>> rollups_;
};

} // namespace

Compaction::Compaction(store::Connection& connection, Timestamp now) : connection_(connection)
{
    constexpr std::int64_t graceMs = 5 * 60'000; // late rounds find their hour still open
    until_.ms = (now.ms - graceMs) / hourMs * hourMs;
    last_ = connection.row(QStringLiteral("SELECT COALESCE(MAX(id), 0) AS last FROM sample_chunk"))->integer("last");
}

bool Compaction::step(int chunks)
{
    if (next_ > last_)
        return false;
    const store::Binds due{next_, next_ + chunks - 1, until_};
    store::Transaction transaction(connection_);
    takeSampleTurn(connection_);
    store::BulkInsert written(connection_, QStringLiteral("INSERT INTO sample_block (chunk_id, period_ms, start_ms, samples)"), 4,
                              QStringLiteral("ON CONFLICT (chunk_id, period_ms, start_ms) DO UPDATE SET samples = EXCLUDED.samples"));
    std::optional<Blocks> blocks;
    FlaggedSamples flagged;
    std::int64_t chunk = 0;
    const QList<store::Row> rows = connection_.rows(QStringLiteral("SELECT chunk_id, at_ms, interval_ms, samples FROM sample_round "
                                                                   "WHERE chunk_id >= ? AND chunk_id <= ? AND at_ms <= ? ORDER BY chunk_id, at_ms"), due);
    for (const store::Row& row : rows) {
        if (row.integer("chunk_id") != chunk) {
            if (blocks)
                blocks->write(written);
            chunk = row.integer("chunk_id");
            blocks.emplace(connection_, chunk);
        }
        if (auto round = decodeRound(row.timestamp("at_ms"), row.integer("interval_ms"), row.bytes("samples"))) {
            flagged.add(chunk, *round);
            blocks->add(std::move(*round));
        } else
            qWarning("A round of sample chunk %lld is damaged and is left out.", static_cast<long long>(chunk));
    }
    if (blocks)
        blocks->write(written);
    written.finish();
    flagged.write(connection_);
    if (!rows.isEmpty())
        connection_.exec(QStringLiteral("DELETE FROM sample_round WHERE chunk_id >= ? AND chunk_id <= ? AND at_ms <= ?"), due);
    transaction.commit();
    next_ += chunks;
    return next_ <= last_;
}

void compact(store::Connection& connection, Timestamp now)
{
    Compaction compaction(connection, now);
    while (compaction.step())
        continue;
}

std::int64_t prune(store::Connection& connection, Timestamp now, const Retention& retention)
{
    store::Transaction transaction(connection);
    takeSampleTurn(connection);
    std::int64_t removed = 0;
    const std::pair<std::int64_t, int> kept[] = {{rawPeriod, retention.rawDays}, {fiveMinutesMs, retention.fiveMinuteDays}, {hourMs, retention.hourDays}, {dayMs, retention.dayDays}};
    for (const auto& [period, days] : kept)
        // By chunk, as the key begins with it: nothing that stays is looked at.
        removed += connection.exec(QStringLiteral("DELETE FROM sample_block WHERE chunk_id IN (SELECT id FROM sample_chunk) AND period_ms = ? AND start_ms < ?"),
                                   {period, now.plusMs(-days * dayMs)});
    removed += connection.exec(QStringLiteral("DELETE FROM sample_flagged WHERE chunk_id IN (SELECT id FROM sample_chunk) AND start_ms < ?"), {now.plusMs(-retention.hourDays * dayMs)});
    transaction.commit();
    return removed;
}

void HourlyCompaction::step(Timestamp now)
{
    constexpr int chunksAtOnce = 8;
    if (dueAt_ > now.plusMs(2 * hourMs))
        dueAt_ = now; // the clock was set back
    if (!underWay_ && now < dueAt_)
        return;
    try {
        if (!underWay_)
            underWay_.emplace(connection_, now);
        if (underWay_->step(chunksAtOnce))
            return;
        underWay_.reset();
        prune(connection_, now);
        dueAt_ = {(now.ms / hourMs + 1) * hourMs + hourMs / 10};
    } catch (const StoreFailure&) {
        underWay_.reset();
        dueAt_ = now.plusMs(hourMs / 60); // what was not taken away is still there then
        throw;
    }
}

} // namespace trunkline::performance
