// Asks every known device in turn: are the ports up, and what did they count.
#pragma once

#include "models/access/actor.h"
#include "models/collection/portpoll.h"
#include "models/inventory/credential.h"
#include "models/performance/sampleappender.h"
#include "models/store/journal.h"
#include "models/store/sealer.h"
#include "snmp/engine.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QTimer>

namespace trunkline::collection {

struct PollerOptions {
    std::int64_t intervalMs = performance::usualPollMs;
    int missedRounds = 2;      ///< so many without an answer make a device silent
    int timeoutMs = 1000;
    int retries = 1;
    int maxRepetitions = 25;
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
/// written there; asking happens on the engine's thread. A round in progress survives nothing: after a crash
/// the next round goes on from the last readings that were stored.
class Poller : public QObject {
    Q_OBJECT
public:
    /// All must outlive the poller.
    Poller(store::Context& context, snmp::Engine& engine, const store::Sealer& sealer, access::Actor agent, PollerOptions options = {}, QObject* parent = nullptr);
    ~Poller() override;

    /// Asks all devices now. Continue with `.then(context, …)`; it ends when the last one has answered or
    /// its time is up.
    QFuture<PollSummary> pollOnce();

    /// From now on each device every interval, their phases spread over it.
    void start();
    void stop();

    /// How the collector does, for the status bar.
    struct Health {
        int devices = 0;
        int silent = 0;
        std::int64_t latenessMs = 0; ///< the worst of the last interval
        qint64 samples = 0;          ///< stored since the start
        qint64 timeouts = 0;
    };
    Health health() const { return health_; }

Q_SIGNALS:
    /// Something was stored: charts and maps have news.
    void polled(const trunkline::collection::PollSummary& summary);
    /// The database is in the way; the rounds go on.
    void held(const QString& sentence);

private:
    struct Round;
    struct DeviceAnswer;
    struct Memory {
        int missed = 0;
        std::optional<Timestamp> lastAt;
        quint32 lastTicks = 0;
        bool narrowCounters = false; ///< it has no 64-bit ones
    };

    void tick();
    void compactSamples(Timestamp now);
    void ask(const std::shared_ptr<Round>& round, const inventory::Device& device);
    void walkColumns(const std::shared_ptr<Round>& round, const inventory::Device& device, const snmp::Target& target, Timestamp at, quint32 uptimeTicks);
    void finish(const std::shared_ptr<Round>& round);
    void store(Round& round);
    void storeAnswer(Round& round, const DeviceAnswer& answer);
    void recordEvent(Round& round, const fault::EventDraft& event);
    void noteState(const inventory::Device& device, inventory::DeviceState state);
    QList<fault::EventDraft> deviceEvents(const DeviceAnswer& answer, const QSet<DeviceId>& awaited);

    store::Context& context_;
    snmp::Engine& engine_;
    const store::Sealer& sealer_;
    access::Actor agent_;
    PollerOptions options_;
    performance::SampleAppender samples_;
    std::optional<performance::Compaction> compaction_; ///< one that is under way
    Timestamp compactAt_;
    QTimer timer_;
    QHash<DeviceId, Memory> memory_;
    QHash<DeviceId, Timestamp> due_;
    Health health_;
};

} // namespace trunkline::collection
