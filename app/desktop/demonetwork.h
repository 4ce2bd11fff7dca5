// The demo operator's network and its time: the simulator on a thread of its own, moved together with
// the operator's clock.
#pragma once

#include "app/station/station.h"
#include "snmp/simulator/simulatorthread.h"

#include <QObject>
#include <QThreadPool>

namespace trunkline::desktop {

class DemoNetwork : public QObject {
    Q_OBJECT
public:
    /// The port where the demo's devices are asked; discovered devices remember it.
    static constexpr quint16 usualPort = 16161;

    /// `station` outlives it. Starts the simulator; what active services need on their ports is set again, because
    /// the simulator forgets when it ends. That is waited for, so a desktop makes it on another thread. Throws
    /// NetworkFailure when the port is taken; 0 takes a free one.
    DemoNetwork(station::Station& station, quint16 port, QObject* parent = nullptr);
    ~DemoNetwork() override;

    quint16 port() const { return simulator_->port(); }
    /// A simulator's command, as “trunklinectl simulate send” takes it. Throws Refused with its sentence.
    void command(const QString& line);
    /// Lets demo time pass, polling on the way, on a thread of its own. One stretch at a time: false while
    /// another is under way.
    bool advance(const access::Actor& actor, std::int64_t totalMs);
    bool isAdvancing() const { return advancing_; }
    void cancel() { cancelled_ = true; }
    bool wasCancelled() const { return cancelled_; }

Q_SIGNALS:
    void advanced(int step, int steps);
    /// An empty sentence when all went well.
    void finished(const QString& failure);

private:
    void restoreServices();
    void live(const access::Actor& actor, const QList<std::int64_t>& steps);

    station::Station& station_;
    std::unique_ptr<simulator::SimulatorThread> simulator_;
    QThreadPool pool_;
    std::atomic<bool> advancing_ = false;
    std::atomic<bool> cancelled_ = false;
};

} // namespace trunkline::desktop
