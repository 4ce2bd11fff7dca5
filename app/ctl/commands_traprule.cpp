// Rules for traps: check a file of one's own, see what becomes of a trap.

#include "app/ctl/session.h"
#include "models/collection/miblibrary.h"
#include "models/collection/traprules.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

namespace trunkline::ctl {

namespace {

using namespace collection;

struct TrapRuleTexts {
    Q_DECLARE_TR_FUNCTIONS(trunklinectl)
};

QString actionWord(const TrapRule& rule)
{
    switch (rule.action) {
    case TrapRule::Action::Event: return fault::eventKindWord(rule.kind);
    case TrapRule::Action::Raise: return TrapRuleTexts::tr("raises “%1”").arg(rule.problem.key);
    case TrapRule::Action::Clear: return TrapRuleTexts::tr("clears “%1”").arg(rule.fault);
    case TrapRule::Action::Inform: return TrapRuleTexts::tr("informs");
    }
    return {};
}

QJsonObject toJson(const TrapRule& rule)
{
    QJsonObject object{{"trap", rule.trap.toString()}, {"name", rule.name}, {"action", actionWord(rule)}, {"fault", rule.fault}, {"conditions", rule.when.size()},
                       {"origin", rule.origin.isEmpty() ? TrapRuleTexts::tr("its name") : rule.origin.section(u'/', -1)}};
    if (rule.action == TrapRule::Action::Raise) {
        object["severity"] = severityKey(rule.severity);
        object["cause"] = fault::probableCauseWord(rule.problem);
    }
    return object;
}

Listing listingOf(const QString& empty)
{
    return {{{"name", TrapRuleTexts::tr("Trap")}, {"trap", TrapRuleTexts::tr("OID")}, {"action", TrapRuleTexts::tr("What it does")}, {"severity", TrapRuleTexts::tr("Severity")},
             {"cause", TrapRuleTexts::tr("Probable cause")}, {"origin", TrapRuleTexts::tr("From")}}, {}, empty};
}

int checkRules(Session& session, const QCommandLineParser& parser)
{
    const QString path = parser.positionalArguments().constFirst();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw InvalidInput(TrapRuleTexts::tr("The file %1 can't be read (%2).").arg(path, file.errorString()));
    QStringList problems;
    const TrapRuleFile rules = readTrapRules(file.readAll(), path, loadDictionary(), &problems);
    QTextStream error(stderr);
    for (const QString& problem : std::as_const(problems))
        error << "trunklinectl: " << problem << Qt::endl;
    session.say(TrapRuleTexts::tr("%1: good are %2 and %3; %4.")
                    .arg(path, TrapRuleTexts::tr("%n rule(s)", nullptr, int(rules.rules.size())), TrapRuleTexts::tr("%n name(s)", nullptr, int(rules.names.size())),
                         TrapRuleTexts::tr("%n problem(s) found", nullptr, int(problems.size())))
                    + (problems.isEmpty() ? u' ' + TrapRuleTexts::tr("Put it into %1 to use it.").arg(userTrapRuleFolder()) : QString()),
                {{"rules", rules.rules.size()}, {"names", rules.names.size()}, {"problems", QJsonArray::fromStringList(problems)}});
    return problems.isEmpty() ? Done : BadUsage;
}

int showRules(Session& session, const QCommandLineParser& parser)
{
    const QString wanted = parser.positionalArguments().constFirst();
    QStringList problems;
    const TrapRules rules = TrapRules::load(&problems);
    const auto named = rules.dictionary().named(wanted);
    const auto oid = snmp::Oid::parse(wanted);
    if (!oid && !named)
        throw NotFound(TrapRuleTexts::tr("No loaded module knows the trap “%1”; write its OID, or load its module.").arg(wanted));
    Listing listing = listingOf(TrapRuleTexts::tr("There is no rule for %1: it is kept and shown as an event.").arg(wanted));
    for (const TrapRule& rule : rules.rulesOf(oid ? *oid : named.node->oid))
        listing.rows.append(toJson(rule));
    session.show(listing);
    return Done;
}

} // namespace

QList<Command> trapRuleCommands()
{
    return {
        {"traprule check", "FILE", TrapRuleTexts::tr("whether a file of rules for traps is right"), 1, 1, {}, checkRules},
        {"traprule show", "TRAP|OID", TrapRuleTexts::tr("what becomes of a trap"), 1, 1, {}, showRules},
    };
}

} // namespace trunkline::ctl
