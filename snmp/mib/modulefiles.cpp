#include "snmp/mib/modulefiles.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace trunkline::snmp::mib {

namespace {

std::optional<ModuleFile> readModuleFile(const QString& path, QString* reason)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *reason = file.errorString();
        return std::nullopt;
    }
    if (file.size() > mostModuleFileBytes) {
        *reason = QStringLiteral("it is too large for a MIB file (%1 bytes)").arg(file.size());
        return std::nullopt;
    }
    const QStringList modules = modulesIn(file.readAll());
    if (modules.isEmpty()) {
        *reason = QStringLiteral("it defines no module (no “NAME DEFINITIONS ::= BEGIN”)");
        return std::nullopt;
    }
    return ModuleFile{path, modules};
}

} // namespace

QStringList modulesIn(const QByteArray& text)
{
    static const QRegularExpression begin(QStringLiteral("^[ \\t]*([A-Za-z][A-Za-z0-9_-]*)\\s+(?:\\{[^}]*\\}\\s*)?(?:PIB-)?DEFINITIONS\\s*::=\\s*BEGIN\\b"),
                                          QRegularExpression::MultilineOption);
    QStringList modules;
    for (auto found = begin.globalMatch(QString::fromLatin1(text)); found.hasNext();)
        modules.append(found.next().captured(1));
    return modules;
}

QHash<QString, QString> severitiesIn(const QByteArray& text)
{
    static const QRegularExpression line(QStringLiteral("^[ \\t]*(?:([a-z][A-Za-z0-9_-]*)\\s+(?:TRAP|NOTIFICATION)-TYPE\\b|--#SEVERITY\\s+\"?([A-Za-z]+))"),
                                         QRegularExpression::MultilineOption);
    QHash<QString, QString> severities;
    if (!text.contains("--#SEVERITY"))
        return severities;
    QString trap;
    for (auto found = line.globalMatch(QString::fromLatin1(text)); found.hasNext();) {
        const auto match = found.next();
        if (!match.captured(1).isEmpty())
            trap = match.captured(1);
        else if (!trap.isEmpty())
            severities.insert(std::exchange(trap, {}), match.captured(2).toLower());
    }
    return severities;
}

QList<ModuleFile> findModuleFiles(const QStringList& filesAndFolders, QList<std::pair<QString, QString>>* problems)
{
    QList<ModuleFile> files;
    for (const QString& path : filesAndFolders) {
        QString reason;
        if (!QFileInfo(path).isDir()) {
            if (const auto file = readModuleFile(path, &reason))
                files.append(*file);
            else
                problems->append({path, reason});
            continue;
        }
        QStringList below;
        for (QDirIterator found(path, QDir::Files, QDirIterator::Subdirectories); found.hasNext();)
            below.append(found.next());
        below.sort();
        for (const QString& each : std::as_const(below))
            if (const auto file = readModuleFile(each, &reason))
                files.append(*file);
    }
    return files;
}

} // namespace trunkline::snmp::mib
