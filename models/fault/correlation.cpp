#include "models/fault/correlation.h"

#include <algorithm>

namespace trunkline::fault {

namespace {

struct Report {
    Problem problem;
    Severity severity;
    bool serviceAffecting;
};

bool isClearing(EventKind kind)
{
    using enum EventKind;
    return kind == LinkUp || kind == PortUp || kind == DeviceAnswers || kind == Reachable || kind == SnmpAnswers || kind == FaultOver || kind == ThresholdOver;
}

/// What a fault event reports. Requires one that is neither clearing nor Other.
Report reportOf(const Event& event, const Surroundings& surroundings)
{
    switch (event.kind) {
    case EventKind::Fault:
    case EventKind::ThresholdCrossed: return {event.report->problem, event.report->severity, false};
    case EventKind::DeviceSilent: return {Problem::DeviceSilent, Severity::Critical, true};
    case EventKind::Unreachable: return {Problem::DeviceUnreachable, Severity::Critical, true};
    case EventKind::SnmpSilent: return {Problem::SnmpSilent, Severity::Major, false};
    case EventKind::ColdStart:
    case EventKind::WarmStart: return {Problem::DeviceRestarted, Severity::Major, true};
    case EventKind::AuthenticationFailure: return {Problem::AuthenticationFailure, Severity::Warning, false};
    case EventKind::Undecodable: return {Problem::UndecodableMessages, Severity::Warning, false};
    default: break;
    }
    const bool matters = surroundings.carriesActiveService || surroundings.carriesLink;
    return {Problem::LinkDown, matters ? Severity::Major : Severity::Minor, true};
}

Alarm raisedBy(const Event& event, const Report& report)
{
    Alarm alarm;
    alarm.key = alarmKeyOf(event);
    alarm.deviceId = event.deviceId;
    alarm.portId = event.portId;
    alarm.source = event.source;
    alarm.objectName = event.objectName;
    alarm.severity = alarm.worstSeverity = report.severity;
    alarm.problem = report.problem;
    alarm.serviceAffecting = report.serviceAffecting;
    alarm.text = event.text;
    alarm.count = 1;
    alarm.raisedAt = alarm.lastEventAt = alarm.changedAt = event.at;
    alarm.raisedByEvent = alarm.lastEvent = event.id;
    return alarm;
}

Alarm countedOn(Alarm alarm, const Event& event, const Report& report)
{
    alarm.count += 1;
    alarm.lastEvent = event.id;
    alarm.lastEventAt = alarm.changedAt = event.at;
    if (report.severity > alarm.severity) {
        alarm.severity = report.severity;
        alarm.worstSeverity = std::max(alarm.worstSeverity, report.severity);
        alarm.problem = report.problem;
        alarm.text = event.text;
        alarm.acknowledgedAt.reset();
        alarm.acknowledgedBy.clear();
    } else if (event.kind == EventKind::ThresholdCrossed) {
        alarm.severity = report.severity; // a measured value is known to have become better
        alarm.text = event.text;
    }
    return alarm;
}

Alarm clearedBy(Alarm alarm, const Event& event)
{
    alarm.severity = Severity::Cleared;
    alarm.clearedAt = event.at;
    alarm.changedAt = event.at;
    alarm.clearedByEvent = alarm.lastEvent = event.id;
    alarm.clearReason = event.text;
    return alarm;
}

} // namespace

QString alarmKeyOf(const Event& event)
{
    using L = QLatin1StringView;
    const auto device = [&event] { return event.deviceId.isNull() ? event.source : event.deviceId.toString(); };
    switch (event.kind) {
    case EventKind::LinkDown:
    case EventKind::LinkUp:
    case EventKind::PortDown:
    case EventKind::PortUp: return event.portId.isNull() ? L("link:") + device() + u':' + event.objectName : L("link:") + event.portId.toString();
    case EventKind::ColdStart:
    case EventKind::WarmStart:
    case EventKind::DeviceSilent:
    case EventKind::Unreachable:
    case EventKind::Reachable:
    case EventKind::DeviceAnswers: return L("availability:") + device();
    case EventKind::SnmpSilent:
    case EventKind::SnmpAnswers: return L("snmp:") + device();
    case EventKind::AuthenticationFailure: return L("authentication:") + device();
    case EventKind::Undecodable: return L("undecodable:") + event.source;
    case EventKind::Fault:
    case EventKind::FaultOver: return L("fault:") + device() + u':' + event.report->fault + u':' + event.report->object;
    case EventKind::ThresholdCrossed:
    case EventKind::ThresholdOver: return L("threshold:") + event.report->object;
    case EventKind::Other:
    case EventKind::LogMessage: break;
    }
    return {};
}

Decision correlate(const Event& event, const Alarm* latest, const Surroundings& surroundings)
{
    if (event.kind == EventKind::Other || event.kind == EventKind::LogMessage)
        return {};
    const bool open = latest && latest->isOpen();
    if (isClearing(event.kind))
        return open && event.at >= latest->lastEventAt ? Decision{Action::Clear, clearedBy(*latest, event)} : Decision{};
    if (latest && event.at < latest->clearedAt.value_or(latest->lastEventAt))
        return {};
    const Report report = reportOf(event, surroundings);
    if (open)
        return {Action::Count, countedOn(*latest, event, report)};
    if (event.switchedOff && !surroundings.carriesActiveService)
        return {};
    return {Action::Raise, raisedBy(event, report)};
}

} // namespace trunkline::fault
