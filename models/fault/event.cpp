#include "models/fault/event.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::fault {

namespace {

struct EventKindFact {
    EventKind kind;
    const char* key;
    const char* word;
};

constexpr EventKindFact eventKindFacts[] = {
    {EventKind::LinkDown, "linkDown", QT_TRANSLATE_NOOP("Fault", "Link down (trap)")},
    {EventKind::LinkUp, "linkUp", QT_TRANSLATE_NOOP("Fault", "Link up (trap)")},
    {EventKind::ColdStart, "coldStart", QT_TRANSLATE_NOOP("Fault", "Cold start")},
    {EventKind::WarmStart, "warmStart", QT_TRANSLATE_NOOP("Fault", "Warm start")},
    {EventKind::AuthenticationFailure, "authenticationFailure", QT_TRANSLATE_NOOP("Fault", "Authentication failure (trap)")},
    {EventKind::PortDown, "portDown", QT_TRANSLATE_NOOP("Fault", "Port down (poll)")},
    {EventKind::PortUp, "portUp", QT_TRANSLATE_NOOP("Fault", "Port up (poll)")},
    {EventKind::DeviceSilent, "deviceSilent", QT_TRANSLATE_NOOP("Fault", "Device silent (poll)")},
    {EventKind::SnmpSilent, "snmpSilent", QT_TRANSLATE_NOOP("Fault", "SNMP not answering (poll)")},
    {EventKind::SnmpAnswers, "snmpAnswers", QT_TRANSLATE_NOOP("Fault", "SNMP answers (poll)")},
    {EventKind::Unreachable, "unreachable", QT_TRANSLATE_NOOP("Fault", "Unreachable (check)")},
    {EventKind::Reachable, "reachable", QT_TRANSLATE_NOOP("Fault", "Reachable (check)")},
    {EventKind::DeviceAnswers, "deviceAnswers", QT_TRANSLATE_NOOP("Fault", "Device answers (poll)")},
    {EventKind::Undecodable, "undecodable", QT_TRANSLATE_NOOP("Fault", "Undecodable message")},
    {EventKind::Fault, "fault", QT_TRANSLATE_NOOP("Fault", "Fault (trap)")},
    {EventKind::FaultOver, "faultOver", QT_TRANSLATE_NOOP("Fault", "Fault over (trap)")},
    {EventKind::ThresholdCrossed, "thresholdCrossed", QT_TRANSLATE_NOOP("Fault", "Limit crossed (poll)")},
    {EventKind::ThresholdOver, "thresholdOver", QT_TRANSLATE_NOOP("Fault", "Within limits again (poll)")},
    {EventKind::Other, "other", QT_TRANSLATE_NOOP("Fault", "Other trap")},
    {EventKind::LogMessage, "logMessage", QT_TRANSLATE_NOOP("Fault", "Log message")},
};

const EventKindFact& factOfEventKind(EventKind kind)
{
    return eventKindFacts[std::size_t(kind)];
}

} // namespace

QString eventKindKey(EventKind kind)
{
    return QString::fromLatin1(factOfEventKind(kind).key);
}

EventKind eventKindFromKey(QStringView key)
{
    for (const EventKindFact& fact : eventKindFacts)
        if (key == QLatin1StringView(fact.key))
            return fact.kind;
    throw StoreFailure(QCoreApplication::translate("Fault", "The database holds an event of the kind “%1”, which this program does not know; update the program.").arg(key));
}

QString eventKindWord(EventKind kind, const Payload& payload)
{
    if (isFromLog(payload))
        switch (kind) {
        case EventKind::LinkDown: return QCoreApplication::translate("Fault", "Link down (log)");
        case EventKind::LinkUp: return QCoreApplication::translate("Fault", "Link up (log)");
        case EventKind::Fault: return QCoreApplication::translate("Fault", "Fault (log)");
        case EventKind::FaultOver: return QCoreApplication::translate("Fault", "Fault over (log)");
        default: break;
        }
    return QCoreApplication::translate("Fault", factOfEventKind(kind).word);
}

Severity severityOfSyslog(int severity)
{
    switch (severity) {
    case 0:
    case 1: return Severity::Critical;
    case 2: return Severity::Major;
    case 3: return Severity::Minor;
    case 4: return Severity::Warning;
    default: return Severity::Indeterminate;
    }
}

std::optional<Severity> severityOf(const Event& event)
{
    if (event.report)
        return event.kind == EventKind::FaultOver ? Severity::Cleared : event.report->severity;
    static const QStringList levels{"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"};
    const qsizetype level = levels.indexOf(event.payload[QLatin1String("level")].toString());
    return level < 0 ? std::nullopt : std::optional(severityOfSyslog(int(level)));
}

Payload withReport(const Payload& evidence, const FaultReport& report)
{
    Payload whole = evidence;
    store::JsonWriter payload;
    payload.begin(u"report").add(u"fault", report.fault).add(u"object", report.object).add(u"problem", report.problem.key);
    payload.add(u"eventType", report.problem.eventType).add(u"cause", report.problem.cause).add(u"severity", severityKey(report.severity));
    whole.append(payload.end().take());
    return whole;
}

std::optional<FaultReport> faultReportFrom(const QJsonObject& json)
{
    if (json.isEmpty())
        return std::nullopt;
    return FaultReport{json["fault"].toString(), json["object"].toString(), {json["problem"].toString(), json["eventType"].toString(), json["cause"].toString()},
                       severityFromKey(json["severity"].toString()).value_or(Severity::Indeterminate)};
}

store::JsonText jsonOf(const Event& event)
{
    store::JsonWriter json;
    json.add(u"id", event.id.toString()).add(u"kind", eventKindKey(event.kind)).add(u"source", event.source).add(u"device", event.deviceId.toString());
    json.add(u"port", event.portId.toString()).add(u"object", event.objectName).add(u"switchedOff", event.switchedOff).add(u"text", event.text);
    json.add(u"payload", event.payload.json()).add(u"at", event.at.toIso());
    return json.take();
}

} // namespace trunkline::fault
