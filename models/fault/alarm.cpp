#include "models/fault/alarm.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::fault {

namespace {

struct ProblemFact {
    Problem problem;
    const char* key;
    const char* word;
    const char* eventType;
    const char* eventTypeWord;
    const char* cause;
    const char* causeWord;
};

constexpr ProblemFact problemFacts[] = {
    {Problem::LinkDown, "linkDown", QT_TRANSLATE_NOOP("Fault", "Link down"),
     "communicationsAlarm", QT_TRANSLATE_NOOP("Fault", "Communications alarm"), "lossOfSignal", QT_TRANSLATE_NOOP("Fault", "Loss of signal")},
    {Problem::DeviceSilent, "deviceSilent", QT_TRANSLATE_NOOP("Fault", "Device silent"),
     "communicationsAlarm", QT_TRANSLATE_NOOP("Fault", "Communications alarm"),
     "communicationsSubsystemFailure", QT_TRANSLATE_NOOP("Fault", "Communications subsystem failure")},
    {Problem::DeviceRestarted, "deviceRestarted", QT_TRANSLATE_NOOP("Fault", "Device restarted"),
     "equipmentAlarm", QT_TRANSLATE_NOOP("Fault", "Equipment alarm"), "reinitialized", QT_TRANSLATE_NOOP("Fault", "Reinitialised")},
    {Problem::AuthenticationFailure, "authenticationFailure", QT_TRANSLATE_NOOP("Fault", "Authentication failure"),
     "securityServiceOrMechanismViolation", QT_TRANSLATE_NOOP("Fault", "Security service or mechanism violation"),
     "authenticationFailure", QT_TRANSLATE_NOOP("Fault", "Authentication failure")},
    {Problem::UndecodableMessages, "undecodableMessages", QT_TRANSLATE_NOOP("Fault", "Undecodable messages"),
     "communicationsAlarm", QT_TRANSLATE_NOOP("Fault", "Communications alarm"),
     "communicationsProtocolError", QT_TRANSLATE_NOOP("Fault", "Communications protocol error")},
};

const ProblemFact& factOfProblem(Problem problem)
{
    return problemFacts[std::size_t(problem)];
}

QString problemText(const char* text)
{
    return QCoreApplication::translate("Fault", text);
}

QJsonValue isoOrNull(const std::optional<Timestamp>& instant)
{
    return instant ? QJsonValue(instant->toIso()) : QJsonValue();
}

} // namespace

QString problemKey(Problem problem)
{
    return QString::fromLatin1(factOfProblem(problem).key);
}

Problem problemFromKey(QStringView key)
{
    for (const ProblemFact& fact : problemFacts)
        if (key == QLatin1StringView(fact.key))
            return fact.problem;
    throw StoreFailure(QCoreApplication::translate("Fault", "The database holds an alarm with the problem “%1”, which this program does not know; update the program.").arg(key));
}

QString problemWord(Problem problem)
{
    return problemText(factOfProblem(problem).word);
}

QString eventTypeOf(Problem problem)
{
    return QString::fromLatin1(factOfProblem(problem).eventType);
}

QString probableCauseOf(Problem problem)
{
    return QString::fromLatin1(factOfProblem(problem).cause);
}

QString eventTypeWord(Problem problem)
{
    return problemText(factOfProblem(problem).eventTypeWord);
}

QString probableCauseWord(Problem problem)
{
    return problemText(factOfProblem(problem).causeWord);
}

QJsonObject toJson(const Alarm& alarm)
{
    return {{"id", alarm.id.toString()},
            {"number", alarm.number},
            {"key", alarm.key},
            {"device", alarm.deviceId.toString()},
            {"port", alarm.portId.toString()},
            {"source", alarm.source},
            {"object", alarm.objectName},
            {"severity", severityKey(alarm.severity)},
            {"worstSeverity", severityKey(alarm.worstSeverity)},
            {"eventType", eventTypeOf(alarm.problem)},
            {"probableCause", probableCauseOf(alarm.problem)},
            {"specificProblem", problemKey(alarm.problem)},
            {"serviceAffecting", alarm.serviceAffecting},
            {"text", alarm.text},
            {"count", qint64(alarm.count)},
            {"raisedAt", alarm.raisedAt.toIso()},
            {"lastEventAt", alarm.lastEventAt.toIso()},
            {"changedAt", alarm.changedAt.toIso()},
            {"acknowledgedAt", isoOrNull(alarm.acknowledgedAt)},
            {"acknowledgedBy", alarm.acknowledgedBy},
            {"owner", alarm.owner},
            {"clearedAt", isoOrNull(alarm.clearedAt)},
            {"clearedBy", alarm.clearedBy},
            {"clearReason", alarm.clearReason},
            {"raisedByEvent", alarm.raisedByEvent.toString()},
            {"clearedByEvent", alarm.clearedByEvent.toString()}};
}

} // namespace trunkline::fault
