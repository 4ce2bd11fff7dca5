// Everything that a sweep read of a device, as variables: for what is read seldom and looked at as a whole.
#pragma once

#include "models/collection/sweepinbox.h"
#include "models/core/id.h"
#include "snmp/sweep.h"

#include <memory>

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

using SweptInbox = SweepInbox<SweptVariables>;

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

/// Whether it lies below one of `roots`, which are sorted, none below another.
bool isBelowAny(const snmp::Oid& oid, const QList<snmp::Oid>& roots);
/// Which rows of the values below `valueRoots` there are, in one number.
std::size_t rowsMark(const snmp::VarBinds& binds, const QList<snmp::Oid>& valueRoots);
/// Whether what is missing there is missing at the device.
bool isReadToEnd(const SweptVariables& swept);

} // namespace trunkline::collection
