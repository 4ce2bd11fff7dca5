#include "snmp/mib/smireader.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <string_view>

#define class classOfC // the header names parameters with a word of C++
#include <smi.h>
#undef class

namespace trunkline::snmp::mib {

namespace {

constexpr int errorsThatMatter = 3; // of libsmi's levels 0 to 6: above are matters of style

/// libsmi takes a plain function, and it is one library a process: this is its counterpart.
struct Current {
    const Reading* reading = nullptr;
    QHash<QString, QString> realPaths; ///< of what shall be compiled, by the path that libsmi was given
};
Current current;

/// Whether something is unknown after such an error; of the others libsmi makes the best.
bool losesFacts(int severity, std::string_view tag, std::string_view text)
{
    constexpr std::string_view losing[] = {"basetype-unknown", "type-unknown", "import-failed", "identifier-redefined"};
    const bool isMacro = text.find("-TYPE'") != std::string_view::npos; // libsmi knows them, wherever they are said to come from
    if (tag == "index-illegal-basetype" || isMacro)                     // nor is the row of such an index lost
        return false;
    return severity <= 1 || std::find(std::begin(losing), std::end(losing), tag) != std::end(losing);
}

void onComplaint(char* path, int line, int severity, char* text, char* tag)
{
    const QString given = QString::fromUtf8(path);
    if (severity <= errorsThatMatter && current.realPaths.contains(given))
        current.reading->complains({current.realPaths.value(given), line, QString::fromUtf8(text), losesFacts(severity, tag ? tag : "", text)});
}

Base baseOf(SmiBasetype base)
{
    switch (base) {
    case SMI_BASETYPE_INTEGER32: return Base::Integer32;
    case SMI_BASETYPE_UNSIGNED32: return Base::Unsigned32;
    case SMI_BASETYPE_INTEGER64: return Base::Integer64;
    case SMI_BASETYPE_UNSIGNED64: return Base::Unsigned64;
    case SMI_BASETYPE_OCTETSTRING: return Base::Octets;
    case SMI_BASETYPE_OBJECTIDENTIFIER: return Base::ObjectId;
    case SMI_BASETYPE_ENUM: return Base::Enumeration;
    case SMI_BASETYPE_BITS: return Base::Bits;
    default: return Base::Unknown;
    }
}

std::optional<Kind> kindOf(SmiNodekind kind)
{
    switch (kind) {
    case SMI_NODEKIND_NODE: return Kind::Node;
    case SMI_NODEKIND_SCALAR: return Kind::Scalar;
    case SMI_NODEKIND_TABLE: return Kind::Table;
    case SMI_NODEKIND_ROW: return Kind::Row;
    case SMI_NODEKIND_COLUMN: return Kind::Column;
    case SMI_NODEKIND_NOTIFICATION: return Kind::Notification;
    default: return std::nullopt; // groups and conformance tell nothing of values
    }
}

Oid oidOf(const SmiNode* node)
{
    return Oid(std::vector<std::uint32_t>(node->oid, node->oid + node->oidlen));
}

QString textOf(const char* text)
{
    return QString::fromUtf8(text ? text : "").simplified();
}

qint64 numberOf(const SmiValue& value)
{
    return value.basetype == SMI_BASETYPE_UNSIGNED32 || value.basetype == SMI_BASETYPE_BITS ? qint64(value.value.unsigned32) : value.value.integer32;
}

/// A type refines its parent: what it does not say itself, the next above that does says.
Syntax syntaxOf(SmiType* type)
{
    Syntax syntax;
    syntax.base = baseOf(type->basetype);
    for (SmiType* each = type; each; each = smiGetParentType(each)) {
        if (syntax.displayHint.isEmpty())
            syntax.displayHint = textOf(each->format);
        if (syntax.name.isEmpty() && each->name) {
            syntax.name = QString::fromLatin1(each->name);
            if (const SmiModule* module = smiGetTypeModule(each))
                syntax.module = textOf(module->name);
        }
        if (syntax.names.isEmpty())
            for (SmiNamedNumber* named = smiGetFirstNamedNumber(each); named; named = smiGetNextNamedNumber(named))
                syntax.names.append({numberOf(named->value), QString::fromLatin1(named->name)});
    }
    return syntax;
}

class Gatherer {
public:
    void add(SmiModule* module, const QHash<QString, QString>& severities)
    {
        module_ = quint32(table_.modules.size());
        table_.modules.append(QString::fromLatin1(module->name));
        // Types nobody uses here are facts too: other modules import them.
        for (SmiType* type = smiGetFirstType(module); type; type = smiGetNextType(type))
            if (type->name)
                indexOf(syntaxOf(type));
        for (SmiNode* node = smiGetFirstNode(module, SMI_NODEKIND_ANY); node; node = smiGetNextNode(node, SMI_NODEKIND_ANY))
            if (const auto kind = kindOf(node->nodekind); kind && node->name && node->oidlen > 0 && node->oidlen <= Oid::maxArcs)
                table_.nodes.append(nodeOf(node, *kind, severities));
    }
    Table take()
    {
        std::stable_sort(table_.nodes.begin(), table_.nodes.end(), [](const Node& a, const Node& b) { return a.oid < b.oid; });
        return std::move(table_);
    }

private:
    Node nodeOf(SmiNode* from, Kind kind, const QHash<QString, QString>& severities)
    {
        Node node;
        node.oid = oidOf(from);
        node.module = module_;
        node.name = QString::fromLatin1(from->name);
        node.kind = kind;
        node.units = textOf(from->units);
        SmiType* type = smiGetNodeType(from);
        if (type && (kind == Kind::Scalar || kind == Kind::Column)) {
            Syntax syntax = syntaxOf(type);
            if (const QString own = textOf(from->format); !own.isEmpty())
                syntax.displayHint = own;
            node.syntax = indexOf(syntax);
            for (SmiType* each = type; each && node.units.isEmpty(); each = smiGetParentType(each))
                node.units = textOf(each->units);
        }
        if (kind == Kind::Notification || kind == Kind::Row)
            for (SmiElement* element = smiGetFirstElement(from); element; element = smiGetNextElement(element))
                if (const SmiNode* member = smiGetElementNode(element); member && member->oidlen > 1 && member->oidlen <= Oid::maxArcs) // 0: an import that is missing
                    node.members.append(oidOf(member));
        if (kind == Kind::Notification)
            node.severity = severities.value(node.name);
        return node;
    }

