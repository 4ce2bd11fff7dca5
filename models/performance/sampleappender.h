// What the collector writes with: it remembers where every series stands, so that a value costs no
// query, and a round of a device is one row a chunk.
#pragma once

#include "models/performance/samplestore.h"
#include "models/performance/series.h"

#include <memory>
#include <set>
#include <vector>

namespace trunkline::performance {

struct Reading {
    SeriesPlace place;
    std::uint64_t value = 0;              ///< a gauge's is signed, in two's complement
    std::uint32_t discontinuityTicks = 0; ///< ifCounterDiscontinuityTime
    int bits = 64;                        ///< of a counter: 32 or 64
    std::int64_t speedBps = 0;            ///< the line rate; 0 when unknown
};

/// What one device gave in one round. Of two readings of a series the first counts.
struct DeviceRound {
    Moment moment;
    std::vector<Reading> readings;
};

/// Belongs to the thread of its connection. Several may write to the same database, also from several programs:
/// each finds out when another one has gone on.
class SampleAppender {
public:
    /// The connection must outlive it.
    explicit SampleAppender(store::Connection& connection);
    ~SampleAppender();

    /// All rounds in one transaction. A round that was stored before changes nothing; so after a StoreFailure (nothing
    /// was written then, or all of it and the answer was lost) the same batch can be given again.
    AppendResult append(const std::vector<const DeviceRound*>& batch);
    AppendResult append(const std::vector<DeviceRound>& batch);
    /// The same for readings of ports, which it finds a place for.
    AppendResult append(const QList<PortReading>& readings);

private:
    struct Chunk;
    class Batch;
    Chunk& chunk(std::int32_t id);
    const std::vector<Metric>& layoutOf(std::int32_t chunk);

    store::Connection& connection_;
    std::vector<std::unique_ptr<Chunk>> chunks_; ///< by identifier
    std::set<std::vector<Metric>> layouts_; ///< the metrics of chunks by slot: thousands are alike
    QHash<SeriesKey, SeriesPlace> places_;
};

} // namespace trunkline::performance
