// A simulator on a thread of its own, for a desktop that must not wait and for tests.
#pragma once

#include "snmp/simulator/simulator.h"

#include <QThread>

namespace trunkline::simulator {

/// All functions may be called from any thread but the simulator's own; they wait for it.
class SimulatorThread {
public:
    explicit SimulatorThread(SimulatorOptions options);
    /// Stops it.
    ~SimulatorThread();
    SimulatorThread(const SimulatorThread&) = delete;
    SimulatorThread& operator=(const SimulatorThread&) = delete;

    /// As Simulator::start(). With a path, commands are also taken from there (ControlServer).
    bool start(QString* error, const QString& controlPath = {});
    void stop();

    QString command(const QString& line);
    quint16 port() const { return port_; }
    QList<DeviceLine> devices() const { return devices_; }
    QStringList printableLines() const { return printableLines_; }
    QStringList warnings() const { return warnings_; }

private:
    SimulatorOptions options_;
    QThread thread_;
    /// Lives on thread_; deleted there.
    Simulator* simulator_ = nullptr;
    quint16 port_ = 0;
    QList<DeviceLine> devices_;
    QStringList printableLines_;
    QStringList warnings_;
};

} // namespace trunkline::simulator
