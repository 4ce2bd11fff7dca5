#include "models/collection/sweptvariables.h"

namespace trunkline::collection {

SweptSink::SweptSink(DeviceId device, quint64 ticket, std::shared_ptr<const snmp::PollPlan> plan, std::shared_ptr<SweptInbox> inbox)
    : plan_(std::move(plan)), inbox_(std::move(inbox))
{
    swept_.device = device;
    swept_.ticket = ticket;
}

void SweptSink::onAnswer(const snmp::SweepAnswer& answer)
{
    swept_.answered = true;
    swept_.at = inbox_->now();
    swept_.uptimeTicks = answer.uptimeTicks.value_or(swept_.uptimeTicks);
    for (const snmp::SweepValue& value : answer.values)
        swept_.binds.append({plan_->oidOf(value.object) + snmp::Oid(std::vector<std::uint32_t>(value.index.begin(), value.index.end())), value.toValue()});
}

void SweptSink::onEnd(const snmp::SweepEnd& end)
{
    swept_.end = end;
    inbox_->add(std::move(swept_));
}

} // namespace trunkline::collection