    qint32 indexOf(const Syntax& syntax)
    {
        QList<qint32>& alike = known_[syntax.module + u'.' + syntax.name + u'.' + syntax.displayHint];
        for (const qint32 index : std::as_const(alike))
            if (table_.syntaxes[index] == syntax)
                return index;
        alike.append(qint32(table_.syntaxes.size()));
        table_.syntaxes.append(syntax);
        return alike.constLast();
    }

    Table table_;
    quint32 module_ = 0;
    QHash<QString, QList<qint32>> known_;
};

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(mostModuleFileBytes) : QByteArray();
}

} // namespace

Table readWithLibsmi(const QList<ModuleFile>& files, const QList<ModuleFile>& imports, const Reading& reading)
{
    // libsmi finds what a module imports by the name of a file: a folder of links gives every module its own.
    QTemporaryDir links;
    current = {&reading, {}};
    for (const QList<ModuleFile>* list : {&files, &imports})
        for (const ModuleFile& file : *list)
            for (const QString& module : file.modules) {
                const QString link = links.filePath(module);
                if (QFile::link(QFileInfo(file.path).absoluteFilePath(), link) && list == &files)
                    current.realPaths.insert(link, file.path);
            }
    smiInit("trunkline"); // a tag of our own, so that no configuration file of this machine is read
    smiSetPath(links.path().toLocal8Bit().constData());
    smiSetErrorHandler(onComplaint);
    smiSetErrorLevel(errorsThatMatter);
    smiSetFlags(SMI_FLAG_ERRORS | SMI_FLAG_RECURSIVE);
    Gatherer gatherer;
    for (const ModuleFile& file : files) {
        reading.begins(file.path);
        const QHash<QString, QString> severities = severitiesIn(bytesOf(file.path));
        for (const QString& name : file.modules) {
            const QString link = links.filePath(name);
            if (current.realPaths.value(link) != file.path) {
                reading.complains({file.path, 0, QStringLiteral("the module `%1' is defined in %2 too; that one is used").arg(name, current.realPaths.value(link))});
                continue;
            }
            smiLoadModule(link.toLocal8Bit().constData());
            if (SmiModule* module = smiGetModule(name.toLatin1().constData()))
                gatherer.add(module, severities);
            else
                reading.complains({file.path, 0, QStringLiteral("the module `%1' could not be read").arg(name)});
        }
    }
    smiExit();
    return gatherer.take();
}

} // namespace trunkline::snmp::mib
