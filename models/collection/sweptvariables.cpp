#include "models/collection/sweptvariables.h"

#include <algorithm>

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

bool isBelowAny(const snmp::Oid& oid, const QList<snmp::Oid>& roots)
{
    // Roots are sorted and none is below another: only the last one before it can hold it.
    const auto behind = std::upper_bound(roots.begin(), roots.end(), oid);
    return behind != roots.begin() && oid.startsWith(*std::prev(behind));
}

std::size_t rowsMark(const snmp::VarBinds& binds, const QList<snmp::Oid>& valueRoots)
{
    std::size_t sum = 0;
    for (const snmp::VarBind& bind : binds)
        if (isBelowAny(bind.oid, valueRoots))
            sum += qHash(bind.oid, 7); // whatever the order
    return sum;
}

bool isReadToEnd(const SweptVariables& swept)
{
    const auto failure = swept.end.reply.failure;
    // A table that loops or is refused leaves the others right; an answer that was lost does not.
    return swept.answered && failure != snmp::Failure::Timeout && failure != snmp::Failure::Cancelled && failure != snmp::Failure::Restarted
           && failure != snmp::Failure::Unreachable && failure != snmp::Failure::Authentication;
}

} // namespace trunkline::collection
