#include "models/fault/alarm.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace trunkline::fault {

const Problem Problem::LinkDown{QStringLiteral("linkDown"), QStringLiteral("communicationsAlarm"), QStringLiteral("lossOfSignal")};
const Problem Problem::DeviceSilent{QStringLiteral("deviceSilent"), QStringLiteral("communicationsAlarm"), QStringLiteral("communicationsSubsystemFailure")};
const Problem Problem::SnmpSilent{QStringLiteral("snmpSilent"), QStringLiteral("communicationsAlarm"), QStringLiteral("communicationsProtocolError")};
const Problem Problem::DeviceUnreachable{QStringLiteral("deviceUnreachable"), QStringLiteral("communicationsAlarm"), QStringLiteral("communicationsSubsystemFailure")};
const Problem Problem::DeviceRestarted{QStringLiteral("deviceRestarted"), QStringLiteral("equipmentAlarm"), QStringLiteral("reinitialized")};
const Problem Problem::AuthenticationFailure{QStringLiteral("authenticationFailure"), QStringLiteral("securityServiceOrMechanismViolation"),
                                             QStringLiteral("authenticationFailure")};
const Problem Problem::UndecodableMessages{QStringLiteral("undecodableMessages"), QStringLiteral("communicationsAlarm"),
                                           QStringLiteral("communicationsProtocolError")};
const Problem Problem::TemperatureLimit{QStringLiteral("temperatureLimit"), QStringLiteral("environmentalAlarm"), QStringLiteral("temperatureUnacceptable")};
const Problem Problem::HumidityLimit{QStringLiteral("humidityLimit"), QStringLiteral("environmentalAlarm"), QStringLiteral("humidityUnacceptable")};
const Problem Problem::FanLimit{QStringLiteral("fanLimit"), QStringLiteral("equipmentAlarm"), QStringLiteral("coolingFanFailure")};
const Problem Problem::PowerLimit{QStringLiteral("powerLimit"), QStringLiteral("equipmentAlarm"), QStringLiteral("powerProblem")};
const Problem Problem::SignalLimit{QStringLiteral("signalLimit"), QStringLiteral("communicationsAlarm"), QStringLiteral("degradedSignal")};
const Problem Problem::ProcessorLimit{QStringLiteral("processorLimit"), QStringLiteral("processingErrorAlarm"), QStringLiteral("cpuCyclesLimitExceeded")};
const Problem Problem::MemoryLimit{QStringLiteral("memoryLimit"), QStringLiteral("processingErrorAlarm"), QStringLiteral("outOfMemory")};
const Problem Problem::StorageLimit{QStringLiteral("storageLimit"), QStringLiteral("processingErrorAlarm"), QStringLiteral("storageCapacityProblem")};
const Problem Problem::PartState{QStringLiteral("partState"), QStringLiteral("equipmentAlarm"), QStringLiteral("equipmentMalfunction")};
const Problem Problem::OtherLimit{QStringLiteral("otherLimit"), QStringLiteral("qualityOfServiceAlarm"), QStringLiteral("thresholdCrossed")};

