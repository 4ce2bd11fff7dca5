#include "models/collection/miblibrary.h"

#include "snmp/mib/tablefile.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

// A static library registers its resources only when asked to; the macro needs the global namespace.
static void registerCollectionResources()
{
    Q_INIT_RESOURCE(collection);
}

namespace trunkline::collection {

namespace {

const QString tableSuffix = QStringLiteral(".mibtable");

std::optional<snmp::mib::Table> tableFrom(const QString& path)
{
    QString problem;
    QFile file(path);
    std::optional<snmp::mib::Table> table;
    if (file.open(QIODevice::ReadOnly))
        table = snmp::mib::fromFile(file.readAll(), &problem);
    else
        problem = file.errorString();
    if (!table)
        qWarning("The MIB table %s can't be used: %s. Load the module again.", qPrintable(path), qPrintable(problem));
    return table;
}

void addTables(std::vector<KnownMibs>& known, const QDir& folder, bool shipped)
{
    for (const QString& name : folder.entryList({u'*' + tableSuffix}, QDir::Files, QDir::Name))
        if (auto table = tableFrom(folder.filePath(name)))
            known.push_back({shipped ? QString() : folder.filePath(name), *std::move(table)});
}

} // namespace

QString userMibFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/trunkline/mibs");
}

QString userMibPath(const QString& module)
{
    // A module's name is a word (RFC 2578 section 3.1); what it is not must not lead out of the folder.
    QString name = module;
    return userMibFolder() + u'/' + name.replace(u'/', u'_') + tableSuffix;
}

static std::vector<KnownMibs> shippedMibs()
{
    std::vector<KnownMibs> known;
    registerCollectionResources();
    addTables(known, QDir(QStringLiteral(":/mibs")), true);
    return known;
}

std::vector<KnownMibs> knownMibs()
{
    std::vector<KnownMibs> known = shippedMibs();
    addTables(known, QDir(userMibFolder()), false);
    return known;
}

static snmp::mib::Dictionary dictionaryOf(std::vector<KnownMibs> known)
{
    std::vector<snmp::mib::Table> tables;
    for (KnownMibs& each : known)
        tables.push_back(std::move(each.table));
    return snmp::mib::Dictionary(std::move(tables));
}

snmp::mib::Dictionary loadDictionary()
{
    return dictionaryOf(knownMibs());
}

snmp::mib::Dictionary shippedDictionary()
{
    return dictionaryOf(shippedMibs());
}

} // namespace trunkline::collection
