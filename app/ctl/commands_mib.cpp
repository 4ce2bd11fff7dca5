// What MIB modules say: compile them, load them for this user, look names up.

#include "app/ctl/session.h"
#include "models/core/errors.h"
#include "models/collection/miblibrary.h"
#include "snmp/mib/compiler.h"
#include "snmp/mib/tablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>
#include <QTextStream>

namespace trunkline::ctl {

namespace {

using namespace snmp;

struct MibTexts {
    Q_DECLARE_TR_FUNCTIONS(trunklinectl)
};

QString mibText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

QJsonArray complaintsToJson(const QList<mib::Complaint>& complaints)
{
    QJsonArray array;
    for (const mib::Complaint& complaint : complaints)
        array.append(QJsonObject{{"file", complaint.file}, {"line", complaint.line}, {"text", complaint.text}, {"losesFacts", complaint.losesFacts}});
    return array;
}

void print(const QList<mib::Complaint>& complaints, bool all)
{
    QTextStream error(stderr);
    int kept = 0;
    for (const mib::Complaint& complaint : complaints) {
        if (all || complaint.losesFacts)
            error << complaint.file << ':' << (complaint.line ? QString::number(complaint.line) + u':' : QString()) << ' ' << complaint.text << Qt::endl;
        else
            ++kept;
    }
    if (kept > 0)
        error << MibTexts::tr("%n breach(es) of the rules cost nothing; --all-remarks shows them.", "", kept) << Qt::endl;
}

/// Compiles what the command names and says on standard error what it found wrong.
mib::Compilation compileArguments(const QCommandLineParser& parser)
{
    const mib::Dictionary known = collection::loadDictionary();
    mib::CompilerOptions options;
    options.program = QCoreApplication::applicationFilePath();
    options.imports = parser.values(QStringLiteral("imports"));
    options.known = &known.tables();
    mib::Compilation compilation = mib::compile(parser.positionalArguments(), options);
    if (!parser.isSet(QStringLiteral("json")))
        print(compilation.complaints, parser.isSet(QStringLiteral("all-remarks")));
    if (compilation.table.modules.isEmpty())
        throw InvalidInput(mibText("No MIB module could be read from %1; what is wrong stands above.").arg(parser.positionalArguments().join(QLatin1String(", "))));
    return compilation;
}

qsizetype notificationsIn(const mib::Table& table)
{
    return std::count_if(table.nodes.cbegin(), table.nodes.cend(), [](const mib::Node& node) { return node.kind == mib::Kind::Notification; });
}

QString modulesText(const mib::Table& table)
{
    return MibTexts::tr("%n module(s)", nullptr, int(table.modules.size()));
}

QString notificationsText(const mib::Table& table)
{
    return MibTexts::tr("%n notification(s)", nullptr, int(notificationsIn(table)));
}

void writeTable(const QString& path, const mib::Table& table)
{
    QSaveFile file(path);
    const QByteArray bytes = mib::toFile(table);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        throw InvalidInput(mibText("The table can't be written to %1 (%2); choose another place.").arg(path, file.errorString()));
}

QJsonObject summaryOf(const mib::Compilation& compilation)
{
    return {{"modules", QJsonArray::fromStringList(compilation.table.modules)}, {"files", compilation.files.size()},
            {"notifications", notificationsIn(compilation.table)}, {"nodes", compilation.table.nodes.size()},
            {"complaints", complaintsToJson(compilation.complaints)}};
}

int compileMibs(Session& session, const QCommandLineParser& parser)
{
    const QString output = parser.value(QStringLiteral("output"));
    if (output.isEmpty())
        throw InvalidInput(mibText("Where shall the table be written? Add --output FILE."));
    const mib::Compilation compilation = compileArguments(parser);
    writeTable(output, compilation.table);
    session.say(mibText("%1 with %2 compiled into %3 (%4 KB).")
                    .arg(modulesText(compilation.table), notificationsText(compilation.table), output).arg((QFileInfo(output).size() + 1023) / 1024),
                summaryOf(compilation));
    return Done;
}

int loadMibs(Session& session, const QCommandLineParser& parser)
{
    const mib::Compilation compilation = compileArguments(parser);
    const QString folder = collection::userMibFolder();
    QDir().mkpath(folder);
    // A file a module: loading a newer text of one replaces it and nothing else.
    for (const mib::Table& table : mib::byModule(compilation.table))
        writeTable(collection::userMibPath(table.modules.constFirst()), table);
    session.say(mibText("%1 with %2 loaded; what starts from now on knows them.")
                    .arg(modulesText(compilation.table), notificationsText(compilation.table)),
                summaryOf(compilation));
    return Done;
}

int unloadMib(Session& session, const QCommandLineParser& parser)
{
    const QString module = parser.positionalArguments().constFirst();
    if (!QFile::remove(collection::userMibPath(module)))
        throw NotFound(mibText("You have loaded no module “%1”; see “trunklinectl mib list”.").arg(module));
    session.say(mibText("%1 is no longer loaded.").arg(module), {{"module", module}});
    return Done;
}

int listMibs(Session& session, const QCommandLineParser&)
{
    Listing listing{{{"module", mibText("Module")}, {"origin", mibText("Origin")}, {"objects", mibText("Objects"), true}, {"notifications", mibText("Notifications"), true}}, {},
                    mibText("No module is known; “trunklinectl mib load FILE” loads one.")};
    for (const collection::KnownMibs& known : collection::knownMibs()) {
        QHash<quint32, int> objects;
        QHash<quint32, int> notifications;
        for (const mib::Node& node : known.table.nodes) {
            objects[node.module] += node.syntax >= 0;
            notifications[node.module] += node.kind == mib::Kind::Notification;
        }
        for (quint32 i = 0; i < quint32(known.table.modules.size()); ++i)
            listing.rows.append(QJsonObject{{"module", known.table.modules[i]}, {"origin", known.path.isEmpty() ? mibText("shipped") : known.path},
                                            {"objects", objects[i]}, {"notifications", notifications[i]}});
    }
    session.show(listing);
    return Done;
}

QJsonObject factToJson(const mib::Dictionary& dictionary, const mib::Fact& fact)
{
    QJsonObject object{{"oid", fact.node->oid.toString()}, {"module", fact.module()}, {"name", fact.node->name}, {"kind", mib::kindKey(fact.node->kind)}};
    if (const mib::Syntax* syntax = fact.syntax()) {
        object["syntax"] = syntax->name.isEmpty() ? mib::baseWord(syntax->base) : syntax->name;
        object["base"] = mib::baseWord(syntax->base);
        object["displayHint"] = syntax->displayHint;
        QJsonArray names;
        for (const mib::NamedNumber& named : syntax->names)
            names.append(QStringLiteral("%1(%2)").arg(named.name).arg(named.number));
        object["names"] = names;
    }
    object["units"] = fact.node->units;
    object["severity"] = fact.node->severity;
    QJsonArray members;
    for (const Oid& member : fact.node->members) {
        const mib::Fact known = dictionary.at(member);
        members.append(known ? known.qualifiedName() : member.toString());
    }
    object[fact.node->kind == mib::Kind::Row ? QStringLiteral("index") : QStringLiteral("variables")] = members;
    return object;
}

int showMib(Session& session, const QCommandLineParser& parser)
{
    const QString wanted = parser.positionalArguments().constFirst();
    const mib::Dictionary dictionary = collection::loadDictionary();
    const auto oid = Oid::parse(wanted);
    const mib::Fact fact = oid ? (dictionary.at(*oid) ? dictionary.at(*oid) : dictionary.objectOf(*oid)) : dictionary.named(wanted);
    if (!fact)
        throw NotFound(mibText("No loaded module knows “%1”; load the maker's MIB file with “trunklinectl mib load FILE”.").arg(wanted));
    session.show(factToJson(dictionary, fact),
                 {{"name", mibText("Name")}, {"module", mibText("Module")}, {"oid", mibText("OID")}, {"kind", mibText("Kind")}, {"syntax", mibText("Syntax")},
                  {"base", mibText("Base")}, {"displayHint", mibText("Display hint")}, {"units", mibText("Units")}, {"names", mibText("Names")},
                  {"index", mibText("Index")}, {"variables", mibText("Variables")}, {"severity", mibText("Severity")}});
    return Done;
}

int readMibs(Session&, const QCommandLineParser&)
{
    return mib::runCompilerChild();
}

} // namespace

QList<Command> mibCommands()
{
    constexpr int any = 100'000;
    const QCommandLineOption imports(QStringLiteral("imports"), mibText("where imported modules may be found, too; may come several times"), QStringLiteral("FOLDER"));
    const QCommandLineOption all(QStringLiteral("all-remarks"), mibText("show breaches of the rules that cost nothing, too"));
    return {
        {"mib compile", "FILE|FOLDER…", mibText("make a table of facts from MIB files"), 1, any,
         {imports, all, QCommandLineOption(QStringLiteral("output"), mibText("the table to write"), QStringLiteral("FILE"))}, compileMibs},
        {"mib load", "FILE|FOLDER…", mibText("compile MIB files for this user's Trunkline"), 1, any, {imports, all}, loadMibs},
        {"mib unload", "MODULE", mibText("forget a loaded module"), 1, 1, {}, unloadMib},
        {"mib list", "", mibText("modules whose names are known"), 0, 0, {}, listMibs},
        {"mib show", "NAME|OID", mibText("what is known of an object or notification"), 1, 1, {}, showMib},
        {"mib read", "", mibText("the child of “mib compile”: a request on standard input"), 0, 0, {}, readMibs},
    };
}

} // namespace trunkline::ctl
