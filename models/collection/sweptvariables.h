// Everything that a sweep read of a device, as variables: for what is read seldom and looked at as a whole.
#pragma once

#include "models/core/clock.h"
#include "models/core/id.h"
#include "snmp/sweep.h"

#include <QMutex>

#include <functional>

class QObject;

namespace trunkline::collection {

struct SweptVariables {
    DeviceId device;
    quint64 ticket = 0; ///< whose question it was
    snmp::VarBinds binds;
    Timestamp at;       ///< of the last answer
    quint32 uptimeTicks = 0;
    bool answered = false;
    snmp::SweepEnd end;
};

/// Where they wait for the collector's thread. Any thread may add.
class SweptInbox {
public:
    /// Runs `wake` on the thread of `receiver` when the first one has come.
    SweptInbox(const Clock& clock, QObject* receiver, std::function<void()> wake) : clock_(clock), receiver_(receiver), wake_(std::move(wake)) {}
    Timestamp now();
    void add(SweptVariables swept);
    std::vector<SweptVariables> take();
    /// Nobody is waiting any more.
    void close();

private:
    QMutex mutex_;
    const Clock& clock_; ///< lives as long as somebody waits
    QObject* receiver_;
    std::function<void()> wake_;
    std::vector<SweptVariables> arrived_;
};

class SweptSink final : public snmp::SweepSink {
public:
    SweptSink(DeviceId device, quint64 ticket, std::shared_ptr<const snmp::PollPlan> plan, std::shared_ptr<SweptInbox> inbox);
    void onAnswer(const snmp::SweepAnswer& answer) override;
    void onEnd(const snmp::SweepEnd& end) override;

private:
    std::shared_ptr<const snmp::PollPlan> plan_;
    std::shared_ptr<SweptInbox> inbox_;
    SweptVariables swept_;
};

} // namespace trunkline::collection
