// Asks every device in turn what its parts measure: sensors, processors, memory, storage, ONTs, as its profiles say and as
// often as they say.
#pragma once

#include "models/access/actor.h"
#include "models/collection/gaugereading.h"
#include "models/collection/goneparts.h"
#include "models/collection/pollgroups.h"
#include "models/collection/profilelibrary.h"
#include "models/collection/sweptvariables.h"
#include "models/collection/watched.h"
#include "models/fault/event.h"
#include "models/performance/sampleappender.h"
#include "snmp/engine.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <deque>

namespace trunkline::collection {

struct HardwarePollerOptions {
    int timeoutMs = 1000;
    int retries = 1;
    int maxRepetitions = 25;
    std::int64_t factsEveryMs = 3'600'000; ///< names and limits of large groups are read again after so long
    qsizetype largeGroup = 1'000;          ///< variables: smaller ones are read whole each time
    qsizetype mostHeld = 2'000'000;        ///< variables that wait for the database; what is more goes, the oldest first
};

struct HardwareSummary {
    int devices = 0;
    int rounds = 0;  ///< of a device and an interval
    int failed = 0;  ///< of them
    int gauges = 0;  ///< values read
    int stored = 0;  ///< samples
    int events = 0;  ///< limits crossed, and over
    QStringList problems;
};

/// Lives on the thread of its context, beside the poller of ports, whose devices it shares. A device is asked one thing at a time: what both ask
/// waits in the engine for its turn. A round that was not read to its end is a gap: it raises nothing and clears nothing.
/// A device that restarted, or whose rows are not those that their names were read for, is read whole before anything
/// is stored, so that no value is ever put down to another part.
class HardwarePoller : public QObject {
    Q_OBJECT
public:
    /// All must outlive it.
    HardwarePoller(store::Context& context, snmp::Engine& engine, WatchedDevices& devices, std::shared_ptr<const ProfileLibrary> profiles, access::Actor agent,
                   HardwarePollerOptions options = {}, QObject* parent = nullptr);
    ~HardwarePoller() override;

    /// Everything of all devices now. Continue with `.then(context, …)`; ends when all was stored or could not be.
    QFuture<HardwareSummary> pollOnce();
    /// What a device is asked every so many seconds falls due now.
    void askSoon(DeviceId device, int everySeconds);
    /// Nothing of the device is open.
    bool isIdle(DeviceId device) const { return tracks_.value(device).ticket == 0; }
    /// From now on each device as its profiles say, the phases spread.
    void start();
    void stop();

Q_SIGNALS:
    void polled(const trunkline::collection::HardwareSummary& summary);
    /// The database is in the way; the rounds go on.
    void held(const QString& sentence);

private:
    struct Known {
        performance::Gauge gauge;
        performance::SeriesPlace place;
        performance::ThresholdWatch watch;
    };
    struct Group {
        qint64 dueMs = -1; ///< by the monotonic clock; -1: never asked
        bool phased = false;
        bool whole = true; ///< the next reading is one of everything
        qint64 wholeAtMs = 0;
        snmp::VarBinds facts;      ///< names and limits of a large group
        std::size_t rows = 0;      ///< what tells the rows apart that they are of
        QHash<QString, Known> known; ///< by measure and identity
        QList<performance::Component> components;
        std::vector<snmp::TableManner> manners;
        std::optional<Timestamp> ruleAlarmsLookedAt;
    };
    struct Track {
        QString chosenFor; ///< what the choice of profiles rests on
        std::shared_ptr<const QList<PollGroup>> plans;
        std::vector<Group> groups; ///< as plans
        int inFlight = 1;
        qint64 chooseAtMs = 0;     ///< not before: the last try had no answer
        quint64 ticket = 0;        ///< of the open question; 0: none
        int asked = -1;            ///< its group; -1: which profiles
        bool askedWhole = true;
        std::optional<Timestamp> lastAt;
        quint32 lastTicks = 0;
    };
    struct Round {
        QPromise<HardwareSummary> promise;
        HardwareSummary summary;
        QSet<DeviceId> open;
    };
    /// What a swept group comes to, before any of it is written.
    struct Outcome {
        DeviceId device;
        int group = 0;
        GaugeReading reading;
        performance::Moment moment;
        bool whole = false;
        snmp::VarBinds binds; ///< of a whole one
    };

    void tick();
    bool askNext(WatchedDevice& device, std::vector<snmp::Sweep>& sweeps);
    void ask(WatchedDevice& device, Track& track, std::shared_ptr<const snmp::PollPlan> plan, std::vector<snmp::Sweep>& sweeps);
    void receive();
    std::optional<Outcome> look(const SweptVariables& swept, Track& track);
    void choose(WatchedDevice& device, Track& track, const snmp::VarBinds& binds);
    void store(std::vector<Outcome>& outcomes);
    void learn(Outcome& outcome, Group& group);
    QList<fault::EventDraft> watch(const Outcome& outcome, Group& group, const QHash<GaugeId, performance::LimitOverride>& overrides,
                                   const QHash<GaugeId, Severity>& reported);
    void lookForGone(const Outcome& outcome, const QList<fault::Alarm>& openLimits);
    void goOn(const QSet<DeviceId>& devices);

    store::Context& context_;
    snmp::Engine& engine_;
    WatchedDevices& devices_;
    std::shared_ptr<const ProfileLibrary> profiles_;
    access::Actor agent_;
    HardwarePollerOptions options_;
    performance::SampleAppender samples_;
    GoneParts gone_;
    std::shared_ptr<SweptInbox> inbox_;
    QHash<QString, std::shared_ptr<const QList<PollGroup>>> plans_; ///< by the profiles' names
    QHash<DeviceId, Track> tracks_;
    std::deque<SweptVariables> arrived_; ///< not stored yet
    std::shared_ptr<Round> round_;
    quint64 lastTicket_ = 0;
    bool running_ = false;
    bool isHeld_ = false;
    QTimer timer_;
};

} // namespace trunkline::collection