namespace {

struct ProblemFact {
    const Problem* problem;
    const char* word;
    const char* causeWord;
};

const ProblemFact problemFacts[] = {
    {&Problem::LinkDown, QT_TRANSLATE_NOOP("Fault", "Link down"), QT_TRANSLATE_NOOP("Fault", "Loss of signal")},
    {&Problem::DeviceSilent, QT_TRANSLATE_NOOP("Fault", "Device silent"), QT_TRANSLATE_NOOP("Fault", "Communications subsystem failure")},
    {&Problem::SnmpSilent, QT_TRANSLATE_NOOP("Fault", "SNMP not answering"), QT_TRANSLATE_NOOP("Fault", "Communications protocol error")},
    {&Problem::DeviceUnreachable, QT_TRANSLATE_NOOP("Fault", "Device unreachable"), QT_TRANSLATE_NOOP("Fault", "Communications subsystem failure")},
    {&Problem::DeviceRestarted, QT_TRANSLATE_NOOP("Fault", "Device restarted"), QT_TRANSLATE_NOOP("Fault", "Reinitialised")},
    {&Problem::AuthenticationFailure, QT_TRANSLATE_NOOP("Fault", "Authentication failure"), QT_TRANSLATE_NOOP("Fault", "Authentication failure")},
    {&Problem::UndecodableMessages, QT_TRANSLATE_NOOP("Fault", "Undecodable messages"), QT_TRANSLATE_NOOP("Fault", "Communications protocol error")},
    {&Problem::TemperatureLimit, QT_TRANSLATE_NOOP("Fault", "Temperature beyond its limit"), QT_TRANSLATE_NOOP("Fault", "Temperature unacceptable")},
    {&Problem::HumidityLimit, QT_TRANSLATE_NOOP("Fault", "Humidity beyond its limit"), QT_TRANSLATE_NOOP("Fault", "Humidity unacceptable")},
    {&Problem::FanLimit, QT_TRANSLATE_NOOP("Fault", "Fan beyond its limit"), QT_TRANSLATE_NOOP("Fault", "Cooling fan failure")},
    {&Problem::PowerLimit, QT_TRANSLATE_NOOP("Fault", "Power supply beyond its limit"), QT_TRANSLATE_NOOP("Fault", "Power problem")},
    {&Problem::SignalLimit, QT_TRANSLATE_NOOP("Fault", "Signal level beyond its limit"), QT_TRANSLATE_NOOP("Fault", "Degraded signal")},
    {&Problem::ProcessorLimit, QT_TRANSLATE_NOOP("Fault", "Processor load beyond its limit"), QT_TRANSLATE_NOOP("Fault", "CPU cycles limit exceeded")},
    {&Problem::MemoryLimit, QT_TRANSLATE_NOOP("Fault", "Memory beyond its limit"), QT_TRANSLATE_NOOP("Fault", "Out of memory")},
    {&Problem::StorageLimit, QT_TRANSLATE_NOOP("Fault", "Storage beyond its limit"), QT_TRANSLATE_NOOP("Fault", "Storage capacity problem")},
    {&Problem::PartState, QT_TRANSLATE_NOOP("Fault", "Part not as it should be"), QT_TRANSLATE_NOOP("Fault", "Equipment malfunction")},
    {&Problem::OtherLimit, QT_TRANSLATE_NOOP("Fault", "Value beyond its limit"), QT_TRANSLATE_NOOP("Fault", "Threshold crossed")},
};

const ProblemFact* factOfProblem(const QString& key)
{
    const auto found = std::find_if(std::begin(problemFacts), std::end(problemFacts), [&](const ProblemFact& fact) { return fact.problem->key == key; });
    return found == std::end(problemFacts) ? nullptr : found;
}

/// "coolingFanFailure" as "Cooling fan failure".
QString spelledOut(const QString& key)
{
    QString words;
    for (const QChar c : key) {
        if (c.isUpper() && !words.isEmpty())
            words += u' ';
        words += words.isEmpty() ? c.toUpper() : c.toLower();
    }
    return words;
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

QString problemKey(const Problem& problem)
{
    return problem.key;
}

Problem problemFromKey(const QString& key)
{
    const ProblemFact* fact = factOfProblem(key);
    return fact ? *fact->problem : Problem{key, {}, {}};
}

QString problemWord(const Problem& problem)
{
    const ProblemFact* fact = factOfProblem(problem.key);
    return fact ? problemText(fact->word) : problem.key;
}

QString eventTypeWord(const Problem& problem)
{
    static const QHash<QString, const char*> words{
        {"communicationsAlarm", QT_TRANSLATE_NOOP("Fault", "Communications alarm")},
        {"qualityOfServiceAlarm", QT_TRANSLATE_NOOP("Fault", "Quality of service alarm")},
        {"processingErrorAlarm", QT_TRANSLATE_NOOP("Fault", "Processing error alarm")},
        {"equipmentAlarm", QT_TRANSLATE_NOOP("Fault", "Equipment alarm")},
        {"environmentalAlarm", QT_TRANSLATE_NOOP("Fault", "Environmental alarm")},
        {"securityServiceOrMechanismViolation", QT_TRANSLATE_NOOP("Fault", "Security service or mechanism violation")}};
    const char* word = words.value(problem.eventType);
    return word ? problemText(word) : spelledOut(problem.eventType);
}

QString probableCauseWord(const Problem& problem)
{
    const ProblemFact* fact = factOfProblem(problem.key);
    return fact ? problemText(fact->causeWord) : spelledOut(problem.cause);
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
            {"eventType", alarm.problem.eventType},
            {"probableCause", alarm.problem.cause},
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
