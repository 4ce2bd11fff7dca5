// MIB files as users have them: any name, any folder, several modules in one.
#pragma once

#include <QHash>
#include <QStringList>

namespace trunkline::snmp::mib {

/// Larger files are no MIB files; they are not read.
constexpr qint64 mostModuleFileBytes = 16 << 20;

/// The names of the modules that a text defines ("IF-MIB DEFINITIONS ::= BEGIN"), in its order.
QStringList modulesIn(const QByteArray& text);

/// The severities that makers write behind a trap for trap receivers ("--#SEVERITY WARNING"), by its name; in small letters.
QHash<QString, QString> severitiesIn(const QByteArray& text);

/// A file of the arguments of a compilation with what it defines.
struct ModuleFile {
    QString path;
    QStringList modules;
    bool operator==(const ModuleFile&) const = default;
};

/// The files themselves, and of folders every file below that defines a module, in the order of their paths. What was
/// named and can't be read, or defines nothing, is told in `problems` as path and reason.
QList<ModuleFile> findModuleFiles(const QStringList& filesAndFolders, QList<std::pair<QString, QString>>* problems);

} // namespace trunkline::snmp::mib
