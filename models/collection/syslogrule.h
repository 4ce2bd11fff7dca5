// What a line of a device's log means. Data, not code: see resources/syslogrules/README.md.
#pragma once

#include "models/collection/rulemeaning.h"
#include "snmp/syslog/message.h"

#include <QRegularExpression>

#include <memory>

namespace trunkline::collection {

/// What a rule found in a message, by name: groups of its pattern, then parameters of structured data.
class SyslogWords {
public:
    SyslogWords(const syslog::Message& message, QRegularExpressionMatch match) : message_(message), match_(std::move(match)) {}
    QString value(const QString& name) const;

private:
    const syslog::Message& message_;
    QRegularExpressionMatch match_;
};

struct SyslogRule : RuleMeaning {
    QStringList contains;        ///< one of these must stand in the message: looked for before the pattern
    QRegularExpression pattern;  ///< into Message::subject(); empty for none
    QHash<QString, QStringList> when; ///< by group or parameter; all must hold
    bool ownSeverity = false;    ///< the message's, of Raise
    QString severityOf;          ///< group or parameter that tells it
    QStringList key;             ///< groups or parameters that say what part of the device; none: the whole device
    QString ifName = QStringLiteral("ifName");   ///< groups that name the port
    QString ifIndex = QStringLiteral("ifIndex");
};

/// The rule with what it found in one message.
struct SyslogFinding {
    const SyslogRule* rule = nullptr;
    RuleVerdict verdict;
    QString ifName;
    std::optional<qint64> ifIndex;
    QString text; ///< the rule's, filled in; empty when it has none
};

struct SyslogRuleFile {
    QList<SyslogRule> rules;
};
/// Reads a file's text. Each thing that is wrong is one sentence in `problems`, with the file and the rule it is about; such
/// a rule is left out, the others are read.
SyslogRuleFile readSyslogRules(const QByteArray& text, const QString& fileName, QStringList* problems);

/// Where a user's own rule files are (*.json); they go before the shipped ones.
QString userSyslogRuleFolder();

/// Never changed once it is built, so any thread may ask it.
class SyslogRules {
public:
    explicit SyslogRules(const QList<SyslogRuleFile>& files);
    static SyslogRules load(QStringList* problems);
    /// What load() gives, read at the first call and kept for the life of the program; problems go to the log.
    static std::shared_ptr<const SyslogRules> shared();

    /// The first rule that holds. Without one, RFC 5674: a message that carries the structured data "alarm" tells of a fault by itself.
    SyslogFinding find(const syslog::Message& message) const;
    qsizetype count() const { return rules_.size(); }

private:
    QList<SyslogRule> rules_;
};

} // namespace trunkline::collection
