// One operator's day, step by step, as the people of Northwind Fibre live it. Each step looks at what is
// there first, as a person does after a restart: what was done is not done again. The time of the day is
// the simulated network's; it stands still but for the steps that move it.
#pragma once

#include "app/flows/flow.h"
#include "models/billing/invoice.h"
#include "models/collection/poller.h"
#include "models/collection/trapintake.h"
#include "models/fault/alarm.h"
#include "models/fulfilment/activator.h"
#include "models/inventory/device.h"
#include "models/inventory/service.h"
#include "models/store/sealer.h"

#include <functional>
#include <memory>

namespace trunkline::test {

/// How the day reaches the network that is not there.
struct DayNetwork {
    QString seed = QStringLiteral("127.20.0.1");
    quint16 snmpPort = 0;
    std::function<QString(const QString& line)> command;
};

class Day {
public:
    static constexpr const char* begins = "2026-03-10T08:00:00Z";

    /// `clock` is set to the network's time; its traps come here from now on. The context's `committed` may end the program.
    Day(store::Context& context, SettableClock& clock, DayNetwork network);
    ~Day();

    void setUp();
    void discover();
    void order();
    void poll();
    void fail();
    void repair();
    billing::Invoice monthEnd();
    /// All of it; gives the invoice.
    billing::Invoice run();

    // What the steps are about.
    inventory::Device olt() const;
    inventory::Port port() const;
    inventory::Service service() const;
    std::optional<fault::Alarm> alarm() const;
    int runFlows() { return flows_->runToRest(); }
    collection::PollSummary pollOnce();
    void moveTo(const char* instant);
    /// Sends a command; ends the program when the network refuses it.
    QString command(const QString& line) const;
    collection::TrapIntake& intake() { return *intake_; }

private:
    Timestamp networkTime() const;
    /// Waits for a trap to be recorded; asks the port itself when none comes (a crash may have eaten it).
    void awaitAlarm(bool open);

    store::Context& context_;
    SettableClock& clock_;
    DayNetwork network_;
    access::Actor people_;
    store::Sealer sealer_;
    snmp::Engine engine_;
    std::unique_ptr<fulfilment::Activator> activator_;
    std::unique_ptr<snmp::TrapReceiver> receiver_;
    std::unique_ptr<collection::TrapIntake> intake_;
    std::unique_ptr<collection::Poller> poller_;
    std::unique_ptr<flows::FlowRunner> flows_;
};

/// An invoice as its bytes that matter: everything but the random identifiers.
QByteArray comparable(const billing::Invoice& invoice);

} // namespace trunkline::test
