#include "snmp/mib/skeleton.h"

#include <QHash>

namespace trunkline::snmp::mib {

namespace {

/// RFC 2578 and RFC 1155: the types that are no textual conventions, by their ASN.1 tags.
QString applicationType(const QString& name)
{
    static const QHash<QString, QString> types{
        {"Integer32", "INTEGER (-2147483648..2147483647)"},
        {"IpAddress", "[APPLICATION 0] IMPLICIT OCTET STRING (SIZE (4))"},
        {"NetworkAddress", "[APPLICATION 0] IMPLICIT OCTET STRING (SIZE (4))"},
        {"Counter32", "[APPLICATION 1] IMPLICIT INTEGER (0..4294967295)"},
        {"Counter", "[APPLICATION 1] IMPLICIT INTEGER (0..4294967295)"},
        {"Gauge32", "[APPLICATION 2] IMPLICIT INTEGER (0..4294967295)"},
        {"Gauge", "[APPLICATION 2] IMPLICIT INTEGER (0..4294967295)"},
        {"Unsigned32", "[APPLICATION 2] IMPLICIT INTEGER (0..4294967295)"},
        {"TimeTicks", "[APPLICATION 3] IMPLICIT INTEGER (0..4294967295)"},
        {"Opaque", "[APPLICATION 4] IMPLICIT OCTET STRING"},
        {"Counter64", "[APPLICATION 6] IMPLICIT INTEGER (0..18446744073709551615)"},
        {"ObjectName", "OBJECT IDENTIFIER"},
        {"NotificationName", "OBJECT IDENTIFIER"}};
    return types.value(name);
}

QString syntaxText(const Syntax& syntax)
{
    QStringList names;
    for (const NamedNumber& named : syntax.names)
        names.append(QStringLiteral("%1(%2)").arg(named.name).arg(named.number));
    const QString braces = names.isEmpty() ? QString() : QStringLiteral(" { %1 }").arg(names.join(QLatin1String(", ")));
    switch (syntax.base) {
    case Base::Enumeration: return QStringLiteral("INTEGER") + braces;
    case Base::Bits: return QStringLiteral("BITS") + braces;
    case Base::Unsigned64:
    case Base::Integer64: return QStringLiteral("Counter64");
    default: return baseWord(syntax.base);
    }
}

QString definitionOf(const Syntax& syntax)
{
    if (const QString type = applicationType(syntax.name); !type.isEmpty())
        return QStringLiteral("%1 ::= %2\n").arg(syntax.name, type);
    const QString hint = syntax.displayHint.isEmpty() ? QString() : QStringLiteral(" DISPLAY-HINT \"%1\"").arg(syntax.displayHint);
    return QStringLiteral("%1 ::= TEXTUAL-CONVENTION%2 STATUS current DESCRIPTION \"\" SYNTAX %3\n").arg(syntax.name, hint, syntaxText(syntax));
}

} // namespace

QByteArray skeletonOf(const Table& table, qsizetype module)
{
    QString text = table.modules[module] + QStringLiteral(" DEFINITIONS ::= BEGIN\n");
    for (const char* macro : {"MODULE-IDENTITY", "OBJECT-IDENTITY", "OBJECT-TYPE", "NOTIFICATION-TYPE", "TRAP-TYPE", "TEXTUAL-CONVENTION", "OBJECT-GROUP",
                              "NOTIFICATION-GROUP", "MODULE-COMPLIANCE", "AGENT-CAPABILITIES"})
        text += QString::fromLatin1(macro) + QStringLiteral(" MACRO ::= BEGIN END\n");
    for (const Syntax& syntax : table.syntaxes)
        if (syntax.module == table.modules[module] && syntax.base != Base::Unknown)
            text += definitionOf(syntax);
    for (const Node& node : table.nodes)
        if (qsizetype(node.module) == module)
            text += QStringLiteral("%1 OBJECT IDENTIFIER ::= { %2 }\n").arg(node.name, node.oid.toString().replace(u'.', u' '));
    return text.toUtf8() + "END\n";
}

} // namespace trunkline::snmp::mib
