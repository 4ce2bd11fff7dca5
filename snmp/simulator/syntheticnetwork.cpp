#include "snmp/simulator/syntheticnetwork.h"

namespace trunkline::simulator {

static constexpr qint64 dayMs = 86'400'000;
/// Longer than any device has been up, so that every counter has a past.
static constexpr qint64 pastMs = 400 * dayMs;

SyntheticNetwork::SyntheticNetwork(NetworkPlan plan, quint64 seed, qint64 startMs)
    : plan_(std::move(plan)), seed_(seed), nowMs_(startMs - pastMs), devices_(std::size_t(plan_.devices.size()))
{
    for (int device = 0; device < plan_.devices.size(); ++device)
        buildPorts(device);
    joinLinks();
    refresh();
    nowMs_ = startMs;
    for (int device = 0; device < plan_.devices.size(); ++device) {
        // Counters began at the last boot, before now: the flows are read as of then.
        nowMs_ = startMs - qint64(plan_.devices[device].uptimeDays * dayMs);
        devices_[std::size_t(device)].bootedMs = nowMs_;
        startCounters(device);
        nowMs_ = startMs;
        // Ports came up one after the other in the minutes behind the boot.
        qint64 sinceBoot = 42'000;
        for (Port& port : devices_[std::size_t(device)].ports)
            port.lastChangeMs = port.operUp ? (sinceBoot += 1'700) : 0;
    }
    events_.clear();
}

void SyntheticNetwork::buildPorts(int device)
{
    for (const PortPlan& planned : plan_.devices[device].ports) {
        Port port;
        port.adminUp = planned.adminUp;
        if (planned.inMbps > 0 || planned.outMbps > 0) {
            // Neighbours of a group do not carry the same.
            const double share = 0.6 + 0.8 * seededFraction(seed_, flows_.size());
            port.flow = {addFlow(planned.inMbps * share), addFlow(planned.outMbps * share)};
        }
        devices_[std::size_t(device)].ports.push_back(port);
    }
}

void SyntheticNetwork::joinLinks()
{
    for (int link = 0; link < plan_.links.size(); ++link) {
        const LinkPlan& planned = plan_.links[link];
        const int there = addFlow(planned.mbpsThere);
        const int back = addFlow(planned.mbpsBack);
        port_(planned.from).link = port_(planned.to).link = link;
        port_(planned.from).flow = {back, there};
        port_(planned.to).flow = {there, back};
    }
}

int SyntheticNetwork::addFlow(double mbps)
{
    const quint64 number = flows_.size();
    flows_.push_back({TrafficCurve(mbps * 1e6, seed_ * 1000003 + number), false, nowMs_, 0});
    return int(number);
}

quint64 SyntheticNetwork::Flow::total(qint64 nowMs) const
{
    return running ? settled + (curve.octetsUntil(nowMs) - curve.octetsUntil(sinceMs)) : settled;
}

void SyntheticNetwork::switchFlow(int index, bool run)
{
    if (index < 0)
        return;
    Flow& flow = flows_[std::size_t(index)];
    if (flow.running == run)
        return;
    flow.settled = flow.total(nowMs_);
    flow.sinceMs = nowMs_;
    flow.running = run;
}

void SyntheticNetwork::startCounters(int device)
{
    for (Port& port : devices_[std::size_t(device)].ports)
        for (std::size_t direction = 0; direction < 2; ++direction)
            port.base[direction] = port.flow[direction] < 0 ? 0 : flows_[std::size_t(port.flow[direction])].total(nowMs_);
}

quint64 SyntheticNetwork::octets(PortRef ref, std::size_t direction) const
{
    const Port& port = port_(ref);
    // Modulo 2^64 on purpose: that is how a counter wraps.
    return (port.flow[direction] < 0 ? 0 : flows_[std::size_t(port.flow[direction])].total(nowMs_)) - port.base[direction];
}

double SyntheticNetwork::rateBps(PortRef ref, std::size_t direction) const
{
    const int flow = port_(ref).flow[direction];
    return flow >= 0 && flows_[std::size_t(flow)].running ? flows_[std::size_t(flow)].curve.rateBps(nowMs_) : 0.0;
}

void SyntheticNetwork::setNow(qint64 ms)
{
    nowMs_ = std::max(nowMs_, ms);
}

bool SyntheticNetwork::fibreIsCut(PortRef ref) const
{
    const std::optional<PortRef> far = farEnd(ref);
    return port_(ref).cut || (far && port_(*far).cut);
}

void SyntheticNetwork::cutFibre(PortRef ref, bool cut)
{
    port_(ref).cut = cut;
    // A link has one fibre; mending it at either end mends it.
    if (const std::optional<PortRef> far = farEnd(ref))
        port_(*far).cut = cut;
    refresh();
}

void SyntheticNetwork::setPowered(int device, bool powered)
{
    Device& changed = devices_[std::size_t(device)];
    if (changed.powered == powered)
        return;
    changed.powered = powered;
    if (powered)
        boot(device);
    refresh();
}

void SyntheticNetwork::reboot(int device)
{
    if (isPowered(device))
        boot(device);
}

void SyntheticNetwork::boot(int device)
{
    Device& booted = devices_[std::size_t(device)];
    booted.bootedMs = nowMs_;
    for (Port& port : booted.ports)
        port.lastChangeMs = 0;
    startCounters(device);
    ++version_;
    events_.append({NetworkEvent::Kind::ColdStart, {device, -1}});
}

void SyntheticNetwork::jumpCounters(PortRef ref, qint64 octets)
{
    for (quint64& base : port_(ref).base)
        base -= quint64(octets);
}

void SyntheticNetwork::setAdminUp(PortRef ref, bool up)
{
    port_(ref).adminUp = up;
    refresh();
}

void SyntheticNetwork::setAlias(PortRef ref, const QString& alias)
{
    plan_.devices[ref.device].ports[ref.port].alias = alias;
}

void SyntheticNetwork::setTrapsEnabled(PortRef ref, bool enabled)
{
    port_(ref).trapsEnabled = enabled;
}

void SyntheticNetwork::setText(int device, QString DevicePlan::* field, const QString& text)
{
    plan_.devices[device].*field = text;
    ++version_;
}

QList<NetworkEvent> SyntheticNetwork::takeEvents()
{
    return std::exchange(events_, {});
}

qint64 SyntheticNetwork::uptimeMs(int device) const
{
    return nowMs_ - devices_[std::size_t(device)].bootedMs;
}

std::optional<PortRef> SyntheticNetwork::farEnd(PortRef ref) const
{
    const int link = port_(ref).link;
    if (link < 0)
        return std::nullopt;
    const LinkPlan& planned = plan_.links[link];
    return planned.from == ref ? planned.to : planned.from;
}

std::optional<NeighbourProtocol> SyntheticNetwork::linkProtocol(PortRef ref) const
{
    const int link = port_(ref).link;
    return link < 0 ? std::nullopt : std::optional(plan_.links[link].protocol);
}

/// What this end alone contributes.
bool SyntheticNetwork::mayCarry(PortRef ref) const
{
    return isPowered(ref.device) && port_(ref).adminUp && !port_(ref).cut;
}

bool SyntheticNetwork::shouldBeUp(PortRef ref) const
{
    if (!mayCarry(ref))
        return false;
    switch (port(ref).use) {
    case PortUse::Link: {
        const std::optional<PortRef> far = farEnd(ref);
        return far && mayCarry(*far);
    }
    case PortUse::Customer: return port(ref).present;
    case PortUse::Transit:
    case PortUse::Management:
    case PortUse::System: return true;
    case PortUse::Spare: return false;
    }
    return false;
}

void SyntheticNetwork::refresh()
{
    for (int device = 0; device < plan_.devices.size(); ++device) {
        for (int i = 0; i < plan_.devices[device].ports.size(); ++i) {
            const PortRef ref{device, i};
            Port& port = port_(ref);
            const bool up = shouldBeUp(ref);
            if (port.operUp == up)
                continue;
            port.operUp = up;
            port.lastChangeMs = uptimeMs(device);
            for (int flow : port.flow)
                switchFlow(flow, up);
            ++version_;
            events_.append({up ? NetworkEvent::Kind::LinkUp : NetworkEvent::Kind::LinkDown, ref});
        }
    }
}

} // namespace trunkline::simulator
