// Asks every known device in turn: are the ports up, and what did they count.
#pragma once

#include "models/collection/goneparts.h"
#include "models/collection/pollqueue.h"
#include "models/collection/pollschedule.h"
#include "models/performance/compaction.h"
#include "snmp/engine.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

#include <deque>

namespace trunkline::collection {

struct PollerOptions {
    std::int64_t intervalMs = performance::usualPollMs;
    int missedRounds = 2;      ///< so many without an answer make a device silent
    int timeoutMs = 1000;
    int retries = 1;
    int maxRepetitions = 25;
    std::int64_t longestProbeMs = 900'000; ///< a silent device is asked ever more seldom, but at least so often
    std::size_t mostHeld = 4'000'000;      ///< readings that wait for the database; what is more goes, the oldest first
};

/// Lives on the thread of its context, which must run an event loop. Samples, states and events are
/// written there, what arrived in a second at once (in a quarter of one, when something happened); asking happens on the engine's thread. When the database
/// is in the way, rounds go on and wait in memory. A round in progress survives nothing: after a crash
/// the next round goes on from the last readings that were stored.
class Poller : public QObject {
    Q_OBJECT
public:
    /// All must outlive the poller.
    Poller(store::Context& context, snmp::Engine& engine, const store::Sealer& sealer, access::Actor agent, PollerOptions options = {}, QObject* parent = nullptr);
    ~Poller() override;

    /// Asks all devices now, the silent ones too. Continue with `.then(context, …)`; it ends when the last one has answered or
    /// its time is up, and all was stored or could not be.
    QFuture<PollSummary> pollOnce();
    /// A silent device has given a sign: asks it at the next turn.
    void askSoon(DeviceId device);

    /// From now on each device every interval, their phases spread over it, whatever happens to the clock.
    void start();
    void stop();
    /// Who knows whether a device can be reached without SNMP: nothing when it was not looked at. A device that can is not silent, its SNMP is.
    void setReach(std::function<std::optional<bool>(DeviceId)> reach) { reach_ = std::move(reach); }

    /// The devices that it knows, for who asks them other things on the same thread.
    WatchedDevices& watched() { return devices_; }

    using Health = PollHealth;
    Health health() const;

Q_SIGNALS:
    /// Something was stored: charts and maps have news.
    void polled(const trunkline::collection::PollSummary& summary);
    /// The database is in the way; the rounds go on.
    void held(const QString& sentence);

private:
    /// A table, what it comes to, and whose its rows are while memory stays as it is.
    struct Seen {
        PolledTable table;
        PolledUnit unit;
        PortMatch match;
    };

    void tick();
    bool refresh();
    std::optional<snmp::Sweep> question(WatchedDevice& device, PollTrack& track, quint64 ticket) const;
    bool isReached(DeviceId device) const { return reach_ && reach_(device).value_or(false); }
    void receive();
    std::optional<Seen> look(PolledTable table, const QSet<DeviceId>& awaited);
    void learn(PollTrack& track, const PolledTable& table, const PortMatch& match);
    void findPlaces(const std::deque<Seen>& seen);
    QList<fault::EventDraft> deviceEvents(const inventory::Device& device, PollTrack& track, const PolledTable& table, Timestamp at, bool awaited);
    void flush();
    void lookForGonePorts();
    void settle(const std::shared_ptr<PollRound>& round, int questions);
    void complain(const QString& sentence);

    store::Context& context_;
    snmp::Engine& engine_;
    access::Actor agent_;
    PollerOptions options_;
    Health health_;
    std::function<std::optional<bool>(DeviceId)> reach_;
    WatchedDevices devices_;
    PollSchedule schedule_;
    PollQueue queue_;
    performance::HourlyCompaction compaction_;
    std::shared_ptr<PolledTables> tables_;
    QHash<quint64, std::shared_ptr<PollRound>> questions_; ///< open ones that somebody waits for, by ticket
    quint64 lastTicket_ = 0;
    GoneParts gone_;
    std::optional<Timestamp> lookedForGoneAt_;
    std::deque<PolledTable> arrived_; ///< not looked at yet
    QHash<DeviceId, std::vector<snmp::TableManner>> learned_; ///< not stored yet
    QTimer timer_;
    QTimer flushTimer_;
};

} // namespace trunkline::collection
