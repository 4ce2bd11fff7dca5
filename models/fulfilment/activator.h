// Carries out activation tasks on the network.
#pragma once

#include "models/core/clock.h"
#include "models/fulfilment/portdialogue.h"
#include "snmp/engine.h"

#include <QFuture>
#include <QThread>

#include <memory>

namespace trunkline::fulfilment {

/// Each task is a dialogue with one device, on a thread of the activator's own: its functions may be
/// called from any thread, return at once, and their futures may be waited for. What the world refuses is
/// a result with a reason, never an exception. The targets come from snmpTarget().
class Activator {
public:
    /// Both outlive the activator.
    Activator(snmp::Engine& engine, const Clock& clock);
    /// Ends what runs with a reason that says so.
    ~Activator();
    Activator(const Activator&) = delete;
    Activator& operator=(const Activator&) = delete;

    /// Labels the port and switches it on. Throws InvalidInput when the parameters are no port task.
    QFuture<ActivationResult> activatePort(const QJsonObject& parameters, const snmp::Target& forReading, const snmp::Target& forWriting);
    /// Switches the port off and keeps it; activatePort() switches it on again. Throws InvalidInput when the parameters are no port task.
    QFuture<ActivationResult> suspendPort(const QJsonObject& parameters, const snmp::Target& forReading, const snmp::Target& forWriting);
    /// Sees that it works. Throws InvalidInput when the parameters are no port task.
    QFuture<ActivationResult> verifyPort(const QJsonObject& parameters, const snmp::Target& forReading, VerifyPatience patience = {});

private:
    struct Run;
    struct Door;
    QFuture<ActivationResult> start(std::unique_ptr<PortDialogue> dialogue, const snmp::Target& forReading, const snmp::Target& forWriting);
    void proceed(const std::shared_ptr<Run>& run);
    void ask(const std::shared_ptr<Run>& run, const PortRequest& request);

    snmp::Engine& engine_;
    const Clock& clock_;
    QThread thread_;
    std::shared_ptr<Door> door_; ///< outlives the activator in continuations of the engine
};

} // namespace trunkline::fulfilment
