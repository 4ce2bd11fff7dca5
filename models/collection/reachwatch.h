// Looks again and again whether devices can be reached besides SNMP: echo requests and TCP connections.
#pragma once

#include "models/access/actor.h"
#include "models/collection/reachrule.h"
#include "models/performance/gauge.h"
#include "models/performance/sampleappender.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace trunkline::collection {

struct ReachHealth {
    qint64 rounds = 0;   ///< of a device, that were stored
    int unreached = 0;   ///< devices that nothing came back from in their last round
    qint64 overrun = 0;  ///< rounds left out because the one before was not done
    QString problem;     ///< why there are no echo requests; empty when there are
};

/// Each device by its own checks, their phases spread over the interval. Round-trip times and loss are gauges of the device ("delay", "percent"); what
/// came of a round is stored with others of a quarter of a second. Lives on the thread of its context; sending has a thread of its own.
class ReachWatch : public QObject {
    Q_OBJECT
public:
    /// The context must outlive it.
    ReachWatch(store::Context& context, access::Actor agent, QObject* parent = nullptr);

    void start();
    void stop();
    /// Whether the device could be reached in its last round; nothing when it was not looked at.
    std::optional<bool> reached(DeviceId device) const;
    ReachHealth health() const;

Q_SIGNALS:
    /// Something was stored.
    void checked(int devices);
    /// The database is in the way; rounds go on, of a device the last one waits.
    void held(const QString& sentence);

private:
    struct Watched {
        inventory::Device device;
        ReachTrack track;
        qint64 dueMs = -1;
        bool asked = false; ///< a round is under way
        std::map<QString, performance::SeriesPlace> places; ///< by the gauge's identity
    };
    struct Round {
        probe::Result result;
        Timestamp at;
    };

    void refresh();
    void tick();
    void take(const probe::Result& result);
    void flush();
    void keep(Watched& watched, const Round& round);
    performance::DeviceRound readingsOf(Watched& watched, const Round& round);

    store::Context& context_;
    access::Actor agent_;
    probe::Prober prober_;
    performance::SampleAppender samples_;
    QHash<DeviceId, Watched> devices_;
    QHash<quint64, DeviceId> asked_; ///< by tag
    quint64 lastTag_ = 0;
    std::int64_t seen_ = -1;         ///< of the journal
    QHash<DeviceId, Round> waiting_; ///< not stored yet
    QTimer timer_;
    QTimer flushTimer_;
    bool isHeld_ = false;
    qint64 rounds_ = 0;
    qint64 overrun_ = 0;
};

} // namespace trunkline::collection
