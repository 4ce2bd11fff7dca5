#include "models/collection/rulemeaning.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonParseError>

namespace trunkline::collection {

namespace {

struct MeaningTexts {
    Q_DECLARE_TR_FUNCTIONS(TrapRules)
};

int lineAt(const QByteArray& text, int offset)
{
    return int(text.first(std::clamp(offset, 0, int(text.size()))).count('\n')) + 1;
}

} // namespace

RuleVerdict verdictOf(const RuleMeaning& rule, Severity severity, const QString& object)
{
    if (rule.action == RuleMeaning::Action::Event)
        return {rule.kind, {}};
    if (rule.action == RuleMeaning::Action::Inform)
        return {};
    return {severity == Severity::Cleared ? fault::EventKind::FaultOver : fault::EventKind::Fault, fault::FaultReport{rule.fault, object, rule.problem, severity}};
}

void requireKnownWords(const QJsonObject& json, const QStringList& words)
{
    for (const QString& word : json.keys())
        if (!words.contains(word))
            throw RuleProblem{MeaningTexts::tr("the word “%1” means nothing in a rule").arg(word)};
}

void readAction(RuleMeaning& rule, const QJsonObject& json)
{
    int actions = 0;
    const auto take = [&](const char* word, RuleMeaning::Action action) {
        if (!json.contains(QLatin1StringView(word)))
            return false;
        ++actions;
        rule.action = action;
        return true;
    };
    if (take("raises", RuleMeaning::Action::Raise))
        rule.fault = json["raises"].toString();
    if (take("clears", RuleMeaning::Action::Clear))
        rule.fault = json["clears"].toString();
    if (take("event", RuleMeaning::Action::Event)) {
        using enum fault::EventKind;
        for (const fault::EventKind kind : {LinkDown, LinkUp, ColdStart, WarmStart, AuthenticationFailure})
            if (fault::eventKindKey(kind) == json["event"].toString())
                rule.kind = kind;
        if (rule.kind == Other)
            throw RuleProblem{MeaningTexts::tr("“%1” is no event of this program; write linkDown, linkUp, coldStart, warmStart or authenticationFailure")
                                  .arg(json["event"].toString())};
    }
    take("informs", RuleMeaning::Action::Inform);
    if (actions != 1)
        throw RuleProblem{MeaningTexts::tr("it needs exactly one of “raises”, “clears”, “informs” and “event”")};
    if (rule.fault.isEmpty() && (rule.action == RuleMeaning::Action::Raise || rule.action == RuleMeaning::Action::Clear))
        throw RuleProblem{MeaningTexts::tr("the fault that it raises or clears has no name")};
}

Severity severityNamed(const QString& word)
{
    if (const auto severity = severityFromKey(word))
        return *severity;
    throw RuleProblem{MeaningTexts::tr("“%1” is no severity; write critical, major, minor, warning or indeterminate").arg(word)};
}

void readSeverities(RuleMeaning& rule, const QJsonObject& json)
{
    rule.severity = severityNamed(json["severity"].toString());
    if (rule.severity == Severity::Cleared)
        throw RuleProblem{MeaningTexts::tr("a rule that raises can't have the severity “cleared”; write “clears” instead of “raises”")};
    const QJsonObject severities = json["severities"].toObject();
    if (json.contains(QLatin1String("severityOf")) != !severities.isEmpty())
        throw RuleProblem{MeaningTexts::tr("“severityOf” and “severities” go together; one of them is missing")};
    for (auto each = severities.constBegin(); each != severities.constEnd(); ++each)
        rule.severities.insert(each.key(), severityNamed(each.value().toString()));
}

void readProblem(RuleMeaning& rule, const QJsonObject& json)
{
    static const QStringList types{"communicationsAlarm", "qualityOfServiceAlarm", "processingErrorAlarm", "equipmentAlarm", "environmentalAlarm",
                                   "securityServiceOrMechanismViolation"};
    const QString type = json["type"].toString(types.first());
    if (!types.contains(type))
        throw RuleProblem{MeaningTexts::tr("“%1” is no event type; write one of %2").arg(type, types.join(QLatin1String(", ")))};
    rule.problem = {json["problem"].toString(rule.fault), type, json["cause"].toString()};
}

QStringList texts(const QJsonValue& value)
{
    QStringList list;
    for (const QJsonValue& each : value.isArray() ? value.toArray() : QJsonArray{value})
        list.append(each.isDouble() ? QString::number(each.toInteger()) : each.toString());
    return list;
}

QJsonObject readRuleDocument(const QByteArray& text, const QString& fileName, QStringList* problems)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        problems->append(error.error == QJsonParseError::NoError ? MeaningTexts::tr("%1 is no file of rules; it must be an object with “rules”.").arg(fileName)
                                                                : MeaningTexts::tr("%1, line %2: %3.").arg(fileName).arg(lineAt(text, error.offset)).arg(error.errorString()));
    return document.object();
}

} // namespace trunkline::collection
