// An operator whose devices are the responder's, with a database on disk.
#pragma once

#include "models/inventory/credential.h"
#include "models/store/sealer.h"

#include <QTemporaryDir>

namespace trunkline::bench {

inline constexpr int responderPorts = 48;
inline constexpr int polledValues = 12 * responderPorts + 1; ///< twelve columns and sysUpTime
inline constexpr int polledSamples = 8 * responderPorts;

class BenchOperator {
public:
    BenchOperator(int devices, quint16 snmpPort);

    store::Context& context() { return context_; }
    const store::Sealer& sealer() const { return sealer_; }

private:
    std::unique_ptr<store::Connection> opened(int devices, quint16 snmpPort);
    void addDevice(store::Connection& connection, int number, quint16 snmpPort, CredentialId credential);

    QTemporaryDir folder_;
    SystemClock clock_;
    IdSource ids_;
    store::Sealer sealer_;
    std::unique_ptr<store::Connection> connection_;
    store::Context context_;
};

/// Runs the event loop until it is done.
void runUntil(const std::function<bool()>& done);

} // namespace trunkline::bench
