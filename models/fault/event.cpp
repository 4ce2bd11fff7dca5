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
    {EventKind::DeviceAnswers, "deviceAnswers", QT_TRANSLATE_NOOP("Fault", "Device answers (poll)")},
    {EventKind::Undecodable, "undecodable", QT_TRANSLATE_NOOP("Fault", "Undecodable message")},
    {EventKind::Fault, "fault", QT_TRANSLATE_NOOP("Fault", "Fault (trap)")},
    {EventKind::FaultOver, "faultOver", QT_TRANSLATE_NOOP("Fault", "Fault over (trap)")},
    {EventKind::ThresholdCrossed, "thresholdCrossed", QT_TRANSLATE_NOOP("Fault", "Limit crossed (poll)")},
    {EventKind::ThresholdOver, "thresholdOver", QT_TRANSLATE_NOOP("Fault", "Within limits again (poll)")},
    {EventKind::Other, "other", QT_TRANSLATE_NOOP("Fault", "Other trap")},
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

QString eventKindWord(EventKind kind)
{
    return QCoreApplication::translate("Fault", factOfEventKind(kind).word);
}

QJsonObject toJson(const FaultReport& report)
{
    return {{"fault", report.fault}, {"object", report.object}, {"problem", report.problem.key}, {"eventType", report.problem.eventType},
            {"cause", report.problem.cause}, {"severity", severityKey(report.severity)}};
}

std::optional<FaultReport> faultReportFrom(const QJsonObject& json)
{
    if (json.isEmpty())
        return std::nullopt;
    return FaultReport{json["fault"].toString(), json["object"].toString(), {json["problem"].toString(), json["eventType"].toString(), json["cause"].toString()},
                       severityFromKey(json["severity"].toString()).value_or(Severity::Indeterminate)};
}

QJsonObject toJson(const Event& event)
{
    return {{"id", event.id.toString()}, {"kind", eventKindKey(event.kind)}, {"source", event.source}, {"device", event.deviceId.toString()},
            {"port", event.portId.toString()}, {"object", event.objectName}, {"switchedOff", event.switchedOff}, {"text", event.text},
            {"payload", event.payload}, {"at", event.at.toIso()}};
}

} // namespace trunkline::fault
