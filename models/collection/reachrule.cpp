#include "models/collection/reachrule.h"

#include <QCoreApplication>

namespace trunkline::collection {

namespace {

using fault::EventKind;
using inventory::DeviceState;

struct ReachTexts {
    Q_DECLARE_TR_FUNCTIONS(Reach)
};

QJsonObject payloadOfReach(const probe::Result& result)
{
    QJsonObject ports;
    for (const probe::TcpResult& tcp : result.tcp)
        ports.insert(QString::number(tcp.port), tcp.rttUs ? QJsonValue(*tcp.rttUs) : QJsonValue(tcp.refused ? QStringLiteral("refused") : QStringLiteral("noAnswer")));
    QJsonObject payload{{"echoesSent", result.sent}, {"echoesAnswered", result.received}};
    if (result.received > 0)
        payload.insert(QStringLiteral("roundTripUs"), result.meanUs);
    if (!ports.isEmpty())
        payload.insert(QStringLiteral("tcpPorts"), ports);
    return payload;
}

class Deciding {
public:
    Deciding(const inventory::Device& device, const probe::Result& result, Timestamp at) : device_(device)
    {
        draft_.source = device.address;
        draft_.deviceId = device.id;
        draft_.objectName = device.name;
        draft_.payload = payloadOfReach(result);
        draft_.at = at;
    }
    void add(EventKind kind, const QString& text)
    {
        draft_.kind = kind;
        draft_.text = text;
        decision.events.append(draft_);
    }
    void become(DeviceState state)
    {
        if (device_.state != state)
            decision.state = state;
    }
    void addPort(EventKind kind, quint16 port, const QString& text)
    {
        fault::EventDraft draft = draft_;
        draft.kind = kind;
        draft.text = text;
        draft.objectName += QStringLiteral(" TCP %1").arg(port);
        draft.report = fault::FaultReport{QStringLiteral("TCP port without an answer"), QStringLiteral("TCP %1").arg(port),
                                          {QStringLiteral("TCP port without an answer"), QStringLiteral("communicationsAlarm"), QStringLiteral("applicationSubsystemFailure")},
                                          kind == EventKind::FaultOver ? Severity::Cleared : Severity::Minor};
        decision.events.append(draft);
    }
    ReachDecision decision;

private:
    const inventory::Device& device_;
    fault::EventDraft draft_;
};

void decideReached(Deciding& deciding, const inventory::Device& device, bool askedBySnmp)
{
    const QString who = QStringLiteral("%1 (%2)").arg(device.name, device.address);
    if (device.state == DeviceState::Silent) {
        deciding.add(EventKind::Reachable, ReachTexts::tr("%1 can be reached again.").arg(who));
        if (askedBySnmp)
            deciding.add(EventKind::SnmpSilent, ReachTexts::tr("%1 can be reached, but does not answer to SNMP.").arg(who));
        deciding.become(askedBySnmp ? DeviceState::SnmpSilent : DeviceState::Answering);
    } else if (!askedBySnmp) {
        deciding.become(DeviceState::Answering);
    }
}

void decideMissed(Deciding& deciding, const inventory::Device& device, bool askedBySnmp, int missed)
{
    const bool counts = askedBySnmp ? device.state == DeviceState::SnmpSilent : device.state != DeviceState::Silent;
    if (missed < device.checks.misses || !counts)
        return;
    deciding.add(EventKind::Unreachable, ReachTexts::tr("%1 (%2) can't be reached: %Ln check(s) in a row got no answer.", nullptr, missed).arg(device.name, device.address));
    deciding.become(DeviceState::Silent);
}

void decidePorts(Deciding& deciding, ReachTrack& track, const inventory::Device& device, const probe::Result& result)
{
    for (const probe::TcpResult& tcp : result.tcp) {
        int& missed = track.portMissed[tcp.port];
        bool& reported = track.portReported[tcp.port];
        missed = tcp.rttUs ? 0 : missed + 1;
        if (missed == 0 && reported)
            deciding.addPort(EventKind::FaultOver, tcp.port, ReachTexts::tr("%1 takes connections to TCP port %2 again.").arg(device.name).arg(tcp.port));
        else if (missed >= device.checks.misses && !reported)
            deciding.addPort(EventKind::Fault, tcp.port,
                             tcp.refused ? ReachTexts::tr("%1 refuses connections to TCP port %2.").arg(device.name).arg(tcp.port)
                                         : ReachTexts::tr("%1 does not answer on TCP port %2.").arg(device.name).arg(tcp.port));
        reported = missed >= device.checks.misses || (reported && missed > 0);
    }
}

} // namespace

ReachDecision decideReach(ReachTrack& track, const inventory::Device& device, const probe::Result& result, bool askedBySnmp, Timestamp at)
{
    if (!result.asked())
        return {};
    Deciding deciding(device, result, at);
    track.reached = result.reached();
    track.missed = *track.reached ? 0 : track.missed + 1;
    if (*track.reached) {
        decideReached(deciding, device, askedBySnmp);
        decidePorts(deciding, track, device, result);
    } else {
        decideMissed(deciding, device, askedBySnmp, track.missed);
    }
    return deciding.decision;
}

} // namespace trunkline::collection
