#include "models/collection/traprulefile.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::collection {

namespace {

struct RuleTexts {
    Q_DECLARE_TR_FUNCTIONS(TrapRules)
};

const QStringList& ruleWords()
{
    static const QStringList words{"trap", "name", "raises", "clears", "informs", "event", "problem", "severity", "severityOf", "severities", "type", "cause", "key", "when", "text", "comment"};
    return words;
}

snmp::Oid trapNamed(const QString& text, const QHash<QString, snmp::Oid>& names, const snmp::mib::Dictionary& dictionary)
{
    if (const auto oid = snmp::Oid::parse(text))
        return *oid;
    if (const auto own = names.constFind(text); own != names.cend())
        return *own;
    if (const auto fact = dictionary.named(text); fact && fact.node->kind == snmp::mib::Kind::Notification)
        return fact.node->oid;
    throw RuleProblem{RuleTexts::tr("no loaded module knows the trap “%1”; write its OID, or load its module").arg(text)};
}

/// "bgpPeerState", "index bgpPeerState", "1.3.6.1…", "#2"
TrapVariable variableNamed(const QString& text, const snmp::mib::Dictionary& dictionary)
{
    TrapVariable variable;
    QString name = text.trimmed();
    if (name.startsWith(QLatin1String("index "))) {
        variable.wantsIndex = true;
        name = name.sliced(6).trimmed();
    }
    bool number = false;
    if (name.startsWith(u'#')) {
        variable.place = QStringView(name).sliced(1).toInt(&number);
        if (!number || variable.place < 1)
            throw RuleProblem{RuleTexts::tr("“%1” is no place of a variable; write #1 for the first").arg(text)};
        return variable;
    }
    if (const auto oid = snmp::Oid::parse(name)) {
        variable.object = *oid;
        return variable;
    }
    const auto fact = dictionary.named(name);
    if (!fact)
        throw RuleProblem{RuleTexts::tr("no loaded module knows the variable “%1”; write its OID or its place (#1)").arg(name)};
    variable.object = fact.node->oid;
    return variable;
}

TrapRule ruleFrom(const QJsonObject& json, const QString& trap, const QHash<QString, snmp::Oid>& names, const snmp::mib::Dictionary& dictionary)
{
    requireKnownWords(json, ruleWords());
    TrapRule rule;
    rule.trap = trapNamed(trap, names, dictionary);
    rule.name = json["name"].toString(snmp::Oid::parse(trap) ? QString() : trap.section(QStringLiteral("::"), -1));
    readAction(rule, json);
    if (rule.action == TrapRule::Action::Raise) {
        readSeverities(rule, json);
        if (!rule.severities.isEmpty())
            rule.severityOf = variableNamed(json["severityOf"].toString(), dictionary);
        readProblem(rule, json);
    }
    if (json.contains(QLatin1String("key"))) {
        rule.key.emplace();
        for (const QString& name : texts(json["key"]))
            rule.key->append(variableNamed(name, dictionary));
    }
    const QJsonObject when = json["when"].toObject();
    for (auto each = when.constBegin(); each != when.constEnd(); ++each)
        rule.when.append({variableNamed(each.key(), dictionary), texts(each.value())});
    rule.text = json["text"].toString();
    return rule;
}

QHash<snmp::Oid, QString> namesFrom(const QJsonObject& json, const QString& fileName, QStringList* problems)
{
    QHash<snmp::Oid, QString> names;
    for (auto group = json.constBegin(); group != json.constEnd(); ++group) {
        const auto above = snmp::Oid::parse(group.key());
        const QJsonObject traps = group.value().toObject();
        for (auto trap = traps.constBegin(); trap != traps.constEnd(); ++trap) {
            const auto last = snmp::Oid::parse(trap.key());
            if (above && last)
                names.insert(*above + *last, trap.value().toString());
            else
                problems->append(RuleTexts::tr("%1, names: “%2” and “%3” are no OID together; write digits and dots.").arg(fileName, group.key(), trap.key()));
        }
    }
    return names;
}

} // namespace

TrapRuleFile readTrapRules(const QByteArray& text, const QString& fileName, const snmp::mib::Dictionary& dictionary, QStringList* problems)
{
    const QJsonObject document = readRuleDocument(text, fileName, problems);
    TrapRuleFile file;
    for (const QString& word : document.keys())
        if (word != QLatin1String("names") && word != QLatin1String("rules") && word != QLatin1String("comment"))
            problems->append(RuleTexts::tr("%1: the word “%2” means nothing in a file of rules; write “rules” and “names”.").arg(fileName, word));
    file.names = namesFrom(document["names"].toObject(), fileName, problems);
    QHash<QString, snmp::Oid> oids;
    for (auto name = file.names.cbegin(); name != file.names.cend(); ++name)
        oids.insert(name.value(), name.key());
    int number = 0;
    for (const QJsonValue& each : document["rules"].toArray()) {
        ++number;
        // A rule may name several traps that mean the same.
        for (const QString& trap : texts(each["trap"]))
            try {
                TrapRule rule = ruleFrom(each.toObject(), trap, oids, dictionary);
                if (rule.name.isEmpty())
                    rule.name = file.names.value(rule.trap);
                rule.origin = fileName;
                file.rules.append(rule);
            } catch (const RuleProblem& problem) {
                problems->append(RuleTexts::tr("%1, rule %2 (%3): %4.").arg(fileName).arg(number).arg(trap, problem.why));
            }
    }
    return file;
}

} // namespace trunkline::collection
