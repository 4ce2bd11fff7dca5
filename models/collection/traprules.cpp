#include "models/collection/traprules.h"

#include "models/collection/miblibrary.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>

namespace trunkline::collection {

namespace {

constexpr qint64 mostRuleBytes = 16 << 20;

QByteArray bytesOfRules(const QString& path, QStringList* problems)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && file.size() <= mostRuleBytes)
        return file.readAll();
    problems->append(QCoreApplication::translate("TrapRules", "The trap rules %1 can't be read: %2.").arg(path, file.errorString()));
    return {};
}

void readFolder(const QDir& folder, const snmp::mib::Dictionary& dictionary, QList<TrapRuleFile>& files, QStringList* problems)
{
    for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        if (const QByteArray text = bytesOfRules(folder.filePath(name), problems); !text.isEmpty())
            files.append(readTrapRules(text, folder.filePath(name), dictionary, problems));
}

/// The traps of each module, and of each group of the rule files' own names.
QList<QList<NamedTrap>> groupsOf(const snmp::mib::Dictionary& dictionary, const QList<TrapRuleFile>& files)
{
    QList<QList<NamedTrap>> groups;
    for (const snmp::mib::Table& table : dictionary.tables()) {
        QList<QList<NamedTrap>> modules(table.modules.size());
        for (const snmp::mib::Node& node : table.nodes)
            if (node.kind == snmp::mib::Kind::Notification)
                modules[node.module].append({node.oid, node.name, node.severity});
        groups.append(modules);
    }
    for (const TrapRuleFile& file : files) {
        QHash<snmp::Oid, QList<NamedTrap>> byEnterprise;
        for (auto name = file.names.cbegin(); name != file.names.cend(); ++name) {
            const auto arcs = name.key().arcs();
            byEnterprise[snmp::Oid(std::vector<std::uint32_t>(arcs.begin(), arcs.end() - 1))].append({name.key(), name.value(), {}});
        }
        groups.append(byEnterprise.values());
    }
    return groups;
}

} // namespace

QString userTrapRuleFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/trunkline/traprules");
}

TrapRules::TrapRules(snmp::mib::Dictionary dictionary, const QList<TrapRuleFile>& files, const TrapConventions& conventions) : dictionary_(std::move(dictionary))
{
    for (const TrapRuleFile& file : files) {
        for (auto name = file.names.cbegin(); name != file.names.cend(); ++name)
            names_.insert(plainTrapOid(name.key()), name.value());
        for (const TrapRule& rule : file.rules)
            add(rule);
        written_ += file.rules.size();
    }
    for (const QList<NamedTrap>& group : groupsOf(dictionary_, files))
        for (const TrapRule& rule : rulesByConvention(group, conventions))
            add(rule);
}

TrapRules TrapRules::load(QStringList* problems)
{
    snmp::mib::Dictionary dictionary = loadDictionary();
    QList<TrapRuleFile> files;
    readFolder(QDir(userTrapRuleFolder()), dictionary, files, problems);
    // Without modules of the user's the two are one, and reading half a megabyte of tables again is most of a start.
    const auto shipped = QDir(userMibFolder()).isEmpty() ? std::nullopt : std::optional(shippedDictionary());
    readFolder(QDir(QStringLiteral(":/traprules")), shipped ? *shipped : dictionary, files, problems);
    const TrapConventions conventions = TrapConventions::read(bytesOfRules(QStringLiteral(":/trapconventions.json"), problems), problems);
    return TrapRules(std::move(dictionary), files, conventions);
}

std::shared_ptr<const TrapRules> TrapRules::shared()
{
    static const auto rules = [] {
        QStringList problems;
        auto loaded = std::make_shared<const TrapRules>(load(&problems));
        for (const QString& problem : std::as_const(problems))
            qWarning("%s", qPrintable(problem));
        return loaded;
    }();
    return rules;
}

QList<TrapRule> TrapRules::rulesOf(const snmp::Oid& trapOid) const
{
    return rules_.value(plainTrapOid(trapOid));
}

const TrapRule* TrapRules::find(const snmp::Notification& notification) const
{
    const auto candidates = rules_.constFind(plainTrapOid(notification.trapOid));
    if (candidates == rules_.cend())
        return nullptr;
    const auto found = std::find_if(candidates->cbegin(), candidates->cend(), [&](const TrapRule& rule) { return holds(rule, notification, dictionary_); });
    return found == candidates->cend() ? nullptr : &*found;
}

QString TrapRules::nameOf(const snmp::Oid& trapOid) const
{
    if (const auto fact = dictionary_.at(trapOid))
        return fact.node->name;
    const snmp::Oid plain = plainTrapOid(trapOid);
    if (const auto fact = dictionary_.at(plain); fact && fact.node->kind == snmp::mib::Kind::Notification)
        return fact.node->name;
    return names_.value(plain, trapOid.toString());
}

/// What stands between braces: a variable's name, or # and its place. Null when the trap has no such variable.
static const QString* valueNamed(QStringView name, const QList<snmp::mib::NamedVariable>& variables)
{
    if (name.startsWith(u'#')) {
        const qsizetype place = name.sliced(1).toInt();
        return place >= 1 && place <= variables.size() ? &variables[place - 1].value : nullptr;
    }
    const auto found = std::find_if(variables.cbegin(), variables.cend(), [&](const snmp::mib::NamedVariable& variable) { return variable.name == name; });
    return found == variables.cend() ? nullptr : &found->value;
}

QString textOf(const TrapRule* rule, const QString& trapName, const QList<snmp::mib::NamedVariable>& variables)
{
    if (!rule || rule->text.isEmpty())
        return snmp::mib::sentenceOf(trapName, variables);
    const QStringView form = rule->text;
    QString text;
    qsizetype at = 0;
    for (qsizetype open = form.indexOf(u'{'); open >= 0; open = form.indexOf(u'{', open + 1)) {
        const qsizetype close = form.indexOf(u'}', open);
        const QString* value = close < 0 ? nullptr : valueNamed(form.sliced(open + 1, close - open - 1), variables);
        if (!value)
            continue; // stays as it is
        text.append(form.sliced(at, open - at)).append(*value);
        at = close + 1;
    }
    return text.append(form.sliced(at));
}

} // namespace trunkline::collection
