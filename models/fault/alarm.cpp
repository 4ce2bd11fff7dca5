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

store::JsonText jsonOf(const Alarm& alarm)
{
    store::JsonWriter json;
    const auto instant = [&json](QStringView name, const std::optional<Timestamp>& at) { at ? json.add(name, at->toIso()) : json.null(name); };
    json.add(u"id", alarm.id.toString()).add(u"number", alarm.number).add(u"key", alarm.key).add(u"device", alarm.deviceId.toString());
    json.add(u"port", alarm.portId.toString()).add(u"source", alarm.source).add(u"object", alarm.objectName);
    json.add(u"severity", severityKey(alarm.severity)).add(u"worstSeverity", severityKey(alarm.worstSeverity));
    json.add(u"eventType", alarm.problem.eventType).add(u"probableCause", alarm.problem.cause).add(u"specificProblem", problemKey(alarm.problem));
    json.add(u"serviceAffecting", alarm.serviceAffecting).add(u"text", alarm.text).add(u"count", qint64(alarm.count));
    instant(u"raisedAt", alarm.raisedAt);
    instant(u"lastEventAt", alarm.lastEventAt);
    instant(u"changedAt", alarm.changedAt);
    instant(u"acknowledgedAt", alarm.acknowledgedAt);
    json.add(u"acknowledgedBy", alarm.acknowledgedBy).add(u"owner", alarm.owner);
    instant(u"clearedAt", alarm.clearedAt);
    json.add(u"clearedBy", alarm.clearedBy).add(u"clearReason", alarm.clearReason);
    json.add(u"raisedByEvent", alarm.raisedByEvent.toString()).add(u"clearedByEvent", alarm.clearedByEvent.toString());
    return json.take();
}

} // namespace trunkline::fault
