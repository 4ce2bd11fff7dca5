// What a rule says of something that a device sent by itself: which fault it reports or ends, and how bad it is. The same words for
// traps and for lines of a log; see resources/traprules/README.md.
#pragma once

#include "models/fault/event.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace trunkline::collection {

struct RuleMeaning {
    enum class Action {
        Event,  ///< one of the program's own kinds: `kind`
        Raise,  ///< reports `fault`
        Clear,  ///< ends it
        Inform, ///< is kept and shown
    };
    QString name;                      ///< for people: "bgpBackwardTransition"
    Action action = Action::Inform;
    fault::EventKind kind = fault::EventKind::Other;
    QString fault;                     ///< the same word in the rules that raise and in those that clear
    fault::Problem problem;            ///< of Raise
    Severity severity = Severity::Indeterminate; ///< of Raise
    QHash<QString, Severity> severities; ///< by the value of what tells it; Cleared ends the fault; `severity` is for all others
    QString text;                      ///< "{bgpPeerRemoteAddr} is lost"; empty for what there is
    QString origin;                    ///< the file it stands in; empty for one that follows from names
    bool operator==(const RuleMeaning&) const = default;
};

/// What becomes of it.
struct RuleVerdict {
    fault::EventKind kind = fault::EventKind::Other;
    std::optional<fault::FaultReport> report; ///< of Fault and FaultOver
    bool operator==(const RuleVerdict&) const = default;
};
/// `severity` is what it comes to for a rule that raises, Cleared when that ends the fault.
RuleVerdict verdictOf(const RuleMeaning& rule, Severity severity, const QString& object);

/// What is wrong with one rule; becomes a sentence with its file and place.
struct RuleProblem {
    QString why;
};

// Parts of a rule in a file. Each throws RuleProblem.
void requireKnownWords(const QJsonObject& json, const QStringList& words);
/// Action, kind and fault.
void readAction(RuleMeaning& rule, const QJsonObject& json);
Severity severityNamed(const QString& word);
/// Severity of a rule that raises, and "severities"; `severityOf` says whether something is to tell them.
void readSeverities(RuleMeaning& rule, const QJsonObject& json);
/// Problem of a rule that raises.
void readProblem(RuleMeaning& rule, const QJsonObject& json);
/// A value or a list of values as texts.
QStringList texts(const QJsonValue& value);
/// The object of a file's text; empty, and one sentence in `problems`, when it is none.
QJsonObject readRuleDocument(const QByteArray& text, const QString& fileName, QStringList* problems);

} // namespace trunkline::collection
