// Asks every known device in turn: are the ports up, and what did they count.
#pragma once

#include "models/access/actor.h"
#include "models/collection/pollhealth.h"
#include "models/collection/portpoll.h"
#include "models/performance/sampleappender.h"
#include "snmp/engine.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
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

/// What came of asking some devices.
struct PollSummary {
    int devices = 0;
    int answered = 0;
    int silent = 0;
    int values = 0;      ///< counters and states read
    int stored = 0;      ///< samples
    int gaps = 0;
    int flagged = 0;
    int events = 0;      ///< port and device changes seen
    QStringList problems; ///< sentences: devices without a credential, and the like
};

/// Lives on the thread of its context, which must run an event loop. Samples, states and events are
/// written there, what arrived in a quarter of a second at once; asking happens on the engine's thread. When the database
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

    using Health = PollHealth;
    Health health() const;

Q_SIGNALS:
    /// Something was stored: charts and maps have news.
    void polled(const trunkline::collection::PollSummary& summary);
    /// The database is in the way; the rounds go on.
    void held(const QString& sentence);

private:
    /// What somebody waits for.
    struct Round {
        QPromise<PollSummary> promise;
        PollSummary summary;
        int open = 0; ///< not answered or not stored
    };
    /// What is remembered of a device from one round to the next.
    struct Track {
        qint64 dueMs = -1; ///< by the monotonic clock; -1: never asked
        quint64 ticket = 0; ///< of a question by the timer that is open; 0: none
        qint64 askedDueMs = 0;
        int missed = 0;
        bool snmpSilent = false; ///< it could be reached when it fell silent
        std::optional<Timestamp> lastAt;
        quint32 lastTicks = 0;
        bool narrow = false; ///< it has no 64-bit counters
        bool narrowInVain = false;
        bool identity = false;
        std::vector<snmp::TableManner> manners;
    };
    /// What one table comes to: written piece by piece, so that it can be taken up where the database failed.
    struct Unit {
        DeviceId device;
        std::shared_ptr<Round> round;
        bool answered = false;
        int values = 0;
        QList<fault::EventDraft> events;
        QList<PortChange> changes;
        std::optional<inventory::DeviceState> state;
        std::vector<performance::DeviceRound> readings;

        std::size_t readingCount() const;
    };

    void tick();
    bool refresh();
    void compactSamples(Timestamp now);
    std::optional<snmp::Sweep> question(WatchedDevice& device, Track& track, quint64 ticket) const;
    bool isReached(DeviceId device) const { return reach_ && reach_(device).value_or(false); }
    qint64 afterwardsMs(const Track& track) const;
    void receive();
    /// A table, what it comes to, and whose its rows are while memory stays as it is.
    struct Seen {
        PolledTable table;
        Unit unit;
        PortMatch match;
    };
    std::optional<Seen> look(PolledTable table, const QSet<DeviceId>& awaited);
    void learn(Track& track, const PolledTable& table, const PortMatch& match);
    void findPlaces(const std::deque<Seen>& seen);
    QList<fault::EventDraft> deviceEvents(const inventory::Device& device, Track& track, const PolledTable& table, Timestamp at, bool awaited);
    void hold(Unit unit);
    void flush();
    std::size_t batchSize() const;
    PollSummary storeUnits(std::size_t count);
    void writeChanges(Unit& unit, PollSummary& summary);
    void settle(const Unit& unit);
    void complain(const QString& sentence);

    store::Context& context_;
    snmp::Engine& engine_;
    access::Actor agent_;
    PollerOptions options_;
    std::function<std::optional<bool>(DeviceId)> reach_;
    WatchedDevices devices_;
    performance::SampleAppender samples_;
    std::optional<performance::Compaction> compaction_; ///< one that is under way
    Timestamp compactAt_;
    std::shared_ptr<PolledTables> tables_;
    QHash<DeviceId, Track> tracks_;
    QHash<quint64, std::shared_ptr<Round>> questions_; ///< open ones that somebody waits for, by ticket
    quint64 lastTicket_ = 0;
    std::deque<PolledTable> arrived_; ///< not looked at yet
    std::deque<Unit> units_; ///< not stored yet
    std::size_t heldReadings_ = 0;
    QHash<DeviceId, std::vector<snmp::TableManner>> learned_; ///< not stored yet
    bool isHeld_ = false;
    QTimer timer_;
    QTimer flushTimer_;
    Lateness lateness_;
    Health health_;
};

} // namespace trunkline::collection
