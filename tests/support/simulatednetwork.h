// The synthetic operator network, discovered into a test's database: where tests of polling, faults
// and days begin. Its clock stands still and moves with the test's.
#pragma once

#include "models/inventory/inventorystore.h"
#include "models/store/sealer.h"
#include "snmp/engine.h"
#include "snmp/simulator/simulatorthread.h"
#include "tests/support/teststore.h"

namespace trunkline::test {

class SimulatedNetwork {
public:
    /// Starts the network and adds the credentials "public-read" and "private-write". Traps go to
    /// `trapPort` when it is not 0.
    explicit SimulatedNetwork(TestStore& store, quint16 trapPort = 0);

    /// Discovers from core-1; fails the test program when anything is missed.
    void discover();
    /// Sends a command; fails the test program when the simulator refuses it.
    void command(const QString& line);
    /// Both clocks.
    void advanceMs(std::int64_t ms);

    quint16 port() const { return simulator_.port(); }
    const store::Sealer& sealer() const { return sealer_; }
    snmp::Engine& engine() { return engine_; }
    inventory::Device device(const QString& name) const;
    inventory::Port port(const QString& device, const QString& ifName) const;

private:
    TestStore& store_;
    store::Sealer sealer_;
    simulator::SimulatorThread simulator_;
    snmp::Engine engine_;
};

} // namespace trunkline::test
