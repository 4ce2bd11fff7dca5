// Samples over time, as charts, maps and bills read them.
#pragma once

#include "models/performance/compaction.h"
#include "models/performance/counter.h"
#include "models/performance/series.h"

#include <QHash>

namespace trunkline::performance {

/// How often devices are asked, unless somebody chose otherwise.
inline constexpr std::int64_t usualPollMs = 60'000;
/// A value that missed two rounds says nothing of now any more.
inline bool isStale(Timestamp measured, Timestamp now) { return now.msSince(measured) > 2 * usualPollMs; }

/// What the poller read of one port's counter in a round.
struct PortReading {
    PortId port;
    Metric metric = Metric::InOctets;
    CounterReading reading;
    std::int64_t speedBps = 0; ///< the line rate; 0 when unknown
};

struct AppendResult {
    int stored = 0;  ///< intervals that became samples
    int gaps = 0;    ///< reboots, discontinuities, counters that went back
    int flagged = 0; ///< above the line rate: not believed
    int first = 0;   ///< series that were read for the first time
    int repeated = 0; ///< readings not later than the last one of their series: nothing to tell
    int refused = 0;  ///< intervals whose moment another interval of their series has already, since our clock was set back
    bool operator==(const AppendResult&) const = default;
};

/// Compares with the last readings and stores what was counted: one transaction of its own. A reading that was stored
/// before changes nothing. Whoever appends round after round keeps a SampleAppender.
AppendResult append(store::Connection& connection, const QList<PortReading>& readings);

enum class Resolution { Raw, FiveMinutes, Hour, Day };
/// The finest resolution that gives at most about a thousand points for a span.
Resolution resolutionFor(std::int64_t spanMs);

/// The rate in one interval: bit/s of octets; other metrics as their traits say. Where intervals don't touch, there is a gap.
struct RatePoint {
    Timestamp from;
    Timestamp to;
    std::int64_t minBps = 0;
    std::int64_t meanBps = 0;
    std::int64_t maxBps = 0;
    bool operator==(const RatePoint&) const = default;
};

/// Whether nothing was measured between two neighbours of one series. Rollups know times to their period only: what is
/// shorter is no gap there, or every late poll would tear the line.
bool isGap(const RatePoint& before, const RatePoint& after, Resolution resolution);

/// Oldest first; intervals that end in (from, to].
QList<RatePoint> rates(store::Connection& connection, PortId port, Metric metric, Timestamp from, Timestamp to, Resolution resolution);
QList<RatePoint> rates(store::Connection& connection, const SeriesKey& series, Timestamp from, Timestamp to, Resolution resolution);

/// What a counter counted in the five minutes that begin in [from, to): neighbouring times share nothing and miss nothing.
/// An interval that was longer than five minutes belongs to those that it ends in.
struct CountedAmount {
    std::int64_t amount = 0;    ///< octets, packets …
    std::int64_t coveredMs = 0; ///< the time that it was counted in; the rest is gaps
    bool operator==(const CountedAmount&) const = default;
};
CountedAmount countedIn(store::Connection& connection, const SeriesKey& series, Timestamp from, Timestamp to);

/// The last rates of a port; a rate is absent after a gap, and when there was no answer for hours.
struct PortLoad {
    Timestamp at;
    std::optional<std::int64_t> inBps;
    std::optional<std::int64_t> outBps;
    bool flagged = false; ///< the last reading was above the line rate
};
/// Of the ports that are asked for; those that were never measured are absent. Reads the chunks that they lie in, and no others.
QHash<PortId, PortLoad> currentLoads(store::Connection& connection, const QList<PortId>& ports);
/// The rates that held at a past instant, from the five-minute rollups; `at` is where their interval ends. Ports of which
/// nothing was measured then are absent.
QHash<PortId, PortLoad> loadsAt(store::Connection& connection, const QList<PortId>& ports, Timestamp at);

} // namespace trunkline::performance
