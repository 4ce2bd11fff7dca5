#include "models/collection/trapconventions.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonParseError>

#include <algorithm>

namespace trunkline::collection {

namespace {

/// Where `word` stands in `name` as a word of its own: it begins with a capital and no small letter follows ("Up" in "linkUp",
/// not in "Upgrade"); a word that begins small ("returnFrom") stands anywhere. -1 for nowhere.
qsizetype findWord(const QString& name, const QString& word, qsizetype from = 0)
{
    for (qsizetype at = name.indexOf(word, from); at >= 0; at = name.indexOf(word, at + 1)) {
        const qsizetype end = at + word.size();
        const bool whole = end == name.size() || !name[end].isLower();
        const bool begins = at == 0 || name[at].isUpper() || !name[at - 1].isLetter();
        if (begins && whole)
            return at;
    }
    return -1;
}

bool hasWord(const QString& name, const QString& word)
{
    return findWord(name, word) >= 0;
}

/// "cefcFanTrayStatusChange" as "Cefc fan tray status change"; abbreviations in capitals stay.
QString spelledName(const QString& name)
{
    QString words;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const bool small = i + 1 < name.size() && name[i + 1].isLower();
        const bool afterSmall = i > 0 && !name[i - 1].isUpper();
        const bool begins = i > 0 && name[i].isUpper() && (afterSmall || small);
        if (begins)
            words += u' ';
        words += begins && small ? name[i].toLower() : name[i];
    }
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

/// The traps that `over` ends, as indexes.
QList<qsizetype> faultsEndedBy(const NamedTrap& over, const QHash<QString, qsizetype>& byName, const TrapConventions& conventions)
{
    QList<qsizetype> ended;
    for (const TrapConventions::Pair& pair : conventions.pairs)
        for (qsizetype at = findWord(over.name, pair.over); at >= 0; at = findWord(over.name, pair.over, at + 1))
            for (const QString& fault : pair.faults) {
                QString name = over.name;
                name.replace(at, pair.over.size(), fault);
                const auto found = byName.constFind(name.toLower());
                if (found != byName.cend() && !ended.contains(*found) && name.compare(over.name, Qt::CaseInsensitive) != 0)
                    ended.append(*found);
            }
    return ended;
}

void fillTrouble(TrapRule& rule, const NamedTrap& trap, const TrapConventions& conventions)
{
    std::optional<Severity> severity;
    if (const auto makers = conventions.makersWords.constFind(trap.severity); makers != conventions.makersWords.cend())
        severity = *makers;
    rule.problem = {spelledName(trap.name), QStringLiteral("communicationsAlarm"), QString()};
    bool known = false;
    for (const TrapConventions::Trouble& trouble : conventions.troubles) {
        if (!hasWord(trap.name, trouble.word))
            continue;
        if (!severity)
            severity = trouble.severity;
        if (!known && !trouble.cause.isEmpty()) {
            known = true;
            rule.problem.eventType = trouble.type;
            rule.problem.cause = trouble.cause;
        }
    }
    rule.severity = severity.value_or(Severity::Warning);
}

bool tellsOfTrouble(const NamedTrap& trap, const TrapConventions& conventions)
{
    const auto makers = conventions.makersWords.constFind(trap.severity);
    if (makers != conventions.makersWords.cend())
        return *makers >= Severity::Warning;
    if (std::any_of(conventions.harmless.cbegin(), conventions.harmless.cend(), [&](const QString& word) { return hasWord(trap.name, word); }))
        return false;
    return std::any_of(conventions.troubles.cbegin(), conventions.troubles.cend(), [&](const auto& trouble) { return trouble.severity && hasWord(trap.name, trouble.word); });
}

} // namespace

QList<TrapRule> rulesByConvention(const QList<NamedTrap>& traps, const TrapConventions& conventions)
{
    QHash<QString, qsizetype> byName;
    for (qsizetype i = 0; i < traps.size(); ++i)
        byName.insert(traps[i].name.toLower(), i);
    QHash<qsizetype, QString> faultOf;
    QHash<qsizetype, QString> endOf;
    for (qsizetype i = 0; i < traps.size(); ++i)
        for (const qsizetype fault : faultsEndedBy(traps[i], byName, conventions)) {
            // Faults with one end are one fault that changes (…TempWarning, …TempCritical, …TempNormal).
            const QString name = endOf.value(i, faultOf.value(fault, traps[fault].name));
            endOf.insert(i, name);
            faultOf.insert(fault, name);
        }
    QList<TrapRule> rules;
    for (qsizetype i = 0; i < traps.size(); ++i) {
        TrapRule rule;
        rule.trap = traps[i].oid;
        rule.name = traps[i].name;
        if (endOf.contains(i) && !faultOf.contains(i)) {
            rule.action = TrapRule::Action::Clear;
            rule.fault = endOf.value(i);
        } else if (faultOf.contains(i) || tellsOfTrouble(traps[i], conventions)) {
            rule.action = TrapRule::Action::Raise;
            rule.fault = faultOf.value(i, traps[i].name);
            fillTrouble(rule, traps[i], conventions);
        } else {
            continue;
        }
        rules.append(rule);
    }
    return rules;
}

TrapConventions TrapConventions::read(const QByteArray& json, QStringList* problems)
{
    TrapConventions conventions;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) {
        problems->append(QCoreApplication::translate("TrapRules", "The conventions of trap names can't be read: %1.").arg(error.errorString()));
        return conventions;
    }
    for (const QJsonValue& pair : document["pairs"].toArray()) {
        Pair read{pair["over"].toString(), {}};
        for (const QJsonValue& fault : pair["faults"].toArray())
            read.faults.append(fault.toString());
        conventions.pairs.append(read);
    }
    for (const QJsonValue& trouble : document["troubles"].toArray())
        conventions.troubles.append({trouble["word"].toString(), severityFromKey(trouble["severity"].toString()), trouble["type"].toString(), trouble["cause"].toString()});
    for (const QJsonValue& word : document["harmless"].toArray())
        conventions.harmless.append(word.toString());
    const QJsonObject words = document["makersWords"].toObject();
    for (auto word = words.constBegin(); word != words.constEnd(); ++word)
        conventions.makersWords.insert(word.key(), severityFromKey(word.value().toString()).value_or(Severity::Indeterminate));
    return conventions;
}

} // namespace trunkline::collection
