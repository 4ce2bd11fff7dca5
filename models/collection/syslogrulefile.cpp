#include "models/collection/syslogrule.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::collection {

namespace {

struct SyslogRuleTexts {
    Q_DECLARE_TR_FUNCTIONS(TrapRules)
};

const QStringList& syslogRuleWords()
{
    static const QStringList words{"message", "pattern", "name", "raises", "clears", "informs", "event", "problem", "severity", "severityOf", "severities", "type", "cause", "key", "when",
                                   "ifName", "ifIndex", "text", "comment"};
    return words;
}

void readPattern(SyslogRule& rule, const QJsonObject& json)
{
    rule.contains = texts(json["message"]);
    rule.contains.removeAll(QString());
    if (rule.contains.isEmpty())
        throw RuleProblem{SyslogRuleTexts::tr("it does not say what stands in the message; write “message”: “%LINK-3-UPDOWN”, say")};
    rule.pattern.setPattern(json["pattern"].toString());
    if (!rule.pattern.isValid())
        throw RuleProblem{SyslogRuleTexts::tr("its pattern is no regular expression: %1 at character %2").arg(rule.pattern.errorString()).arg(rule.pattern.patternErrorOffset() + 1)};
    rule.pattern.optimize();
}

SyslogRule syslogRuleFrom(QJsonObject json)
{
    requireKnownWords(json, syslogRuleWords());
    SyslogRule rule;
    readPattern(rule, json);
    rule.name = json["name"].toString(rule.contains.constFirst());
    readAction(rule, json);
    if (rule.action == RuleMeaning::Action::Raise) {
        rule.ownSeverity = !json.contains(QLatin1String("severity"));
        if (rule.ownSeverity)
            json["severity"] = QStringLiteral("indeterminate");
        readSeverities(rule, json);
        rule.severityOf = json["severityOf"].toString();
        readProblem(rule, json);
    }
    if (json.contains(QLatin1String("key")))
        rule.key = texts(json["key"]);
    rule.ifName = json["ifName"].toString(rule.ifName);
    rule.ifIndex = json["ifIndex"].toString(rule.ifIndex);
    const QJsonObject when = json["when"].toObject();
    for (auto each = when.constBegin(); each != when.constEnd(); ++each)
        rule.when.insert(each.key(), texts(each.value()));
    rule.text = json["text"].toString();
    return rule;
}

} // namespace

SyslogRuleFile readSyslogRules(const QByteArray& text, const QString& fileName, QStringList* problems)
{
    const QJsonObject document = readRuleDocument(text, fileName, problems);
    SyslogRuleFile file;
    for (const QString& word : document.keys())
        if (word != QLatin1String("rules") && word != QLatin1String("comment"))
            problems->append(SyslogRuleTexts::tr("%1: the word “%2” means nothing in a file of rules for logs; write “rules”.").arg(fileName, word));
    int number = 0;
    for (const QJsonValue& each : document["rules"].toArray()) {
        ++number;
        try {
            SyslogRule rule = syslogRuleFrom(each.toObject());
            rule.origin = fileName;
            file.rules.append(rule);
        } catch (const RuleProblem& problem) {
            problems->append(SyslogRuleTexts::tr("%1, rule %2: %3.").arg(fileName).arg(number).arg(problem.why));
        }
    }
    return file;
}

} // namespace trunkline::collection
