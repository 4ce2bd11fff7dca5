#include "models/collection/syslogrule.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>

namespace trunkline::collection {

namespace {

constexpr qint64 mostSyslogRuleBytes = 16 << 20;

bool conditionsHold(const SyslogRule& rule, const SyslogWords& words)
{
    for (auto condition = rule.when.cbegin(); condition != rule.when.cend(); ++condition)
        if (!condition->contains(words.value(condition.key())))
            return false;
    return true;
}

QString filledIn(QString text, const SyslogWords& words)
{
    static const QRegularExpression place(QStringLiteral("\\{([^{}]+)\\}"));
    qsizetype from = 0;
    for (auto match = place.match(text); match.hasMatch(); match = place.match(text, from)) {
        const QString value = words.value(match.captured(1));
        text.replace(match.capturedStart(), match.capturedLength(), value);
        from = match.capturedStart() + value.size(); // what a device wrote is not looked into again
    }
    return text;
}

SyslogFinding findingOf(const SyslogRule& rule, const syslog::Message& message, const SyslogWords& words)
{
    Severity severity = rule.action == RuleMeaning::Action::Clear ? Severity::Cleared : rule.ownSeverity ? fault::severityOfSyslog(message.severity) : rule.severity;
    if (!rule.severityOf.isEmpty())
        severity = rule.severities.value(words.value(rule.severityOf), severity);
    QStringList parts;
    for (const QString& name : rule.key)
        if (const QString part = words.value(name); !part.isEmpty())
            parts.append(part);
    SyslogFinding finding{&rule, verdictOf(rule, severity, parts.join(u' ')), words.value(rule.ifName), {}, filledIn(rule.text, words)};
    bool isNumber = false;
    if (const qint64 index = words.value(rule.ifIndex).toLongLong(&isNumber); isNumber && index > 0)
        finding.ifIndex = index;
    return finding;
}

/// RFC 5674, section 3: "alarm@0" before it was registered.
std::optional<SyslogFinding> standardAlarm(const syslog::Message& message)
{
    const auto severity = message.parameter(u"alarm", u"perceivedSeverity");
    const auto known = severity ? severityFromKey(severity->toLower()) : std::nullopt;
    if (!known)
        return std::nullopt;
    RuleMeaning rule;
    rule.action = RuleMeaning::Action::Raise;
    rule.fault = message.parameter(u"alarm", u"probableCause").value_or(QStringLiteral("alarm"));
    rule.problem = {rule.fault, message.parameter(u"alarm", u"eventType").value_or(QStringLiteral("communicationsAlarm")), rule.fault};
    return SyslogFinding{nullptr, verdictOf(rule, *known, message.parameter(u"alarm", u"resource").value_or(QString())), {}, {}, {}};
}

QByteArray bytesOfSyslogRules(const QString& path, QStringList* problems)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && file.size() <= mostSyslogRuleBytes)
        return file.readAll();
    problems->append(QCoreApplication::translate("TrapRules", "The rules %1 can't be read: %2.").arg(path, file.errorString()));
    return {};
}

} // namespace

QString SyslogWords::value(const QString& name) const
{
    if (name == QLatin1String("app"))
        return message_.app;
    if (match_.hasMatch())
        if (const QString captured = match_.captured(name); !captured.isEmpty())
            return captured;
    for (const syslog::Element& element : message_.data)
        for (const syslog::Parameter& parameter : element.parameters)
            if (parameter.name == name)
                return parameter.value;
    return {};
}

QString userSyslogRuleFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/trunkline/syslogrules");
}

SyslogRules::SyslogRules(const QList<SyslogRuleFile>& files)
{
    for (const SyslogRuleFile& file : files)
        rules_ += file.rules;
}

SyslogRules SyslogRules::load(QStringList* problems)
{
    QList<SyslogRuleFile> files;
    for (const QString& folder : {userSyslogRuleFolder(), QStringLiteral(":/syslogrules")})
        for (const QString& name : QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
            const QString path = folder + u'/' + name;
            if (const QByteArray text = bytesOfSyslogRules(path, problems); !text.isEmpty())
                files.append(readSyslogRules(text, path, problems));
        }
    return SyslogRules(files);
}

std::shared_ptr<const SyslogRules> SyslogRules::shared()
{
    static const auto rules = [] {
        QStringList problems;
        auto loaded = std::make_shared<const SyslogRules>(load(&problems));
        for (const QString& problem : std::as_const(problems))
            qWarning("%s", qPrintable(problem));
        return loaded;
    }();
    return rules;
}

SyslogFinding SyslogRules::find(const syslog::Message& message) const
{
    const QString subject = message.subject();
    for (const SyslogRule& rule : rules_) {
        if (std::none_of(rule.contains.cbegin(), rule.contains.cend(), [&](const QString& word) { return subject.contains(word); }))
            continue;
        QRegularExpressionMatch match;
        if (!rule.pattern.pattern().isEmpty() && !(match = rule.pattern.match(subject)).hasMatch())
            continue;
        const SyslogWords words(message, match);
        if (conditionsHold(rule, words))
            return findingOf(rule, message, words);
    }
    return standardAlarm(message).value_or(SyslogFinding());
}

} // namespace trunkline::collection
